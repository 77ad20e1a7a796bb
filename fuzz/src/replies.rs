//! Replies: whoever answered, nothing is taken for WeChat Pay's word that WeChat Pay has not signed.

use std::sync::LazyLock;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use qq_wxpay::Secret;
use qq_wxpay::bridge::{self, FieldCase, PreparedCall};
use qq_wxpay::http::Headers;
use serde_json::{Value, json};

use crate::border;
use crate::sealed;
use crate::shop::{ACCESS_TOKEN, Shop, settings, shop};
use crate::v2;

/// The statuses that replies have.
const STATUSES: [u16; 12] = [200, 201, 202, 204, 301, 400, 401, 404, 429, 500, 502, 100];

/// The status of the first byte of a reply.
fn status(byte: u8) -> u16 {
    STATUSES[usize::from(byte) % STATUSES.len()]
}

/// The byte that stands for a status.
pub(crate) fn byte_of(wanted: u16) -> u8 {
    let place = STATUSES.iter().position(|known| *known == wanted);
    u8::try_from(place.unwrap_or_default()).expect("there are few")
}

/// Straight to WeChat Pay: what it answers is its own or nothing.
pub(crate) const V3: [(&str, &str); 12] = [
    ("query_order", r#"{"out_trade_no":"1217752501201407033233368018"}"#),
    ("query_partner_order", r#"{"sub_mchid":"1900000109","out_trade_no":"1217752501201407033233368018"}"#),
    ("query_combine_order", r#"{"combine_out_trade_no":"P20150806125346"}"#),
    (
        "refund",
        r#"{"out_trade_no":"1217752501201407033233368018","out_refund_no":"1217752501201407033233368018-R1","amount":{"refund":30,"total":100}}"#,
    ),
    ("query_refund", r#"{"out_refund_no":"1217752501201407033233368018-R1"}"#),
    (
        "abnormal_refund",
        r#"{"refund_id":"50000000382019052709732678859","out_refund_no":"1217752501201407033233368018-R1","type":"MERCHANT_BANK_CARD"}"#,
    ),
    ("close_order", r#"{"out_trade_no":"1217752501201407033233368018"}"#),
    (
        "unfreeze_funds",
        r#"{"transaction_id":"4208450740201411110007820472","out_order_no":"P20150806125346","description":"x"}"#,
    ),
    (
        "query_profit_sharing",
        r#"{"transaction_id":"4208450740201411110007820472","out_order_no":"P20150806125346"}"#,
    ),
    ("request", r#"{"method":"GET","path":"/v3/merchant-service/complaints-v2?limit=10"}"#),
    ("trade_bill", r#"{"bill_date":"2024-08-04"}"#),
    ("self_test", "{}"),
];

pub(crate) const V2: [(&str, &str); 4] = [
    ("query_v2_order", r#"{"out_trade_no":"1415659990"}"#),
    (
        "v2_refund",
        r#"{"out_trade_no":"1415659990","out_refund_no":"1415659990R","total_fee":100,"refund_fee":30}"#,
    ),
    ("query_v2_refund", r#"{"out_refund_no":"1415659990R"}"#),
    ("close_v2_order", r#"{"out_trade_no":"1415659990"}"#),
];

/// Orders, which go through QQ's proxy.
pub(crate) const ORDERS: [(&str, &str); 4] = [
    (
        "place_order",
        r#"{"description":"x","out_trade_no":"1217752501201407033233368018","amount":{"total":100},"scene_info":{"payer_client_ip":"203.0.113.7"}}"#,
    ),
    (
        "place_partner_order",
        r#"{"sub_mchid":"1900000109","order":{"description":"x","out_trade_no":"1217752501201407033233368018","amount":{"total":100},"scene_info":{"payer_client_ip":"203.0.113.7"}}}"#,
    ),
    (
        "place_combine_order",
        r#"{"combine_out_trade_no":"P20150806125346","scene_info":{"payer_client_ip":"203.0.113.7"},"sub_orders":[{"mchid":"1900000109","out_trade_no":"20150806125346","description":"x","attach":"a","amount":{"total_amount":100}},{"mchid":"1900000110","out_trade_no":"20150806125347","description":"x","attach":"a","amount":{"total_amount":100}}]}"#,
    ),
    (
        "place_v2_order",
        r#"{"body":"x","out_trade_no":"1415659990","total_fee":100,"spbill_create_ip":"203.0.113.7","scene_info":{"type":"Wap","app_url":"https://pay.qq.com","app_name":"x"}}"#,
    ),
];

fn prepared(shop: &Shop, (operation, arguments): (&str, &str), token: Option<&Secret>) -> PreparedCall {
    let prepared = bridge::prepare(&shop.pay, operation, arguments, token, FieldCase::Snake);
    prepared.unwrap_or_else(|error| panic!("{operation}: {error}"))
}

fn all(list: &[(&str, &str)]) -> Vec<PreparedCall> {
    list.iter().map(|call| prepared(shop(), *call, None)).collect()
}

/// The result as JSON; an error tells no secret.
fn finish(call: &PreparedCall, status: u16, headers: Headers, body: &[u8]) -> Option<Value> {
    match call.finish(status, headers, body.to_vec(), FieldCase::Snake) {
        Ok(result) => Some(border::read(&result)),
        Err(error) => {
            shop().keeps_silent(&error, body);
            None
        }
    }
}

/// A reply of WeChat Pay: which operation, its status, and the body; unsigned it is never a result.
pub fn reply_v3(bytes: &[u8]) {
    static CALLS: LazyLock<Vec<PreparedCall>> = LazyLock::new(|| all(&V3));
    let Some(([operation, first], body)) = bytes.split_first_chunk() else { return };
    let place = usize::from(*operation) % V3.len();
    let (call, name, status) = (&CALLS[place], V3[place].0, status(*first));
    let unsigned = finish(call, status, Headers::default(), body);
    // The report says of itself what it could not test.
    let is_report = name == "self_test";
    assert!(unsigned.is_none() || is_report, "{name}: unsigned, and believed: {unsigned:?}");
    let Some(result) = finish(call, status, shop().sign(body), body) else { return };
    assert!((200..300).contains(&status) || is_report, "{name}: status {status} is a result");
    expectation(name, &result);
}

/// A payment that was found is held against an order: only a paid one of the same number and total is the shop's.
fn expectation(name: &str, result: &Value) {
    let (family, number) = match name {
        "query_order" => ("direct", "out_trade_no"),
        "query_partner_order" => ("partner", "out_trade_no"),
        "query_v2_order" => ("v2", "out_trade_no"),
        _ => return,
    };
    let total = if family == "v2" { &result["total_fee"] } else { &result["amount"]["total"] };
    let expected = json!({ "out_trade_no": result[number], "total": total });
    let found = json!({ "family": family, "order": result }).to_string();
    let compare = |expected: &Value| bridge::expect_payment(&found, &expected.to_string(), FieldCase::Snake);
    if compare(&expected).is_ok() {
        assert_eq!(result["trade_state"], "SUCCESS");
        let more = total.as_i64().expect("it was compared").checked_add(1);
        let other = json!({ "out_trade_no": result[number], "total": more });
        assert!(more.is_none() || compare(&other).is_err(), "another total is taken");
    }
}

/// A V2 reply: which operation, its status, and lines `name=value`, or with the third byte odd the XML itself.
pub fn reply_v2(bytes: &[u8]) {
    static CALLS: LazyLock<Vec<PreparedCall>> = LazyLock::new(|| all(&V2));
    let Some(([operation, first, form], content)) = bytes.split_first_chunk() else { return };
    let place = usize::from(*operation) % V2.len();
    let (call, name) = (&CALLS[place], V2[place].0);
    let body = if form % 2 == 1 { content.to_vec() } else { signed_v2(content) };
    let Some(result) = finish(call, status(*first), Headers::default(), &body) else { return };
    if !v2::is_beyond_xml(&body) {
        let fields = v2::read(&body, "xml").expect("another reader of XML reads it, too");
        assert_eq!(fields.get("sign"), Some(&v2::sign(&fields)), "{name}: it is not signed");
    }
    expectation(name, &result);
}

fn signed_v2(lines: &[u8]) -> Vec<u8> {
    let mut fields = v2::fields_of_lines(&String::from_utf8_lossy(lines));
    fields.insert("sign".to_owned(), v2::sign(&fields));
    v2::write("xml", fields.iter())
}

/// What comes back from QQ's proxy: which order, the status, the form, and the body. A link leads to WeChat Pay or is none.
pub fn proxy_reply(bytes: &[u8]) {
    static CALLS: LazyLock<Vec<PreparedCall>> = LazyLock::new(|| {
        let token = Secret::new(ACCESS_TOKEN);
        ORDERS.iter().map(|call| prepared(shop(), *call, Some(&token))).collect()
    });
    let Some(([operation, first, form], content)) = bytes.split_first_chunk() else { return };
    let call = &CALLS[usize::from(*operation) % ORDERS.len()];
    let body = if *form == 2 { signed_v2(content) } else { content.to_vec() };
    let headers = if *form == 1 { shop().sign(&body) } else { Headers::default() };
    let is_signed = *form == 1;
    let Some(placed) = finish(call, status(*first), headers, &body) else { return };
    leads_to_wechat_pay(placed["h5_url"].as_str().expect("an order that is placed has a link"));
    let is_v2 = usize::from(*operation) % ORDERS.len() == 3;
    assert!(is_signed || is_v2 || placed["verified"] == false, "it is called verified");
}

/// Any text as the link of an order.
pub fn link(bytes: &[u8]) {
    static CALL: LazyLock<PreparedCall> =
        LazyLock::new(|| prepared(shop(), ORDERS[0], Some(&Secret::new(ACCESS_TOKEN))));
    let Ok(link) = std::str::from_utf8(bytes) else { return };
    let body = json!({ "h5_url": link }).to_string();
    let Some(placed) = finish(&CALL, 200, Headers::default(), body.as_bytes()) else { return };
    assert_eq!(placed["h5_url"], link, "it is handed on as it came");
    leads_to_wechat_pay(link);
}

/// Judged without a parser of addresses: nothing stands before the host, and the host ends with it.
fn leads_to_wechat_pay(link: &str) {
    let rest = link.strip_prefix("https://wx.tenpay.com").expect("another host");
    assert!(rest.starts_with('/'), "the host goes on: {rest}");
    let is_plain = |byte: u8| byte.is_ascii_graphic() && !b"\\\"<>".contains(&byte);
    assert!(link.bytes().all(is_plain) && link.len() <= 512, "not plain: {link}");
}

/// A reply of QQ's token service: its status, and the body.
pub fn token_reply(bytes: &[u8]) {
    static CALL: LazyLock<PreparedCall> = LazyLock::new(|| prepared(shop(), ("access_token", "{}"), None));
    let Some((first, body)) = bytes.split_first() else { return };
    let Some(fetched) = finish(&CALL, status(*first), Headers::default(), body) else { return };
    let token = fetched["access_token"].as_str().expect("a token is a text");
    assert!(
        !token.is_empty() && token.bytes().all(|byte| byte.is_ascii_graphic()),
        "it is sent in an address"
    );
    assert!(fetched["lifetime_seconds"].as_i64().is_some_and(|seconds| seconds > 0), "it ends in the past");
}

/// A list of platform certificates: its status and form, and the body, or what one entry has encrypted.
pub fn certificate_list(bytes: &[u8]) {
    // What is adopted stays: this merchant is nobody else's.
    static SHOP: LazyLock<(Shop, PreparedCall)> = LazyLock::new(|| {
        let shop = Shop::new(&settings());
        let call = prepared(&shop, ("refresh_certificates", "{}"), None);
        (shop, call)
    });
    let Some(([first, form], content)) = bytes.split_first_chunk() else { return };
    let body = if form % 2 == 1 { content.to_vec() } else { listed(content) };
    let (shop, call) = &*SHOP;
    let headers = if form & 2 == 0 { shop.sign(&body) } else { shop.sign_by_certificate(&body) };
    let unsigned = finish(call, status(*first), Headers::default(), &body);
    assert!(unsigned.is_none(), "an unsigned list is adopted");
    let Some(adopted) = finish(call, status(*first), headers, &body) else { return };
    assert!(adopted["certificates"].as_array().is_some_and(|list| !list.is_empty()), "{adopted}");
}

/// A list of one certificate, by the serial that the case names.
fn listed(content: &[u8]) -> Vec<u8> {
    let sealed = sealed::resource(None, "certificate", content);
    json!({ "data": [{
        "serial_no": "5157F09EFDC096DE15EBE81A47057A7232F1B8E1",
        "effective_time": "2020-01-01T00:00:00+08:00", "expire_time": "2030-01-01T00:00:00+08:00",
        "encrypt_certificate": sealed,
    }] })
    .to_string()
    .into_bytes()
}

/// Any bytes as a text that WeChat Pay encrypted for the merchant.
pub fn encrypted_text(bytes: &[u8]) {
    let text = String::from_utf8_lossy(bytes);
    for ciphertext in [text.into_owned(), STANDARD.encode(bytes)] {
        let arguments = json!({ "ciphertext": ciphertext }).to_string();
        match bridge::call_sync(&shop().pay, "decrypt_sensitive", &arguments, FieldCase::Snake) {
            Ok(opened) => drop(border::read(&opened)),
            Err(error) => shop().keeps_silent(&error, bytes),
        }
    }
}
