//! V3 replies of WeChat Pay.

use serde::de::DeserializeOwned;
use serde_json::Value;

use super::upstream_text::clean;
use super::{is_accepted_only, unexpected};
use crate::config::Config;
use crate::error::{Error, Origin, Result, sdk_codes};
use crate::http::HttpResponse;
use crate::model::KeepsRaw;
use crate::retry::advice::of_unknown_code;
use crate::verify::{SignatureHeaders, Verdict};
use crate::wire::json;

/// Reads a reply that came straight from WeChat Pay: an error, or an authentic value.
pub(crate) fn verified<T: DeserializeOwned>(config: &Config, reply: &HttpResponse, now: i64) -> Result<T> {
    json::read(verified_bytes(config, reply, now)?)
        .map_err(|error| error.with_reply(reply.status(), reply.request_id()))
}

/// The same, with the whole reply in it.
pub(crate) fn kept<T: DeserializeOwned + KeepsRaw>(
    config: &Config,
    reply: &HttpResponse,
    now: i64,
) -> Result<T> {
    verified::<T>(config, reply, now).map(|found| found.keep(reply.text()))
}

/// The authentic content of such a reply, which may be empty; or an error.
pub(crate) fn verified_bytes<'a>(config: &Config, reply: &'a HttpResponse, now: i64) -> Result<&'a [u8]> {
    if !reply.is_success() {
        return Err(refusal(reply).unwrap_or_else(|| unexpected(reply)));
    }
    if is_accepted_only(reply) {
        return Err(unexpected(reply));
    }
    if !authenticate(config, reply, now)? {
        return Err(Error::sdk(&sdk_codes::REPLY_UNSIGNED).with_reply(reply.status(), reply.request_id()));
    }
    Ok(reply.body())
}

/// Whether the reply is signed, and rightly. `false` means that it carries no signature at all.
///
/// # Errors
/// When it carries one that is wrong, incomplete, or not of this moment.
pub(crate) fn authenticate(config: &Config, reply: &HttpResponse, now: i64) -> Result<bool> {
    let with_reply = |error: Error| error.with_reply(reply.status(), reply.request_id());
    let Some(headers) = SignatureHeaders::find(reply.headers()).map_err(with_reply)? else {
        return Ok(false);
    };
    let verdict = config.v3()?.trust.verify(&headers, reply.body(), now);
    verdict.and_then(Verdict::fresh).map_err(with_reply)?;
    Ok(true)
}

/// WeChat Pay's refusal: a JSON object with a textual `code`. Error bodies are not signed: this is a hint, no fact.
pub(crate) fn refusal(reply: &HttpResponse) -> Option<Error> {
    let json: Value = serde_json::from_slice(reply.text()).ok()?;
    let code = json.get("code")?.as_str()?;
    let plain =
        !code.is_empty() && code.len() <= 64 && code.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'_');
    if !plain || code == "SUCCESS" {
        return None;
    }
    let message = json.get("message").and_then(Value::as_str).unwrap_or_default();
    let error = Error::api(Origin::WeChatPay, code, of_unknown_code(reply.status()));
    let mut detail = clean(message);
    if let Some(extra) = json.get("detail") {
        detail.push_str(&explain(extra));
    }
    Some(error.with_detail(detail).with_reply(reply.status(), reply.request_id()))
}

/// The parts of `detail` that help and hold no value of the request: which field, what is wrong, which path was signed.
fn explain(detail: &Value) -> String {
    let mut out = String::new();
    let inner = detail.get("detail").unwrap_or(detail);
    for name in ["field", "issue", "location"] {
        if let Some(text) = inner.get(name).and_then(Value::as_str) {
            out.push_str(&format!("; {name} {}", clean(text)));
        }
    }
    if let Some(signed) = inner.get("sign_information") {
        let part = |name: &str| signed.get(name).and_then(Value::as_str).unwrap_or_default();
        let path = part("url").split('?').next().unwrap_or_default();
        out.push_str(&format!("; WeChat Pay verified over {} {}", clean(part("method")), clean(path)));
    }
    out
}
