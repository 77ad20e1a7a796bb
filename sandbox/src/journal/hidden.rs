//! What of an exchange is shown only to those who ask for it: access tokens, secrets, cookies, and queries of the merchant's addresses.

/// What stands in place of something hidden.
pub(super) const MARK: &str = "•••";

/// Names of parameters and of members of JSON whose value is hidden.
const SECRET: [&str; 4] = ["access_token", "secret", "token", "cashier_token"];

/// Names of headers whose value is hidden.
const SECRET_HEADERS: [&str; 4] = ["cookie", "set-cookie", "proxy-authorization", "x-api-key"];

/// A target with the secrets in its query hidden.
pub(super) fn query(target: &str) -> String {
    let Some((path, query)) = target.split_once('?') else { return target.to_owned() };
    let shown = query.split('&').map(|pair| match pair.split_once('=') {
        Some((name, value)) if SECRET.contains(&name) && !value.is_empty() => format!("{name}={MARK}"),
        Some((name @ "real_notify_url", value)) => format!("{name}={}", without_query(value)),
        _ => pair.to_owned(),
    });
    format!("{path}?{}", shown.collect::<Vec<_>>().join("&"))
}

/// An address of the merchant without its query.
pub(crate) fn address(url: &str) -> String {
    url.split_once('?').map_or_else(|| url.to_owned(), |(before, _)| format!("{before}?{MARK}"))
}

/// A header's value.
pub(super) fn header(name: &str, value: String) -> String {
    let is_other_authorization = name == "authorization" && !value.starts_with("WECHATPAY2-");
    if SECRET_HEADERS.contains(&name) || is_other_authorization { MARK.to_owned() } else { value }
}

/// A body with the values of secret members hidden, be it JSON or a form.
pub(super) fn body(text: &str) -> String {
    let mut shown = text.to_owned();
    for name in SECRET {
        shown = hide_after(&shown, &format!("\"{name}\":"), |rest| {
            let blanks = rest.len() - rest.trim_start().len();
            let value = rest[blanks..].strip_prefix('"')?;
            Some((blanks + 1, blanks + 1 + value.find('"').unwrap_or(value.len())))
        });
        shown = hide_after(&shown, &format!("{name}="), |rest| {
            Some((0, rest.find(['&', '"', '<', ' ', '\n']).unwrap_or(rest.len())))
        });
    }
    shown
}

/// An encoded address: its query begins at an encoded question mark, or at a plain one.
fn without_query(value: &str) -> String {
    let end = ["?", "%3F", "%3f"].iter().filter_map(|mark| Some((value.find(mark)?, mark.len()))).min();
    end.map_or_else(|| value.to_owned(), |(at, length)| format!("{}{MARK}", &value[..at + length]))
}

/// Hides what `span` finds behind each `mark`.
fn hide_after(text: &str, mark: &str, span: impl Fn(&str) -> Option<(usize, usize)>) -> String {
    let mut shown = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find(mark) {
        let (before, after) = rest.split_at(at + mark.len());
        shown.push_str(before);
        rest = after;
        if let Some((from, to)) = span(rest).filter(|(from, to)| from < to) {
            shown.push_str(&rest[..from]);
            shown.push_str(MARK);
            rest = &rest[to..];
        }
    }
    shown + rest
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tokens_and_secrets_are_hidden() {
        assert_eq!(
            query("/wxpay/x?appid=1&access_token=abc&real_notify_url=https%3A%2F%2Fa%2Fn%3Fkey%3D1"),
            format!("/wxpay/x?appid=1&access_token={MARK}&real_notify_url=https%3A%2F%2Fa%2Fn%3F{MARK}")
        );
        assert_eq!(query("/v3/x?mchid=1"), "/v3/x?mchid=1");
        assert_eq!(query("/x?secret="), "/x?secret=");
        assert_eq!(address("https://a/n?key=1"), format!("https://a/n?{MARK}"));
        assert_eq!(address("https://a/n"), "https://a/n");
        assert_eq!(header("authorization", "Bearer x".to_owned()), MARK);
        assert!(header("authorization", "WECHATPAY2-SHA256-RSA2048 mchid".to_owned()).contains("mchid"));
        assert_eq!(
            body(r#"{"access_token": "abc","a":1}"#),
            format!(r#"{{"access_token": "{MARK}","a":1}}"#)
        );
        assert_eq!(body("prepay_id=1&cashier_token=abc"), format!("prepay_id=1&cashier_token={MARK}"));
        assert_eq!(body(r#"{"access_token":5,"secret":""#), r#"{"access_token":5,"secret":""#);
    }
}
