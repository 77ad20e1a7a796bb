//! The V3 combine order: several merchants, one payment.

use serde::{Deserialize, Serialize};

use crate::error::Result;
use crate::model::{Channel, H5Info, RequestFromJson, SceneInfo, check, times};

/// A V3 H5 combine order: all sub orders are paid, or none.
///
/// `combine_appid` and `combine_mchid` are the configured `wechat_appid` and `mchid`.
///
/// ```
/// use qq_wxpay::model::{CombineOrderRequest, SubOrder};
///
/// let mug = SubOrder::new("1900000109", "T20261123000001-1", "Blue mug", 1999, "cart 7");
/// let tea = SubOrder::new("1900000110", "T20261123000001-2", "Green tea", 2500, "cart 7");
/// let request = CombineOrderRequest::new("T20261123000001", "203.0.113.7", vec![mug, tea]);
/// assert_eq!(request.sub_orders.len(), 2);
/// ```
#[derive(Clone, derive_more::Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(default, deny_unknown_fields)]
#[non_exhaustive]
pub struct CombineOrderRequest {
    /// Number of the whole, 6 to 32 of `[0-9A-Za-z_-]`, straight to WeChat Pay also `|` and `*`. Required.
    #[cfg_attr(feature = "schema", schemars(extend("x-required" = true)))]
    pub combine_out_trade_no: String,
    /// Where and by whom it is paid. Required.
    #[cfg_attr(feature = "schema", schemars(extend("x-required" = true)))]
    pub scene_info: CombineSceneInfo,
    /// What the merchants sell: 2 to 10 parts; 1 to 50 of a service provider, whose parts name a `sub_mchid`. Required.
    #[cfg_attr(feature = "schema", schemars(extend("x-required" = true)))]
    pub sub_orders: Vec<SubOrder>,
    /// First moment to pay, RFC 3339 with its offset; sent as `2026-06-08T10:34:56+08:00`.
    #[cfg_attr(feature = "schema", schemars(extend("x-time" = "moment")))]
    #[serde(skip_serializing_if = "Option::is_none", serialize_with = "times::serialize_v3")]
    pub time_start: Option<String>,
    /// Last moment to pay, RFC 3339 with its offset; sent as `2026-06-08T10:34:56+08:00`.
    #[cfg_attr(feature = "schema", schemars(extend("x-time" = "moment")))]
    #[serde(skip_serializing_if = "Option::is_none", serialize_with = "times::serialize_v3")]
    pub time_expire: Option<String>,
    /// Ways of paying that are excluded: `no_balance`, `no_debit`, `balance_only`.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub limit_pay: Vec<String>,
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

/// Where and by whom a combine order is paid.
#[derive(Clone, derive_more::Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(default, deny_unknown_fields)]
#[non_exhaustive]
pub struct CombineSceneInfo {
    /// The **payer's** public IPv4 or IPv6 address. Required.
    #[cfg_attr(feature = "schema", schemars(extend("x-required" = true, "x-hidden" = true)))]
    #[debug("[payer]")]
    #[serde(serialize_with = "super::scene::plain_ip")]
    pub payer_client_ip: String,
    /// Device number, up to 32 bytes of UTF-8.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub device_id: Option<String>,
    /// Kind of page; `Wap` when left out.
    pub h5_info: H5Info,
}

/// What one merchant sells in a combine order.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(default, deny_unknown_fields)]
#[non_exhaustive]
pub struct SubOrder {
    /// Merchant number of this part (in partner use the service provider's). Required.
    #[cfg_attr(feature = "schema", schemars(extend("x-required" = true)))]
    pub mchid: String,
    /// Number of this part, unique for `mchid`, 6 to 32 characters. Required.
    #[cfg_attr(feature = "schema", schemars(extend("x-required" = true)))]
    pub out_trade_no: String,
    /// How much. Required.
    #[cfg_attr(feature = "schema", schemars(extend("x-required" = true)))]
    pub amount: CombineAmount,
    /// Comes back in queries and notifications, up to 128 bytes of UTF-8. Unlike in a single order it is needed. Required.
    #[cfg_attr(feature = "schema", schemars(extend("x-required" = true)))]
    pub attach: String,
    /// What is bought, up to 127 bytes of UTF-8, 42 Chinese characters. Required.
    #[cfg_attr(feature = "schema", schemars(extend("x-required" = true)))]
    pub description: String,
    /// Sub merchant's number; service providers must give it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub sub_mchid: Option<String>,
    /// Sub merchant's WeChat AppID.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub sub_appid: Option<String>,
    /// Mark for discounts, up to 32 bytes of UTF-8.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub goods_tag: Option<String>,
    /// How the money is settled.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub settle_info: Option<CombineSettleInfo>,
}

/// How the money of a part is settled.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(default, deny_unknown_fields)]
#[non_exhaustive]
pub struct CombineSettleInfo {
    /// Whether the money is shared with others later.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub profit_sharing: Option<bool>,
    /// What the platform adds, fen.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub subsidy_amount: Option<i64>,
}

/// The amount of a part. Mind `total_amount`: a single order calls it `total`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(default, deny_unknown_fields)]
#[non_exhaustive]
pub struct CombineAmount {
    /// Whole fen, 1 to 1,000,000,000 (10 million yuan). Required.
    #[cfg_attr(feature = "schema", schemars(extend("x-required" = true)))]
    pub total_amount: i64,
    /// `CNY`.
    pub currency: String,
}

impl Default for CombineAmount {
    fn default() -> Self {
        Self { total_amount: 0, currency: "CNY".to_owned() }
    }
}

impl SubOrder {
    /// A part with what every part needs: `total_amount` in fen.
    #[must_use]
    pub fn new(
        mchid: impl Into<String>,
        out_trade_no: impl Into<String>,
        description: impl Into<String>,
        total_amount: i64,
        attach: impl Into<String>,
    ) -> Self {
        Self {
            mchid: mchid.into(),
            out_trade_no: out_trade_no.into(),
            description: description.into(),
            amount: CombineAmount { total_amount, ..CombineAmount::default() },
            attach: attach.into(),
            ..Self::default()
        }
    }

    fn check(&self, index: usize) -> Result<()> {
        let field = |name: &str| format!("sub_orders[{index}].{name}");
        check::merchant_number(&field("mchid"), &self.mchid)?;
        check::direct_order_number(&field("out_trade_no"), &self.out_trade_no)?;
        check::fen(&field("amount.total_amount"), self.amount.total_amount)?;
        check::at_most(&field("amount.total_amount"), self.amount.total_amount, 1_000_000_000)?;
        check::currency(&field("amount.currency"), Some(&self.amount.currency))?;
        check::text(&field("attach"), &self.attach, 128)?;
        check::text(&field("description"), &self.description, 127)?;
        check::optional_text(&field("goods_tag"), self.goods_tag.as_deref(), 32)?;
        if let Some(number) = &self.sub_mchid {
            check::merchant_number(&field("sub_mchid"), number)?;
        }
        if let Some(appid) = &self.sub_appid {
            check::wechat_appid(&field("sub_appid"), appid)?;
        }
        if let Some(settle) = &self.settle_info {
            check::not_negative(&field("settle_info.subsidy_amount"), settle.subsidy_amount)?;
        }
        Ok(())
    }
}

impl CombineOrderRequest {
    /// A combine order of these parts.
    #[must_use]
    pub fn new(
        combine_out_trade_no: impl Into<String>,
        payer_client_ip: impl Into<String>,
        sub_orders: Vec<SubOrder>,
    ) -> Self {
        let scene = SceneInfo::payer(payer_client_ip);
        Self {
            combine_out_trade_no: combine_out_trade_no.into(),
            scene_info: CombineSceneInfo {
                payer_client_ip: scene.payer_client_ip,
                device_id: None,
                h5_info: scene.h5_info,
            },
            sub_orders,
            ..Self::default()
        }
    }

    pub(crate) fn check(&self, channel: Channel) -> Result<()> {
        match channel {
            Channel::QqProxy => {
                check::proxy_order_number("combine_out_trade_no", &self.combine_out_trade_no)?
            }
            Channel::Direct => {
                check::direct_order_number("combine_out_trade_no", &self.combine_out_trade_no)?
            }
        }
        check::payer_ip("scene_info.payer_client_ip", &self.scene_info.payer_client_ip)?;
        check::optional_text("scene_info.device_id", self.scene_info.device_id.as_deref(), 32)?;
        self.scene_info.h5_info.check("scene_info.h5_info")?;
        times::check_v3("time_start", self.time_start.as_deref())?;
        times::check_v3("time_expire", self.time_expire.as_deref())?;
        for word in &self.limit_pay {
            check::one_of("limit_pay", Some(word), &["no_balance", "no_debit", "balance_only"])?;
        }
        // Whoever orders for sub merchants is a service provider.
        let is_provider = self.sub_orders.iter().any(|part| part.sub_mchid.is_some());
        check::count("sub_orders", self.sub_orders.len(), if is_provider { 1..=50 } else { 2..=10 })?;
        self.sub_orders.iter().enumerate().try_for_each(|(index, part)| part.check(index))
    }
}

impl RequestFromJson for CombineOrderRequest {}
