//! `cargo xtask test`: everything, from nothing.

use std::process::Command;

use crate::command::{self, cargo, root};
use crate::programs;

fn python(name: &str, arguments: &[&str]) -> Result<(), String> {
    command::run(name, Command::new("python3").args(arguments))
}

/// The parts that do not disturb each other, the longest first.
const BESIDE_EACH_OTHER: [&str; 11] = [
    "python",
    "rust",
    "uniffi jvm",
    "node",
    "uniffi ruby",
    "go",
    "uniffi swift",
    "c",
    "peers",
    "php",
    "page",
];

/// What needs the packages that those have made, and mostly waits.
const AFTER_THEM: [&str; 5] =
    ["load 12 file", "load 12 redis", "chaos 6 22 3 3", "chaos 6 22 1 1 without-inbox", "demo"];

pub(crate) fn run() -> Result<(), String> {
    // Before it is built again, with the features of all.
    let xtask = std::env::current_exe().map_err(|error| format!("where xtask is: {error}"))?;
    crate::conformance::begin()?;
    checks()?;
    let built = programs::build_all()?;
    crate::uniffi::compare(&built)?;
    crate::lanes::run(&xtask, &BESIDE_EACH_OTHER)?;
    crate::lanes::run(&xtask, &AFTER_THEM)?;
    crate::conformance::finish()
}

/// The same with the long form of each test, and then what is a part of nothing else.
pub(crate) fn run_at_length() -> Result<(), String> {
    run()?;
    load("40", &["file", "redis", "memory"])?;
    chaos_at_length()?;
    crate::python::sql()?;
    crate::python::dashboard()?;
    crate::python::site(&[])?;
    crate::crates::test()?;
    crate::soak::test(&[])?;
    crate::fuzz::test(&[])?;
    crate::long::repeat(&[])
}

/// Everything but the packages of the other languages.
pub(crate) fn core() -> Result<(), String> {
    checks()?;
    programs::build_all()?;
    rust()?;
    peers()?;
    crate::demo(&[])
}

/// What is seen without running anything.
fn checks() -> Result<(), String> {
    crate::documents::check()?;
    cargo("format", &["fmt", "--all", "--check"])?;
    cargo("lints", &["clippy", "--workspace", "--all-targets", "--all-features", "--", "-D", "warnings"])?;
    // The examples bring in the features of the dependencies of tests: what the lints have looked at is not looked at again.
    let documented = ["doc", "--workspace", "--no-deps", "--all-features", "--lib", "--bins", "--examples"];
    command::run("documentation", documentation().args(documented))?;
    licences()
}

/// The tests in Rust, and those of core with what has the fewest dependencies; every other choice of features is a part of the long form.
pub(crate) fn rust() -> Result<(), String> {
    cargo("tests", &["test", "--workspace", "--all-features", "--no-fail-fast"])?;
    let core = ["test", "--package", "qq-wxpay", "--no-default-features", "--features", "rustcrypto"];
    cargo("core without I/O and AWS-LC", &core)
}

/// Packages of others as judges, and the cases that one of them signs.
pub(crate) fn peers() -> Result<(), String> {
    programs::build("programs for the peers", &programs::SANDBOX)?;
    python("peers: other SDKs judge the sandbox, Python judges our signatures", &["tests/peers/run.py"])?;
    generated_cases()
}

/// Many processes that take one access token. The addon and the wheel are those that the tests before it built.
pub(crate) fn load(lifetime: &str, stores: &[&str]) -> Result<(), String> {
    let built = programs::build("load: programs", &programs::SANDBOX)?;
    let mut program = Command::new(built.join("load"));
    program.arg(root().join("target/python-venv/bin/python")).arg(lifetime).args(stores);
    command::run("load: processes that share one access token", &mut program)
}

/// A shop of several processes while everything goes wrong: seconds of traffic, first seed, how many, how many at once.
pub(crate) fn chaos(arguments: &[&str]) -> Result<(), String> {
    let built = programs::build("chaos: programs", &programs::SANDBOX)?;
    let mut program = Command::new(built.join("chaos"));
    let name = format!("chaos: a judge reads the sandbox's ledger ({})", arguments.join(" "));
    command::run(&name, program.args(arguments))
}

/// The long form of it, and each of the judge's rules where it must find something.
pub(crate) fn chaos_at_length() -> Result<(), String> {
    chaos(&["10", "1", "200", "8"])?;
    chaos(&["10", "1", "4", "4", "without-inbox"])?;
    chaos(&["10", "6", "3", "3", "without-poller"])?;
    chaos(&["10", "1", "4", "4", "without-store"])
}

fn documentation() -> Command {
    let mut command = Command::new(std::env::var("CARGO").unwrap_or_else(|_| "cargo".to_owned()));
    command.env("RUSTDOCFLAGS", "-D warnings");
    command
}

/// The committed cases must be what their generator writes.
fn generated_cases() -> Result<(), String> {
    let python = root().join("target/peers-venv/bin/python");
    let name = "generated cases";
    command::run(name, Command::new(python).arg("tests/cases/generate.py"))?;
    command::run(
        name,
        Command::new("git").args([
            "diff",
            "--exit-code",
            "--stat",
            "--",
            "tests/cases",
            "cli/tests/captures",
            "core/tests/vectors",
        ]),
    )
    .map_err(|_| "tests/cases is not what generate.py writes: commit its output".to_owned())
}

/// Licences, bans and sources. In CI cargo-deny must be there; elsewhere its absence is told.
fn licences() -> Result<(), String> {
    let installed =
        Command::new("cargo-deny").arg("--version").output().is_ok_and(|output| output.status.success());
    if !installed && std::env::var_os("CI").is_none() {
        println!("\n== licences: skipped, install it with `cargo install cargo-deny --locked`");
        return Ok(());
    }
    command::run(
        "licences, bans, sources",
        Command::new("cargo-deny").args(["check", "bans", "licenses", "sources"]),
    )
}
