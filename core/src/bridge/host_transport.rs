//! The host's own HTTP client, which sends what the core signs.

use std::time::Duration;

use async_trait::async_trait;
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use serde::Deserialize;
use serde_json::json;

use super::{Host, HostFailure, RequestRecord};
use crate::client::{Transport, TransportError, TransportErrorKind};
use crate::http::{Headers, HttpRequest, HttpResponse, MAXIMUM_REPLY_BYTES};

/// What the host's function gives: a reply, or how it failed.
#[derive(Deserialize)]
struct Reply {
    /// `not_connected` when nothing was sent; else the connection counts as lost.
    #[serde(default)]
    failure: Option<String>,
    #[serde(default)]
    status: u16,
    /// Name, value, name, value, ...
    #[serde(default)]
    headers: Vec<String>,
    #[serde(default)]
    body_base64: String,
}

#[async_trait]
impl Transport for Host {
    async fn send(&self, request: HttpRequest, timeout: Duration) -> Result<HttpResponse, TransportError> {
        let milliseconds = u64::try_from(timeout.as_millis()).unwrap_or(u64::MAX);
        let (number, answer) = self
            .numbered_question("send", &json!([RequestRecord::of(&request), milliseconds]))
            .await
            .map_err(|error| {
                let failure =
                    std::error::Error::source(&error).and_then(|source| source.downcast_ref::<HostFailure>());
                let lost =
                    TransportError::new(TransportErrorKind::ConnectionLost, "the host's HTTP client failed");
                failure.map_or_else(|| lost.clone(), |failure| lost.clone().with_source(*failure))
            })?;
        let unreadable = || {
            TransportError::new(TransportErrorKind::NoReply, "").with_source(HostFailure::Unreadable(number))
        };
        let reply: Reply = serde_json::from_value(answer).map_err(|_| unreadable())?;
        if let Some(failure) = reply.failure.as_deref() {
            let kind = match failure {
                "not_connected" => TransportErrorKind::NotConnected,
                _ => TransportErrorKind::ConnectionLost,
            };
            return Err(TransportError::new(kind, "said the host").with_source(HostFailure::Threw(number)));
        }
        let body = STANDARD.decode(reply.body_base64).map_err(|_| unreadable())?;
        if body.len() > MAXIMUM_REPLY_BYTES {
            return Err(TransportError::new(TransportErrorKind::TooLarge, format!("{} bytes", body.len())));
        }
        let headers: Headers =
            reply.headers.chunks_exact(2).map(|pair| (pair[0].as_str(), pair[1].as_str())).collect();
        Ok(HttpResponse::new(reply.status, headers, body))
    }
}
