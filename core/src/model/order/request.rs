//! The V3 order of a direct merchant.

use serde::{Deserialize, Serialize};

use crate::error::Result;
use crate::model::{Channel, OrderDetail, RequestFromJson, SceneInfo, check, times};

/// A V3 H5 order of a direct merchant.
///
/// `appid` and `mchid` come from the configuration, and the `notify_url` of the body is computed.
///
/// ```
/// let request = qq_wxpay::model::OrderRequest::new("T20261123000001", "Blue mug", 1999, "203.0.113.7");
/// assert_eq!(request.amount.total, 1999); // fen: 19.99 yuan
/// ```
#[derive(Clone, derive_more::Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(default, deny_unknown_fields)]
#[non_exhaustive]
pub struct OrderRequest {
    /// What is bought, shown to the payer; up to 127 bytes of UTF-8, 42 Chinese characters. Required.
    #[cfg_attr(feature = "schema", schemars(extend("x-required" = true)))]
    pub description: String,
    /// The merchant's order number, unique for the merchant number: 6 to 32 of `[0-9A-Za-z_-]`, straight to WeChat
    /// Pay also `|` and `*`. Required.
    #[cfg_attr(feature = "schema", schemars(extend("x-required" = true)))]
    pub out_trade_no: String,
    /// Last moment to pay, RFC 3339 with its offset; sent as `2026-06-08T10:34:56+08:00`. WeChat Pay's default is 7 days.
    #[cfg_attr(feature = "schema", schemars(extend("x-time" = "moment")))]
    #[serde(skip_serializing_if = "Option::is_none", serialize_with = "times::serialize_v3")]
    pub time_expire: Option<String>,
    /// Comes back in queries and notifications; up to 128 bytes of UTF-8.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub attach: Option<String>,
    /// Mark for discounts, up to 32 bytes of UTF-8.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub goods_tag: Option<String>,
    /// Whether the payer may ask for an electronic invoice.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub support_fapiao: Option<bool>,
    /// Ways of paying that are excluded: `no_balance`, `no_credit`, `no_debit`, `balance_only`.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub limit_pay: Vec<String>,
    /// How much. Required.
    #[cfg_attr(feature = "schema", schemars(extend("x-required" = true)))]
    pub amount: OrderAmount,
    /// What is sold, for discounts.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub detail: Option<OrderDetail>,
    /// Where and by whom it is paid. Required.
    #[cfg_attr(feature = "schema", schemars(extend("x-required" = true)))]
    pub scene_info: SceneInfo,
    /// How the money is settled.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub settle_info: Option<SettleInfo>,
    /// Your own address for the notification of this order; the configured one when left out.
    #[serde(skip_serializing)]
    pub notify_url: Option<String>,
    /// The way this order takes; the configured one when left out.
    #[serde(skip_serializing)]
    pub channel: Option<Channel>,
    /// Fields of WeChat Pay that this library does not know yet, as the JSON text of an object of up to 16384 bytes. They are signed and
    /// sent with the others and replace none of them; what is an object here and there becomes one. Experts only: nothing in it is checked.
    #[cfg_attr(feature = "schema", schemars(extend("x-hidden" = true)))]
    #[debug("{} bytes", extra.as_ref().map_or(0, String::len))]
    #[serde(skip_serializing)]
    pub extra: Option<String>,
}

/// The amount of an order.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(default, deny_unknown_fields)]
#[non_exhaustive]
pub struct OrderAmount {
    /// Whole fen, at least 1. Required.
    #[cfg_attr(feature = "schema", schemars(extend("x-required" = true)))]
    pub total: i64,
    /// `CNY`, also when left out.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub currency: Option<String>,
}

/// How the money of an order is settled.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(default, deny_unknown_fields)]
#[non_exhaustive]
pub struct SettleInfo {
    /// Whether the money is shared with others later.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub profit_sharing: Option<bool>,
}

impl OrderRequest {
    /// An order with what every order needs: `total` in fen, the payer's public address.
    #[must_use]
    pub fn new(
        out_trade_no: impl Into<String>,
        description: impl Into<String>,
        total: i64,
        payer_client_ip: impl Into<String>,
    ) -> Self {
        Self {
            out_trade_no: out_trade_no.into(),
            description: description.into(),
            amount: OrderAmount { total, currency: None },
            scene_info: SceneInfo::payer(payer_client_ip),
            ..Self::default()
        }
    }

    pub(crate) fn check(&self, channel: Channel) -> Result<()> {
        match channel {
            Channel::QqProxy => check::proxy_order_number("out_trade_no", &self.out_trade_no)?,
            Channel::Direct => check::direct_order_number("out_trade_no", &self.out_trade_no)?,
        }
        check::text("description", &self.description, 127)?;
        check::fen("amount.total", self.amount.total)?;
        check::currency("amount.currency", self.amount.currency.as_deref())?;
        times::check_v3("time_expire", self.time_expire.as_deref())?;
        check::optional_text("attach", self.attach.as_deref(), 128)?;
        check::optional_text("goods_tag", self.goods_tag.as_deref(), 32)?;
        for word in &self.limit_pay {
            check::one_of("limit_pay", Some(word), &["no_balance", "no_credit", "no_debit", "balance_only"])?;
        }
        if let Some(detail) = &self.detail {
            detail.check()?;
        }
        self.scene_info.check()
    }
}

impl RequestFromJson for OrderRequest {}
