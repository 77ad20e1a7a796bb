//! The long form of the tests: what takes more time than a change can wait for, and a machine that is busy with something else.

use std::fs::{self, File};
use std::process::Command;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread;
use std::time::Instant;

use crate::command::root;
use crate::uniffi::{jvm, ruby, swift};
use crate::{c, go, node, php, python};

/// So often each suite that measures time or waits for it is run.
const ROUNDS: usize = 20;

/// The suites of Rust that measure time or wait for it. Those with most of the faults are a lane of their own, with the sandbox's.
const RUST: [&str; 18] = [
    "e2e_backup",
    "e2e_bills",
    "e2e_certificate_renewal",
    "e2e_certificates",
    "e2e_life",
    "e2e_lines",
    "e2e_notifications",
    "e2e_observed_state",
    "e2e_observer",
    "e2e_outcome",
    "e2e_reentry",
    "e2e_self_test",
    "e2e_signers",
    "e2e_threads",
    "e2e_token",
    "e2e_token_pauses",
    "e2e_token_runtime",
    "e2e_token_store",
];

fn rust() -> Vec<Command> {
    vec![suites("qq-wxpay-tests", &RUST)]
}

fn faults() -> Vec<Command> {
    vec![suites("qq-wxpay-tests", &["e2e_faults"]), suites("qq-wxpay-sandbox", &["behaviour"])]
}

fn suites(package: &str, names: &[&str]) -> Command {
    let mut cargo = Command::new(std::env::var("CARGO").unwrap_or_else(|_| "cargo".to_owned()));
    cargo.args(["test", "--package", package, "--all-features"]);
    cargo.args(names.iter().flat_map(|name| ["--test", name]));
    cargo
}

/// The suites of one language, as programs to run one after the other.
type Suites = fn() -> Vec<Command>;

/// Runs the suites that measure time many times, all languages at once, so that each disturbs the others. What is built is what
/// `cargo xtask test` built.
pub(crate) fn repeat(only: &[&str]) -> Result<(), String> {
    let lanes: [(&str, Suites); 10] = [
        ("rust", rust),
        ("faults", faults),
        ("node", node::timed),
        ("python", python::timed),
        ("jvm", jvm::timed),
        ("ruby", ruby::timed),
        ("swift", swift::timed),
        ("c", c::timed),
        ("go", go::timed),
        ("php", php::timed),
    ];
    let chosen = lanes.into_iter().filter(|(name, _)| only.is_empty() || only.contains(name));
    let running: Vec<_> =
        chosen.map(|(name, suites)| (name, thread::spawn(move || lane(name, suites)))).collect();
    let failed: Vec<String> = running
        .into_iter()
        .filter_map(|(name, lane)| lane.join().unwrap_or_else(|_| Err(format!("{name}: it panicked"))).err())
        .collect();
    if failed.is_empty() { Ok(()) } else { Err(failed.join("\n")) }
}

/// All rounds of one language. What they print goes to a file, and the first failure ends them.
fn lane(name: &str, suites: Suites) -> Result<(), String> {
    let folder = root().join("target/long");
    let path = folder.join(format!("{name}.log"));
    let failed = |what: String| format!("{name}: {what}; all it printed is in {}", path.display());
    let begin = Instant::now();
    for round in 1..=ROUNDS {
        fs::create_dir_all(&folder).map_err(|error| error.to_string())?;
        let output = File::create(&path).map_err(|error| error.to_string())?;
        for mut suite in suites() {
            let both = output.try_clone().and_then(|out| Ok((out, output.try_clone()?)));
            let (out, errors) = both.map_err(|error| error.to_string())?;
            let status = suite.current_dir(root()).stdout(out).stderr(errors).status();
            let status = status.map_err(|error| failed(error.to_string()))?;
            if !status.success() {
                return Err(failed(format!("round {round} of {ROUNDS}: {status}")));
            }
        }
        println!("== {name}: round {round} of {ROUNDS}, ok, {} s in all", begin.elapsed().as_secs());
    }
    Ok(())
}

/// Keeps every core busy while it lives: a thread for each that only counts.
pub(crate) struct Load(Arc<AtomicBool>);

impl Load {
    pub(crate) fn begin() -> Self {
        let goes_on = Arc::new(AtomicBool::new(true));
        let cores = thread::available_parallelism().map_or(2, usize::from);
        println!("== every one of {cores} cores is kept busy");
        for _ in 0..cores {
            let goes_on = Arc::clone(&goes_on);
            thread::spawn(move || {
                while goes_on.load(Ordering::Relaxed) {
                    std::hint::spin_loop();
                }
            });
        }
        Self(goes_on)
    }
}

impl Drop for Load {
    fn drop(&mut self) {
        self.0.store(false, Ordering::Relaxed);
    }
}
