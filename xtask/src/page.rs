//! The live page of the sandbox in a real Chromium: one path as part of the tests, the rest in the long form.

use std::path::PathBuf;
use std::process::Command;

use crate::command::{root, run};
use crate::node::install;
use crate::programs;

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
    let sandbox = ["--package", "qq-wxpay-sandbox", "--example", "beside"];
    let built = programs::build("live page: a sandbox", &sandbox)?;
    let mut tests = Command::new("node");
    tests.arg(folder.join("run.mjs")).env("SANDBOX_PROGRAM", built.join("examples/beside"));
    run("live page in Chromium", tests.env("CHROMIUM", chromium))
}
