//! Every fault, seen from outside.

use std::time::{Duration, Instant};

use qq_wxpay_sandbox::{ErrorAnswer, Fault, FaultEndpoint, FaultKind};
use reqwest::Method;
use serde_json::{Value, json};

use crate::client::{Merchant, answer, encode};

const PATH: &str = "/v3/pay/transactions/h5";
const NOTIFY: &str = "https://pay.example.com/notify";

fn fault(endpoint: FaultEndpoint, kind: FaultKind) -> Fault {
    Fault { endpoint, kind, times: 1 }
}

#[tokio::test]
async fn replies_that_are_no_replies() {
    let merchant = Merchant::start().await;
    let cases = [
        (FaultKind::Status500, 500),
        (FaultKind::Status502Html, 502),
        (FaultKind::Status503, 503),
        (FaultKind::Status429, 429),
        (FaultKind::SystemError, 500),
        (FaultKind::Html200, 200),
        (FaultKind::Empty200, 200),
        (FaultKind::GarbageJson, 200),
        (FaultKind::HugeBody, 200),
    ];
    for (kind, expected) in cases {
        merchant.sandbox.add_fault(fault(FaultEndpoint::Order, kind));
        let (status, reply) =
            merchant.order_through_qq(PATH, &merchant.direct_body("ORDER-5001"), NOTIFY).await;
        assert_eq!(status, expected, "{kind:?}");
        assert_eq!(reply["code"] == "SYSTEM_ERROR", kind == FaultKind::SystemError);
    }
    assert_eq!(merchant.sandbox.statistics().orders_created, 0);
    let (status, _) = merchant.order_through_qq(PATH, &merchant.direct_body("ORDER-5001"), NOTIFY).await;
    assert_eq!(status, 200);
}

#[tokio::test]
async fn dropped_connections_give_no_status() {
    let merchant = Merchant::start().await;
    let body = merchant.direct_body("ORDER-5002");
    for (kind, created) in [(FaultKind::DropBefore, 0), (FaultKind::DropAfter, 1)] {
        // The token must be there before, or the fault would strike its request.
        let request = merchant.proxy_request(PATH, &body, NOTIFY).await;
        merchant.sandbox.add_fault(fault(FaultEndpoint::Any, kind));
        let error = request.send().await.unwrap_err();
        assert!(!error.is_timeout() && error.status().is_none());
        assert_eq!(merchant.sandbox.statistics().orders_created, created);
    }
    merchant.sandbox.add_fault(fault(FaultEndpoint::Proxy, FaultKind::DropMidReply));
    let response = merchant.proxy_request(PATH, &body, NOTIFY).await.send().await.unwrap();
    assert_eq!(response.status(), 200);
    assert!(response.text().await.is_err());
}

#[tokio::test]
async fn signatures_can_be_wrong() {
    let merchant = Merchant::start().await;
    let body = merchant.direct_body("ORDER-5003");
    let kinds = [
        FaultKind::WrongSignature,
        FaultKind::ProbeSignature,
        FaultKind::UnknownSerial,
        FaultKind::StaleTimestamp,
    ];
    for kind in kinds {
        merchant.sandbox.add_fault(fault(FaultEndpoint::Order, kind));
        let response = merchant.proxy_request(PATH, &body, NOTIFY).await.send().await.unwrap();
        assert_eq!(response.status(), 200);
        let headers = response.headers().clone();
        let verified = merchant.verifies(&headers, response.text().await.unwrap().as_bytes());
        assert_eq!(verified, kind == FaultKind::StaleTimestamp, "{kind:?}");
        if kind == FaultKind::StaleTimestamp {
            let timestamp: i64 = headers["wechatpay-timestamp"].to_str().unwrap().parse().unwrap();
            assert!(crate::client::now() - timestamp >= 400);
        }
    }
}

#[tokio::test]
async fn slow_and_truncated_bodies() {
    let merchant = Merchant::start().await;
    merchant.sandbox.add_fault(fault(FaultEndpoint::Query, FaultKind::TruncatedBody));
    let target = "/v3/pay/transactions/out-trade-no/NOBODY?mchid=1900000001";
    let (status, reply) = merchant.query(target).await;
    assert_eq!(status, 404);
    assert!(reply.is_string(), "half of a JSON text is none");
    merchant.sandbox.add_fault(fault(FaultEndpoint::Query, FaultKind::SlowBody));
    let begun = Instant::now();
    let mut response = merchant.request(&merchant.signed(Method::GET, target, "")).send().await.unwrap();
    assert_eq!(response.chunk().await.unwrap().unwrap().len(), 1);
    response.chunk().await.unwrap();
    assert!(begun.elapsed() >= Duration::from_millis(400));
}

#[tokio::test]
async fn a_busy_qq_is_busy_as_often_as_told() {
    let merchant = Merchant::start().await;
    merchant.sandbox.add_fault(Fault {
        endpoint: FaultEndpoint::Token,
        kind: FaultKind::SystemError,
        times: 2,
    });
    for expected in [json!(-1), json!(-1), Value::Null] {
        let query = encode(&[
            ("grant_type", "client_credential"),
            ("appid", "1110000001"),
            ("secret", &merchant.identity().qq_app_secret),
        ]);
        assert_eq!(merchant.get_json(&format!("/api/getToken?{query}")).await["errcode"], expected);
    }
}

#[tokio::test]
async fn a_late_answer_does_not_come_in_time() {
    let merchant = Merchant::start().await;
    let request = merchant.proxy_request(PATH, &merchant.direct_body("ORDER-5004"), NOTIFY).await;
    merchant.sandbox.add_fault(fault(FaultEndpoint::Any, FaultKind::TimeOut));
    let error = request.timeout(Duration::from_millis(300)).send().await.unwrap_err();
    assert!(error.is_timeout());
    assert_eq!(merchant.sandbox.statistics().orders_created, 1);
    let (status, _) = answer(merchant.http.get(merchant.url("/"))).await;
    assert_eq!(status, 200);
}

#[tokio::test]
async fn error_codes_are_said_as_the_endpoint_says_them() {
    let merchant = Merchant::start().await;
    let body = merchant.direct_body("ORDER-5005");
    let refuse = |code, status| FaultKind::Refuse(ErrorAnswer::new(code, status).unwrap());
    for (endpoint, kind, expected) in [
        (FaultEndpoint::Order, refuse("RULE_LIMIT", 403), (403, json!("RULE_LIMIT"), Value::Null)),
        (FaultEndpoint::Proxy, refuse("9030", 403), (200, Value::Null, json!(9030))),
        (FaultEndpoint::Proxy, refuse("BUSY", 403), (200, Value::Null, json!("BUSY"))),
    ] {
        merchant.sandbox.add_fault(fault(endpoint, kind));
        let (status, reply) = merchant.order_through_qq(PATH, &body, NOTIFY).await;
        let text = if expected.2.is_null() { "message" } else { "errmsg" };
        assert!(reply[text].is_string(), "{reply}");
        assert_eq!((status, reply["code"].clone(), reply["errcode"].clone()), expected, "{kind:?}");
    }
    merchant.sandbox.add_fault(fault(FaultEndpoint::Order, refuse("RULE_LIMIT", 403)));
    let response = merchant.proxy_request(PATH, &body, NOTIFY).await.send().await.unwrap();
    // As all its errors: it has a number for the support, and no signature.
    assert!(response.headers().contains_key("request-id"));
    assert!(!response.headers().contains_key("wechatpay-signature"));
    assert_eq!(merchant.sandbox.statistics().orders_created, 0);
    assert_eq!(merchant.order_through_qq(PATH, &body, NOTIFY).await.0, 200);
}

#[test]
fn error_codes_that_no_reply_can_hold_are_refused() {
    for (code, status) in [("", 400), ("A B", 400), ("A<", 400), ("错", 400), ("A", 399), ("A", 600)] {
        assert!(ErrorAnswer::new(code, status).is_err(), "{code} {status}");
    }
    assert!(ErrorAnswer::new(&"A".repeat(33), 400).is_err());
    let longest = ErrorAnswer::new(&"A".repeat(32), 599).unwrap();
    assert_eq!((longest.code().len(), longest.status()), (32, 599));
}
