//! What a client tells of its work: for metrics, traces and logs of the host.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::time::{Duration, Instant};

use serde::{Serialize, Serializer};
use tracing::error;

use super::means::Means;
use crate::endpoint::Leg;
#[cfg(feature = "schema")]
use crate::error::ErrorKind;
use crate::error::{Error, sdk_codes};
use crate::notify::Handled;

/// Is told what a client does, as it does it.
///
/// It is called on the thread that works: hand the event on and return. What it does wrong harms no call: a panic is
/// caught and logged.
pub trait Observer: Send + Sync {
    /// Takes one event.
    fn observe(&self, event: &Event);
}

impl<F: Fn(&Event) + Send + Sync> Observer for F {
    fn observe(&self, event: &Event) {
        self(event);
    }
}

/// Something that a client did. Nothing in it is secret, and nothing names a payer.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "schema", schemars(rename = "ClientEvent"))]
#[serde(tag = "type", rename_all = "snake_case")]
#[non_exhaustive]
pub enum Event {
    /// A request was sent, and answered or not.
    Attempt(AttemptEvent),
    /// A notification was read.
    Notification(NotificationEvent),
}

/// One request and what became of it. A call makes one or more; fetching the access token or certificates makes its own.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[non_exhaustive]
pub struct AttemptEvent {
    /// The operation in snake case, in every language: place_order, access_token, bill_file, ...
    pub operation: &'static str,
    /// Who was asked.
    pub leg: Leg,
    /// The first attempt of a call is 1.
    pub attempt: u32,
    /// Whether it went to WeChat Pay's backup host.
    pub at_backup: bool,
    /// How long it took, in microseconds: sending, waiting, and verifying the reply; of a bill until its first bytes are read.
    #[serde(rename = "elapsed_us", serialize_with = "microseconds")]
    #[cfg_attr(feature = "schema", schemars(with = "u64"))]
    pub elapsed: Duration,
    /// HTTP status of the reply; `None` when none arrived.
    pub status: Option<u16>,
    /// The number that the reply carries for the support of WeChat Pay.
    pub request_id: Option<String>,
    /// What kind of trouble it was; `None` when it succeeded.
    #[cfg_attr(feature = "schema", schemars(schema_with = "kind"))]
    pub kind: Option<&'static str>,
    /// The code of the trouble: `9030`, `SYSTEM_ERROR`, `TIMED_OUT`, ...; `CALL_ABANDONED` when it was given up.
    pub code: Option<String>,
    /// Whether another attempt follows.
    pub repeats: bool,
}

/// A notification that was read.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[non_exhaustive]
pub struct NotificationEvent {
    /// What it turned out to be: `payment`, `refund`, `refused`, ...
    pub outcome: &'static str,
    /// Why it is not to be believed; `None` when it is.
    pub code: Option<String>,
    /// Whether this process has already verified a delivery with the same number.
    pub repeat: bool,
}

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
        self.means.tell(&Event::Attempt(event));
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
    pub(super) fn tell_of(&self, handled: &Handled) {
        if self.observer.is_some() {
            self.tell(&Event::Notification(NotificationEvent {
                outcome: handled.outcome.name(),
                code: handled.outcome.error().map(|error| error.code().to_owned()),
                repeat: handled.repeat,
            }));
        }
    }

    fn tell(&self, event: &Event) {
        let Some(observer) = &self.observer else { return };
        // A call must not end because somebody watches it.
        if catch_unwind(AssertUnwindSafe(|| observer.observe(event))).is_err() {
            error!("the observer panicked");
        }
    }
}

fn microseconds<S: Serializer>(elapsed: &Duration, out: S) -> Result<S::Ok, S::Error> {
    out.serialize_u64(u64::try_from(elapsed.as_micros()).unwrap_or(u64::MAX))
}

#[cfg(feature = "schema")]
fn kind(_: &mut schemars::SchemaGenerator) -> schemars::Schema {
    let kinds = ErrorKind::ALL.map(ErrorKind::name);
    schemars::json_schema!({ "anyOf": [{ "type": "string", "enum": kinds }, { "type": "null" }] })
}
