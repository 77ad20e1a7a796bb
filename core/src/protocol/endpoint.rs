//! The two addresses of a call: the one it is SENT to and the one that is SIGNED.
//!
//! Through QQ's proxy they differ: the request goes to `api.q.qq.com/wxpay/...` with three query
//! parameters, and the signature covers WeChat Pay's own path without any of that.

use std::fmt;

use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};
use serde::Serialize;
use zeroize::Zeroizing;

use crate::config::{Config, NotifyUrl};
use crate::error::Result;
#[cfg(feature = "client")]
use crate::http::HttpRequest;
use crate::secret::Secret;

/// Everything but RFC 3986's unreserved characters.
const COMPONENT: &AsciiSet = &NON_ALPHANUMERIC.remove(b'-').remove(b'.').remove(b'_').remove(b'~');

/// The party at the other end of a call.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub enum Upstream {
    /// QQ: `getToken` and the payment proxy. It has no backup host.
    #[serde(rename = "qq")]
    Qq,
    /// WeChat Pay itself.
    #[serde(rename = "wechat_pay")]
    WeChatPay,
}

/// The four interfaces that place an order.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum OrderInterface {
    V2,
    Direct,
    Partner,
    Combine,
}

impl OrderInterface {
    fn original_path(self) -> &'static str {
        match self {
            Self::V2 => "/pay/unifiedorder",
            Self::Direct => "/v3/pay/transactions/h5",
            Self::Partner => "/v3/pay/partner/transactions/h5",
            Self::Combine => "/v3/combine-transactions/h5",
        }
    }

    fn proxy_path(self) -> &'static str {
        match self {
            // V2 loses its `/pay`; V3 keeps the whole path.
            Self::V2 => "/wxpay/unifiedorder",
            Self::Direct => "/wxpay/v3/pay/transactions/h5",
            Self::Partner => "/wxpay/v3/pay/partner/transactions/h5",
            Self::Combine => "/wxpay/v3/combine-transactions/h5",
        }
    }
}

/// The two addresses of one call.
pub(crate) struct Endpoint {
    pub(crate) upstream: Upstream,
    /// The whole address; at QQ its query holds the access token.
    pub(crate) sent_to: Zeroizing<String>,
    /// Path and query that a V3 signature covers.
    pub(crate) signed: String,
}

impl Endpoint {
    /// An order through QQ's proxy.
    pub(crate) fn proxied(
        config: &Config,
        interface: OrderInterface,
        access_token: &Secret,
        real_notify_url: &NotifyUrl,
    ) -> Result<Self> {
        let sent_to = format!(
            "{}{}?appid={}&access_token={}&real_notify_url={}",
            config.0.qq_base.as_str(),
            interface.proxy_path(),
            encode(&config.qq()?.appid),
            encode(access_token.expose()),
            encode(real_notify_url.as_str()),
        );
        Ok(Self {
            upstream: Upstream::Qq,
            sent_to: Zeroizing::new(sent_to),
            signed: interface.original_path().to_owned(),
        })
    }

    /// An order straight to WeChat Pay.
    pub(crate) fn direct_order(config: &Config, interface: OrderInterface) -> Self {
        Self::direct(config, interface.original_path().to_owned())
    }

    /// Any call straight to WeChat Pay; `target` is path and query, encoded.
    pub(crate) fn direct(config: &Config, target: String) -> Self {
        let sent_to = Zeroizing::new(format!("{}{target}", config.0.wechat_base.as_str()));
        Self { upstream: Upstream::WeChatPay, sent_to, signed: target }
    }

    /// A call on whose connection the merchant certificate is shown.
    pub(crate) fn mutual_tls(config: &Config, target: String) -> Self {
        let sent_to = Zeroizing::new(format!("{}{target}", config.0.mutual_tls_base.as_str()));
        Self { upstream: Upstream::WeChatPay, sent_to, signed: target }
    }

    /// `getToken`.
    pub(crate) fn get_token(config: &Config, app_secret: &Secret) -> Result<Self> {
        let sent_to = format!(
            "{}/api/getToken?grant_type=client_credential&appid={}&secret={}",
            config.0.qq_base.as_str(),
            encode(&config.qq()?.appid),
            encode(app_secret.expose()),
        );
        Ok(Self { upstream: Upstream::Qq, sent_to: Zeroizing::new(sent_to), signed: String::new() })
    }
}

/// The same request at WeChat Pay's backup host: a signature does not cover the host. `None` when there is
/// no backup, or when the request goes elsewhere.
#[cfg(feature = "client")]
pub(crate) fn at_backup(config: &Config, request: &HttpRequest) -> Option<HttpRequest> {
    let target = request.url().strip_prefix(config.0.wechat_base.as_str())?;
    let target = Some(target).filter(|target| target.starts_with('/'))?;
    let backup = config.0.wechat_backup_base.as_ref()?.as_str();
    let url = Zeroizing::new(format!("{backup}{target}"));
    Some(HttpRequest { url, ..request.clone() })
}

impl fmt::Debug for Endpoint {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.debug_struct("Endpoint").field("upstream", &self.upstream).finish_non_exhaustive()
    }
}

/// The `notify_url` that an order through QQ must carry: QQ's relay, never the merchant's own.
pub(crate) fn relay_address(interface: OrderInterface, mchid: &str, out_trade_no: &str) -> String {
    match interface {
        OrderInterface::V2 => "https://api.q.qq.com/wxpay/notify".to_owned(),
        _ => format!("https://api.q.qq.com/wxpay/v3/notify/{mchid}/{out_trade_no}"),
    }
}

/// Percent-encodes one query value or path segment.
pub(crate) fn encode(component: &str) -> String {
    utf8_percent_encode(component, COMPONENT).to_string()
}
