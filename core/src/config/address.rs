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
        let refuse =
            |en: &str, zh: &str| Error::sdk(&sdk_codes::BASE_URL).with_field(field).with_detail_in(en, zh);
        let url = Url::parse(text).map_err(|_| refuse("not an absolute address", "不是完整的地址"))?;
        if url.path() != "/" || url.query().is_some() || url.fragment().is_some() || has_user(&url) {
            return Err(refuse("only scheme, host and port are allowed", "只能包含协议、主机和端口"));
        }
        let local = is_local(&url);
        match url.scheme() {
            "https" => {}
            "http" if local => {}
            _ => {
                return Err(refuse(
                    "https is required; http only on 127.0.0.1 or localhost, for the sandbox",
                    "必须使用 https；只有沙箱所在的 127.0.0.1 或 localhost 允许 http",
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

/// The merchant's own notification address.
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

/// Where the client is sent, by setting: all on this machine, or none of them.
pub(crate) struct Addresses<'a>(pub(crate) Vec<(&'static str, &'a BaseUrl)>);

impl Addresses<'_> {
    /// # Errors
    /// `MIXED_ADDRESSES` at the first setting that leads to this machine while another one does not; it is left over from the
    /// sandbox, or forgotten there.
    pub(crate) fn refuse_mixture(&self) -> Result<()> {
        let local = self.0.iter().find(|(_, base)| base.is_loopback());
        let real = self.0.iter().find(|(_, base)| !base.is_loopback());
        match (local, real) {
            (Some((local, _)), Some((real, _))) => Err(mixed(local, real)),
            _ => Ok(()),
        }
    }

    /// Whether all of it stays on this machine.
    pub(crate) fn are_local(&self) -> bool {
        self.0.iter().all(|(_, base)| base.is_loopback())
    }
}

fn mixed(local: &str, real: &str) -> Error {
    let en = format!("`{local}` is on this machine, `{real}` is not");
    let zh = format!("`{local}` 指向本机，`{real}` 则不是");
    Error::sdk(&sdk_codes::MIXED_ADDRESSES).with_field(local).with_detail_in(en, zh)
}

/// The hosts that an H5 link may have; `local` when all addresses are on this machine.
pub(crate) fn link_hosts(given: &[String], local: bool) -> Result<Vec<String>> {
    if given.is_empty() {
        return Ok(vec!["wx.tenpay.com".to_owned()]);
    }
    for host in given {
        let url = Url::parse(&format!("https://{host}/")).ok().filter(|url| {
            let name = url.host_str().unwrap_or_default();
            let plain = |c: char| c.is_ascii_alphanumeric() || "-.:[]".contains(c);
            !name.is_empty() && host.chars().all(plain) && !has_user(url) && url.path() == "/"
        });
        let refuse = |entry: &'static Entry| Err(Error::sdk(entry).with_field("link_hosts"));
        match url {
            None => return refuse(&sdk_codes::LINK_HOST_FORM),
            Some(url) if is_local(&url) && !local => return Err(mixed("link_hosts", "wechat_base_url")),
            Some(_) => {}
        }
    }
    Ok(given.to_vec())
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

/// Whether an address is one of this machine.
pub(crate) fn is_local(url: &Url) -> bool {
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
