//! V3 refunds.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use qq_wxpay_sandbox::{ConsoleForm, ConsoleRefund, RefundStatus, Switches};
use reqwest::Method;
use rsa::Oaep;
use rsa::RsaPublicKey;
use rsa::pkcs8::DecodePublicKey as _;
use serde_json::{Value, json};

use crate::client::{Merchant, answer};
use crate::receiver::Receiver;

const REFUNDS: &str = "/v3/refund/domestic/refunds";
const NOTIFY: &str = "https://pay.example.com/n";

/// Places and pays a direct order of 1234 fen.
pub(crate) async fn paid(merchant: &Merchant, number: &str) {
    let body = merchant.direct_body(number);
    let (_, placed) = merchant.order_through_qq("/v3/pay/transactions/h5", &body, NOTIFY).await;
    merchant.sandbox.pay(placed["h5_url"].as_str().unwrap()).await.unwrap();
}

fn refund(number: &str, refund_number: &str, fen: i64) -> Value {
    json!({
        "out_trade_no": number, "out_refund_no": refund_number,
        "amount": {"refund": fen, "total": 1234, "currency": "CNY"},
    })
}

fn code(reply: &(u16, Value)) -> (u16, &str) {
    (reply.0, reply.1["code"].as_str().unwrap_or_default())
}

#[tokio::test]
async fn a_whole_refund_from_request_to_notification() {
    let merchant = Merchant::start().await;
    let receiver = Receiver::start(&[(500, ""), (204, "")]).await;
    paid(&merchant, "REFUND-0001").await;
    let mut body = refund("REFUND-0001", "R-1@a|b*", 1234);
    body["reason"] = json!("商品已售完");
    body["notify_url"] = json!(receiver.url);
    body["funds_account"] = json!("AVAILABLE");
    body["goods_detail"] = json!([{"merchant_goods_id": "g1", "unit_price": 1234, "refund_amount": 1234,
        "refund_quantity": 1}]);
    body["amount"]["from"] = json!([{"account": "AVAILABLE", "amount": 1234}]);
    let signed = merchant.signed(Method::POST, REFUNDS, &body.to_string());
    let response = merchant.request(&signed).send().await.unwrap();
    assert_eq!(response.status(), 200);
    let headers = response.headers().clone();
    let text = response.text().await.unwrap();
    assert!(merchant.verifies(&headers, text.as_bytes()));
    let made: Value = serde_json::from_str(&text).unwrap();
    assert_eq!((&made["status"], &made["out_trade_no"]), (&json!("PROCESSING"), &json!("REFUND-0001")));
    assert_eq!((&made["amount"]["refund"], &made["funds_account"]), (&json!(1234), &json!("AVAILABLE")));
    assert!(made.get("success_time").is_none());

    let (_, order) = merchant.query("/v3/pay/transactions/out-trade-no/REFUND-0001?mchid=1900000001").await;
    assert_eq!(order["trade_state"], "REFUND");
    let again = merchant.order(REFUNDS, &body).await;
    assert_eq!(again, (200, made.clone()), "the same number and parameters give the same refund");

    merchant.sandbox.advance_clock(10);
    let target = format!("{REFUNDS}/R-1@a%7Cb*");
    let (status, found) = merchant.query(&target).await;
    assert_eq!((status, &found["status"]), (200, &json!("SUCCESS")), "{found}");
    assert!(found["success_time"].is_string());

    let arrived = receiver.wait_for(2).await;
    assert!(arrived.iter().all(|one| merchant.verifies(&one.headers, &one.body)));
    let envelope: Value = serde_json::from_slice(&arrived[1].body).unwrap();
    assert_eq!(envelope["event_type"], "REFUND.SUCCESS");
    assert_eq!(envelope["resource"]["original_type"], "refund");
    let notice: Value = serde_json::from_str(&merchant.decrypt(&envelope["resource"])).unwrap();
    assert_eq!((&notice["refund_status"], &notice["mchid"]), (&json!("SUCCESS"), &json!("1900000001")));
    assert_eq!(notice["refund_id"], made["refund_id"]);
    assert!(notice.get("status").is_none() && notice["amount"].get("currency").is_none());
    merchant.sandbox.deliver_refund_again("R-1@a|b*").await.unwrap();
    assert_eq!(receiver.arrived().len(), 3);
    let statistics = merchant.sandbox.statistics();
    assert_eq!(
        (statistics.refunds_created, statistics.refund_requests, statistics.refund_query_requests),
        (1, 2, 1)
    );
}

#[tokio::test]
async fn partial_refunds_add_up_to_the_order_at_most() {
    let merchant = Merchant::start().await;
    paid(&merchant, "REFUND-0002").await;
    assert_eq!(merchant.order(REFUNDS, &refund("REFUND-0002", "R-2a", 1000)).await.0, 200);
    assert_eq!(
        code(&merchant.order(REFUNDS, &refund("REFUND-0002", "R-2b", 235)).await),
        (400, "INVALID_REQUEST")
    );
    assert_eq!(merchant.order(REFUNDS, &refund("REFUND-0002", "R-2c", 234)).await.0, 200);
    assert_eq!(
        code(&merchant.order(REFUNDS, &refund("REFUND-0002", "R-2a", 999)).await),
        (400, "INVALID_REQUEST")
    );
    // A closed refund gives its money back to what can be refunded.
    merchant.sandbox.settle_refund("R-2c", RefundStatus::Closed).unwrap();
    assert_eq!(merchant.order(REFUNDS, &refund("REFUND-0002", "R-2d", 234)).await.0, 200);
    assert!(merchant.sandbox.settle_refund("R-2c", RefundStatus::Success).is_err());
    assert!(merchant.sandbox.settle_refund("NOBODY", RefundStatus::Success).is_err());
}

#[tokio::test]
async fn at_most_fifty_refunds_of_an_order() {
    let merchant = Merchant::start().await;
    paid(&merchant, "REFUND-0003").await;
    for index in 0..50 {
        let reply = merchant.order(REFUNDS, &refund("REFUND-0003", &format!("R-3-{index}"), 1)).await;
        assert_eq!(reply.0, 200, "{index}: {}", reply.1);
    }
    let reply = merchant.order(REFUNDS, &refund("REFUND-0003", "R-3-50", 1)).await;
    assert_eq!(code(&reply), (400, "INVALID_REQUEST"));
}

#[tokio::test]
async fn wrong_requests_are_refused() {
    let merchant = Merchant::start().await;
    paid(&merchant, "REFUND-0004").await;
    merchant.order_through_qq("/v3/pay/transactions/h5", &merchant.direct_body("REFUND-0005"), NOTIFY).await;
    let changed = |path: &str, value: Value| {
        let mut body = refund("REFUND-0004", "R-4", 1);
        *body.pointer_mut(path).unwrap_or(&mut Value::Null) = value.clone();
        if body.pointer(path).is_none() {
            body[&path[1..]] = value;
        }
        body
    };
    let cases = [
        (changed("/out_trade_no", json!("NOBODY-1")), (404, "RESOURCE_NOT_EXISTS")),
        (changed("/out_trade_no", json!("REFUND-0005")), (404, "RESOURCE_NOT_EXISTS")),
        (changed("/transaction_id", json!("4200000000000000000000000000")), (400, "PARAM_ERROR")),
        (changed("/out_refund_no", json!("no blanks")), (400, "PARAM_ERROR")),
        (changed("/out_refund_no", json!("r".repeat(65))), (400, "PARAM_ERROR")),
        (changed("/amount/total", json!(1233)), (400, "INVALID_REQUEST")),
        (changed("/amount/refund", json!(0)), (400, "PARAM_ERROR")),
        (changed("/amount/currency", json!("USD")), (400, "PARAM_ERROR")),
        (changed("/reason", json!("长".repeat(27))), (400, "PARAM_ERROR")),
        (changed("/funds_account", json!("BASIC")), (400, "PARAM_ERROR")),
        (changed("/notify_url", json!("https://pay.example.com/n?a=1")), (400, "PARAM_ERROR")),
        (changed("/notify_url", json!("https://api.q.qq.com/wxpay/notify")), (400, "PARAM_ERROR")),
        (changed("/sub_mchid", json!("1999999999")), (403, "NO_AUTH")),
        (changed("/sub_mchid", json!("1900000002")), (404, "RESOURCE_NOT_EXISTS")),
        (changed("/surprise", json!(1)), (400, "PARAM_ERROR")),
        (changed("/goods_detail", json!([{"merchant_goods_id": "g"}])), (400, "PARAM_ERROR")),
    ];
    for (body, expected) in cases {
        assert_eq!(code(&merchant.order(REFUNDS, &body).await), expected, "{body}");
    }
    let mut split = refund("REFUND-0004", "R-4", 10);
    split["amount"]["from"] = json!([{"account": "AVAILABLE", "amount": 9}]);
    assert_eq!(code(&merchant.order(REFUNDS, &split).await), (400, "PARAM_ERROR"));
    merchant.sandbox.set_switches(Switches { refund_funds: false, ..Switches::default() });
    let poor = merchant.order(REFUNDS, &refund("REFUND-0004", "R-4", 1)).await;
    assert_eq!(code(&poor), (403, "NOT_ENOUGH"));
    merchant.sandbox.set_switches(Switches::default());
    assert_eq!(merchant.order(REFUNDS, &refund("REFUND-0004", "R-4", 1)).await.0, 200);
    assert_eq!(merchant.query(&format!("{REFUNDS}/NOBODY")).await.0, 404);
    assert_eq!(merchant.query(&format!("{REFUNDS}/R-4?sub_mchid=1900000002")).await.0, 404);
}

#[tokio::test]
async fn parts_of_combine_orders_are_refunded_by_their_own_numbers() {
    let merchant = Merchant::start().await;
    let receiver = Receiver::start(&[(204, "")]).await;
    let sub = |number: &str, sub_mchid: Option<&str>| {
        let mut sub = json!({"mchid": "1900000001", "out_trade_no": number, "attach": "a",
            "description": "茶", "amount": {"total_amount": 1234, "currency": "CNY"}});
        if let Some(sub_mchid) = sub_mchid {
            sub["sub_mchid"] = json!(sub_mchid);
        }
        sub
    };
    let body = json!({
        "combine_appid": merchant.identity().wechat_appid, "combine_mchid": "1900000001",
        "combine_out_trade_no": "REFUND-0006",
        "sub_orders": [sub("REFUND-0006-a", None), sub("REFUND-0006-b", Some("1900000002"))],
        "scene_info": {"payer_client_ip": "203.0.113.7", "h5_info": {"type": "Wap"}},
        "notify_url": "https://api.q.qq.com/wxpay/v3/notify/1900000001/REFUND-0006",
    });
    let (_, placed) = merchant.order_through_qq("/v3/combine-transactions/h5", &body, NOTIFY).await;
    merchant.sandbox.pay(placed["h5_url"].as_str().unwrap()).await.unwrap();
    assert_eq!(merchant.order(REFUNDS, &refund("REFUND-0006", "R-6", 1)).await.0, 404);
    assert_eq!(merchant.order(REFUNDS, &refund("REFUND-0006-b", "R-6", 1)).await.0, 404);
    let mut partner = refund("REFUND-0006-b", "R-6b", 34);
    partner["sub_mchid"] = json!("1900000002");
    partner["notify_url"] = json!(receiver.url);
    assert_eq!(merchant.order(REFUNDS, &partner).await.0, 200);
    let target = format!("{REFUNDS}/R-6b");
    assert_eq!(code(&merchant.query(&target).await), (400, "PARAM_ERROR"));
    let (_, found) = merchant.query(&format!("{target}?sub_mchid=1900000002")).await;
    assert_eq!(found["out_trade_no"], "REFUND-0006-b");
    let (_, order) = merchant.query("/v3/combine-transactions/out-trade-no/REFUND-0006").await;
    assert_eq!(order["sub_orders"][0]["trade_state"], "SUCCESS");
    assert_eq!(order["sub_orders"][1]["trade_state"], "REFUND");
    let path = "/sandbox/refunds/R-6b/settle";
    assert_eq!(merchant.post_json(path, &json!({"as": "PROCESSING"})).await.0, 400);
    assert_eq!(merchant.post_json(path, &json!({"as": "CLOSED"})).await.0, 200);
    let arrived = receiver.wait_for(1).await.remove(0);
    let envelope: Value = serde_json::from_slice(&arrived.body).unwrap();
    assert_eq!(envelope["event_type"], "REFUND.CLOSED");
    let notice: Value = serde_json::from_str(&merchant.decrypt(&envelope["resource"])).unwrap();
    assert_eq!((&notice["sp_mchid"], &notice["sub_mchid"]), (&json!("1900000001"), &json!("1900000002")));
    assert!(notice.get("success_time").is_none());
    let (_, order) = merchant.query("/v3/combine-transactions/out-trade-no/REFUND-0006").await;
    assert_eq!(order["sub_orders"][1]["trade_state"], "SUCCESS", "a closed refund is none");
}

fn encrypt(public_pem: &str, text: &str) -> String {
    let key = RsaPublicKey::from_public_key_pem(public_pem).unwrap();
    let bytes = key.encrypt(&mut rsa::rand_core::OsRng, Oaep::new::<rsa_sha1::Sha1>(), text.as_bytes());
    STANDARD.encode(bytes.unwrap())
}

#[tokio::test]
async fn an_abnormal_refund_is_sent_to_another_account() {
    let merchant = Merchant::start().await;
    merchant.sandbox.set_switches(Switches { refund_outcome: RefundStatus::Abnormal, ..Switches::default() });
    paid(&merchant, "REFUND-0007").await;
    let (_, made) = merchant.order(REFUNDS, &refund("REFUND-0007", "R-7", 1234)).await;
    let path = format!("{REFUNDS}/{}/apply-abnormal-refund", made["refund_id"].as_str().unwrap());
    let key = merchant.identity().public_key.clone();
    let body = |account: &str| {
        json!({"out_refund_no": "R-7", "type": "USER_BANK_CARD", "bank_type": "CMB_DEBIT",
            "bank_account": account, "real_name": encrypt(&key, "张三")})
    };
    let good = body(&encrypt(&key, "6225880212345678"));
    assert_eq!(code(&merchant.order(&path, &good).await), (400, "INVALID_REQUEST"), "not abnormal yet");
    merchant.sandbox.advance_clock(10);
    let (_, found) = merchant.query(&format!("{REFUNDS}/R-7")).await;
    assert_eq!(found["status"], "ABNORMAL");
    for wrong in [
        body("6225880212345678"),
        body(&encrypt(&key, "no digits")),
        json!({"out_refund_no": "R-7", "type": "USER_BANK_CARD"}),
        json!({"out_refund_no": "R-7", "type": "CASH"}),
    ] {
        assert_eq!(code(&merchant.order(&path, &wrong).await), (400, "PARAM_ERROR"), "{wrong}");
    }
    let signed = merchant.signed(Method::POST, &path, &good.to_string());
    let mut unnamed = merchant.request(&signed).build().unwrap();
    unnamed.headers_mut().remove("wechatpay-serial");
    assert_eq!(merchant.http.execute(unnamed).await.unwrap().status(), 400);
    let other = json!({"out_refund_no": "R-8", "type": "MERCHANT_BANK_CARD"});
    assert_eq!(code(&merchant.order(&path, &other).await), (404, "RESOURCE_NOT_EXISTS"));

    merchant.sandbox.set_switches(Switches::default());
    let (status, applied) = merchant.order(&path, &good).await;
    assert_eq!((status, &applied["status"]), (200, &json!("PROCESSING")), "{applied}");
    assert_eq!(applied["channel"], "OTHER_BANKCARD");
    merchant.sandbox.settle_refund("R-7", RefundStatus::Success).unwrap();
    assert_eq!(merchant.query(&format!("{REFUNDS}/R-7")).await.1["status"], "SUCCESS");
}

#[tokio::test]
async fn a_refund_in_the_console_is_told_in_either_form() {
    let merchant = Merchant::start().await;
    let receiver = Receiver::start(&[(204, "")]).await;
    paid(&merchant, "REFUND-0008").await;
    let asked = json!({"refund": 234, "notify_url": receiver.url});
    let (status, made) = merchant.post_json("/sandbox/orders/REFUND-0008/refund-in-console", &asked).await;
    assert_eq!(status, 200, "{made}");
    let number = made["out_refund_no"].as_str().unwrap().to_owned();
    merchant.sandbox.settle_refund(&number, RefundStatus::Success).unwrap();
    let envelope: Value = serde_json::from_slice(&receiver.wait_for(1).await[0].body).unwrap();
    assert_eq!(envelope["event_type"], "REFUND.SUCCESS");

    let rest = ConsoleRefund {
        form: Some(ConsoleForm::V2),
        notify_url: Some(receiver.url.clone()),
        ..ConsoleRefund::default()
    };
    let number = merchant.sandbox.refund_in_console("REFUND-0008", &rest).unwrap();
    assert_eq!(merchant.query(&format!("{REFUNDS}/{number}")).await.1["amount"]["refund"], 1000);
    merchant.sandbox.settle_refund(&number, RefundStatus::Success).unwrap();
    let arrived = receiver.wait_for(2).await.remove(1);
    assert!(String::from_utf8(arrived.body).unwrap().contains("<req_info>"));
    assert!(merchant.sandbox.refund_in_console("REFUND-0008", &rest).is_err(), "nothing is left");
    assert!(merchant.sandbox.refund_in_console("NOBODY", &rest).is_err());
}

#[tokio::test]
async fn an_old_order_cannot_be_refunded() {
    let merchant = Merchant::start().await;
    paid(&merchant, "REFUND-0009").await;
    let year = 365 * 24 * 3600 + 60;
    merchant.sandbox.advance_clock(year);
    let mut signed = merchant.signed(Method::POST, REFUNDS, &refund("REFUND-0009", "R-9", 1).to_string());
    signed.timestamp += year;
    assert_eq!(code(&answer(merchant.request(&signed)).await), (400, "INVALID_REQUEST"));
}
