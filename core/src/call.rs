//! A call before and after its network part: signed bytes out, a reply in.

use std::fmt;

use crate::config::{Config, V3};
use crate::endpoint::Endpoint;
pub use crate::endpoint::Leg;
use crate::environment::Stamp;
use crate::error::{Error, ErrorKind, Result, Retry, Subject, wechat_codes};
use crate::http::{HttpRequest, HttpResponse, Method};
use crate::retry::is_refusal;
use crate::sign::v3::{self, Unsigned};

/// The `User-Agent` of every request; WeChat Pay's gateway refuses an empty one.
const USER_AGENT: &str = concat!("qq-wxpay/", env!("CARGO_PKG_VERSION"));

/// What a call does at the other end, should its reply be lost.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Effect {
    /// It only reads: repeating is always harmless.
    Read,
    /// It changes something that its business number identifies: after a lost reply the outcome is unknown, and the same
    /// request may be repeated.
    Repeatable,
    /// It may change something each time it is sent: after a lost reply the outcome is unknown, and only the caller can
    /// decide to send it again.
    Once,
}

/// A signed request, and the pure function that reads its reply.
///
/// Send [`Prepared::request`] unchanged with any HTTP client that follows no redirects and checks TLS certificates, then
/// give the reply to [`Prepared::finish`]. To repeat, prepare again: a nonce is used once.
pub struct Prepared<T> {
    operation: &'static str,
    leg: Leg,
    effect: Effect,
    request: HttpRequest,
    /// The number of the order or refund that it is about.
    number: Option<String>,
    read: Box<dyn ReadReply<T>>,
}

/// Reads a reply; the number is now, in Unix seconds.
trait ReadReply<T>: Fn(&HttpResponse, i64) -> Result<T> + Send + Sync {}

impl<T, F: Fn(&HttpResponse, i64) -> Result<T> + Send + Sync> ReadReply<T> for F {}

impl<T> Prepared<T> {
    pub(crate) fn new(
        operation: &'static str,
        leg: Leg,
        effect: Effect,
        request: HttpRequest,
        read: impl Fn(&HttpResponse, i64) -> Result<T> + Send + Sync + 'static,
    ) -> Self {
        Self { operation, leg, effect, request, number: None, read: Box::new(read) }
    }

    /// The same, and the number of the order or refund that it is about, for the log.
    pub(crate) fn about(self, number: Option<String>) -> Self {
        Self { number, ..self }
    }

    /// The number of the order or refund that it is about: the merchant's own, or the one it was asked for by.
    #[must_use]
    pub fn number(&self) -> Option<&str> {
        self.number.as_deref()
    }

    /// The request to send.
    #[must_use]
    pub fn request(&self) -> &HttpRequest {
        &self.request
    }

    /// The name of the operation, for logs: `place_order`, `query_order`, ...
    #[must_use]
    pub fn operation(&self) -> &'static str {
        self.operation
    }

    /// Who is called.
    #[must_use]
    pub fn leg(&self) -> Leg {
        self.leg
    }

    /// What the call does at the other end.
    #[must_use]
    pub fn effect(&self) -> Effect {
        self.effect
    }

    /// Whether WeChat Pay answers with a signature of V3, which needs its keys.
    #[cfg(feature = "client")]
    pub(crate) fn is_signed_for_v3(&self) -> bool {
        self.request.unsigned.is_some() || self.request.headers().any(|(name, _)| name == "Authorization")
    }

    /// The request, to put its signature in.
    #[cfg(feature = "client")]
    pub(crate) fn request_mut(&mut self) -> &mut HttpRequest {
        &mut self.request
    }

    /// Reads the reply; `now` in Unix seconds.
    ///
    /// # Errors
    /// `Api` when the other side refused; `Signature`, `Stale`, `Malformed` or `Mismatch` when the reply cannot be believed.
    /// [`crate::Error::retry`] says what may be done.
    pub fn finish(&self, reply: &HttpResponse, now: i64) -> Result<T> {
        let fitting = |error: Error| error.fitting(Subject::of(self.operation));
        (self.read)(reply, now).map_err(|error| advise(self.effect, reply.status(), fitting(error)))
    }
}

impl<T> fmt::Debug for Prepared<T> {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.debug_struct("Prepared")
            .field("operation", &self.operation)
            .field("request", &self.request)
            .finish_non_exhaustive()
    }
}

/// The error with the advice that fits what the call does.
pub(crate) fn advise(effect: Effect, status: u16, error: Error) -> Error {
    match effect {
        Effect::Read => advise_reading(error, status),
        // The reply cannot be used, but the request may have been carried out.
        Effect::Repeatable | Effect::Once if is_unusable(&error) && error.retry() == Retry::Never => {
            error.with_retry(Retry::ConfirmFirst)
        }
        Effect::Repeatable | Effect::Once => error,
    }
}

/// Asking again is harmless; it helps unless a page refused the question. "Query it" is no advice for a query.
fn advise_reading(error: Error, status: u16) -> Error {
    let unknown =
        error.retry() == Retry::ConfirmFirst && (error.remedy().is_none() || error.is(&wechat_codes::FAIL));
    if is_unusable(&error) && error.kind() != ErrorKind::Mismatch {
        error.with_retry(if is_refusal(status) { Retry::Never } else { Retry::SameRequest })
    } else if unknown {
        error.with_retry(if status >= 500 { Retry::SameRequest } else { Retry::Never })
    } else {
        error
    }
}

fn is_unusable(error: &Error) -> bool {
    !matches!(error.kind(), ErrorKind::Api | ErrorKind::InvalidInput | ErrorKind::Config)
}

/// A V3 request with its signature over the endpoint's SIGNED address and the exact body bytes.
pub(crate) fn v3_request(
    config: &Config,
    v3: &V3,
    endpoint: Endpoint,
    method: Method,
    body: Vec<u8>,
    stamp: &Stamp,
) -> Result<HttpRequest> {
    let unsigned = Unsigned {
        message: v3::request_message(method, &endpoint.signed, stamp, &body).into(),
        mchid: config.mchid().to_owned(),
        serial: v3.serial.clone(),
        stamp: stamp.clone(),
    };
    let mut headers = vec![("Accept", "application/json".to_owned()), ("User-Agent", USER_AGENT.to_owned())];
    if !body.is_empty() {
        headers.push(("Content-Type", "application/json".to_owned()));
    }
    if let Some(serial) = v3.trust.requested_serial() {
        headers.push(("Wechatpay-Serial", serial.to_owned()));
    }
    let mut request = HttpRequest {
        method,
        url: endpoint.sent_to,
        headers,
        body,
        client_certificate: false,
        unsigned: Some(Box::new(unsigned)),
    };
    if let Some(unsigned) = request.unsigned.as_deref().filter(|_| !stamp.signs_later()) {
        let signature = v3.signer.sign(&unsigned.message)?;
        request.sign(&signature);
    }
    Ok(request)
}

/// A V2 request; its signature is inside the body.
pub(crate) fn v2_request(endpoint: Endpoint, body: Vec<u8>) -> HttpRequest {
    let headers = vec![
        ("Content-Type", "text/xml; charset=utf-8".to_owned()),
        ("Accept", "text/xml, application/xml, */*".to_owned()),
        ("User-Agent", USER_AGENT.to_owned()),
    ];
    HttpRequest {
        method: Method::Post,
        url: endpoint.sent_to,
        headers,
        body,
        client_certificate: false,
        unsigned: None,
    }
}

/// An unsigned `GET` at QQ.
pub(crate) fn qq_get_request(endpoint: Endpoint) -> HttpRequest {
    let headers = vec![("Accept", "application/json".to_owned()), ("User-Agent", USER_AGENT.to_owned())];
    HttpRequest {
        method: Method::Get,
        url: endpoint.sent_to,
        headers,
        body: Vec::new(),
        client_certificate: false,
        unsigned: None,
    }
}
