//! The signatures of V3 requests, made here with a key of its own.

use super::*;
use crate::keys::KeyPair;

const ADDRESS: &str =
    "https://api.q.qq.com/wxpay/v3/pay/transactions/h5?appid=1110000001&access_token=AbCdEfGh0123456789";
const BODY: &str =
    r#"{"mchid":"1900000001","description":"茶","scene_info":{"payer_client_ip":"203.0.113.7"}}"#;
const NONCE: &str = "593BEC0C930BF1AFEB40B4A08C8FB242";

/// What is examined: an order through QQ whose signed text `change` alters.
fn examined(change: fn(String) -> String) -> Verdict {
    let pair = KeyPair::generate();
    let mut keys = Keys::new();
    keys.add_merchant_public_key("MERCHANT", "4A", &pair.public_pem()).unwrap();
    let text = format!("POST\n/v3/pay/transactions/h5\n1700000000\n{NONCE}\n{BODY}\n");
    let signature = pair.sign(change(text).as_bytes());
    let header = format!(
        "WECHATPAY2-SHA256-RSA2048 mchid=\"1900000001\",nonce_str=\"{NONCE}\",signature=\"{signature}\",\
         timestamp=\"1700000000\",serial_no=\"4a\""
    );
    let headers = vec![("Authorization".to_owned(), header)];
    let capture = Capture::new(Kind::V3Request, "POST", ADDRESS, headers, BODY.into()).at(1_700_000_010);
    examine(&capture, &keys)
}

fn codes(verdict: &Verdict) -> Vec<&'static str> {
    verdict.findings.iter().map(|finding| finding.cause.code).collect()
}

#[test]
fn a_right_signature_holds() {
    let verdict = examined(|text| text);
    assert!(verdict.holds, "{:?}", codes(&verdict));
    assert_eq!(verdict.key.as_deref(), Some("MERCHANT"));
}

#[test]
fn the_proxy_path_and_its_query_are_named_and_marked() {
    let verdict = examined(|text| text.replace("/v3/pay/transactions/h5", ADDRESS.split_at(20).1));
    assert_eq!(codes(&verdict), ["PROXY_PATH_SIGNED", "PROXY_QUERY_SIGNED"]);
    let signed = verdict.comparison.unwrap().signed;
    let marked: Vec<_> =
        signed.iter().filter(|piece| piece.differs).map(|piece| piece.text.as_str()).collect();
    assert_eq!(marked, ["/wxpay", "?appid=1110000001&access_token=[hidden]"]);
    let all: String = signed.iter().map(|piece| piece.text.as_str()).collect();
    assert!(!all.contains("AbCdEf") && !all.contains("203.0.113.7") && all.contains("茶"), "{all}");
}

#[test]
fn two_mistakes_are_told_together() {
    let verdict = examined(|text| text.replace("POST", "post").trim_end().to_owned());
    assert_eq!(codes(&verdict), ["METHOD_LOWER_CASE", "LAST_LINE_FEED_MISSING"]);
    let verdict = examined(|text| text.replace("1700000000", "1700000123"));
    assert_eq!(codes(&verdict), ["TIME_TAKEN_TWICE"]);
}

#[test]
fn what_nothing_explains_is_not_recognised() {
    let verdict = examined(|_| "something else".to_owned());
    assert_eq!(codes(&verdict), ["NOT_RECOGNISED"]);
    assert!(verdict.comparison.unwrap().signed.is_empty());
}
