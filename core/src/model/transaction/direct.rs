//! The payment of a direct merchant, as V3 notifications and queries tell it.

use serde::{Deserialize, Serialize};

use crate::error::Result;
use crate::model::common::{empty_when_null, keeps_raw};
use crate::model::{Expected, RawMessage, TradeState, TradeType};

/// An order and its payment. While it is not paid, most fields are absent.
#[derive(Clone, derive_more::Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[non_exhaustive]
pub struct Transaction {
    /// WeChat AppID.
    #[serde(default)]
    pub appid: Option<String>,
    /// Merchant number.
    pub mchid: String,
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
    /// Bank, for example `CMB_DEBIT` or `OTHERS`.
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
    pub payer: Option<Payer>,
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

/// Who paid.
#[derive(Clone, derive_more::Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[non_exhaustive]
pub struct Payer {
    /// The payer's `openid` under the order's AppID.
    #[cfg_attr(feature = "schema", schemars(extend("x-hidden" = true)))]
    #[debug("[payer]")]
    #[serde(default)]
    pub openid: Option<String>,
}

/// How much was ordered and paid, in fen.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[non_exhaustive]
pub struct TransactionAmount {
    /// The order's amount.
    #[serde(default)]
    pub total: Option<i64>,
    /// What the payer paid after discounts.
    #[serde(default)]
    pub payer_total: Option<i64>,
    /// `CNY`.
    #[serde(default)]
    pub currency: Option<String>,
    /// Currency that the payer paid in.
    #[serde(default)]
    pub payer_currency: Option<String>,
}

/// Where it was paid.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[non_exhaustive]
pub struct TransactionScene {
    /// Device number.
    #[serde(default)]
    pub device_id: Option<String>,
}

/// One discount.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[non_exhaustive]
pub struct PromotionDetail {
    /// Number of the coupon.
    #[serde(default)]
    pub coupon_id: Option<String>,
    /// Its name.
    #[serde(default)]
    pub name: Option<String>,
    /// `GLOBAL` or `SINGLE`.
    #[serde(default)]
    pub scope: Option<String>,
    /// `CASH` or `NOCASH`.
    #[serde(default)]
    pub r#type: Option<String>,
    /// Discount, fen.
    #[serde(default)]
    pub amount: Option<i64>,
    /// Number of the stock.
    #[serde(default)]
    pub stock_id: Option<String>,
    /// Part that WeChat Pay gave, fen.
    #[serde(default)]
    pub wechatpay_contribute: Option<i64>,
    /// Part that the merchant gave, fen.
    #[serde(default)]
    pub merchant_contribute: Option<i64>,
    /// Part that others gave, fen.
    #[serde(default)]
    pub other_contribute: Option<i64>,
    /// `CNY`.
    #[serde(default)]
    pub currency: Option<String>,
    /// Goods that it was for.
    #[serde(default, deserialize_with = "empty_when_null")]
    pub goods_detail: Vec<PromotionGoods>,
}

/// Goods that a discount was for.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[non_exhaustive]
pub struct PromotionGoods {
    /// Number of the goods.
    #[serde(default)]
    pub goods_id: Option<String>,
    /// How many.
    #[serde(default)]
    pub quantity: Option<i64>,
    /// Price of one, fen.
    #[serde(default)]
    pub unit_price: Option<i64>,
    /// Discount, fen.
    #[serde(default)]
    pub discount_amount: Option<i64>,
    /// Remark.
    #[serde(default)]
    pub goods_remark: Option<String>,
}

impl Transaction {
    /// Compares with the order that you have stored; call it before you deliver.
    ///
    /// # Errors
    /// `Mismatch`, naming the first field that differs; also when the order is not paid, or was refunded since and that
    /// is not allowed.
    pub fn expect(&self, expected: &Expected) -> Result<()> {
        expected.compare_number("out_trade_no", &self.out_trade_no)?;
        expected.compare_merchant("mchid", &self.mchid)?;
        expected.compare_appid("appid", self.appid.as_deref())?;
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

keeps_raw!(Transaction);
