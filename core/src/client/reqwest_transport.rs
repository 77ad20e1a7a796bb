//! The usual transport: reqwest over rustls.

use std::time::Duration;

use async_trait::async_trait;

use super::transport::{Transport, TransportError, TransportErrorKind};
use crate::error::{Error, Result, sdk_codes};
use crate::http::{HttpRequest, HttpResponse, MAXIMUM_REPLY_BYTES, Method};

/// Sends with reqwest: kept connections, no redirects, the system's TLS roots.
#[derive(Clone, Debug)]
pub struct ReqwestTransport(reqwest::Client);

impl ReqwestTransport {
    /// A transport with connections of its own.
    ///
    /// # Errors
    /// `Transport` when the HTTP client cannot be made.
    pub fn new() -> Result<Self> {
        Self::of(reqwest::Client::builder())
    }

    /// A transport for the sandbox: a proxy of the environment must not see what stays on this machine.
    pub(super) fn local() -> Result<Self> {
        Self::of(reqwest::Client::builder().no_proxy())
    }

    fn of(builder: reqwest::ClientBuilder) -> Result<Self> {
        builder
            .redirect(reqwest::redirect::Policy::none())
            .connect_timeout(Duration::from_secs(5))
            .referer(false)
            // reqwest repeats some requests by itself; here the policy of this crate decides, with a new signature.
            .retry(reqwest::retry::never())
            .build()
            .map(Self)
            .map_err(|error| Error::sdk(&sdk_codes::NOT_CONNECTED).with_detail(describe(error)))
    }
}

#[async_trait]
impl Transport for ReqwestTransport {
    async fn send(&self, request: HttpRequest, timeout: Duration) -> Result<HttpResponse, TransportError> {
        let method = match request.method() {
            Method::Get => reqwest::Method::GET,
            Method::Post => reqwest::Method::POST,
        };
        let mut outgoing = self.0.request(method, request.url()).timeout(timeout);
        for (name, value) in request.headers() {
            outgoing = outgoing.header(name, value);
        }
        if request.method() == Method::Post {
            outgoing = outgoing.body(request.body().to_vec());
        }
        let mut reply = outgoing.send().await.map_err(failed)?;
        let status = reply.status().as_u16();
        let headers = reply
            .headers()
            .iter()
            .filter_map(|(name, value)| Some((name.as_str().to_owned(), value.to_str().ok()?.to_owned())))
            .collect();
        let mut body = Vec::new();
        while let Some(chunk) = reply.chunk().await.map_err(failed)? {
            if body.len() + chunk.len() > MAXIMUM_REPLY_BYTES {
                let detail = format!("more than {MAXIMUM_REPLY_BYTES} bytes");
                return Err(TransportError { kind: TransportErrorKind::TooLarge, detail });
            }
            body.extend_from_slice(&chunk);
        }
        Ok(HttpResponse::new(status, headers, body))
    }
}

fn failed(error: reqwest::Error) -> TransportError {
    let kind = if error.is_connect() {
        TransportErrorKind::NotConnected
    } else if error.is_timeout() {
        TransportErrorKind::TimedOut
    } else {
        TransportErrorKind::ConnectionLost
    };
    TransportError { kind, detail: describe(error) }
}

/// The innermost cause, such as "connection refused". The outer texts carry the address, and its query the access token.
fn describe(error: reqwest::Error) -> String {
    let error = error.without_url();
    let mut cause: &dyn std::error::Error = &error;
    while let Some(inner) = cause.source() {
        cause = inner;
    }
    cause.to_string()
}
