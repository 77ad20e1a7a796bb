//! What the captures of `cli/tests/captures` do not show: keys made here, marks, and whatever bytes come.

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

#[test]
fn the_merchants_own_key_is_not_wechat_pays() {
    let (merchant, wechat_pay) = (KeyPair::generate(), KeyPair::generate());
    let mut keys = Keys::new();
    keys.add_merchant_private_key("MERCHANT", "4A", &merchant.private_pem()).unwrap();
    keys.add_public_key("PUBLIC_KEY", "PUB_KEY_ID_1", &merchant.public_pem()).unwrap();
    let verdict = examine(&notification(&wechat_pay, "PUB_KEY_ID_1"), &keys);
    assert_eq!(codes(&verdict), ["OWN_KEY_AS_WECHAT_PAYS"]);
}

#[test]
fn the_certificate_decides_which_key_a_serial_names() {
    let (own, other) = (KeyPair::generate(), KeyPair::generate());
    let certificate = crate::certificate::issue(&other, "test");
    let mut keys = Keys::new();
    keys.add_merchant_private_key("PRIVATE_KEY", &certificate.serial, &own.private_pem()).unwrap();
    keys.add_merchant_certificate("CERTIFICATE", &certificate.pem).unwrap();
    let signature = own.sign(b"GET\n/v3/x\n1700000000\nabc\n\n");
    let header = format!(
        "WECHATPAY2-SHA256-RSA2048 mchid=\"1\",nonce_str=\"abc\",signature=\"{signature}\",timestamp=\"1700000000\",serial_no=\"{}\"",
        certificate.serial
    );
    let headers = vec![("authorization".to_owned(), header)];
    let verdict = examine(&Capture::new(Kind::V3Request, "GET", "/v3/x", headers, Vec::new()), &keys);
    assert_eq!(codes(&verdict), ["SIGNED_BY_ANOTHER_KEY"]);
    assert_eq!(
        verdict.findings[0].detail.as_ref().unwrap().en,
        "made by PRIVATE_KEY, but it names CERTIFICATE"
    );
}

fn notification(signer: &KeyPair, id: &str) -> Capture {
    let body = r#"{"id":"EV-1","resource":{}}"#;
    let headers = [
        ("Wechatpay-Timestamp", "1700000000".to_owned()),
        ("Wechatpay-Nonce", "abc".to_owned()),
        ("Wechatpay-Signature", signer.sign(format!("1700000000\nabc\n{body}\n").as_bytes())),
        ("Wechatpay-Serial", id.to_owned()),
    ];
    let headers = headers.into_iter().map(|(name, value)| (name.to_owned(), value)).collect();
    Capture::new(Kind::V3Notification, "POST", "/notify", headers, body.into())
}

#[test]
fn what_is_not_marked_is_the_same_on_both_sides() {
    let texts = [
        "",
        "a",
        "POST\n/v3/x\n",
        "post\n/wxpay/v3/x?openid=oAbC&a=b\n{\"total\": 1}",
        "{\"total\":1,\"openid\":\"o2\"}",
        "中文\n茶茶茶",
    ];
    for (left, right) in texts.iter().flat_map(|left| texts.iter().map(move |right| (left, right))) {
        let comparison = Comparison::of(left.as_bytes(), right.as_bytes(), &["secret"]);
        let kept = |pieces: &[Piece]| -> String {
            pieces.iter().filter(|piece| !piece.differs).map(|piece| piece.text.as_str()).collect()
        };
        let all = |pieces: &[Piece]| -> String { pieces.iter().map(|piece| piece.text.as_str()).collect() };
        let (expected, signed) = (kept(&comparison.expected), kept(&comparison.signed));
        if left == right {
            assert_eq!(expected, all(&comparison.expected));
            assert_eq!(expected, signed);
        }
        // Short islands are marked with what is around them, on one side more than on the other.
        assert!(expected.len().abs_diff(signed.len()) <= 24, "{expected:?} {signed:?}");
        assert!(!all(&comparison.signed).contains("oAbC"));
    }
}

#[test]
fn whatever_bytes_come_there_is_a_verdict() {
    let pair = KeyPair::generate();
    let mut keys = Keys::new();
    keys.add_public_key("PUBLIC_KEY", "PUB_KEY_ID_1", &pair.public_pem()).unwrap();
    keys.add_api_v3_key("V3", "0123456789abcdefGHIJKLMNOPQRSTUV");
    keys.add_api_v2_key("V2", "192006250b4c09247ec02edce69f6a2d");
    let kinds = [
        Kind::V3Request,
        Kind::V3Notification,
        Kind::V3Reply,
        Kind::V2Request,
        Kind::V2Reply,
        Kind::V2RefundNotice,
    ];
    let bodies: [&[u8]; 9] = [
        b"",
        b"\xff\xfe\x00",
        b"{\"resource\":{\"algorithm\":\"AEAD_AES_256_GCM\",\"ciphertext\":\"AA==\",\"nonce\":\"\"}}",
        b"<xml><req_info>AAAA</req_info></xml>",
        b"<xml><sign>0</sign><sign>1</sign></xml>",
        b"<xml><sign>9A0A8659F005D6984697E2CA0A9CF3B7</sign></xml>",
        b"0\r\n\r\n",
        b"ffffffffffffffff\r\n",
        b"\"\\",
    ];
    let values = [
        "",
        "a",
        "WECHATPAY2-SHA256-RSA2048 ",
        "WECHATPAY2-SHA256-RSA2048 mchid=\"",
        ",=,\"",
        "AAAA",
        "9223372036854775807",
        "-1",
    ];
    for kind in kinds {
        for body in bodies {
            for value in values {
                let names = [
                    "Authorization",
                    "Wechatpay-Timestamp",
                    "Wechatpay-Nonce",
                    "Wechatpay-Signature",
                    "Wechatpay-Serial",
                ];
                let headers = names.iter().map(|name| ((*name).to_owned(), value.to_owned())).collect();
                let capture = Capture::new(kind, value, value, headers, body.to_vec()).at(i64::MIN);
                assert!(!examine(&capture, &keys).holds, "{kind:?}");
            }
        }
    }
}

#[test]
fn every_prefix_of_a_signed_message_is_cut_and_none_holds() {
    let pair = KeyPair::generate();
    let mut keys = Keys::new();
    keys.add_public_key("PUBLIC_KEY", "PUB_KEY_ID_1", &pair.public_pem()).unwrap();
    let whole = notification(&pair, "PUB_KEY_ID_1");
    assert!(examine(&whole, &keys).holds);
    for length in 1..whole.body.len() {
        let cut = Capture { body: whole.body[..length].to_vec(), ..whole.clone() };
        let verdict = examine(&cut, &keys);
        assert_eq!(verdict.signature, Signature::Wrong);
        assert_eq!(codes(&verdict), ["BODY_CUT"], "{length}");
    }
}

#[test]
fn large_messages_are_looked_at_within_bounds() {
    let pair = KeyPair::generate();
    let mut keys = Keys::new();
    keys.add_public_key("PUBLIC_KEY", "PUB_KEY_ID_1", &pair.public_pem()).unwrap();
    keys.add_api_v2_key("V2", "192006250b4c09247ec02edce69f6a2d");
    for size in [100 << 10, 2 << 20] {
        let body = format!("{{\"a\":\"{}\"}}", "x".repeat(size));
        let other = Capture { body: body.into_bytes(), ..notification(&pair, "PUB_KEY_ID_1") };
        assert_eq!(codes(&examine(&other, &keys)), ["NOT_RECOGNISED"], "{size}");
    }
    let fields: String =
        (0..250).map(|number| format!("<f{number}>{}</f{number}>", "x".repeat(900))).collect();
    let body = format!("<xml>{fields}<sign>9A0A8659F005D6984697E2CA0A9CF3B7</sign></xml>");
    let capture = Capture::new(Kind::V2Request, "POST", "/pay/unifiedorder", Vec::new(), body.into_bytes());
    assert_eq!(codes(&examine(&capture, &keys)), ["SIGN_NOT_RECOGNISED"]);
}

#[test]
fn a_notification_signed_as_is_not_set_does_not_hold() {
    let fields = [("appid", "wxd930ea5d5a258f4f"), ("mch_id", "10000100"), ("result_code", "SUCCESS")];
    let fields = fields.map(|(name, value)| (name.to_owned(), value.to_owned()));
    let mut fields: std::collections::BTreeMap<_, _> = fields.into();
    let sign = crate::wechat::v2::sign(
        &fields,
        crate::wechat::v2::SignType::Md5,
        "192006250b4c09247ec02edce69f6a2d",
    );
    fields.insert("sign".to_owned(), sign);
    let capture = Capture::new(
        Kind::V2Notification,
        "POST",
        "/notify",
        vec![],
        crate::wechat::v2::xml::write(&fields).into(),
    );
    let verdict = |types: &[&str]| {
        let mut keys = Keys::new();
        keys.add_api_v2_key("KEY", "192006250b4c09247ec02edce69f6a2d");
        types.iter().for_each(|name| keys.add_v2_sign_type(name));
        examine(&capture, &keys)
    };
    assert_eq!(codes(&verdict(&["HMAC-SHA256"])), ["SIGN_TYPE_NOT_SET"]);
    for types in [&["HMAC-SHA256", "MD5"][..], &["MD5"], &[]] {
        assert!(verdict(types).holds, "{types:?}");
    }
}

#[test]
fn what_another_writer_made_of_a_body_is_not_called_cut() {
    for body in ["{'appid': 'wx1', 'total': 1}", "{appid=wx1, amount={total=1}}"] {
        let capture = Capture::new(Kind::V3Request, "POST", ADDRESS, vec![], body.into());
        assert!(
            !super::body::traces(&capture, false).iter().any(|finding| finding.cause.code == "BODY_CUT"),
            "{body}"
        );
    }
}
