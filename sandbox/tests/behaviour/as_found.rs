//! What other people's clients rely on at WeChat Pay.

use qq_wxpay_sandbox::{ProxyErrorShape, Switches};
use reqwest::Method;
use serde_json::{Value, json};
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};

use crate::client::{Merchant, answer, now};
use crate::receiver::Receiver;

const PATH: &str = "/v3/pay/transactions/h5";
const NOTIFY: &str = "https://pay.example.com/n";
const REFUNDS: &str = "/v3/refund/domestic/refunds";
const DAY: i64 = 24 * 3600;

fn target(number: &str) -> String {
    format!("/v3/pay/transactions/out-trade-no/{number}?mchid=1900000001")
}

#[tokio::test]
async fn a_serial_in_lower_case_is_the_same_one() {
    let merchant = Merchant::start().await;
    let query = |serial: String| {
        let mut signed = merchant.signed(Method::GET, &target("NOBODY-1"), "");
        signed.serial = serial;
        answer(merchant.request(&signed))
    };
    let serial = &merchant.identity().merchant_serial;
    assert_eq!(query(serial.to_lowercase()).await.0, 404);
    assert_eq!(query(serial.replace(&serial[..1], "F")).await.0, 401);
}

#[tokio::test]
async fn null_is_absent_unless_the_field_is_required() {
    let merchant = Merchant::start().await;
    let mut body = merchant.direct_body("FOUND-0001");
    body["attach"] = Value::Null;
    body["settle_info"] = Value::Null;
    body["scene_info"]["store_info"] = Value::Null;
    assert_eq!(merchant.order_through_qq(PATH, &body, NOTIFY).await.0, 200);
    // The same order without them is the same order.
    assert_eq!(merchant.order_through_qq(PATH, &merchant.direct_body("FOUND-0001"), NOTIFY).await.0, 200);
    body["amount"] = Value::Null;
    assert_eq!(merchant.order_through_qq(PATH, &body, NOTIFY).await.0, 400);
}

#[tokio::test]
async fn times_have_the_forms_of_the_basic_rules() {
    let merchant = Merchant::start().await;
    let forms = [
        ("2099-06-08T10:34:56+08:00", 200),
        ("2099-06-08T02:34:56Z", 200),
        ("2099-06-08T02:34:56.789Z", 200),
        ("2099-06-08T10:34:56.789+08:00", 200),
        // A moment that has passed is no reason to refuse.
        ("2020-06-08T10:34:56+08:00", 200),
        ("2099-06-08 10:34:56+08:00", 400),
        ("2099-06-08T10:34:56", 400),
        ("2099-13-08T10:34:56Z", 400),
    ];
    for (index, (time, status)) in forms.into_iter().enumerate() {
        let mut body = merchant.direct_body(&format!("FOUND-1-{index}"));
        body["time_expire"] = json!(time);
        assert_eq!(merchant.order_through_qq(PATH, &body, NOTIFY).await.0, status, "{time}");
    }
    merchant.sandbox.set_switches(Switches { refuse_past_time_expire: true, ..Switches::default() });
    let mut body = merchant.direct_body("FOUND-0002");
    body["time_expire"] = json!("2020-06-08T10:34:56+08:00");
    let (status, reply) = merchant.order_through_qq(PATH, &body, NOTIFY).await;
    assert_eq!((status, reply["detail"]["field"].as_str()), (400, Some("/time_expire")));
}

#[tokio::test]
async fn lengths_are_bytes_and_a_refusal_tells_how_many() {
    let merchant = Merchant::start().await;
    for (field, text, bytes) in [
        ("description", "长".repeat(43), 129),
        ("attach", "长".repeat(43), 129),
        ("description", "a".repeat(128), 128),
    ] {
        let mut body = merchant.direct_body("FOUND-0003");
        body[field] = json!(text);
        let (status, reply) = merchant.order_through_qq(PATH, &body, NOTIFY).await;
        assert_eq!((status, reply["code"].as_str()), (400, Some("PARAM_ERROR")));
        assert_eq!(reply["detail"], json!({"location": "body", "value": bytes}));
        let message = reply["message"].as_str().unwrap();
        assert!(
            message.contains(&format!("/body/{field}")) && message.contains(&bytes.to_string()),
            "{message}"
        );
    }
    let mut body = merchant.direct_body("FOUND-0003");
    body["description"] = json!("长".repeat(42));
    body["attach"] = json!("长".repeat(42));
    assert_eq!(merchant.order_through_qq(PATH, &body, NOTIFY).await.0, 200);
}

#[tokio::test]
async fn a_query_shows_what_the_order_has() {
    let merchant = Merchant::start().await;
    let (_, placed) = merchant.order_through_qq(PATH, &merchant.direct_body("FOUND-0004"), NOTIFY).await;
    let (_, unpaid) = merchant.query(&target("FOUND-0004")).await;
    assert_eq!(unpaid["amount"], json!({"total": 1234, "currency": "CNY"}));
    assert_eq!(unpaid["promotion_detail"], json!([]));
    assert!(unpaid["scene_info"].is_object());
    for absent in ["attach", "transaction_id", "payer", "success_time", "bank_type"] {
        assert!(unpaid.get(absent).is_none(), "{absent}");
    }
    merchant.sandbox.pay(placed["h5_url"].as_str().unwrap()).await.unwrap();
    let (_, paid) = merchant.query(&target("FOUND-0004")).await;
    assert_eq!((paid["attach"].as_str(), &paid["amount"]["payer_total"]), (Some(""), &json!(1234)));
}

#[tokio::test]
async fn an_order_that_nobody_pays_is_closed_after_seven_days() {
    let merchant = Merchant::start().await;
    let mut with_deadline = merchant.direct_body("FOUND-0006");
    with_deadline["time_expire"] = json!("2099-06-08T10:34:56+08:00");
    let (_, placed) = merchant.order_through_qq(PATH, &merchant.direct_body("FOUND-0007"), NOTIFY).await;
    merchant.sandbox.pay(placed["h5_url"].as_str().unwrap()).await.unwrap();
    for body in [merchant.direct_body("FOUND-0005"), with_deadline] {
        assert_eq!(merchant.order_through_qq(PATH, &body, NOTIFY).await.0, 200);
    }
    let state = async |number: &str, moved: i64| {
        let mut signed = merchant.signed(Method::GET, &target(number), "");
        signed.timestamp = now() + moved;
        answer(merchant.request(&signed)).await.1["trade_state"].as_str().unwrap().to_owned()
    };
    merchant.sandbox.advance_clock(7 * DAY - 60);
    assert_eq!(state("FOUND-0005", 7 * DAY - 60).await, "NOTPAY");
    merchant.sandbox.advance_clock(60);
    assert_eq!(state("FOUND-0005", 7 * DAY).await, "CLOSED");
    assert_eq!(state("FOUND-0006", 7 * DAY).await, "NOTPAY");
    assert_eq!(state("FOUND-0007", 7 * DAY).await, "SUCCESS");
    let mut again = merchant.signed(Method::POST, PATH, &merchant.direct_body("FOUND-0005").to_string());
    again.timestamp += 7 * DAY;
    again.url = merchant.proxy_url(PATH, NOTIFY).await;
    let (status, reply) = answer(merchant.request(&again)).await;
    assert_eq!((status, reply["code"].as_str()), (400, Some("ORDER_CLOSED")));
}

#[tokio::test]
async fn there_is_nothing_to_refund_of_an_unpaid_or_refunded_order() {
    let merchant = Merchant::start().await;
    let (_, placed) = merchant.order_through_qq(PATH, &merchant.direct_body("FOUND-0008"), NOTIFY).await;
    let refund = |number: &str, fen: i64| {
        json!({"out_trade_no": "FOUND-0008", "out_refund_no": number,
            "amount": {"refund": fen, "total": 1234, "currency": "CNY"}})
    };
    let code =
        |(status, reply): (u16, Value)| (status, reply["code"].as_str().unwrap_or_default().to_owned());
    let outcome = merchant.order(REFUNDS, &refund("R1", 1)).await;
    assert_eq!(code(outcome), (404, "RESOURCE_NOT_EXISTS".to_owned()));
    merchant.sandbox.pay(placed["h5_url"].as_str().unwrap()).await.unwrap();
    assert_eq!(merchant.order(REFUNDS, &refund("R1", 1235)).await.0, 400);
    assert_eq!(merchant.order(REFUNDS, &refund("R1", 1234)).await.0, 200);
    let (status, reply) = merchant.order(REFUNDS, &refund("R2", 1)).await;
    assert_eq!((status, reply["message"].as_str()), (400, Some("订单已全额退款")));
}

#[tokio::test]
async fn a_notification_that_was_parsed_and_written_again_does_not_verify() {
    let merchant = Merchant::start().await;
    let receiver = Receiver::start(&[(204, "")]).await;
    let (_, placed) =
        merchant.order_through_qq(PATH, &merchant.direct_body("FOUND-0009"), &receiver.url).await;
    merchant.sandbox.pay(placed["h5_url"].as_str().unwrap()).await.unwrap();
    let arrived = receiver.wait_for(1).await.remove(0);
    assert!(merchant.verifies(&arrived.headers, &arrived.body));
    let text = String::from_utf8(arrived.body.clone()).unwrap();
    let names = ["id", "create_time", "resource_type", "event_type", "summary", "resource", "original_type"];
    let places: Vec<_> = names.iter().map(|name| text.find(&format!("\"{name}\":")).unwrap()).collect();
    assert!(places.is_sorted(), "{text}");
    let parsed: Value = serde_json::from_slice(&arrived.body).unwrap();
    let in_order = in_the_order_of(&text);
    for written in [
        parsed.to_string(),
        serde_json::to_string_pretty(&parsed).unwrap(),
        in_order.clone(),
        in_order.replace("\":", "\": "),
        in_order.replace("\":", "\": ").replace(",\"", ", \""),
    ] {
        assert_eq!(serde_json::from_str::<Value>(&written).unwrap(), parsed, "it says the same");
        assert!(!merchant.verifies(&arrived.headers, written.as_bytes()), "{written}");
    }
}

/// The same JSON without blanks: what a writer gives that keeps the order of fields.
fn in_the_order_of(text: &str) -> String {
    text.replace("\": \"", "\":\"").replace(", \"", ",\"")
}

#[tokio::test]
async fn a_204_has_a_content_type_and_an_unknown_path_nothing() {
    let merchant = Merchant::start().await;
    assert_eq!(merchant.order_through_qq(PATH, &merchant.direct_body("FOUND-0010"), NOTIFY).await.0, 200);
    let close = "/v3/pay/transactions/out-trade-no/FOUND-0010/close";
    let signed = merchant.signed(Method::POST, close, r#"{"mchid":"1900000001"}"#);
    let closed = merchant.request(&signed).send().await.unwrap();
    assert_eq!(closed.status(), 204);
    assert!(closed.headers()["content-type"].to_str().unwrap().starts_with("application/json"));
    assert!(merchant.verifies(&closed.headers().clone(), b""));
    for path in ["/v3/pay/transactions/h6", "/wxpay/v3/refund/domestic/refunds", "/v3"] {
        let (status, body) = answer(merchant.request(&merchant.signed(Method::POST, path, "{}"))).await;
        assert_eq!((status, body), (404, json!("")), "{path}");
    }
    let events = merchant.sandbox.events();
    assert!(
        events
            .iter()
            .any(|event| event.kind == "path.unknown" && event.summary.contains("/v3/pay/transactions/h6"))
    );
}

#[tokio::test]
async fn the_number_of_a_request_is_spelt_as_there() {
    let merchant = Merchant::start().await;
    let address = merchant.sandbox.base_url().replace("http://", "");
    let mut stream = tokio::net::TcpStream::connect(address).await.unwrap();
    let request = "GET /v3/certificates HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n";
    stream.write_all(request.as_bytes()).await.unwrap();
    let mut reply = String::new();
    stream.read_to_string(&mut reply).await.unwrap();
    assert!(reply.contains("\r\nRequest-ID: ") && reply.contains("\r\nContent-Type: "), "{reply}");
}

#[tokio::test]
async fn a_bill_can_be_had_at_once() {
    let merchant = Merchant::start().await;
    let (_, placed) = merchant.order_through_qq(PATH, &merchant.direct_body("FOUND-0011"), NOTIFY).await;
    merchant.sandbox.pay(placed["h5_url"].as_str().unwrap()).await.unwrap();
    let today = time::OffsetDateTime::from_unix_timestamp(now() + 8 * 3600).unwrap().date();
    let target = format!("/v3/bill/tradebill?bill_date={today}");
    assert_eq!(merchant.query(&target).await.1["code"], "STATEMENT_CREATING");
    merchant.sandbox.set_switches(Switches { bills_at_once: true, ..Switches::default() });
    for (ending, content_type) in [("", "text/plain"), ("&tar_type=GZIP", "application/x-gzip")] {
        let link = merchant.query(&format!("{target}{ending}")).await.1;
        let link = link["download_url"].as_str().unwrap().to_owned();
        assert_eq!(link.ends_with("&tartype=gzip"), !ending.is_empty());
        let signed = merchant.signed(Method::GET, &link.replace(&merchant.sandbox.base_url(), ""), "");
        let file = merchant.request(&signed).send().await.unwrap();
        assert_eq!(
            (file.status().as_u16(), &file.headers()["content-type"]),
            (200, &content_type.parse().unwrap())
        );
    }
    let tomorrow = today.next_day().unwrap();
    let reply = merchant.query(&format!("/v3/bill/tradebill?bill_date={tomorrow}")).await.1;
    assert_eq!(reply["code"], "NO_STATEMENT_EXIST");
}

#[tokio::test]
async fn qq_can_spell_its_errors_in_other_ways() {
    let merchant = Merchant::start().await;
    for (shape, expected) in [
        (ProxyErrorShape::CamelCase, r#""errCode":9030"#),
        (ProxyErrorShape::Retcode, r#""retcode":9030"#),
        (ProxyErrorShape::V2Message, "<return_msg><![CDATA[9030|process fail]]></return_msg>"),
    ] {
        let switches = Switches { merchant_bound: false, proxy_error_shape: shape, ..Switches::default() };
        merchant.sandbox.set_switches(switches);
        let request = merchant.proxy_request(PATH, &merchant.direct_body("FOUND-0012"), NOTIFY).await;
        let text = request.send().await.unwrap().text().await.unwrap();
        assert!(text.contains(expected), "{shape:?}: {text}");
    }
}
