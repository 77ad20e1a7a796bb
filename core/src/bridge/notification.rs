//! Notifications over the border.

use std::fmt;

use serde::Serialize;

use super::Names;
use crate::error::{Error, Result};
use crate::model::{
    CombineTransaction, Expected, OrderReference, PartnerTransaction, RefundNotice, RequestFromJson,
    TradeState, Transaction, V2RefundNotice, V2Transaction,
};
use crate::notify::{Acknowledgement, Handled, OtherEvent, Outcome};
use crate::self_test::SecurityEcho;

/// A handled notification: what it is, and what to answer.
#[derive(Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "schema", schemars(rename = "HandledNotification"))]
pub struct HandledRecord<'a> {
    /// What it turned out to be.
    outcome: OutcomeRecord<'a>,
    /// The order that it speaks of, verified or not.
    order: Option<OrderReference>,
    /// WeChat Pay's number of the notification (V3); a repeated delivery carries the same.
    id: Option<&'a str>,
    /// Whether this process has already verified a delivery with the same number. It is information only: the first
    /// delivery may have failed in your own code, so handle it again, idempotently.
    repeat: bool,
    /// What to answer once your own work is done.
    acknowledgement: &'a Acknowledgement,
    /// What to answer when your own work failed: the notification comes again.
    failure: &'a Acknowledgement,
}

/// What a notification turned out to be. Only `payment`, `partner_payment`, `combine_payment`, `v2_payment` and `refund` are
/// verified facts about money.
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
    /// V2: a refund has ended. It is decrypted but not signed: confirm it with a refund query.
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
    /// Rightly signed, but too long ago or in the future. Believe only a query of this order.
    Stale {
        /// The order.
        order: &'a OrderReference,
        /// Why.
        error: Error,
    },
    /// The signature headers did not arrive, but the content opens with the APIv3 key. Believe only a query of this order.
    Unsigned {
        /// The order.
        order: &'a OrderReference,
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
    handled: Handled,
    names: Names,
}

impl HandledNotification {
    /// Takes over what the client made of a notification.
    #[must_use]
    pub fn new(handled: Handled, names: Names) -> Self {
        Self { handled, names }
    }

    /// All of it as JSON of a [`HandledRecord`].
    #[must_use]
    pub fn record(&self) -> String {
        let Handled { outcome, id, repeat, acknowledgement, failure, .. } = &self.handled;
        self.names.json(&HandledRecord {
            outcome: record_of(outcome, self.names),
            order: outcome.order(),
            id: id.as_deref(),
            repeat: *repeat,
            acknowledgement,
            failure,
        })
    }

    /// The message in full, decrypted: JSON in V3, XML in V2; `None` unless it is verified. It holds the payer's identity.
    #[must_use]
    pub fn raw(&self) -> Option<&str> {
        self.handled.raw.as_ref().map(crate::notify::Raw::as_str)
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

fn record_of(outcome: &Outcome, names: Names) -> OutcomeRecord<'_> {
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
        Outcome::Stale(order, error) => OutcomeRecord::Stale { order, error: names.error(error) },
        Outcome::Unsigned(order, error) => OutcomeRecord::Unsigned { order, error: names.error(error) },
        Outcome::Probe => OutcomeRecord::Probe,
        Outcome::Refused(error) => OutcomeRecord::Refused { error: names.error(error) },
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
            Outcome::Stale(order.clone(), error.clone()),
            Outcome::Unsigned(order.clone(), error),
            Outcome::NotPaid(order, TradeState::Closed),
        ];
        for outcome in outcomes {
            let record: serde_json::Value =
                serde_json::from_str(&Names::Snake.json(&record_of(&outcome, Names::Snake))).unwrap();
            assert_eq!(record["type"], outcome.name());
        }
    }
}
