//! What a client reports of its work: for metrics, traces and logs of the host.

use std::time::Duration;

use serde::{Serialize, Serializer};

use crate::client::engine::state_events::{CertificateEvent, TokenEvent};
#[cfg(feature = "schema")]
use crate::error::ErrorKind;
use crate::protocol::endpoint::Upstream;

/// Gets every event of a client, in the order in which it happens.
///
/// It is called on a thread of its client's own, which ends with the client. Nothing it does harms a call: up to 10,000 events wait
/// for it, what comes on top is counted and reported as [`FaultKind::EventsDropped`], and a panic is caught and logged. At the end of
/// a program [`crate::client::wait_for_observers`] waits for what is not delivered yet. In a child by `fork` nothing is delivered: make a new client
/// there.
///
/// ```
/// # fn example(config: qq_wxpay::Config) -> qq_wxpay::Result<qq_wxpay::QqWxPay> {
/// use std::sync::Arc;
///
/// use qq_wxpay::QqWxPay;
/// use qq_wxpay::client::Event;
///
/// let observer = |event: &Event| match event {
///     Event::Attempt(attempt) => println!("{} {:?}: {:?}", attempt.operation, attempt.elapsed, attempt.code),
///     Event::Fault(fault) => eprintln!("{}", fault.message), // wake somebody
///     _ => (),
/// };
/// QqWxPay::builder(config).observer(Arc::new(observer)).build()
/// # }
/// ```
pub trait Observer: Send + Sync {
    /// Takes one event.
    fn observe(&self, event: &Event);

    /// Whether it takes this event at all. It is asked on the thread that works, and waits for nothing; what it does not take wakes no
    /// other thread.
    fn wants(&self, event: &Event) -> bool {
        let _ = event;
        true
    }

    /// Whether [`Self::observe`] only hands the event on, waits for nothing and takes no lock that somebody else may hold for
    /// long. Such an observer is called at once, on the thread that works.
    fn only_hands_on(&self) -> bool {
        false
    }
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
    /// A call ended, with all its attempts.
    Call(CallEvent),
    /// A notification was read.
    Notification(NotificationEvent),
    /// There is another access token.
    Token(TokenEvent),
    /// A certificate or key is in use.
    Certificate(CertificateEvent),
    /// Something that the people who run the shop must hear of.
    Fault(FaultEvent),
}

impl Event {
    /// The code of what went wrong; `None` when nothing did.
    #[must_use]
    pub fn code(&self) -> Option<&str> {
        match self {
            Self::Attempt(attempt) => attempt.code.as_deref(),
            Self::Call(call) => call.code.as_deref(),
            Self::Notification(notification) => notification.code.as_deref(),
            Self::Fault(fault) => Some(&fault.code),
            Self::Token(_) | Self::Certificate(_) => None,
        }
    }
}

/// One request and what became of it. A call makes one or more; fetching the access token or certificates makes its own.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[non_exhaustive]
pub struct AttemptEvent {
    /// The operation in snake case, in every language: place_order, access_token, bill_file, ...
    pub operation: &'static str,
    /// The number of its call, which the event of the call has, too: a process gives each number once.
    pub call: u64,
    /// Who was asked.
    pub upstream: Upstream,
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

/// A call and what became of it: told at its end, after its attempts. One whose input is refused is not told.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[non_exhaustive]
pub struct CallEvent {
    /// Its number, which its attempts have, too.
    pub call: u64,
    /// The operation in snake case, in every language. Fetching the access token, certificates or the file of a bill is a call of its own.
    pub operation: &'static str,
    /// Who was asked.
    pub upstream: Upstream,
    /// How many requests were sent; 0 when it failed for what it needs, such as the access token.
    pub attempts: u32,
    /// How long it took, in microseconds: its attempts, the pauses between them, and waiting for the access token.
    #[serde(rename = "elapsed_us", serialize_with = "microseconds")]
    #[cfg_attr(feature = "schema", schemars(with = "u64"))]
    pub elapsed: Duration,
    /// What kind of trouble it ended with; `None` when it succeeded.
    #[cfg_attr(feature = "schema", schemars(schema_with = "kind"))]
    pub kind: Option<&'static str>,
    /// The code of the trouble; `CALL_ABANDONED` when it was given up.
    pub code: Option<String>,
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
    /// Whether it may have been handled before: this process has verified a delivery with the same number, or the inbox knows of one.
    pub repeat: bool,
}

fn microseconds<S: Serializer>(elapsed: &Duration, out: S) -> Result<S::Ok, S::Error> {
    out.serialize_u64(u64::try_from(elapsed.as_micros()).unwrap_or(u64::MAX))
}

#[cfg(feature = "schema")]
fn kind(_: &mut schemars::SchemaGenerator) -> schemars::Schema {
    let kinds = ErrorKind::ALL.map(ErrorKind::name);
    schemars::json_schema!({ "anyOf": [{ "type": "string", "enum": kinds }, { "type": "null" }] })
}

/// Something that the people who run the shop must hear of. It is in the log already, and reported at a bounded rate.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[non_exhaustive]
pub struct FaultEvent {
    /// What happened.
    pub what: FaultKind,
    /// How serious it is.
    pub level: FaultLevel,
    /// The code of the error, for example `DECRYPT_FAILED`.
    pub code: String,
    /// One line for a log, in English: what happened, why, and the remedy. Nothing in it is secret.
    pub message: String,
    /// The number of the order or refund that it is about.
    pub number: Option<String>,
    /// The operation during which it happened, in snake case.
    pub operation: Option<&'static str>,
    /// How many of the same kind and code were not reported before this one.
    pub suppressed: u64,
}

/// What happened.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum FaultKind {
    /// A notification was refused although nobody forged it: a key or setting of the shop is wrong.
    NotificationRefused,
    /// A notification was answered as failure: the shop's function failed, or there is none.
    NotificationNotTaken,
    /// A call was given up after its request was sent: what it asked for may have been done.
    CallLeftOpen,
    /// A place where handled notifications are noted does not work.
    InboxFailed,
    /// The token store or token provider did not do its work.
    TokenStoreFailed,
    /// The token store does not work, and another one is used meanwhile. It is reported once until it works again.
    TokenStoreDegraded,
    /// Other processes or machines fetch access tokens, too, and do not share them with this one.
    TokenNotShared,
    /// Events were dropped because the observer is too slow.
    EventsDropped,
    /// The merchant's or the platform certificate in use ends within 30 days. It is reported once a day.
    CertificateEnds,
    /// A client was made whose addresses are of a sandbox on this machine: no money moves. It is reported once for each client.
    SandboxClient,
}

impl FaultKind {
    /// The name used in every language, `snake_case`.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::NotificationRefused => "notification_refused",
            Self::NotificationNotTaken => "notification_not_taken",
            Self::CallLeftOpen => "call_left_open",
            Self::InboxFailed => "inbox_failed",
            Self::TokenStoreFailed => "token_store_failed",
            Self::TokenStoreDegraded => "token_store_degraded",
            Self::TokenNotShared => "token_not_shared",
            Self::EventsDropped => "events_dropped",
            Self::CertificateEnds => "certificate_ends",
            Self::SandboxClient => "sandbox_client",
        }
    }

    pub(in crate::client) fn text(self) -> &'static str {
        match self {
            Self::NotificationRefused => "a notification was refused, it comes again",
            Self::NotificationNotTaken => "a notification was not taken, it comes again",
            Self::CallLeftOpen => "a call was given up after it was sent",
            Self::InboxFailed => "the inbox of notifications does not work",
            Self::TokenStoreFailed => "the token store or token provider did not work",
            Self::TokenStoreDegraded => "another token store is used meanwhile",
            Self::TokenNotShared => "the access token is not shared",
            Self::EventsDropped => "events were dropped before they reached the observer",
            Self::CertificateEnds => "a certificate ends",
            Self::SandboxClient => "a client was made",
        }
    }

    pub(in crate::client) fn level(self) -> FaultLevel {
        match self {
            Self::NotificationRefused | Self::NotificationNotTaken | Self::InboxFailed => FaultLevel::Error,
            Self::CallLeftOpen
            | Self::TokenStoreFailed
            | Self::TokenStoreDegraded
            | Self::TokenNotShared
            | Self::EventsDropped
            | Self::CertificateEnds
            | Self::SandboxClient => FaultLevel::Warning,
        }
    }
}

/// How serious a fault is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum FaultLevel {
    /// Something to look at.
    Warning,
    /// Money may stay undelivered until it is corrected.
    Error,
}
