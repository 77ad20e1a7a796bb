//! The shop against the sandbox: order, pay, notified, paid; and what must not make an order paid.

#![allow(clippy::unwrap_used, reason = "in tests a panic is the report")]

use std::net::SocketAddr;
use std::time::Duration;

use qq_wxpay::model::{OrderRequest, Placement};
use qq_wxpay::{QqWxPay, Settings};
use qq_wxpay_example_rust::{App, OrderState, router};
use qq_wxpay_sandbox::{Deliver, NotificationHeaders, Options, Sandbox, Switches};
use reqwest::StatusCode;
use serde_json::{Value, json};
use tokio::net::TcpListener;

/// The sandbox, and the shop in this process.
struct World {
    sandbox: Sandbox,
    pay: QqWxPay,
    app: App,
    shop: String,
    http: reqwest::Client,
}

impl World {
    async fn start() -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let shop = format!("http://{}", listener.local_addr().unwrap());
        let options =
            Options { notify_url: format!("{shop}/notify"), time_scale: 100.0, ..Options::default() };
        let sandbox = Sandbox::start(options).await.unwrap();
        let env = sandbox.env();
        let settings = Settings::from_variables(env, |path| std::fs::read(path)).unwrap();
        let pay = QqWxPay::new(&settings).unwrap();
        let app = App::new(pay.clone()).unwrap().stand_in_payer([203, 0, 113, 7].into());
        let service = router(app.clone()).into_make_service_with_connect_info::<SocketAddr>();
        tokio::spawn(async move { axum::serve(listener, service).await });
        let http = reqwest::Client::builder().no_proxy().timeout(Duration::from_secs(20)).build().unwrap();
        Self { sandbox, pay, app, shop, http }
    }

    /// Posts to the shop, and reads its JSON.
    async fn post(&self, path: &str, body: &Value) -> (StatusCode, Value) {
        let reply = self.http.post(format!("{}{path}", self.shop)).json(body).send().await.unwrap();
        (reply.status(), reply.json().await.unwrap())
    }

    /// Orders a product: the number, and the link.
    async fn order(&self, product: &str) -> (String, String) {
        let (status, body) = self.post("/orders", &json!({ "product": product })).await;
        assert_eq!(status, StatusCode::CREATED, "{body}");
        assert_eq!(body["request_payment"]["referer"], "https://pay.example.com");
        let text = |value: &Value| value.as_str().unwrap().to_owned();
        (text(&body["out_trade_no"]), text(&body["request_payment"]["url"]))
    }

    /// The state as the shop itself knows it, once it is no longer open; waits for the notification.
    async fn settled(&self, out_trade_no: &str) -> OrderState {
        for _ in 0..100 {
            match self.app.store().find(out_trade_no).unwrap().state {
                OrderState::Open => tokio::time::sleep(Duration::from_millis(50)).await,
                state => return state,
            }
        }
        OrderState::Open
    }

    /// The state as a client sees it.
    async fn shown(&self, out_trade_no: &str) -> Value {
        let reply = self.http.get(format!("{}/orders/{out_trade_no}", self.shop)).send().await.unwrap();
        assert_eq!(reply.status(), StatusCode::OK);
        reply.json::<Value>().await.unwrap()["state"].clone()
    }
}

#[tokio::test]
async fn an_order_is_paid_by_its_notification() {
    let world = World::start().await;
    let (number, link) = world.order("blue-mug").await;
    assert_eq!(world.shown(&number).await, "open");
    let queries = world.sandbox.statistics().query_requests;
    world.sandbox.pay(&link).await.unwrap();
    assert_eq!(world.settled(&number).await, OrderState::Paid);
    assert_eq!(world.shown(&number).await, "paid");
    assert_eq!(world.sandbox.statistics().query_requests, queries, "the notification alone was enough");
    // The same notification again changes nothing and is taken.
    world.sandbox.deliver_again(&number).await.unwrap();
    assert_eq!(world.shown(&number).await, "paid");
}

#[tokio::test]
async fn a_lost_notification_is_made_up_by_a_query() {
    let world = World::start().await;
    world.sandbox.set_switches(Switches { deliver: Deliver::Lost, ..Switches::default() });
    let (number, link) = world.order("tea").await;
    world.sandbox.pay(&link).await.unwrap();
    assert_eq!(world.shown(&number).await, "paid");
}

#[tokio::test]
async fn a_notification_without_its_signature_is_made_up_by_a_query() {
    let world = World::start().await;
    let switches = Switches { notification_headers: NotificationHeaders::Drop, ..Switches::default() };
    world.sandbox.set_switches(switches);
    let (number, link) = world.order("tea").await;
    world.sandbox.pay(&link).await.unwrap();
    assert_eq!(world.settled(&number).await, OrderState::Paid);
    assert_eq!(world.sandbox.statistics().query_requests, 1);
}

#[tokio::test]
async fn a_forged_notification_is_refused() {
    let world = World::start().await;
    let (number, _) = world.order("blue-mug").await;
    let forged = json!({
        "id": "EV-1", "event_type": "TRANSACTION.SUCCESS", "resource_type": "encrypt-resource",
        "resource": {
            "original_type": "transaction", "algorithm": "AEAD_AES_256_GCM", "nonce": "0123456789ab",
            "ciphertext": "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA",
        },
    });
    let url = format!("{}/notify", world.shop);
    let now = std::time::UNIX_EPOCH.elapsed().unwrap().as_secs();
    let signed_by_nobody = world
        .http
        .post(&url)
        .header("Wechatpay-Timestamp", now.to_string())
        .header("Wechatpay-Nonce", "n")
        .header("Wechatpay-Signature", "AAAA")
        .header("Wechatpay-Serial", &world.sandbox.identity().public_key_id)
        .json(&forged);
    let reply = signed_by_nobody.send().await.unwrap();
    assert_eq!(reply.status(), StatusCode::UNAUTHORIZED);
    assert_eq!(reply.text().await.unwrap(), r#"{"code":"FAIL","message":"失败"}"#);
    let unsigned = world.http.post(&url).json(&forged).send().await.unwrap();
    assert!(!unsigned.status().is_success());
    assert_eq!(world.shown(&number).await, "open");
}

#[tokio::test]
async fn a_payment_of_another_amount_does_not_make_the_order_paid() {
    let world = World::start().await;
    // The shop's own order says 1999 fen; at WeChat Pay somebody got it placed for 1 fen.
    let number = "T20261123OTHERAMOUNT";
    world.app.store().insert(OrderRequest::new(number, "Blue mug", 1999, "203.0.113.7"));
    let cheap = OrderRequest::new(number, "Blue mug", 1, "203.0.113.7");
    let placed = world.pay.place_order(&cheap).await.and_then(Placement::placed).unwrap();
    world.sandbox.pay(&placed.h5_url).await.unwrap();
    assert_eq!(world.settled(number).await, OrderState::Review);
    assert_eq!(world.shown(number).await, "review");
}

#[tokio::test]
async fn a_fresh_link_is_of_the_same_order() {
    let world = World::start().await;
    let (number, old_link) = world.order("blue-mug").await;
    world.sandbox.advance_clock(301);
    assert!(world.sandbox.pay(&old_link).await.is_err(), "the link is dead after 5 minutes");
    world.sandbox.advance_clock(-301);
    let (status, body) = world.post(&format!("/orders/{number}/link"), &json!({})).await;
    assert_eq!(status, StatusCode::OK, "{body}");
    assert_eq!(body["out_trade_no"], number);
    world.sandbox.pay(body["request_payment"]["url"].as_str().unwrap()).await.unwrap();
    assert_eq!(world.settled(&number).await, OrderState::Paid);
    assert_eq!(world.sandbox.statistics().orders_created, 1);
    let (status, _) = world.post(&format!("/orders/{number}/link"), &json!({})).await;
    assert_eq!(status, StatusCode::CONFLICT);
}

#[tokio::test]
async fn a_client_cannot_choose_what_is_not_sold() {
    let world = World::start().await;
    let (status, _) = world.post("/orders", &json!({ "product": "yacht", "price": 1 })).await;
    assert_eq!(status, StatusCode::NOT_FOUND);
    let (status, body) = world.post("/orders", &json!({ "product": "tea", "price": 1 })).await;
    assert_eq!(status, StatusCode::CREATED);
    assert_eq!(body["total"], 6800);
}
