//! The tests of the PyPI package and of the examples in Python: they need Python 3.10 or newer with venv, and Node for pyright.

use std::path::{Path, PathBuf};
use std::process::Command;

use crate::steps::{root, run};

/// Where the tests' own environment is.
fn environment() -> PathBuf {
    root().join("target/python-venv")
}

fn tool(name: &str) -> Command {
    let mut command = Command::new(environment().join("bin").join(name));
    command.env("VIRTUAL_ENV", environment());
    command
}

/// Builds the wheel, installs it, and runs everything that is said about it: cases, facade, processes, frameworks, types, wheel, examples.
pub(crate) fn test() -> Result<(), String> {
    let (package, examples) = (root().join("bindings-python"), root().join("examples/python"));
    if !environment().join("bin/python").exists() {
        run("Python: environment", Command::new("python3").args(["-m", "venv"]).arg(environment()))?;
    }
    let quiet = ["-m", "pip", "install", "--quiet", "--disable-pip-version-check"];
    let requirements = package.join("tests/requirements.txt");
    run("Python: what its tests need", tool("python").args(quiet).arg("--requirement").arg(requirements))?;
    let wheel = wheel(&package)?;
    let again = ["--force-reinstall", "--no-deps"];
    run("PyPI package: install", tool("python").args(quiet).args(again).arg(wheel))?;
    run("PyPI package: tests", tool("python").args(["-m", "pytest", "-q"]).arg(package.join("tests")))?;
    let paths = format!("{}:{}", examples.display(), package.join("tests").display());
    let tests = ["-m", "pytest", "-q"];
    let shops = examples.join("tests");
    run("examples: Python", tool("python").env("PYTHONPATH", &examples).args(tests).arg(&shops))?;
    let strict = ["-m", "mypy", "--strict"];
    run("PyPI package: mypy", tool("python").args(strict).args(["-p", "qq_wxpay"]))?;
    for folder in [package.join("tests"), shops] {
        let mut command = tool("python");
        command.env("MYPYPATH", &paths).args(strict).arg(&folder);
        run(&format!("Python: mypy over {}", folder.display()), &mut command)?;
    }
    run("PyPI package: stubtest", tool("python").args(["-m", "mypy.stubtest", "qq_wxpay._native"]))?;
    let checked = [package.join("python"), package.join("tests"), examples];
    run("Python: pyright", tool("pyright").arg("--project").arg(&package).args(checked))
}

/// Builds the wheel in the dev profile.
fn wheel(package: &Path) -> Result<PathBuf, String> {
    let folder = root().join("target/python-wheel");
    // The newest wheel must be the only one.
    let _ = std::fs::remove_dir_all(&folder);
    let manifest = package.join("Cargo.toml");
    let build = ["build", "--profile", "dev", "--quiet", "--manifest-path"];
    run("PyPI package: wheel", tool("maturin").args(build).arg(manifest).arg("--out").arg(&folder))?;
    let built = std::fs::read_dir(&folder).map_err(|error| error.to_string())?.next();
    let built = built.ok_or("maturin built no wheel")?.map_err(|error| error.to_string())?;
    Ok(built.path())
}
