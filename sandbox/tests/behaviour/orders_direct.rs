//! Direct V3 orders from the order to the notification.

use serde_json::{Value, json};

use crate::client::Merchant;
use crate::receiver::Receiver;

const PATH: &str = "/v3/pay/transactions/h5";

#[tokio::test]
async fn a_whole_payment_through_qq() {
    let merchant = Merchant::start().await;
    let receiver = Receiver::start(&[(204, "")]).await;
    let url = format!("{}?shop=1&kind=h5", receiver.url);
    let mut body = merchant.direct_body("ORDER-0001");
    body["attach"] = json!("门店 1");
    let request = merchant.proxy_request(PATH, &body, &url).await;
    let response = request.send().await.unwrap();
    assert_eq!(response.status(), 200);
    let headers = response.headers().clone();
    assert!(headers["request-id"].to_str().unwrap().ends_with("-0"));
    assert_eq!(headers["wechatpay-serial"], merchant.identity().public_key_id);
    let text = response.text().await.unwrap();
    assert!(merchant.verifies(&headers, text.as_bytes()));
    let h5_url = serde_json::from_str::<Value>(&text).unwrap()["h5_url"].as_str().unwrap().to_owned();

    let target = "/v3/pay/transactions/out-trade-no/ORDER-0001?mchid=1900000001";
    let (_, unpaid) = merchant.query(target).await;
    assert_eq!(unpaid["trade_state"], "NOTPAY");
    assert!(unpaid.get("transaction_id").is_none());

    merchant.sandbox.pay(&h5_url).await.unwrap();
    let arrived = receiver.wait_for(1).await.remove(0);
    assert!(arrived.uri.ends_with("/notify?shop=1&kind=h5"));
    assert_eq!(arrived.headers["content-type"], "application/json");
    assert!(merchant.verifies(&arrived.headers, &arrived.body));
    let envelope: Value = serde_json::from_slice(&arrived.body).unwrap();
    assert_eq!(envelope["event_type"], "TRANSACTION.SUCCESS");
    assert_eq!(envelope["id"].as_str().unwrap().len(), 36);
    let notified: Value = serde_json::from_str(&merchant.decrypt(&envelope["resource"])).unwrap();

    let (status, queried) = merchant.query(target).await;
    assert_eq!((status, &queried), (200, &notified));
    let transaction_id = queried["transaction_id"].as_str().unwrap();
    assert!(transaction_id.len() == 28 && transaction_id.starts_with("42"));
    assert_eq!(queried["amount"]["total"], 1234);
    assert_eq!(queried["attach"], "门店 1");
    assert!(queried["success_time"].as_str().unwrap().ends_with("+08:00"));
    let by_id = merchant.query(&format!("/v3/pay/transactions/id/{transaction_id}?mchid=1900000001")).await;
    assert_eq!(by_id.1, queried);

    let statistics = merchant.sandbox.statistics();
    assert_eq!((statistics.proxy_requests, statistics.orders_created, statistics.query_requests), (1, 1, 3));
}

#[tokio::test]
async fn a_direct_order_notifies_its_own_address() {
    let merchant = Merchant::start().await;
    let receiver = Receiver::start(&[(200, r#"{"code":"SUCCESS","message":"成功"}"#)]).await;
    let mut body = merchant.direct_body("ORDER-0002");
    body["notify_url"] = json!(receiver.url);
    let (status, reply) = merchant.order(PATH, &body).await;
    assert_eq!(status, 200, "{reply}");
    merchant.sandbox.pay(reply["h5_url"].as_str().unwrap()).await.unwrap();
    receiver.wait_for(1).await;
    assert_eq!(merchant.sandbox.statistics().direct_requests, 1);
}

#[tokio::test]
async fn ordering_again_gives_a_fresh_link_only_for_the_same_parameters() {
    let merchant = Merchant::start().await;
    let mut body = merchant.direct_body("ORDER-0003");
    let url = "https://pay.example.com/notify";
    let (_, first) = merchant.order_through_qq(PATH, &body, url).await;
    let (_, second) = merchant.order_through_qq(PATH, &body, url).await;
    assert_ne!(first["h5_url"], second["h5_url"]);
    assert_eq!(merchant.sandbox.statistics().orders_created, 1);

    body["amount"]["total"] = json!(1235);
    let (status, other) = merchant.order_through_qq(PATH, &body, url).await;
    assert_eq!((status, other["code"].as_str()), (400, Some("INVALID_REQUEST")));

    body["amount"]["total"] = json!(1234);
    merchant.sandbox.pay(second["h5_url"].as_str().unwrap()).await.unwrap();
    let (_, paid) = merchant.order_through_qq(PATH, &body, url).await;
    assert_eq!(paid["code"], "ORDERPAID");
}

#[tokio::test]
async fn a_closed_order_stays_closed() {
    let merchant = Merchant::start().await;
    let body = merchant.direct_body("ORDER-0004");
    let (_, reply) = merchant.order_through_qq(PATH, &body, "https://pay.example.com/notify").await;
    assert!(merchant.sandbox.close_order("ORDER-0004"));
    let (status, closed) = merchant.order_through_qq(PATH, &body, "https://pay.example.com/notify").await;
    assert_eq!((status, closed["code"].as_str()), (400, Some("ORDER_CLOSED")));
    assert!(merchant.sandbox.pay(reply["h5_url"].as_str().unwrap()).await.is_err());
}

#[tokio::test]
async fn a_prepay_id_is_renewed_after_two_hours() {
    let merchant = Merchant::start().await;
    let body = merchant.direct_body("ORDER-0005");
    let (_, first) = merchant.order_through_qq(PATH, &body, "https://pay.example.com/notify").await;
    merchant.sandbox.advance_clock(7200);
    // The merchant's clock must go along, or the signature is refused.
    let mut signed = merchant.signed(reqwest::Method::POST, PATH, &body.to_string());
    signed.timestamp += 7200;
    signed.url = merchant.proxy_url(PATH, "https://pay.example.com/notify").await;
    let (_, second) = crate::client::answer(merchant.request(&signed)).await;
    let prepay = |reply: &Value| {
        let url = url::Url::parse(reply["h5_url"].as_str().unwrap()).unwrap();
        url.query_pairs().find(|(name, _)| name == "prepay_id").unwrap().1.into_owned()
    };
    assert_ne!(prepay(&first), prepay(&second));
    merchant.sandbox.pay(second["h5_url"].as_str().unwrap()).await.unwrap();
}
