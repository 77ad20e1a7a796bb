//! Which notifications this process has verified already: a repeat by WeChat Pay, or a replay by somebody else.

use std::collections::{HashSet, VecDeque};
use std::sync::Mutex;

/// How many numbers are remembered; the oldest are forgotten first.
const REMEMBERED: usize = 16_384;

/// The numbers of the notifications that were verified last.
#[derive(Default)]
pub(super) struct SeenNotifications(Mutex<Seen>);

#[derive(Default)]
struct Seen {
    numbers: HashSet<String>,
    order: VecDeque<String>,
}

impl SeenNotifications {
    /// Remembers a number, and tells whether it was there before.
    pub(super) fn seen_before(&self, number: &str) -> bool {
        // A panic elsewhere while the lock was held cannot leave the set inconsistent in a way that matters.
        let mut seen = self.0.lock().unwrap_or_else(std::sync::PoisonError::into_inner);
        if !seen.numbers.insert(number.to_owned()) {
            return true;
        }
        seen.order.push_back(number.to_owned());
        if seen.order.len() > REMEMBERED
            && let Some(oldest) = seen.order.pop_front()
        {
            seen.numbers.remove(&oldest);
        }
        false
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn remembers_a_bounded_number() {
        let seen = SeenNotifications::default();
        assert!(!seen.seen_before("first"));
        assert!(seen.seen_before("first"));
        for index in 0..REMEMBERED {
            seen.seen_before(&index.to_string());
        }
        assert!(!seen.seen_before("first"));
        assert_eq!(seen.0.lock().unwrap().numbers.len(), REMEMBERED);
    }
}
