//! The tests of the npm package: they need Node 20 or newer, and npm.

use std::process::Command;

use crate::steps::{root, run};

/// Builds the addon and runs everything that is said about it: cases, facade, frameworks, runtimes, types, tarballs.
pub(crate) fn test() -> Result<(), String> {
    let folder = root().join("bindings-node/test");
    let install = ["ci", "--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error", "--prefix"];
    run("npm package: what its tests need", Command::new("npm").args(install).arg(&folder))?;
    run("npm package: addon", Command::new("node").arg("bindings-node/scripts/build.mjs"))?;
    let compiler = folder.join("node_modules/typescript/bin/tsc");
    run("npm package: types", Command::new("node").arg(compiler).arg("--project").arg(&folder))?;
    let tests = ["adapters", "conformance", "facade", "package", "runtimes"];
    let files = tests.map(|name| format!("bindings-node/test/{name}.test.mjs"));
    run("npm package: tests", Command::new("node").args(["--test", "--test-concurrency=2"]).args(files))
}
