//! One attempt under way, and the telling of it.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::time::{Duration, Instant};

use tracing::error;

use super::means::Means;
use super::observer::{AttemptEvent, Event, NotificationEvent};
use crate::endpoint::Leg;
use crate::error::{Error, sdk_codes};
use crate::notify::HandledNotification;

/// An attempt under way. One that is dropped before its end is told as given up.
pub(super) struct Attempt<'a> {
    means: &'a Means,
    begin: Instant,
    event: Option<AttemptEvent>,
}

impl<'a> Attempt<'a> {
    pub(super) fn begin(
        means: &'a Means,
        operation: &'static str,
        leg: Leg,
        attempt: u32,
        at_backup: bool,
    ) -> Self {
        let event = means.observer.is_some().then_some(AttemptEvent {
            operation,
            leg,
            attempt,
            at_backup,
            elapsed: Duration::ZERO,
            status: None,
            request_id: None,
            kind: None,
            code: None,
            repeats: false,
        });
        Self { means, begin: Instant::now(), event }
    }

    /// A reply has arrived.
    pub(super) fn answered(&mut self, status: u16, request_id: Option<String>) {
        if let Some(event) = &mut self.event {
            event.status = Some(status);
            event.request_id = request_id;
        }
    }

    /// It failed.
    pub(super) fn failed(&mut self, error: &Error) {
        if let Some(event) = &mut self.event {
            event.elapsed = self.begin.elapsed();
            event.kind = Some(error.kind().name());
            event.code = Some(error.code().to_owned());
        }
    }

    /// It is over.
    pub(super) fn end(mut self, repeats: bool) {
        self.tell(repeats);
    }

    fn tell(&mut self, repeats: bool) {
        let Some(mut event) = self.event.take() else { return };
        if event.code.is_none() {
            event.elapsed = self.begin.elapsed();
        }
        event.repeats = repeats;
        self.means.tell(|| Event::Attempt(event));
    }
}

impl Drop for Attempt<'_> {
    fn drop(&mut self) {
        if self.event.as_ref().is_some_and(|event| event.code.is_none()) {
            self.failed(&Error::sdk(&sdk_codes::CALL_ABANDONED));
        }
        self.tell(false);
    }
}

impl Means {
    /// Tells that a notification was read.
    pub(super) fn tell_of(&self, handled: &HandledNotification) {
        self.tell(|| {
            Event::Notification(NotificationEvent {
                outcome: handled.outcome.name(),
                code: handled.outcome.error().map(|error| error.code().to_owned()),
                repeat: handled.repeat,
            })
        });
    }

    /// Tells the observer, if there is one, what `event` makes.
    pub(super) fn tell(&self, event: impl FnOnce() -> Event) {
        let Some(observer) = &self.observer else { return };
        // A call must not end because somebody watches it.
        if catch_unwind(AssertUnwindSafe(|| observer.observe(&event()))).is_err() {
            error!("the observer panicked");
        }
    }
}
