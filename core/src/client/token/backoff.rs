//! The backoff of fetching tokens, how long one is not replaced again: after one that replaced a refused one, and after a replacement that failed.

use crate::error::Error;
use crate::secret::Secret;

/// How long a token that replaced a refused one is not replaced itself, in seconds: if QQ refuses a new token, the reason
/// is another one. The pause doubles as long as new tokens are refused.
const FORCED_PAUSE_SECONDS: i64 = 10;

/// The longest such pause.
const LONGEST_FORCED_PAUSE_SECONDS: i64 = 600;

/// How long nobody tries again after a failed replacement, in seconds, so that a broken QQ is not hammered. The pause
/// doubles with each failure.
const FAILED_PAUSE_SECONDS: i64 = 1;

/// The longest such pause.
const LONGEST_FAILED_PAUSE_SECONDS: i64 = 60;

/// The token that last replaced a refused one.
pub(in crate::client) struct Forced {
    token: Secret,
    at: i64,
    pause: i64,
}

impl Forced {
    /// `token` has replaced `refused`, which itself may have replaced one, as `last` tells.
    pub(in crate::client) fn after(last: Option<&Self>, refused: &Secret, token: &Secret, now: i64) -> Self {
        let again = last.filter(|last| last.token == *refused && is_within(2 * last.pause, last.at, now));
        let pause =
            again.map_or(FORCED_PAUSE_SECONDS, |last| (2 * last.pause).min(LONGEST_FORCED_PAUSE_SECONDS));
        Self { token: token.clone(), at: now, pause }
    }

    /// Whether this very token is refused so soon that another one would not do either.
    pub(in crate::client) fn refuses_another(&self, refused: &Secret, now: i64) -> bool {
        self.token == *refused && is_within(self.pause, self.at, now)
    }
}

/// The last replacement, if it failed.
pub(in crate::client) struct Failure {
    pub(in crate::client) error: Error,
    at: i64,
    pause: i64,
}

impl Failure {
    pub(in crate::client) fn after(last: Option<&Self>, error: &Error, now: i64) -> Self {
        let pause =
            last.map_or(FAILED_PAUSE_SECONDS, |last| (2 * last.pause).min(LONGEST_FAILED_PAUSE_SECONDS));
        Self { error: error.clone(), at: now, pause }
    }

    /// Whether nobody tries again yet.
    pub(in crate::client) fn is_recent(&self, now: i64) -> bool {
        is_within(self.pause, self.at, now)
    }
}

/// Whether less than `seconds` passed between the two moments. A clock that is put back far ends every pause.
pub(in crate::client) fn is_within(seconds: i64, from: i64, to: i64) -> bool {
    from.abs_diff(to) < seconds.unsigned_abs()
}
