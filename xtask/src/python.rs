//! The tests of the PyPI package and of the examples in Python: they need Python 3.10 or newer with venv, and Node for pyright.

use std::env::consts::{DLL_PREFIX, DLL_SUFFIX};
use std::path::{Path, PathBuf};
use std::process::Command;

use crate::command::{is_long, root, run};
use crate::programs;

/// It runs with Python 3.9, too.
const OLDEST_DJANGO: &str = "4.2.27";

/// A virtual environment below `target/`.
pub(crate) struct Environment(PathBuf);

impl Environment {
    /// The environment of this name, with what a file of requirements says.
    pub(crate) fn with(name: &str, requirements: &Path) -> Result<Self, String> {
        let own = Self(root().join("target").join(name));
        if !own.0.join("bin/python").exists() {
            run("Python: environment", Command::new("python3").args(["-m", "venv"]).arg(&own.0))?;
        }
        run("Python: what is needed", own.pip().arg("--requirement").arg(requirements))?;
        Ok(own)
    }

    pub(crate) fn tool(&self, name: &str) -> Command {
        let mut command = Command::new(self.0.join("bin").join(name));
        command.env("VIRTUAL_ENV", &self.0);
        command
    }

    fn pip(&self) -> Command {
        let mut command = self.tool("python");
        command.args(["-m", "pip", "install", "--quiet", "--disable-pip-version-check", "--no-compile"]);
        command
    }

    /// The oldest Django that is supported, in a folder of its own beside the newest one of the environment.
    fn install_oldest_django(&self) -> Result<(), String> {
        let folder = root().join("target/python-django-oldest");
        if folder.join(format!("django-{OLDEST_DJANGO}.dist-info")).exists() {
            return Ok(());
        }
        let mut pip = self.pip();
        pip.args(["--upgrade", "--no-deps", "--target"]).arg(folder).arg(format!("Django=={OLDEST_DJANGO}"));
        run("Python: the oldest Django that is supported", &mut pip)
    }

    /// Makes both wheels, the package's and that of its sandbox, and installs them.
    fn install(&self, make: impl Fn(&Self, &Wheel, &Path) -> Result<(), String>) -> Result<(), String> {
        let folder = root().join("target/python-wheel");
        // The newest wheels must be the only ones.
        let _ = std::fs::remove_dir_all(&folder);
        std::fs::create_dir_all(&folder).map_err(|error| error.to_string())?;
        for wheel in &WHEELS {
            make(self, wheel, &folder)?;
        }
        let made = std::fs::read_dir(&folder).map_err(|error| error.to_string())?;
        let wheels: Vec<_> = made.filter_map(|entry| Some(entry.ok()?.path())).collect();
        run("PyPI packages: install", self.pip().args(["--force-reinstall", "--no-deps"]).args(wheels))
    }

    /// Builds a wheel in this profile, as it is built for users.
    fn build(&self, profile: &str, wheel: &Wheel, into: &Path) -> Result<(), String> {
        let mut maturin = self.tool("maturin");
        maturin.args(["build", "--quiet", "--profile", profile, "--manifest-path"]);
        maturin.arg(root().join(wheel.package).join("Cargo.toml")).arg("--out").arg(into);
        run(&format!("PyPI packages: wheel of {}", wheel.package), &mut maturin)
    }

    /// Packs a wheel out of what is built already.
    fn pack(&self, wheel: &Wheel, into: &Path) -> Result<(), String> {
        let library = programs::folder().join(format!("{DLL_PREFIX}{}{DLL_SUFFIX}", wheel.library));
        let mut pack = self.tool("python");
        pack.arg(root().join("bindings-python/scripts/pack_wheel.py")).arg(root().join(wheel.package));
        run(&format!("PyPI packages: wheel of {}, packed", wheel.package), pack.arg(library).arg(into))
    }
}

/// A package, and its library as cargo names it.
struct Wheel {
    package: &'static str,
    library: &'static str,
}

const WHEELS: [Wheel; 2] = [
    Wheel { package: "bindings-python", library: "_native" },
    Wheel { package: "bindings-python/sandbox", library: "qq_wxpay_sandbox_native" },
];

/// Makes the wheels, installs them, and runs everything that is said about it: cases, facade, processes, frameworks, types, wheel, examples.
pub(crate) fn test() -> Result<(), String> {
    let (package, examples) = (root().join("bindings-python"), root().join("examples/python"));
    let own = Environment::with("python-venv", &package.join("tests/requirements.txt"))?;
    // In the long form as for users, but for the profile.
    let is_packed = programs::are_built() && !is_long();
    own.install(
        |own, wheel, into| if is_packed { own.pack(wheel, into) } else { own.build("dev", wheel, into) },
    )?;
    own.install_oldest_django()?;
    let (tests, shops) = (package.join("tests"), examples.join("tests"));
    let pytest = ["-m", "pytest", "-q"];
    run("PyPI package: tests", own.tool("python").args(pytest).arg(&tests))?;
    run("examples: Python", own.tool("python").env("PYTHONPATH", &examples).args(pytest).arg(&shops))?;
    let strict = ["-m", "mypy", "--strict"];
    run(
        "PyPI packages: mypy",
        own.tool("python").args(strict).args(["-p", "qq_wxpay", "-p", "qq_wxpay_sandbox"]),
    )?;
    let paths = format!("{}:{}", examples.display(), tests.display());
    for folder in [&tests, &shops] {
        let mut command = own.tool("python");
        command.env("MYPYPATH", &paths).args(strict).arg(folder);
        run(&format!("Python: mypy over {}", folder.display()), &mut command)?;
    }
    let natives = ["qq_wxpay._native", "qq_wxpay_sandbox._native"];
    run("PyPI packages: stubtest", own.tool("python").args(["-m", "mypy.stubtest"]).args(natives))?;
    let checked = [
        package.join("python"),
        package.join("sandbox/python"),
        tests,
        examples,
        root().join("tests/dashboard"),
        root().join("tests/soak"),
    ];
    run("Python: pyright", own.tool("pyright").arg("--project").arg(&package).args(checked))
}

/// The recipe of `docs/once.md` with real databases. The wheel and the addon are those that the tests before it built.
pub(crate) fn sql() -> Result<(), String> {
    let folder = root().join("tests/sql");
    let own = Environment::with("python-venv", &folder.join("requirements.txt"))?;
    run("SQL: each notification once", own.tool("python").arg(folder.join("run.py")))
}

/// Every query of the dashboard on a real Prometheus, with the wheel that the tests have installed.
pub(crate) fn dashboard() -> Result<(), String> {
    let own = Environment(root().join("target/python-venv"));
    if !own.0.join("bin/python").exists() {
        return Err("dashboard: run `cargo xtask test python` before: it installs the wheel".to_owned());
    }
    run("dashboard: its queries", own.tool("python").arg(root().join("tests/dashboard/check.py")))
}

/// The site of the documents, and all programs that it shows. It takes the wheel and the addons that the tests before it built.
pub(crate) fn site(only: &[&str]) -> Result<(), String> {
    let own = Environment::with("site-venv", &root().join("tests/site/requirements.txt"))?;
    run("site: pages, links, programs", own.tool("python").arg(root().join("tests/site/run.py")).args(only))
}

/// The suites that measure time or wait for it.
pub(crate) fn timed() -> Vec<Command> {
    let tests = root().join("bindings-python/tests");
    let mut pytest = Environment(root().join("target/python-venv")).tool("python");
    pytest.args(["-m", "pytest", "-q"]);
    pytest
        .args(["threads", "processes", "host", "delivery"].map(|name| tests.join(format!("test_{name}.py"))));
    vec![pytest]
}

/// Builds the wheel as for users and holds it against its peer.
pub(crate) fn bench() -> Result<(), String> {
    let folder = root().join("benchmarks/python");
    let own = Environment::with("python-bench-venv", &folder.join("requirements.txt"))?;
    own.install(|own, wheel, into| own.build("addon", wheel, into))?;
    for name in ["installed", "startup", "work", "memory", "load"] {
        let program = folder.join(format!("{name}.py"));
        run(&format!("benchmarks: Python, {name}"), own.tool("python").arg(program))?;
    }
    Ok(())
}
