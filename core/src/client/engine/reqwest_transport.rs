//! The usual transport: reqwest over rustls.

use std::future::Future;
use std::panic::AssertUnwindSafe;
use std::sync::{Arc, OnceLock};
use std::time::Duration;

use async_trait::async_trait;
use futures_util::FutureExt as _;

use crate::client::engine::http_client::{self, describe};
use crate::client::engine::mutual_tls::MutualTls;
use crate::client::engine::transport::{
    ReplyBody, StreamingReply, Transport, TransportError, TransportErrorKind,
};
use crate::config::Config;
use crate::error::{Error, Result, sdk_codes};
use crate::http::{Headers, HttpRequest, HttpResponse, MAXIMUM_REPLY_BYTES, Method};

/// Sends with reqwest: kept connections, no redirects, the system's TLS roots (Mozilla's where a machine has none).
///
/// A client takes it by itself. Named, it can be put into a transport of yours that does more:
///
/// ```
/// # fn example(config: qq_wxpay::Config) -> qq_wxpay::Result<qq_wxpay::QqWxPay> {
/// use std::sync::Arc;
/// use std::time::Duration;
///
/// use qq_wxpay::QqWxPay;
/// use qq_wxpay::client::{ReqwestTransport, Transport, TransportError, async_trait};
/// use qq_wxpay::http::{HttpRequest, HttpResponse};
///
/// /// Passes on a trace context.
/// struct Traced(ReqwestTransport);
///
/// #[async_trait]
/// impl Transport for Traced {
///     async fn send(&self, request: HttpRequest, timeout: Duration) -> Result<HttpResponse, TransportError> {
///         self.0.send(request.with_header("traceparent", "00-4bf92f3577b34da6-00f067aa0ba902b7-01"), timeout).await
///     }
/// }
///
/// let transport = Traced(ReqwestTransport::new(&config)?);
/// QqWxPay::builder(config).transport(Arc::new(transport)).build()
/// # }
/// ```
#[derive(Clone, Debug)]
pub struct ReqwestTransport {
    client: reqwest::Client,
    mutual_tls: Arc<MutualTls>,
}

impl ReqwestTransport {
    /// A transport with connections of its own.
    ///
    /// # Errors
    /// `Transport` when the HTTP client cannot be made.
    pub fn new(config: &Config) -> Result<Self> {
        Self::sharing(&Connections::default(), config)
    }

    /// A transport with the connections of others; the one that shows the merchant certificate is the merchant's own.
    pub(in crate::client) fn sharing(connections: &Connections, config: &Config) -> Result<Self> {
        let client = connections.client(config.is_sandbox())?;
        Ok(Self { client, mutual_tls: Arc::new(MutualTls::new(config)) })
    }
}

/// The HTTP clients that several merchants share, each made when first needed: they are heavy, for each has the TLS roots.
#[derive(Debug, Default)]
pub(in crate::client) struct Connections {
    usual: OnceLock<reqwest::Client>,
    /// A proxy of the environment must not see what stays on this machine.
    local: OnceLock<reqwest::Client>,
}

impl Connections {
    fn client(&self, is_local: bool) -> Result<reqwest::Client> {
        let slot = if is_local { &self.local } else { &self.usual };
        if let Some(client) = slot.get() {
            return Ok(client.clone());
        }
        let made = http_client::make(|builder| if is_local { builder.no_proxy() } else { builder })
            .map_err(|error| Error::sdk(&sdk_codes::NOT_CONNECTED).with_detail(describe(error)))?;
        Ok(slot.get_or_init(|| made).clone())
    }
}

#[async_trait]
impl Transport for ReqwestTransport {
    async fn send(&self, request: HttpRequest, timeout: Duration) -> Result<HttpResponse, TransportError> {
        let sending = self.outgoing(&request)?.timeout(timeout).send();
        let mut reply = with_io(sending).await?.map_err(failed)?;
        let (status, headers) = head(&reply);
        let mut body = Vec::new();
        while let Some(chunk) = reply.chunk().await.map_err(failed)? {
            if body.len() + chunk.len() > MAXIMUM_REPLY_BYTES {
                let detail = format!("more than {MAXIMUM_REPLY_BYTES} bytes");
                return Err(TransportError::new(TransportErrorKind::TooLarge, detail));
            }
            body.extend_from_slice(&chunk);
        }
        Ok(HttpResponse::new(status, headers, body))
    }

    async fn send_streaming(
        &self,
        request: HttpRequest,
        timeout: Duration,
    ) -> Result<StreamingReply, TransportError> {
        // reqwest's own limit would cover the body too, and a bill may take minutes.
        let late = |_| TransportError::new(TransportErrorKind::TimedOut, "no head");
        let sending = tokio::time::timeout(timeout, with_io(self.outgoing(&request)?.send()));
        let reply = sending.await.map_err(late)??.map_err(failed)?;
        let (status, headers) = head(&reply);
        Ok(StreamingReply { status, headers, body: Box::new(ReqwestBody(reply)) })
    }
}

impl ReqwestTransport {
    fn outgoing(&self, request: &HttpRequest) -> Result<reqwest::RequestBuilder, TransportError> {
        let method = match request.method() {
            Method::Get => reqwest::Method::GET,
            Method::Post => reqwest::Method::POST,
            Method::Put => reqwest::Method::PUT,
            Method::Patch => reqwest::Method::PATCH,
            Method::Delete => reqwest::Method::DELETE,
        };
        let client = if request.client_certificate() { self.mutual_tls.client()? } else { &self.client };
        let mut outgoing = client.request(method, request.url());
        for (name, value) in request.headers() {
            outgoing = outgoing.header(name, value);
        }
        if !matches!(request.method(), Method::Get | Method::Delete) {
            outgoing = outgoing.body(request.body().to_vec());
        }
        Ok(outgoing)
    }
}

struct ReqwestBody(reqwest::Response);

#[async_trait]
impl ReplyBody for ReqwestBody {
    async fn next_chunk(&mut self) -> Result<Option<Vec<u8>>, TransportError> {
        Ok(self.0.chunk().await.map_err(failed)?.map(Into::into))
    }
}

fn head(reply: &reqwest::Response) -> (u16, Headers) {
    (reply.status().as_u16(), reply.headers().into())
}

/// The sending, which panics where the runtime has no I/O: nothing else tells.
async fn with_io<T>(sending: impl Future<Output = T>) -> Result<T, TransportError> {
    let missing = |_| TransportError::new(TransportErrorKind::NoRuntime, "the runtime has no I/O: enable_io");
    AssertUnwindSafe(sending).catch_unwind().await.map_err(missing)
}

fn failed(error: reqwest::Error) -> TransportError {
    let kind = if error.is_connect() {
        TransportErrorKind::NotConnected
    } else if error.is_timeout() {
        TransportErrorKind::TimedOut
    } else {
        TransportErrorKind::ConnectionLost
    };
    let cause = http_client::of_the_system(&error);
    let failed = TransportError::new(kind, describe(error));
    match cause {
        Some(cause) => failed.with_source(cause),
        None => failed,
    }
}
