//! When a token is renewed: a while before its end, by nobody twice. Who fetches the new one: `client/token/lease.rs`.

use serde::{Deserialize, Serialize};

use crate::model::FetchedToken;
use crate::secret::{self, Secret};

/// How long before its end a token is replaced, in seconds. QQ keeps the old one usable for 300 s.
const REFRESH_AHEAD_SECONDS: i64 = 600;

/// Spread over which processes replace a token, in seconds.
const REFRESH_JITTER_SECONDS: i64 = 120;

/// How long after the time to replace it an old token is still served. Another process may have replaced it, and then
/// it works for 300 s only.
const SERVE_WHILE_REFRESHING_SECONDS: i64 = 240;

/// How far the clocks of the processes that share a token may differ, in seconds.
const CLOCK_TOLERANCE_SECONDS: i64 = 300;

/// A token with its times, as a token store keeps it.
///
/// It is written by serde with the token in it, for a store that only the servers can read; `Debug` does not show the token.
///
/// ```
/// use qq_wxpay::token::{FetchedToken, StoredToken};
///
/// let token = StoredToken::new(&FetchedToken::new("the token".into(), 7200), 1_700_000_000, 0);
/// let text = serde_json::to_string(&token)?; // what a store keeps
/// assert_eq!(serde_json::from_str::<StoredToken>(&text)?, token);
/// assert!(!format!("{token:?}").contains("the token"));
/// # Ok::<_, serde_json::Error>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct StoredToken {
    /// The token.
    #[serde(serialize_with = "secret::exposed")]
    pub access_token: Secret,
    /// Unix seconds at which it was fetched.
    pub fetched_at: i64,
    /// Unix seconds from which on it should be replaced.
    pub refresh_at: i64,
    /// Unix seconds at which it dies.
    pub expires_at: i64,
}

/// What may be done with a stored token.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Freshness {
    /// Use it.
    Fresh,
    /// Use it, and replace it meanwhile.
    Aging,
    /// Replace it first; should that fail, it may still be tried.
    Old,
    /// It is dead.
    Expired,
}

impl StoredToken {
    /// Gives a fetched token its times. `jitter` is any number: it spreads the replacing over two minutes.
    #[must_use]
    pub fn new(fetched: &FetchedToken, now: i64, jitter: u32) -> Self {
        let lifetime = fetched.lifetime_seconds;
        let ahead = REFRESH_AHEAD_SECONDS.min(lifetime / 4);
        let spread = REFRESH_JITTER_SECONDS.min(lifetime / 20);
        let expires_at = now.saturating_add(lifetime);
        Self {
            access_token: fetched.access_token.clone(),
            fetched_at: now,
            refresh_at: expires_at - ahead - i64::from(jitter) % (spread + 1),
            expires_at,
        }
    }

    /// What may be done with it now.
    #[must_use]
    pub fn freshness(&self, now: i64) -> Freshness {
        if now >= self.expires_at {
            Freshness::Expired
        } else if now.saturating_add(CLOCK_TOLERANCE_SECONDS) < self.fetched_at {
            // The clock was put back: how old the token is cannot be known, and it would else live on for ever.
            Freshness::Old
        } else if now < self.refresh_at {
            Freshness::Fresh
        } else if now < self.refresh_at.saturating_add(SERVE_WHILE_REFRESHING_SECONDS) {
            Freshness::Aging
        } else {
            Freshness::Old
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn token(lifetime_seconds: i64, jitter: u32) -> StoredToken {
        StoredToken::new(&FetchedToken { access_token: Secret::new("t"), lifetime_seconds }, 1_000, jitter)
    }

    #[test]
    fn a_token_ages_before_it_dies() {
        let token = token(7200, 0);
        assert_eq!(token.freshness(1_000 + 6_599), Freshness::Fresh);
        assert_eq!(token.freshness(1_000 + 6_600), Freshness::Aging);
        assert_eq!(token.freshness(1_000 + 6_840), Freshness::Old);
        assert_eq!(token.freshness(1_000 + 7_200), Freshness::Expired);
    }

    #[test]
    fn a_clock_that_is_put_back_does_not_keep_a_token_alive() {
        let token = token(7200, 0);
        assert_eq!(token.freshness(1_000 - 300), Freshness::Fresh, "another machine's clock");
        assert_eq!(token.freshness(1_000 - 301), Freshness::Old);
        assert_eq!(token.freshness(i64::MIN), Freshness::Old);
        assert_eq!(token.freshness(i64::MAX), Freshness::Expired);
    }

    #[test]
    fn jitter_moves_the_replacing_ahead_by_at_most_two_minutes() {
        for jitter in [0, 1, 119, 120, 121, u32::MAX] {
            let refresh_at = token(7200, jitter).refresh_at;
            assert!((1_000 + 6_480..=1_000 + 6_600).contains(&refresh_at), "{refresh_at}");
        }
    }

    #[test]
    fn a_short_life_still_has_a_fresh_part() {
        for lifetime in 1..200 {
            assert_eq!(token(lifetime, u32::MAX).freshness(1_000), Freshness::Fresh, "{lifetime}");
        }
    }
}
