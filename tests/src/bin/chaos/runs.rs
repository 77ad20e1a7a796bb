//! The runs of the shop's functions, out of the lines of its processes.

use std::collections::HashMap;

use qq_wxpay_tests::chaos::{About, How, Line};

use crate::ledger::{Entry, What};

/// One run.
#[derive(Debug, Clone)]
pub(crate) struct Run {
    pub(crate) about: About,
    pub(crate) pid: u32,
    /// The event said that the function may have run before.
    pub(crate) repeat: bool,
    pub(crate) begin: u64,
    /// `u64::MAX` when it has not ended.
    pub(crate) end: u64,
    pub(crate) ended: Ended,
}

/// How a run ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Ended {
    Done,
    Failed,
    /// The connection of whoever called it ended.
    Cut,
    /// Its process was killed.
    Died,
    Not,
}

impl Run {
    /// Whether nobody knows how far it came.
    pub(crate) fn is_crash(&self) -> bool {
        matches!(self.ended, Ended::Cut | Ended::Died)
    }
}

/// All runs, in the order of their beginning.
pub(crate) fn of(entries: &[Entry]) -> Vec<Run> {
    let mut runs: Vec<Run> = Vec::new();
    let mut places: HashMap<(u32, u64), usize> = HashMap::new();
    for entry in entries {
        match &entry.what {
            What::Said { pid, line: Line::Begin { run, about, repeat } } => {
                places.insert((*pid, *run), runs.len());
                let (about, begin) = (about.clone(), entry.at);
                let not = Run { about, pid: *pid, repeat: *repeat, begin, end: u64::MAX, ended: Ended::Not };
                runs.push(not);
            }
            What::Said { pid, line: Line::End { run, how } } => {
                let Some(place) = places.get(&(*pid, *run)) else { continue };
                runs[*place].end = entry.at;
                runs[*place].ended = match how {
                    How::Done => Ended::Done,
                    How::Failed => Ended::Failed,
                    How::Cut => Ended::Cut,
                };
            }
            What::Killed { pid } => {
                for run in runs.iter_mut().filter(|run| run.pid == *pid && run.ended == Ended::Not) {
                    (run.end, run.ended) = (entry.at, Ended::Died);
                }
            }
            _ => {}
        }
    }
    runs
}

/// Runs that ended by a crash, of what no other run has done.
pub(crate) fn unfinished(runs: &[Run]) -> Vec<Run> {
    let is_done = |about: &About| runs.iter().any(|run| run.about == *about && run.ended == Ended::Done);
    let mut unfinished: Vec<Run> =
        runs.iter().filter(|run| run.is_crash() && !is_done(&run.about)).cloned().collect();
    unfinished.sort_by(|one, other| one.about.cmp(&other.about));
    unfinished.dedup_by(|one, other| one.about == other.about);
    unfinished
}

/// What the shop's functions have done, or the poller has reported.
pub(crate) fn reported(entries: &[Entry]) -> Vec<About> {
    let done = of(entries).into_iter().filter(|run| run.ended == Ended::Done).map(|run| run.about);
    let polled = entries.iter().filter_map(|entry| match &entry.what {
        What::Said { line: Line::Reported { about }, .. } => Some(about.clone()),
        _ => None,
    });
    done.chain(polled).collect()
}
