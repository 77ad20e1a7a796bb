//! Waiting for the callback of a self test.

use std::sync::{Mutex, PoisonError};

use tokio::sync::Notify;

use crate::error::Error;
use crate::notify::Outcome;

/// How many callbacks are remembered while tests wait.
const REMEMBERED: usize = 64;

/// The callbacks that arrive while self tests wait for them.
#[derive(Default)]
pub(super) struct CallbackWatch {
    seen: Mutex<Seen>,
    news: Notify,
}

#[derive(Default)]
struct Seen {
    watchers: usize,
    messages: Vec<String>,
    /// Why the last V3 notification was refused: perhaps it was the callback.
    refusal: Option<Error>,
}

/// A self test that waits; dropping it ends the wait.
pub(super) struct Watching<'a>(&'a CallbackWatch);

impl CallbackWatch {
    /// Notes what a notification turned out to be, if a self test waits.
    pub(super) fn note(&self, outcome: &Outcome) {
        let mut seen = self.seen.lock().unwrap_or_else(PoisonError::into_inner);
        if seen.watchers == 0 {
            return;
        }
        match outcome {
            Outcome::SecurityEcho(echo) if seen.messages.len() < REMEMBERED => {
                seen.messages.push(echo.echo_message.clone());
            }
            Outcome::Refused(error) => seen.refusal = Some(error.clone()),
            _ => return,
        }
        drop(seen);
        self.news.notify_waiters();
    }

    pub(super) fn watch(&self) -> Watching<'_> {
        self.seen.lock().unwrap_or_else(PoisonError::into_inner).watchers += 1;
        Watching(self)
    }

    /// Ends when the callback with this text has arrived.
    pub(super) async fn arrival(&self, message: &str) {
        loop {
            // Registered before the look, so that nothing slips in between.
            let news = self.news.notified();
            if self.seen.lock().unwrap_or_else(PoisonError::into_inner).messages.iter().any(|m| m == message)
            {
                return;
            }
            news.await;
        }
    }

    pub(super) fn last_refusal(&self) -> Option<Error> {
        self.seen.lock().unwrap_or_else(PoisonError::into_inner).refusal.clone()
    }
}

impl Drop for Watching<'_> {
    fn drop(&mut self) {
        let mut seen = self.0.seen.lock().unwrap_or_else(PoisonError::into_inner);
        seen.watchers -= 1;
        if seen.watchers == 0 {
            *seen = Seen::default();
        }
    }
}
