//! Which order or refund a request names, for a list of requests.

use super::{Exchange, Role};

/// The number that an exchange is about: the one that it was recorded with, or the one that its path or its body names.
pub(super) fn about(exchange: &Exchange) -> Option<String> {
    if let Some(number) = &exchange.about {
        return Some(number.to_string());
    }
    if !matches!(exchange.role, Role::Qq | Role::WechatPay) {
        return None;
    }
    in_path(&exchange.target).or_else(|| in_body(std::str::from_utf8(&exchange.body.bytes).ok()?))
}

fn in_path(target: &str) -> Option<String> {
    let path = target.split('?').next()?;
    let rest = ["/out-trade-no/", "/domestic/refunds/"].iter().find_map(|mark| path.split_once(mark))?.1;
    plain(rest.split('/').next()?)
}

fn in_body(body: &str) -> Option<String> {
    ["out_refund_no", "combine_out_trade_no", "out_trade_no"].iter().find_map(|name| {
        let (mark, end) = if body.trim_start().starts_with('<') {
            (format!("<{name}>"), ['<', ']'])
        } else {
            (format!("\"{name}\":"), ['"', ','])
        };
        let rest = &body[body.find(&mark)? + mark.len()..];
        let rest = rest.strip_prefix("<![CDATA[").unwrap_or(rest).trim_start();
        let rest = rest.strip_prefix('"').unwrap_or(rest);
        plain(rest.split(end).next()?)
    })
}

/// A number as WeChat Pay takes it; anything else is none.
fn plain(text: &str) -> Option<String> {
    let fits = |byte: u8| byte.is_ascii_alphanumeric() || b"_-|*@".contains(&byte);
    ((1..=64).contains(&text.len()) && text.bytes().all(fits)).then(|| text.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_number_is_found_in_path_and_body() {
        let found = Some("T-1".to_owned());
        assert_eq!(in_path("/v3/pay/transactions/out-trade-no/T-1?mchid=1"), found);
        assert_eq!(in_path("/v3/pay/transactions/out-trade-no/T-1/close"), found);
        assert_eq!(in_path("/v3/refund/domestic/refunds/T-1"), found);
        assert_eq!(in_path("/v3/certificates"), None);
        assert_eq!(in_body(r#"{"amount":{},"out_trade_no": "T-1"}"#), found);
        assert_eq!(in_body("<xml><out_trade_no><![CDATA[T-1]]></out_trade_no></xml>"), found);
        assert_eq!(in_body("<xml><out_trade_no>T-1</out_trade_no></xml>"), found);
        assert_eq!(in_body(r#"{"out_trade_no":"<b>","out_refund_no":"T-1"}"#), found);
        assert_eq!(in_body(r#"{"out_trade_no":{}}"#), None);
        assert_eq!(in_body(""), None);
    }
}
