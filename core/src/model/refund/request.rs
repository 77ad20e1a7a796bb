//! Asking for a refund in V3.

use serde::{Deserialize, Serialize};

use crate::error::{Error, Result, sdk_codes};
use crate::model::{RefundId, RequestFromJson, check};

/// A refund, whole or in part. It goes straight to WeChat Pay, also for orders that went through QQ.
///
/// `out_refund_no` is what keeps money from going twice: a repeated refund must carry the same one and the same values.
///
/// ```
/// let refund = qq_wxpay::model::RefundRequest::new("T20261123000001", "R20261123000001", 500, 1999);
/// assert_eq!(refund.amount.refund, 500); // 5.00 of 19.99 yuan
/// ```
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(default, deny_unknown_fields)]
#[non_exhaustive]
pub struct RefundRequest {
    /// Number of the sub merchant that sold, for service providers.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub sub_mchid: Option<String>,
    /// WeChat Pay's number of the order. Exactly one of this and `out_trade_no`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub transaction_id: Option<String>,
    /// The merchant's number of the order; of a combine order the number of the part.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub out_trade_no: Option<String>,
    /// The merchant's number of this refund, unique: up to 64 of `[0-9A-Za-z_\-|*@]`. Required.
    #[cfg_attr(feature = "schema", schemars(extend("x-required" = true)))]
    pub out_refund_no: String,
    /// Shown to the payer; up to 80 bytes of UTF-8.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub reason: Option<String>,
    /// Your own address for the notification of this refund; the configured one when left out.
    #[serde(skip_serializing)]
    pub notify_url: Option<String>,
    /// The account that the money is taken from: `AVAILABLE` or `UNSETTLED`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub funds_account: Option<String>,
    /// How much. Required.
    #[cfg_attr(feature = "schema", schemars(extend("x-required" = true)))]
    pub amount: RefundRequestAmount,
    /// The goods that come back.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub goods_detail: Vec<RefundGoods>,
}

/// Amounts of a refund, in fen.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(default, deny_unknown_fields)]
#[non_exhaustive]
pub struct RefundRequestAmount {
    /// What goes back, at least 1. Required.
    #[cfg_attr(feature = "schema", schemars(extend("x-required" = true)))]
    pub refund: i64,
    /// What the whole order cost. Required.
    #[cfg_attr(feature = "schema", schemars(extend("x-required" = true)))]
    pub total: i64,
    /// `CNY`, also when left out.
    #[serde(serialize_with = "always_cny")]
    pub currency: Option<String>,
    /// The accounts that the money is taken from; together they give `refund`.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub from: Vec<RefundFrom>,
}

/// An account that a refund is taken from.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(default, deny_unknown_fields)]
#[non_exhaustive]
pub struct RefundFrom {
    /// `AVAILABLE` or `UNAVAILABLE`. Required.
    #[cfg_attr(feature = "schema", schemars(extend("x-required" = true)))]
    pub account: String,
    /// Fen, at least 1. Required.
    #[cfg_attr(feature = "schema", schemars(extend("x-required" = true)))]
    pub amount: i64,
}

/// Goods that come back.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(default, deny_unknown_fields)]
#[non_exhaustive]
pub struct RefundGoods {
    /// The merchant's number of the goods, up to 32 bytes of UTF-8. Required.
    #[cfg_attr(feature = "schema", schemars(extend("x-required" = true)))]
    pub merchant_goods_id: String,
    /// WeChat Pay's number of the goods, up to 32 bytes of UTF-8.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub wechatpay_goods_id: Option<String>,
    /// Name, up to 256 bytes of UTF-8.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub goods_name: Option<String>,
    /// Price of one, fen. Required.
    #[cfg_attr(feature = "schema", schemars(extend("x-required" = true)))]
    pub unit_price: i64,
    /// What goes back for them, fen. Required.
    #[cfg_attr(feature = "schema", schemars(extend("x-required" = true)))]
    pub refund_amount: i64,
    /// How many come back, at least 1. Required.
    #[cfg_attr(feature = "schema", schemars(extend("x-required" = true)))]
    pub refund_quantity: i64,
}

impl RefundRequest {
    /// A refund of `refund` fen out of the `total` fen of the order.
    #[must_use]
    pub fn new(
        out_trade_no: impl Into<String>,
        out_refund_no: impl Into<String>,
        refund: i64,
        total: i64,
    ) -> Self {
        Self {
            out_trade_no: Some(out_trade_no.into()),
            out_refund_no: out_refund_no.into(),
            amount: RefundRequestAmount { refund, total, ..RefundRequestAmount::default() },
            ..Self::default()
        }
    }

    pub(crate) fn check(&self) -> Result<()> {
        if let Some(number) = &self.sub_mchid {
            check::merchant_number("sub_mchid", number)?;
        }
        RefundId::check_order(self.transaction_id.as_deref(), self.out_trade_no.as_deref())?;
        check::refund_number("out_refund_no", &self.out_refund_no)?;
        check::optional_text("reason", self.reason.as_deref(), 80)?;
        check::one_of("funds_account", self.funds_account.as_deref(), &["AVAILABLE", "UNSETTLED"])?;
        self.amount.check()?;
        if !self.goods_detail.is_empty() {
            check::count("goods_detail", self.goods_detail.len(), 1..=6000)?;
        }
        for (index, goods) in self.goods_detail.iter().enumerate() {
            goods.check(index)?;
        }
        Ok(())
    }
}

impl RefundFrom {
    /// `amount` fen out of this account.
    #[must_use]
    pub fn new(account: impl Into<String>, amount: i64) -> Self {
        Self { account: account.into(), amount }
    }
}

impl RefundRequestAmount {
    fn check(&self) -> Result<()> {
        check::refund_amounts(("amount.refund", self.refund), ("amount.total", self.total))?;
        check::currency("amount.currency", self.currency.as_deref())?;
        let mut sum = 0_i64;
        for (index, from) in self.from.iter().enumerate() {
            let field = |name: &str| format!("amount.from[{index}].{name}");
            check::required(&field("account"), &from.account)?;
            check::one_of(&field("account"), Some(&from.account), &["AVAILABLE", "UNAVAILABLE"])?;
            check::fen(&field("amount"), from.amount)?;
            sum = sum.saturating_add(from.amount);
        }
        if !self.from.is_empty() && sum != self.refund {
            return Err(Error::sdk(&sdk_codes::AMOUNTS_DISAGREE)
                .with_field("amount.from")
                .with_detail(format!("they give {sum} fen, the refund is {} fen", self.refund)));
        }
        Ok(())
    }
}

impl RefundGoods {
    /// So many goods of a kind that come back: the price of one and what goes back for all of them, in fen.
    #[must_use]
    pub fn new(
        merchant_goods_id: impl Into<String>,
        unit_price: i64,
        refund_amount: i64,
        refund_quantity: i64,
    ) -> Self {
        Self {
            merchant_goods_id: merchant_goods_id.into(),
            unit_price,
            refund_amount,
            refund_quantity,
            ..Self::default()
        }
    }

    fn check(&self, index: usize) -> Result<()> {
        let field = |name: &str| format!("goods_detail[{index}].{name}");
        check::text(&field("merchant_goods_id"), &self.merchant_goods_id, 32)?;
        check::optional_text(&field("wechatpay_goods_id"), self.wechatpay_goods_id.as_deref(), 32)?;
        check::optional_text(&field("goods_name"), self.goods_name.as_deref(), 256)?;
        check::not_negative(&field("unit_price"), Some(self.unit_price))?;
        check::not_negative(&field("refund_amount"), Some(self.refund_amount))?;
        check::fen(&field("refund_quantity"), self.refund_quantity)
    }
}

/// The wire wants the currency in every refund.
#[expect(clippy::ref_option, reason = "serde gives the field by reference")]
fn always_cny<S: serde::Serializer>(currency: &Option<String>, to: S) -> Result<S::Ok, S::Error> {
    to.serialize_str(currency.as_deref().unwrap_or("CNY"))
}

impl RequestFromJson for RefundRequest {}
