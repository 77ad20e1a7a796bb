//! QQ's own words: `getToken` replies and the errors that its proxy makes itself (protocol 1 and 2.6).

use serde_json::Value;

use super::unexpected;
use super::upstream_text::clean;
use crate::config::Config;
use crate::error::{Error, Origin, Result, Retry, find, qq_codes};
use crate::http::HttpResponse;
use crate::secret::Secret;
use crate::token::FetchedToken;

/// The error that QQ speaks in this reply, whatever its HTTP status; `None` when it speaks none.
pub(crate) fn proxy_error(config: &Config, reply: &HttpResponse) -> Option<Error> {
    let (code, message) = match serde_json::from_slice::<Value>(reply.body()) {
        Ok(json) => error_code(&json)?,
        Err(_) => text_code(reply.body())?,
    };
    let token_refused = config.0.token_refused_codes.contains(&code) || message.contains("access_token");
    let error = if token_refused && find(Origin::QqProxy, &code).is_none() {
        Error::api_like(&qq_codes::PROXY_TOKEN_REFUSED, code)
    } else {
        Error::api(Origin::QqProxy, code, Retry::Never)
    };
    Some(error.with_detail(clean(&message)).with_reply(reply.status(), reply.request_id()))
}

/// Reads a `getToken` reply (protocol 1).
pub(crate) fn token(reply: &HttpResponse) -> Result<FetchedToken> {
    let json: Value = serde_json::from_slice(reply.body()).map_err(|_| unexpected(reply))?;
    if let Some((code, message)) = error_code(&json) {
        let error = Error::api(Origin::QqToken, code, Retry::Never);
        return Err(error.with_detail(clean(&message)).with_reply(reply.status(), reply.request_id()));
    }
    let token = json.get("access_token").and_then(Value::as_str).filter(|token| !token.is_empty());
    // One official table spells it `expire_in`.
    let lifetime = json.get("expires_in").or_else(|| json.get("expire_in")).and_then(Value::as_i64);
    match (token, lifetime) {
        (Some(token), Some(lifetime)) if reply.is_success() && lifetime > 0 && token.len() <= 4096 => {
            Ok(FetchedToken { access_token: Secret::new(token), lifetime_seconds: lifetime })
        }
        _ => Err(unexpected(reply)),
    }
}

/// A non-zero numeric code of a JSON object, given as number or numeric text, and its message.
fn error_code(json: &Value) -> Option<(String, String)> {
    let code = ["errcode", "errorcode", "code", "ret"].iter().find_map(|name| numeric(json.get(*name)?))?;
    let message =
        ["errmsg", "message", "msg"].iter().find_map(|name| json.get(*name)?.as_str()).unwrap_or_default();
    (code != 0).then(|| (code.to_string(), message.to_owned()))
}

fn numeric(value: &Value) -> Option<i64> {
    value.as_i64().or_else(|| value.as_str()?.trim().parse().ok())
}

/// A text such as `9034|process fail`.
fn text_code(body: &[u8]) -> Option<(String, String)> {
    let text = std::str::from_utf8(body).ok()?.trim();
    let (code, message) = text.split_once('|')?;
    let code: i64 = code.trim().parse().ok()?;
    (code != 0).then(|| (code.to_string(), message.to_owned()))
}
