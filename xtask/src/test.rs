//! `cargo xtask test`: everything, from nothing.

use std::process::Command;

use crate::command::{self, cargo, root};

fn python(name: &str, arguments: &[&str]) -> Result<(), String> {
    command::run(name, Command::new("python3").args(arguments))
}

pub(crate) fn run() -> Result<(), String> {
    crate::conformance::begin()?;
    core()?;
    crate::node::test()?;
    crate::page::test()?;
    crate::python::test()?;
    load("12", &["file", "redis"])?;
    chaos(&["6", "22", "3", "3"])?;
    chaos(&["6", "22", "1", "1", "without-inbox"])?;
    crate::uniffi::test(None)?;
    crate::c::test()?;
    crate::go::test()?;
    crate::php::test()?;
    crate::conformance::finish()
}

/// Everything but the packages of the other languages.
pub(crate) fn core() -> Result<(), String> {
    crate::documents::check()?;
    cargo("format", &["fmt", "--all", "--check"])?;
    cargo("lints", &["clippy", "--workspace", "--all-targets", "--all-features", "--", "-D", "warnings"])?;
    command::run(
        "documentation",
        documentation().args(["doc", "--workspace", "--no-deps", "--all-features"]),
    )?;
    cargo("tests", &["test", "--workspace", "--all-features"])?;
    let core = ["test", "--package", "qq-wxpay", "--no-default-features", "--features"];
    let core_lints = ["clippy", "--package", "qq-wxpay", "--no-default-features", "--features", "aws-lc-rs"];
    cargo("lints without I/O", &[core_lints.as_slice(), &["--", "-D", "warnings"]].concat())?;
    cargo("core without I/O, aws-lc-rs alone", &[core.as_slice(), &["aws-lc-rs"]].concat())?;
    cargo("core without I/O, rustcrypto alone", &[core.as_slice(), &["rustcrypto"]].concat())?;
    let peers = ["build", "--package", "qq-wxpay-cli", "--package", "qq-wxpay-tests", "--bins"];
    cargo("programs for the peers", &peers)?;
    python("peers: other SDKs judge the sandbox, Python judges our signatures", &["tests/peers/run.py"])?;
    generated_cases()?;
    licences()?;
    crate::demo(&[])
}

/// Many processes that take one access token. The addon and the wheel are those that the tests before it built.
pub(crate) fn load(lifetime: &str, stores: &[&str]) -> Result<(), String> {
    cargo("load: programs", &["build", "--package", "qq-wxpay-tests", "--bins"])?;
    let mut program = Command::new(command::target().join("debug/load"));
    program.arg(root().join("target/python-venv/bin/python")).arg(lifetime).args(stores);
    command::run("load: processes that share one access token", &mut program)
}

/// A shop of several processes while everything goes wrong: seconds of traffic, first seed, how many, how many at once.
pub(crate) fn chaos(arguments: &[&str]) -> Result<(), String> {
    cargo("chaos: programs", &["build", "--package", "qq-wxpay-tests", "--bins"])?;
    let mut program = Command::new(command::target().join("debug/chaos"));
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
