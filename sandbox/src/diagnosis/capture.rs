//! A message as somebody caught it.

use std::fmt;

use serde::Serialize;

/// What a message is; the signature of each covers something else.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum Kind {
    /// A request with `Authorization: WECHATPAY2-SHA256-RSA2048`, straight to WeChat Pay or through QQ.
    V3Request,
    /// A notification with `Wechatpay-Signature`.
    V3Notification,
    /// A reply of WeChat Pay with `Wechatpay-Signature`.
    V3Reply,
    /// An XML request with `sign`.
    V2Request,
    /// An XML notification of a payment with `sign`.
    V2Notification,
    /// An XML reply with `sign`.
    V2Reply,
    /// An XML notification of a refund, which is encrypted and has no `sign`.
    V2RefundNotice,
}

/// A message as it was sent or as it arrived.
#[derive(Clone)]
#[non_exhaustive]
pub struct Capture {
    /// What it is.
    pub kind: Kind,
    /// The method, such as `POST`; of a reply that of its request.
    pub method: String,
    /// Path and query as sent, or the whole address.
    pub target: String,
    /// The headers, in their order.
    pub headers: Vec<(String, String)>,
    /// The body's bytes.
    pub body: Vec<u8>,
    /// When it was sent or arrived, in Unix seconds; without it no age is looked at.
    pub at: Option<i64>,
}

impl Capture {
    /// A message of which the time is not known.
    #[must_use]
    pub fn new(
        kind: Kind,
        method: impl Into<String>,
        target: impl Into<String>,
        headers: Vec<(String, String)>,
        body: Vec<u8>,
    ) -> Self {
        Self { kind, method: method.into(), target: target.into(), headers, body, at: None }
    }

    /// The same, with the time at which it was sent or arrived (Unix seconds).
    #[must_use]
    pub fn at(mut self, unix_seconds: i64) -> Self {
        self.at = Some(unix_seconds);
        self
    }

    /// The value of a header, by its name in any case; the first one when it is repeated.
    #[must_use]
    pub fn header(&self, name: &str) -> Option<&str> {
        let found = self.headers.iter().find(|(own, _)| own.eq_ignore_ascii_case(name))?;
        Some(found.1.trim_matches([' ', '\t', '\r', '\n']))
    }

    /// Path and query of the address, as sent; the host is left out.
    pub(super) fn path_and_query(&self) -> &str {
        let target = self.target.trim();
        let Some((_, rest)) = target.split_once("://") else { return target };
        rest.find(['/', '?']).map_or("/", |start| &rest[start..])
    }
}

/// Neither headers, query nor body: they hold tokens and who pays.
impl fmt::Debug for Capture {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        let path = self.path_and_query().split('?').next().unwrap_or_default();
        out.debug_struct("Capture")
            .field("kind", &self.kind)
            .field("method", &self.method)
            .field("path", &path)
            .field("at", &self.at)
            .finish_non_exhaustive()
    }
}
