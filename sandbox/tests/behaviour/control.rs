//! The control interface over HTTP, and what the library tells.

use serde_json::{Value, json};

use crate::client::Merchant;
use crate::receiver::Receiver;

#[tokio::test]
async fn switches_can_be_changed_in_part() {
    let merchant = Merchant::start().await;
    let put =
        |body: Value| merchant.http.put(merchant.url("/sandbox/switches")).body(body.to_string()).send();
    assert_eq!(put(json!({"merchant_bound": false, "relay_answer": "swallow"})).await.unwrap().status(), 200);
    let switches = merchant.get_json("/sandbox/switches").await;
    assert_eq!((&switches["merchant_bound"], &switches["payment_opened"]), (&json!(false), &json!(true)));
    assert!(!merchant.sandbox.switches().merchant_bound);
    for wrong in [json!({"merchant_bund": true}), json!({"relay_answer": "eat"}), json!([])] {
        assert_eq!(put(wrong).await.unwrap().status(), 400);
    }
}

#[tokio::test]
async fn faults_clock_and_views() {
    let merchant = Merchant::start().await;
    let fault = json!({"endpoint": "token", "kind": "status_502_html"});
    assert_eq!(merchant.post_json("/sandbox/faults", &fault).await.0, 200);
    assert_eq!(merchant.http.get(merchant.url("/api/getToken")).send().await.unwrap().status(), 502);
    merchant.post_json("/sandbox/faults", &fault).await;
    assert_eq!(merchant.http.delete(merchant.url("/sandbox/faults")).send().await.unwrap().status(), 200);
    assert_eq!(merchant.http.get(merchant.url("/api/getToken")).send().await.unwrap().status(), 200);
    assert_eq!(
        merchant.post_json("/sandbox/faults", &json!({"endpoint": "moon", "kind": "system_error"})).await.0,
        400
    );

    let (_, clock) = merchant.post_json("/sandbox/clock", &json!({"advance_seconds": 1000})).await;
    assert!(clock["now"].as_i64().unwrap() >= crate::client::now() + 999);
    assert_eq!(merchant.get_json("/sandbox/statistics").await["token_requests"], 2);
    let events = merchant.get_json("/sandbox/events").await;
    assert_eq!(events[0]["kind"], "fault.struck");
    let identity = merchant.get_json("/sandbox/identity").await;
    assert_eq!(identity["env"]["QQ_WXPAY_MCHID"], "1900000001");
    assert_eq!(identity["merchant_serial"].as_str().unwrap().len(), 40);
}

#[tokio::test]
async fn a_payment_by_control_alone() {
    let merchant = Merchant::start().await;
    let receiver = Receiver::start(&[(204, "")]).await;
    let body = merchant.direct_body("ORDER-6001");
    let (_, reply) = merchant.order_through_qq("/v3/pay/transactions/h5", &body, &receiver.url).await;
    assert_eq!(merchant.post_json("/sandbox/pay", &reply).await.0, 200);
    assert_eq!(merchant.post_json("/sandbox/pay", &reply).await.0, 422);
    receiver.wait_for(1).await;
    assert_eq!(merchant.post_json("/sandbox/orders/ORDER-6001/deliver-again", &Value::Null).await.0, 200);
    assert_eq!(receiver.arrived().len(), 2);
    let orders = merchant.get_json("/sandbox/orders").await;
    assert_eq!((&orders[0]["kind"], &orders[0]["trade_state"]), (&json!("direct"), &json!("SUCCESS")));
    assert_eq!(merchant.post_json("/sandbox/orders/ORDER-6001/close", &Value::Null).await.0, 404);
}

#[tokio::test]
async fn the_log_and_debug_output_hold_no_secret() {
    let merchant = Merchant::start().await;
    let token = merchant.token().await;
    let body = merchant.direct_body("ORDER-6002");
    let (_, reply) = merchant
        .order_through_qq("/v3/pay/transactions/h5", &body, "https://pay.example.com/n?secret=1")
        .await;
    merchant.sandbox.pay(reply["h5_url"].as_str().unwrap()).await.unwrap();
    merchant.post_json("/wxpay/v3/pay/transactions/h5?appid=1&access_token=abc", &body).await;
    let log = format!("{:?} {:?}", merchant.sandbox.events(), merchant.identity());
    let identity = merchant.identity();
    for secret in
        [&token, &identity.qq_app_secret, &identity.api_v3_key, &identity.api_v2_key, "abc", "secret=1"]
    {
        assert!(!log.contains(secret));
    }
    assert!(!log.contains("PRIVATE KEY"));
}

#[tokio::test]
async fn a_stopped_sandbox_is_gone() {
    let merchant = Merchant::start().await;
    let url = merchant.url("/");
    assert!(merchant.http.get(&url).send().await.unwrap().text().await.unwrap().contains("沙箱"));
    merchant.sandbox.stop().await;
    assert!(merchant.http.get(&url).send().await.is_err());
}

#[tokio::test]
async fn every_documented_fault_name_is_known() {
    let merchant = Merchant::start().await;
    let kinds = "status_500 status_502_html status_503 status_429 system_error html_200 empty_200 garbage_json \
        truncated_body huge_body slow_body time_out drop_before drop_after drop_mid_reply wrong_signature \
        probe_signature stale_timestamp unknown_serial";
    let with_parts = [
        json!({"cut_reply": 17}),
        json!({"cut_request": 17}),
        json!({"refuse": {"code": "ORDERPAID", "status": 403}}),
        json!({"refuse": {"code": "-1"}}),
    ];
    for kind in kinds.split_whitespace().map(Value::from).chain(with_parts) {
        for endpoint in ["token", "proxy", "order", "query", "certificates", "echo", "any"] {
            let fault = json!({"endpoint": endpoint, "kind": kind, "times": 0});
            assert_eq!(merchant.post_json("/sandbox/faults", &fault).await.0, 200, "{fault}");
        }
    }
    for kind in [
        json!("cut_reply"),
        json!({"cut_reply": -1}),
        json!({"cut_reply": 1, "cut_request": 1}),
        json!({"refuse": "ORDERPAID"}),
        json!({"refuse": {"code": "ORDER PAID"}}),
        json!({"refuse": {"code": "ORDERPAID", "status": 200}}),
        json!({"refuse": {"code": "ORDERPAID", "times": 1}}),
    ] {
        let fault = json!({"endpoint": "any", "kind": kind});
        assert_eq!(merchant.post_json("/sandbox/faults", &fault).await.0, 400, "{fault}");
    }
}

#[tokio::test]
async fn faults_with_parts_strike_when_control_adds_them() {
    let merchant = Merchant::start().await;
    let url = merchant.url("/api/getToken");
    for kind in [json!({"cut_reply": 0}), json!({"cut_request": 20})] {
        merchant.post_json("/sandbox/faults", &json!({"endpoint": "token", "kind": kind})).await;
        assert!(merchant.http.get(&url).send().await.is_err());
    }
    let fault = json!({"endpoint": "token", "kind": {"refuse": {"code": "40001"}}});
    merchant.post_json("/sandbox/faults", &fault).await;
    assert_eq!(merchant.get_json("/api/getToken").await["errcode"], 40001);
}

#[tokio::test]
async fn mobile_qq_pays_only_links_of_its_own_proxy() {
    let merchant = Merchant::start().await;
    let (_, reply) = merchant
        .order_through_qq(
            "/v3/pay/transactions/h5",
            &merchant.direct_body("ORDER-6003"),
            "https://pay.example.com/n",
        )
        .await;
    let proxied = reply["h5_url"].as_str().unwrap();
    let mut body = merchant.direct_body("ORDER-6004");
    body["notify_url"] = json!("https://pay.example.com/n");
    let (_, reply) = merchant.order("/v3/pay/transactions/h5", &body).await;
    let direct = reply["h5_url"].as_str().unwrap();
    let referer = "https://pay.example.com";
    let cases = [
        ("", referer, "requestWxPayment:fail url or referer is empty, please check!"),
        ("weixin://wap/pay", referer, "requestWxPayment:fail url is not http url, please check!"),
        (direct, referer, "requestWxPayment:fail url is invalid"),
        (proxied, "https://q.qq.com", "requestWxPayment:fail cancel"),
        (proxied, referer, "requestWxPayment:ok"),
    ];
    for (url, referer, expected) in cases {
        let asked = json!({"url": url, "referer": referer});
        let (_, outcome) = merchant.post_json("/sandbox/request-wx-payment", &asked).await;
        assert_eq!(outcome["errMsg"], expected);
        assert_eq!(outcome["shown"].is_string(), expected.ends_with("cancel"));
    }
}
