//! An exchange as JSON: in one line, and in full.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use serde_json::{Value, json};

use super::about::about;
use super::exchange::pairs;
use super::{Captured, Exchange, Outcome, Role, hidden};

/// What a list shows of it.
pub(crate) fn summary(number: u64, exchange: &Exchange) -> Value {
    let (status, code, failure, manner) = match &exchange.outcome {
        Outcome::Answer { status, body, manner, .. } => {
            (Some(status.as_u16()), refusal(&body.bytes), None, *manner)
        }
        Outcome::Nothing(reason) => (None, None, Some(reason), None),
    };
    json!({
        "id": number,
        "role": exchange.role.name(),
        "at": exchange.at,
        "took_us": u64::try_from(exchange.took.as_micros()).unwrap_or(u64::MAX),
        "method": exchange.method.as_str(),
        "target": exchange.shown_target(),
        "about": about(exchange),
        "status": status,
        "code": code,
        "failure": failure,
        "manner": manner,
    })
}

/// All of it; what is hidden from bystanders only when it is asked for.
pub(crate) fn details(number: u64, exchange: &Exchange, reveals: bool) -> Value {
    let mut value = summary(number, exchange);
    if reveals {
        value["target"] = Value::from(&*exchange.target);
    }
    value["is_revealed"] = Value::from(reveals);
    value["headers"] = headers(&exchange.headers, reveals);
    value["body"] = body(&exchange.body, reveals);
    if let Outcome::Answer { headers: sent, body: answered, .. } = &exchange.outcome {
        value["answer_headers"] = headers(sent, reveals);
        value["answer_body"] = body(answered, reveals);
    }
    value
}

impl Role {
    fn name(self) -> &'static str {
        match self {
            Self::Qq => "qq",
            Self::WechatPay => "wechat_pay",
            Self::Cashier => "cashier",
            Self::Nobody => "nobody",
            Self::Notification => "notification",
        }
    }
}

impl Exchange {
    fn shown_target(&self) -> String {
        match self.role {
            Role::Notification => hidden::address(&self.target),
            _ => hidden::query(&self.target),
        }
    }
}

fn headers(lines: &[u8], reveals: bool) -> Value {
    let shown = pairs(lines).into_iter().map(|(name, value)| {
        let value = if reveals { value } else { hidden::header(&name, value) };
        json!([name, value])
    });
    shown.collect()
}

/// A body as text, or as base64 where it is none.
fn body(captured: &Captured, reveals: bool) -> Value {
    let whole = captured.is_whole();
    match text(captured) {
        Some(text) => {
            let text = if reveals { text.to_owned() } else { hidden::body(text) };
            json!({"text": text, "length": captured.length, "is_whole": whole})
        }
        None => {
            let base64 = STANDARD.encode(&captured.bytes);
            json!({"base64": base64, "length": captured.length, "is_whole": whole})
        }
    }
}

/// The text, without a character that the limit has cut.
fn text(captured: &Captured) -> Option<&str> {
    match std::str::from_utf8(&captured.bytes) {
        Ok(text) => Some(text),
        Err(error) if error.error_len().is_none() && !captured.is_whole() => {
            std::str::from_utf8(&captured.bytes[..error.valid_up_to()]).ok()
        }
        Err(_) => None,
    }
}

/// The error code of an answer: QQ's, V3's or V2's. Few bytes are looked at: an answer with an error is short.
fn refusal(body: &[u8]) -> Option<String> {
    const LONGEST: usize = 4096;
    let text = std::str::from_utf8(body).ok().filter(|text| text.len() <= LONGEST)?.trim_start();
    if text.starts_with('{') {
        let value: Value = serde_json::from_str(text).ok()?;
        let code = ["errcode", "code", "errCode", "retcode"].iter().find_map(|name| value.get(name))?;
        let code = code.as_str().map_or_else(|| code.to_string(), str::to_owned);
        return (!matches!(code.as_str(), "0" | "SUCCESS")).then_some(code);
    }
    let element = |name: &str| {
        let rest = &text[text.find(&format!("<{name}>"))? + name.len() + 2..];
        let rest = rest.strip_prefix("<![CDATA[").unwrap_or(rest);
        Some(rest[..rest.find([']', '<'])?].to_owned())
    };
    let failed = |name: &str| element(name).is_some_and(|value| value == "FAIL");
    if failed("result_code") {
        return element("err_code").or_else(|| Some("FAIL".to_owned()));
    }
    failed("return_code").then(|| "FAIL".to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_refusal_is_found_in_every_dialect() {
        let code = |text: &str| refusal(text.as_bytes());
        assert_eq!(code(r#"{"errcode":9030,"errmsg":"x"}"#).as_deref(), Some("9030"));
        assert_eq!(code(r#"{"code":"SIGN_ERROR"}"#).as_deref(), Some("SIGN_ERROR"));
        assert_eq!(code(r#"{"code":"SUCCESS"}"#), None);
        assert_eq!(code(r#"{"h5_url":"x"}"#), None);
        assert_eq!(code("<xml><return_code><![CDATA[FAIL]]></return_code></xml>").as_deref(), Some("FAIL"));
        let refused = "<xml><return_code>SUCCESS</return_code><result_code><![CDATA[FAIL]]></result_code>\
            <err_code><![CDATA[ORDERPAID]]></err_code></xml>";
        assert_eq!(code(refused).as_deref(), Some("ORDERPAID"));
        assert_eq!(code(&"{".repeat(9000)), None);
        assert_eq!(refusal(&[0xff, 0xfe]), None);
    }

    #[test]
    fn a_text_that_is_cut_within_a_character_is_still_a_text() {
        let body = "中".repeat(30_000);
        let captured = Captured::copy(body.as_bytes());
        assert!(!captured.is_whole());
        assert_eq!(text(&captured).map(str::len), Some(64 * 1024 / 3 * 3));
        assert_eq!(text(&Captured::copy(&[0xe4, 0xb8])), None);
    }
}
