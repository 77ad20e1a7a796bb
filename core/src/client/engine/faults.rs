//! What is wrong around the payments, reported to those who run the shop: in the log and to the observer, at a bounded rate.

use std::collections::HashMap;
use std::sync::{Mutex, PoisonError};
use std::time::{Duration, Instant};

use crate::client::engine::observer::{Event, FaultEvent, FaultKind};
use crate::error::Error;

/// So many lines of one kind and code are reported at once, ...
const BURST: u32 = 10;

/// ... and then one in this time: anybody can send notifications, and a log must not be filled by them.
const PAUSE: Duration = Duration::from_secs(30);

/// Codes that are counted each by itself; codes of the other side are not ours to bound.
const REMEMBERED: usize = 128;

/// Something that the people who run the shop must hear of. Its error is free of secrets, as every error is.
pub(crate) struct Fault<'a> {
    /// What happened.
    pub(crate) what: FaultKind,
    /// Why, with the remedy.
    pub(crate) error: &'a Error,
    /// The number of the order or refund that it is about.
    pub(crate) number: Option<&'a str>,
    /// The operation during which it happened.
    pub(crate) operation: Option<&'static str>,
}

/// Bounds how often the same fault is reported.
#[derive(Default)]
pub(crate) struct FaultLimiter(Mutex<HashMap<(FaultKind, String), Reported>>);

struct Reported {
    left: u32,
    since: Instant,
    suppressed: u64,
}

impl FaultLimiter {
    /// How many of this kind were not reported before this one; `None` when this one is not to be reported either.
    pub(crate) fn admit(&self, what: FaultKind, code: &str, now: Instant) -> Option<u64> {
        // Every change is one assignment: a panic elsewhere cannot leave it half done.
        let mut all = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let mut key = (what, code.to_owned());
        if all.len() >= REMEMBERED && !all.contains_key(&key) {
            key.1.clear();
        }
        let reported = all.entry(key).or_insert(Reported { left: BURST, since: now, suppressed: 0 });
        let earned = now.saturating_duration_since(reported.since).as_secs() / PAUSE.as_secs();
        if earned > 0 {
            reported.left = reported.left.saturating_add(u32::try_from(earned).unwrap_or(BURST)).min(BURST);
            reported.since = now;
        }
        if reported.left == 0 {
            reported.suppressed += 1;
            return None;
        }
        if reported.left == BURST {
            reported.since = now;
        }
        reported.left -= 1;
        Some(std::mem::take(&mut reported.suppressed))
    }
}

/// A fault that is about no order, as the observer hears of it.
pub(in crate::client) fn event(what: FaultKind, error: &Error, suppressed: u64) -> Event {
    Event::Fault(FaultEvent {
        what,
        level: what.level(),
        code: error.code().to_owned(),
        message: line(what, error, None, suppressed),
        number: None,
        operation: None,
        suppressed,
    })
}

/// One line, ready for a log.
pub(in crate::client) fn line(
    what: FaultKind,
    error: &Error,
    number: Option<&str>,
    suppressed: u64,
) -> String {
    let mut line = format!("{}: {error}", what.text());
    if let Some(number) = number {
        line.push_str(&format!(" [{number}]"));
    }
    if suppressed > 0 {
        line.push_str(&format!(" ({suppressed} more of this kind were not reported)"));
    }
    line
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_flood_is_a_few_lines_and_counted() {
        let (limiter, begin) = (FaultLimiter::default(), Instant::now());
        let kind = FaultKind::NotificationRefused;
        let reported = (0..1000).filter(|_| limiter.admit(kind, "SERIAL_UNKNOWN", begin).is_some()).count();
        assert_eq!(reported, 10);
        assert_eq!(
            limiter.admit(kind, "DECRYPT_FAILED", begin),
            Some(0),
            "another code has lines of its own"
        );
        assert_eq!(limiter.admit(kind, "SERIAL_UNKNOWN", begin + PAUSE), Some(990));
        assert_eq!(limiter.admit(kind, "SERIAL_UNKNOWN", begin + PAUSE), None);
    }

    #[test]
    fn codes_of_the_other_side_cannot_fill_the_memory() {
        let limiter = FaultLimiter::default();
        for index in 0..10_000 {
            limiter.admit(FaultKind::NotificationRefused, &index.to_string(), Instant::now());
        }
        assert!(limiter.0.lock().unwrap().len() <= REMEMBERED + 1);
    }
}
