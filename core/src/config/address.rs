//! Addresses that a user configures.

use std::fmt;

use url::{Host, Url};

use crate::error::{Entry, Error, Result, sdk_codes};

/// The base address of QQ or WeChat Pay: https, or http on this machine for the sandbox.
#[derive(Clone, Debug)]
pub(crate) struct BaseUrl {
    text: String,
    local: bool,
    loopback: bool,
}

impl BaseUrl {
    pub(crate) fn parse(field: &str, text: &str) -> Result<Self> {
        let refuse = |detail: &str| Error::sdk(&sdk_codes::BASE_URL).with_field(field).with_detail(detail);
        let url = Url::parse(text).map_err(|_| refuse("not an absolute address"))?;
        if url.path() != "/" || url.query().is_some() || url.fragment().is_some() || has_user(&url) {
            return Err(refuse("only scheme, host and port are allowed"));
        }
        let local = is_local(&url);
        match url.scheme() {
            "https" => {}
            "http" if local => {}
            _ => {
                return Err(refuse(
                    "https is required; http only on 127.0.0.1 or localhost, for the sandbox",
                ));
            }
        }
        Ok(Self {
            text: text.trim_end_matches('/').to_owned(),
            local: local && url.scheme() == "http",
            loopback: local,
        })
    }

    pub(crate) fn as_str(&self) -> &str {
        &self.text
    }

    /// Whether it is on this machine, with or without TLS.
    pub(crate) fn is_loopback(&self) -> bool {
        self.loopback
    }

    /// Whether this is the sandbox: plain http on this machine.
    pub(crate) fn is_local(&self) -> bool {
        self.local
    }
}

/// The merchant's own notification address (protocol 10.G).
#[derive(Clone, PartialEq, Eq)]
pub(crate) struct NotifyUrl(String);

impl NotifyUrl {
    /// `sandbox` allows plain http on this machine; `allow_query` a query.
    pub(crate) fn parse(field: &str, text: &str, sandbox: bool, allow_query: bool) -> Result<Self> {
        let refuse = |entry: &'static Entry| Err(Error::sdk(entry).with_field(field));
        let Ok(url) = Url::parse(text) else { return refuse(&sdk_codes::NOTIFY_URL_NOT_ABSOLUTE) };
        match url.scheme() {
            "https" => {}
            "http" if sandbox && is_local(&url) => {}
            _ => return refuse(&sdk_codes::NOTIFY_URL_NOT_HTTPS),
        }
        if url.host().is_none()
            || !text.is_ascii()
            || text.contains(|c: char| c.is_ascii_control() || c == ' ')
        {
            return refuse(&sdk_codes::NOTIFY_URL_NOT_ABSOLUTE);
        }
        if url.fragment().is_some() || has_user(&url) {
            return refuse(&sdk_codes::NOTIFY_URL_FRAGMENT_OR_USER);
        }
        if url.query().is_some() && !allow_query {
            return refuse(&sdk_codes::NOTIFY_URL_QUERY);
        }
        if text.len() > 255 {
            return refuse(&sdk_codes::NOTIFY_URL_TOO_LONG);
        }
        if url.host_str() == Some("api.q.qq.com") {
            return refuse(&sdk_codes::NOTIFY_URL_IS_RELAY);
        }
        Ok(Self(text.to_owned()))
    }

    pub(crate) fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Debug for NotifyUrl {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str(self.0.split('?').next().unwrap_or_default())
    }
}

/// The domain for `qq.requestWxPayment`, with its scheme.
pub(crate) fn referer(field: &str, text: &str) -> Result<String> {
    let url =
        Url::parse(text).ok().filter(|url| matches!(url.scheme(), "https" | "http") && url.host().is_some());
    match url {
        Some(url) if !has_user(&url) => Ok(text.to_owned()),
        _ => Err(Error::sdk(&sdk_codes::REFERER_FORM).with_field(field)),
    }
}

fn has_user(url: &Url) -> bool {
    !url.username().is_empty() || url.password().is_some()
}

fn is_local(url: &Url) -> bool {
    match url.host() {
        Some(Host::Ipv4(address)) => address.is_loopback(),
        Some(Host::Ipv6(address)) => address.is_loopback(),
        Some(Host::Domain(name)) => name == "localhost",
        None => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn notify(text: &str) -> String {
        NotifyUrl::parse("notify_url", text, false, false)
            .map_or_else(|error| error.code().to_owned(), |_| "ok".to_owned())
    }

    #[test]
    fn notification_addresses() {
        assert_eq!(notify("https://pay.example.com:8443/notify"), "ok");
        assert_eq!(notify("http://pay.example.com/notify"), "NOTIFY_URL_NOT_HTTPS");
        assert_eq!(notify("http://127.0.0.1/notify"), "NOTIFY_URL_NOT_HTTPS");
        assert_eq!(notify("/notify"), "NOTIFY_URL_NOT_ABSOLUTE");
        assert_eq!(notify("pay.example.com/notify"), "NOTIFY_URL_NOT_ABSOLUTE");
        assert_eq!(notify("https://pay.example.com/notify#a"), "NOTIFY_URL_FRAGMENT_OR_USER");
        assert_eq!(notify("https://u:p@pay.example.com/notify"), "NOTIFY_URL_FRAGMENT_OR_USER");
        assert_eq!(notify("https://pay.example.com/notify?shop=1"), "NOTIFY_URL_QUERY");
        assert_eq!(notify(&format!("https://pay.example.com/{}", "a".repeat(240))), "NOTIFY_URL_TOO_LONG");
        assert_eq!(notify("https://api.q.qq.com/wxpay/notify"), "NOTIFY_URL_IS_RELAY");
        assert!(NotifyUrl::parse("f", "https://pay.example.com/n?a=1", false, true).is_ok());
        assert!(NotifyUrl::parse("f", "http://127.0.0.1:8000/n", true, false).is_ok());
        assert!(NotifyUrl::parse("f", "http://pay.example.com/n", true, false).is_err());
    }

    #[test]
    fn base_addresses() {
        let base = |text: &str| BaseUrl::parse("qq_base_url", text).map(|base| base.is_local()).ok();
        assert_eq!(base("https://api.q.qq.com"), Some(false));
        assert_eq!(base("https://api.q.qq.com/"), Some(false));
        assert_eq!(base("http://127.0.0.1:18700"), Some(true));
        assert_eq!(base("http://localhost:18700"), Some(true));
        assert_eq!(base("http://api.q.qq.com"), None);
        assert_eq!(base("https://api.q.qq.com/wxpay"), None);
        assert_eq!(base("api.q.qq.com"), None);
    }
}
