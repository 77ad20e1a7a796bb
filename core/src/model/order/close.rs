//! Orders to be closed.

use serde::{Deserialize, Serialize};

use crate::error::Result;
use crate::model::{RequestFromJson, check};

/// A direct merchant's order to be closed.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct CloseOrderRequest {
    /// The merchant's order number.
    pub out_trade_no: String,
}

/// A sub merchant's order to be closed.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct ClosePartnerOrderRequest {
    /// Number of the sub merchant.
    pub sub_mchid: String,
    /// The merchant's order number.
    pub out_trade_no: String,
}

/// An order to be closed over V2.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct CloseV2OrderRequest {
    /// Number of the sub merchant, for service providers.
    #[serde(default)]
    pub sub_mch_id: Option<String>,
    /// The merchant's order number.
    pub out_trade_no: String,
}

/// The closing of a combine order, with exactly the parts that it has.
///
/// ```
/// use qq_wxpay::model::{CloseCombineOrderRequest, ClosedSubOrder};
///
/// let parts = vec![
///     ClosedSubOrder::new("1900000109", "T20261123000001-1"),
///     ClosedSubOrder::new("1900000110", "T20261123000001-2"),
/// ];
/// let request = CloseCombineOrderRequest::new("T20261123000001", parts);
/// ```
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(default, deny_unknown_fields)]
#[non_exhaustive]
pub struct CloseCombineOrderRequest {
    /// Number of the whole. Required.
    #[cfg_attr(feature = "schema", schemars(extend("x-required" = true)))]
    #[serde(skip_serializing)]
    pub combine_out_trade_no: String,
    /// Every part of the order. Required.
    #[cfg_attr(feature = "schema", schemars(extend("x-required" = true)))]
    pub sub_orders: Vec<ClosedSubOrder>,
}

/// One part of a combine order that is closed.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(default, deny_unknown_fields)]
#[non_exhaustive]
pub struct ClosedSubOrder {
    /// Merchant number of this part. Required.
    #[cfg_attr(feature = "schema", schemars(extend("x-required" = true)))]
    pub mchid: String,
    /// Number of this part. Required.
    #[cfg_attr(feature = "schema", schemars(extend("x-required" = true)))]
    pub out_trade_no: String,
    /// The sub merchant's number, for service providers.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub sub_mchid: Option<String>,
    /// The sub merchant's WeChat AppID, for service providers.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub sub_appid: Option<String>,
}

impl CloseOrderRequest {
    /// The order with this number.
    #[must_use]
    pub fn new(out_trade_no: impl Into<String>) -> Self {
        Self { out_trade_no: out_trade_no.into() }
    }
}

impl ClosePartnerOrderRequest {
    /// This sub merchant's order with this number.
    #[must_use]
    pub fn new(sub_mchid: impl Into<String>, out_trade_no: impl Into<String>) -> Self {
        Self { sub_mchid: sub_mchid.into(), out_trade_no: out_trade_no.into() }
    }
}

impl CloseV2OrderRequest {
    /// The order with this number.
    #[must_use]
    pub fn new(out_trade_no: impl Into<String>) -> Self {
        Self { sub_mch_id: None, out_trade_no: out_trade_no.into() }
    }

    /// The same order, of this sub merchant.
    #[must_use]
    pub fn of_sub_merchant(self, sub_mch_id: impl Into<String>) -> Self {
        Self { sub_mch_id: Some(sub_mch_id.into()), ..self }
    }
}

impl ClosedSubOrder {
    /// The part with this number.
    #[must_use]
    pub fn new(mchid: impl Into<String>, out_trade_no: impl Into<String>) -> Self {
        Self { mchid: mchid.into(), out_trade_no: out_trade_no.into(), ..Self::default() }
    }
}

impl CloseCombineOrderRequest {
    /// The order with this number and exactly these parts.
    #[must_use]
    pub fn new(combine_out_trade_no: impl Into<String>, sub_orders: Vec<ClosedSubOrder>) -> Self {
        Self { combine_out_trade_no: combine_out_trade_no.into(), sub_orders }
    }

    pub(crate) fn check(&self) -> Result<()> {
        check::foreign_order_number("combine_out_trade_no", &self.combine_out_trade_no)?;
        check::count("sub_orders", self.sub_orders.len(), 1..=50)?;
        for (index, part) in self.sub_orders.iter().enumerate() {
            let field = |name: &str| format!("sub_orders[{index}].{name}");
            check::merchant_number(&field("mchid"), &part.mchid)?;
            check::foreign_order_number(&field("out_trade_no"), &part.out_trade_no)?;
            if let Some(number) = &part.sub_mchid {
                check::merchant_number(&field("sub_mchid"), number)?;
            }
            if let Some(appid) = &part.sub_appid {
                check::wechat_appid(&field("sub_appid"), appid)?;
            }
        }
        Ok(())
    }
}

impl RequestFromJson for CloseOrderRequest {}
impl RequestFromJson for ClosePartnerOrderRequest {}
impl RequestFromJson for CloseV2OrderRequest {}

impl RequestFromJson for CloseCombineOrderRequest {}
