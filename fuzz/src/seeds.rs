//! What the targets begin with: the messages of the conformance cases, made into inputs. They are never committed a second time.

use std::fs;
use std::path::Path;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use qq_wxpay::crypto::{decrypt_aes_256_ecb, decrypt_base64, md5_hex_lower};
use serde_json::Value;

use crate::arguments;
use crate::notifications;
use crate::replies::{ORDERS, V2, V3, byte_of};
use crate::shop::{ACCESS_TOKEN, NONCE, key, setting};
use crate::v2;

/// What one target begins with, each once.
#[must_use]
pub fn seeds(target: &str) -> Vec<Vec<u8>> {
    let mut all: Vec<Vec<u8>> = cases().iter().flat_map(|case| of_case(target, case)).collect();
    all.extend(by_hand(target));
    all.sort_unstable();
    all.dedup();
    all
}

/// All cases of all files, as they stand there.
fn cases() -> Vec<Value> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../tests/cases");
    let entries = fs::read_dir(folder).expect("the folder of the cases is there").flatten();
    let mut paths: Vec<_> = entries.map(|entry| entry.path()).collect();
    paths.sort();
    let texts = paths.iter().filter(|path| path.extension().is_some_and(|end| end == "json"));
    let files = texts.map(|path| fs::read_to_string(path).expect("a case file can be read"));
    let read = files.map(|text| serde_json::from_str::<Value>(&text).expect("a case file is JSON"));
    read.filter_map(|file| file["cases"].as_array().cloned()).flatten().collect()
}

fn of_case(target: &str, case: &Value) -> Option<Vec<u8>> {
    let operation = case["operation"].as_str()?;
    let reply =
        || Some((byte_of(u16::try_from(case["reply"]["status"].as_u64()?).ok()?), body_of(&case["reply"])?));
    let place =
        |list: &[(&str, &str)]| u8::try_from(list.iter().position(|(name, _)| *name == operation)?).ok();
    let with = |head: &[u8], body: Vec<u8>| Some([head, &body].concat());
    match target {
        "arguments" => with(&[arguments::byte_of(operation)?], case["request"].to_string().into_bytes()),
        "bill" | "bill_gzip" | "bill_packed" => of_bill(target, operation, reply()?.1),
        "certificate_list" if operation == "refresh_certificates" => {
            let (status, body) = reply()?;
            with(&[status, 1], body)
        }
        "comparison" if case["expected"].is_object() => comparison(case),
        "encrypted_text" if operation == "decrypt_sensitive" => {
            Some(text(&case["request"]["ciphertext"])?.into())
        }
        "link" if operation == "place_order" => {
            let body: Value = serde_json::from_slice(&reply()?.1).ok()?;
            Some(text(&body["h5_url"])?.into())
        }
        "notification_v2" | "notification_v3" if operation == "handle_notification" => {
            let body = text(&case["body"])?;
            (body.trim_start().starts_with('<') == (target == "notification_v2")).then(|| body.into())
        }
        "notification_v2_fields" if operation == "handle_notification" => {
            Some(v2::lines_of(&v2::read(text(&case["body"])?.as_bytes(), "xml")?).into_bytes())
        }
        "notification_v3_resource" if operation == "handle_notification" => opened(text(&case["body"])?),
        "v2_refund_notice" if operation == "handle_notification" => opened_v2(text(&case["body"])?),
        "signature_headers" if operation == "handle_notification" => lines_of(&case["headers"]),
        "proxy_reply" => {
            let (status, body) = reply()?;
            let is_v2 = operation == "place_v2_order" && v2::read(&body, "xml").is_some();
            let content = if is_v2 { v2::lines_of(&v2::read(&body, "xml")?).into_bytes() } else { body };
            let is_signed = case["reply"]["headers"]["Wechatpay-Signature"].is_string();
            with(&[place(&ORDERS)?, status, if is_v2 { 2 } else { u8::from(is_signed) }], content)
        }
        "reply_v2" => {
            let (status, body) = reply()?;
            match v2::read(&body, "xml") {
                Some(fields) => with(&[place(&V2)?, status, 0], v2::lines_of(&fields).into_bytes()),
                None => with(&[place(&V2)?, status, 1], body),
            }
        }
        "reply_v3" => {
            let (status, body) = reply()?;
            with(&[place(&V3)?, status], body)
        }
        "settings" if operation == "settings" => Some(case["settings"].to_string().into_bytes()),
        "key_text" if operation == "settings" => {
            let names =
                ["merchant_private_key", "public_key", "platform_certificates", "merchant_certificate"];
            names.iter().find_map(|name| Some(text(&case["settings"][name])?.into()))
        }
        "token_reply" if operation == "access_token" => {
            let (status, body) = reply()?;
            with(&[status], body)
        }
        _ => None,
    }
}

fn of_bill(target: &str, operation: &str, body: Vec<u8>) -> Option<Vec<u8>> {
    let place = ["trade_bill_file", "fund_flow_bill_file", "v2_trade_bill"]
        .iter()
        .position(|own| *own == operation)?;
    let head = [u8::try_from(place).ok()?, 6];
    match (target, body.strip_prefix(&[0x1F, 0x8B, 8])) {
        ("bill_gzip", packed) => Some([&head, packed?].concat()),
        (_, None) => Some([head.as_slice(), &body].concat()),
        _ => None,
    }
}

/// What is encrypted in a V3 notification, with the kind before it.
fn opened(body: &str) -> Option<Vec<u8>> {
    let body: Value = serde_json::from_str(body).ok()?;
    let resource = &body["resource"];
    let key: &[u8; 32] = setting("api_v3_key").as_bytes().try_into().ok()?;
    let associated = text(&resource["associated_data"]).unwrap_or_default();
    let nonce = text(&resource["nonce"])?.as_bytes();
    let nonce: &[u8; 12] = nonce.try_into().ok()?;
    let plain = decrypt_base64(key, nonce, associated.as_bytes(), text(&resource["ciphertext"])?).ok()?;
    Some([&[notifications::kind_of(text(&body["event_type"])?)], plain.as_slice()].concat())
}

/// What is encrypted in a V2 refund notice.
fn opened_v2(body: &str) -> Option<Vec<u8>> {
    let fields = v2::read(body.as_bytes(), "xml")?;
    let ciphertext = STANDARD.decode(fields.get("req_info")?).ok()?;
    let key = md5_hex_lower(setting("api_v2_key").as_bytes());
    decrypt_aes_256_ecb(key.as_bytes().try_into().ok()?, &ciphertext).ok()
}

fn comparison(case: &Value) -> Option<Vec<u8>> {
    let opened = opened(text(&case["body"])?)?;
    let order: Value = serde_json::from_slice(opened.get(1..)?).ok()?;
    let family = if order["combine_mchid"].is_string() {
        "combine"
    } else if order["sp_mchid"].is_string() {
        "partner"
    } else {
        "direct"
    };
    let found = serde_json::json!({ "family": family, "order": order });
    Some(format!("{found}\n{}", case["expected"]).into_bytes())
}

/// Headers in lines.
fn lines_of(headers: &Value) -> Option<Vec<u8>> {
    let lines = headers
        .as_object()?
        .iter()
        .filter_map(|(name, value)| Some(format!("{name}: {}\n", value.as_str()?)));
    Some(lines.collect::<String>().into_bytes())
}

/// What no case has.
fn by_hand(target: &str) -> Vec<Vec<u8>> {
    let p12 = |name: &str| STANDARD.decode(key(name)).expect("it is base64");
    let token = format!(
        r#"{{"token":{{"access_token":"{ACCESS_TOKEN}","fetched_at":1722850421,"expires_at":1722857621,"renew_at":1722854021}},"lease":{{"owner":"{NONCE}","until":1722850431000}}}}"#
    );
    match target {
        "certificate_list" => vec![[&[0, 0], setting("platform_certificates").as_bytes()].concat()],
        "inbox_file" => vec![
            br#"0{"format":1,"events":{"0123456789abcdef0123456789abcdef":{"at":1722850421000,"done":true}}}"#.to_vec(),
            br#"0{"format":2,"events":{}}"#.to_vec(),
            b"11722850421000".to_vec(),
        ],
        "key_text" => ["wechat_pay_private_key", "platform_certificate_private_key"]
            .map(|name| key(name).as_bytes().to_vec())
            .into_iter()
            .chain(["merchant_private_key", "public_key", "platform_certificates"].map(|name| setting(name).into()))
            .collect(),
        "merchant_p12" => vec![p12("merchant_p12_legacy"), p12("merchant_p12_modern")],
        "redis_answer" => vec![
            b"0$-1\r\n".to_vec(),
            b"0:1\r\n".to_vec(),
            b"0-ERR unknown command\r\n".to_vec(),
            b"0*2\r\n$1\r\na\r\n*1\r\n:1\r\n".to_vec(),
            b"1qq-wxpay-store 1\n0123456789ab".to_vec(),
            [b"\x03", token.as_bytes()].concat(),
        ],
        "settings" => vec![crate::shop::settings().to_string().into_bytes()],
        "signature_headers" => vec![notifications::genuine_headers()],
        "token_file" => {
            vec![[b"1", token.as_bytes()].concat(), b"0qq-wxpay-store 2\n".to_vec(), b"0qq-wxpay-store 1\n".to_vec()]
        }
        _ => Vec::new(),
    }
}

fn text(value: &Value) -> Option<&str> {
    value.as_str()
}

fn body_of(reply: &Value) -> Option<Vec<u8>> {
    match reply["body_base64"].as_str() {
        Some(text) => STANDARD.decode(text).ok(),
        None => Some(reply["body"].as_str()?.into()),
    }
}
