//! Any other V3 interface, for which this library has no operation.

use serde::de::IgnoredAny;
use serde::{Deserialize, Serialize};
use url::{Position, Url};

use crate::error::{Error, Result, sdk_codes};
use crate::http::{MAXIMUM_REPLY_BYTES, Method};
use crate::model::RequestFromJson;

/// The longest path with its query, in bytes.
const LONGEST_PATH: usize = 2048;

/// A call of any V3 interface, straight to WeChat Pay. Uploads of files are not possible this way.
///
/// ```
/// use qq_wxpay::{http::Method, model::ApiRequest};
/// let request = ApiRequest::new(Method::Get, "/v3/merchant-service/complaints-v2?limit=10");
/// ```
#[derive(Clone, derive_more::Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct ApiRequest {
    /// The method.
    pub method: Method,
    /// Path and query, percent-encoded, beginning with `/v3/`; up to 2048 bytes.
    #[cfg_attr(feature = "schema", schemars(extend("x-hidden" = true)))]
    #[debug("{}", path.split('?').next().unwrap_or_default())]
    pub path: String,
    /// JSON text, sent and signed byte for byte; up to 1 MiB. `GET` and `DELETE` take none.
    #[cfg_attr(feature = "schema", schemars(extend("x-hidden" = true)))]
    #[debug("{} bytes", body.as_ref().map_or(0, String::len))]
    #[serde(default)]
    pub body: Option<String>,
}

/// What such an interface answered, verified.
#[derive(Clone, derive_more::Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[non_exhaustive]
pub struct ApiReply {
    /// HTTP status, 2xx.
    pub status: u16,
    /// The content, JSON text as a rule; empty with 204.
    #[cfg_attr(feature = "schema", schemars(extend("x-hidden" = true)))]
    #[debug("{} bytes", body.len())]
    pub body: String,
    /// WeChat Pay's `Request-ID`.
    pub request_id: Option<String>,
}

impl ApiRequest {
    /// A call without a body.
    #[must_use]
    pub fn new(method: Method, path: impl Into<String>) -> Self {
        Self { method, path: path.into(), body: None }
    }

    /// The same call with this JSON text.
    #[must_use]
    pub fn body(self, json: impl Into<String>) -> Self {
        Self { body: Some(json.into()), ..self }
    }

    pub(crate) fn check(&self) -> Result<()> {
        // Signed is what is sent: an HTTP client that writes the path otherwise (an apostrophe, a dot segment, a blank) would send
        // something else, so it must leave this one as it is.
        let whole = Url::parse(&format!("https://api.mch.weixin.qq.com{}", self.path)).ok();
        let is_kept =
            whole.is_some_and(|url| url[Position::BeforePath..] == self.path && url.fragment().is_none());
        let fits = self.path.starts_with("/v3/") && self.path.len() <= LONGEST_PATH && is_kept;
        if !fits {
            return Err(Error::sdk(&sdk_codes::REQUEST_PATH).with_field("path"));
        }
        let Some(body) = &self.body else { return Ok(()) };
        let refuse =
            |detail: &str| Err(Error::sdk(&sdk_codes::REQUEST_BODY).with_field("body").with_detail(detail));
        if matches!(self.method, Method::Get | Method::Delete) {
            return refuse("this method takes none");
        }
        if body.len() > MAXIMUM_REPLY_BYTES {
            return refuse("more than 1 MiB");
        }
        if serde_json::from_str::<IgnoredAny>(body).is_err() {
            return refuse("it is not JSON");
        }
        Ok(())
    }
}

impl RequestFromJson for ApiRequest {}
