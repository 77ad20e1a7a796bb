//! Verifying who sends a V3 request: here a wrong signature is refused.

use axum::http::{Method, StatusCode};
use serde_json::{Value, json};

use super::{Refusal, paths};
use crate::call::Call;
use crate::keys;
use crate::state::SandboxState;

/// A merchant whose signature was right.
pub(crate) struct Caller {
    pub(crate) mchid: String,
}

impl Caller {
    /// Verifies the headers and the signature of a request.
    ///
    /// The order of checks is: ordinary headers, form of `Authorization`, merchant, serial, clock,
    /// signature, and the nonce if the switches ask for it.
    pub(crate) fn verify(state: &SandboxState, call: &Call) -> Result<Self, Refusal> {
        check_ordinary_headers(call)?;
        let given =
            Authorization::parse(call.header("authorization").unwrap_or_default()).map_err(|issue| {
                Refusal::signature(
                    "Http头Authorization值格式错误，请参考《微信支付商户REST API签名规则》",
                    header_detail(&issue),
                )
            })?;
        if given.mchid != state.identity.mchid {
            return Err(Refusal::signature("商户号不存在或与签名不符", header_detail("mchid is not known")));
        }
        let key = state.merchant_key(&given.serial_no).ok_or_else(|| {
            Refusal::signature(
                "商户证书序列号有误，请使用签名私钥匹配的证书序列号",
                header_detail("serial_no is not known"),
            )
        })?;
        let timestamp: i64 = given.timestamp.parse().unwrap_or(i64::MAX);
        if state.clock.now().abs_diff(timestamp) > 300 {
            return Err(Refusal::signature(
                "Http头Authorization中的timestamp与发起请求的时间不得超过5分钟",
                header_detail("timestamp has expired"),
            ));
        }
        let message = canonical_message(call, &given);
        if !keys::verifies(&key, &message, &given.signature) {
            return Err(Refusal::signature("错误的签名，验签失败", mismatch_detail(call, &message)));
        }
        if state.switches().refuse_repeated_nonce && !state.remember_nonce(&given.nonce_str) {
            return Err(Refusal::signature(
                "nonce_str重复，请求可能被重放",
                header_detail("nonce_str was used before"),
            ));
        }
        Ok(Self { mchid: given.mchid })
    }
}

/// The five items of the header.
struct Authorization {
    mchid: String,
    nonce_str: String,
    signature: String,
    timestamp: String,
    serial_no: String,
}

impl Authorization {
    fn parse(header: &str) -> Result<Self, String> {
        let items = header
            .strip_prefix("WECHATPAY2-SHA256-RSA2048 ")
            .ok_or("the schema must be WECHATPAY2-SHA256-RSA2048")?;
        let mut found = std::collections::BTreeMap::new();
        for item in items.split(',') {
            let (name, value) = item.trim_matches(' ').split_once('=').ok_or("an item has no value")?;
            let value = value.strip_prefix('"').and_then(|value| value.strip_suffix('"'));
            let value = value.ok_or_else(|| format!("{name} is not in double quotes"))?;
            if found.insert(name, value.to_owned()).is_some() {
                return Err(format!("{name} is given twice"));
            }
        }
        let mut take = |name: &str| {
            found.remove(name).filter(|value| !value.is_empty()).ok_or_else(|| format!("{name} is missing"))
        };
        let parsed = Self {
            mchid: take("mchid")?,
            nonce_str: take("nonce_str")?,
            signature: take("signature")?,
            timestamp: take("timestamp")?,
            serial_no: take("serial_no")?,
        };
        if let Some(name) = found.keys().next() {
            return Err(format!("{name} is not an item of this header"));
        }
        if parsed.nonce_str.len() > 32 || !parsed.nonce_str.bytes().all(|byte| byte.is_ascii_alphanumeric()) {
            return Err("nonce_str must be at most 32 letters and digits".to_owned());
        }
        if !parsed.timestamp.bytes().all(|byte| byte.is_ascii_digit()) {
            return Err("timestamp must be Unix seconds".to_owned());
        }
        Ok(parsed)
    }
}

fn check_ordinary_headers(call: &Call) -> Result<(), Refusal> {
    let is_order = [paths::DIRECT, paths::PARTNER, paths::COMBINE].contains(&call.path.as_str());
    for name in ["User-Agent", "Accept"] {
        if !is_order && call.header(name).is_none_or(|value| value.trim().is_empty()) {
            return Err(Refusal::business(format!("Http头缺少{name}")));
        }
    }
    let is_json = |value: &str| value.split(';').next().is_some_and(|kind| kind.trim() == "application/json");
    if call.method == Method::POST && !call.header("content-type").is_some_and(is_json) {
        let refusal = Refusal::parameter("header", "Content-Type", "must be application/json");
        return Err(Refusal { status: StatusCode::UNSUPPORTED_MEDIA_TYPE, ..refusal });
    }
    Ok(())
}

fn canonical_message(call: &Call, given: &Authorization) -> Vec<u8> {
    let Authorization { timestamp, nonce_str, .. } = given;
    let mut message = format!("{}\n{}\n{timestamp}\n{nonce_str}\n", call.method, call.target()).into_bytes();
    message.extend_from_slice(&call.body);
    message.push(b'\n');
    message
}

fn header_detail(issue: &str) -> Value {
    json!({"field": "authorization", "issue": issue, "location": "header"})
}

/// What WeChat Pay tells about a signature that does not fit: the message it built itself.
fn mismatch_detail(call: &Call, message: &[u8]) -> Value {
    let text = String::from_utf8_lossy(message);
    let truncated: String = text.chars().take(200).collect();
    json!({
        "field": "signature",
        "issue": "sign not match",
        "location": "authorization",
        "sign_information": {
            "method": call.method.as_str(),
            "url": call.target(),
            "truncated_sign_message": truncated,
            "sign_message_length": message.len(),
        },
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    const GOOD: &str =
        r#"mchid="1900000001",nonce_str="abc",signature="c2ln",timestamp="1700000000",serial_no="4A""#;

    #[test]
    fn items_may_come_in_any_order() {
        let reversed: Vec<_> = GOOD.split(',').rev().collect();
        let header = format!("WECHATPAY2-SHA256-RSA2048 {}", reversed.join(", "));
        assert_eq!(Authorization::parse(&header).expect("all items are there").mchid, "1900000001");
    }

    #[test]
    fn wrong_forms_are_refused() {
        let prefix = "WECHATPAY2-SHA256-RSA2048 ";
        let wrong = [
            GOOD.to_owned(),
            format!("WECHATPAY2-SM2-WITH-SM3 {GOOD}"),
            format!("{prefix}{}", GOOD.replace('"', "")),
            format!("{prefix}{}", GOOD.replace("mchid", "mch_id")),
            format!("{prefix}{}", GOOD.replace("abc", "a-c")),
            format!("{prefix}{}", GOOD.replace("abc", &"a".repeat(33))),
            format!("{prefix}{}", GOOD.replace("1700000000", "17e8")),
            format!("{prefix}{GOOD},mchid=\"1\""),
            format!("{prefix}{GOOD},extra=\"1\""),
        ];
        for header in wrong {
            assert!(Authorization::parse(&header).is_err(), "{header}");
        }
    }
}
