//! HTTP messages as plain values. Their `Debug` shows neither query, header values nor body.

use std::fmt;

use serde::{Deserialize, Serialize};
use zeroize::Zeroizing;

use crate::environment::RequestStamp;

/// The largest reply that is read, in bytes (1 MiB).
pub const MAXIMUM_REPLY_BYTES: usize = 1 << 20;

/// The HTTP method of a request.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "UPPERCASE")]
pub enum Method {
    /// `GET`
    Get,
    /// `POST`
    Post,
    /// `PUT`
    Put,
    /// `PATCH`
    Patch,
    /// `DELETE`
    Delete,
}

impl Method {
    /// The method as it is written on the wire.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Get => "GET",
            Self::Post => "POST",
            Self::Put => "PUT",
            Self::Patch => "PATCH",
            Self::Delete => "DELETE",
        }
    }
}

/// A request that is ready to be sent: send it unchanged, byte for byte, and follow no redirect.
#[derive(Clone)]
pub struct HttpRequest {
    pub(crate) method: Method,
    pub(crate) url: Zeroizing<String>,
    pub(crate) headers: Vec<(&'static str, String)>,
    pub(crate) body: Vec<u8>,
    pub(crate) client_certificate: bool,
    /// What is still to be signed. A request that users see has its signature.
    pub(crate) unsigned: Option<Box<Unsigned>>,
}

/// The message of a request that is still to be signed, and what its `Authorization` header says beside the signature.
#[derive(Clone)]
pub(crate) struct Unsigned {
    pub(crate) message: Zeroizing<Vec<u8>>,
    pub(crate) mchid: String,
    pub(crate) serial: String,
    pub(crate) stamp: RequestStamp,
}

impl HttpRequest {
    /// The method.
    #[must_use]
    pub fn method(&self) -> Method {
        self.method
    }

    /// The whole address. The query of an address at QQ holds the access token: never log it.
    #[must_use]
    pub fn url(&self) -> &str {
        &self.url
    }

    /// The headers, in the order in which they were made. `Authorization` holds a signature: never log it.
    pub fn headers(&self) -> impl Iterator<Item = (&'static str, &str)> {
        self.headers.iter().map(|(name, value)| (*name, value.as_str()))
    }

    /// The same request with this header added or replaced, for transports that pass on a trace context.
    #[must_use]
    pub fn with_header(mut self, name: &'static str, value: impl Into<String>) -> Self {
        self.headers.retain(|(own, _)| !own.eq_ignore_ascii_case(name));
        self.headers.push((name, value.into()));
        self
    }

    /// The exact body bytes: they are what was signed.
    #[must_use]
    pub fn body(&self) -> &[u8] {
        &self.body
    }

    /// Whether the connection must show the merchant certificate (mutual TLS): V2 refunds only.
    #[must_use]
    pub fn client_certificate(&self) -> bool {
        self.client_certificate
    }

    /// The address without its query: safe to log.
    #[must_use]
    pub fn address(&self) -> &str {
        self.url.split('?').next().unwrap_or_default()
    }
}

impl fmt::Debug for HttpRequest {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.debug_struct("HttpRequest")
            .field("method", &self.method)
            .field("address", &self.address())
            .field("body_bytes", &self.body.len())
            .finish_non_exhaustive()
    }
}

/// What came back: status, headers and the raw body bytes.
///
/// ```
/// use qq_wxpay::http::{Headers, HttpResponse};
///
/// let reply = HttpResponse::new(204, Headers::default(), Vec::new()); // as your HTTP client received it
/// assert!(reply.is_success());
/// ```
#[derive(Clone)]
pub struct HttpResponse {
    status: u16,
    headers: Headers,
    body: Vec<u8>,
}

impl HttpResponse {
    /// Puts a reply together from what an HTTP client received. The body must be unchanged.
    #[must_use]
    pub fn new(status: u16, headers: Headers, body: Vec<u8>) -> Self {
        Self { status, headers, body }
    }

    /// The HTTP status.
    #[must_use]
    pub fn status(&self) -> u16 {
        self.status
    }

    /// The headers.
    #[must_use]
    pub fn headers(&self) -> &Headers {
        &self.headers
    }

    /// The raw body.
    #[must_use]
    pub fn body(&self) -> &[u8] {
        &self.body
    }

    /// The body without a byte-order mark. Signatures are over [`HttpResponse::body`].
    pub(crate) fn text(&self) -> &[u8] {
        self.body.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(&self.body)
    }

    /// Whether the status is 2xx.
    #[must_use]
    pub fn is_success(&self) -> bool {
        (200..300).contains(&self.status)
    }

    /// WeChat Pay's `Request-ID`, when it looks like one.
    #[must_use]
    pub fn request_id(&self) -> Option<String> {
        self.headers.request_id()
    }
}

impl fmt::Debug for HttpResponse {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.debug_struct("HttpResponse")
            .field("status", &self.status)
            .field("body_bytes", &self.body.len())
            .finish_non_exhaustive()
    }
}

/// Received headers; names are compared without regard to case.
///
/// ```
/// use qq_wxpay::http::Headers;
///
/// let headers: Headers = [("Request-ID", "08F78BB7AF0610D3")].into_iter().collect();
/// assert_eq!(headers.value("request-id"), Some("08F78BB7AF0610D3"));
/// ```
#[derive(Clone, Default)]
pub struct Headers(Vec<(String, String)>);

impl Headers {
    /// The value of a header; `None` when it is absent or stands there more than once with different values.
    #[must_use]
    pub fn value(&self, name: &str) -> Option<&str> {
        let mut values =
            self.0.iter().filter(|(own, _)| own.eq_ignore_ascii_case(name)).map(|(_, value)| value.trim());
        let first = values.next()?;
        values.all(|other| other == first).then_some(first)
    }

    /// All of them, as they came. Values may be secret: never log them.
    pub fn iter(&self) -> impl Iterator<Item = (&str, &str)> {
        self.0.iter().map(|(name, value)| (name.as_str(), value.as_str()))
    }

    /// WeChat Pay's `Request-ID`, when it looks like one.
    pub(crate) fn request_id(&self) -> Option<String> {
        let id = self.value("request-id")?;
        let plain = |c: char| c.is_ascii_alphanumeric() || c == '-' || c == '_';
        (!id.is_empty() && id.len() <= 128 && id.chars().all(plain)).then(|| id.to_owned())
    }

    /// Whether a header of this name is there at all.
    #[must_use]
    pub fn contains(&self, name: &str) -> bool {
        self.0.iter().any(|(own, _)| own.eq_ignore_ascii_case(name))
    }
}

impl<N: Into<String>, V: Into<String>> FromIterator<(N, V)> for Headers {
    fn from_iter<I: IntoIterator<Item = (N, V)>>(pairs: I) -> Self {
        Self(pairs.into_iter().map(|(name, value)| (name.into(), value.into())).collect())
    }
}

/// The headers as axum, hyper and reqwest have them; a value that is no text is left out.
///
/// ```
/// use qq_wxpay::http::Headers;
///
/// let mut received = http::HeaderMap::new();
/// received.insert("wechatpay-timestamp", http::HeaderValue::from_static("1722850421"));
/// assert_eq!(Headers::from(&received).value("Wechatpay-Timestamp"), Some("1722850421"));
/// ```
#[cfg(feature = "http")]
impl From<&::http::HeaderMap> for Headers {
    fn from(map: &::http::HeaderMap) -> Self {
        map.iter().filter_map(|(name, value)| Some((name.as_str(), value.to_str().ok()?))).collect()
    }
}

impl fmt::Debug for Headers {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.debug_list().entries(self.0.iter().map(|(name, _)| name)).finish()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn debug_shows_no_query_header_or_body() {
        let request = HttpRequest {
            method: Method::Post,
            url: Zeroizing::new("https://api.q.qq.com/wxpay?access_token=MARKER".to_owned()),
            headers: vec![("Authorization", "MARKER".to_owned())],
            body: b"MARKER".to_vec(),
            client_certificate: false,
            unsigned: None,
        };
        let reply = HttpResponse::new(200, [("X", "MARKER")].into_iter().collect(), b"MARKER".to_vec());
        let shown = format!("{request:?}{reply:?}{:?}", reply.headers());
        assert!(!shown.contains("MARKER"), "{shown}");
        assert!(shown.contains("https://api.q.qq.com/wxpay"));
    }

    #[test]
    fn contradicting_headers_have_no_value() {
        let headers: Headers = [("A", "1"), ("a", "2"), ("B", "3"), ("b", " 3 ")].into_iter().collect();
        assert_eq!(headers.value("a"), None);
        assert!(headers.contains("A"));
        assert_eq!(headers.value("B"), Some("3"));
    }

    #[test]
    fn a_request_id_is_shown_only_when_it_is_plain() {
        let with = |id: &str| {
            HttpResponse::new(200, [("Request-ID", id)].into_iter().collect(), vec![]).request_id()
        };
        assert_eq!(with("08F78BB50610-268435461").as_deref(), Some("08F78BB50610-268435461"));
        assert_eq!(with("a b"), None);
        assert_eq!(with(&"a".repeat(129)), None);
    }
}
