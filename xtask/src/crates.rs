//! The crates as their users get them: every choice of features, the packages outside this repository, the lowest versions.

use std::ffi::OsStr;
use std::fs;
use std::path::Path;
use std::process::Command;

use crate::command::{self, cargo, root, target};

/// Each RSA provider with nothing else, with a transport of the host's own, with ours, and with what the bindings take.
const FEATURES: [&str; 9] = [
    "aws-lc-rs",
    "aws-lc-rs,client",
    "aws-lc-rs,reqwest",
    "aws-lc-rs,bridge",
    "rustcrypto",
    "rustcrypto,client",
    "rustcrypto,redis,ring",
    "rustcrypto,reqwest,ring",
    "rustcrypto,bridge,ring",
];

/// Choices that cannot work, and the feature that the compiler names.
const REFUSED: [(&str, &str); 2] =
    [("client", "enable the feature `aws-lc-rs`"), ("rustcrypto,reqwest", "`ring`")];

const PUBLISHED: [&str; 2] = ["qq-wxpay", "qq-wxpay-sandbox"];

pub(crate) fn test() -> Result<(), String> {
    for features in FEATURES {
        let chosen = ["--package", "qq-wxpay", "--no-default-features", "--features", features];
        let lints = [&["clippy", "--all-targets"], chosen.as_slice(), &["--", "-D", "warnings"]].concat();
        cargo(&format!("lints with {features}"), &lints)?;
        cargo(&format!("core with {features}"), &[&["test"], chosen.as_slice()].concat())?;
        if !features.contains("aws-lc-rs") {
            without_aws_lc(features)?;
        }
    }
    REFUSED.iter().try_for_each(|(features, named)| refused(features, named))?;
    PUBLISHED.iter().try_for_each(|name| package(name))
}

fn core(command: &str, features: &str) -> Command {
    let mut cargo = Command::new(std::env::var("CARGO").unwrap_or_else(|_| "cargo".to_owned()));
    let chosen = [command, "--package", "qq-wxpay", "--no-default-features", "--features", features];
    cargo.current_dir(root()).args(chosen);
    cargo
}

fn without_aws_lc(features: &str) -> Result<(), String> {
    let tree = core("tree", features).args(["--edges", "normal,build"]).output();
    let tree = String::from_utf8(tree.map_err(|error| error.to_string())?.stdout).unwrap_or_default();
    if !tree.starts_with("qq-wxpay") || tree.contains("aws-lc") {
        return Err(format!("AWS-LC comes along with {features}"));
    }
    Ok(())
}

fn refused(features: &str, named: &str) -> Result<(), String> {
    let check = core("check", features).output().map_err(|error| error.to_string())?;
    if check.status.success() || !String::from_utf8_lossy(&check.stderr).contains(named) {
        return Err(format!("with {features} alone the compiler does not name {named}"));
    }
    Ok(())
}

/// Packs a crate, unpacks it where nothing of this repository is near, and runs its own tests there: with the versions of its
/// `Cargo.lock`, and with the lowest that it asks for.
fn package(name: &str) -> Result<(), String> {
    cargo(&format!("package {name}"), &["package", "--package", name, "--no-verify", "--allow-dirty"])?;
    let packed = target().join("package").join(format!("{name}-{}.crate", env!("CARGO_PKG_VERSION")));
    // Always the same place: cargo takes what it built of these files for new, and paths are compiled into the tests.
    let elsewhere = std::env::temp_dir().join("qq-wxpay-crates");
    let _ = fs::remove_dir_all(&elsewhere);
    fs::create_dir_all(&elsewhere).map_err(|error| error.to_string())?;
    let unpack: [&OsStr; 4] = ["-xzf".as_ref(), packed.as_ref(), "-C".as_ref(), elsewhere.as_ref()];
    let manifest = elsewhere.join(format!("{name}-{}", env!("CARGO_PKG_VERSION"))).join("Cargo.toml");
    let tested = command::run("unpack", Command::new("tar").args(unpack))
        .and_then(|()| {
            elsewhere_cargo(&format!("{name} out of its package"), &manifest, &["test", "--all-features"])
        })
        .and_then(|()| {
            let lowest = ["-Z", "direct-minimal-versions", "generate-lockfile"];
            elsewhere_cargo(&format!("the lowest versions of {name}"), &manifest, &lowest)
        })
        .and_then(|()| {
            elsewhere_cargo(
                &format!("{name} with its lowest versions"),
                &manifest,
                &["test", "--all-features"],
            )
        });
    fs::remove_dir_all(&elsewhere).map_err(|error| error.to_string())?;
    tested
}

/// Cargo for a crate elsewhere. What is built stays in the target folder of this repository.
fn elsewhere_cargo(name: &str, manifest: &Path, arguments: &[&str]) -> Result<(), String> {
    let mut cargo = Command::new(std::env::var("CARGO").unwrap_or_else(|_| "cargo".to_owned()));
    // The lowest versions are still an unstable option of cargo.
    if arguments.first() == Some(&"-Z") {
        cargo.env("RUSTC_BOOTSTRAP", "1");
    }
    cargo
        .args(arguments)
        .arg("--manifest-path")
        .arg(manifest)
        .env("CARGO_TARGET_DIR", target().join("crates"));
    command::run(name, &mut cargo)
}
