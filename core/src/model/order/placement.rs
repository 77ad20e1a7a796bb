//! What became of placing an order.

use serde::Serialize;

use crate::error::{Error, Result, Retry};
use crate::model::{OrderReference, PlacedOrder};

/// What became of placing an order. That it was refused, or that nothing was sent, is an error instead.
///
/// ```
/// use qq_wxpay::model::{OrderReference, Placement, RequestPayment};
///
/// /// For the mini program; an order to ask for first is the error.
/// fn next(placement: Placement) -> Result<Option<RequestPayment>, OrderReference> {
///     match placement {
///         Placement::Placed(placed) => Ok(placed.request_payment),
///         Placement::ToConfirm(lost) => Err(lost.order), // `confirm_order` takes it
///     }
/// }
/// ```
#[derive(Clone, Debug, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(tag = "outcome", rename_all = "snake_case")]
#[must_use = "an order that is to be confirmed may exist"]
pub enum Placement {
    /// It can be paid now.
    Placed(PlacedOrder),
    /// Whether the order exists, or has been paid already, is not known: the reply was lost, came late or could not be
    /// believed. Place the identical order again, or ask [`crate::QqWxPay::confirm_order`]; never take another order number.
    ToConfirm(UnconfirmedOrder),
}

/// An order of which it is not known whether it exists.
#[derive(Clone, Debug, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[non_exhaustive]
pub struct UnconfirmedOrder {
    /// The order, as `confirm_order` and `close_if_unpaid` take it.
    pub order: OrderReference,
    /// What happened; its advice is always [`Retry::ConfirmFirst`].
    pub error: Error,
}

impl Placement {
    /// The placed order, for callers who treat one that is to be confirmed as any other failure.
    ///
    /// # Errors
    /// The error of an order that is to be confirmed.
    pub fn placed(self) -> Result<PlacedOrder> {
        match self {
            Self::Placed(order) => Ok(order),
            Self::ToConfirm(unconfirmed) => Err(unconfirmed.error),
        }
    }

    /// Tells an order that may exist from one that does not.
    #[cfg_attr(
        not(any(feature = "client", test)),
        expect(dead_code, reason = "only the client places orders")
    )]
    pub(crate) fn of(result: Result<PlacedOrder>, order: OrderReference) -> Result<Self> {
        match result {
            Ok(placed) => Ok(Self::Placed(placed)),
            Err(error) if error.retry() == Retry::ConfirmFirst => {
                Ok(Self::ToConfirm(UnconfirmedOrder { order, error }))
            }
            Err(error) => Err(error),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::error::sdk_codes;
    use crate::model::OrderFamily;

    fn reference() -> OrderReference {
        OrderReference { family: OrderFamily::Direct, out_trade_no: "T1".to_owned(), sub_mchid: None }
    }

    #[test]
    fn only_what_may_exist_is_to_be_confirmed() {
        let failed =
            |retry| Placement::of(Err(Error::sdk(&sdk_codes::TIMED_OUT).with_retry(retry)), reference());
        for retry in [Retry::Never, Retry::SameRequest] {
            assert_eq!(failed(retry).unwrap_err().retry(), retry);
        }
        let Placement::ToConfirm(unconfirmed) = failed(Retry::ConfirmFirst).unwrap() else {
            panic!("placed")
        };
        assert_eq!((unconfirmed.order, unconfirmed.error.code()), (reference(), "TIMED_OUT"));
        assert_eq!(failed(Retry::ConfirmFirst).unwrap().placed().unwrap_err().code(), "TIMED_OUT");
    }
}
