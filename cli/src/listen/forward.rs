//! Hands a request on to another address.

use axum::http::{HeaderMap, Method};

use super::arrival::Answer;
use crate::failure::Failure;
use crate::http_client;
use crate::language::Language;

/// Headers that belong to one connection, and those that the client writes anew.
const OF_ONE_CONNECTION: [&str; 11] = [
    "connection",
    "content-length",
    "expect",
    "host",
    "keep-alive",
    "proxy-authenticate",
    "proxy-authorization",
    "te",
    "trailer",
    "transfer-encoding",
    "upgrade",
];

/// Where requests are handed on to.
pub(super) struct Target {
    client: reqwest::Client,
    url: url::Url,
    language: Language,
}

impl Target {
    pub(super) fn new(url: url::Url, language: Language) -> Result<Self, Failure> {
        Ok(Self { client: http_client::make(http_client::is_local(&url))?, url, language })
    }

    /// The answer of the other side; 502 when there is none.
    pub(super) async fn hand_on(&self, method: &Method, headers: &HeaderMap, body: Vec<u8>) -> Answer {
        let mut request = self.client.request(method.clone(), self.url.clone());
        for (name, value) in headers.iter().filter(|(name, _)| is_handed_on(name.as_str())) {
            request = request.header(name, value);
        }
        match http_client::send(request.body(body)).await {
            Ok(answer) => Answer {
                status: answer.status,
                headers: answer.headers.into_iter().filter(|(name, _)| is_handed_on(name)).collect(),
                body: answer.body,
                failure: None,
            },
            Err(error) => {
                Answer { failure: Some(http_client::innermost(&error, self.language)), ..Answer::empty(502) }
            }
        }
    }
}

fn is_handed_on(name: &str) -> bool {
    !OF_ONE_CONNECTION.contains(&name)
}
