//! Delivery of notifications.

use qq_wxpay_sandbox::{
    Deliver, NotificationBody, NotificationHeaders, NotificationKey, Options, RelayAnswer, Switches,
};
use serde_json::Value;

use crate::client::{Merchant, now};
use crate::receiver::Receiver;

const PATH: &str = "/v3/pay/transactions/h5";

async fn pay(merchant: &Merchant, number: &str, receiver: &Receiver) {
    let (_, reply) = merchant.order_through_qq(PATH, &merchant.direct_body(number), &receiver.url).await;
    merchant.sandbox.pay(reply["h5_url"].as_str().unwrap()).await.unwrap();
}

fn id(body: &[u8]) -> Value {
    serde_json::from_slice::<Value>(body).unwrap()["id"].clone()
}

#[tokio::test]
async fn a_refused_notification_is_repeated_with_the_same_id_and_a_new_signature() {
    let merchant = Merchant::start().await;
    let receiver =
        Receiver::start(&[(500, ""), (201, "{\"code\":\"SUCCESS\"}"), (200, "{\"code\":\"FAIL\"}")]).await;
    pay(&merchant, "ORDER-4001", &receiver).await;
    let arrived = receiver.wait_for(3).await;
    assert!(arrived.iter().all(|one| merchant.verifies(&one.headers, &one.body)));
    assert_eq!(id(&arrived[0].body), id(&arrived[2].body));
    assert_ne!(arrived[0].headers["wechatpay-signature"], arrived[2].headers["wechatpay-signature"]);
    merchant.wait_for_acknowledgements(1).await;
    assert_eq!(merchant.sandbox.statistics().notifications_sent, 3);
    assert_eq!(merchant.events_of("notification.refused"), 2);

    merchant.sandbox.deliver_again("ORDER-4001").await.unwrap();
    assert_eq!(id(&receiver.arrived()[3].body), id(&arrived[0].body));
    assert!(merchant.sandbox.deliver_again("NOBODY").await.is_err());
}

#[tokio::test]
async fn a_swallowing_relay_never_repeats() {
    let merchant = Merchant::start_with(Options { time_scale: 1000.0, ..Options::default() }).await;
    merchant.sandbox.set_switches(Switches { relay_answer: RelayAnswer::Swallow, ..Switches::default() });
    let receiver = Receiver::start(&[(500, "")]).await;
    pay(&merchant, "ORDER-4002", &receiver).await;
    receiver.wait_for(1).await;
    tokio::time::sleep(std::time::Duration::from_millis(100)).await;
    assert_eq!(receiver.arrived().len(), 1);
}

#[tokio::test]
async fn without_a_real_notify_url_the_console_address_is_used() {
    let receiver = Receiver::start(&[(204, "")]).await;
    let merchant =
        Merchant::start_with(Options { notify_url: receiver.url.clone(), ..Options::default() }).await;
    let body = merchant.direct_body("ORDER-4003").to_string();
    let mut signed = merchant.signed(reqwest::Method::POST, PATH, &body);
    let url = merchant.proxy_url(PATH, "x").await;
    signed.url = url.split("&real_notify_url").next().unwrap().to_owned();
    let (_, reply) = crate::client::answer(merchant.request(&signed)).await;
    merchant.sandbox.pay(reply["h5_url"].as_str().unwrap()).await.unwrap();
    receiver.wait_for(1).await;
}

#[tokio::test]
async fn the_relay_can_spoil_notifications() {
    let merchant = Merchant::start().await;
    let receiver = Receiver::start(&[(204, "")]).await;
    merchant
        .sandbox
        .set_switches(Switches { notification_headers: NotificationHeaders::Drop, ..Switches::default() });
    pay(&merchant, "ORDER-4004", &receiver).await;
    let arrived = receiver.wait_for(1).await.remove(0);
    assert!(arrived.headers.keys().all(|name| !name.as_str().starts_with("wechatpay")));

    let change = Switches { notification_body: NotificationBody::Reserialized, ..Switches::default() };
    merchant.sandbox.set_switches(change);
    pay(&merchant, "ORDER-4005", &receiver).await;
    let arrived = receiver.wait_for(2).await.remove(1);
    assert!(!merchant.verifies(&arrived.headers, &arrived.body));
}

#[tokio::test]
async fn key_age_duplicates_and_probes() {
    let merchant = Merchant::start().await;
    let receiver = Receiver::start(&[(401, ""), (204, "")]).await;
    merchant.sandbox.set_switches(Switches {
        notification_key: NotificationKey::Certificate,
        notification_delay_seconds: 400,
        probe_before_each: true,
        duplicate_each: true,
        ..Switches::default()
    });
    pay(&merchant, "ORDER-4006", &receiver).await;
    let arrived = receiver.wait_for(3).await;
    let probe = &arrived[0];
    assert!(probe.headers["wechatpay-signature"].to_str().unwrap().starts_with("WECHATPAY/SIGNTEST/"));
    for genuine in &arrived[1..] {
        assert_eq!(genuine.headers["wechatpay-serial"], merchant.identity().platform_serial);
        assert!(merchant.verifies(&genuine.headers, &genuine.body));
        let timestamp: i64 = genuine.headers["wechatpay-timestamp"].to_str().unwrap().parse().unwrap();
        assert!(now() - timestamp >= 400);
    }
    assert_eq!(merchant.events_of("notification.probe_refused"), 1);
}

#[tokio::test]
async fn notifications_can_be_held_and_lost() {
    let merchant = Merchant::start().await;
    let receiver = Receiver::start(&[(204, "")]).await;
    merchant.sandbox.set_switches(Switches { deliver: Deliver::Hold, ..Switches::default() });
    pay(&merchant, "ORDER-4007", &receiver).await;
    pay(&merchant, "ORDER-4008", &receiver).await;
    merchant.sandbox.set_switches(Switches { deliver: Deliver::Lost, ..Switches::default() });
    pay(&merchant, "ORDER-4009", &receiver).await;
    assert!(receiver.arrived().is_empty());
    assert_eq!(merchant.sandbox.release_deliveries(), 2);
    receiver.wait_for(2).await;
    assert_eq!(merchant.events_of("notification.lost"), 1);
}
