//! Notifications over the border.

use std::fmt;
use std::sync::Arc;
use std::time::Instant;

use serde::Serialize;

use super::FieldCase;
use crate::client::{FaultKind, FaultLimiter, QqWxPay};
use crate::error::{Error, Result};
use crate::http::Headers;
use crate::model::{
    CombineTransaction, Expected, OrderReference, PartnerTransaction, RefundNotice, RefundReference,
    RequestFromJson, TradeState, Transaction, V2RefundNotice, V2Transaction,
};
use crate::notify::{self, Acknowledgement, EventKind, OtherEvent, Outcome, Subject};
use crate::operations::self_test::SecurityEcho;

/// A handled notification: what it is, and what to answer.
#[derive(Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "schema", schemars(rename = "HandledNotification"))]
pub struct HandledRecord<'a> {
    /// What it turned out to be.
    pub outcome: OutcomeRecord<'a>,
    /// Which event it is for your shop: the name of the function that takes it. `null` when nothing is asked of you.
    pub event_kind: Option<EventKind>,
    /// The order that it speaks of, proven or not.
    pub order: Option<OrderReference>,
    /// The refund that it speaks of, proven or not.
    pub refund: Option<RefundReference>,
    /// WeChat Pay's number of the notification (V3); a repeated delivery carries the same.
    pub id: Option<&'a str>,
    /// Whether it may have been handled before: this process has verified a delivery with the same number, or the inbox cannot rule
    /// it out. It is information only: that may have failed in your own code, so handle it again, idempotently.
    pub repeat: bool,
    /// The ready answer of a notification that asks nothing of you; `null` when an event is to be taken.
    pub answer: Option<Acknowledgement>,
    /// What to answer when your own work failed: the notification comes again.
    pub failure: &'a Acknowledgement,
    /// The error of a notification that was refused because something is wrong in your own settings, when it is due to be
    /// reported: they are logged at a bounded rate. It is in the log already.
    pub fault: Option<Error>,
}

/// What to answer after your function for an event was called, or could not be.
#[derive(Serialize)]
struct SettledRecord {
    acknowledgement: Acknowledgement,
    error: Option<Error>,
    log: bool,
}

/// What a notification turned out to be. Only `payment`, `partner_payment`, `combine_payment`, `v2_payment`, `refund` and
/// `v2_refund` are proven facts about money.
#[derive(Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "schema", schemars(rename = "Outcome"))]
#[serde(tag = "type", rename_all = "snake_case")]
pub enum OutcomeRecord<'a> {
    /// V3: a direct merchant's order is paid.
    Payment {
        /// The order with its payment.
        payment: &'a Transaction,
    },
    /// V3: a sub merchant's order is paid.
    PartnerPayment {
        /// The order with its payment.
        payment: &'a PartnerTransaction,
    },
    /// V3: a combine order is paid, every part of it.
    CombinePayment {
        /// The order with its payment.
        payment: &'a CombineTransaction,
    },
    /// V2: an order is paid.
    V2Payment {
        /// The order with its payment.
        payment: &'a V2Transaction,
    },
    /// V3: a refund has ended.
    Refund {
        /// The refund.
        refund: &'a RefundNotice,
    },
    /// V2: a refund has ended, as a query says. Until it is confirmed it is `unsigned`.
    V2Refund {
        /// The refund.
        refund: &'a V2RefundNotice,
    },
    /// Verified, but the order is not (wholly) paid, or in a state that this version does not know: query it.
    NotPaid {
        /// The order.
        order: &'a OrderReference,
        /// Its state.
        state: &'a TradeState,
    },
    /// The callback of a self test: no money is involved.
    SecurityEcho {
        /// The texts of the test.
        echo: &'a SecurityEcho,
    },
    /// Verified, but an event of another product.
    Other {
        /// Which.
        event: &'a OtherEvent,
    },
    /// Rightly signed, but too long ago or in the future. Believe only a query of this order or refund.
    Stale {
        /// The order.
        order: Option<&'a OrderReference>,
        /// Or the refund.
        refund: Option<&'a RefundReference>,
        /// Why.
        error: Error,
    },
    /// Nobody signed it, but the content opens with your own key: the signature headers did not arrive, or it is a V2 refund, which
    /// has none. Believe only a query of this order or refund.
    Unsigned {
        /// The order.
        order: Option<&'a OrderReference>,
        /// Or the refund.
        refund: Option<&'a RefundReference>,
        /// Why.
        error: Error,
    },
    /// WeChat Pay's test whether wrong signatures are refused. They are: nothing is to be done.
    Probe,
    /// Not to be believed.
    Refused {
        /// Why.
        error: Error,
    },
}

/// A handled notification that stays on this side of the border, so that its payment can be compared.
pub struct HandledNotification {
    handled: notify::HandledNotification,
    faults: Arc<FaultLimiter>,
    names: FieldCase,
}

/// Reads a notification and waits for nothing.
pub fn handle_notification(
    pay: &QqWxPay,
    headers: &Headers,
    body: &[u8],
    names: FieldCase,
) -> HandledNotification {
    HandledNotification::new(pay, pay.handle_notification(headers, body), names)
}

/// Reads a notification and proves what can be proven; with `confirm` every one is proven by a query.
pub async fn await_notification(
    pay: &QqWxPay,
    confirm: bool,
    headers: &Headers,
    body: &[u8],
    names: FieldCase,
) -> HandledNotification {
    let handled = if confirm {
        pay.confirm_notification(headers, body).await
    } else {
        pay.receive_notification(headers, body).await
    };
    HandledNotification::new(pay, handled, names)
}

impl HandledNotification {
    fn new(pay: &QqWxPay, handled: notify::HandledNotification, names: FieldCase) -> Self {
        Self { handled, faults: pay.fault_limiter(), names }
    }

    /// One that is for no merchant of this process.
    pub(super) fn refused(handled: notify::HandledNotification, names: FieldCase) -> Self {
        Self { handled, faults: Arc::default(), names }
    }

    /// All of it as JSON of a [`HandledRecord`].
    #[must_use]
    pub fn record(&self) -> String {
        self.names.json(&self.fields())
    }

    /// The same, field by field: for a language whose values are made here and not out of a text.
    #[must_use]
    pub fn fields(&self) -> HandledRecord<'_> {
        let notify::HandledNotification { outcome, id, repeat, failure, .. } = &self.handled;
        HandledRecord {
            outcome: record_of(outcome, self.names),
            event_kind: self.handled.event_kind(),
            order: outcome.order(),
            refund: outcome.refund(),
            id: id.as_deref(),
            repeat: *repeat,
            answer: self.handled.answer(),
            failure,
            fault: self.handled.fault().map(|error| self.names.error(error)),
        }
    }

    /// What it asks of the shop, as JSON of a [`notify::ShopEvent`]; `None` when that is nothing.
    #[must_use]
    pub fn event(&self) -> Option<String> {
        self.event_fields().map(|event| self.names.json(&event))
    }

    /// The same, to be serialized otherwise.
    #[must_use]
    pub fn event_fields(&self) -> Option<notify::ShopEvent> {
        self.handled.event()
    }

    /// What to answer once the work for this event is done, as JSON of an [`Acknowledgement`]: success if the notification is this
    /// event, else the failure.
    ///
    /// # Errors
    /// `EVENT_UNKNOWN`.
    pub fn accept(&self, event: &str) -> Result<String> {
        let event = EventKind::of(event).map_err(|error| self.names.error(&error))?;
        Ok(self.names.json(&self.handled.accept(event)))
    }

    /// What to answer after the shop's function was called, or could not be: `done`, `declined`, `failed`, `not_taken`, `ignored`
    /// or `answer_like`. JSON with `acknowledgement`, `error` when that is no success, and whether to `log` it now. `detail` says
    /// what was given, never its value.
    ///
    /// # Errors
    /// `UNKNOWN_OPERATION` for another word.
    pub fn settle(&self, result: &str, detail: &str) -> Result<String> {
        let (acknowledgement, error) = self.handled.settle(notify::handler_result(result)?, detail);
        let told = error.as_ref().and_then(|error| {
            self.faults.admit(FaultKind::NotificationNotTaken, error.code(), Instant::now())
        });
        let error = error.map(|error| self.names.error(&error));
        Ok(self.names.json(&SettledRecord { acknowledgement, error, log: told.is_some() }))
    }

    /// The message in full, decrypted: JSON in V3, XML in V2; `None` unless it is verified. It holds the payer's identity.
    #[must_use]
    pub fn raw(&self) -> Option<&str> {
        self.handled.raw.as_ref().map(notify::RawMessage::as_str)
    }

    /// Compares a payment with the order that you have stored, as JSON of an [`Expected`]; call it before you deliver.
    ///
    /// # Errors
    /// As [`Outcome::expect`], fields named as in the language.
    pub fn expect(&self, expected: &str) -> Result<()> {
        let expected = Expected::from_json(&self.names.read(expected));
        let compared = expected.and_then(|expected| self.handled.outcome.expect(&expected));
        compared.map_err(|error| self.names.error(&error))
    }
}

impl fmt::Debug for HandledNotification {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.debug_struct("HandledNotification").field("handled", &self.handled).finish_non_exhaustive()
    }
}

fn record_of(outcome: &Outcome, names: FieldCase) -> OutcomeRecord<'_> {
    match outcome {
        Outcome::Payment(payment) => OutcomeRecord::Payment { payment },
        Outcome::PartnerPayment(payment) => OutcomeRecord::PartnerPayment { payment },
        Outcome::CombinePayment(payment) => OutcomeRecord::CombinePayment { payment },
        Outcome::V2Payment(payment) => OutcomeRecord::V2Payment { payment },
        Outcome::Refund(refund) => OutcomeRecord::Refund { refund },
        Outcome::V2Refund(refund) => OutcomeRecord::V2Refund { refund },
        Outcome::NotPaid(order, state) => OutcomeRecord::NotPaid { order, state },
        Outcome::SecurityEcho(echo) => OutcomeRecord::SecurityEcho { echo },
        Outcome::Other(event) => OutcomeRecord::Other { event },
        Outcome::Stale(subject, error) => {
            let (order, refund) = parts_of(subject);
            OutcomeRecord::Stale { order, refund, error: names.error(error) }
        }
        Outcome::Unsigned(subject, error) => {
            let (order, refund) = parts_of(subject);
            OutcomeRecord::Unsigned { order, refund, error: names.error(error) }
        }
        Outcome::Probe => OutcomeRecord::Probe,
        Outcome::Refused(error) => OutcomeRecord::Refused { error: names.error(error) },
    }
}

fn parts_of(subject: &Subject) -> (Option<&OrderReference>, Option<&RefundReference>) {
    match subject {
        Subject::Order(order) => (Some(order), None),
        Subject::Refund(refund) => (None, Some(refund)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::error::sdk_codes;
    use crate::model::OrderFamily;

    #[test]
    fn every_outcome_keeps_its_name() {
        let order =
            OrderReference { family: OrderFamily::V2, out_trade_no: "T1".to_owned(), sub_mchid: None };
        let error = Error::sdk(&sdk_codes::MESSAGE_STALE);
        let outcomes = [
            Outcome::Probe,
            Outcome::Refused(error.clone()),
            Outcome::Stale(Subject::Order(order.clone()), error.clone()),
            Outcome::Unsigned(Subject::Order(order.clone()), error),
            Outcome::NotPaid(order, TradeState::Closed),
        ];
        for outcome in outcomes {
            let record: serde_json::Value =
                serde_json::from_str(&FieldCase::Snake.json(&record_of(&outcome, FieldCase::Snake))).unwrap();
            assert_eq!(record["type"], outcome.name());
        }
    }
}
