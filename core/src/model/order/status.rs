//! What became of an order: the answer to every outcome that is not known.

use serde::{Deserialize, Serialize};

use crate::error::{Error, Result};
use crate::model::{
    CombineTransaction, Expected, OrderReference, PartnerTransaction, RequestFromJson, TradeState,
    Transaction, V2Transaction,
};

/// An order as a query found it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(tag = "family", content = "order", rename_all = "snake_case")]
#[non_exhaustive]
pub enum FoundOrder {
    /// Of a direct merchant.
    Direct(Transaction),
    /// Of a sub merchant.
    Partner(PartnerTransaction),
    /// A combine order.
    Combine(CombineTransaction),
    /// Asked over V2.
    V2(V2Transaction),
}

/// Where the money is, in the words that decide what to do.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum PaymentState {
    /// The payer's money was taken: deliver, after comparing amount and number with your own order.
    Paid,
    /// Not paid; the payer may still pay until the order is closed.
    NotPaid,
    /// Closed without payment: it can never be paid any more.
    Closed,
    /// Not known: ask again later. Neither deliver nor take another order for the same goods.
    Unknown,
}

/// Why it is said.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum StatusReason {
    /// WeChat Pay's verified answer says so.
    Answered,
    /// WeChat Pay does not know the order number, asked twice: it was never placed, so nobody can have paid it. It may be
    /// placed now, with the same number and the same values.
    NotFound,
    /// The payment is under way, or the state is a word that this version does not know.
    InProgress,
    /// The parts of a combine order are in different states.
    PartsDiffer,
    /// No usable answer: see `error`.
    NoAnswer,
}

/// What became of an order, and why that is said.
///
/// ```
/// use qq_wxpay::model::{Expected, OrderStatus, PaymentState};
///
/// fn settle(status: &OrderStatus, expected: &Expected) -> qq_wxpay::Result<&'static str> {
///     if let Some(found) = status.found.as_ref().filter(|_| status.state == PaymentState::Paid) {
///         found.expect(expected)?; // number and total out of your database
///     }
///     Ok(match status.state {
///         PaymentState::Paid => "deliver",
///         PaymentState::NotPaid => "wait, or close it",
///         PaymentState::Closed => "the goods are free again",
///         PaymentState::Unknown => "ask again later",
///     })
/// }
/// ```
#[derive(Clone, Debug, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[non_exhaustive]
pub struct OrderStatus {
    /// The order.
    pub order: OrderReference,
    /// Where the money is.
    pub state: PaymentState,
    /// Why it is said.
    pub reason: StatusReason,
    /// The order as WeChat Pay told it, when it told it.
    pub found: Option<FoundOrder>,
    /// What stood in the way; there when the reason is `NoAnswer` or `NotFound`, or when closing failed.
    pub error: Option<Error>,
}

impl PaymentState {
    /// Every state.
    pub const ALL: [Self; 4] = [Self::Paid, Self::NotPaid, Self::Closed, Self::Unknown];

    /// The name used in every language, `snake_case`.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Paid => "paid",
            Self::NotPaid => "not_paid",
            Self::Closed => "closed",
            Self::Unknown => "unknown",
        }
    }
}

impl StatusReason {
    /// Every reason.
    pub const ALL: [Self; 5] =
        [Self::Answered, Self::NotFound, Self::InProgress, Self::PartsDiffer, Self::NoAnswer];

    /// The name used in every language, `snake_case`.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Answered => "answered",
            Self::NotFound => "not_found",
            Self::InProgress => "in_progress",
            Self::PartsDiffer => "parts_differ",
            Self::NoAnswer => "no_answer",
        }
    }
}

impl FoundOrder {
    /// Compares the order with what you have stored; call it before you deliver.
    ///
    /// # Errors
    /// As [`Transaction::expect`].
    pub fn expect(&self, expected: &Expected) -> Result<()> {
        match self {
            Self::Direct(found) => found.expect(expected),
            Self::Partner(found) => found.expect(expected),
            Self::Combine(found) => found.expect(expected),
            Self::V2(found) => found.expect(expected),
        }
    }
}

impl OrderStatus {
    /// What a query's verified answer means.
    #[must_use]
    pub fn answered(order: OrderReference, found: FoundOrder) -> Self {
        let (state, reason) = found.judge();
        Self { order, state, reason, found: Some(found), error: None }
    }

    /// What it means that WeChat Pay did not know the number twice.
    #[must_use]
    pub fn not_found(order: OrderReference, error: Error) -> Self {
        let (state, reason) = (PaymentState::NotPaid, StatusReason::NotFound);
        Self { order, state, reason, found: None, error: Some(error) }
    }

    /// What it means that no usable answer came.
    #[must_use]
    pub fn no_answer(order: OrderReference, error: Error) -> Self {
        let (state, reason) = (PaymentState::Unknown, StatusReason::NoAnswer);
        Self { order, state, reason, found: None, error: Some(error) }
    }
}

impl FoundOrder {
    /// Where the money is, and why that is said.
    pub(crate) fn judge(&self) -> (PaymentState, StatusReason) {
        match self {
            Self::Direct(found) => of_state(&found.trade_state),
            Self::Partner(found) => of_state(&found.trade_state),
            Self::V2(found) => of_state(&found.trade_state),
            Self::Combine(found) => of_parts(found),
        }
    }
}

fn of_state(state: &TradeState) -> (PaymentState, StatusReason) {
    match state {
        TradeState::Success | TradeState::Refund => (PaymentState::Paid, StatusReason::Answered),
        TradeState::NotPay | TradeState::PayError => (PaymentState::NotPaid, StatusReason::Answered),
        TradeState::Closed | TradeState::Revoked => (PaymentState::Closed, StatusReason::Answered),
        TradeState::UserPaying | TradeState::Accept | TradeState::Unknown(_) => {
            (PaymentState::Unknown, StatusReason::InProgress)
        }
    }
}

/// The parts are paid all or none; anything else is not decided here.
fn of_parts(found: &CombineTransaction) -> (PaymentState, StatusReason) {
    let mut states = found.sub_orders.iter().map(|part| of_state(&part.trade_state));
    match states.next() {
        Some(first) if states.all(|other| other == first) => first,
        _ => (PaymentState::Unknown, StatusReason::PartsDiffer),
    }
}

/// A payment, and what your own order says.
#[derive(Clone, Debug, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct PaymentToExpect {
    /// The order as a query or `confirm_order` found it.
    pub found: FoundOrder,
    /// What your own stored order says.
    pub expected: Expected,
}

impl RequestFromJson for PaymentToExpect {}

impl PaymentToExpect {
    /// This payment, and this order.
    #[must_use]
    pub fn new(found: FoundOrder, expected: Expected) -> Self {
        Self { found, expected }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn combine(states: &[&str]) -> (PaymentState, StatusReason) {
        let parts: Vec<_> = states
            .iter()
            .map(|state| serde_json::json!({"mchid": "1", "out_trade_no": "a", "trade_state": state}))
            .collect();
        let found =
            serde_json::json!({"combine_mchid": "1", "combine_out_trade_no": "c", "sub_orders": parts});
        FoundOrder::Combine(serde_json::from_value(found).unwrap()).judge()
    }

    #[test]
    fn every_state_has_one_meaning() {
        let of = |word: &str| of_state(&TradeState::from(word.to_owned())).0.name();
        for (word, meaning) in [
            ("SUCCESS", "paid"),
            ("REFUND", "paid"),
            ("NOTPAY", "not_paid"),
            ("PAYERROR", "not_paid"),
            ("CLOSED", "closed"),
            ("REVOKED", "closed"),
            ("USERPAYING", "unknown"),
            ("ACCEPT", "unknown"),
            ("A_FUTURE_STATE", "unknown"),
        ] {
            assert_eq!(of(word), meaning, "{word}");
        }
    }

    #[test]
    fn parts_decide_together_or_not_at_all() {
        assert_eq!(combine(&["SUCCESS", "REFUND"]).0, PaymentState::Paid);
        assert_eq!(combine(&["NOTPAY", "NOTPAY"]).0, PaymentState::NotPaid);
        assert_eq!(combine(&["CLOSED", "CLOSED"]).0, PaymentState::Closed);
        assert_eq!(combine(&["SUCCESS", "NOTPAY"]), (PaymentState::Unknown, StatusReason::PartsDiffer));
        assert_eq!(combine(&["CLOSED", "NOTPAY"]), (PaymentState::Unknown, StatusReason::PartsDiffer));
        assert_eq!(combine(&[]), (PaymentState::Unknown, StatusReason::PartsDiffer));
    }
}
