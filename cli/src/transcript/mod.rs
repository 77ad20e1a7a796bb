//! What went over the wire, in a form that may be shown to anybody: it is pasted into requests for support.

mod headers;
mod recorder;
mod redactor;
mod shape;

use std::time::Duration;

use serde::Serialize;
use serde_json::Value;

pub(crate) use recorder::{Log, Recorder};
pub(crate) use redactor::Redactor;

/// One request and its answer, without any value that is secret or names a payer.
#[derive(Clone, Debug, Serialize)]
pub(crate) struct Exchange {
    method: String,
    /// Host and port.
    host: String,
    /// Without its query.
    path: String,
    request_headers: Vec<(String, String)>,
    request_body: Value,
    /// Absent when nobody answered.
    #[serde(skip_serializing_if = "Option::is_none")]
    status: Option<u16>,
    /// Why nobody answered.
    #[serde(skip_serializing_if = "Option::is_none")]
    failure: Option<String>,
    reply_headers: Vec<(String, String)>,
    reply_body: Value,
    elapsed_ms: u64,
}

impl Exchange {
    /// A request that is not answered yet; `address` may have a query.
    pub(crate) fn asked<'a>(
        method: &str,
        address: &str,
        headers: impl IntoIterator<Item = (&'a str, &'a str)>,
        body: &[u8],
    ) -> Self {
        let url = url::Url::parse(address).ok();
        let port = |url: &url::Url| url.port().map(|port| format!(":{port}")).unwrap_or_default();
        let host = |url: &url::Url| format!("{}{}", url.host_str().unwrap_or_default(), port(url));
        Self {
            method: method.to_owned(),
            host: url.as_ref().map(host).unwrap_or_default(),
            path: url.as_ref().map(|url| url.path().to_owned()).unwrap_or_default(),
            request_headers: headers::shown(headers),
            request_body: shape::of(body),
            status: None,
            failure: None,
            reply_headers: Vec::new(),
            reply_body: Value::Null,
            elapsed_ms: 0,
        }
    }

    /// The same with its answer.
    pub(crate) fn answered<'a>(
        mut self,
        status: u16,
        headers: impl IntoIterator<Item = (&'a str, &'a str)>,
        body: &[u8],
        elapsed: Duration,
    ) -> Self {
        self.status = Some(status);
        self.reply_headers = headers::shown(headers);
        self.reply_body = shape::of(body);
        self.elapsed_ms = milliseconds(elapsed);
        self
    }

    /// The same without an answer.
    pub(crate) fn failed(mut self, why: impl Into<String>, elapsed: Duration) -> Self {
        self.failure = Some(why.into());
        self.elapsed_ms = milliseconds(elapsed);
        self
    }

    /// The shape of the answer.
    pub(crate) fn reply_body(&self) -> &Value {
        &self.reply_body
    }

    /// In a few lines.
    pub(crate) fn lines(&self) -> String {
        let list = |headers: &[(String, String)]| -> String {
            headers.iter().map(|(name, value)| format!("    {name}: {value}\n")).collect()
        };
        let body = |shape: &Value| if shape.is_null() { String::new() } else { format!("    {shape}\n") };
        let end = match (self.status, &self.failure) {
            (Some(status), _) => format!("< {status}"),
            (None, why) => format!("< {}", why.as_deref().unwrap_or("-")),
        };
        format!(
            "> {} {}{}\n{}{}{end} ({} ms)\n{}{}",
            self.method,
            self.host,
            self.path,
            list(&self.request_headers),
            body(&self.request_body),
            self.elapsed_ms,
            list(&self.reply_headers),
            body(&self.reply_body),
        )
    }
}

fn milliseconds(elapsed: Duration) -> u64 {
    u64::try_from(elapsed.as_millis()).unwrap_or(u64::MAX)
}
