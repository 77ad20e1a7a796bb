//! By which number a refund, or the order of a refund, is named.

use serde::{Deserialize, Serialize};

use crate::error::{Error, Result, sdk_codes};
use crate::model::common::one_of;
use crate::model::{RequestFromJson, check};

/// The refunds of V2 that a query asks for, by one of four numbers.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum RefundId {
    /// One refund, by WeChat Pay's number of it.
    RefundId(String),
    /// One refund, by the merchant's number of it.
    OutRefundNo(String),
    /// All refunds of an order, by WeChat Pay's number of the order.
    TransactionId(String),
    /// All refunds of an order, by the merchant's number of the order.
    OutTradeNo(String),
}

impl RefundId {
    /// The name of the number on the wire, and the number.
    pub(crate) fn parts(&self) -> (&'static str, &str) {
        match self {
            Self::RefundId(number) => ("refund_id", number),
            Self::OutRefundNo(number) => ("out_refund_no", number),
            Self::TransactionId(number) => ("transaction_id", number),
            Self::OutTradeNo(number) => ("out_trade_no", number),
        }
    }

    pub(crate) fn check(&self) -> Result<()> {
        match self {
            Self::RefundId(number) => check::transaction_id("refund_id", number),
            Self::OutRefundNo(number) => check::refund_number("out_refund_no", number),
            Self::TransactionId(number) => check::transaction_id("transaction_id", number),
            Self::OutTradeNo(number) => check::foreign_order_number("out_trade_no", number),
        }
    }

    /// The order of a refund is named by exactly one of its two numbers.
    pub(crate) fn check_order(transaction_id: Option<&str>, out_trade_no: Option<&str>) -> Result<()> {
        match (transaction_id, out_trade_no) {
            (Some(number), None) => check::transaction_id("transaction_id", number),
            (None, Some(number)) => check::foreign_order_number("out_trade_no", number),
            (None, None) => Err(Error::sdk(&sdk_codes::FIELD_MISSING).with_field("out_trade_no")),
            (Some(_), Some(_)) => Err(Error::sdk(&sdk_codes::ONE_NUMBER_ONLY).with_field("transaction_id")),
        }
    }
}

impl RequestFromJson for RefundId {
    fn from_json(text: &str) -> Result<Self> {
        one_of(&["out_refund_no", "refund_id", "out_trade_no", "transaction_id"], text)
    }
}
