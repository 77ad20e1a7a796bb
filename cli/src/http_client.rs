//! How this program reaches others: no redirects, and TLS as the library has it.

use std::time::Duration;

use qq_wxpay::error::in_chinese;
use reqwest::{Certificate, Client, ClientBuilder};
use webpki_root_certs::TLS_SERVER_ROOT_CERTS;

use crate::failure::Failure;
use crate::language::Language;

/// How long an answer may take: WeChat Pay waits 5 seconds for that of a shop.
pub(crate) const PATIENCE: Duration = Duration::from_secs(5);

/// More than any answer needs that this program looks at, bytes.
pub(crate) const LARGEST_ANSWER: usize = 1 << 20;

/// An answer as far as it is looked at.
pub(crate) struct Answer {
    pub(crate) status: u16,
    pub(crate) headers: Vec<(String, String)>,
    pub(crate) body: Vec<u8>,
}

/// A client that trusts the system's certificate authorities, and Mozilla's list where there are none. What stays on this machine
/// passes no proxy.
pub(crate) fn make(is_local: bool) -> Result<Client, Failure> {
    let usual = || -> ClientBuilder {
        let builder = Client::builder()
            .redirect(reqwest::redirect::Policy::none())
            .connect_timeout(PATIENCE)
            .timeout(PATIENCE)
            .referer(false)
            .retry(reqwest::retry::never());
        if is_local { builder.no_proxy() } else { builder }
    };
    let bundled = || {
        let roots = TLS_SERVER_ROOT_CERTS.iter().map(|root| Certificate::from_der(root));
        usual().tls_certs_only(roots.collect::<reqwest::Result<Vec<_>>>()?).build()
    };
    usual().build().or_else(|_| bundled()).map_err(|error| {
        Failure::FailedIn(innermost(&error, Language::English), innermost(&error, Language::Chinese))
    })
}

/// Sends a request, and reads its answer as far as it is looked at.
pub(crate) async fn send(request: reqwest::RequestBuilder) -> reqwest::Result<Answer> {
    let mut reply = request.send().await?;
    let text = |value: &reqwest::header::HeaderValue| String::from_utf8_lossy(value.as_bytes()).into_owned();
    let headers = reply.headers().iter().map(|(name, value)| (name.to_string(), text(value))).collect();
    let mut body = Vec::new();
    while let Some(chunk) = reply.chunk().await? {
        let space = LARGEST_ANSWER.saturating_sub(body.len());
        body.extend_from_slice(&chunk[..chunk.len().min(space)]);
        if space < chunk.len() {
            break;
        }
    }
    Ok(Answer { status: reply.status().as_u16(), headers, body })
}

/// Whether an address is one of this machine.
pub(crate) fn is_local(url: &url::Url) -> bool {
    match url.host() {
        Some(url::Host::Ipv4(address)) => address.is_loopback(),
        Some(url::Host::Ipv6(address)) => address.is_loopback(),
        Some(url::Host::Domain(name)) => name == "localhost",
        None => false,
    }
}

/// The innermost cause, such as "connection refused": the outer texts carry the address with its query.
pub(crate) fn innermost(error: &reqwest::Error, language: Language) -> String {
    if error.is_timeout() && language == Language::Chinese {
        return in_chinese(std::io::ErrorKind::TimedOut);
    }
    let mut cause: &dyn std::error::Error = error;
    while let Some(inner) = cause.source() {
        cause = inner;
    }
    match (language, cause.downcast_ref::<std::io::Error>()) {
        (Language::Chinese, Some(error)) if error.get_ref().is_none() => in_chinese(error.kind()),
        _ => cause.to_string(),
    }
}
