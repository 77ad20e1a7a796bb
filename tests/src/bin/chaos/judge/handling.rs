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
    let is_excused = match earlier.ended {
        Ended::Failed if later.begin >= earlier.end => return None,
        _ if is_lost => true,
        Ended::Cut | Ended::Died => later.begin >= earlier.end,
        Ended::Done if later.begin >= earlier.end => killed.iter().any(|(pid, at)| {
            *pid == earlier.pid && (earlier.end..earlier.end + BEFORE_THE_NOTE).contains(at)
        }),
        Ended::Done | Ended::Failed | Ended::Not => false,
    };
    match (is_excused, later.repeat) {
        (true, true) => None,
        _ if later.begin < earlier.end => wrong("was handed to two at once"),
        (true, false) => wrong("came again after a crash or a loss without a word of it"),
        (false, _) => wrong("was done twice"),
    }
}

/// Whether a store was away or emptied, so that the later run could not know of the earlier one.
fn is_between(loss: &Loss, earlier: &Run, later: &Run) -> bool {
    let concerns = loss.pid.is_none_or(|pid| pid == earlier.pid || pid == later.pid);
    concerns && loss.from <= later.begin && loss.to >= earlier.begin
}

#[cfg(test)]
mod tests {
    use super::*;

    const SECOND: u64 = 1_000_000;

    fn run(pid: u32, (begin, end): (u64, u64), ended: Ended, repeat: bool) -> Run {
        let about = About::Paid { number: "CHAOS-1".to_owned() };
        Run { about, pid, repeat, begin: begin * SECOND, end: end * SECOND, ended }
    }

    fn at(second: u64, what: What) -> Entry {
        Entry { at: second * SECOND, what }
    }

    fn found(runs: &[Run], entries: &[Entry]) -> usize {
        judge(runs, entries).len()
    }

    #[test]
    fn two_at_once_and_a_second_time_are_found() {
        let first = run(1, (10, 20), Ended::Done, false);
        for mark in [false, true] {
            assert_eq!(found(&[first.clone(), run(2, (15, 16), Ended::Failed, mark)], &[]), 1);
            assert_eq!(found(&[first.clone(), run(2, (30, 31), Ended::Done, mark)], &[]), 1);
        }
        let failed = run(1, (10, 20), Ended::Failed, false);
        let again = run(2, (30, 31), Ended::Done, false);
        assert_eq!(found(&[failed.clone(), again.clone()], &[]), 0, "it came again");
        assert_eq!(found(&[failed, again], &[at(15, What::Flushed)]), 0, "whatever else happened");
    }

    #[test]
    fn after_a_crash_or_a_loss_it_comes_again_with_a_mark() {
        let (crashed, killed) = (run(1, (10, 20), Ended::Died, false), at(20, What::Killed { pid: 1 }));
        let again = |mark| run(2, (30, 31), Ended::Done, mark);
        assert_eq!(found(&[crashed.clone(), again(true)], std::slice::from_ref(&killed)), 0);
        assert_eq!(found(&[crashed, again(false)], std::slice::from_ref(&killed)), 1);
        let done = run(1, (10, 19), Ended::Done, false);
        assert_eq!(found(&[done.clone(), again(true)], std::slice::from_ref(&killed)), 0, "before the note");
        assert_eq!(
            found(&[done.clone(), again(true)], &[at(22, What::Killed { pid: 1 })]),
            1,
            "long after it"
        );
        let flushed = at(25, What::Flushed);
        assert_eq!(found(&[done.clone(), again(true)], std::slice::from_ref(&flushed)), 0);
        assert_eq!(found(&[done.clone(), again(false)], &[flushed]), 1);
        assert_eq!(found(&[done, again(true)], &[at(5, What::Flushed)]), 1, "the loss was before");
    }
}
