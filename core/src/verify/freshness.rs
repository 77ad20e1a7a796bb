//! Whether a signed message is of now, too old, or of the future: an old one may be a replay. What a
//! notification of such an age is answered decides `notify/v3.rs`.

use crate::error::{Error, Result, sdk_codes};

/// How far a signed message's time may lie from now, in seconds: this much is refused already.
pub(crate) const MAX_CLOCK_SKEW_SECONDS: u64 = 300;

/// What a right signature says: when its message was signed, and whether that is near enough to now.
#[derive(Debug)]
#[must_use = "a message that is too old, or of the future, proves nothing"]
pub(crate) enum Verdict {
    /// Signed just now.
    Fresh { signed_at: i64 },
    /// Rightly signed, at another time: the error says so.
    Stale { signed_at: i64, error: Error },
}

impl Verdict {
    pub(super) fn of(signed_at: i64, now: i64) -> Self {
        let distance = now.abs_diff(signed_at);
        if distance < MAX_CLOCK_SKEW_SECONDS {
            return Self::Fresh { signed_at };
        }
        let direction = if signed_at < now { "old" } else { "ahead" };
        let error = Error::sdk(&sdk_codes::MESSAGE_STALE).with_detail(format!("{distance} s {direction}"));
        Self::Stale { signed_at, error }
    }

    /// When the message was signed, in Unix seconds.
    pub(crate) fn signed_at(&self) -> i64 {
        match self {
            Self::Fresh { signed_at } | Self::Stale { signed_at, .. } => *signed_at,
        }
    }

    /// Refuses what was not signed just now.
    ///
    /// # Errors
    /// `MESSAGE_STALE`.
    pub(crate) fn fresh(self) -> Result<()> {
        match self {
            Self::Fresh { .. } => Ok(()),
            Self::Stale { error, .. } => Err(error),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_window_is_closed_at_300_seconds_both_ways() {
        let fresh = |signed_at, now| Verdict::of(signed_at, now).fresh();
        assert!(fresh(1000, 1299).is_ok());
        assert!(fresh(1299, 1000).is_ok());
        assert_eq!(fresh(1000, 1300).unwrap_err().code(), "MESSAGE_STALE");
        assert_eq!(fresh(1300, 1000).unwrap_err().code(), "MESSAGE_STALE");
        assert!(fresh(i64::MAX, i64::MIN).is_err());
        assert_eq!(Verdict::of(1000, 9000).signed_at(), 1000);
    }
}
