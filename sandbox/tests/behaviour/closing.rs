//! Closing orders with V3.

use reqwest::Method;
use serde_json::{Value, json};

use crate::client::{Merchant, answer};

const PATH: &str = "/v3/pay/transactions/h5";
const NOTIFY: &str = "https://pay.example.com/n";

fn close_path(number: &str) -> String {
    format!("/v3/pay/transactions/out-trade-no/{number}/close")
}

async fn close(merchant: &Merchant, number: &str) -> (u16, Value) {
    merchant.order(&close_path(number), &json!({"mchid": "1900000001"})).await
}

#[tokio::test]
async fn a_closed_order_cannot_be_paid_or_placed_again() {
    let merchant = Merchant::start().await;
    let body = merchant.direct_body("CLOSE-0001");
    let (_, placed) = merchant.order_through_qq(PATH, &body, NOTIFY).await;
    let signed =
        merchant.signed(Method::POST, &close_path("CLOSE-0001"), &json!({"mchid": "1900000001"}).to_string());
    let response = merchant.request(&signed).send().await.unwrap();
    assert_eq!(response.status(), 204);
    assert!(response.headers().get("content-length").is_none());
    assert!(merchant.verifies(response.headers(), b""));
    assert_eq!(close(&merchant, "CLOSE-0001").await.0, 204, "closing is re-entrant");

    assert!(merchant.sandbox.pay(placed["h5_url"].as_str().unwrap()).await.is_err());
    let (_, found) = merchant.query("/v3/pay/transactions/out-trade-no/CLOSE-0001?mchid=1900000001").await;
    assert_eq!(found["trade_state"], "CLOSED");
    let (status, again) = merchant.order_through_qq(PATH, &body, NOTIFY).await;
    assert_eq!((status, again["code"].as_str()), (400, Some("ORDER_CLOSED")));
    assert_eq!(merchant.sandbox.statistics().close_requests, 2);
}

#[tokio::test]
async fn what_is_paid_unknown_or_someone_elses_cannot_be_closed() {
    let merchant = Merchant::start().await;
    let (_, placed) = merchant.order_through_qq(PATH, &merchant.direct_body("CLOSE-0002"), NOTIFY).await;
    merchant.sandbox.pay(placed["h5_url"].as_str().unwrap()).await.unwrap();
    let (status, paid) = close(&merchant, "CLOSE-0002").await;
    assert_eq!((status, paid["code"].as_str()), (400, Some("ORDERPAID")));
    let (status, unknown) = close(&merchant, "NOBODY").await;
    assert_eq!((status, unknown["code"].as_str()), (404, Some("ORDER_NOT_EXIST")));
    for body in [json!({}), json!({"mchid": "1900000002"}), json!({"mchid": "1900000001", "more": 1})] {
        let (status, reply) = merchant.order(&close_path("CLOSE-0002"), &body).await;
        assert_eq!((status, reply["code"].as_str()), (400, Some("PARAM_ERROR")), "{body}");
    }
    let path = "/v3/pay/partner/transactions/out-trade-no/CLOSE-0002/close";
    let partner = json!({"sp_mchid": "1900000001", "sub_mchid": "1900000002"});
    assert_eq!(merchant.order(path, &partner).await.0, 404, "a direct order is no partner order");
    let mut unsigned = merchant.signed(Method::POST, &close_path("CLOSE-0002"), "{}");
    unsigned.target = "/v3/pay/transactions/out-trade-no/CLOSE-0003/close".to_owned();
    assert_eq!(answer(merchant.request(&unsigned)).await.0, 401);
}

#[tokio::test]
async fn a_partner_order_is_closed_with_its_sub_merchant() {
    let merchant = Merchant::start().await;
    let mut body = merchant.direct_body("CLOSE-0003");
    let fields = body.as_object_mut().unwrap();
    let (appid, mchid) = (fields.remove("appid").unwrap(), fields.remove("mchid").unwrap());
    body["sp_appid"] = appid;
    body["sp_mchid"] = mchid;
    body["sub_mchid"] = json!("1900000002");
    merchant.order_through_qq("/v3/pay/partner/transactions/h5", &body, NOTIFY).await;
    let path = "/v3/pay/partner/transactions/out-trade-no/CLOSE-0003/close";
    let other = json!({"sp_mchid": "1900000001", "sub_mchid": "1900000003"});
    assert_eq!(merchant.order(path, &other).await.0, 404);
    assert_eq!(close(&merchant, "CLOSE-0003").await.0, 404);
    let own = json!({"sp_mchid": "1900000001", "sub_mchid": "1900000002"});
    assert_eq!(merchant.order(path, &own).await.0, 204);
}

#[tokio::test]
async fn a_combine_order_is_closed_with_exactly_its_sub_orders() {
    let merchant = Merchant::start().await;
    let sub = |number: &str| {
        json!({"mchid": "1900000001", "out_trade_no": number, "attach": "a", "description": "茶",
            "amount": {"total_amount": 5, "currency": "CNY"}})
    };
    let body = json!({
        "combine_appid": merchant.identity().wechat_appid, "combine_mchid": "1900000001",
        "combine_out_trade_no": "CLOSE-0004", "sub_orders": [sub("CLOSE-0004-a"), sub("CLOSE-0004-b")],
        "scene_info": {"payer_client_ip": "203.0.113.7", "h5_info": {"type": "Wap"}},
        "notify_url": "https://api.q.qq.com/wxpay/v3/notify/1900000001/CLOSE-0004",
    });
    let (status, _) = merchant.order_through_qq("/v3/combine-transactions/h5", &body, NOTIFY).await;
    assert_eq!(status, 200);
    let path = "/v3/combine-transactions/out-trade-no/CLOSE-0004/close";
    let part = |number: &str| json!({"mchid": "1900000001", "out_trade_no": number});
    let close =
        |parts: Vec<Value>| json!({"combine_appid": merchant.identity().wechat_appid, "sub_orders": parts});
    let wrong = [
        vec![part("CLOSE-0004-a")],
        vec![part("CLOSE-0004-a"), part("CLOSE-0004-c")],
        vec![part("CLOSE-0004-a"), part("CLOSE-0004-a"), part("CLOSE-0004-b")],
        vec![
            part("CLOSE-0004-a"),
            json!({"mchid": "1900000001", "out_trade_no": "CLOSE-0004-b",
            "sub_mchid": "1900000002"}),
        ],
    ];
    for parts in wrong {
        let (status, reply) = merchant.order(path, &close(parts.clone())).await;
        assert_eq!((status, reply["code"].as_str()), (400, Some("PARAM_ERROR")), "{parts:?}");
    }
    let both = close(vec![part("CLOSE-0004-b"), part("CLOSE-0004-a")]);
    assert_eq!(merchant.order(path, &both).await.0, 204, "their order does not matter");
    assert_eq!(merchant.order(path, &both).await.0, 204);
    let (_, found) = merchant.query("/v3/combine-transactions/out-trade-no/CLOSE-0004").await;
    assert_eq!(found["sub_orders"][1]["trade_state"], "CLOSED");
    assert_eq!(merchant.order(&close_path("CLOSE-0004"), &json!({"mchid": "1900000001"})).await.0, 404);
}

#[tokio::test]
async fn a_payment_can_fail_for_good() {
    let merchant = Merchant::start().await;
    let body = merchant.direct_body("CLOSE-0005");
    let (_, placed) = merchant.order_through_qq(PATH, &body, NOTIFY).await;
    let failed = merchant.post_json("/sandbox/orders/CLOSE-0005/fail-payment", &Value::Null).await;
    assert_eq!(failed.0, 200);
    assert_eq!(merchant.post_json("/sandbox/orders/NOBODY/fail-payment", &Value::Null).await.0, 404);
    let (_, found) = merchant.query("/v3/pay/transactions/out-trade-no/CLOSE-0005?mchid=1900000001").await;
    assert_eq!(found["trade_state"], "PAYERROR");
    assert!(merchant.sandbox.pay(placed["h5_url"].as_str().unwrap()).await.is_err());
    let (_, again) = merchant.order_through_qq(PATH, &body, NOTIFY).await;
    assert_eq!(again["code"], "OUT_TRADE_NO_USED");
    assert_eq!(close(&merchant, "CLOSE-0005").await.0, 204);
}
