//! The settings as text: what a user writes down. Everything is parsed and checked once, in [`Settings::build`].

use std::collections::BTreeMap;

use serde::Deserialize;

use super::V2SignType;
use crate::model::{Channel, RequestFromJson};

macro_rules! settings {
    ($($(#[$attr:meta])* $name:ident: $type:ty = $variable:literal $($hidden:literal)?),* $(,)?) => {
        /// The settings as text. Which ones are needed depends on what is used: V3 needs the merchant key, the APIv3 key
        /// and WeChat Pay's public key; V2 needs the V2 key; ordering through QQ needs the two QQ settings.
        ///
        /// ```
        /// let settings = qq_wxpay::Settings::new().mchid("1900000001").wechat_appid("wx0123456789abcdef");
        /// assert!(settings.build().is_err()); // no key yet: the error names the setting
        /// ```
        #[derive(Clone, derive_more::Debug, Default, Deserialize)]
        #[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
        #[serde(default, deny_unknown_fields)]
        #[non_exhaustive]
        pub struct Settings {
            $($(#[$attr])* #[doc = concat!(" Environment: `", $variable, "`.")] $(#[cfg_attr(feature = "schema", schemars(extend("x-hidden" = true)))] #[debug($hidden)])? pub $name: Option<$type>,)*
            /// Hosts (with a port, if not 443) that an H5 link may have; only `wx.tenpay.com` when empty.
            /// Environment: `QQ_WXPAY_LINK_HOSTS`, comma-separated.
            pub link_hosts: Vec<String>,
            /// The way that orders take unless the order says otherwise. Environment: `QQ_WXPAY_CHANNEL`.
            pub channel: Channel,
            /// How V2 messages are signed. Environment: `QQ_WXPAY_V2_SIGN_TYPE`.
            pub v2_sign_type: V2SignType,
            /// How V2 messages were signed before `v2_sign_type` was changed: payment notifications signed so are taken, too, until
            /// `v2_former_sign_type_until`. Environment: `QQ_WXPAY_V2_FORMER_SIGN_TYPE`.
            pub v2_former_sign_type: Option<V2SignType>,
            /// Refuses the link of an order whose reply lacks WeChat Pay's signature.
            /// Environment: `QQ_WXPAY_REQUIRE_VERIFIED_REPLY`.
            pub require_verified_reply: bool,
            /// Allows a query in `notify_url`: whether QQ keeps one is not known. Environment: `QQ_WXPAY_ALLOW_NOTIFY_URL_QUERY`.
            pub allow_notify_url_query: bool,
            /// Codes of the proxy that are taken for "the access token is bad", besides the known ones.
            /// Environment: `QQ_WXPAY_TOKEN_REFUSED_CODES`, comma-separated.
            pub token_refused_codes: Vec<String>,
            /// By which variable each textual setting came that came by one.
            #[serde(skip)]
            #[debug(skip)]
            pub(super) variables: BTreeMap<String, String>,
            /// A client of the test kit: it is meant for nobody but a test.
            #[serde(skip)]
            #[debug(skip)]
            pub(super) is_for_test: bool,
        }

        impl Settings {
            /// Nothing is set yet.
            #[must_use]
            pub fn new() -> Self {
                Self::default()
            }

            $(
                #[doc = concat!("Sets `", stringify!($name), "`.")]
                #[must_use]
                pub fn $name(mut self, value: impl Into<$type>) -> Self {
                    self.$name = Some(value.into());
                    self
                }
            )*

            /// The environment variables of the textual settings, with the setter of each.
            pub(super) fn variables() -> impl Iterator<Item = (&'static str, fn(&mut Self) -> &mut Option<String>)> {
                let table: Vec<(&'static str, fn(&mut Self) -> &mut Option<String>)> =
                    vec![$(($variable, |settings| &mut settings.$name)),*];
                table.into_iter()
            }
        }
    };
}

settings! {
    /// AppID of the QQ mini program, from q.qq.com.
    qq_appid: String = "QQ_WXPAY_QQ_APPID",
    /// AppSecret of the QQ mini program.
    qq_app_secret: String = "QQ_WXPAY_QQ_APP_SECRET" "[secret]",
    /// WeChat AppID (`wx…`) that is bound to the merchant number.
    wechat_appid: String = "QQ_WXPAY_WECHAT_APPID",
    /// Merchant number; of a service provider its own, of a combine order the initiator's.
    mchid: String = "QQ_WXPAY_MCHID",
    /// Serial of the merchant API certificate, 40 hex digits; not needed beside `merchant_certificate`.
    merchant_serial: String = "QQ_WXPAY_MERCHANT_SERIAL",
    /// Merchant private key, `apiclient_key.pem`.
    merchant_private_key: String = "QQ_WXPAY_MERCHANT_PRIVATE_KEY" "[secret]",
    /// Merchant API certificate, `apiclient_cert.pem`.
    merchant_certificate: String = "QQ_WXPAY_MERCHANT_CERTIFICATE" "[certificate]",
    /// Both in one file, `apiclient_cert.p12`, as base64; in place of the two above.
    merchant_p12: String = "QQ_WXPAY_MERCHANT_P12" "[secret]",
    /// Password of `merchant_p12`; the merchant number when left out.
    merchant_p12_password: String = "QQ_WXPAY_MERCHANT_P12_PASSWORD" "[secret]",
    /// APIv3 key, exactly 32 characters.
    api_v3_key: String = "QQ_WXPAY_API_V3_KEY" "[secret]",
    /// A second APIv3 key, which opens notifications, too, while the key is changed: the next one before the change, the former
    /// one after it.
    api_v3_key_previous: String = "QQ_WXPAY_API_V3_KEY_PREVIOUS" "[secret]",
    /// ID of WeChat Pay's public key, `PUB_KEY_ID_…`.
    public_key_id: String = "QQ_WXPAY_PUBLIC_KEY_ID",
    /// WeChat Pay's public key, `pub_key.pem`.
    public_key: String = "QQ_WXPAY_PUBLIC_KEY" "[public key]",
    /// ID of a second public key of WeChat Pay, whose signatures are taken, too, while the key is changed: the next one's before
    /// the change, the former one's after it. Given together with `public_key_previous`, or neither.
    public_key_id_previous: String = "QQ_WXPAY_PUBLIC_KEY_ID_PREVIOUS",
    /// The key of `public_key_id_previous`.
    public_key_previous: String = "QQ_WXPAY_PUBLIC_KEY_PREVIOUS" "[public key]",
    /// Platform certificates, one PEM after the other.
    platform_certificates: String = "QQ_WXPAY_PLATFORM_CERTIFICATES" "[certificates]",
    /// V2 API key, 32 characters.
    api_v2_key: String = "QQ_WXPAY_API_V2_KEY" "[secret]",
    /// Until when `v2_former_sign_type` counts, by the client's clock: RFC 3339, such as `2026-06-08T00:00:00+08:00`. Both are
    /// given, or neither.
    #[cfg_attr(feature = "schema", schemars(extend("x-time" = "moment")))]
    v2_former_sign_type_until: String = "QQ_WXPAY_V2_FORMER_SIGN_TYPE_UNTIL",
    /// Your own address for payment notifications: https, no query, at most 256 characters.
    notify_url: String = "QQ_WXPAY_NOTIFY_URL" "[address]",
    /// Domain authorised for H5 payment, with its scheme: what `qq.requestWxPayment` gets as `referer`.
    referer: String = "QQ_WXPAY_REFERER",
    /// Base address of QQ, `https://api.q.qq.com` when left out; another one only for the sandbox.
    qq_base_url: String = "QQ_WXPAY_QQ_BASE_URL",
    /// Base address of WeChat Pay, `https://api.mch.weixin.qq.com` when left out; another one only for the sandbox.
    wechat_base_url: String = "QQ_WXPAY_WECHAT_BASE_URL",
    /// Where V2 refunds go, on whose connection the merchant certificate is shown; `wechat_base_url` when left out.
    /// Another one only for the sandbox.
    wechat_mutual_tls_base_url: String = "QQ_WXPAY_WECHAT_MUTUAL_TLS_BASE_URL",
    /// Root certificate of the sandbox's TLS listener, PEM; refused with any address but one of this machine.
    root_certificate: String = "QQ_WXPAY_ROOT_CERTIFICATE" "[certificate]",
    /// Base address that is tried when WeChat Pay's cannot be reached. When left out: `https://api2.mch.weixin.qq.com` if
    /// `wechat_base_url` is left out too, else none.
    wechat_backup_base_url: String = "QQ_WXPAY_WECHAT_BACKUP_BASE_URL",
    /// Where QQ's access token is kept, so that all processes share one: `file` (the default: for all processes of this user on this machine),
    /// `file:FOLDER` (an absolute path), `redis://user:password@host:port/database` (for several machines; `rediss` for TLS, `redis+cluster`,
    /// `redis+sentinel`), or `memory` (of this process alone). A token store or token provider in code goes before it.
    token_store: String = "QQ_WXPAY_TOKEN_STORE" "[address]",
    /// Where the processes of the shop note which notifications are handled, so that none is handed to two of them: `file` (all processes of
    /// this user on this machine), `file:FOLDER` (an absolute path), `redis://user:password@host:port/database` (for several machines, with the
    /// forms of `token_store`). Nothing is noted when left out: take that where your function does its work in one transaction of a database.
    inbox: String = "QQ_WXPAY_INBOX" "[address]",
}

impl RequestFromJson for Settings {}
