//! What a notification turned out to be.

use serde::Serialize;

use crate::error::{Error, Result, sdk_codes};
use crate::model::{
    CombineTransaction, Expected, FoundOrder, OrderReference, PartnerTransaction, RefundNotice,
    RefundReference, TradeState, Transaction, V2RefundNotice, V2Transaction,
};
use crate::operations::self_test::SecurityEcho;

/// What a notification turned out to be. The first six variants are proven facts about money.
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
    /// V2: a refund has ended, as a query says. The notification itself is encrypted but not signed: until it is confirmed it
    /// is [`Outcome::Unsigned`].
    V2Refund(V2RefundNotice),
    /// Verified, but the order is not (wholly) paid, or not in a state that this version knows: then the state is
    /// `Unknown`, the acknowledgement is a failure, and a query tells more.
    NotPaid(OrderReference, TradeState),
    /// The callback of a self test ([`crate::operations::self_test`]): no money is involved.
    SecurityEcho(SecurityEcho),
    /// Verified, but an event of another product.
    Other(OtherEvent),
    /// Rightly signed, but too long ago or in the future: it may be an old message sent again.
    /// Believe only a query of this order or refund.
    Stale(Subject, Error),
    /// Nobody signed it, but the content opens with the shop's own key: the signature headers did not arrive, or it is a V2
    /// refund, which has none. It may be an old message sent again. Believe only a query of this order or refund.
    Unsigned(Subject, Error),
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
            Self::NotPaid(order, _)
            | Self::Stale(Subject::Order(order), _)
            | Self::Unsigned(Subject::Order(order), _) => Some(order.clone()),
            Self::Stale(Subject::Refund(_), _)
            | Self::Unsigned(Subject::Refund(_), _)
            | Self::Refund(_)
            | Self::V2Refund(_)
            | Self::SecurityEcho(_)
            | Self::Other(_)
            | Self::Probe
            | Self::Refused(_) => None,
        }
    }

    /// The refund that the notification speaks of, proven or not.
    #[must_use]
    pub fn refund(&self) -> Option<RefundReference> {
        match self {
            Self::Refund(found) => Some(found.into()),
            Self::V2Refund(found) => Some(found.into()),
            Self::Stale(Subject::Refund(found), _) | Self::Unsigned(Subject::Refund(found), _) => {
                Some(found.clone())
            }
            _ => None,
        }
    }

    /// What the notification is about, so that it can be asked for.
    pub(crate) fn subject(&self) -> Option<Subject> {
        self.order().map(Subject::Order).or_else(|| self.refund().map(Subject::Refund))
    }
}

/// What an unproven notification is about.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Subject {
    /// An order.
    Order(OrderReference),
    /// A refund.
    Refund(RefundReference),
}

impl Subject {
    /// The merchant's number of the order or refund.
    #[must_use]
    pub fn number(&self) -> &str {
        match self {
            Self::Order(order) => &order.out_trade_no,
            Self::Refund(refund) => &refund.out_refund_no,
        }
    }
}

impl From<FoundOrder> for Outcome {
    fn from(found: FoundOrder) -> Self {
        match found {
            FoundOrder::Direct(found) => found.into(),
            FoundOrder::Partner(found) => found.into(),
            FoundOrder::Combine(found) => found.into(),
            FoundOrder::V2(found) => found.into(),
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
#[non_exhaustive]
pub struct OtherEvent {
    /// For example `PAYSCORE.USER_OPEN_SERVICE`.
    pub event_type: String,
    /// For example `payscore`.
    pub original_type: String,
}
