//! Measuring, and telling it: on the screen, and as a line of JSON in the file that `BENCH_FIGURES` names. What a line says is in
//! `xtask/src/bench/figures.rs`.

use std::fs::OpenOptions;
use std::io::Write as _;
use std::time::Duration;

use rustix::time::{ClockId, clock_gettime};
use serde_json::{Map, Value, json};

/// How something was measured.
#[derive(Clone, Copy, Debug)]
pub enum By {
    /// What the clock says.
    Clock,
    /// The time that processors worked for this process.
    Processor,
    /// No time is in it.
    Neither,
}

/// Tells a figure of ours, or of what others stand beside, and what was measured beside it.
pub fn tell(row: &str, unit: &str, by: By, ours: Option<f64>, beside: &[(&str, f64)]) {
    let language = std::env::var("BENCH_LANGUAGE").unwrap_or_else(|_| "core".to_owned());
    let others: Map<String, Value> =
        beside.iter().map(|(name, figure)| ((*name).to_owned(), json!(figure))).collect();
    let mut line = json!({ "row": row, "language": language, "unit": unit, "ours": ours, "beside": others });
    match by {
        By::Clock => line["by"] = json!("clock"),
        By::Processor => line["by"] = json!("processor"),
        By::Neither => {}
    }
    println!("{line}");
    if let Some(path) = std::env::var_os("BENCH_FIGURES") {
        let file = OpenOptions::new().create(true).append(true).open(path);
        file.and_then(|mut file| writeln!(file, "{line}")).expect("the file of BENCH_FIGURES can be written");
    }
}

/// The time that processors have worked for this process.
#[must_use]
pub fn processor() -> Duration {
    let time = clock_gettime(ClockId::ProcessCPUTime);
    Duration::new(time.tv_sec.unsigned_abs(), u32::try_from(time.tv_nsec).unwrap_or(0))
}

/// A number of the environment, as `SECONDS`.
#[must_use]
pub fn given(name: &str, standard: f64) -> f64 {
    std::env::var(name).ok().and_then(|text| text.parse().ok()).unwrap_or(standard)
}

/// The one in the middle.
#[must_use]
pub fn median(mut figures: Vec<f64>) -> f64 {
    figures.sort_by(f64::total_cmp);
    figures[figures.len() / 2]
}

/// Works that take turns in many short rounds: of each the median of what one call took, in microseconds of the processor. Each with how
/// often it is called in a round.
#[must_use]
pub fn in_turn<const N: usize>(works: [(&dyn Fn(), u32); N]) -> [f64; N] {
    let rounds = (given("SECONDS", 3.0) * 15.0).max(3.0) as usize;
    let mut found: [Vec<f64>; N] = std::array::from_fn(|_| Vec::with_capacity(rounds));
    works.iter().for_each(|(work, calls)| _ = each(*work, *calls)); // to be warm
    for _ in 0..rounds {
        for (figures, (work, calls)) in found.iter_mut().zip(&works) {
            figures.push(each(*work, *calls));
        }
    }
    found.map(median)
}

fn each(work: &dyn Fn(), calls: u32) -> f64 {
    let begin = processor();
    (0..calls).for_each(|_| work());
    (processor() - begin).as_secs_f64() * 1e6 / f64::from(calls)
}

/// What `/proc` says of the memory of this process, in KiB; 0 where there is none.
#[must_use]
pub fn resident() -> u32 {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find_map(|line| line.strip_prefix("VmRSS:")).unwrap_or("0 kB");
    line.trim().trim_end_matches(" kB").parse().unwrap_or(0)
}
