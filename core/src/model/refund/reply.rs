//! A refund, as V3 replies tell it.

use serde::{Deserialize, Serialize};

use crate::model::common::{empty_when_null, keeps_raw};
use crate::model::{RawMessage, RefundStatus};

/// A refund. That it was accepted does not mean that the money went back: look at `status`.
#[derive(Clone, derive_more::Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[non_exhaustive]
pub struct Refund {
    /// WeChat Pay's number of the refund.
    pub refund_id: String,
    /// The merchant's number of the refund.
    pub out_refund_no: String,
    /// WeChat Pay's number of the order.
    pub transaction_id: String,
    /// The merchant's number of the order.
    pub out_trade_no: String,
    /// Where the money goes: `ORIGINAL`, `BALANCE`, `OTHER_BALANCE` or `OTHER_BANKCARD`.
    #[serde(default)]
    pub channel: Option<String>,
    /// Where the money went, in words.
    #[cfg_attr(feature = "schema", schemars(extend("x-hidden" = true)))]
    #[debug("[payer]")]
    #[serde(default)]
    pub user_received_account: Option<String>,
    /// When the money went back, RFC 3339; only on success.
    #[serde(default)]
    pub success_time: Option<String>,
    /// When the refund was taken, RFC 3339.
    #[serde(default)]
    pub create_time: Option<String>,
    /// Where the refund stands.
    pub status: RefundStatus,
    /// The account that the money is taken from.
    #[serde(default)]
    pub funds_account: Option<String>,
    /// How much.
    pub amount: RefundAmount,
    /// Discounts that go back.
    #[serde(default, deserialize_with = "empty_when_null")]
    pub promotion_detail: Vec<RefundPromotion>,
    /// The verified reply in full, JSON, also what has no field here; it holds the payer's identity. `None` within a notification,
    /// which has its own.
    #[serde(default)]
    #[cfg_attr(feature = "schema", schemars(with = "Option<String>", extend("x-hidden" = true)))]
    pub raw: Option<RawMessage>,
}

/// Amounts of a refund, in fen.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[non_exhaustive]
pub struct RefundAmount {
    /// What the order cost.
    pub total: i64,
    /// This refund.
    pub refund: i64,
    /// The accounts that it is taken from.
    #[serde(default, deserialize_with = "empty_when_null")]
    pub from: Vec<RefundAccount>,
    /// What the payer had paid.
    #[serde(default)]
    pub payer_total: Option<i64>,
    /// What the payer gets back.
    #[serde(default)]
    pub payer_refund: Option<i64>,
    /// The refund without coupons that are not settled.
    #[serde(default)]
    pub settlement_refund: Option<i64>,
    /// The order without coupons that are not settled.
    #[serde(default)]
    pub settlement_total: Option<i64>,
    /// What goes back of discounts.
    #[serde(default)]
    pub discount_refund: Option<i64>,
    /// `CNY`.
    #[serde(default)]
    pub currency: Option<String>,
    /// Fee that goes back.
    #[serde(default)]
    pub refund_fee: Option<i64>,
}

/// An account that a refund is taken from.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[non_exhaustive]
pub struct RefundAccount {
    /// `AVAILABLE` or `UNAVAILABLE`.
    #[serde(default)]
    pub account: Option<String>,
    /// Fen.
    #[serde(default)]
    pub amount: Option<i64>,
}

/// A discount that goes back.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[non_exhaustive]
pub struct RefundPromotion {
    /// Number of the coupon.
    #[serde(default)]
    pub promotion_id: Option<String>,
    /// `GLOBAL` or `SINGLE`.
    #[serde(default)]
    pub scope: Option<String>,
    /// `COUPON` or `DISCOUNT`; older: `CASH` or `NOCASH`.
    #[serde(default)]
    pub r#type: Option<String>,
    /// The discount, fen.
    #[serde(default)]
    pub amount: Option<i64>,
    /// What goes back of it, fen.
    #[serde(default)]
    pub refund_amount: Option<i64>,
    /// Goods that it was for.
    #[serde(default, deserialize_with = "empty_when_null")]
    pub goods_detail: Vec<RefundedGoods>,
}

/// Goods that came back.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[non_exhaustive]
pub struct RefundedGoods {
    /// The merchant's number of the goods.
    #[serde(default)]
    pub merchant_goods_id: Option<String>,
    /// WeChat Pay's number of the goods.
    #[serde(default)]
    pub wechatpay_goods_id: Option<String>,
    /// Name.
    #[serde(default)]
    pub goods_name: Option<String>,
    /// Price of one, fen.
    #[serde(default)]
    pub unit_price: Option<i64>,
    /// What goes back for them, fen.
    #[serde(default)]
    pub refund_amount: Option<i64>,
    /// How many came back.
    #[serde(default)]
    pub refund_quantity: Option<i64>,
}

keeps_raw!(Refund);
