//! One attempt under way, and the event that reports it.

use std::time::{Duration, Instant};

use crate::client::engine::context::ClientContext;
use crate::client::engine::observer::{AttemptEvent, Event};
use crate::error::{Error, sdk_codes};
use crate::protocol::endpoint::Upstream;

/// An attempt under way. One that is dropped before its end is reported as given up.
pub(in crate::client) struct Attempt<'a> {
    context: &'a ClientContext,
    begin: Instant,
    event: Option<AttemptEvent>,
}

impl<'a> Attempt<'a> {
    pub(in crate::client) fn begin(
        context: &'a ClientContext,
        (call, attempt): (u64, u32),
        operation: &'static str,
        upstream: Upstream,
        at_backup: bool,
    ) -> Self {
        let event = context.observer.is_some().then_some(AttemptEvent {
            operation,
            call,
            upstream,
            attempt,
            at_backup,
            elapsed: Duration::ZERO,
            status: None,
            request_id: None,
            kind: None,
            code: None,
            repeats: false,
        });
        Self { context, begin: Instant::now(), event }
    }

    /// A reply has arrived.
    pub(in crate::client) fn answered(&mut self, status: u16, request_id: Option<String>) {
        if let Some(event) = &mut self.event {
            event.status = Some(status);
            event.request_id = request_id;
        }
    }

    /// It failed.
    pub(in crate::client) fn failed(&mut self, error: &Error) {
        if let Some(event) = &mut self.event {
            event.elapsed = self.begin.elapsed();
            event.kind = Some(error.kind().name());
            event.code = Some(error.code().to_owned());
        }
    }

    /// It is over.
    pub(in crate::client) fn end(mut self, repeats: bool) {
        self.emit(repeats);
    }

    fn emit(&mut self, repeats: bool) {
        let Some(mut event) = self.event.take() else { return };
        if event.code.is_none() {
            event.elapsed = self.begin.elapsed();
        }
        event.repeats = repeats;
        self.context.emit(|| Event::Attempt(event));
    }
}

impl Drop for Attempt<'_> {
    fn drop(&mut self) {
        if self.event.as_ref().is_some_and(|event| event.code.is_none()) {
            self.failed(&Error::sdk(&sdk_codes::CALL_ABANDONED));
        }
        self.emit(false);
    }
}
