//! Keeps other web sites out: any page that a person opens can send requests to this machine.
//!
//! A page of another site is told by `Origin` and `Sec-Fetch-Site`. A page whose name was made to lead here (DNS rebinding) is of the
//! same origin for the browser: it is told by `Host`, which then is a name that somebody registered.

use std::net::{Ipv4Addr, Ipv6Addr};

use axum::extract::Request;
use axum::http::{HeaderMap, StatusCode, header};
use axum::middleware::Next;
use axum::response::{IntoResponse as _, Response};
use serde_json::json;

use crate::reply::Reply;

/// Lets a request through, unless a web site of somebody else caused it.
pub(super) async fn check(request: Request, next: Next) -> Response {
    match refusal(request.headers()) {
        None => next.run(request).await,
        Some(error) => Reply::json(StatusCode::FORBIDDEN, &json!({ "error": error })).into_response(),
    }
}

fn refusal(headers: &HeaderMap) -> Option<&'static str> {
    let value = |name: &str| headers.get(name).map(|value| value.to_str().unwrap_or("?"));
    let host = value(header::HOST.as_str()).unwrap_or_default();
    if !is_own(host) {
        return Some(
            "the sandbox answers to an IP address, localhost, or a name that nobody can register: \
             open it as http://127.0.0.1:PORT/",
        );
    }
    let is_of_host = |origin: &str| origin.split_once("://").is_some_and(|(_, authority)| authority == host);
    if value("origin").is_some_and(|origin| !is_of_host(origin)) {
        return Some("a page of another web site asked for this: only the sandbox's own page may");
    }
    // Following a link shows a page and changes nothing.
    let is_a_visit = value("sec-fetch-mode") == Some("navigate");
    let is_foreign = value("sec-fetch-site").is_some_and(|site| !matches!(site, "same-origin" | "none"));
    (is_foreign && !is_a_visit)
        .then_some("a page of another web site asked for this: only the sandbox's own page may")
}

/// Names that no domain of the internet ends in: those of this machine, of a local network, of containers.
const PRIVATE_ENDS: [&str; 4] = [".localhost", ".local", ".internal", ".test"];

/// Whether a host (with or without a port) can only mean a machine that its user chose.
fn is_own(host: &str) -> bool {
    if let Some(rest) = host.strip_prefix('[') {
        return rest.split_once(']').is_some_and(|(ip, _)| ip.parse::<Ipv6Addr>().is_ok());
    }
    let name = host.rsplit_once(':').map_or(host, |(name, _)| name);
    if name.parse::<Ipv4Addr>().is_ok() {
        return true;
    }
    let is_plain = |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_' | b'.');
    let name = name.to_ascii_lowercase();
    !name.is_empty()
        && name.bytes().all(is_plain)
        && (!name.contains('.') || PRIVATE_ENDS.iter().any(|end| name.ends_with(end)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_names_that_nobody_can_register() {
        let own = [
            "127.0.0.1:18700",
            "192.168.1.5:18700",
            "[::1]:18700",
            "localhost",
            "sandbox:18700",
            "host.docker.internal:18700",
            "Sandbox.default.svc.cluster.local:80",
        ];
        for host in own {
            assert!(is_own(host), "{host}");
        }
        let foreign = [
            "evil.example.com",
            "localhost.evil.com:18700",
            "127.0.0.1.nip.io",
            "",
            "a b",
            "[::1",
            "x.test.",
        ];
        for host in foreign {
            assert!(!is_own(host), "{host}");
        }
    }

    #[test]
    fn other_sites_are_refused_and_programs_are_not() {
        let refused = |pairs: &[(&'static str, &'static str)]| {
            let headers = pairs.iter().map(|(name, value)| {
                let name = axum::http::HeaderName::from_static(name);
                (name, axum::http::HeaderValue::from_static(value))
            });
            refusal(&headers.collect()).is_some()
        };
        let host = ("host", "127.0.0.1:1");
        assert!(!refused(&[host]));
        assert!(!refused(&[host, ("origin", "http://127.0.0.1:1"), ("sec-fetch-site", "same-origin")]));
        assert!(!refused(&[host, ("sec-fetch-mode", "navigate"), ("sec-fetch-site", "cross-site")]));
        assert!(!refused(&[host, ("sec-fetch-mode", "cors")]));
        assert!(refused(&[host, ("origin", "http://127.0.0.1:2")]));
        assert!(refused(&[host, ("origin", "null")]));
        assert!(refused(&[host, ("origin", "https://evil.example.com")]));
        assert!(refused(&[host, ("sec-fetch-mode", "no-cors"), ("sec-fetch-site", "same-site")]));
        assert!(refused(&[host, ("sec-fetch-site", "cross-site")]));
        assert!(refused(&[("host", "evil.example.com"), ("origin", "http://evil.example.com")]));
        assert!(refused(&[]));
    }
}
