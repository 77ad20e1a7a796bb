//! The tests of the npm packages and of the examples in JavaScript: they need Node 20 or newer, and npm.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use crate::command::{root, run};
use crate::programs;

/// The examples, by their folders and tests.
const EXAMPLES: [(&str, &[&str]); 2] = [("node", &["shop", "open-orders"]), ("miniprogram", &["purchase"])];

/// Builds the addons and runs everything that is said about them: cases, facade, frameworks, runtimes, types, tarballs, examples.
pub(crate) fn test() -> Result<(), String> {
    let folder = root().join("bindings-node/test");
    install(&folder)?;
    let built = programs::are_built().then_some("--built");
    run("npm packages: addons", Command::new("node").arg("bindings-node/scripts/build.mjs").args(built))?;
    types(&folder, "tsconfig.json")?;
    types(&folder, "tsconfig.loose.json")?;
    run(
        "npm packages: tests",
        Command::new("node").args(["--test", "--test-concurrency=2"]).args(tests(&folder)?),
    )?;
    for (name, suites) in EXAMPLES {
        let folder = root().join("examples").join(name);
        install(&folder)?;
        types(&folder, "tsconfig.json")?;
        let files = suites.iter().map(|suite| folder.join(format!("test/{suite}.test.js")));
        run(&format!("example: {name}"), Command::new("node").arg("--test").args(files))?;
    }
    Ok(())
}

/// The suites that measure time or wait for it.
pub(crate) fn timed() -> Vec<Command> {
    let folder = root().join("bindings-node/test");
    let files =
        ["threads", "reentry", "handlers", "observer"].map(|name| folder.join(format!("{name}.test.mjs")));
    let mut node = Command::new("node");
    node.args(["--test", "--test-concurrency=2"]).args(files);
    vec![node]
}

/// The files with tests in this folder.
fn tests(folder: &Path) -> Result<Vec<PathBuf>, String> {
    let listed = fs::read_dir(folder).map_err(|error| format!("{}: {error}", folder.display()))?;
    let mut files: Vec<PathBuf> = listed
        .filter_map(|entry| Some(entry.ok()?.path()))
        .filter(|path| path.to_string_lossy().ends_with(".test.mjs"))
        .collect();
    files.sort();
    Ok(files)
}

/// Builds the addons as for users and holds them against the peers.
pub(crate) fn bench() -> Result<(), String> {
    let folder = root().join("benchmarks/node");
    install(&folder)?;
    let build = ["bindings-node/scripts/build.mjs", "--release"];
    run("npm packages: addons, optimised", Command::new("node").args(build))?;
    run("benchmarks: Node", Command::new("node").arg(folder.join("run.mjs")))
}

/// What the lock file of this folder says.
pub(crate) fn install(folder: &Path) -> Result<(), String> {
    let install = ["ci", "--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error", "--prefix"];
    run(&format!("npm: what {} needs", folder.display()), Command::new("npm").args(install).arg(folder))
}

fn types(folder: &Path, project: &str) -> Result<(), String> {
    let compiler = folder.join("node_modules/typescript/bin/tsc");
    run(
        &format!("npm: types of {}", folder.display()),
        Command::new("node").arg(compiler).arg("--project").arg(folder.join(project)),
    )
}
