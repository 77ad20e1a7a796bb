//! The V2 unified order.

use serde::{Deserialize, Serialize};

use crate::error::Result;
use crate::model::{Channel, H5Info, H5Type, RequestFromJson, check, times};

/// A V2 H5 unified order.
///
/// `appid` and `mch_id` come from the configuration; `trade_type`, `notify_url`, `nonce_str` and `sign` are computed.
///
/// ```
/// use qq_wxpay::model::V2OrderRequest;
///
/// let mut request = V2OrderRequest::new("T20261123000001", "Blue mug", 1999, "203.0.113.7"); // 1999 fen
/// request.attach = Some("cart 7".to_owned());
/// ```
#[derive(Clone, derive_more::Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(default, deny_unknown_fields)]
#[non_exhaustive]
pub struct V2OrderRequest {
    /// What is bought, shown to the payer; up to 127 bytes of UTF-8, 42 Chinese characters. Required.
    #[cfg_attr(feature = "schema", schemars(extend("x-required" = true)))]
    pub body: String,
    /// The merchant's order number, unique for the merchant number: 6 to 32 of `[0-9A-Za-z_\-|*]`. Required.
    #[cfg_attr(feature = "schema", schemars(extend("x-required" = true)))]
    pub out_trade_no: String,
    /// Whole fen, at least 1. Required.
    #[cfg_attr(feature = "schema", schemars(extend("x-required" = true)))]
    pub total_fee: i64,
    /// The **payer's** public IPv4 or IPv6 address. Required.
    #[cfg_attr(feature = "schema", schemars(extend("x-required" = true, "x-hidden" = true)))]
    #[debug("[payer]")]
    pub spbill_create_ip: String,
    /// Kind of page, name and site; `Wap` when left out. `app_url`/`app_name` are sent as `wap_url`/`wap_name`, and
    /// when left out the configured `referer` and its host take their place.
    pub scene_info: H5Info,
    /// Goods detail, JSON text of up to 6000 bytes of UTF-8.
    pub detail: Option<String>,
    /// Comes back in queries and notifications; up to 127 bytes of UTF-8. No `&name=` with a field name of V2 in it, as in
    /// all texts of a V2 order: V2 signs without escaping.
    pub attach: Option<String>,
    /// Device, for example `WEB`; up to 32 bytes of UTF-8.
    pub device_info: Option<String>,
    /// `CNY`, also when left out.
    pub fee_type: Option<String>,
    /// First moment, `yyyyMMddHHmmss` in Beijing time, or RFC 3339 with its offset, which is sent in that form.
    #[cfg_attr(feature = "schema", schemars(extend("x-time" = "moment")))]
    pub time_start: Option<String>,
    /// Last moment to pay, `yyyyMMddHHmmss` in Beijing time, or RFC 3339 with its offset, which is sent in that form; cannot be changed by ordering again.
    #[cfg_attr(feature = "schema", schemars(extend("x-time" = "moment")))]
    pub time_expire: Option<String>,
    /// Mark for discounts, up to 32 bytes of UTF-8.
    pub goods_tag: Option<String>,
    /// Number of the goods, up to 32 bytes of UTF-8.
    pub product_id: Option<String>,
    /// `no_credit` excludes credit cards.
    pub limit_pay: Option<String>,
    /// `Y` lets the payer ask for an electronic invoice.
    pub receipt: Option<String>,
    /// `Y` or `N`: whether the money is shared later.
    pub profit_sharing: Option<String>,
    /// Sub merchant's WeChat AppID, for service providers.
    pub sub_appid: Option<String>,
    /// Sub merchant's number, for service providers.
    pub sub_mch_id: Option<String>,
    /// Your own address for the notification of this order; the configured one when left out.
    pub notify_url: Option<String>,
    /// The way this order takes; the configured one when left out.
    pub channel: Option<Channel>,
    /// Fields of WeChat Pay that this library does not know yet, as the JSON text of an object of up to 16384 bytes. They are signed and
    /// sent with the others and replace none of them; values are texts or whole numbers. Experts only: nothing in it is checked.
    #[cfg_attr(feature = "schema", schemars(extend("x-hidden" = true)))]
    #[debug("{} bytes", extra.as_ref().map_or(0, String::len))]
    pub extra: Option<String>,
}

impl V2OrderRequest {
    /// An order with what every order needs: `total_fee` in fen, the payer's public address.
    #[must_use]
    pub fn new(
        out_trade_no: impl Into<String>,
        body: impl Into<String>,
        total_fee: i64,
        spbill_create_ip: impl Into<String>,
    ) -> Self {
        Self {
            out_trade_no: out_trade_no.into(),
            body: body.into(),
            total_fee,
            spbill_create_ip: spbill_create_ip.into(),
            ..Self::default()
        }
    }

    /// `referer` is the configured one: it stands in for the site of the page.
    pub(crate) fn check(&self, referer: Option<&str>) -> Result<()> {
        check::direct_order_number("out_trade_no", &self.out_trade_no)?;
        check::text("body", &self.body, 127)?;
        check::fen("total_fee", self.total_fee)?;
        check::payer_ip("spbill_create_ip", &self.spbill_create_ip)?;
        self.scene_info.check("scene_info")?;
        check::optional_text("detail", self.detail.as_deref(), 6000)?;
        check::optional_text("attach", self.attach.as_deref(), 127)?;
        check::optional_text("device_info", self.device_info.as_deref(), 32)?;
        check::currency("fee_type", self.fee_type.as_deref())?;
        times::check_v2("time_start", self.time_start.as_deref())?;
        times::check_v2("time_expire", self.time_expire.as_deref())?;
        check::optional_text("goods_tag", self.goods_tag.as_deref(), 32)?;
        check::optional_text("product_id", self.product_id.as_deref(), 32)?;
        check::v2_text("body", Some(&self.body))?;
        check::v2_text("detail", self.detail.as_deref())?;
        check::v2_text("attach", self.attach.as_deref())?;
        check::v2_text("device_info", self.device_info.as_deref())?;
        check::v2_text("goods_tag", self.goods_tag.as_deref())?;
        check::v2_text("product_id", self.product_id.as_deref())?;
        check::one_of("limit_pay", self.limit_pay.as_deref(), &["no_credit"])?;
        check::one_of("receipt", self.receipt.as_deref(), &["Y"])?;
        check::one_of("profit_sharing", self.profit_sharing.as_deref(), &["Y", "N"])?;
        if let Some(appid) = &self.sub_appid {
            check::wechat_appid("sub_appid", appid)?;
        }
        if let Some(number) = &self.sub_mch_id {
            check::merchant_number("sub_mch_id", number)?;
        }
        let scene = self.scene(referer);
        let needed = match scene.r#type {
            H5Type::Ios => [("app_name", &scene.app_name), ("bundle_id", &scene.bundle_id)],
            H5Type::Android => [("app_name", &scene.app_name), ("package_name", &scene.package_name)],
            _ => [("app_url", &scene.app_url), ("app_name", &scene.app_name)],
        };
        for (name, value) in needed {
            check::required(&format!("scene_info.{name}"), value.as_deref().unwrap_or_default())?;
        }
        check::text("scene_info", &self.scene_text(referer), 256)
    }

    fn scene(&self, referer: Option<&str>) -> H5Info {
        let mut scene = self.scene_info.clone();
        if scene.r#type == H5Type::Wap {
            scene.app_url = scene.app_url.or_else(|| referer.map(str::to_owned));
            let host = |url: &String| Some(url::Url::parse(url).ok()?.host_str()?.to_owned());
            scene.app_name = scene.app_name.or_else(|| scene.app_url.as_ref().and_then(host));
        }
        scene
    }

    /// The scene as V2 wants it: JSON text, with V2's own names.
    pub(crate) fn scene_text(&self, referer: Option<&str>) -> String {
        let scene = self.scene(referer);
        let (kind, name, url) = match scene.r#type {
            H5Type::Ios => ("IOS", "app_name", "app_url"),
            H5Type::Android => ("Android", "app_name", "app_url"),
            _ => ("Wap", "wap_name", "wap_url"),
        };
        let mut info = serde_json::Map::new();
        info.insert("type".to_owned(), kind.into());
        let pairs = [
            (url, scene.app_url),
            (name, scene.app_name),
            ("bundle_id", scene.bundle_id),
            ("package_name", scene.package_name),
        ];
        for (key, value) in pairs {
            if let Some(value) = value {
                info.insert(key.to_owned(), value.into());
            }
        }
        serde_json::json!({ "h5_info": info }).to_string()
    }
}

impl RequestFromJson for V2OrderRequest {}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_scene_uses_the_names_of_v2() {
        let mut order = V2OrderRequest::new("T2026001", "Blue mug", 1, "203.0.113.7");
        order.scene_info.app_url = Some("https://pay.example.com".to_owned());
        order.scene_info.app_name = Some("Shop".to_owned());
        let scene = r#"{"h5_info":{"type":"Wap","wap_name":"Shop","wap_url":"https://pay.example.com"}}"#;
        assert_eq!(order.scene_text(None), scene);
    }

    #[test]
    fn the_authorised_domain_stands_in_for_the_site() {
        let order = V2OrderRequest::new("T2026001", "Blue mug", 1, "203.0.113.7");
        let scene = order.scene_text(Some("https://pay.example.com"));
        assert!(
            scene.contains(r#""wap_name":"pay.example.com","wap_url":"https://pay.example.com""#),
            "{scene}"
        );
        assert!(order.check(Some("https://pay.example.com")).is_ok());
        let error = order.check(None).unwrap_err();
        assert_eq!((error.code(), error.field()), ("FIELD_MISSING", Some("scene_info.app_url")));
    }
}
