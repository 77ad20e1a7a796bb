//! A handled notification: what it is, and what to answer.

use super::{Acknowledgement, EventKind, MessageVersion, Outcome, ShopEvent};
use crate::error::{Error, ErrorKind, sdk_codes};
use crate::model::RawMessage;

/// The hold on an event, which keeps other processes from handling it. Whoever drops it gives the event back.
#[cfg(feature = "client")]
pub(crate) trait Hold: std::fmt::Debug + Send + Sync {
    /// The event was handled.
    fn done(&self);

    /// The event was not handled: it may be when it comes again.
    fn release(&self);
}

/// A handled notification: what it is, and what to answer.
///
/// Success is answered only for an event that is named: [`HandledNotification::accept`], once your own work is done.
///
/// ```
/// # fn example(handled: qq_wxpay::notify::HandledNotification) -> qq_wxpay::notify::Acknowledgement {
/// use qq_wxpay::notify::{EventKind, ShopEvent};
/// match handled.event() {
///     Some(ShopEvent::Paid { paid }) => {
///         println!("deliver {} for {} fen", paid.out_trade_no, paid.total);
///         handled.accept(EventKind::Paid)
///     }
///     Some(_) => handled.failure, // nobody here takes it: it comes again
///     None => handled.answer().unwrap_or(handled.failure),
/// }
/// # }
/// ```
#[derive(Clone, Debug)]
#[must_use = "it says what to answer, and an order that is paid is to be delivered"]
pub struct HandledNotification {
    /// What it turned out to be.
    pub outcome: Outcome,
    /// WeChat Pay's number of the notification (V3); a repeated delivery carries the same.
    pub id: Option<String>,
    /// Whether it may have been handled before: this process has verified a delivery with the same number, or the inbox cannot rule
    /// it out. It is information only: that may have failed in your own code, so handle it again, idempotently.
    pub repeat: bool,
    /// What to answer when your own work failed: the notification comes again.
    pub failure: Acknowledgement,
    /// The message in full, decrypted: JSON in V3, XML in V2.
    pub raw: Option<RawMessage>,
    pub(super) version: MessageVersion,
    /// Whether WeChat Pay signed it, or a query said the same.
    pub(super) is_authentic: bool,
    /// The answer when nobody is needed.
    pub(super) answer: Option<Acknowledgement>,
    /// A set-up fault of the shop that is due to be reported.
    pub(crate) fault: Option<Error>,
    /// What the inbox holds for it, if there is one.
    #[cfg(feature = "client")]
    pub(crate) hold: Option<std::sync::Arc<dyn Hold>>,
}

impl HandledNotification {
    /// What it asks of the shop; `None` when [`HandledNotification::answer`] is all that is to be done.
    #[must_use]
    pub fn event(&self) -> Option<ShopEvent> {
        if self.answer.is_some() {
            return None;
        }
        ShopEvent::of(&self.outcome, self.id.as_deref(), self.repeat).ok().flatten()
    }

    /// Which event it is for the shop; `None` when nothing is asked of it.
    #[must_use]
    pub fn event_kind(&self) -> Option<EventKind> {
        if self.answer.is_some() { None } else { EventKind::of_outcome(&self.outcome) }
    }

    /// The ready answer of a notification that asks nothing of the shop: a probe, the callback of a self test, and what
    /// is refused or not proven.
    #[must_use]
    pub fn answer(&self) -> Option<Acknowledgement> {
        self.answer.clone()
    }

    /// What to answer once the work for this event is done: success if the notification is this event, else the failure.
    #[must_use]
    pub fn accept(&self, done: EventKind) -> Acknowledgement {
        if self.event_kind() == Some(done) {
            #[cfg(feature = "client")]
            if let Some(hold) = &self.hold {
                hold.done();
            }
            Acknowledgement::accepted(self.version)
        } else {
            self.answer.clone().unwrap_or_else(|| self.failure.clone())
        }
    }

    /// The error of a notification that was refused because something is wrong in the shop's own settings, when it is due to be
    /// reported: they are logged at a bounded rate. It is in the log already.
    #[must_use]
    pub fn fault(&self) -> Option<&Error> {
        self.fault.as_ref()
    }

    /// A proven message.
    pub(crate) fn proven(
        version: MessageVersion,
        id: Option<String>,
        outcome: Outcome,
        raw: Option<String>,
    ) -> Self {
        let answer = match ShopEvent::of(&outcome, None, false) {
            Err(error) => return Self::refused(version, error).authentic(),
            Ok(Some(_)) => None,
            // What this version cannot judge must come again: an order may be paid that nobody delivers.
            Ok(None) if matches!(outcome, Outcome::NotPaid(..)) => Some(Acknowledgement::failed(version)),
            Ok(None) => Some(Acknowledgement::accepted(version)),
        };
        Self {
            outcome,
            id,
            repeat: false,
            failure: Acknowledgement::failed(version),
            raw: raw.map(RawMessage),
            version,
            is_authentic: true,
            answer,
            fault: None,
            #[cfg(feature = "client")]
            hold: None,
        }
    }

    /// Authentic in part: what it is about is known, the fact is not.
    pub(super) fn unproven(version: MessageVersion, subject: super::Subject, error: Error) -> Self {
        let answer = Acknowledgement::of(version, &error);
        let outcome = if error.kind() == ErrorKind::Stale {
            Outcome::Stale(subject, error)
        } else {
            Outcome::Unsigned(subject, error)
        };
        let is_authentic = matches!(outcome, Outcome::Stale(..));
        Self { is_authentic, ..Self::answered(version, outcome, answer) }
    }

    pub(crate) fn refused(version: MessageVersion, error: Error) -> Self {
        let answer = Acknowledgement::of(version, &error);
        let outcome =
            if error.is(&sdk_codes::SIGNATURE_PROBE) { Outcome::Probe } else { Outcome::Refused(error) };
        Self::answered(version, outcome, answer)
    }

    /// One that asks nothing of the shop.
    fn answered(version: MessageVersion, outcome: Outcome, answer: Acknowledgement) -> Self {
        Self {
            outcome,
            id: None,
            repeat: false,
            failure: Acknowledgement::failed(version),
            raw: None,
            version,
            is_authentic: false,
            answer: Some(answer),
            fault: None,
            #[cfg(feature = "client")]
            hold: None,
        }
    }

    /// The same when WeChat Pay signed it.
    pub(super) fn authentic(self) -> Self {
        Self { is_authentic: true, ..self }
    }

    /// Whether WeChat Pay signed it, whenever that was, or a query said the same.
    #[must_use]
    pub fn is_authentic(&self) -> bool {
        self.is_authentic
    }

    #[cfg(feature = "client")]
    pub(crate) fn version(&self) -> MessageVersion {
        self.version
    }

    /// The same when the event needs nobody here: another process has handled it, or will have to show that it can.
    #[cfg(feature = "client")]
    pub(crate) fn settled_elsewhere(self, is_done: bool) -> Self {
        let answer = if is_done { Acknowledgement::accepted(self.version) } else { self.failure.clone() };
        Self { repeat: true, answer: Some(answer), ..self }
    }

    /// The same after a query: what it says of the order or refund is what the query says. An error of the query, and an order that
    /// is not paid although an unproven message says so, are answered so that the notification comes again.
    #[cfg(feature = "client")]
    pub(crate) fn confirmed(self, asked: crate::error::Result<Outcome>) -> Self {
        let (version, was_proven) = (self.version, self.raw.is_some());
        let mut confirmed = match asked {
            Ok(outcome) => Self::proven(version, self.id, outcome, self.raw.map(|raw| raw.0)),
            Err(error) => {
                let failed = Acknowledgement::failed(version);
                Self {
                    id: self.id,
                    raw: self.raw,
                    is_authentic: self.is_authentic,
                    ..Self::answered(version, Outcome::Refused(error), failed)
                }
            }
        };
        if !was_proven && matches!(confirmed.outcome, Outcome::NotPaid(..)) {
            confirmed.answer = Some(Acknowledgement::failed(version));
        }
        confirmed.repeat = self.repeat;
        confirmed
    }
}
