//! The live page of the sandbox in a real Chromium: one path as part of the tests, the rest in the long form.

use std::path::PathBuf;
use std::process::Command;

use crate::command::{cargo, root, run, target};
use crate::node::install;

/// Where Debian has it; the variable `CHROMIUM` names another one.
const CHROMIUM: &str = "/usr/bin/chromium";

/// Builds the sandbox that the tests start, and runs them.
pub(crate) fn test() -> Result<(), String> {
    let chromium = std::env::var_os("CHROMIUM").map_or_else(|| PathBuf::from(CHROMIUM), PathBuf::from);
    if !chromium.exists() {
        let missing = format!("{} is missing: install the package `chromium`", chromium.display());
        if std::env::var_os("CI").is_some() {
            return Err(format!("live page: {missing}"));
        }
        println!("\n== live page: skipped, {missing}");
        return Ok(());
    }
    let folder = root().join("tests/page");
    install(&folder)?;
    cargo("live page: a sandbox", &["build", "--package", "qq-wxpay-sandbox", "--example", "beside"])?;
    let mut tests = Command::new("node");
    tests.arg(folder.join("run.mjs")).env("SANDBOX_PROGRAM", target().join("debug/examples/beside"));
    run("live page in Chromium", tests.env("CHROMIUM", chromium))
}
