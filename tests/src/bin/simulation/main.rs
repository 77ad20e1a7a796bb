//! 10 to 10,000 processes that share an access token, simulated: `cargo run --release -p qq-wxpay-tests --bin simulation`.
//!
//! Each process is a client of core with all that it does about the token; time, QQ and Redis are simulated (`qq_wxpay_tests::simulated`).
//! Without arguments it writes `docs/simulation.svg` and the table of `docs/simulation.md`. Numbers of processes as arguments: their table
//! on the screen alone. `--check`: and whether they are as they must be. `--seed 7`: another luck. `--gap 10`: seconds between two orders of
//! a process, in the mean.
#![allow(clippy::print_stdout)] // a program speaks through it
#![allow(clippy::unwrap_used)] // a program of the tests: a panic is the failure
#![allow(clippy::float_arithmetic)] // no money is here

mod check;
mod figures;
mod fleet;
mod page;
mod plot;

use std::path::Path;
use std::process::ExitCode;
use std::sync::Mutex;
use std::time::{Duration, Instant};

use crate::figures::Figures;
use crate::fleet::{Pace, Scenario};

const PROCESSES: [usize; 7] = [10, 30, 100, 300, 1_000, 3_000, 10_000];

/// What is asked for.
struct Wish {
    processes: Vec<usize>,
    pace: Pace,
    seed: u64,
    checks: bool,
}

fn main() -> ExitCode {
    let begin = Instant::now();
    let Some(wish) = wish(std::env::args().skip(1)) else {
        println!("simulation [PROCESSES…] [--check] [--seed NUMBER] [--gap SECONDS]");
        return ExitCode::from(2);
    };
    let is_whole = wish.processes.is_empty();
    let processes = if is_whole { PROCESSES.to_vec() } else { wish.processes.clone() };
    let all = simulate(&processes, &wish);
    println!("{}\nin {:.1} s", page::table(&all), begin.elapsed().as_secs_f64());
    if is_whole {
        let docs = Path::new(env!("CARGO_MANIFEST_DIR")).join("../docs");
        std::fs::write(docs.join("simulation.svg"), plot::svg(&all)).unwrap();
        page::write_table(&docs.join("simulation.md"), &all).unwrap();
    }
    let faults: Vec<String> = all.iter().flat_map(|figures| check::faults(figures, wish.pace)).collect();
    if wish.checks && !faults.is_empty() {
        println!("WRONG: {}", faults.join("\n"));
        return ExitCode::FAILURE;
    }
    ExitCode::SUCCESS
}

fn wish(mut arguments: impl Iterator<Item = String>) -> Option<Wish> {
    let mut wish = Wish { processes: Vec::new(), pace: usual_pace(), seed: 1, checks: false };
    while let Some(argument) = arguments.next() {
        match argument.as_str() {
            "--check" => wish.checks = true,
            "--seed" => wish.seed = arguments.next()?.parse().ok()?,
            "--gap" => wish.pace.gap = Duration::from_secs(arguments.next()?.parse().ok()?),
            number => wish.processes.push(number.parse().ok().filter(|number| *number > 0)?),
        }
    }
    Some(wish)
}

fn usual_pace() -> Pace {
    Pace {
        gap: Duration::from_secs(60),
        warming: Duration::from_secs(600),
        shared: Duration::from_secs(4 * 3600),
        alone: Duration::from_secs(1800),
    }
}

/// All scenarios with each number of processes, on two threads, the longest first.
fn simulate(processes: &[usize], wish: &Wish) -> Vec<Figures> {
    let mut jobs: Vec<(usize, Scenario)> =
        processes.iter().flat_map(|&count| Scenario::ALL.map(|scenario| (count, scenario))).collect();
    jobs.sort_by_key(|(count, _)| *count);
    let (jobs, done) = (Mutex::new(jobs), Mutex::new(Vec::new()));
    std::thread::scope(|scope| {
        for _ in 0..2 {
            scope.spawn(|| {
                while let Some((count, scenario)) = { jobs.lock().unwrap().pop() } {
                    let begin = Instant::now();
                    let figures = fleet::run(scenario, count, wish.pace, wish.seed);
                    if begin.elapsed() > Duration::from_secs(5) {
                        println!("{count} {}: {:.1} s", scenario.name(), begin.elapsed().as_secs_f64());
                    }
                    done.lock().unwrap().push(figures);
                }
            });
        }
    });
    let mut done = done.into_inner().unwrap();
    let place = |scenario| Scenario::ALL.iter().position(|other| *other == scenario).unwrap_or(usize::MAX);
    done.sort_by_key(|figures| (place(figures.scenario), figures.processes));
    done
}
