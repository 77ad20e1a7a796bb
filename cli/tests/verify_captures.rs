//! Every broken capture names its cause, all of them and no other, and none shows a secret.
#![allow(clippy::unwrap_used)] // a test that unwraps fails with the place and the value

mod support;

use serde_json::Value;
use support::{Ran, capture, captures, settings, verify};

/// What may stand in no output: keys, token, payer.
const HIDDEN: [&str; 9] = [
    "192006250b4c09247ec02edce69f6a2d",
    "192006250B4C09247EC02EDCE69F6A2D",
    "0123456789abcdefGHIJKLMNOPQRSTUV",
    "zyxwvutsrqponmlkjihgfedcba987654",
    "QQAPPSECRETFORTESTS1234567890abc",
    "EXAMPLE+TOKEN/with=specials",
    "EXAMPLE%2BTOKEN%2Fwith%3Dspecials",
    "203.0.113.7",
    "oUpF8uMuAJO_M2pxb1Q9zNjWeS6o",
];

#[test]
fn each_capture_names_its_cause_and_no_other() {
    let captures = captures();
    assert!(captures.len() > 100, "{}", captures.len());
    let mut wrong = Vec::new();
    for (name, expected) in &captures {
        let ran = verify(&["--json", capture(name).to_str().unwrap()]);
        let Ok(verdict) = serde_json::from_str::<Value>(&ran.out) else {
            wrong.push(format!("{name}: {}", ran.err));
            continue;
        };
        let codes: Vec<&str> =
            verdict["findings"].as_array().unwrap().iter().map(|one| one["code"].as_str().unwrap()).collect();
        let expected_codes: Vec<&str> =
            expected["causes"].as_array().unwrap().iter().map(|code| code.as_str().unwrap()).collect();
        let is_right = codes == expected_codes
            && verdict["kind"] == expected["kind"]
            && verdict["holds"] == codes.is_empty()
            && ran.code == u8::from(!codes.is_empty());
        if !is_right {
            wrong.push(format!("{name}: {codes:?}, expected {expected_codes:?}, status {}", ran.code));
        }
        assert_nothing_hidden_is_shown(name, &ran);
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
}

#[test]
fn people_read_it_in_their_language() {
    let file = capture("v3-request-proxy-path-and-query-signed.http");
    let file = file.to_str().unwrap();
    let english = verify(&[file]);
    let first = english.out.lines().next().unwrap();
    assert_eq!(first, "V3 request: the signature does not hold (key: QQ_WXPAY_MERCHANT_PRIVATE_KEY)");
    for part in [
        "PROXY_PATH_SIGNED",
        "Remedy: Sign the original WeChat Pay path",
        "【/wxpay】/v3/pay/transactions/h5",
        "access_token=[hidden]",
    ] {
        assert!(english.out.contains(part), "{part}: {}", english.out);
    }
    let chinese = verify(&["--lang", "zh", file]);
    assert!(chinese.out.starts_with("V3 请求：签名不成立"), "{}", chinese.out);
    assert!(chinese.out.contains("请用微信支付的原始路径签名"), "{}", chinese.out);
    for ran in [&english, &chinese] {
        assert_eq!(ran.code, 1);
        assert!(!ran.out.contains('\x1b'), "colours are for terminals");
        assert_nothing_hidden_is_shown(file, ran);
    }
    let good = verify(&[capture("v2-request-good.http").to_str().unwrap()]);
    assert_eq!(
        (good.code, good.out.as_str()),
        (0, "V2 request: the signature holds (key: QQ_WXPAY_API_V2_KEY)\n")
    );
}

#[test]
fn without_keys_nothing_can_be_said_and_it_says_so() {
    for name in
        ["v3-request-good.http", "v3-notification-good.http", "v2-request-good.http", "v2-refund-good.http"]
    {
        let ran = support::verify_with(&[], &["--json", capture(name).to_str().unwrap()], b"");
        let verdict: Value = serde_json::from_str(&ran.out).unwrap();
        assert_eq!((verdict["signature"].as_str(), ran.code), (Some("unchecked"), 1), "{name}");
        assert_eq!(verdict["findings"][0]["code"], "NO_KEY_GIVEN");
    }
}

#[test]
fn an_age_is_looked_at_when_the_time_is_known() {
    let file = capture("v3-notification-good.http");
    let file = file.to_str().unwrap();
    for (at, code) in [
        ("1722850421", None),
        ("1722850720", None),
        ("1722850721", Some("MESSAGE_TIME_OFF")),
        ("now", Some("MESSAGE_TIME_OFF")),
    ] {
        let ran = verify(&["--json", "--at", at, file]);
        let verdict: Value = serde_json::from_str(&ran.out).unwrap();
        assert_eq!(verdict["findings"][0]["code"].as_str(), code, "{at}");
        assert_eq!(verdict["signature"], "right", "{at}");
    }
    let file = capture("v3-request-good.http");
    let ran = verify(&["--json", "--at", "1722850722", file.to_str().unwrap()]);
    assert!(ran.out.contains("REQUEST_TIME_OFF"), "{}", ran.out);
}

/// A good capture, a setting that is changed (or taken away), and what has to be told.
type WrongSetting = (&'static str, &'static [(&'static str, &'static str)], &'static str);

const V2_KEY: &str = "192006250b4c09247ec02edce69f6a2d";
const V3_KEY: &str = "0123456789abcdefGHIJKLMNOPQRSTUV";

const WRONG_SETTINGS: [WrongSetting; 13] = [
    ("v3-notification-good.http", &[("PUBLIC_KEY", ""), ("PUBLIC_KEY_ID", "")], "PUBLIC_KEY_NEEDED"),
    (
        "v3-notification-good-platform-certificate.http",
        &[("PLATFORM_CERTIFICATES", "")],
        "PLATFORM_CERTIFICATE_NEEDED",
    ),
    ("v3-notification-good.http", &[("PUBLIC_KEY_ID", "PUB_KEY_ID_9")], "ID_OF_OTHER_KEY"),
    ("v3-notification-good.http", &[("API_V3_KEY", V2_KEY), ("API_V2_KEY", V3_KEY)], "API_V2_KEY_AS_V3_KEY"),
    ("v3-notification-good.http", &[("API_V3_KEY", "0123456789ABCDEFGHIJKLMNOPQRSTUV")], "API_V3_KEY_WRONG"),
    (
        "v3-notification-good.http",
        &[("API_V3_KEY", "\"0123456789abcdefGHIJKLMNOPQRSTUV\"")],
        "API_V3_KEY_MARRED",
    ),
    (
        "v3-notification-good.http",
        &[("API_V3_KEY", "MDEyMzQ1Njc4OWFiY2RlZkdISUpLTE1OT1BRUlNUVVY=")],
        "API_V3_KEY_LENGTH",
    ),
    ("v3-notification-good.http", &[("MCHID", "1900009999")], "MESSAGE_OF_ANOTHER_MERCHANT"),
    (
        "v3-request-good.http",
        &[("MERCHANT_SERIAL", "6C6C6C6C6C6C6C6C6C6C6C6C6C6C6C6C6C6C6C6C")],
        "SERIAL_OF_OTHER_KEY",
    ),
    ("v2-request-good.http", &[("API_V3_KEY", V2_KEY), ("API_V2_KEY", V3_KEY)], "SIGN_KEY_OTHER"),
    ("v2-request-good.http", &[("API_V2_KEY", "192006250B4C09247EC02EDCE69F6A2D")], "SIGN_KEY_MARRED"),
    ("v2-refund-good.http", &[("API_V3_KEY", V2_KEY), ("API_V2_KEY", V3_KEY)], "REFUND_KEY_OTHER"),
    ("v2-refund-good.http", &[("API_V2_KEY", "keykeykeykeykeykeykeykeykeykey12")], "REFUND_KEY_WRONG"),
];

#[test]
fn a_wrong_setting_is_named_by_a_good_message() {
    for (name, changes, code) in WRONG_SETTINGS {
        let mut settings = settings();
        for (setting, value) in changes {
            let own = format!("QQ_WXPAY_{setting}");
            settings.retain(|(name, _)| *name != own);
            settings.push((own, (*value).to_owned()));
        }
        settings.retain(|(name, _)| name != "QQ_WXPAY_API_V3_KEY_PREVIOUS");
        let ran = support::verify_with(&settings, &["--json", capture(name).to_str().unwrap()], b"");
        let verdict: Value = serde_json::from_str(&ran.out).unwrap_or_else(|_| panic!("{name}: {}", ran.err));
        let codes: Vec<_> = verdict["findings"].as_array().unwrap().iter().map(|one| &one["code"]).collect();
        assert_eq!(codes, [code], "{name} with {changes:?}");
    }
}

fn assert_nothing_hidden_is_shown(name: &str, ran: &Ran) {
    let private = settings().into_iter().find(|(name, _)| name.ends_with("PRIVATE_KEY")).unwrap().1;
    let line = private.lines().nth(3).unwrap();
    for hidden in HIDDEN.iter().copied().chain([line]) {
        assert!(!ran.out.contains(hidden) && !ran.err.contains(hidden), "{name} shows {hidden}: {}", ran.out);
    }
}
