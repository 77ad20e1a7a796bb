//! Says what went wrong in a run. It knows what the sandbox's ledger and the lines of the shop's processes say, and no code of the core's.

mod handling;
mod tokens;

use qq_wxpay_tests::chaos::{About, Line};
use qq_wxpay_tests::truth::Truth;

use crate::ledger::{Entry, What};
use crate::plan::{Plan, Store};
use crate::runs::{self, Ended, Run};
use crate::truth;

/// What the judge found.
#[derive(Debug, Default)]
pub(crate) struct Verdict {
    /// Handled twice, or at once: what the inbox is there for.
    pub(crate) doubled: Vec<String>,
    /// Paid or ended, and not reported.
    pub(crate) unreported: Vec<String>,
    /// More tokens than there are reasons for.
    pub(crate) tokens: Vec<String>,
    /// Anything else.
    pub(crate) others: Vec<String>,
    pub(crate) figures: Figures,
}

/// How much happened.
#[derive(Debug, Default, Clone, Copy)]
pub(crate) struct Figures {
    pub(crate) paid: usize,
    pub(crate) refunds: usize,
    pub(crate) runs: usize,
    pub(crate) repeats: usize,
    /// First runs that were marked as repeats all the same.
    pub(crate) marked: usize,
    pub(crate) crashes: usize,
    /// What the poller reported.
    pub(crate) polled: usize,
    /// What it reported although a function was at it, or had done it: the inbox keeps the poller's callers from nothing.
    pub(crate) polled_too: usize,
    pub(crate) kills: usize,
    pub(crate) tokens: usize,
}

impl Verdict {
    pub(crate) fn wrongs(&self) -> impl Iterator<Item = &String> {
        [&self.doubled, &self.unreported, &self.tokens, &self.others].into_iter().flatten()
    }
}

/// Judges a run. `patient` says that the claims of crashed functions had time to end.
pub(crate) fn judge(plan: &Plan, entries: &[Entry], truth: &Truth, patient: bool) -> Verdict {
    let runs = runs::of(entries);
    let reported = runs::reported(entries);
    let unreported = truth::unreported(truth, &reported);
    let machines = plan.skews.len() as u64;
    Verdict {
        doubled: handling::judge(&runs, entries),
        unreported: unreported.iter().map(|about| format!("{about:?} was never reported")).collect(),
        tokens: tokens::judge(entries, machines),
        others: [untrue(&runs, &reported, truth), unlived(plan, truth), left_over(&runs, patient)].concat(),
        figures: figures(&runs, entries, truth),
    }
}

/// What was reported although it is not so.
fn untrue(runs: &[Run], reported: &[About], truth: &Truth) -> Vec<String> {
    let is_true = |about: &About| match about {
        About::Paid { number } => truth.paid.contains(number),
        About::Refund { number, status } => {
            truth.refunds.iter().any(|(other, is)| other == number && is == status)
        }
    };
    let untrue = runs.iter().map(|run| &run.about).chain(reported).filter(|about| !is_true(about));
    untrue.map(|about| format!("{about:?} was reported, and is not so")).collect()
}

/// Orders and refunds that the plan has and the sandbox has not: the shop could not do its work.
fn unlived(plan: &Plan, truth: &Truth) -> Vec<String> {
    let mut missing = Vec::new();
    for life in &plan.lives {
        let number = &life.order.number;
        let is_there = if life.paid_after.is_some() {
            truth.paid.contains(number)
        } else {
            truth.unpaid.contains(number)
        };
        if !is_there {
            missing.push(format!("{number} was to be placed, and paid: {:?}", life.paid_after.is_some()));
        }
        let refund = life.refund.as_ref().filter(|_| life.paid_after.is_some());
        let is_back =
            |number: &String| truth.refunds.iter().any(|(other, is)| other == number && is != "PROCESSING");
        if let Some(refund) = refund.filter(|refund| !is_back(&refund.refund.number)) {
            missing.push(format!("{} was to end", refund.refund.number));
        }
    }
    missing
}

/// What a crash left to nobody.
fn left_over(runs: &[Run], patient: bool) -> Vec<String> {
    let left = runs::unfinished(runs).into_iter().filter(|_| patient);
    left.map(|run| format!("{:?} was not taken again after a crash", run.about)).collect()
}

fn figures(runs: &[Run], entries: &[Entry], truth: &Truth) -> Figures {
    let count = |is: fn(&What) -> bool| entries.iter().filter(|entry| is(&entry.what)).count();
    let polled = entries.iter().filter_map(|entry| match &entry.what {
        What::Said { line: Line::Reported { about }, .. } => Some((about, entry.at)),
        _ => None,
    });
    Figures {
        paid: truth.paid.len(),
        refunds: truth.refunds.len(),
        runs: runs.len(),
        repeats: runs.iter().filter(|run| run.repeat).count(),
        marked: (0..runs.len()).filter(|place| is_first(runs, *place) && runs[*place].repeat).count(),
        crashes: runs.iter().filter(|run| run.is_crash()).count(),
        polled: polled.clone().count(),
        polled_too: polled.filter(|(about, at)| has_begun(runs, about, *at)).count(),
        kills: count(|what| matches!(what, What::Killed { .. })),
        tokens: count(|what| matches!(what, What::Sandbox { kind, .. } if kind == "token.issued")),
    }
}

/// Whether a function was at it at that moment, or had done it.
fn has_begun(runs: &[Run], about: &About, at: u64) -> bool {
    runs.iter().any(|run| run.about == *about && run.begin < at && (run.ended == Ended::Done || run.end > at))
}

fn is_first(runs: &[Run], place: usize) -> bool {
    runs[..place].iter().all(|earlier| earlier.about != runs[place].about)
}

/// When a store did not do its work, or lost what it had.
struct Loss {
    from: u64,
    to: u64,
    /// The process that alone has it; `None` for all.
    pid: Option<u32>,
}

/// So long after it is back Redis is not asked yet, microseconds.
const STILL_AWAY: u64 = 6_000_000;

/// All losses of the plan's store.
fn losses(entries: &[Entry]) -> Vec<Loss> {
    let mut losses: Vec<Loss> = Vec::new();
    let is_open = |loss: &&mut Loss, pid: Option<u32>| loss.to == u64::MAX && loss.pid == pid;
    for entry in entries {
        match &entry.what {
            What::Flushed => losses.push(Loss { from: entry.at, to: entry.at, pid: None }),
            What::RedisGone => losses.push(Loss { from: entry.at, to: u64::MAX, pid: None }),
            What::DiskFull { pid } => losses.push(Loss { from: entry.at, to: u64::MAX, pid: Some(*pid) }),
            What::RedisBack { .. } => {
                let open = losses.iter_mut().find(|loss| is_open(loss, None));
                open.into_iter().for_each(|loss| loss.to = entry.at + STILL_AWAY);
            }
            What::DiskFree { pid } => {
                let open = losses.iter_mut().find(|loss| is_open(loss, Some(*pid)));
                open.into_iter().for_each(|loss| loss.to = entry.at + STILL_AWAY);
            }
            _ => {}
        }
    }
    losses
}

/// The store that a plan has, in words.
pub(crate) fn store(plan: &Plan) -> &'static str {
    match plan.store {
        Store::File => "file",
        Store::Redis => "redis",
    }
}
