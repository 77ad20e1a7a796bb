//! `cargo xtask test soak`: a process in every language takes payments while everything goes wrong, for a minute or for an hour.

use std::fs;
use std::process::Command;

use crate::command::{root, run, target};
use crate::uniffi::{jvm, swift};
use crate::{go, php, programs};

/// Every language, and what builds its program: nothing, where the tests before have built all that it needs.
const LANGUAGES: [(&str, Build); 9] = [
    ("rust", nothing),
    ("node", nothing),
    ("python", nothing),
    ("jvm", jvm::soak),
    ("ruby", nothing),
    ("swift", swift::soak),
    ("c", c),
    ("go", go::soak),
    ("php", nothing),
];

/// Builds what is missing.
type Build = fn() -> Result<(), String>;

/// How long it lasts when nothing is said, in seconds.
const SECONDS: &str = "60";

/// Seconds, and the languages; without a word a minute of all that are there.
pub(crate) fn test(arguments: &[&str]) -> Result<(), String> {
    let (seconds, chosen) = match arguments {
        [seconds, chosen @ ..] if seconds.parse::<u64>().is_ok() => (*seconds, chosen),
        chosen => (SECONDS, chosen),
    };
    if let Some(other) = chosen.iter().find(|name| LANGUAGES.iter().all(|(known, _)| known != *name)) {
        let known: Vec<&str> = LANGUAGES.iter().map(|(name, _)| *name).collect();
        return Err(format!("{other} is none of {}", known.join(", ")));
    }
    let folder = target().join("soak");
    fs::create_dir_all(&folder).map_err(|error| error.to_string())?;
    let built = if programs::are_built() { programs::folder() } else { programs::build_all()? };
    let is_chosen = |name: &str| if chosen.is_empty() { is_there(name) } else { chosen.contains(&name) };
    let mut languages = Vec::new();
    for (name, build) in LANGUAGES.into_iter().filter(|(name, _)| is_chosen(name)) {
        build()?;
        languages.push(name);
    }
    let mut program = Command::new(built.join("soak"));
    program.arg(seconds).arg(folder).args(&languages);
    let name = format!("soak: {seconds} s of faults, leaks are looked for ({})", languages.join(", "));
    run(&name, &mut program)
}

/// Under CI all must be there.
fn is_there(name: &str) -> bool {
    let is_there = match name {
        "swift" => swift::is_installed(),
        "php" => php::is_there(),
        _ => true,
    };
    if !is_there {
        println!("\n== soak: {name} is skipped, it is not on this machine");
    }
    is_there || std::env::var_os("CI").is_some()
}

fn nothing() -> Result<(), String> {
    Ok(())
}

fn c() -> Result<(), String> {
    let mut build = Command::new(root().join("tests/soak/build-c"));
    run("soak: C", build.arg(programs::folder()).arg(target().join("soak/worker-c")))
}
