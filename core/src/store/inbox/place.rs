//! One place that remembers which events were handed to the shop, and what it answers.

use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant};

use async_trait::async_trait;

use crate::error::Result;
use crate::fork_gate::in_sections;

/// How long a claim lasts: a process that ended at its work holds an event no longer. A function that takes longer may be called again.
pub(in crate::store) const CLAIM: Duration = Duration::from_secs(60);

/// How long it is remembered that an event was handled: WeChat Pay repeats a notification for a day.
pub(in crate::store) const REMEMBERED: Duration = Duration::from_secs(3 * 24 * 3600);

/// How long a place is left alone after it has failed.
const PAUSE: Duration = Duration::from_secs(5);

/// How often it is tried whether it is back, after something was claimed without it, ...
const LOOK_AGAIN: Duration = Duration::from_millis(500);

/// ... and for how long: an event of that time is not told again afterwards.
const WAITED_FOR: Duration = Duration::from_secs(24 * 3600);

/// What a place answers to a claim.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::store) enum Answer {
    /// It is the asker's: nobody has claimed it in the time for which this place has known everything.
    First {
        /// How long that is.
        known_for: Duration,
    },
    /// It is the asker's: an earlier claim ended, and nobody noted the event as handled.
    Again,
    /// Another one is at work on it.
    Held,
    /// It was handled.
    Done,
}

/// Remembers events by their key. Each call may be repeated.
#[async_trait]
pub(in crate::store) trait Inbox: Send + Sync {
    /// Takes the event for `owner`, for [`CLAIM`].
    async fn claim(&self, key: &str, owner: &str) -> Result<Answer>;

    /// Notes that the event was handled, for [`REMEMBERED`].
    async fn done(&self, key: &str) -> Result<()>;

    /// From now on the place knows of everything anew: something was claimed while it was away. Only a place that others ask, too, has
    /// to hear of it.
    async fn doubt(&self) -> Result<()> {
        Ok(())
    }

    /// Gives the event back if it is still `owner`'s. That it was claimed stays known.
    async fn release(&self, key: &str, owner: &str) -> Result<()>;
}

/// A place that is left alone for a while when it has failed.
#[derive(Clone)]
pub(super) struct Place {
    inbox: Arc<dyn Inbox>,
    failed_at: Arc<Mutex<Option<Instant>>>,
    /// Whether it is waited for, to be told that something was claimed without it.
    is_waited_for: Arc<AtomicBool>,
}

impl Place {
    pub(super) fn new(inbox: Arc<dyn Inbox>) -> Self {
        Self { inbox, failed_at: Arc::default(), is_waited_for: Arc::default() }
    }

    /// What it answers; `None` while it is left alone.
    pub(super) async fn claim(&self, key: &str, owner: &str) -> Option<Result<Answer>> {
        let failed_at = *self.failed_at.lock().unwrap_or_else(PoisonError::into_inner);
        if failed_at.is_some_and(|at| at.elapsed() < PAUSE) {
            return None;
        }
        let answer = self.inbox.claim(key, owner).await;
        // Every change is one assignment.
        *self.failed_at.lock().unwrap_or_else(PoisonError::into_inner) = answer.is_err().then(Instant::now);
        Some(answer)
    }

    pub(super) async fn done(&self, key: &str) -> Result<()> {
        self.inbox.done(key).await
    }

    /// Something was claimed without it: until it hears of that it would call a second claim the first.
    pub(super) fn missed(&self) {
        if self.is_waited_for.swap(true, Ordering::Relaxed) {
            return;
        }
        let own = self.clone();
        tokio::spawn(in_sections(async move {
            let begin = Instant::now();
            while own.inbox.doubt().await.is_err() && begin.elapsed() < WAITED_FOR {
                tokio::time::sleep(LOOK_AGAIN).await;
            }
            own.is_waited_for.store(false, Ordering::Relaxed);
        }));
    }

    pub(super) async fn release(&self, key: &str, owner: &str) {
        // A claim that is not given back ends by itself.
        let _ = self.inbox.release(key, owner).await;
    }
}
