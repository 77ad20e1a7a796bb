//! Closing a combine order: its parts must be named.

use serde::{Deserialize, Serialize};

use super::check;
use crate::error::Result;

/// The closing of a combine order, with exactly the parts that it has (protocol 5.8).
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(default, deny_unknown_fields)]
pub struct CloseCombineOrderRequest {
    /// Number of the whole. Required.
    #[serde(skip_serializing)]
    pub combine_out_trade_no: String,
    /// Every part of the order. Required.
    pub sub_orders: Vec<ClosedSubOrder>,
}

/// One part of a combine order that is closed.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(default, deny_unknown_fields)]
pub struct ClosedSubOrder {
    /// Merchant number of this part. Required.
    pub mchid: String,
    /// Number of this part. Required.
    pub out_trade_no: String,
    /// The sub merchant's number, for service providers.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub sub_mchid: Option<String>,
    /// The sub merchant's WeChat AppID, for service providers.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub sub_appid: Option<String>,
}

impl CloseCombineOrderRequest {
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
