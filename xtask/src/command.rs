//! Running other programs, one step after the other.

use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Mutex, PoisonError};
use std::time::Instant;

/// The root of the repository.
pub(crate) fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).parent().expect("xtask lies inside the repository").to_owned()
}

/// Where cargo builds.
pub(crate) fn target() -> PathBuf {
    std::env::var_os("CARGO_TARGET_DIR").map_or_else(|| root().join("target"), PathBuf::from)
}

/// Whether the tests take their long form: they ask for the variable `LONG_TESTS`.
static LONG: AtomicBool = AtomicBool::new(false);

/// From now on every program is told to take the long form of its tests.
pub(crate) fn take_the_long_form() {
    LONG.store(true, Ordering::Relaxed);
}

/// Whether they are.
pub(crate) fn is_long() -> bool {
    LONG.load(Ordering::Relaxed)
}

/// Variables that every program is given.
static TOLD: Mutex<Vec<(String, String)>> = Mutex::new(Vec::new());

/// From now on every program finds this in its environment.
pub(crate) fn tell(name: &str, value: &str) {
    let mut told = TOLD.lock().unwrap_or_else(PoisonError::into_inner);
    told.retain(|(other, _)| other != name);
    told.push((name.to_owned(), value.to_owned()));
}

/// What programs are told under this name.
pub(crate) fn told(name: &str) -> Option<String> {
    let told = TOLD.lock().unwrap_or_else(PoisonError::into_inner);
    told.iter().find(|(other, _)| other == name).map(|(_, value)| value.clone())
}

/// Runs cargo at the root.
pub(crate) fn cargo(name: &str, arguments: &[&str]) -> Result<(), String> {
    let cargo = std::env::var("CARGO").unwrap_or_else(|_| "cargo".to_owned());
    run(name, Command::new(cargo).args(arguments))
}

/// Runs a program at the root; its output is shown.
pub(crate) fn run(name: &str, command: &mut Command) -> Result<(), String> {
    println!("\n== {name}");
    let begin = Instant::now();
    if is_long() {
        command.env("LONG_TESTS", "1");
    }
    command.envs(TOLD.lock().unwrap_or_else(PoisonError::into_inner).iter().cloned());
    let status = command.current_dir(root()).status().map_err(|error| {
        format!("{name}: `{}` cannot be started: {error}", command.get_program().to_string_lossy())
    })?;
    if !status.success() {
        return Err(format!("{name} ({status})"));
    }
    println!("== {name}: ok, {} s", begin.elapsed().as_secs());
    Ok(())
}
