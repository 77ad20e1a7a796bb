//! The libraries and programs that the tests of the languages load and start, in the dev profile.

use std::path::PathBuf;
use std::sync::atomic::{AtomicBool, Ordering};

use crate::command::{cargo, target};

/// What starts a sandbox and plays on it, by the arguments of `cargo build`.
pub(crate) const SANDBOX: [&str; 5] = ["--package", "qq-wxpay-cli", "--package", "qq-wxpay-tests", "--bins"];

/// Whether all of them are there.
static ARE_BUILT: AtomicBool = AtomicBool::new(false);

/// From now on they are taken as they are.
pub(crate) fn take_what_is_built() {
    ARE_BUILT.store(true, Ordering::Relaxed);
}

/// Whether they are.
pub(crate) fn are_built() -> bool {
    ARE_BUILT.load(Ordering::Relaxed)
}

/// Those of every language, in one call and with the features of the tests in Rust: each choice of packages is a choice of features, too, and
/// with another one everything below is built again. It is the examples that bring in the features of the dependencies of tests.
pub(crate) fn build_all() -> Result<PathBuf, String> {
    let all = ["build", "--workspace", "--all-features", "--lib", "--bins", "--examples"];
    cargo("libraries and programs of every language", &all)?;
    take_what_is_built();
    Ok(folder())
}

/// Those of one language, by the arguments of `cargo build` that choose them, unless all of them are there.
pub(crate) fn build(name: &str, chosen: &[&str]) -> Result<PathBuf, String> {
    if !are_built() {
        cargo(name, &[&["build"], chosen].concat())?;
    }
    Ok(folder())
}

/// Where they are.
pub(crate) fn folder() -> PathBuf {
    target().join("debug")
}
