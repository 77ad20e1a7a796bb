//! To whom the way is broken.

use std::io;

use url::Url;

use crate::client::engine::transport::system_cause;
use crate::config::is_local;
use crate::error::{Entry, Error, sdk_codes};
use crate::protocol::endpoint::Upstream;

/// The failures after which the other host of WeChat Pay is tried: those of the network, not of the business.
static UNREACHABLE: [&Entry; 3] =
    [&sdk_codes::NOT_CONNECTED, &sdk_codes::CONNECTION_LOST, &sdk_codes::TIMED_OUT];

/// How systems say that no more files can be opened: by this process, or by all of the machine.
const NO_HANDLES: &[i32] = if cfg!(windows) { &[10024] } else { &[24, 23] };

/// Whether the next attempt goes to the other host of WeChat Pay.
pub(in crate::client) fn tries_the_other_host(error: &Error) -> bool {
    UNREACHABLE.into_iter().any(|entry| error.is(entry))
}

/// Host and port of an address of this machine, which is no secret; nothing of any other.
pub(in crate::client) fn own_place(address: &str) -> Option<String> {
    let url = Url::parse(address).ok()?;
    is_local(&url).then(|| Some(format!("{}:{}", url.host_str()?, url.port_or_known_default()?)))?
}

/// An error of the network that says to whom the way is broken, and where that is when it is on this machine (`own_place`).
pub(in crate::client) fn to_whom(
    error: Error,
    (upstream, at_backup): (Upstream, bool),
    own_place: Option<&str>,
) -> Error {
    if !tries_the_other_host(&error) {
        return error;
    }
    let (en, zh) = match upstream {
        Upstream::Qq => ("QQ", "QQ"),
        Upstream::WeChatPay if at_backup => ("WeChat Pay's backup host", "微信支付备用域名"),
        Upstream::WeChatPay => ("WeChat Pay", "微信支付"),
    };
    let said = |begin: String, detail: &str, colon: &str| match detail {
        "" => begin,
        detail => format!("{begin}{colon}{detail}"),
    };
    let (en, zh) = match own_place {
        Some(place) => (format!("to {en} at {place}"), format!("目标：{zh}（{place}）")),
        None => (format!("to {en}"), format!("目标：{zh}")),
    };
    let (en, zh) = (said(en, error.detail(), ": "), said(zh, error.detail_in_chinese(), "："));
    let entry = explanation(&error, own_place.is_some());
    let error = error.with_detail_in(en, zh);
    match entry {
        Some(entry) => error.with_entry(entry),
        None => error,
    }
}

/// Why no connection was made, where the system's own word says more than that.
fn explanation(error: &Error, is_local: bool) -> Option<&'static Entry> {
    let cause = system_cause(error).filter(|_| error.is(&sdk_codes::NOT_CONNECTED))?;
    if cause.raw_os_error().is_some_and(|code| NO_HANDLES.contains(&code)) {
        return Some(&sdk_codes::TOO_MANY_OPEN_FILES);
    }
    (is_local && cause.kind() == io::ErrorKind::ConnectionRefused)
        .then_some(&sdk_codes::SANDBOX_NOT_CONNECTED)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn failed_by(cause: io::Error, address: &str) -> Error {
        let error = Error::sdk(&sdk_codes::NOT_CONNECTED).with_detail("connection refused");
        let error = error.with_shared_source(std::sync::Arc::new(cause));
        to_whom(error, (Upstream::WeChatPay, false), own_place(address).as_deref())
    }

    fn failed(address: &str) -> Error {
        failed_by(io::ErrorKind::ConnectionRefused.into(), address)
    }

    #[test]
    fn a_sandbox_that_does_not_run_is_named_with_the_way_to_start_it() {
        for (address, place) in [
            ("http://127.0.0.1:18700/v3/pay?x=y", "127.0.0.1:18700"),
            ("https://localhost/v3/pay", "localhost:443"),
            ("http://[::1]:80/", "[::1]:80"),
        ] {
            let error = failed(address);
            assert_eq!(error.detail(), format!("to WeChat Pay at {place}: connection refused"));
            assert!(error.to_string().contains("Start the sandbox: `qq-wxpay sandbox`"), "{error}");
            assert!(error.remedy().is_some_and(|remedy| remedy.zh.contains("请启动沙箱")));
            assert!(error.is(&sdk_codes::NOT_CONNECTED) && tries_the_other_host(&error));
            assert_eq!((error.code(), error.retry()), ("NOT_CONNECTED", crate::error::Retry::SameRequest));
        }
    }

    #[test]
    fn a_process_without_handles_is_told_to_raise_its_limit_wherever_it_goes() {
        for address in ["http://127.0.0.1:18700/v3/pay", "https://api.mch.weixin.qq.com/v3/pay"] {
            for code in NO_HANDLES {
                let error = failed_by(io::Error::from_raw_os_error(*code), address);
                assert!(error.to_string().contains("ulimit -n"), "{error}");
                assert!(!error.to_string().contains("Start the sandbox"), "{error}");
                assert!(error.remedy().is_some_and(|remedy| remedy.zh.contains("LimitNOFILE")));
                assert_eq!(
                    (error.code(), error.retry()),
                    ("NOT_CONNECTED", crate::error::Retry::SameRequest)
                );
            }
        }
    }

    #[test]
    fn a_sandbox_that_was_reached_is_not_called_absent() {
        let error = failed_by(io::ErrorKind::PermissionDenied.into(), "http://127.0.0.1:18700/");
        assert!(error.to_string().contains("DNS"), "{error}");
    }

    #[test]
    fn of_another_machine_no_address_is_told() {
        for address in [
            "https://api.mch.weixin.qq.com/v3/pay?token=x",
            "https://127.0.0.1.example.com/",
            "http://10.0.0.1:8080/",
        ] {
            let error = failed(address);
            assert_eq!(error.detail(), "to WeChat Pay: connection refused");
            assert!(error.to_string().contains("DNS"), "{error}");
        }
    }
}
