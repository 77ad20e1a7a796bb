//! The test kit by itself: what it refuses, and how it says so. That clients believe the rest is tested with the SDK.
#![allow(clippy::unwrap_used)] // a test that unwraps fails with the place and the value

use qq_wxpay_sandbox::testing::{Changes, Kind, Order, Spoilt, again, call, signed_notification};
use serde_json::{Value, json};

fn refused(arguments: &Value) -> (String, String, Option<String>) {
    let error = call("signed_notification", &arguments.to_string()).unwrap_err();
    assert!(
        !error.en.is_empty() && error.zh.chars().any(|letter| ('\u{4e00}'..='\u{9fff}').contains(&letter))
    );
    (error.code.to_owned(), error.field, error.nearest)
}

fn unknown(arguments: &Value, field: &str, nearest: &str) {
    let expected = ("UNKNOWN_NAME".to_owned(), field.to_owned(), Some(nearest.to_owned()));
    assert_eq!(refused(arguments), expected, "{arguments}");
}

#[test]
fn a_misspelt_name_is_refused_with_the_nearest() {
    unknown(&json!({"kind": "payments"}), "kind", "payment");
    unknown(&json!({"kid": "payment"}), "kid", "kind");
    unknown(&json!({"order": {"out_trade_nr": "A"}}), "order.out_trade_nr", "out_trade_no");
    unknown(&json!({"order": {"sign_type": "MD-5"}, "kind": "v2_payment"}), "order.sign_type", "MD5");
    unknown(&json!({"changes": {"feilds": {}}}), "changes.feilds", "fields");
    unknown(&json!({"changes": {"spoilt": "stall"}}), "changes.spoilt", "stale");
    unknown(
        &json!({"changes": {"fields": {"amount.totl": 1}}}),
        "changes.fields.amount.totl",
        "amount.total",
    );
    let inside = json!({"changes": {"fields": {"amount": {"totl": 1}}}});
    unknown(&inside, "changes.fields.amount.totl", "amount.total");
    let headers = json!({"changes": {"headers": {"Wechatpay-Signatur": "x"}}});
    unknown(&headers, "changes.headers.Wechatpay-Signatur", "Wechatpay-Signature");
    let part =
        json!({"kind": "combine_payment", "order": {"sub_orders": [{"out_trade_no": "A", "totl": 1}]}});
    unknown(&part, "order.sub_orders[0].totl", "total");
    let camel = json!({"case": "camel", "order": {"outTradeNr": "A"}});
    unknown(&camel, "order.outTradeNr", "outTradeNo");
    unknown(&json!({"case": "camel", "changes": {"eventTyp": "A"}}), "changes.eventTyp", "eventType");
    assert_eq!(
        call("signed_notifications", "{}").unwrap_err().nearest.as_deref(),
        Some("signed_notification")
    );
}

#[test]
fn a_value_of_another_kind_is_refused() {
    let wrong = |arguments: Value, field: &str| {
        assert_eq!(refused(&arguments), ("WRONG_VALUE".to_owned(), field.to_owned(), None), "{arguments}");
    };
    wrong(json!({"order": {"total": "100"}}), "order.total");
    wrong(json!({"order": {"total": 1.5}}), "order.total");
    wrong(json!({"order": []}), "order");
    wrong(json!({"order": {"success_time": "yesterday"}}), "order.success_time");
    wrong(json!({"changes": {"time": "now"}}), "changes.time");
    wrong(json!({"changes": {"time": -1}}), "changes.time");
    wrong(json!({"changes": {"headers": {"X": 1}}}), "changes.headers.X");
    wrong(json!({"changes": {"extra": {"a..b": 1}}}), "changes.extra.a..b");
    wrong(json!({"changes": {"extra": {"attach.x": 1}}, "order": {"attach": "A"}}), "changes.extra.attach.x");
    wrong(json!({"kind": "v2_payment", "changes": {"extra": {"a><b": 1}}}), "changes.extra.a><b");
    wrong(
        json!({"kind": "combine_payment", "order": {"sub_orders": [{"total": 1}]}}),
        "order.sub_orders[0].out_trade_no",
    );
    for text in ["", "{", "[]x"] {
        assert_eq!(call("signed_notification", text).unwrap_err().code, "NOT_JSON");
    }
}

#[test]
fn what_a_message_does_not_have_cannot_be_spoilt() {
    let impossible = |kind: &str, spoilt: &str| {
        let outcome = refused(&json!({"kind": kind, "changes": {"spoilt": spoilt}}));
        assert_eq!(outcome, ("NOT_POSSIBLE".to_owned(), "changes.spoilt".to_owned(), None));
    };
    for spoilt in ["stale", "probe", "unknown_serial"] {
        impossible("v2_payment", spoilt);
        impossible("v2_refund", spoilt);
    }
    impossible("v2_payment", "undecryptable");
    impossible("v2_refund", "unsigned");
    impossible("v2_refund", "forged");
    assert_eq!(refused(&json!({"order": {"sub_mchid": "1900000002"}})).0, "NOT_POSSIBLE");
    assert_eq!(
        refused(&json!({"order": {"sub_orders": [{"out_trade_no": "A", "total": 1}]}})).0,
        "NOT_POSSIBLE"
    );
    assert_eq!(refused(&json!({"kind": "v2_payment", "changes": {"id": "1"}})).0, "NOT_POSSIBLE");
}

#[test]
fn each_is_signed_anew_and_a_repetition_keeps_its_id() {
    let header = |headers: &[(String, String)], name: &str| {
        headers.iter().find(|(own, _)| own == name).map(|(_, value)| value.clone()).unwrap()
    };
    let make = || signed_notification(Kind::Payment, &Order::default(), &Changes::default()).unwrap();
    let (first, second) = (make(), make());
    assert_ne!(first.id, second.id);
    let repeated = again(&first).unwrap();
    assert_eq!((&repeated.id, &repeated.body), (&first.id, &first.body));
    let nonce = "Wechatpay-Nonce";
    assert_ne!(header(&repeated.headers, nonce), header(&first.headers, nonce));
    assert_eq!(repeated.headers.len(), first.headers.len());
    let chosen = Changes::default().id("ID-1").header("X-Request-Id", "7").without_header("Content-Type");
    let chosen = signed_notification(Kind::Payment, &Order::default(), &chosen).unwrap();
    assert_eq!(chosen.id.as_deref(), Some("ID-1"));
    assert!(!chosen.headers.iter().any(|(name, _)| name == "Content-Type"));
    let repeated = again(&chosen).unwrap();
    assert_eq!(header(&repeated.headers, "X-Request-Id"), "7");
    let mut strange = chosen;
    strange.body = b"\xff".to_vec();
    assert_eq!(again(&strange).unwrap_err().code, "WRONG_VALUE");
}

#[test]
fn the_door_gives_what_the_functions_give() {
    let parsed = |text: String| serde_json::from_str::<Value>(&text).unwrap();
    let kinds = parsed(call("kinds", "{}").unwrap());
    assert_eq!(kinds["kinds"].as_array().unwrap().len(), Kind::ALL.len());
    assert_eq!(kinds["spoilt"].as_array().unwrap().len(), Spoilt::ALL.len());
    assert_eq!(parsed(call("settings", "{}").unwrap())["QQ_WXPAY_QQ_BASE_URL"], "http://127.0.0.1:9");
    for (kind, spoilt) in
        Kind::ALL.iter().flat_map(|kind| Spoilt::ALL.iter().map(move |spoilt| (kind, spoilt)))
    {
        let arguments = json!({"kind": kind.name(), "changes": {"spoilt": spoilt.name()}});
        match call("signed_notification", &arguments.to_string()) {
            Ok(made) => assert!(parsed(made)["body"].as_str().is_some_and(|body| !body.is_empty())),
            Err(error) => assert_eq!(error.code, "NOT_POSSIBLE", "{arguments}"),
        }
    }
    let made = parsed(call("signed_notification", r#"{"kind":"v2_payment"}"#).unwrap());
    let repeated = parsed(call("again", &made.to_string()).unwrap());
    assert_eq!(repeated["id"], Value::Null);
    assert_ne!(repeated["body"], made["body"], "V2 has a nonce inside");
}
