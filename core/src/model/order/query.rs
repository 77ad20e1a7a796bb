//! By what an order is asked for.

use serde::Deserialize;

use crate::error::Result;
use crate::model::common::only_one;
use crate::model::{OrderId, RequestFromJson};

/// A sub merchant's order, by one of its two numbers.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct PartnerOrderQuery {
    /// Number of the sub merchant.
    pub sub_mchid: String,
    /// The merchant's own order number. The only one that an unpaid order has.
    #[serde(default)]
    pub out_trade_no: Option<String>,
    /// WeChat Pay's order number, instead.
    #[serde(default)]
    pub transaction_id: Option<String>,
}

/// A combine order.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct CombineOrderQuery {
    /// The number of the whole.
    pub combine_out_trade_no: String,
}

/// An order as V2 asks for it, by one of its two numbers.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct V2OrderQuery {
    /// Number of the sub merchant, for service providers.
    #[serde(default)]
    pub sub_mch_id: Option<String>,
    /// The merchant's own order number. The only one that an unpaid order has.
    #[serde(default)]
    pub out_trade_no: Option<String>,
    /// WeChat Pay's order number, instead.
    #[serde(default)]
    pub transaction_id: Option<String>,
}

impl PartnerOrderQuery {
    /// This order of this sub merchant.
    #[must_use]
    pub fn new(sub_mchid: impl Into<String>, order: OrderId) -> Self {
        let (out_trade_no, transaction_id) = order.numbers();
        Self { sub_mchid: sub_mchid.into(), out_trade_no, transaction_id }
    }

    pub(crate) fn order(&self) -> Result<OrderId> {
        order_id(&self.out_trade_no, &self.transaction_id)
    }
}

impl CombineOrderQuery {
    /// The combine order with this number.
    #[must_use]
    pub fn new(combine_out_trade_no: impl Into<String>) -> Self {
        Self { combine_out_trade_no: combine_out_trade_no.into() }
    }
}

impl V2OrderQuery {
    /// This order.
    #[must_use]
    pub fn new(order: OrderId) -> Self {
        let (out_trade_no, transaction_id) = order.numbers();
        Self { sub_mch_id: None, out_trade_no, transaction_id }
    }

    /// The same order, of this sub merchant.
    #[must_use]
    pub fn of_sub_merchant(self, sub_mch_id: impl Into<String>) -> Self {
        Self { sub_mch_id: Some(sub_mch_id.into()), ..self }
    }

    pub(crate) fn order(&self) -> Result<OrderId> {
        order_id(&self.out_trade_no, &self.transaction_id)
    }
}

fn order_id(out_trade_no: &Option<String>, transaction_id: &Option<String>) -> Result<OrderId> {
    let own = out_trade_no.clone().map(OrderId::OutTradeNo);
    only_one([own, transaction_id.clone().map(OrderId::TransactionId)], "out_trade_no")
}

impl RequestFromJson for PartnerOrderQuery {}
impl RequestFromJson for CombineOrderQuery {}
impl RequestFromJson for V2OrderQuery {}
