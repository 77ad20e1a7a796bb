//! Who the merchant is, with which keys, on which addresses: parsed at construction, never later.

mod address;
mod bases;
mod build;
mod faults;
mod merchant;
mod missing;
mod previous_sign_type;
mod settings;
mod store_choice;
mod test_keys;
mod variables;

use std::sync::Arc;

use serde::{Deserialize, Serialize};

#[cfg(feature = "client")]
pub(crate) use address::is_local;
pub(crate) use address::{BaseUrl, NotifyUrl};
pub(crate) use previous_sign_type::PreviousSignType;
pub use settings::Settings;
pub(crate) use store_choice::StoreChoice;
#[cfg(feature = "reqwest")]
pub(crate) use variables::PREFIX;

use crate::crypto::aead::Aes256GcmKey;
use crate::crypto::{Certificate, MerchantSigner, RsaProvider};
use crate::error::{Entry, Error, Result, sdk_codes};
use crate::model::Channel;
use crate::secret::Secret;
use crate::verify::TrustStore;

/// How V2 messages are signed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub enum V2SignType {
    /// HMAC-SHA256, sent as `sign_type`.
    #[default]
    #[serde(rename = "HMAC-SHA256")]
    HmacSha256,
    /// MD5, for merchants whose other systems still use it.
    #[serde(rename = "MD5")]
    Md5,
}

impl V2SignType {
    pub(crate) fn as_str(self) -> &'static str {
        match self {
            Self::HmacSha256 => "HMAC-SHA256",
            Self::Md5 => "MD5",
        }
    }
}

/// A checked configuration. Make it with [`Settings::build`]; it is cheap to clone.
///
/// It never changes, but for WeChat Pay's platform certificates: those that [`crate::operations::certificates::adopt`] takes over are
/// known to all clones.
#[derive(Clone, Debug)]
pub struct Config(pub(crate) Arc<Parts>);

#[derive(Debug)]
pub(crate) struct Parts {
    pub(crate) qq: Option<QqApp>,
    pub(crate) wechat_appid: String,
    pub(crate) mchid: String,
    pub(crate) v3: Option<V3>,
    pub(crate) v2: Option<V2>,
    pub(crate) notify_url: Option<NotifyUrl>,
    pub(crate) allow_notify_url_query: bool,
    pub(crate) referer: Option<String>,
    pub(crate) channel: Channel,
    pub(crate) qq_base: BaseUrl,
    pub(crate) wechat_base: BaseUrl,
    /// Where the merchant certificate is shown.
    pub(crate) mutual_tls_base: BaseUrl,
    pub(crate) client_identity: Option<Secret>,
    /// The merchant's own certificate, where the settings have it: only then its end is known.
    #[cfg_attr(not(feature = "client"), allow(dead_code, reason = "only a client tells of its end"))]
    pub(crate) merchant_certificate: Option<Certificate>,
    /// A root certificate for `mutual_tls_base`, when that is the sandbox.
    pub(crate) root_certificate: Option<String>,
    /// Where WeChat Pay is asked when its own host cannot be reached.
    pub(crate) wechat_backup_base: Option<BaseUrl>,
    /// Everything that is sent stays on this machine.
    pub(crate) is_local: bool,
    /// A client of the test kit, on this machine.
    #[cfg_attr(
        not(feature = "client"),
        allow(dead_code, reason = "only a client says that it is one of a sandbox")
    )]
    pub(crate) is_for_test: bool,
    pub(crate) link_hosts: Vec<String>,
    pub(crate) require_verified_reply: bool,
    pub(crate) token_refused_codes: Vec<String>,
    /// Where the access token is kept; `None` where nobody said so.
    #[cfg_attr(not(feature = "client"), allow(dead_code, reason = "only a client has a store"))]
    pub(crate) token_store: Option<StoreChoice>,
    /// Where notifications that were handled are remembered; `None` when nobody does.
    #[cfg_attr(not(feature = "client"), allow(dead_code, reason = "only a client has an inbox"))]
    pub(crate) inbox: Option<StoreChoice>,
}

/// The QQ mini program.
#[derive(Debug)]
pub(crate) struct QqApp {
    pub(crate) appid: String,
    pub(crate) app_secret: Option<Secret>,
}

/// What V3 needs.
pub(crate) struct V3 {
    pub(crate) signer: MerchantSigner,
    pub(crate) serial: String,
    /// The current APIv3 key, then the previous one.
    pub(crate) api_keys: Vec<Aes256GcmKey>,
    pub(crate) trust: TrustStore,
    /// For the keys that are read later: those of fetched certificates.
    pub(crate) provider: RsaProvider,
}

impl std::fmt::Debug for V3 {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        out.debug_struct("V3")
            .field("serial", &self.serial)
            .field("trust", &self.trust)
            .finish_non_exhaustive()
    }
}

/// What V2 needs.
#[derive(Debug)]
pub(crate) struct V2 {
    pub(crate) key: Secret,
    pub(crate) sign_type: V2SignType,
    pub(crate) former_sign_type: Option<PreviousSignType>,
    /// The text of the APIv3 key: only to find out that the two keys were swapped.
    pub(crate) api_v3_key: Option<Secret>,
}

impl Config {
    /// The merchant number.
    #[must_use]
    pub fn mchid(&self) -> &str {
        &self.0.mchid
    }

    /// The WeChat AppID.
    #[must_use]
    pub fn wechat_appid(&self) -> &str {
        &self.0.wechat_appid
    }

    /// The QQ AppID, when one is configured.
    #[must_use]
    pub fn qq_appid(&self) -> Option<&str> {
        self.0.qq.as_ref().map(|qq| qq.appid.as_str())
    }

    /// The merchant certificate and its key as one PEM text, for HTTP clients of your own: the connection of a request
    /// with [`crate::http::HttpRequest::client_certificate`] must show it.
    #[must_use]
    pub fn client_identity(&self) -> Option<&Secret> {
        self.0.client_identity.as_ref()
    }

    /// The root certificate of the sandbox's TLS listener; `None` for WeChat Pay itself.
    #[must_use]
    pub fn root_certificate(&self) -> Option<&str> {
        self.0.root_certificate.as_deref()
    }

    /// The base address of QQ.
    #[must_use]
    pub fn qq_base_url(&self) -> &str {
        self.0.qq_base.as_str()
    }

    /// The base address of WeChat Pay.
    #[must_use]
    pub fn wechat_base_url(&self) -> &str {
        self.0.wechat_base.as_str()
    }

    /// Whether QQ and WeChat Pay are a sandbox on this machine: then no money moves, whatever is told.
    #[must_use]
    pub fn is_sandbox(&self) -> bool {
        self.0.is_local
    }

    /// The merchant's own notification address as a request gives it.
    pub(crate) fn parse_notify_url(&self, field: &str, text: &str) -> Result<NotifyUrl> {
        NotifyUrl::parse(field, text, self.0.qq_base.is_local(), self.0.allow_notify_url_query)
    }

    pub(crate) fn qq(&self) -> Result<&QqApp> {
        self.0.qq.as_ref().ok_or_else(|| missing(&sdk_codes::QQ_NOT_CONFIGURED, "qq_appid"))
    }

    pub(crate) fn v3(&self) -> Result<&V3> {
        self.0.v3.as_ref().ok_or_else(|| missing(&sdk_codes::V3_NOT_CONFIGURED, "merchant_private_key"))
    }

    pub(crate) fn v2(&self) -> Result<&V2> {
        self.0.v2.as_ref().ok_or_else(|| missing(&sdk_codes::V2_NOT_CONFIGURED, "api_v2_key"))
    }
}

fn missing(entry: &'static Entry, field: &str) -> Error {
    Error::sdk(entry).with_field(field)
}
