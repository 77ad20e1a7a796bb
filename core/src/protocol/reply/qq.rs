//! QQ's own words: `getToken` replies and the errors that its proxy makes itself.

use serde_json::Value;

use super::upstream_text::clean;
use crate::config::Config;
use crate::error::{Error, Origin, qq_codes};
use crate::http::HttpResponse;
use crate::retry::advice::of_unknown_code;
use crate::wire::xml;

/// The error that QQ speaks in this reply, whatever its HTTP status; `None` when it speaks none.
pub(crate) fn proxy_error(config: &Config, reply: &HttpResponse) -> Option<Error> {
    let (code, message) = match serde_json::from_slice::<Value>(reply.text()) {
        Ok(json) => error_code(&json)?,
        Err(_) => text_code(std::str::from_utf8(reply.text()).ok()?).or_else(|| wrapped(reply.text()))?,
    };
    let token_refused = config.0.token_refused_codes.contains(&code) || names_the_token(&message);
    let about_the_order = matches!(code.as_str(), "9030" | "9031" | "9032" | "9034");
    let error = if token_refused && !about_the_order {
        Error::api_like(&qq_codes::PROXY_TOKEN_REFUSED, code)
    } else {
        Error::api(Origin::QqProxy, code, of_unknown_code(reply.status()))
    };
    Some(error.with_detail(clean(&message)).with_reply(reply.status(), reply.request_id()))
}

fn names_the_token(message: &str) -> bool {
    let message = message.to_ascii_lowercase();
    ["access_token", "access token"].iter().any(|name| message.contains(name))
}

/// The error of a `getToken` reply; `None` when it speaks none.
pub(crate) fn token_error(json: &Value, reply: &HttpResponse) -> Option<Error> {
    let (code, message) = error_code(json)?;
    let error = Error::api(Origin::QqToken, code, of_unknown_code(reply.status()));
    Some(error.with_detail(clean(&message)).with_reply(reply.status(), reply.request_id()))
}

/// A non-zero numeric code of a JSON object, given as number or numeric text, and its message. QQ's services spell the names
/// in more than one way: `errcode`, `errCode`, `err_code`.
fn error_code(json: &Value) -> Option<(String, String)> {
    let named = |name: &&str| {
        let is_it = |key: &str| {
            key.bytes().filter(|&byte| byte != b'_').map(|byte| byte.to_ascii_lowercase()).eq(name.bytes())
        };
        json.as_object()?.iter().find(|(key, _)| is_it(key)).map(|(_, value)| value)
    };
    let code =
        ["errcode", "errorcode", "code", "retcode", "ret"].iter().find_map(|name| numeric(named(name)?))?;
    let texts = ["errmsg", "errormsg", "errormessage", "message", "retmsg", "msg"];
    let message = texts.iter().find_map(|name| named(name)?.as_str()).unwrap_or_default();
    (code != 0).then(|| (code.to_string(), message.to_owned()))
}

/// QQ's text inside a V2 reply that says `FAIL`.
fn wrapped(body: &[u8]) -> Option<(String, String)> {
    let fields = xml::read(body, "xml").ok()?;
    let has_failed = fields.value("return_code").is_some_and(|code| code != "SUCCESS");
    text_code(fields.value("return_msg").filter(|_| has_failed)?)
}

fn numeric(value: &Value) -> Option<i64> {
    value.as_i64().or_else(|| value.as_str()?.trim().parse().ok())
}

/// A text that begins with, or contains, something like `9034|process fail`. A page is not such a text.
fn text_code(text: &str) -> Option<(String, String)> {
    let text = text.trim();
    let (before, message) = text.split_once('|')?;
    let code = before.rsplit(|c: char| !(c.is_ascii_digit() || c == '-')).next()?;
    let known = before == code || (code.len() == 4 && code.starts_with("90") && before.len() < 64);
    let number: i64 = code.parse().ok()?;
    (known && number != 0 && !text.starts_with('<')).then(|| (number.to_string(), message.to_owned()))
}
