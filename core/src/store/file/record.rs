//! What stands in the file: the token, and who may replace it.

use std::time::Duration;

use serde::{Deserialize, Serialize};

use crate::operations::token::StoredToken;

/// No lease is longer: one that ends later was made before the clock was put back.
const LONGEST_LEASE_MILLISECONDS: u64 = 60_000;

/// The content of the file.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub(super) struct Record {
    pub(super) token: Option<StoredToken>,
    lease: Option<Lease>,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
struct Lease {
    owner: String,
    /// Unix milliseconds of the machine's clock.
    until: u64,
}

impl Record {
    /// Gives the lease to `owner`, unless somebody else has it.
    pub(super) fn lease(&mut self, owner: &str, duration: Duration, now: u64) -> bool {
        let is_free = self.holder(now).is_none_or(|holder| holder == owner);
        if is_free {
            let duration =
                u64::try_from(duration.as_millis()).unwrap_or(u64::MAX).min(LONGEST_LEASE_MILLISECONDS);
            self.lease = Some(Lease { owner: owner.to_owned(), until: now.saturating_add(duration) });
        }
        is_free
    }

    /// Keeps the token and ends the lease, if it still is `owner`'s.
    pub(super) fn save(&mut self, owner: &str, token: &StoredToken, now: u64) -> bool {
        let is_held = self.holder(now) == Some(owner);
        if is_held {
            *self = Self { token: Some(token.clone()), lease: None };
        }
        is_held
    }

    /// Ends the lease, if it still is `owner`'s.
    pub(super) fn release(&mut self, owner: &str) -> bool {
        let is_held = self.lease.as_ref().is_some_and(|lease| lease.owner == owner);
        if is_held {
            self.lease = None;
        }
        is_held
    }

    fn holder(&self, now: u64) -> Option<&str> {
        let lease = self.lease.as_ref()?;
        (lease.until.checked_sub(now)?.wrapping_sub(1) < LONGEST_LEASE_MILLISECONDS)
            .then_some(lease.owner.as_str())
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)] // tests: a panic is the failure

    use super::*;
    use crate::operations::token::FetchedToken;

    const TEN: Duration = Duration::from_secs(10);
    const NOW: u64 = 1_700_000_000_000;

    #[test]
    fn one_at_a_time_has_the_lease_and_only_its_holder_saves() {
        let token = StoredToken::new(&FetchedToken::new("t".into(), 7200), 1_700_000_000, 0);
        let mut record = Record::default();
        assert!(record.lease("a", TEN, NOW));
        assert!(!record.lease("b", TEN, NOW + 9_999));
        assert!(record.lease("a", TEN, NOW + 5_000), "its own is granted again");
        assert!(!record.save("b", &token, NOW + 6_000));
        assert!(!record.lease("b", TEN, NOW + 14_999));
        assert!(record.lease("b", TEN, NOW + 15_000), "it has ended");
        assert!(!record.save("a", &token, NOW + 15_001), "whoever was held up overwrites nothing");
        assert!(!record.release("a"));
        assert!(record.save("b", &token, NOW + 16_000));
        assert_eq!(record.token, Some(token));
        assert!(record.lease("a", TEN, NOW + 16_000), "saving ends the lease");
        assert!(record.release("a"));
        assert!(record.lease("b", TEN, NOW + 16_000));
    }

    #[test]
    fn a_lease_of_a_clock_that_was_put_back_does_not_last_for_ever() {
        let mut record = Record::default();
        assert!(record.lease("a", Duration::MAX, NOW));
        assert!(!record.lease("b", TEN, NOW + 59_999));
        assert!(record.lease("b", TEN, NOW - 3_600_000));
    }
}
