//! How a request is carried to the other side.

use std::error::Error as StdError;
use std::fmt;
use std::io;
use std::sync::Arc;
use std::time::Duration;

use async_trait::async_trait;

use crate::error::{Entry, Error, sdk_codes};
use crate::http::{Headers, HttpRequest, HttpResponse};

/// Carries one request. It must send the bytes unchanged, follow no redirect, check TLS certificates, read at most
/// [`crate::http::MAXIMUM_REPLY_BYTES`] of the reply, and show the merchant certificate where
/// [`HttpRequest::client_certificate`] says so.
///
/// It is implemented with [`async_trait`](macro@crate::client::async_trait):
///
/// ```
/// use std::time::Duration;
///
/// use qq_wxpay::client::{Transport, TransportError, TransportErrorKind, async_trait};
/// use qq_wxpay::http::{HttpRequest, HttpResponse};
///
/// /// `Browser` stands for the HTTP client of your house.
/// struct House(Browser);
///
/// #[async_trait]
/// impl Transport for House {
///     async fn send(&self, request: HttpRequest, timeout: Duration) -> Result<HttpResponse, TransportError> {
///         let headers: Vec<(&str, &str)> = request.headers().collect();
///         let sent = self.0.send(request.method().as_str(), request.url(), &headers, request.body(), timeout).await;
///         // Only a connection that was never made is `NotConnected`: the call is then repeated, whatever it does.
///         let (status, headers, body) =
///             sent.map_err(|error| TransportError::new(TransportErrorKind::ConnectionLost, "").with_source(error))?;
///         Ok(HttpResponse::new(status, headers.into_iter().collect(), body))
///     }
/// }
///
/// # fn example(config: qq_wxpay::Config, browser: Browser) -> qq_wxpay::Result<qq_wxpay::QqWxPay> {
/// qq_wxpay::QqWxPay::builder(config).transport(std::sync::Arc::new(House(browser))).build()
/// # }
/// # struct Browser;
/// # impl Browser {
/// #     async fn send(&self, _: &str, _: &str, _: &[(&str, &str)], _: &[u8], _: Duration)
/// #         -> std::io::Result<(u16, Vec<(String, String)>, Vec<u8>)> { Ok((200, Vec::new(), Vec::new())) }
/// # }
/// ```
#[async_trait]
pub trait Transport: Send + Sync {
    /// Sends the request and reads the whole reply within `timeout`.
    async fn send(&self, request: HttpRequest, timeout: Duration) -> Result<HttpResponse, TransportError>;

    /// Sends the request and gives the reply as soon as its head is there, within `timeout`; the body is read afterwards, in
    /// pieces, and has no limit here. Only bills need it: a transport may leave it out, and then it reads none.
    async fn send_streaming(
        &self,
        request: HttpRequest,
        timeout: Duration,
    ) -> Result<StreamingReply, TransportError> {
        let _ = (request, timeout);
        Err(TransportError::new(TransportErrorKind::CannotStream, ""))
    }
}

/// A reply whose body is still on its way.
#[non_exhaustive]
pub struct StreamingReply {
    /// The HTTP status.
    pub status: u16,
    /// The headers.
    pub headers: Headers,
    /// The body.
    pub body: Box<dyn ReplyBody>,
}

impl StreamingReply {
    /// A reply of which the head is there.
    #[must_use]
    pub fn new(status: u16, headers: Headers, body: Box<dyn ReplyBody>) -> Self {
        Self { status, headers, body }
    }
}

/// A body that is read in pieces. Dropping it ends the transmission.
#[async_trait]
pub trait ReplyBody: Send {
    /// The next piece as it came, of any size; `None` at the end of a complete body. It may be abandoned and called again
    /// without losing a piece.
    async fn next_chunk(&mut self) -> Result<Option<Vec<u8>>, TransportError>;
}

/// How a request failed on its way.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum TransportErrorKind {
    /// No connection: nothing was sent.
    NotConnected,
    /// The call needs the merchant certificate on the connection, and there is none: nothing was sent.
    NoClientCertificate,
    /// No complete answer in time.
    TimedOut,
    /// The connection broke after it was made.
    ConnectionLost,
    /// The answer is too large.
    TooLarge,
    /// The runtime has no I/O: nothing was sent.
    NoRuntime,
    /// The transport gave something else than a reply: a mistake in it, which no repetition mends. Something may have been sent.
    NoReply,
    /// The transport does not hand over replies in pieces: nothing was sent.
    CannotStream,
}

/// Why no reply arrived.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct TransportError {
    /// How it failed.
    pub kind: TransportErrorKind,
    /// What the HTTP client said.
    pub detail: String,
    /// The error behind it.
    pub source: Option<Arc<dyn StdError + Send + Sync>>,
}

impl TransportError {
    /// An error of this kind. `detail` must hold no address query, header or body.
    #[must_use]
    pub fn new(kind: TransportErrorKind, detail: impl Into<String>) -> Self {
        Self { kind, detail: detail.into(), source: None }
    }

    /// The same with the error behind it, which is shown to nobody but who asks for the source.
    #[must_use]
    pub fn with_source(self, source: impl StdError + Send + Sync + 'static) -> Self {
        Self { source: Some(Arc::new(source)), ..self }
    }
}

impl fmt::Debug for StreamingReply {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.debug_struct("StreamingReply").field("status", &self.status).finish_non_exhaustive()
    }
}

impl fmt::Display for TransportError {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "{:?}: {}", self.kind, self.detail)
    }
}

impl StdError for TransportError {
    fn source(&self) -> Option<&(dyn StdError + 'static)> {
        self.source.as_deref().map(|source| source as _)
    }
}

/// What the system said, at the end of what caused this error.
pub(in crate::client) fn system_cause<'a>(error: &'a (dyn StdError + 'static)) -> Option<&'a io::Error> {
    let (mut found, mut next) = (None, error.source());
    while let Some(cause) = next {
        found = cause.downcast_ref().or(found);
        next = cause.source();
    }
    found
}

impl From<TransportError> for Error {
    fn from(error: TransportError) -> Self {
        let entry: &'static Entry = match error.kind {
            TransportErrorKind::NotConnected => &sdk_codes::NOT_CONNECTED,
            TransportErrorKind::NoClientCertificate => &sdk_codes::CLIENT_CERTIFICATE_MISSING,
            TransportErrorKind::TimedOut => &sdk_codes::TIMED_OUT,
            TransportErrorKind::NoRuntime => &sdk_codes::NO_RUNTIME,
            TransportErrorKind::ConnectionLost => &sdk_codes::CONNECTION_LOST,
            TransportErrorKind::TooLarge => &sdk_codes::REPLY_TOO_LARGE,
            TransportErrorKind::NoReply => &sdk_codes::TRANSPORT_GAVE_NO_REPLY,
            TransportErrorKind::CannotStream => &sdk_codes::STREAMING_UNSUPPORTED,
        };
        let mut made = Self::sdk(entry).with_detail(error.detail);
        if let Some(source) = error.source {
            made = made.with_shared_source(source);
        }
        match error.kind {
            TransportErrorKind::NoClientCertificate => made.with_field("merchant_certificate"),
            _ => made,
        }
    }
}
