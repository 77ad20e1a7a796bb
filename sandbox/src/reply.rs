//! A reply as plain values, and the ways in which it can reach the caller, or fail to.

use std::time::Duration;

use axum::body::{Body, Bytes};
use axum::http::{HeaderMap, HeaderName, HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use futures_util::stream;
use serde_json::Value;

/// What an endpoint answers.
pub(crate) struct Reply {
    pub(crate) status: StatusCode,
    pub(crate) headers: HeaderMap,
    pub(crate) body: Bytes,
    pub(crate) manner: Manner,
}

/// How a reply is sent.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Manner {
    /// At once and complete.
    Whole,
    /// One byte every 200 milliseconds.
    Dripping,
    /// Half of the body, then the connection closes.
    CutOff,
    /// After 30 seconds.
    Late,
    /// So many bytes of it, status line and headers included, then the connection closes.
    CutAfter(u32),
}

/// Mark on a response that makes the connection close after so many bytes of it.
#[derive(Clone, Copy)]
pub(crate) struct CutAfter(pub(crate) u32);

impl Manner {
    /// Its name, unless a reply is sent as it should be.
    pub(crate) fn name(self) -> Option<&'static str> {
        match self {
            Self::Whole => None,
            Self::Dripping => Some("dripping"),
            Self::CutOff => Some("cut_off"),
            Self::Late => Some("late"),
            Self::CutAfter(_) => Some("cut_after"),
        }
    }
}

impl Reply {
    /// A reply with a body of the given content type.
    pub(crate) fn new(status: StatusCode, content_type: &'static str, body: impl Into<Bytes>) -> Self {
        let mut headers = HeaderMap::new();
        headers.insert(header::CONTENT_TYPE, HeaderValue::from_static(content_type));
        Self { status, headers, body: body.into(), manner: Manner::Whole }
    }

    /// A success that says nothing, with the content type of other replies.
    pub(crate) fn no_content() -> Self {
        Self::new(StatusCode::NO_CONTENT, "application/json; charset=utf-8", Bytes::new())
    }

    /// A JSON reply.
    pub(crate) fn json(status: StatusCode, value: &Value) -> Self {
        Self::new(status, "application/json; charset=utf-8", value.to_string())
    }

    /// An XML reply with status 200.
    pub(crate) fn xml(text: String) -> Self {
        Self::new(StatusCode::OK, "text/xml; charset=utf-8", text)
    }

    /// A page.
    pub(crate) fn html(status: StatusCode, text: impl Into<Bytes>) -> Self {
        Self::new(status, "text/html; charset=utf-8", text)
    }

    /// A plain text.
    pub(crate) fn text(status: StatusCode, text: &'static str) -> Self {
        Self::new(status, "text/plain; charset=utf-8", text)
    }

    /// Adds a header; a value that HTTP cannot carry is left out.
    pub(crate) fn with_header(mut self, name: &'static str, value: &str) -> Self {
        if let Ok(value) = HeaderValue::from_str(value) {
            self.headers.insert(HeaderName::from_static(name), value);
        }
        self
    }

    /// The same reply, sent in another manner.
    pub(crate) fn sent(mut self, manner: Manner) -> Self {
        self.manner = manner;
        self
    }

    /// Waits, if the manner says so, and turns into an HTTP response.
    pub(crate) async fn dispatch(self) -> Response {
        if self.manner == Manner::Late {
            tokio::time::sleep(Duration::from_secs(30)).await;
        }
        self.into_response()
    }
}

impl IntoResponse for Reply {
    fn into_response(self) -> Response {
        let length = self.body.len();
        let body = match self.manner {
            Manner::Whole | Manner::Late | Manner::CutAfter(_) => Body::from(self.body),
            Manner::Dripping => dripping(self.body),
            Manner::CutOff => cut_off(self.body.slice(..length / 2)),
        };
        let mut response = Response::new(body);
        *response.status_mut() = self.status;
        *response.headers_mut() = self.headers;
        if self.status != StatusCode::NO_CONTENT {
            response.headers_mut().insert(header::CONTENT_LENGTH, HeaderValue::from(length));
        }
        if let Manner::CutAfter(bytes) = self.manner {
            response.extensions_mut().insert(CutAfter(bytes));
        }
        response
    }
}

fn dripping(bytes: Bytes) -> Body {
    Body::from_stream(stream::unfold(bytes, |mut rest| async move {
        if rest.is_empty() {
            return None;
        }
        tokio::time::sleep(Duration::from_millis(200)).await;
        let drop = rest.split_to(1);
        Some((Ok::<_, std::io::Error>(drop), rest))
    }))
}

fn cut_off(half: Bytes) -> Body {
    Body::from_stream(stream::unfold(Some(half), |half| async move {
        match half {
            Some(half) => Some((Ok(half), None)),
            None => {
                // The first half must leave the machine before the connection breaks.
                tokio::time::sleep(Duration::from_millis(20)).await;
                Some((Err(std::io::Error::other("cut off by a fault")), None))
            }
        }
    }))
}
