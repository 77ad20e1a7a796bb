//! Which rows are asked for in this run, and in which order.

use std::collections::HashSet;
use std::hash::Hash;

use crate::error::{Error, Result, sdk_codes};
use crate::model::RunLimits;
use crate::retry::schedule::{is_due, next_moment};

/// A row of the list, and what is to be done with it.
pub(super) struct Planned<R> {
    pub(super) row: u32,
    pub(super) subject: R,
    pub(super) what: What,
}

/// What is to be done with a row.
pub(super) enum What {
    Ask(Times),
    /// Not before this moment, in Unix seconds.
    Wait(i64),
    Refuse(Error),
}

/// The times of a row, in Unix seconds.
#[derive(Clone, Copy)]
pub(super) struct Times {
    /// When it came into being.
    pub(super) since: i64,
    /// When it was last asked for.
    asked_at: Option<i64>,
    /// When it is to be closed.
    close_at: Option<i64>,
    now: i64,
}

impl Times {
    pub(super) fn new((since, asked_at): (i64, Option<i64>), close_after: Option<u32>, now: i64) -> Self {
        let close_at = close_after.map(|seconds| since.saturating_add(seconds.into()));
        Self { since, asked_at, close_at, now }
    }

    /// How old it is, in seconds.
    pub(super) fn age(self) -> i64 {
        self.now.saturating_sub(self.since)
    }

    /// Whether it is old enough to be closed.
    pub(super) fn closes(self) -> bool {
        self.close_at.is_some_and(|at| self.now >= at)
    }

    /// When it is due after this run.
    pub(super) fn due_at(self) -> i64 {
        let next = self.since.saturating_add(next_moment(self.age()));
        self.close_at.map_or(next, |at| if self.closes() { next } else { next.min(at) })
    }

    /// One that is to be closed is always due.
    fn is_due(self, every: u32) -> bool {
        let asked = self.asked_at.map(|at| at.saturating_sub(self.since));
        self.closes() || is_due(self.age(), asked, every.into())
    }
}

/// Plans the rows: `check` says the times of one, or what is wrong with it; `number` is what no two rows share.
///
/// What is not due or wrong comes first, for it takes no time. Of the others those come first that were not asked for the longest;
/// among equals each run begins with another one, chosen by `random`, so that a run which ends early leaves out others than the last.
pub(super) fn plan<R, N: Eq + Hash>(
    subjects: Vec<R>,
    limits: RunLimits,
    random: usize,
    number: impl Fn(&R) -> (N, &'static str),
    check: impl Fn(usize, &R) -> Result<Times>,
) -> Vec<Planned<R>> {
    let mut seen = HashSet::new();
    let mut rows: Vec<Planned<R>> = Vec::with_capacity(subjects.len());
    for (index, subject) in subjects.into_iter().enumerate() {
        let (own, field) = number(&subject);
        let twice =
            || Error::sdk(&sdk_codes::ROW_TWICE).with_field(field.replace("[]", &format!("[{index}]")));
        let what = match check(index, &subject) {
            Err(error) => What::Refuse(error),
            Ok(_) if !seen.insert(own) => What::Refuse(twice()),
            Ok(times) if times.is_due(limits.every) => What::Ask(times),
            Ok(times) => What::Wait(times.due_at()),
        };
        rows.push(Planned { row: u32::try_from(index).unwrap_or(u32::MAX), subject, what });
    }
    let length = rows.len().max(1);
    rows.rotate_left(random % length);
    rows.sort_by_key(|planned| match &planned.what {
        What::Ask(times) => Some(times.asked_at.unwrap_or(i64::MIN)),
        What::Wait(_) | What::Refuse(_) => None,
    });
    rows
}
