//! Platform certificates on the sandbox: renewal, rotation, and floods of unknown serials.
#![allow(clippy::unwrap_used)] // a test that unwraps fails with the place and the value

use std::sync::Arc;
use std::time::Duration;

use qq_wxpay::QqWxPay;
use qq_wxpay::environment::Clock;
use qq_wxpay::http::Headers;
use qq_wxpay::model::{OrderId, Placement};
use qq_wxpay_sandbox::{Fault, FaultEndpoint, FaultKind, NotificationKey, PlatformCertificates, Switches};
use qq_wxpay_tests::certificate_shop::{by_certificate, listed, open, paid, pay};
use qq_wxpay_tests::shop::{Received, Shop, answer_to, direct, impatient, until};
use qq_wxpay_tests::with;

const HOUR: i64 = 3600;

#[tokio::test(flavor = "multi_thread")]
async fn certificates_are_fetched_again_after_12_hours_in_the_background() {
    let shop = open().await;
    pay(&shop, "CT-age-0").await;
    // Not while it is on its way: it would come too late.
    shop.received(1).await;
    assert_eq!(listed(&shop), 1);
    shop.advance(12 * HOUR - 10);
    pay(&shop, "CT-age-1").await;
    assert_eq!(listed(&shop), 1, "not yet");
    shop.advance(20);
    pay(&shop, "CT-age-2").await;
    until("fetched again", || listed(&shop) == 2).await;
    pay(&shop, "CT-age-3").await;
    shop.received(4).await;
    assert_eq!(listed(&shop), 2);

    // A notification is enough to notice it, and a failure is not repeated at once.
    shop.advance(13 * HOUR);
    shop.sandbox.add_fault(Fault {
        endpoint: FaultEndpoint::Certificates,
        kind: FaultKind::Status503,
        times: u32::MAX,
    });
    let before = shop.sandbox.statistics().direct_requests;
    for message in shop.counter.received() {
        drop(shop.pay.handle_notification(&message.headers, &message.body));
    }
    until("tried", || shop.sandbox.statistics().direct_requests > before).await;
    tokio::time::sleep(Duration::from_millis(500)).await;
    let tries = shop.sandbox.statistics().direct_requests - before;
    assert!(tries <= 3, "one download of at most three attempts, not {tries}");
    let order = shop.pay.place_order(&direct("CT-age-4")).await.and_then(Placement::placed).unwrap();
    assert!(order.verified, "the old certificates work on");
}

#[tokio::test(flavor = "multi_thread")]
async fn ten_thousand_unknown_serials_cause_one_download_a_minute() {
    let shop = open().await;
    pay(&shop, "CT-flood").await;
    let genuine = shop.received(1).await.remove(0);
    let before = shop.sandbox.statistics().direct_requests;
    let downloads = || shop.sandbox.statistics().direct_requests - before;
    shop.advance(60);
    flood(&shop.pay, &genuine).await;
    assert_eq!(downloads(), 1);
    // Clients of one configuration count together.
    let clock = Arc::clone(&shop.clock) as Arc<dyn Clock>;
    let second = QqWxPay::builder(shop.pay.config().clone()).clock(clock).build().unwrap();
    flood(&second, &genuine).await;
    flood(&shop.pay, &genuine).await;
    assert_eq!(downloads(), 1, "the minute is not over");
    for (index, kind) in
        [FaultKind::Status500, FaultKind::DropBefore, FaultKind::WrongSignature, FaultKind::SystemError]
            .into_iter()
            .enumerate()
    {
        shop.sandbox.add_fault(Fault { endpoint: FaultEndpoint::Certificates, kind, times: 1 });
        shop.advance(60);
        flood(&second, &genuine).await;
        flood(&shop.pay, &genuine).await;
        assert_eq!(downloads(), 2 + index as u64, "{kind:?}: a failure too is the only try of its minute");
    }
    assert_eq!(shop.pay.handle_notification(&genuine.headers, &genuine.body).outcome.name(), "stale");
}

/// Sends ten thousand copies of a message, each under another serial, the two ways in turn.
async fn flood(pay: &QqWxPay, genuine: &Received) {
    let tasks: Vec<_> = (0..8)
        .map(|task: u64| {
            let (pay, genuine) = (pay.clone(), genuine.clone());
            tokio::spawn(async move {
                for index in 0..1250 {
                    let serial = format!("{:040X}", task * 1_000_000 + index + 1);
                    let headers = under(&genuine.headers, &serial);
                    let handled = if index % 2 == 0 {
                        pay.handle_notification(&headers, &genuine.body)
                    } else {
                        pay.receive_notification(&headers, &genuine.body).await
                    };
                    assert_eq!(handled.outcome.error().unwrap().code(), "SERIAL_UNKNOWN");
                    assert_eq!(answer_to(&handled).status, 401);
                }
            })
        })
        .collect();
    for task in tasks {
        task.await.unwrap();
    }
    // What was begun in the background shows itself.
    tokio::time::sleep(Duration::from_millis(200)).await;
}

fn under(headers: &Headers, serial: &str) -> Headers {
    let value = |name: &str| (name.to_owned(), headers.value(name).unwrap().to_owned());
    let mut all: Vec<_> = ["Wechatpay-Timestamp", "Wechatpay-Nonce", "Wechatpay-Signature"].map(value).into();
    all.push(("Wechatpay-Serial".to_owned(), serial.to_owned()));
    all.into_iter().collect()
}

#[tokio::test(flavor = "multi_thread")]
async fn what_no_list_can_bring_causes_no_download() {
    let shop = open().await;
    pay(&shop, "CT-useless").await;
    let genuine = shop.received(1).await.remove(0);
    shop.advance(60);
    let before = shop.sandbox.statistics().direct_requests;
    for serial in ["PUB_KEY_ID_0119999999992026010100000000000000", "NO HEX", &"A".repeat(41)] {
        let headers = under(&genuine.headers, serial);
        let handled = shop.pay.receive_notification(&headers, &genuine.body).await;
        assert_eq!(handled.outcome.error().unwrap().code(), "SERIAL_UNKNOWN");
    }
    let mut forged = genuine.body.clone();
    forged.push(b' ');
    let handled = shop.pay.receive_notification(&genuine.headers, &forged).await;
    assert_eq!(handled.outcome.error().unwrap().code(), "SIGNATURE_WRONG");
    tokio::time::sleep(Duration::from_millis(200)).await;
    assert_eq!(shop.sandbox.statistics().direct_requests, before);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_rotation_loses_no_notification_and_no_reply() {
    let shop = open().await;
    pay(&shop, "CT-rotate-a").await;
    shop.advance(HOUR);
    shop.sandbox.set_switches(by_certificate(PlatformCertificates::Both));
    for index in 0..10 {
        pay(&shop, &format!("CT-rotate-b{index}")).await;
    }
    shop.advance(HOUR);
    shop.sandbox.set_switches(by_certificate(PlatformCertificates::Successor));
    for index in 0..10 {
        pay(&shop, &format!("CT-rotate-c{index}")).await;
    }
    until("all 21 orders are reported as paid", || paid(&shop.counter.received()).len() == 21).await;
    for number in paid(&shop.counter.received()) {
        let found = shop.pay.query_order(&OrderId::OutTradeNo(number)).await.unwrap();
        assert!(found.trade_state.was_paid());
    }
    assert!(listed(&shop) <= 3, "{} downloads", listed(&shop));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_rotation_without_an_overlap_costs_one_repetition() {
    let shop = open().await;
    pay(&shop, "CT-abrupt").await;
    // Not while it is on its way: it would ask for certificates too.
    shop.received(1).await;
    shop.advance(60);
    shop.sandbox.set_switches(by_certificate(PlatformCertificates::Successor));
    let before = shop.sandbox.statistics().query_requests;
    shop.pay.query_order(&OrderId::OutTradeNo("CT-abrupt".to_owned())).await.unwrap();
    assert_eq!(shop.sandbox.statistics().query_requests - before, 2);
    let order = shop.pay.place_order(&direct("CT-abrupt2")).await.and_then(Placement::placed).unwrap();
    assert!(order.verified);
    assert_eq!(listed(&shop), 2);
}

#[tokio::test(flavor = "multi_thread")]
async fn public_key_and_certificates_are_believed_side_by_side() {
    let shop =
        Shop::open_with(|all| with(all, |settings| settings.platform_certificates = None), impatient()).await;
    pay(&shop, "CT-grey-0").await;
    shop.advance(60);
    // The grey switch: some notifications are still signed with the certificate, which was never configured.
    shop.sandbox
        .set_switches(Switches { notification_key: NotificationKey::Certificate, ..Switches::default() });
    pay(&shop, "CT-grey-1").await;
    until("both are believed", || paid(&shop.counter.received()).len() == 2).await;
    shop.sandbox.set_switches(Switches::default());
    pay(&shop, "CT-grey-2").await;
    until("all are believed", || paid(&shop.counter.received()).len() == 3).await;
    assert_eq!(listed(&shop), 1);
}
