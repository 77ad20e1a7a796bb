//! A request and its answer, as they were on the wire.

use std::time::Duration;

use axum::body::Bytes;
use axum::http::{HeaderMap, Method, StatusCode};

/// Who was asked, or whom the sandbox asked.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Role {
    /// QQ was asked.
    Qq,
    /// WeChat Pay was asked.
    WechatPay,
    /// A payer opened the cashier or pressed one of its buttons.
    Cashier,
    /// Somebody asked for a path that nobody serves.
    Nobody,
    /// A notification was sent to the merchant.
    Notification,
}

/// One request with its answer.
pub(crate) struct Exchange {
    pub(crate) role: Role,
    /// When the request came or went, in Unix seconds of the sandbox's clock.
    pub(crate) at: i64,
    pub(crate) took: Duration,
    pub(crate) method: Method,
    /// Path and query of what arrived, the whole address of what was sent.
    pub(crate) target: Box<str>,
    /// `name: value` lines, as sent.
    pub(crate) headers: Box<[u8]>,
    pub(crate) body: Captured,
    pub(crate) outcome: Outcome,
    /// The number that a notification is about.
    pub(crate) about: Option<Box<str>>,
}

/// What came of a request.
pub(crate) enum Outcome {
    /// An answer, and how it was sent when a fault had it sent otherwise than at once and whole.
    Answer { status: StatusCode, headers: Box<[u8]>, body: Captured, manner: Option<&'static str> },
    /// No answer: why.
    Nothing(String),
}

/// A body, up to a limit.
pub(crate) struct Captured {
    pub(crate) bytes: Bytes,
    /// How long the whole body was.
    pub(crate) length: usize,
}

/// So much of a body is kept.
const MOST_OF_A_BODY: usize = 64 * 1024;

impl Captured {
    /// The beginning of a body, in memory of its own: a part of a network buffer would keep all of that.
    pub(crate) fn copy(body: &[u8]) -> Self {
        let kept = &body[..body.len().min(MOST_OF_A_BODY)];
        Self { bytes: Bytes::copy_from_slice(kept), length: body.len() }
    }

    /// A body that is in memory of its own already.
    pub(crate) fn share(body: &Bytes) -> Self {
        if body.len() > MOST_OF_A_BODY {
            return Self::copy(body);
        }
        Self { bytes: body.clone(), length: body.len() }
    }

    /// Whether all of it was kept.
    pub(crate) fn is_whole(&self) -> bool {
        self.bytes.len() == self.length
    }
}

/// Headers as lines.
pub(crate) fn head(headers: &HeaderMap) -> Box<[u8]> {
    let length = headers.iter().map(|(name, value)| name.as_str().len() + value.len() + 3).sum();
    let mut lines = Vec::with_capacity(length);
    for (name, value) in headers {
        lines.extend_from_slice(name.as_str().as_bytes());
        lines.extend_from_slice(b": ");
        lines.extend_from_slice(value.as_bytes());
        lines.push(b'\n');
    }
    lines.into_boxed_slice()
}

impl Exchange {
    /// The headers of the request, each with its value.
    pub(crate) fn request_headers(&self) -> Vec<(String, String)> {
        pairs(&self.headers)
    }

    /// What it takes in memory, about.
    pub(super) fn size(&self) -> usize {
        let answer = match &self.outcome {
            Outcome::Answer { headers, body, .. } => headers.len() + body.bytes.len(),
            Outcome::Nothing(reason) => reason.len(),
        };
        self.target.len() + self.headers.len() + self.body.bytes.len() + answer + 256
    }
}

/// Lines as names and values; bytes that are no UTF-8 are replaced.
pub(super) fn pairs(lines: &[u8]) -> Vec<(String, String)> {
    let text = String::from_utf8_lossy(lines);
    let pair = |line: &str| {
        let (name, value) = line.split_once(": ")?;
        Some((name.to_owned(), value.to_owned()))
    };
    text.lines().filter_map(pair).collect()
}
