//! Memory, handles and threads of a process over time, and whether they stay as they are.

use std::fs;
use std::time::Duration;

/// How often a process is looked at.
pub(crate) const EACH: Duration = Duration::from_secs(1);

/// A process that has been looked at less often has not had its youth yet.
const FEWEST: usize = 16;

/// So much of it may be added between the second quarter of its life and the last one: a share of it, and something that allocators and pools
/// of connections take when they like. Memory in KiB.
const MEMORY: (u64, u64) = (10, 6 * 1024);
const HANDLES: (u64, u64) = (0, 12);
const THREADS: (u64, u64) = (0, 4);

/// A process at one moment.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(crate) struct Sample {
    /// Resident memory, KiB.
    pub(crate) memory: u64,
    pub(crate) handles: u64,
    pub(crate) threads: u64,
}

impl Sample {
    /// The process as it is now, or the one that it has started; `None` when it has ended, or where the system does not tell.
    pub(crate) fn of(pid: u32) -> Option<Self> {
        Self::of_exactly(youngest(pid))
    }

    /// The same of a process that has others below it.
    pub(crate) fn of_exactly(pid: u32) -> Option<Self> {
        let status = fs::read_to_string(format!("/proc/{pid}/status")).ok()?;
        let number = |name: &str| {
            let line = status.lines().find_map(|line| line.strip_prefix(name))?;
            line.split_whitespace().next()?.parse().ok()
        };
        let handles = fs::read_dir(format!("/proc/{pid}/fd")).ok()?.count() as u64;
        Some(Self { memory: number("VmRSS:")?, handles, threads: number("Threads:")? })
    }
}

/// The process itself where a tool has started it.
fn youngest(pid: u32) -> u32 {
    let children = fs::read_to_string(format!("/proc/{pid}/task/{pid}/children")).unwrap_or_default();
    match children.split_whitespace().next().and_then(|child| child.parse().ok()) {
        Some(child) => youngest(child),
        None => pid,
    }
}

/// What the first quarter of a life does not count for: caches, pools and compilers fill. Of the second and the last one the medians of memory
/// are compared, of handles and threads the most.
fn quarters(samples: &[Sample]) -> Option<(&[Sample], &[Sample])> {
    let quarter = samples.len() / 4;
    (samples.len() >= FEWEST).then(|| (&samples[quarter..2 * quarter], &samples[samples.len() - quarter..]))
}

fn median(samples: &[Sample], of: impl Fn(&Sample) -> u64) -> u64 {
    let mut all: Vec<u64> = samples.iter().map(of).collect();
    all.sort_unstable();
    all.get(all.len() / 2).copied().unwrap_or_default()
}

fn most(samples: &[Sample], of: impl Fn(&Sample) -> u64) -> u64 {
    samples.iter().map(of).max().unwrap_or_default()
}

/// The second quarter and the last one in figures; `None` when it was looked at too seldom.
pub(crate) fn youth_and_age(samples: &[Sample]) -> Option<(Sample, Sample)> {
    let of = |part: &[Sample]| Sample {
        memory: median(part, |sample| sample.memory),
        handles: most(part, |sample| sample.handles),
        threads: most(part, |sample| sample.threads),
    };
    quarters(samples).map(|(youth, age)| (of(youth), of(age)))
}

/// The medians of memory of all four quarters, KiB: what is still filled grows less with each.
pub(crate) fn course(samples: &[Sample]) -> Vec<u64> {
    let quarters = samples.chunks(samples.len().div_ceil(4).max(1));
    quarters.map(|quarter| median(quarter, |sample| sample.memory)).collect()
}

/// What has grown more than it may.
pub(crate) fn wrongs(samples: &[Sample]) -> Vec<String> {
    let Some((youth, age)) = youth_and_age(samples) else { return Vec::new() };
    let grown = |what: &str, from: u64, to: u64, (percent, fixed): (u64, u64)| {
        let limit = from + from * percent / 100 + fixed;
        (to > limit).then(|| format!("{what} grew from {from} to {to}, allowed is {limit}"))
    };
    let memory = grown("memory in KiB", youth.memory, age.memory, MEMORY);
    let handles = grown("handles", youth.handles, age.handles, HANDLES);
    let threads = grown("threads", youth.threads, age.threads, THREADS);
    [memory, handles, threads].into_iter().flatten().collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn life(seconds: u64, memory: impl Fn(u64) -> u64) -> Vec<Sample> {
        (0..seconds).map(|second| Sample { memory: memory(second), handles: 20, threads: 9 }).collect()
    }

    #[test]
    fn what_fills_at_first_is_no_leak_and_what_grows_for_ever_is_one() {
        assert!(wrongs(&life(60, |second| 40_000 + second.min(15) * 3000)).is_empty());
        assert_eq!(wrongs(&life(60, |second| 40_000 + second * 600)).len(), 1);
        assert_eq!(wrongs(&life(3600, |second| 40_000 + second * 8)).len(), 1, "28 MB an hour");
        assert!(
            wrongs(&life(FEWEST as u64 - 1, |second| second * second)).is_empty(),
            "it has not lived yet"
        );
    }

    #[test]
    fn handles_and_threads_are_counted_where_they_are_most() {
        let mut life = life(60, |_| 40_000);
        life[20].handles = 60;
        life[55].handles = 70;
        life[55].threads = 13;
        assert!(wrongs(&life).is_empty(), "a pool is as large as it ever was");
        life[55].handles = 73;
        life[55].threads = 14;
        assert_eq!(wrongs(&life).len(), 2);
    }

    #[test]
    fn this_process_is_seen() {
        if cfg!(target_os = "linux") {
            let sample = Sample::of(std::process::id()).unwrap();
            assert!(sample.memory > 500 && sample.handles >= 3 && sample.threads >= 1, "{sample:?}");
        }
    }
}
