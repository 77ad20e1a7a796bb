//! The payment of a service provider's sub merchant.

use serde::{Deserialize, Serialize};

use crate::error::Result;
use crate::model::common::{empty_when_null, keeps_raw};
use crate::model::{
    Expected, PromotionDetail, RawMessage, TradeState, TradeType, TransactionAmount, TransactionScene,
};

/// An order of a sub merchant and its payment.
#[derive(Clone, derive_more::Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[non_exhaustive]
pub struct PartnerTransaction {
    /// The service provider's WeChat AppID.
    #[serde(default)]
    pub sp_appid: Option<String>,
    /// The service provider's number.
    pub sp_mchid: String,
    /// The sub merchant's WeChat AppID.
    #[serde(default)]
    pub sub_appid: Option<String>,
    /// The sub merchant's number.
    pub sub_mchid: String,
    /// The merchant's order number.
    pub out_trade_no: String,
    /// WeChat Pay's order number; only when paid.
    #[serde(default)]
    pub transaction_id: Option<String>,
    /// How the order was made.
    #[serde(default)]
    pub trade_type: Option<TradeType>,
    /// Where the order stands.
    #[serde(default, deserialize_with = "empty_when_null")]
    pub trade_state: TradeState,
    /// The same in words.
    #[serde(default)]
    pub trade_state_desc: Option<String>,
    /// Bank.
    #[serde(default)]
    pub bank_type: Option<String>,
    /// What the order carried.
    #[serde(default)]
    pub attach: Option<String>,
    /// When it was paid, RFC 3339.
    #[serde(default)]
    pub success_time: Option<String>,
    /// Who paid.
    #[serde(default)]
    #[cfg_attr(feature = "schema", schemars(extend("x-hidden" = true)))]
    #[debug("[payer]")]
    pub payer: Option<PartnerPayer>,
    /// How much.
    #[serde(default)]
    pub amount: Option<TransactionAmount>,
    /// Where.
    #[serde(default)]
    pub scene_info: Option<TransactionScene>,
    /// Discounts.
    #[serde(default, deserialize_with = "empty_when_null")]
    pub promotion_detail: Vec<PromotionDetail>,
    /// The verified reply in full, JSON, also what has no field here; it holds the payer's identity. `None` within a notification,
    /// which has its own.
    #[serde(default)]
    #[cfg_attr(feature = "schema", schemars(with = "Option<String>", extend("x-hidden" = true)))]
    pub raw: Option<RawMessage>,
}

/// Who paid a sub merchant.
#[derive(Clone, derive_more::Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[non_exhaustive]
pub struct PartnerPayer {
    /// The payer's `openid` under the service provider's AppID.
    #[cfg_attr(feature = "schema", schemars(extend("x-hidden" = true)))]
    #[debug("[payer]")]
    #[serde(default)]
    pub sp_openid: Option<String>,
    /// The payer's `openid` under the sub merchant's AppID.
    #[cfg_attr(feature = "schema", schemars(extend("x-hidden" = true)))]
    #[debug("[payer]")]
    #[serde(default)]
    pub sub_openid: Option<String>,
}

impl PartnerTransaction {
    /// Compares with the order that you have stored; call it before you deliver.
    ///
    /// # Errors
    /// `Mismatch`, naming the first field that differs; also when the order is not paid, or was refunded since and that
    /// is not allowed.
    pub fn expect(&self, expected: &Expected) -> Result<()> {
        expected.compare_number("out_trade_no", &self.out_trade_no)?;
        expected.compare_merchant("sub_mchid", &self.sub_mchid)?;
        expected.compare_appid("sp_appid", self.sp_appid.as_deref())?;
        expected.compare_state("trade_state", &self.trade_state)?;
        let amount = self.amount.as_ref();
        expected.compare_amount(
            "amount.total",
            amount.and_then(|amount| amount.total),
            amount.and_then(|amount| amount.currency.as_deref()),
        )?;
        expected.compare_no_parts()
    }
}

keeps_raw!(PartnerTransaction);
