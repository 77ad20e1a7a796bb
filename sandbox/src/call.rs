//! A request as the endpoints see it: plain values.

use axum::body::Bytes;
use axum::extract::{FromRequest, Request};
use axum::http::{HeaderMap, Method};
use percent_encoding::percent_decode_str;

use crate::faults::SignatureFault;
use crate::reply::Reply;
use crate::tls::ClientCertificate;

/// One request, read to its end.
#[derive(Clone)]
pub(crate) struct Call {
    pub(crate) method: Method,
    /// Path as sent, still percent-encoded.
    pub(crate) path: String,
    /// Query as sent, without the question mark.
    pub(crate) query: Option<String>,
    pub(crate) headers: HeaderMap,
    pub(crate) body: Bytes,
    /// The client certificate of the connection.
    pub(crate) certificate: ClientCertificate,
    /// What a fault wants the reply's signature to look like.
    pub(crate) signature_fault: Option<SignatureFault>,
}

impl Call {
    /// The part of the address that V3 signatures cover: path and query, exactly as sent.
    pub(crate) fn target(&self) -> String {
        match &self.query {
            Some(query) => format!("{}?{query}", self.path),
            None => self.path.clone(),
        }
    }

    /// A header's value, when it is text.
    pub(crate) fn header(&self, name: &str) -> Option<&str> {
        self.headers.get(name)?.to_str().ok()
    }

    /// A query parameter, decoded exactly once; the first one when it is repeated.
    pub(crate) fn parameter(&self, name: &str) -> Option<String> {
        let query = self.query.as_deref().unwrap_or_default();
        let found = url::form_urlencoded::parse(query.as_bytes()).find(|(key, _)| key == name)?;
        Some(found.1.into_owned())
    }

    /// The last segment of the path, decoded; `None` when it is not UTF-8.
    pub(crate) fn last_segment(&self) -> Option<String> {
        self.segment_before(0)
    }

    /// The segment of the path that so many others follow, decoded; `None` when it is not UTF-8.
    pub(crate) fn segment_before(&self, others: usize) -> Option<String> {
        let segment = self.path.rsplit('/').nth(others).unwrap_or_default();
        Some(percent_decode_str(segment).decode_utf8().ok()?.into_owned())
    }
}

impl<S: Send + Sync> FromRequest<S> for Call {
    type Rejection = Reply;

    async fn from_request(request: Request, state: &S) -> Result<Self, Self::Rejection> {
        let (parts, body) = request.into_parts();
        let method = parts.method.clone();
        let path = parts.uri.path().to_owned();
        let query = parts.uri.query().map(str::to_owned);
        let headers = parts.headers.clone();
        let certificate = parts.extensions.get().copied().unwrap_or_default();
        let request = Request::from_parts(parts, body);
        let body = Bytes::from_request(request, state).await.map_err(|rejection| {
            Reply::text(rejection.status(), "the body cannot be read or is too large")
        })?;
        Ok(Self { method, path, query, headers, body, certificate, signature_fault: None })
    }
}
