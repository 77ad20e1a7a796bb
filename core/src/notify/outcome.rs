//! What a notification turned out to be.

use std::fmt;

use serde::Serialize;

use super::{Acknowledgement, MessageVersion};
use crate::error::{Error, ErrorKind, Result, sdk_codes};
use crate::model::{
    CombineTransaction, Expected, OrderReference, PartnerTransaction, RefundNotice, TradeState, Transaction,
    V2RefundNotice, V2Transaction,
};
use crate::self_test::SecurityEcho;

/// A handled notification: what it is, and what to answer.
#[derive(Clone, Debug)]
pub struct Handled {
    /// What it turned out to be.
    pub outcome: Outcome,
    /// WeChat Pay's number of the notification (V3); a repeated delivery carries the same.
    pub id: Option<String>,
    /// Whether this process has already verified a delivery with the same number. It is information only: the first
    /// delivery may have failed in your own code, so handle it again, idempotently.
    pub repeat: bool,
    /// What to answer once your own work is done.
    pub acknowledgement: Acknowledgement,
    /// What to answer when your own work failed: the notification comes again.
    pub failure: Acknowledgement,
    /// The message in full, decrypted: JSON in V3, XML in V2.
    pub raw: Option<Raw>,
}

/// What a notification turned out to be. The first five variants are verified facts about money.
///
/// The four kinds of payment say that the order **was paid**. Its state may be `REFUND`: paid, and refunded since in
/// part or whole, as a late notification or a confirming query tells. [`Outcome::expect`] refuses such an order unless
/// you allow it.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub enum Outcome {
    /// V3: a direct merchant's order is paid.
    Payment(Transaction),
    /// V3: a sub merchant's order is paid.
    PartnerPayment(PartnerTransaction),
    /// V3: a combine order is paid, every part of it.
    CombinePayment(CombineTransaction),
    /// V2: an order is paid.
    V2Payment(V2Transaction),
    /// V3: a refund has ended.
    Refund(RefundNotice),
    /// V2: a refund has ended. It is decrypted but not signed: confirm it with a refund query.
    V2Refund(V2RefundNotice),
    /// Verified, but the order is not (wholly) paid, or not in a state that this version knows: then the state is
    /// `Unknown`, the acknowledgement is a failure, and a query tells more.
    NotPaid(OrderReference, TradeState),
    /// The callback of a self test ([`crate::self_test`]): no money is involved.
    SecurityEcho(SecurityEcho),
    /// Verified, but an event of another product.
    Other(OtherEvent),
    /// Rightly signed, but too long ago or in the future: it may be an old message sent again.
    /// Believe only a query of this order.
    Stale(OrderReference, Error),
    /// The signature headers did not arrive, but the content opens with the APIv3 key. It may be an old message sent
    /// again. Believe only a query of this order.
    Unsigned(OrderReference, Error),
    /// WeChat Pay's test whether wrong signatures are refused. They are: nothing is to be done.
    Probe,
    /// Not to be believed, for this reason.
    Refused(Error),
}

impl Outcome {
    /// The name used in every language, `snake_case`.
    #[must_use]
    pub fn name(&self) -> &'static str {
        match self {
            Self::Payment(_) => "payment",
            Self::PartnerPayment(_) => "partner_payment",
            Self::CombinePayment(_) => "combine_payment",
            Self::V2Payment(_) => "v2_payment",
            Self::Refund(_) => "refund",
            Self::V2Refund(_) => "v2_refund",
            Self::NotPaid(..) => "not_paid",
            Self::SecurityEcho(_) => "security_echo",
            Self::Other(_) => "other",
            Self::Stale(..) => "stale",
            Self::Unsigned(..) => "unsigned",
            Self::Probe => "probe",
            Self::Refused(_) => "refused",
        }
    }

    /// Why the notification is not a fact; `None` for verified ones and probes.
    #[must_use]
    pub fn error(&self) -> Option<&Error> {
        match self {
            Self::Stale(_, error) | Self::Unsigned(_, error) | Self::Refused(error) => Some(error),
            _ => None,
        }
    }

    /// Compares a payment with the order that you have stored; call it before you deliver.
    ///
    /// # Errors
    /// `Mismatch`, naming the first field that differs; `ORDER_NOT_PAID`; `PAYMENT_REFUNDED` when it was refunded since
    /// and that is not allowed; `NOT_A_PAYMENT` for refunds and other events; the reason for whatever is not verified.
    pub fn expect(&self, expected: &Expected) -> Result<()> {
        match self {
            Self::Payment(found) => found.expect(expected),
            Self::PartnerPayment(found) => found.expect(expected),
            Self::CombinePayment(found) => found.expect(expected),
            Self::V2Payment(found) => found.expect(expected),
            Self::NotPaid(..) => Err(Error::sdk(&sdk_codes::ORDER_NOT_PAID).with_field("trade_state")),
            Self::Refund(_) | Self::V2Refund(_) | Self::SecurityEcho(_) | Self::Other(_) => {
                Err(Error::sdk(&sdk_codes::NOT_A_PAYMENT))
            }
            Self::Probe => Err(Error::sdk(&sdk_codes::SIGNATURE_PROBE)),
            Self::Stale(_, error) | Self::Unsigned(_, error) | Self::Refused(error) => Err(error.clone()),
        }
    }

    /// The order that the notification speaks of, verified or not.
    #[must_use]
    pub fn order(&self) -> Option<OrderReference> {
        match self {
            Self::Payment(found) => Some(found.into()),
            Self::PartnerPayment(found) => Some(found.into()),
            Self::CombinePayment(found) => Some(found.into()),
            Self::V2Payment(found) => Some(found.into()),
            Self::NotPaid(order, _) | Self::Stale(order, _) | Self::Unsigned(order, _) => Some(order.clone()),
            Self::Refund(_)
            | Self::V2Refund(_)
            | Self::SecurityEcho(_)
            | Self::Other(_)
            | Self::Probe
            | Self::Refused(_) => None,
        }
    }
}

impl From<Transaction> for Outcome {
    fn from(found: Transaction) -> Self {
        if found.trade_state.was_paid() {
            return Self::Payment(found);
        }
        Self::NotPaid((&found).into(), found.trade_state)
    }
}

impl From<PartnerTransaction> for Outcome {
    fn from(found: PartnerTransaction) -> Self {
        if found.trade_state.was_paid() {
            return Self::PartnerPayment(found);
        }
        Self::NotPaid((&found).into(), found.trade_state)
    }
}

impl From<CombineTransaction> for Outcome {
    fn from(found: CombineTransaction) -> Self {
        match found.unpaid_state() {
            None => Self::CombinePayment(found),
            Some(state) => Self::NotPaid((&found).into(), state),
        }
    }
}

impl From<V2Transaction> for Outcome {
    fn from(found: V2Transaction) -> Self {
        if found.trade_state.was_paid() {
            return Self::V2Payment(found);
        }
        Self::NotPaid((&found).into(), found.trade_state)
    }
}

/// A verified event that this library has no model for.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct OtherEvent {
    /// For example `PAYSCORE.USER_OPEN_SERVICE`.
    pub event_type: String,
    /// For example `payscore`.
    pub original_type: String,
}

/// A verified message in full. It holds the payer's identity: `Debug` shows nothing of it.
#[derive(Clone, PartialEq, Eq)]
pub struct Raw(pub(super) String);

impl Raw {
    /// The text: JSON in V3, XML in V2.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Debug for Raw {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "[{} bytes]", self.0.len())
    }
}

impl Handled {
    pub(super) fn verified(
        version: MessageVersion,
        id: Option<String>,
        outcome: Outcome,
        raw: String,
    ) -> Self {
        // What this version cannot judge must come again: an order may be paid that nobody delivers.
        let unclear = matches!(&outcome, Outcome::NotPaid(_, state) if !state.is_known());
        Self {
            outcome,
            id,
            repeat: false,
            acknowledgement: if unclear {
                Acknowledgement::failed(version)
            } else {
                Acknowledgement::accepted(version)
            },
            failure: Acknowledgement::failed(version),
            raw: Some(Raw(raw)),
        }
    }

    /// Authentic in part: the order is known, the fact is not.
    pub(super) fn to_confirm(version: MessageVersion, order: OrderReference, error: Error) -> Self {
        let acknowledgement = Acknowledgement::of(version, &error);
        let outcome = if error.kind() == ErrorKind::Stale {
            Outcome::Stale(order, error)
        } else {
            Outcome::Unsigned(order, error)
        };
        Self {
            outcome,
            id: None,
            repeat: false,
            acknowledgement,
            failure: Acknowledgement::failed(version),
            raw: None,
        }
    }

    pub(super) fn refused(version: MessageVersion, error: Error) -> Self {
        let acknowledgement = Acknowledgement::of(version, &error);
        let outcome =
            if error.is(&sdk_codes::SIGNATURE_PROBE) { Outcome::Probe } else { Outcome::Refused(error) };
        Self {
            outcome,
            id: None,
            repeat: false,
            acknowledgement,
            failure: Acknowledgement::failed(version),
            raw: None,
        }
    }
}
