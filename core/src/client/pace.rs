//! How fast a run over many orders or refunds asks: one request after the other, with a pause between them that grows while WeChat Pay has
//! too much to do.

use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use tokio::time::{Instant, sleep_until};

use crate::error::Error;
use crate::retry::advice::asks_for_less;

/// The longest pause between two requests.
const LONGEST: Duration = Duration::from_secs(10);

/// The pace of one run.
pub(super) struct Pace {
    usual: Duration,
    state: Mutex<State>,
}

struct State {
    /// Between two requests.
    pause: Duration,
    /// When the next request may be sent.
    next: Instant,
    /// Until then what was sent before the last slowing down is being answered: it does not count again.
    slowed_until: Instant,
}

impl Pace {
    /// So many requests a second at the most; the first at once.
    pub(super) fn new(per_second: u32) -> Self {
        let (usual, now) = (Duration::from_secs(1) / per_second.max(1), Instant::now());
        Self { usual, state: Mutex::new(State { pause: usual, next: now, slowed_until: now }) }
    }

    /// Waits until one more request may be sent. Whoever gives up waiting leaves its turn unused.
    pub(super) async fn turn(&self) {
        let at = self.state().turn(Instant::now());
        sleep_until(at).await;
    }

    /// Takes note of what came of a request: the pause doubles when there was too much to do, and shrinks again afterwards.
    pub(super) fn note(&self, failure: Option<&Error>) {
        self.state().note(failure, self.usual, Instant::now());
    }

    fn state(&self) -> MutexGuard<'_, State> {
        // Every change is of plain values: a panic elsewhere cannot leave it half done.
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl State {
    /// When the next request may be sent; the one after it later.
    fn turn(&mut self, now: Instant) -> Instant {
        let at = self.next.max(now);
        self.next = at + self.pause;
        at
    }

    fn note(&mut self, failure: Option<&Error>, usual: Duration, now: Instant) {
        if !failure.is_some_and(asks_for_less) {
            self.pause = (self.pause * 4 / 5).max(usual);
        } else if now >= self.slowed_until {
            self.pause = (self.pause * 2).min(LONGEST);
            self.slowed_until = now + self.pause;
            self.next = self.next.max(self.slowed_until);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::error::{Origin, Retry, sdk_codes};

    /// The moments of so many turns, one asked for at each, in milliseconds from the beginning.
    fn turns(state: &mut State, begin: Instant, asked_at: &[u64]) -> Vec<u128> {
        let at = |&milliseconds: &u64| state.turn(begin + Duration::from_millis(milliseconds));
        asked_at.iter().map(at).map(|at| (at - begin).as_millis()).collect()
    }

    #[test]
    fn requests_keep_their_distance() {
        let pace = Pace::new(10);
        let mut state = pace.state();
        let begin = state.next;
        assert_eq!(turns(&mut state, begin, &[0, 0, 0, 50, 250]), [0, 100, 200, 300, 400]);
        assert_eq!(turns(&mut state, begin, &[60_000; 3]), [60_000, 60_100, 60_200], "nothing is saved up");
    }

    #[test]
    fn whoever_has_too_much_to_do_is_asked_more_slowly_for_a_while() {
        let (pace, usual) = (Pace::new(10), Duration::from_millis(100));
        let mut state = pace.state();
        let begin = state.next;
        let busy = Error::api(Origin::WeChatPay, "FREQUENCY_LIMITED", Retry::Never);
        (0..5).for_each(|_| state.note(Some(&busy), usual, begin));
        assert_eq!(state.pause, usual * 2, "five answers to one flood count once");
        assert_eq!(turns(&mut state, begin, &[0, 0]), [200, 400]);
        (1..10).for_each(|n| state.note(Some(&busy), usual, begin + LONGEST * n));
        assert_eq!(state.pause, LONGEST);
        (0..3).for_each(|_| state.note(None, usual, begin));
        assert!(state.pause < LONGEST && state.pause > usual);
        (0..30).for_each(|_| state.note(None, usual, begin));
        assert_eq!(state.pause, usual);
    }

    #[test]
    fn what_is_wrong_with_a_row_says_nothing_of_the_load() {
        let (pace, usual) = (Pace::new(10), Duration::from_millis(100));
        let slows = |error: &Error| {
            let mut state = State { pause: usual, next: Instant::now(), slowed_until: Instant::now() };
            state.note(Some(error), pace.usual, Instant::now());
            state.pause > usual
        };
        let page = |status| Error::sdk(&sdk_codes::UNEXPECTED_REPLY).with_reply(status, None);
        let api = |code: &str| Error::api(Origin::WeChatPay, code, Retry::Never);
        for error in [page(429), page(500), page(502), page(503), api("SYSTEM_ERROR"), api("RATE_LIMITED")] {
            assert!(slows(&error), "{error}");
        }
        for error in [page(404), api("ORDER_NOT_EXIST"), Error::sdk(&sdk_codes::FIELD_MISSING)] {
            assert!(!slows(&error), "{error}");
        }
    }
}
