//! The payer's address: WeChat Pay compares it with the one that pays.

use std::net::IpAddr;

use axum::http::HeaderMap;

/// The address of the client that sent this request.
///
/// `X-Forwarded-For` counts only when it comes from this machine, that is from the reverse proxy in front of the shop;
/// of its entries only the last was written by that proxy, the others by the client.
pub(crate) fn address(headers: &HeaderMap, peer: IpAddr, stand_in: Option<IpAddr>) -> IpAddr {
    if !peer.to_canonical().is_loopback() {
        return peer;
    }
    let last = headers.get_all("x-forwarded-for").iter().next_back();
    let entry = last.and_then(|value| value.to_str().ok()?.rsplit(',').next()?.trim().parse().ok());
    // Nothing known: the library then refuses the order, because this machine's own address cannot pay.
    entry.or(stand_in).unwrap_or(peer)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(peer: &str, forwarded: &[&'static str]) -> String {
        let mut headers = HeaderMap::new();
        for value in forwarded {
            headers.append("x-forwarded-for", axum::http::HeaderValue::from_static(value));
        }
        address(&headers, peer.parse().unwrap(), None).to_string()
    }

    #[test]
    fn only_what_the_own_proxy_wrote_counts() {
        assert_eq!(found("127.0.0.1", &["10.1.1.1, 203.0.113.9"]), "203.0.113.9");
        assert_eq!(found("127.0.0.1", &["198.51.100.1", "203.0.113.9"]), "203.0.113.9");
        assert_eq!(found("::ffff:127.0.0.1", &["203.0.113.9"]), "203.0.113.9");
        assert_eq!(found("198.51.100.4", &["203.0.113.9"]), "198.51.100.4");
        assert_eq!(found("127.0.0.1", &["rubbish"]), "127.0.0.1");
    }
}
