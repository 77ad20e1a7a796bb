//! What the language bindings share, end to end on the sandbox: operations by name, JSON in and out.
#![allow(clippy::unwrap_used)] // tests: a panic is the failure

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use qq_wxpay::bridge::{self, FieldCase};
use qq_wxpay::http::Headers;
use qq_wxpay::{Error, Retry, Secret};
use qq_wxpay_sandbox::{Fault, FaultEndpoint, FaultKind};
use qq_wxpay_tests::shop::{PAYER, Shop};
use serde_json::{Value, json};

const CAMEL: FieldCase = FieldCase::Camel;

fn order(number: &str) -> Value {
    json!({
        "outTradeNo": number, "description": "mug_and_pen", "amount": {"total": 1999},
        "sceneInfo": {"payerClientIp": PAYER, "h5Info": {"type": "Wap"}},
    })
}

async fn call(shop: &Shop, operation: &str, arguments: Value) -> Result<Value, Error> {
    let reply = bridge::call(&shop.pay, operation, &arguments.to_string(), CAMEL).await?;
    Ok(serde_json::from_str(&reply).unwrap())
}

#[tokio::test(flavor = "multi_thread")]
async fn a_payment_from_order_to_refund() {
    let shop = Shop::open().await;
    let placed = call(&shop, "place_order", order("BR-whole")).await.unwrap();
    assert_eq!((&placed["outcome"], &placed["verified"]), (&json!("placed"), &json!(true)));
    shop.sandbox.pay(placed["requestPayment"]["url"].as_str().unwrap()).await.unwrap();

    let received = shop.received(1).await.remove(0);
    let notification = bridge::handle_notification(&shop.pay, &received.headers, &received.body, CAMEL);
    let record: Value = serde_json::from_str(&notification.record()).unwrap();
    assert_eq!(record["outcome"]["type"], "payment");
    assert_eq!(record["outcome"]["payment"]["amount"]["payerTotal"], 1999);
    assert_eq!((&record["eventKind"], &record["answer"]), (&json!("paid"), &Value::Null));
    let event: Value = serde_json::from_str(&notification.event().unwrap()).unwrap();
    assert_eq!((&event["type"], &event["paid"]["outTradeNo"]), (&json!("paid"), &json!("BR-whole")));
    assert_eq!((&event["paid"]["total"], &event["paid"]["repeat"]), (&json!(1999), &json!(true)));
    let status = |answer: &str| serde_json::from_str::<Value>(answer).unwrap()["status"].clone();
    assert_eq!(status(&notification.accept("paid").unwrap()), 200);
    assert_eq!(status(&notification.accept("refund").unwrap()), 500, "nobody took this event");
    assert_eq!(notification.accept("payment").unwrap_err().code(), "EVENT_UNKNOWN");
    for (result, code, answer) in [
        ("done", Value::Null, 200),
        ("ignored", Value::Null, 200),
        ("declined", json!("HANDLER_DECLINED"), 500),
        ("failed", json!("HANDLER_FAILED"), 500),
        ("not_taken", json!("EVENT_NOT_TAKEN"), 500),
        ("answer_like", json!("HANDLER_ANSWERED"), 500),
    ] {
        let settled: Value = serde_json::from_str(&notification.settle(result, "tuple").unwrap()).unwrap();
        assert_eq!(
            (&settled["acknowledgement"]["status"], &settled["error"]["code"]),
            (&json!(answer), &code)
        );
        assert_eq!(settled["log"], json!(!code.is_null()), "{result}");
    }
    assert_eq!(notification.settle("finished", "").unwrap_err().code(), "UNKNOWN_OPERATION");
    assert_eq!(record["order"]["outTradeNo"], "BR-whole");
    let expected = |total: i64| json!({"outTradeNo": "BR-whole", "total": total}).to_string();
    notification.expect(&expected(1999)).unwrap();
    assert_eq!(notification.expect(&expected(1998)).unwrap_err().code(), "PAYMENT_DIFFERS");

    let status =
        call(&shop, "confirm_order", json!({"family": "direct", "outTradeNo": "BR-whole"})).await.unwrap();
    assert_eq!((&status["state"], &status["reason"]), (&json!("paid"), &json!("answered")));
    let compare = |total: i64| {
        let given = json!({"found": status["found"], "expected": {"outTradeNo": "BR-whole", "total": total}})
            .to_string();
        bridge::call_sync(&shop.pay, "expect_payment", &given, CAMEL)
    };
    assert_eq!(compare(1999).unwrap(), "null");
    assert_eq!(compare(1).unwrap_err().field(), Some("amount.total"));

    let refund =
        json!({"outTradeNo": "BR-whole", "outRefundNo": "BR-r", "amount": {"refund": 1, "total": 1999}});
    assert_eq!(call(&shop, "refund", refund).await.unwrap()["outRefundNo"], "BR-r");
    assert_eq!(
        call(&shop, "query_refund", json!({"outRefundNo": "BR-r"})).await.unwrap()["amount"]["refund"],
        1
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn mistakes_name_fields_in_the_language_and_leave_nothing_behind() {
    let shop = Shop::open().await;
    let with = |path: &str, value: Value| {
        let mut order = order("BR-wrong");
        *order.pointer_mut(path).unwrap() = value;
        order
    };
    let mut misspelt = order("BR-wrong");
    misspelt["outTradNo"] = json!("1");
    let table = [
        (with("/amount/total", json!(19.99)), "WRONG_TYPE", "amount.total"),
        (with("/amount/total", json!("1999")), "WRONG_TYPE", "amount.total"),
        (
            with("/sceneInfo/payerClientIp", json!("10.0.0.1")),
            "PAYER_IP_NOT_PUBLIC",
            "sceneInfo.payerClientIp",
        ),
        (misspelt, "UNKNOWN_FIELD", "outTradNo"),
        (json!([]), "WRONG_TYPE", "(the request)"),
    ];
    for (arguments, code, field) in table {
        let error = call(&shop, "place_order", arguments).await.unwrap_err();
        assert_eq!((error.code(), error.field()), (code, Some(field)));
        let record: Value = serde_json::from_str(&bridge::error_json(&error, CAMEL)).unwrap();
        assert_eq!((&record["kind"], &record["httpStatus"]), (&json!("invalid_input"), &Value::Null));
        assert!(code != "UNKNOWN_FIELD" || record["message"].as_str().unwrap().contains("`outTradeNo`"));
    }
    let both = json!({"subMchid": "1900000109", "outTradeNo": "BR-1234", "transactionId": "42"});
    assert_eq!(call(&shop, "query_partner_order", both).await.unwrap_err().code(), "ONE_NUMBER_ONLY");
    let none = json!({"subMchid": "1900000109"});
    assert_eq!(call(&shop, "query_partner_order", none).await.unwrap_err().code(), "FIELD_MISSING");
    for name in ["place_orders", "trade_bill_file", "trade_bills", "decrypt_sensitive"] {
        assert_eq!(call(&shop, name, json!({})).await.unwrap_err().code(), "UNKNOWN_OPERATION", "{name}");
    }
    assert_eq!(shop.sandbox.statistics().proxy_requests, 0);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_lost_reply_is_a_result_over_the_border_too() {
    let shop = Shop::open().await;
    shop.sandbox.add_fault(Fault { endpoint: FaultEndpoint::Proxy, kind: FaultKind::DropAfter, times: 99 });
    let placed = call(&shop, "place_order", order("BR-lost")).await.unwrap();
    assert_eq!(placed["outcome"], "to_confirm");
    assert_eq!(placed["error"]["retry"], Retry::ConfirmFirst.name());
    let status = call(&shop, "confirm_order", placed["order"].clone()).await.unwrap();
    assert_eq!(status["state"], "not_paid");
    assert_eq!(call(&shop, "close_if_unpaid", placed["order"].clone()).await.unwrap()["state"], "closed");
}

#[tokio::test(flavor = "multi_thread")]
async fn the_prepared_order_is_sent_by_somebody_else() {
    let shop = Shop::open().await;
    let token = shop.pay.access_token().await.unwrap().access_token;
    let arguments = order("BR-own").to_string();
    let prepared = bridge::prepare(&shop.pay, "place_order", &arguments, Some(&token), CAMEL).unwrap();
    let request: Value = serde_json::from_str(&prepared.request(CAMEL)).unwrap();
    let mut sending = reqwest::Client::new().post(request["url"].as_str().unwrap());
    for header in request["headers"].as_array().unwrap() {
        sending = sending.header(header["name"].as_str().unwrap(), header["value"].as_str().unwrap());
    }
    let reply =
        sending.body(STANDARD.decode(request["bodyBase64"].as_str().unwrap()).unwrap()).send().await.unwrap();
    let status = reply.status().as_u16();
    let headers: Headers =
        reply.headers().iter().map(|(name, value)| (name.as_str(), value.to_str().unwrap())).collect();
    let body = reply.bytes().await.unwrap().to_vec();
    let placed: Value =
        serde_json::from_str(&prepared.finish(status, headers.clone(), body.clone(), CAMEL).unwrap())
            .unwrap();
    assert_eq!((&placed["outTradeNo"], &placed["verified"]), (&json!("BR-own"), &json!(true)));
    let changed = [&body[..], b" "].concat();
    assert_eq!(prepared.finish(status, headers, changed, CAMEL).unwrap_err().code(), "SIGNATURE_WRONG");
    // Without a token no order goes through QQ.
    assert!(bridge::prepare(&shop.pay, "place_order", &arguments, None, CAMEL).is_err());
    let wrong = bridge::prepare(&shop.pay, "confirm_order", &arguments, Some(&Secret::new("t")), CAMEL);
    assert_eq!(wrong.unwrap_err().code(), "UNKNOWN_OPERATION");
}

#[test]
fn every_method_of_the_facade_is_an_operation() {
    // Read from the source: whoever adds a method must offer it to every language, or say here why not.
    let elsewhere = [
        // Constructors and the client itself.
        "from_env",
        "new",
        "builder",
        "config",
        "within",
        "limit",
        // Notifications have functions of their own.
        "handle_notification",
        "receive_notification",
        "confirm_notification",
        // For the command line; elsewhere a fault says in time that a certificate ends.
        "certificates_in_use",
    ];
    let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("../core/src/client");
    let mut methods = Vec::new();
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        let text = if path.is_file() { std::fs::read_to_string(path).unwrap() } else { String::new() };
        for (_, part) in
            text.match_indices("impl QqWxPay {").map(|(at, found)| (at, &text[at + found.len()..]))
        {
            let own = part.split("\n}\n").next().unwrap_or_default();
            let names = own
                .split("\n    pub ")
                .skip(1)
                .filter_map(|item| item.split("fn ").nth(1)?.split(['(', '<']).next());
            // The others are made from the list of all operations.
            methods.extend(names.filter(|name| !name.starts_with('$')).map(str::to_owned));
        }
    }
    assert!(methods.len() > 15, "{methods:?}");
    let known: Vec<_> = bridge::operations().map(|operation| operation.name).collect();
    let missing: Vec<_> = methods
        .iter()
        .filter(|name| !known.contains(&name.as_str()) && !elsewhere.contains(&name.as_str()))
        .collect();
    assert!(missing.is_empty(), "no language but Rust has {missing:?}");
}
