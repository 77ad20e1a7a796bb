//! When a call is repeated, and after which pause (exponential backoff with jitter): a pure policy.
//!
//! A repetition carries the same business parameters and a new nonce, time and signature. Placing the same order twice
//! is harmless: WeChat Pay knows it by its number.

use std::time::Duration;

use super::Idempotency;
use super::advice::is_refusal;
use crate::error::{Error, ErrorKind, Retry, qq_codes, sdk_codes};

/// Limits of one call with its repetitions.
///
/// ```
/// use std::time::Duration;
///
/// use qq_wxpay::retry::RetryPolicy;
///
/// let mut policy = RetryPolicy::default();
/// policy.attempts = 2;
/// policy.deadline = Duration::from_secs(8);
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct RetryPolicy {
    /// How often a request is sent at the most; 1 never repeats.
    pub attempts: u32,
    /// Pause before the first repetition; each further one doubles it, and up to half is added or taken at random.
    pub first_pause: Duration,
    /// The longest pause.
    pub longest_pause: Duration,
    /// How long one attempt may take.
    pub attempt_timeout: Duration,
    /// How long a call may take altogether: waiting for the access token, all attempts, all pauses.
    pub deadline: Duration,
}

impl Default for RetryPolicy {
    fn default() -> Self {
        Self {
            attempts: 3,
            first_pause: Duration::from_millis(300),
            longest_pause: Duration::from_secs(3),
            attempt_timeout: Duration::from_secs(10),
            deadline: Duration::from_secs(25),
        }
    }
}

impl RetryPolicy {
    /// The pause before the next attempt; `None` when the error is final.
    ///
    /// `attempt` counts from 1; `elapsed` is the time since the first one began; `random` is any number. A call that may
    /// have an effect each time it is sent is repeated only when no connection was made.
    #[must_use]
    pub fn pause(
        &self,
        error: &Error,
        idempotency: Idempotency,
        attempt: u32,
        elapsed: Duration,
        random: u32,
    ) -> Option<Duration> {
        let sent_once = idempotency == Idempotency::NonIdempotent && !error.is(&sdk_codes::NOT_CONNECTED);
        if attempt >= self.attempts || sent_once || !may_repeat(error, attempt) {
            return None;
        }
        let doubled = self.first_pause.saturating_mul(1 << (attempt - 1).min(16)).min(self.longest_pause);
        // Between half and one and a half of it.
        let pause = doubled / 2 + doubled.saturating_mul(random % 1024) / 1024;
        (elapsed.saturating_add(pause) < self.deadline).then_some(pause)
    }
}

fn may_repeat(error: &Error, attempt: u32) -> bool {
    let page_refuses = error.kind() != ErrorKind::Api && error.http_status().is_some_and(is_refusal);
    match error.kind() {
        _ if page_refuses => false,
        // A token that QQ refuses is replaced first; the driver sees to it.
        ErrorKind::Api if error.is(&qq_codes::PROXY_TOKEN_REFUSED) => false,
        ErrorKind::Api => error.retry() == Retry::SameRequest || is_unknown_server_error(error),
        ErrorKind::Transport => !error.is(&sdk_codes::TRANSPORT_GAVE_NO_REPLY),
        // A reply that is not authentic, or not readable: once more, then give up.
        ErrorKind::Signature | ErrorKind::Stale | ErrorKind::Malformed => attempt == 1,
        _ => false,
    }
}

/// A code that nobody knows, with a 5xx.
fn is_unknown_server_error(error: &Error) -> bool {
    error.remedy().is_none() && error.http_status().is_some_and(|status| status >= 500)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::error::Origin;

    fn pause(error: &Error, attempt: u32, elapsed: u64) -> Option<Duration> {
        pause_of(Idempotency::Idempotent, error, attempt, elapsed)
    }

    fn pause_of(idempotency: Idempotency, error: &Error, attempt: u32, elapsed: u64) -> Option<Duration> {
        RetryPolicy::default().pause(error, idempotency, attempt, Duration::from_secs(elapsed), 512)
    }

    #[test]
    fn only_what_is_safe_is_repeated() {
        let api = |code: &str| Error::api(Origin::WeChatPay, code, Retry::Never);
        assert!(pause(&api("SYSTEM_ERROR"), 1, 0).is_some());
        assert!(pause(&api("FREQUENCY_LIMITED"), 1, 0).is_some());
        assert!(pause(&api("ORDERPAID"), 1, 0).is_none());
        assert!(pause(&api("PARAM_ERROR"), 1, 0).is_none());
        assert!(pause(&Error::api(Origin::QqProxy, "40001", Retry::Never), 1, 0).is_none());
        assert!(pause(&Error::api(Origin::QqProxy, "9030", Retry::Never), 1, 0).is_none());
        assert!(pause(&Error::sdk(&sdk_codes::TIMED_OUT), 2, 0).is_some());
        assert!(pause(&Error::sdk(&sdk_codes::SIGNATURE_WRONG), 1, 0).is_some());
        assert!(pause(&Error::sdk(&sdk_codes::SIGNATURE_WRONG), 2, 0).is_none());
        assert!(pause(&Error::sdk(&sdk_codes::REPLY_DIFFERS), 1, 0).is_none());
    }

    #[test]
    fn a_page_that_refuses_is_not_asked_again() {
        let page = |status| Error::sdk(&sdk_codes::UNEXPECTED_REPLY).with_reply(status, None);
        for idempotency in [Idempotency::Safe, Idempotency::Idempotent] {
            for status in [200, 202, 408, 425, 429, 500, 502, 599] {
                assert!(pause_of(idempotency, &page(status), 1, 0).is_some(), "{status}");
            }
            for status in [300, 302, 400, 401, 403, 404, 407, 424, 426, 499] {
                assert!(pause_of(idempotency, &page(status), 1, 0).is_none(), "{status}");
            }
        }
        // A known code decides, whatever its status.
        let limited = Error::api(Origin::WeChatPay, "FREQUENCY_LIMITED", Retry::Never).with_reply(403, None);
        assert!(pause(&limited, 1, 0).is_some());
    }

    #[test]
    fn what_acts_each_time_is_repeated_only_when_nothing_was_sent() {
        for entry in [&sdk_codes::TIMED_OUT, &sdk_codes::CONNECTION_LOST, &sdk_codes::TOO_MANY_REQUESTS] {
            assert!(
                pause_of(Idempotency::NonIdempotent, &Error::sdk(entry), 1, 0).is_none(),
                "{}",
                entry.code
            );
            assert!(pause_of(Idempotency::Idempotent, &Error::sdk(entry), 1, 0).is_some(), "{}", entry.code);
        }
        let busy = Error::api(Origin::WeChatPay, "SYSTEM_ERROR", Retry::Never);
        assert!(pause_of(Idempotency::NonIdempotent, &busy, 1, 0).is_none());
        assert!(pause_of(Idempotency::NonIdempotent, &Error::sdk(&sdk_codes::NOT_CONNECTED), 1, 0).is_some());
    }

    #[test]
    fn attempts_pauses_and_deadline_are_bounded() {
        let error = Error::sdk(&sdk_codes::TIMED_OUT);
        assert_eq!(pause(&error, 1, 0), Some(Duration::from_millis(300)));
        assert_eq!(pause(&error, 2, 0), Some(Duration::from_millis(600)));
        assert_eq!(pause(&error, 3, 0), None);
        assert_eq!(pause(&error, 1, 25), None);
        let patient = RetryPolicy { attempts: 100, ..RetryPolicy::default() };
        for (attempt, random) in [(1, 0), (50, u32::MAX), (99, 1023)] {
            let pause =
                patient.pause(&error, Idempotency::Idempotent, attempt, Duration::ZERO, random).unwrap();
            assert!(pause <= Duration::from_millis(4_500), "{pause:?}");
        }
    }
}
