//! By which number an order is asked for.

use serde::{Deserialize, Serialize};

use crate::error::Result;
use crate::model::common::one_of;
use crate::model::{RequestFromJson, check};

/// One order, by the merchant's number or by WeChat Pay's.
///
/// ```
/// use qq_wxpay::model::OrderId;
///
/// let by_your_number = OrderId::OutTradeNo("T20261123000001".to_owned());
/// ```
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum OrderId {
    /// The merchant's own order number, 6 to 32 of `0-9 A-Z a-z _ - | *`. The only one that an unpaid order has.
    OutTradeNo(String),
    /// WeChat Pay's order number, up to 32 letters and digits; exists once the order is paid.
    TransactionId(String),
}

impl OrderId {
    /// The merchant's number, and WeChat Pay's: one of them.
    pub(crate) fn numbers(self) -> (Option<String>, Option<String>) {
        match self {
            Self::OutTradeNo(number) => (Some(number), None),
            Self::TransactionId(number) => (None, Some(number)),
        }
    }

    pub(crate) fn check(&self) -> Result<()> {
        match self {
            Self::OutTradeNo(number) => check::foreign_order_number("out_trade_no", number),
            Self::TransactionId(number) => check::transaction_id("transaction_id", number),
        }
    }
}

impl RequestFromJson for OrderId {
    fn from_json(text: &str) -> Result<Self> {
        one_of(&["out_trade_no", "transaction_id"], text)
    }
}
