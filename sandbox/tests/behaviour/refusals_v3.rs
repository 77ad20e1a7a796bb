//! What WeChat Pay refuses in V3.

use qq_wxpay_sandbox::Switches;
use reqwest::Method;
use serde_json::{Value, json};

use crate::client::{Merchant, answer};

const PATH: &str = "/v3/pay/transactions/h5";

#[tokio::test]
async fn a_signature_over_the_proxys_path_is_refused_and_explained() {
    let merchant = Merchant::start().await;
    let body = merchant.direct_body("ORDER-1001").to_string();
    let url = merchant.proxy_url(PATH, "https://pay.example.com/n").await;
    let target = url.strip_prefix(&merchant.sandbox.base_url()).unwrap().to_owned();
    for target in [target.split('?').next().unwrap().to_owned(), target] {
        let mut signed = merchant.signed(Method::POST, PATH, &body);
        signed.url.clone_from(&url);
        signed.target = target;
        let (status, reply) = answer(merchant.request(&signed)).await;
        assert_eq!((status, reply["code"].as_str()), (401, Some("SIGN_ERROR")));
        let information = &reply["detail"]["sign_information"];
        assert_eq!((information["method"].as_str(), information["url"].as_str()), (Some("POST"), Some(PATH)));
        assert!(information["sign_message_length"].as_u64().unwrap() > 200);
    }
}

#[tokio::test]
async fn a_nonce_works_again_unless_the_switch_forbids_it() {
    let merchant = Merchant::start().await;
    let body = merchant.direct_body("ORDER-1002").to_string();
    let mut signed = merchant.signed(Method::POST, PATH, &body);
    signed.url = merchant.proxy_url(PATH, "https://pay.example.com/n").await;
    for _ in 0..2 {
        assert_eq!(answer(merchant.request(&signed)).await.0, 200);
    }
    assert_eq!(merchant.sandbox.statistics().orders_created, 1);
    merchant.sandbox.set_switches(Switches { refuse_repeated_nonce: true, ..Switches::default() });
    let body = merchant.direct_body("ORDER-1002").to_string();
    let mut signed = merchant.signed(Method::POST, PATH, &body);
    signed.url = merchant.proxy_url(PATH, "https://pay.example.com/n").await;
    assert_eq!(answer(merchant.request(&signed)).await.0, 200);
    assert_eq!(answer(merchant.request(&signed)).await.0, 401);
}

#[tokio::test]
async fn clock_serial_and_merchant_must_be_right() {
    let merchant = Merchant::start().await;
    let body = merchant.direct_body("ORDER-1003").to_string();
    let fresh = || merchant.signed(Method::POST, PATH, &body);
    let spoiled = [
        crate::client::Signed { timestamp: crate::client::now() - 302, ..fresh() },
        crate::client::Signed { timestamp: crate::client::now() + 302, ..fresh() },
        crate::client::Signed { serial: merchant.identity().platform_serial.clone(), ..fresh() },
        crate::client::Signed { mchid: "1900000002".to_owned(), ..fresh() },
        crate::client::Signed { nonce: "a".repeat(33), ..fresh() },
    ];
    for signed in spoiled {
        let (status, reply) = answer(merchant.request(&signed)).await;
        assert_eq!((status, reply["code"].as_str()), (401, Some("SIGN_ERROR")));
    }
}

#[tokio::test]
async fn ordinary_headers_are_required() {
    let merchant = Merchant::start().await;
    let body = merchant.direct_body("ORDER-1004").to_string();
    let query = "/v3/pay/transactions/out-trade-no/ORDER-1004?mchid=1900000001";
    for (path, name, value, status) in [
        (PATH, "content-type", None, 415),
        (PATH, "authorization", None, 401),
        (PATH, "accept", Some(""), 400),
        (PATH, "user-agent", None, 400),
        (query, "accept", Some("*/*"), 404),
        (query, "accept", Some("application/json"), 404),
        // The client adds an Accept of its own where there is none.
        (query, "accept", Some(""), 400),
        (query, "user-agent", None, 400),
        (query, "user-agent", Some("x"), 404),
    ] {
        let is_order = path == PATH;
        let signed = if is_order {
            // The body has the proxy's address for notifications, which an order past it cannot have: 400 for the body.
            merchant.signed(Method::POST, path, &body.replace(r#""mchid""#, r#""mchid_""#))
        } else {
            merchant.signed(Method::GET, path, "")
        };
        let mut request = merchant.request(&signed).build().unwrap();
        request.headers_mut().remove(name);
        if let Some(value) = value {
            request.headers_mut().insert(name, value.parse().unwrap());
        }
        let (answered, reply) = response(merchant.http.execute(request).await.unwrap()).await;
        assert_eq!(answered, status, "{path} {name} {value:?}");
        if status == 400 {
            let code = if is_order { "PARAM_ERROR" } else { "INVALID_REQUEST" };
            assert_eq!(reply["code"], code, "{path} {name} {value:?}: {reply}");
        }
    }
}

#[tokio::test]
async fn wrong_fields_are_named() {
    let merchant = Merchant::start().await;
    let cases: [(&str, Value, &str); 12] = [
        ("/amount/total", json!("1234"), "/amount/total"),
        ("/amount/total", json!(0), "/amount/total"),
        ("/amount/total", json!(1.5), "/amount/total"),
        ("/amount/currency", json!("USD"), "/amount/currency"),
        ("/description", json!("价格😀"), "/description"),
        ("/description", Value::Null, "/description"),
        ("/out_trade_no", json!("short"), "/out_trade_no"),
        ("/scene_info/payer_client_ip", json!("localhost"), "/scene_info/payer_client_ip"),
        ("/scene_info/h5_info/type", json!("IOS"), "/scene_info/h5_info/type"),
        ("/time_expire", json!("2030-01-01 00:00:00"), "/time_expire"),
        ("/surprise", json!(1), "/surprise"),
        ("/mchid", json!("1900000002"), "/mchid"),
    ];
    for (pointer, value, field) in cases {
        let mut body = merchant.direct_body("ORDER-1005");
        set(&mut body, pointer, value);
        // Directly, so that the proxy's own checks do not come first.
        body["notify_url"] = json!("https://pay.example.com/notify");
        let (status, reply) = merchant.order(PATH, &body).await;
        assert_eq!((status, reply["detail"]["field"].as_str()), (400, Some(field)), "{reply}");
    }
    assert_eq!(merchant.sandbox.statistics().orders_created, 0);
}

#[tokio::test]
async fn the_appid_must_be_bound() {
    let merchant = Merchant::start().await;
    let mut body = merchant.direct_body("ORDER-1006");
    body["appid"] = json!("1110000001");
    let (status, reply) = merchant.order_through_qq(PATH, &body, "https://pay.example.com/n").await;
    assert_eq!((status, reply["code"].as_str()), (400, Some("APPID_MCHID_NOT_MATCH")));
}

#[tokio::test]
async fn garbage_never_breaks_the_sandbox() {
    let merchant = Merchant::start().await;
    for body in ["", "[]", "{", "\u{0}", "null", "{\"a\":1e400}", "[[[[[[[[[["] {
        for path in [
            "/v3/pay/transactions/h5",
            "/pay/unifiedorder",
            "/pay/orderquery",
            "/cashier/pay",
            "/sandbox/pay",
        ] {
            let signed = merchant.signed(Method::POST, path, body);
            let (status, _) = answer(merchant.request(&signed)).await;
            assert!(status < 500, "{path} {body}");
        }
    }
    let huge = "a".repeat(1024 * 1024 + 1);
    let (status, _) = answer(merchant.request(&merchant.signed(Method::POST, PATH, &huge))).await;
    assert_eq!(status, 413);
}

async fn response(response: reqwest::Response) -> (u16, Value) {
    assert!(response.headers().contains_key("request-id"));
    let status = response.status().as_u16();
    (status, serde_json::from_slice(&response.bytes().await.unwrap()).unwrap_or_default())
}

fn set(body: &mut Value, pointer: &str, value: Value) {
    let (parent, name) = pointer.rsplit_once('/').unwrap();
    body.pointer_mut(parent).unwrap()[name] = value;
}
