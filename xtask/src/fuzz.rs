//! Any bytes at every door of core: the targets of `fuzz/`, each for some seconds.

use std::fs;
use std::path::Path;
use std::process::Command;

use crate::command::{cargo, root, run};

/// So many seconds each target is given when nothing is said.
const USUAL: u32 = 20;

/// What an input may take at most: seconds, and megabytes of the whole process.
const LIMITS: [&str; 2] = ["-timeout=10", "-rss_limit_mb=2048"];

/// Writes what the targets begin with into `fuzz/corpus`: it is a test that is run for that alone.
const SEEDS: [&str; 9] = [
    "test",
    "--package",
    "qq-wxpay-tests",
    "--all-features",
    "--test",
    "fuzz_seeds",
    "--",
    "--ignored",
    "write_the_seeds",
];

/// The seconds, and after them the targets; all of them when none is named. Without cargo-fuzz it is told and skipped, except in CI.
pub(crate) fn test(arguments: &[&str]) -> Result<(), String> {
    let (seconds, named) = parted(arguments)?;
    let all = targets()?;
    if let Some(unknown) = named.iter().find(|name| !all.iter().any(|known| known == *name)) {
        return Err(format!("no target is called {unknown}; there are {}", all.join(", ")));
    }
    if !is_installed() && std::env::var_os("CI").is_none() {
        println!("\n== fuzz: skipped, install it with `cargo install cargo-fuzz --locked`");
        return Ok(());
    }
    let fuzz = root().join("fuzz/Cargo.toml");
    let fuzz = fuzz.to_string_lossy();
    cargo("fuzz: lints", &["clippy", "--manifest-path", &fuzz, "--all-targets", "--", "-D", "warnings"])?;
    cargo("fuzz: seeds", &SEEDS)?;
    let mut chosen = all.iter().filter(|name| named.is_empty() || named.contains(&name.as_str()));
    chosen.try_for_each(|name| target(name, seconds))
}

/// One target. What fails is kept in `fuzz/artifacts`: it belongs into `fuzz/crashes`, after the fault is gone, and with a case.
fn target(name: &str, seconds: u32) -> Result<(), String> {
    let mut fuzz = Command::new(std::env::var("CARGO").unwrap_or_else(|_| "cargo".to_owned()));
    // The instruments need options that the stable compiler has, and hides.
    fuzz.env("RUSTC_BOOTSTRAP", "1").args(["fuzz", "run", "--fuzz-dir", "fuzz"]);
    fuzz.args(["--sanitizer", "none", name, "--"]);
    fuzz.arg(format!("-max_total_time={seconds}"))
        .args(LIMITS)
        .args(["-print_final_stats=1", "-verbosity=0"]);
    run(&format!("fuzz: {name}, {seconds} s"), &mut fuzz)
}

fn parted<'a>(arguments: &'a [&'a str]) -> Result<(u32, &'a [&'a str]), String> {
    match arguments.split_first() {
        Some((first, rest)) if first.starts_with(|letter: char| letter.is_ascii_digit()) => {
            first.parse().map(|seconds| (seconds, rest)).map_err(|_| format!("{first}: no number of seconds"))
        }
        _ => Ok((USUAL, arguments)),
    }
}

/// The names of the programs, sorted.
fn targets() -> Result<Vec<String>, String> {
    let folder = root().join("fuzz/fuzz_targets");
    let entries = fs::read_dir(&folder).map_err(|error| format!("{}: {error}", folder.display()))?;
    let name = |path: &Path| path.file_stem().map(|name| name.to_string_lossy().into_owned());
    let mut names: Vec<String> = entries.flatten().filter_map(|entry| name(&entry.path())).collect();
    names.sort();
    Ok(names)
}

fn is_installed() -> bool {
    Command::new("cargo-fuzz").arg("--version").output().is_ok_and(|output| output.status.success())
}
