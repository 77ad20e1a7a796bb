//! What a configuration needs and does not have: all of it at once, each by its variable and the place that it comes from.

use super::{Config, Settings};
use crate::error::{Error, Result, sdk_codes};
use crate::model::Channel;

/// A setting, its variable, and where it is found: in English, and in Chinese.
type Source = (&'static str, &'static str, (&'static str, &'static str));

const WECHAT_APPID: Source = (
    "wechat_appid",
    "QQ_WXPAY_WECHAT_APPID",
    ("pay.weixin.qq.com, 产品中心 → AppID账号管理", "商户平台 → 产品中心 → AppID账号管理"),
);
const MCHID: Source =
    ("mchid", "QQ_WXPAY_MCHID", ("pay.weixin.qq.com, 账户中心 → 商户信息", "商户平台 → 账户中心 → 商户信息"));
const PRIVATE_KEY: Source = (
    "merchant_private_key",
    "QQ_WXPAY_MERCHANT_PRIVATE_KEY",
    (
        "apiclient_key.pem, pay.weixin.qq.com, 账户中心 → API安全 → 商户API证书",
        "apiclient_key.pem，商户平台 → 账户中心 → API安全 → 商户API证书",
    ),
);
const SERIAL: Source = (
    "merchant_serial",
    "QQ_WXPAY_MERCHANT_SERIAL",
    (
        "证书序列号 beside 商户API证书, or QQ_WXPAY_MERCHANT_CERTIFICATE in its place",
        "商户API证书旁的证书序列号，也可改为设置 QQ_WXPAY_MERCHANT_CERTIFICATE",
    ),
);
const API_V3_KEY: Source = (
    "api_v3_key",
    "QQ_WXPAY_API_V3_KEY",
    ("pay.weixin.qq.com, 账户中心 → API安全 → APIv3密钥", "商户平台 → 账户中心 → API安全 → APIv3密钥"),
);
const PUBLIC_KEY_ID: Source = (
    "public_key_id",
    "QQ_WXPAY_PUBLIC_KEY_ID",
    ("pay.weixin.qq.com, 账户中心 → API安全 → 微信支付公钥", "商户平台 → 账户中心 → API安全 → 微信支付公钥"),
);
const PUBLIC_KEY: Source = (
    "public_key",
    "QQ_WXPAY_PUBLIC_KEY",
    (
        "pub_key.pem, pay.weixin.qq.com, 账户中心 → API安全 → 微信支付公钥",
        "pub_key.pem，商户平台 → 账户中心 → API安全 → 微信支付公钥",
    ),
);

const REFERER: Source = (
    "referer",
    "QQ_WXPAY_REFERER",
    ("pay.weixin.qq.com, 产品中心 → H5支付, with https://", "商户平台 → 产品中心 → H5支付，须带 https://"),
);

const QQ_APPID: Source =
    ("qq_appid", "QQ_WXPAY_QQ_APPID", ("q.qq.com, 开发 → 开发设置", "q.qq.com，开发 → 开发设置"));
const QQ_APP_SECRET: Source =
    ("qq_app_secret", "QQ_WXPAY_QQ_APP_SECRET", ("q.qq.com, 开发 → 开发设置", "q.qq.com，开发 → 开发设置"));
const NOTIFY_URL: Source =
    ("notify_url", "QQ_WXPAY_NOTIFY_URL", ("your own https address", "你自己服务器的 https 地址"));

impl Config {
    /// Refuses an order through QQ whose link nobody could open: `qq.requestWxPayment` needs the referer.
    pub(crate) fn refuse_missing_referer(&self) -> Result<()> {
        if self.0.referer.is_some() { Ok(()) } else { Err(settings_missing(&[REFERER])) }
    }
}

fn settings_missing(missing: &[Source]) -> Error {
    let en: Vec<_> = missing.iter().map(|(_, variable, (en, _))| format!("{variable} ({en})")).collect();
    let zh: Vec<_> = missing.iter().map(|(_, variable, (_, zh))| format!("{variable}（{zh}）")).collect();
    let error = Error::sdk(&sdk_codes::SETTINGS_MISSING).with_detail_in(en.join("; "), zh.join("；"));
    missing.iter().take(1).fold(error, |error, (field, ..)| error.with_field(*field))
}

impl Settings {
    /// What orders through QQ need beside what [`Settings::build`] asks for; nothing is asked of those who order directly.
    ///
    /// # Errors
    /// `SETTINGS_MISSING`, naming each variable and the page of the console.
    pub fn refuse_missing_for_qq(&self) -> Result<()> {
        let is_missing = |setting: &Option<String>| setting.as_ref().is_none_or(|text| text.is_empty());
        let needed = [
            (QQ_APPID, &self.qq_appid),
            (QQ_APP_SECRET, &self.qq_app_secret),
            (NOTIFY_URL, &self.notify_url),
            (REFERER, &self.referer),
        ];
        let missing = needed.into_iter().filter(|(_, setting)| is_missing(setting));
        let missing: Vec<Source> = missing.map(|(source, _)| source).collect();
        if missing.is_empty() || self.channel == Channel::Direct {
            Ok(())
        } else {
            Err(settings_missing(&missing))
        }
    }

    /// Refuses settings of which some are missing.
    pub(super) fn refuse_missing(&self, has_signer: bool) -> Result<()> {
        let is_given = |setting: &Option<String>| setting.as_ref().is_some_and(|text| !text.is_empty());
        let has_key = has_signer || is_given(&self.merchant_private_key) || is_given(&self.merchant_p12);
        // A serial or certificates alone name nothing: a shop that has V2 alone may have kept them.
        let of_v3 = [&self.api_v3_key, &self.public_key, &self.public_key_id];
        let names_v3 = has_key || of_v3.into_iter().any(is_given);
        let takes_v3 = names_v3 && !self.key_is_for_v2_alone();
        // Who names neither is told of V3: it is what a new merchant has.
        let needs_v3 = takes_v3 || !is_given(&self.api_v2_key);
        let names_a_public_key = is_given(&self.public_key) || is_given(&self.public_key_id);
        let has_serial =
            [&self.merchant_serial, &self.merchant_certificate, &self.merchant_p12].into_iter().any(is_given);
        let needed = [
            (WECHAT_APPID, !is_given(&self.wechat_appid)),
            (MCHID, !is_given(&self.mchid)),
            (PRIVATE_KEY, needs_v3 && !has_key),
            (SERIAL, needs_v3 && !has_serial),
            (API_V3_KEY, needs_v3 && !is_given(&self.api_v3_key)),
            (PUBLIC_KEY_ID, (names_a_public_key || !names_v3) && needs_v3 && !is_given(&self.public_key_id)),
            (PUBLIC_KEY, (names_a_public_key || !names_v3) && needs_v3 && !is_given(&self.public_key)),
        ];
        let missing: Vec<Source> =
            needed.into_iter().filter(|(_, is_missing)| *is_missing).map(|(source, _)| source).collect();
        if missing.is_empty() { Ok(()) } else { Err(settings_missing(&missing)) }
    }
}
