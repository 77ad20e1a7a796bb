//! The tests of the Go package and of its examples: they need Go 1.24 or newer and a C compiler.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use crate::command::{cargo, root, run, target};
use crate::{c, programs};

/// The check of what compilers let pass, at the version that its own module file names.
const STATICCHECK: &str = "honnef.co/go/tools/cmd/staticcheck@v0.8.2";

/// Calls that are given up, clients that end, functions of the host that are slow, many goroutines.
const TIMED: &str =
    "Goroutine|UnderWay|Forgotten|Moment|Middle|GivenUp|Context|Observer|WaitsFor|Store|OpenOrders";

/// Builds the libraries and runs everything that is said about the package: cases, facade, races, frameworks, what a user does in an empty folder.
pub(crate) fn test() -> Result<(), String> {
    let package = root().join("go");
    let modules = modules(&package)?;
    fill(&programs::build("Go: libraries", &c::LIBRARIES)?)?;
    format(&package)?;
    for module in &modules {
        let name = module.strip_prefix(root()).unwrap_or(module).display().to_string();
        run(&format!("{name}: vet"), go(module).args(["vet", "./..."]))?;
        run(&format!("{name}: staticcheck"), go(module).args(["run", STATICCHECK, "./..."]))?;
        run(&format!("{name}: tests"), go_linked_fast(module).args(["test", "-count=1", "./..."]))?;
    }
    run(
        "Go: races",
        go_linked_fast(&package).args([
            "test",
            "-count=1",
            "-race",
            "-run",
            "Order|Close|Contexts|Observer|Merchant",
            ".",
        ]),
    )?;
    run("Go: a user's program in an empty folder", &mut Command::new(package.join("scripts/try-package")))
}

/// The tests that measure time or wait for it.
pub(crate) fn timed() -> Vec<Command> {
    let mut tests = go_linked_fast(&root().join("go"));
    tests.args(["test", "-count=1", "-run", TIMED, "."]);
    vec![tests]
}

/// Puts the libraries of this folder to where the modules link them from.
fn fill(built: &Path) -> Result<(), String> {
    let system = if cfg!(target_os = "macos") { "darwin" } else { "linux" };
    let processor = if cfg!(target_arch = "aarch64") { "arm64" } else { "amd64" };
    let libc = if cfg!(target_env = "musl") { "-musl" } else { "" };
    let mut fill = Command::new(root().join("go/scripts/fill"));
    run("Go: libraries in their places", fill.arg(format!("{system}-{processor}{libc}")).arg(built))
}

fn go(folder: &Path) -> Command {
    let mut command = Command::new("go");
    // At the root; the folder of the module is an option of Go's.
    command.arg("-C").arg(folder).env("GOFLAGS", "-buildvcs=false").env("GOTOOLCHAIN", "local");
    command
}

/// The same for what is run once and thrown away: without debug information, and by the linker that comes with Rust. The usual one takes six
/// seconds of a processor for each of the thirty programs, for the library is large; how users link is tried in an empty folder.
fn go_linked_fast(folder: &Path) -> Command {
    let mut command = go(folder);
    if let Some(linker) = rusts_linker() {
        command.env("GOFLAGS", "-buildvcs=false -ldflags=-w");
        command.env("CGO_LDFLAGS", format!("-no-pie -fuse-ld=lld -B{}", linker.display()));
        command.env("CGO_LDFLAGS_ALLOW", "-B.*|-no-pie");
    }
    command
}

/// The folder of the linker that comes with Rust on Linux, if this one has it.
fn rusts_linker() -> Option<PathBuf> {
    let rustc = std::env::var("RUSTC").unwrap_or_else(|_| "rustc".to_owned());
    let output = Command::new(rustc).args(["--print", "target-libdir"]).output().ok()?;
    let folder = Path::new(str::from_utf8(&output.stdout).ok()?.trim()).parent()?.join("bin/gcc-ld");
    (cfg!(target_os = "linux") && folder.join("ld.lld").exists()).then_some(folder)
}

/// The package, and the examples and adapters that are modules of their own.
fn modules(package: &Path) -> Result<Vec<PathBuf>, String> {
    let mut found = vec![package.to_owned(), package.join("otel")];
    found.extend(["go", "migrate/gopay"].map(|name| root().join("docs/snippets").join(name)));
    found.push(root().join("tests/soak/go"));
    let examples = package.join("examples");
    let listed = fs::read_dir(&examples).map_err(|error| format!("{}: {error}", examples.display()))?;
    let mut own: Vec<PathBuf> = listed.filter_map(|entry| Some(entry.ok()?.path())).collect();
    own.sort();
    found.append(&mut own);
    Ok(found)
}

/// The program of the soak, with the library where the module links it from.
pub(crate) fn soak() -> Result<(), String> {
    fill(&programs::folder())?;
    let mut build = go(&root().join("tests/soak/go"));
    run("soak: Go", build.args(["build", "-o"]).arg(target().join("soak/worker-go")).arg("."))
}

/// `gofmt` gives the names of files that it would write otherwise.
fn format(package: &Path) -> Result<(), String> {
    println!("\n== Go: format");
    let listed = Command::new("gofmt").arg("-l").arg(package).output();
    let listed = listed.map_err(|error| format!("gofmt cannot be started: {error}"))?;
    match (listed.status.success(), listed.stdout.is_empty()) {
        (true, true) => Ok(()),
        _ => Err(format!("not as gofmt writes it: {}", String::from_utf8_lossy(&listed.stdout))),
    }
}

/// Builds the libraries as for users and holds the package against its peer.
pub(crate) fn bench() -> Result<(), String> {
    cargo("Go: libraries, optimised", &[&["build", "--release"], &c::LIBRARIES[..]].concat())?;
    fill(&target().join("release"))?;
    let (folder, built) = (root().join("benchmarks/go"), target().join("bench/go"));
    fs::create_dir_all(&built).map_err(|error| error.to_string())?;
    run("benchmarks: Go, build", go(&folder).args(["test", "-c", "-o"]).arg(built.join("beside")).arg("."))?;
    // Where the system can do that, orders are placed from one core: the server is on the other.
    let pinned = if cfg!(target_os = "linux") { "taskset -c 0 " } else { "" };
    for (test, before) in [("TestWork|TestMemory|TestSandbox", ""), ("TestOrders", pinned)] {
        let mut program = Command::new("sh");
        program
            .arg("-c")
            .arg(format!("cd benchmarks/go && exec {before}\"$0\" \"$@\""))
            .arg(built.join("beside"));
        run(&format!("benchmarks: Go, {test}"), program.args(["-test.v", "-test.run", test]))?;
    }
    let size = |name: &str| -> Result<Vec<PathBuf>, String> {
        let program = built.join(name);
        let mut build = go(&folder);
        build.args(["build", "-ldflags", "-s -w", "-o"]).arg(&program).arg(format!("./size/{name}"));
        run(&format!("benchmarks: Go, size of {name}"), &mut build)?;
        Ok(vec![program])
    };
    let beside = [("gopay", size("peer")?), ("bare net/http", size("bare")?)];
    crate::sizes::tell("program", &size("ours")?, &beside)
}
