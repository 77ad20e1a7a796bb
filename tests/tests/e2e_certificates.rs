//! Platform certificates on the sandbox: first use, and lists that must not be believed.
#![allow(clippy::unwrap_used)] // a test that unwraps fails with the place and the value

use std::time::Duration;

use qq_wxpay::model::{Channel, OrderId, Placement, PlainText};
use qq_wxpay::{ErrorKind, QqWxPay, Retry};
use qq_wxpay_sandbox::{
    CertificateList, Fault, FaultEndpoint, FaultKind, PlatformCertificates, SigningKey, Switches,
};
use qq_wxpay_tests::cases;
use qq_wxpay_tests::certificate_shop::{by_certificate, listed, open, paid, pay, without_keys};
use qq_wxpay_tests::shop::{PATIENCE, Received, Shop, direct, impatient, settings, until};
use qq_wxpay_tests::with;

const HOUR: i64 = 3600;

#[tokio::test(flavor = "multi_thread")]
async fn the_apiv3_key_alone_is_enough() {
    let shop = open().await;
    let order = shop.pay.place_order(&direct("CT-first")).await.and_then(Placement::placed).unwrap();
    assert!(order.verified);
    shop.sandbox.pay(&order.h5_url).await.unwrap();
    assert_eq!(paid(&shop.received(1).await).len(), 1);
    let found = shop.pay.query_order(&OrderId::OutTradeNo("CT-first".to_owned())).await.unwrap();
    assert!(found.trade_state.was_paid());
    assert_eq!(listed(&shop), 1, "fetched once");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_hundred_first_calls_fetch_once() {
    let shop = open().await;
    let calls: Vec<_> = (0..100)
        .map(|index| {
            let pay = shop.pay.clone();
            tokio::spawn(async move {
                pay.place_order(&direct(&format!("CT-many-{index}")))
                    .await
                    .and_then(Placement::placed)
                    .unwrap()
            })
        })
        .collect();
    for call in calls {
        assert!(call.await.unwrap().verified);
    }
    assert_eq!(listed(&shop), 1);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_notification_may_be_the_first_to_need_them() {
    let shop = open().await;
    let other = QqWxPay::new(&settings(&shop.sandbox)).unwrap();
    let order = other.place_order(&direct("CT-notified")).await.and_then(Placement::placed).unwrap();
    shop.sandbox.pay(&order.h5_url).await.unwrap();
    let received = shop.received(2).await;
    let refused = received[0].handled.outcome.error().unwrap();
    assert_eq!((refused.code(), refused.kind()), ("NOTHING_TO_VERIFY_WITH", ErrorKind::Signature));
    assert_eq!(received[0].answer.status, 401);
    until("the notification that comes again is believed", || {
        paid(&shop.counter.received()).contains("CT-notified")
    })
    .await;

    // Who can wait does not even refuse the first.
    let waiting = QqWxPay::new(&without_keys(settings(&shop.sandbox))).unwrap();
    let Received { headers, body, .. } = shop.counter.received().pop().unwrap();
    assert_eq!(waiting.receive_notification(&headers, &body).await.outcome.name(), "payment");
    let confirming = QqWxPay::new(&without_keys(settings(&shop.sandbox))).unwrap();
    assert_eq!(confirming.confirm_notification(&headers, &body).await.outcome.name(), "payment");
}

#[test]
fn a_notification_without_a_runtime_is_refused_and_no_panic() {
    let runtime = tokio::runtime::Runtime::new().unwrap();
    let (pay, message) = runtime.block_on(async {
        let shop = open().await;
        pay(&shop, "CT-thread").await;
        let message = shop.received(1).await.pop().unwrap();
        (QqWxPay::new(&without_keys(settings(&shop.sandbox))).unwrap(), message)
    });
    let handled = pay.handle_notification(&message.headers, &message.body);
    assert_eq!(handled.outcome.error().unwrap().code(), "NOTHING_TO_VERIFY_WITH");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_merchant_with_the_public_key_only_is_told_what_to_copy() {
    let shop = Shop::open_with(without_keys, impatient()).await;
    let switches = Switches { platform_certificates: PlatformCertificates::None, ..Switches::default() };
    shop.sandbox.set_switches(switches.clone());
    for error in [
        shop.pay.place_order(&direct("CT-none")).await.and_then(Placement::placed).unwrap_err(),
        shop.pay.query_order(&OrderId::OutTradeNo("CT-none".to_owned())).await.unwrap_err(),
        shop.pay.encrypt_sensitive(&PlainText::new("x")).await.unwrap_err(),
        shop.pay.refresh_certificates().await.unwrap_err(),
    ] {
        assert_eq!(
            (error.code(), error.field(), error.kind(), error.retry()),
            ("CERTIFICATES_NOT_AVAILABLE", Some("public_key_id"), ErrorKind::Config, Retry::Never)
        );
        assert!(error.remedy().unwrap().zh.contains("账户中心"));
    }
    assert_eq!(shop.sandbox.statistics().orders_created, 0, "nothing is sent that could not be verified");

    // With the public key nothing of it is needed.
    let shop =
        Shop::open_with(|all| with(all, |settings| settings.platform_certificates = None), impatient()).await;
    shop.sandbox.set_switches(switches);
    pay(&shop, "CT-public").await;
    assert_eq!(paid(&shop.received(1).await).len(), 1);
    shop.advance(100 * HOUR);
    pay(&shop, "CT-public2").await;
    assert_eq!(shop.sandbox.statistics().direct_requests, 0, "a public key has no end");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_list_that_cannot_be_believed_changes_nothing() {
    let shop = open().await;
    pay(&shop, "CT-bad").await;
    let genuine = shop.received(1).await.remove(0);
    let works = |what: &str| {
        let handled = shop.pay.handle_notification(&genuine.headers, &genuine.body);
        assert_eq!(handled.outcome.name(), "payment", "after {what}");
    };
    for (trouble, code) in [
        (CertificateList::Tampered, "DECRYPT_FAILED"),
        (CertificateList::OtherKey, "DECRYPT_FAILED"),
        (CertificateList::OtherSerial, "PLATFORM_SERIAL_DIFFERS"),
    ] {
        // With the successor in it the list would change something.
        let base = by_certificate(PlatformCertificates::Both);
        shop.sandbox.set_switches(Switches { certificate_list: trouble, ..base });
        assert_eq!(shop.pay.refresh_certificates().await.unwrap_err().code(), code, "{trouble:?}");
        works(code);
    }
    shop.sandbox.set_switches(by_certificate(PlatformCertificates::Both));
    for (kind, code) in [
        (FaultKind::WrongSignature, "SIGNATURE_WRONG"),
        (FaultKind::ProbeSignature, "SIGNATURE_PROBE"),
        (FaultKind::StaleTimestamp, "MESSAGE_STALE"),
        (FaultKind::UnknownSerial, "SERIAL_UNKNOWN"),
        (FaultKind::Html200, "REPLY_UNSIGNED"),
        (FaultKind::HugeBody, "REPLY_TOO_LARGE"),
    ] {
        shop.sandbox.add_fault(Fault { endpoint: FaultEndpoint::Certificates, kind, times: 3 });
        assert_eq!(shop.pay.refresh_certificates().await.unwrap_err().code(), code, "{kind:?}");
        shop.sandbox.clear_faults();
        works(code);
    }
    shop.sandbox.set_switches(by_certificate(PlatformCertificates::None));
    assert_eq!(shop.pay.refresh_certificates().await.unwrap_err().code(), "CERTIFICATES_NOT_AVAILABLE");
    works("no list");
    shop.sandbox.set_switches(by_certificate(PlatformCertificates::Both));
    assert_eq!(shop.pay.refresh_certificates().await.unwrap().certificates().len(), 2);
    works("a right list");
}

#[tokio::test(flavor = "multi_thread")]
async fn an_expired_certificate_is_neither_believed_nor_adopted() {
    let shop =
        Shop::open_with(|all| with(all, |settings| settings.platform_certificates = None), impatient()).await;
    shop.pay.refresh_certificates().await.unwrap();
    shop.advance(6 * 365 * 24 * HOUR);
    let error = shop.pay.refresh_certificates().await.unwrap_err();
    assert_eq!((error.code(), error.field()), ("PLATFORM_CERTIFICATE_EXPIRED", Some("data")));
    let mut order = direct("CT-expired");
    order.channel = Some(Channel::Direct);
    assert!(
        shop.pay.place_order(&order).await.and_then(Placement::placed).unwrap().verified,
        "the public key works on"
    );
    shop.sandbox.set_switches(Switches { signing_key: SigningKey::Certificate, ..Switches::default() });
    let error = shop.pay.place_order(&order).await.and_then(Placement::placed).unwrap_err();
    assert_eq!((error.code(), error.retry()), ("PLATFORM_CERTIFICATE_EXPIRED", Retry::ConfirmFirst));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_configured_certificate_that_has_expired_is_replaced() {
    let defaults = std::fs::read_to_string(cases::folder().join("defaults.json")).unwrap();
    let defaults: serde_json::Value = serde_json::from_str(&defaults).unwrap();
    let both = defaults["settings"]["platform_certificates"].as_str().unwrap();
    let expired = &both[both.rfind("-----BEGIN").unwrap()..];
    let shop = Shop::open_with(|all| without_keys(all).platform_certificates(expired), impatient()).await;
    assert!(shop.pay.place_order(&direct("CT-replaced")).await.and_then(Placement::placed).unwrap().verified);
    shop.pay.encrypt_sensitive(&PlainText::new("x")).await.unwrap();
    assert_eq!(
        (listed(&shop), shop.sandbox.statistics().proxy_requests),
        (1, 1),
        "before the order was sent"
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn a_first_download_that_fails_is_told_and_soon_tried_again() {
    let shop = open().await;
    shop.sandbox.add_fault(Fault {
        endpoint: FaultEndpoint::Certificates,
        kind: FaultKind::SystemError,
        times: 3,
    });
    let error = shop.pay.place_order(&direct("CT-late")).await.and_then(Placement::placed).unwrap_err();
    assert_eq!((error.code(), error.retry()), ("SYSTEM_ERROR", Retry::SameRequest));
    assert_eq!(shop.sandbox.statistics().orders_created, 0);
    assert_eq!(
        shop.pay.place_order(&direct("CT-late")).await.and_then(Placement::placed).unwrap_err().code(),
        "SYSTEM_ERROR"
    );
    assert_eq!(shop.sandbox.statistics().direct_requests, 3, "within 5 seconds the failure is told again");
    shop.advance(5);
    assert!(shop.pay.place_order(&direct("CT-late")).await.and_then(Placement::placed).unwrap().verified);
}

#[tokio::test(flavor = "multi_thread")]
async fn clones_of_a_configuration_share_what_was_fetched() {
    let shop = open().await;
    let config = shop.pay.config().clone();
    let other = QqWxPay::builder(config).retry(impatient()).build().unwrap();
    other.refresh_certificates().await.unwrap();
    pay(&shop, "CT-shared").await;
    assert_eq!(paid(&shop.received(1).await).len(), 1);
    assert_eq!(listed(&shop), 1);
}

#[tokio::test(flavor = "multi_thread")]
async fn v2_needs_no_certificates() {
    let shop = open().await;
    shop.pay.place_v2_order(&qq_wxpay_tests::shop::v2("CT-v2-1")).await.and_then(Placement::placed).unwrap();
    assert_eq!(listed(&shop), 0);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_client_whose_runtime_stopped_fetches_on_the_next_one() {
    let shop = open().await;
    shop.sandbox.add_fault(Fault {
        endpoint: FaultEndpoint::Certificates,
        kind: FaultKind::TimeOut,
        times: 1,
    });
    let pay = shop.pay.clone();
    let stopped = std::thread::spawn(move || {
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
        runtime.block_on(async {
            let fetching = pay.refresh_certificates();
            assert!(tokio::time::timeout(Duration::from_millis(300), fetching).await.is_err());
        });
        runtime.shutdown_background();
    });
    stopped.join().unwrap();
    let refreshed = tokio::time::timeout(PATIENCE, shop.pay.refresh_certificates()).await;
    assert_eq!(refreshed.unwrap().unwrap().certificates().len(), 1);
}
