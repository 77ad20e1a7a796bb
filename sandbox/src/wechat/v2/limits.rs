//! The fields of requests and how long each may be.

use std::net::IpAddr;

use serde_json::Value;

use super::authentication::Request;
use super::reply::Refusal;

/// The fields of an order.
const FIELDS: [Field; 26] = [
    Field("appid", 32, true),
    Field("mch_id", 32, true),
    Field("sub_appid", 32, false),
    Field("sub_mch_id", 32, false),
    Field("device_info", 32, false),
    Field("nonce_str", 32, true),
    Field("sign", 64, true),
    Field("sign_type", 32, false),
    Field("body", 128, true),
    Field("detail", 6000, false),
    Field("attach", 127, false),
    Field("out_trade_no", 32, true),
    Field("fee_type", 16, false),
    Field("total_fee", 10, true),
    Field("spbill_create_ip", 64, true),
    Field("time_start", 14, false),
    Field("time_expire", 14, false),
    Field("goods_tag", 32, false),
    Field("notify_url", 256, true),
    Field("trade_type", 16, true),
    Field("product_id", 32, false),
    Field("limit_pay", 32, false),
    Field("openid", 128, false),
    Field("receipt", 8, false),
    Field("profit_sharing", 16, false),
    Field("scene_info", 256, true),
];

/// Name of a field, its greatest length in bytes of UTF-8, whether it is required.
#[derive(Clone, Copy)]
pub(super) struct Field(pub(super) &'static str, pub(super) usize, pub(super) bool);

/// The fields of every interface.
const COMMON: [Field; 7] = [
    Field("appid", 32, true),
    Field("mch_id", 32, true),
    Field("sub_appid", 32, false),
    Field("sub_mch_id", 32, false),
    Field("nonce_str", 32, true),
    Field("sign", 64, true),
    Field("sign_type", 32, false),
];

/// Checks presence, length and form of every field of an order.
pub(super) fn check(request: &Request) -> Result<(), Refusal> {
    check_fields(request, &FIELDS)?;
    check_values(request)
}

/// Checks presence and length of the fields of an interface beside the common ones.
pub(super) fn check_own(request: &Request, own: &[Field]) -> Result<(), Refusal> {
    check_fields(request, &[&COMMON, own].concat())
}

/// An amount in fen.
pub(super) fn fen(request: &Request, name: &str) -> Result<i64, Refusal> {
    let text = request.field(name).unwrap_or_default();
    let is_plain = !text.starts_with('0') && text.bytes().all(|byte| byte.is_ascii_digit());
    let fen = text.parse().ok().filter(|_| is_plain);
    fen.ok_or_else(|| wrong(name, "must be a whole number of fen, at least 1"))
}

fn check_fields(request: &Request, fields: &[Field]) -> Result<(), Refusal> {
    for &Field(name, limit, required) in fields {
        match request.field(name) {
            None if required => return Err(Refusal::parameter(format!("缺少参数{name}"))),
            Some(value) if value.len() > limit => {
                return Err(wrong(name, &format!("has {} bytes, at most {limit} are allowed", value.len())));
            }
            Some(value) if value.chars().any(|letter| letter.len_utf8() > 3) => {
                return Err(wrong(name, "has a character of four bytes"));
            }
            _ => {}
        }
    }
    match request.fields.keys().find(|name| fields.iter().all(|field| field.0 != name.as_str())) {
        Some(name) => Err(wrong(name, "is not a field of this interface")),
        None => Ok(()),
    }
}

fn check_values(request: &Request) -> Result<(), Refusal> {
    let number = request.field("out_trade_no").unwrap_or_default();
    if number.len() < 6 || !number.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"_-|*".contains(&byte))
    {
        return Err(wrong("out_trade_no", "must be 6 to 32 of 0-9 A-Z a-z _ - | *"));
    }
    fen(request, "total_fee")?;
    if request.field("spbill_create_ip").is_none_or(|address| address.parse::<IpAddr>().is_err()) {
        return Err(Refusal::parameter("invalid spbill_create_ip"));
    }
    check_choice(request, "trade_type", &["MWEB"])?;
    check_choice(request, "fee_type", &["CNY"])?;
    check_choice(request, "limit_pay", &["no_credit"])?;
    check_choice(request, "receipt", &["Y"])?;
    check_choice(request, "profit_sharing", &["Y", "N"])?;
    for name in ["time_start", "time_expire"] {
        if request.field(name).is_some_and(|time| crate::clock::parse_compact(time).is_none()) {
            return Err(wrong(name, "must have the form yyyyMMddHHmmss"));
        }
    }
    check_scene(request.field("scene_info").unwrap_or_default())
}

fn check_choice(request: &Request, name: &str, allowed: &[&str]) -> Result<(), Refusal> {
    match request.field(name) {
        Some(value) if !allowed.contains(&value) => {
            Err(wrong(name, &format!("must be one of {}", allowed.join(", "))))
        }
        _ => Ok(()),
    }
}

fn check_scene(text: &str) -> Result<(), Refusal> {
    let scene: Value = serde_json::from_str(text).map_err(|_| wrong("scene_info", "is not JSON"))?;
    let h5 = &scene["h5_info"];
    let has = |name: &str| h5[name].as_str().is_some_and(|value| !value.is_empty());
    let complete = match h5["type"].as_str() {
        Some("Wap") => has("wap_url") && has("wap_name"),
        Some("IOS") => has("app_name") && has("bundle_id"),
        Some("Android") => has("app_name") && has("package_name"),
        _ => return Err(wrong("scene_info", "must have h5_info with type Wap, IOS or Android")),
    };
    if complete { Ok(()) } else { Err(wrong("scene_info", "lacks a name or address in h5_info")) }
}

fn wrong(name: &str, issue: &str) -> Refusal {
    Refusal::parameter(format!("参数错误：{name} {issue}"))
}
