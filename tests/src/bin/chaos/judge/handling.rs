//! Whether anything was handled by two at once, or a second time without a reason.

use std::collections::BTreeMap;

use qq_wxpay_tests::chaos::About;

use super::{Loss, losses};
use crate::ledger::{Entry, What};
use crate::runs::{Ended, Run};

/// Between the end of the shop's function and the note of it the process may die, microseconds.
const BEFORE_THE_NOTE: u64 = 2_000_000;

/// What the runs say.
pub(super) fn judge(runs: &[Run], entries: &[Entry]) -> Vec<String> {
    let losses = losses(entries);
    let killed: Vec<(u32, u64)> = entries
        .iter()
        .filter_map(|entry| match entry.what {
            What::Killed { pid } => Some((pid, entry.at)),
            _ => None,
        })
        .collect();
    let mut by_subject: BTreeMap<&About, Vec<&Run>> = BTreeMap::new();
    for run in runs {
        by_subject.entry(&run.about).or_default().push(run);
    }
    let mut wrongs = Vec::new();
    for runs in by_subject.values() {
        for (place, later) in runs.iter().enumerate() {
            wrongs.extend(runs[..place].iter().filter_map(|earlier| pair(earlier, later, &losses, &killed)));
        }
    }
    wrongs
}

/// What is wrong with two runs for the same thing.
fn pair(earlier: &Run, later: &Run, losses: &[Loss], killed: &[(u32, u64)]) -> Option<String> {
    let is_lost = losses.iter().any(|loss| is_between(loss, earlier, later));
    let wrong = |what: &str| {
        let mark = if later.repeat { "marked as a repeat" } else { "not marked" };
        Some(format!(
            "{:?} {what}: process {} from {} to {} ({:?}), then process {} from {} ({mark})",
            earlier.about, earlier.pid, earlier.begin, earlier.end, earlier.ended, later.pid, later.begin,
        ))
    };
    if later.begin < earlier.end {
        return if is_lost { None } else { wrong("was handed to two at once") };
    }
    match earlier.ended {
        Ended::Failed => None,
        Ended::Cut | Ended::Died => {
            if later.repeat || is_lost {
                None
            } else {
                wrong("came again after a crash without a word of it")
            }
        }
        Ended::Done | Ended::Not => {
            let died_before_the_note = killed.iter().any(|(pid, at)| {
                *pid == earlier.pid && (earlier.end..earlier.end + BEFORE_THE_NOTE).contains(at)
            });
            match (died_before_the_note, is_lost) {
                (true, _) if later.repeat => None,
                (_, true) => None,
                _ => wrong("was done twice"),
            }
        }
    }
}

/// Whether a store was away or emptied, so that the later run could not know of the earlier one.
fn is_between(loss: &Loss, earlier: &Run, later: &Run) -> bool {
    let concerns = loss.pid.is_none_or(|pid| pid == earlier.pid || pid == later.pid);
    concerns && loss.from <= later.begin && loss.to >= earlier.begin
}
