//! Parts of the tests beside each other: most of them wait for something more than they compute.

use std::collections::VecDeque;
use std::fs::{self, File};
use std::path::Path;
use std::process::Command;
use std::sync::{Mutex, PoisonError};
use std::thread;
use std::time::Instant;

use crate::command::{is_long, root};

/// Runs `xtask test PART --built` for each part, one more at once than there are cores. What a part prints is shown when
/// it has ended, and meanwhile stands in `target/lanes`. After a failure no other part begins.
pub(crate) fn run(xtask: &Path, parts: &[&str]) -> Result<(), String> {
    let folder = root().join("target/lanes");
    fs::create_dir_all(&folder).map_err(|error| format!("{}: {error}", folder.display()))?;
    println!("\n== beside each other: {}; what each prints is in {}", parts.join(", "), folder.display());
    let waiting = Mutex::new(parts.iter().copied().collect::<VecDeque<_>>());
    let next = || waiting.lock().unwrap_or_else(PoisonError::into_inner).pop_front();
    let failed = Mutex::new(Vec::new());
    let worker = || {
        while let Some(part) = next() {
            if let Err(why) = one(xtask, part, &folder) {
                waiting.lock().unwrap_or_else(PoisonError::into_inner).clear();
                failed.lock().unwrap_or_else(PoisonError::into_inner).push(why);
            }
        }
    };
    let at_once = 1 + thread::available_parallelism().map_or(1, usize::from);
    thread::scope(|scope| (0..at_once).for_each(|_| drop(scope.spawn(worker))));
    let failed = failed.into_inner().unwrap_or_else(PoisonError::into_inner);
    if failed.is_empty() { Ok(()) } else { Err(failed.join("\n")) }
}

fn one(xtask: &Path, part: &str, folder: &Path) -> Result<(), String> {
    println!("== {part}: begins");
    let begin = Instant::now();
    let path = folder.join(format!("{}.log", part.replace(' ', "-")));
    let wrong = |error: std::io::Error| format!("{part}: {error}");
    let output = File::create(&path).map_err(wrong)?;
    let mut tests = Command::new(xtask);
    tests.arg("test").args(part.split(' ')).arg("--built").args(is_long().then_some("--long"));
    tests.stdout(output.try_clone().map_err(wrong)?).stderr(output);
    let status = tests.current_dir(root()).status().map_err(wrong)?;
    let took = begin.elapsed().as_secs();
    // In one piece, so that two parts do not mix.
    let printed = String::from_utf8_lossy(&fs::read(&path).map_err(wrong)?).into_owned();
    let ended = if status.success() { "ok".to_owned() } else { status.to_string() };
    println!("{printed}\n== {part}: {ended}, {took} s");
    if status.success() { Ok(()) } else { Err(format!("{part} ({status}): see above")) }
}
