//! The self test on the sandbox: everything holds, and each part fails for itself.
#![allow(clippy::unwrap_used)] // a test that unwraps fails with the place and the value

use std::sync::Arc;
use std::sync::atomic::Ordering;

use qq_wxpay::client::MemoryTokenStore;
use qq_wxpay::crypto::{PrivateKey, RsaProvider, Signer};
use qq_wxpay::model::CipherText;
use qq_wxpay::self_test::{Check, CheckState, SelfTest, SelfTestReport};
use qq_wxpay::{QqWxPay, Result, Settings, sensitive};
use qq_wxpay_sandbox::{
    Fault, FaultEndpoint, FaultKind, NotificationKey, PlatformCertificates, SecurityEcho, Switches,
};
use qq_wxpay_tests::cases;
use qq_wxpay_tests::certificate_shop::without_keys;
use qq_wxpay_tests::shop::{Shop, impatient, settings};
use serde_json::Value;

use CheckState::{Fails, Holds, NotTested};
use qq_wxpay_tests::with;

/// A test with a callback to the shop, for which it waits a second.
fn with_callback(shop: &Shop) -> SelfTest {
    let notify_url = shop.sandbox.identity().notify_url.clone();
    with(SelfTest::with_callback(notify_url), |test| test.callback_seconds = 1)
}

/// Signature, verification, encryption, clock, callback.
fn states(report: &SelfTestReport) -> [CheckState; 5] {
    [&report.signature, &report.verification, &report.encryption, &report.clock, &report.callback]
        .map(|check| check.state)
}

fn code(check: &Check) -> &str {
    check.error.as_ref().map_or("", |error| error.code())
}

fn echoes(shop: &Shop) -> usize {
    shop.sandbox.events().iter().filter(|event| event.kind == "security.echoed").count()
}

#[tokio::test(flavor = "multi_thread")]
async fn everything_holds_with_a_public_key_and_with_certificates() {
    let shop = Shop::open().await;
    let report = shop.pay.self_test(&with_callback(&shop)).await.unwrap();
    assert_eq!((states(&report), report.passed()), ([Holds; 5], true), "{report:?}");
    assert!(report.clock_skew_seconds.unwrap().abs() <= 1);
    assert!(report.request_id.is_some());
    let received = shop.received(1).await;
    assert_eq!(received[0].handled.outcome.name(), "security_echo");
    assert_eq!(received[0].answer.status, 200);
    assert!(received[0].handled.raw.as_ref().unwrap().as_str().contains(&report.echo_message));

    let shop = Shop::open_with(without_keys, impatient()).await;
    let notification_key = NotificationKey::Certificate;
    shop.sandbox.set_switches(Switches { notification_key, ..Switches::default() });
    let report = shop.pay.self_test(&with_callback(&shop)).await.unwrap();
    assert_eq!(states(&report), [Holds; 5], "{report:?}");
}

#[tokio::test(flavor = "multi_thread")]
async fn without_an_address_no_callback_is_sent() {
    let shop = Shop::open().await;
    let report = shop.pay.self_test(&SelfTest::default()).await.unwrap();
    assert_eq!(states(&report), [Holds, Holds, Holds, Holds, NotTested]);
    assert!(report.passed() && report.callback.error.is_none());
    assert_eq!(shop.sandbox.statistics().notifications_sent, 0);
}

#[tokio::test(flavor = "multi_thread")]
async fn each_part_fails_for_itself() {
    let shop = Shop::open().await;
    let test = with_callback(&shop);
    for (trouble, expected, codes) in [
        (
            SecurityEcho::Signature,
            [Fails, NotTested, NotTested, NotTested, NotTested],
            ["SIGN_ERROR", "SIGN_ERROR", "SIGN_ERROR", "SIGN_ERROR", ""],
        ),
        (
            SecurityEcho::Verification,
            [Holds, Fails, Holds, NotTested, Holds],
            ["", "SIGNATURE_WRONG", "", "", ""],
        ),
        (SecurityEcho::Encryption, [Holds, Holds, Fails, Holds, Holds], ["", "", "DECRYPT_FAILED", "", ""]),
        (
            SecurityEcho::Clock,
            [NotTested, NotTested, NotTested, Fails, NotTested],
            ["SIGN_ERROR", "SIGN_ERROR", "SIGN_ERROR", "CLOCK_OFF", ""],
        ),
        (SecurityEcho::Callback, [Holds, Holds, Holds, Holds, Fails], ["", "", "", "", "CALLBACK_NOT_SEEN"]),
        (SecurityEcho::CallbackKey, [Holds, Holds, Holds, Holds, Fails], ["", "", "", "", "DECRYPT_FAILED"]),
    ] {
        shop.sandbox.set_switches(Switches { security_echo: trouble, ..Switches::default() });
        let report = shop.pay.self_test(&test).await.unwrap();
        assert_eq!(states(&report), expected, "{trouble:?}: {report:?}");
        assert!(!report.passed());
        let found =
            [&report.signature, &report.verification, &report.encryption, &report.clock, &report.callback]
                .map(code);
        assert_eq!(found, codes, "{trouble:?}");
        let remedies = [&report.signature, &report.clock, &report.callback];
        assert!(
            remedies.iter().filter_map(|check| check.error.as_ref()).all(|error| error.remedy().is_some())
        );
        if trouble == SecurityEcho::Clock {
            assert!((-402..=-398).contains(&report.clock_skew_seconds.unwrap()), "{report:?}");
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn the_apiv3_key_is_tried_or_named_as_not_tested() {
    let wrong = |all: Settings| all.api_v3_key("0123456789abcdef0123456789abcdef");
    let certificates = |shop: &Shop, certificates| {
        shop.sandbox.set_switches(Switches { platform_certificates: certificates, ..Switches::default() });
    };
    // The certificates tell, with or without a callback.
    let shop = Shop::open_with(wrong, impatient()).await;
    let report = shop.pay.self_test(&SelfTest::default()).await.unwrap();
    assert_eq!(states(&report), [Holds, Holds, Holds, Holds, NotTested], "{report:?}");
    assert_eq!((report.api_v3_key.state, code(&report.api_v3_key)), (Fails, "DECRYPT_FAILED"));
    assert!(!report.passed());
    // A merchant without certificates: the callback tells.
    certificates(&shop, PlatformCertificates::None);
    let report = shop.pay.self_test(&with_callback(&shop)).await.unwrap();
    assert_eq!((report.api_v3_key.state, code(&report.api_v3_key)), (Fails, "DECRYPT_FAILED"), "{report:?}");
    // Without a callback nothing tells, and the report says so.
    let report = shop.pay.self_test(&SelfTest::default()).await.unwrap();
    assert_eq!((report.api_v3_key.state, code(&report.api_v3_key)), (NotTested, "API_V3_KEY_NOT_TESTED"));
    assert!(report.api_v3_key.error.unwrap().remedy().unwrap().en.contains("notify_url"));

    let shop = Shop::open().await;
    for (given, test) in [
        (PlatformCertificates::default(), SelfTest::default()),
        (PlatformCertificates::None, with_callback(&shop)),
    ] {
        certificates(&shop, given);
        let report = shop.pay.self_test(&test).await.unwrap();
        assert_eq!(report.api_v3_key.state, Holds, "{given:?}: {report:?}");
        assert!(report.passed());
    }
    // The previous key opens notifications, so a callback does not prove the new one.
    let right = settings(&shop.sandbox).api_v3_key.unwrap();
    let changed = move |all: Settings| wrong(all).api_v3_key_previous(right);
    let own = changed(settings(&shop.sandbox)).build().unwrap();
    let pay = QqWxPay::builder(own).retry(impatient()).build().unwrap();
    let report = pay.self_test(&SelfTest::default()).await.unwrap();
    assert_eq!((report.api_v3_key.state, code(&report.api_v3_key)), (NotTested, "API_V3_KEY_NOT_TESTED"));
}

#[tokio::test(flavor = "multi_thread")]
async fn the_app_secret_is_tried_only_where_that_ends_nobody_elses_token() {
    let shop = Shop::open_with(|all| all.qq_app_secret("0123456789abcdef"), impatient()).await;
    let report = shop.pay.self_test(&SelfTest::default()).await.unwrap();
    assert_eq!((report.qq_app_secret.state, code(&report.qq_app_secret)), (Fails, "40001"), "{report:?}");
    assert!(!report.passed());

    let shop = Shop::open().await;
    let before = shop.sandbox.statistics().token_requests;
    for _ in 0..2 {
        let report = shop.pay.self_test(&SelfTest::default()).await.unwrap();
        assert_eq!((report.qq_app_secret.state, report.passed()), (Holds, true), "{report:?}");
    }
    assert_eq!(shop.sandbox.statistics().token_requests, before + 1, "the token is kept, as for orders");

    // A token that another process fetched says nothing of this client's secret.
    let store = Arc::new(MemoryTokenStore::default());
    let with_store = |own: Settings| {
        let builder = QqWxPay::builder(own.build().unwrap()).token_store(Arc::clone(&store) as Arc<_>);
        builder.retry(impatient()).build().unwrap()
    };
    let other = with_store(settings(&shop.sandbox));
    other.access_token().await.unwrap();
    let pay = with_store(settings(&shop.sandbox).qq_app_secret("0123456789abcdef"));
    let before = shop.sandbox.statistics().token_requests;
    let report = pay.self_test(&SelfTest::default()).await.unwrap();
    let found = (report.qq_app_secret.state, code(&report.qq_app_secret));
    assert_eq!(found, (NotTested, "APP_SECRET_NOT_TESTED"));
    assert_eq!(shop.sandbox.statistics().token_requests, before);

    let without = |all| with(all, |all: &mut Settings| (all.qq_appid, all.qq_app_secret) = (None, None));
    let shop = Shop::open_with(without, impatient()).await;
    let report = shop.pay.self_test(&SelfTest::default()).await.unwrap();
    let found = (report.qq_app_secret.state, code(&report.qq_app_secret));
    assert_eq!((found, report.passed()), ((NotTested, "QQ_NOT_CONFIGURED"), true));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_wrong_clock_is_measured() {
    for (shift, expected) in [(400, 398..=402), (-400, -402..=-398)] {
        let shop = Shop::open().await;
        shop.clock.advance(shift);
        let report = shop.pay.self_test(&SelfTest::default()).await.unwrap();
        assert_eq!((states(&report)[3], code(&report.clock)), (Fails, "CLOCK_OFF"));
        assert!(expected.contains(&report.clock_skew_seconds.unwrap()), "{report:?}");
    }
    let shop = Shop::open().await;
    shop.clock.advance(100);
    let report = shop.pay.self_test(&SelfTest::default()).await.unwrap();
    assert!(report.passed());
    assert!((98..=102).contains(&report.clock_skew_seconds.unwrap()), "{report:?}");
}

/// Keys that belong to nobody in the sandbox.
fn foreign(name: &str) -> String {
    let read = |file: &str| -> Value {
        serde_json::from_slice(&std::fs::read(cases::folder().join(file)).unwrap()).unwrap()
    };
    match name {
        "private" => read("keys.json")["wechat_pay_private_key"].as_str().unwrap().to_owned(),
        _ => read("defaults.json")["settings"]["public_key"].as_str().unwrap().to_owned(),
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn wrong_keys_are_found() {
    let other_key = |all: Settings| {
        with(all, |settings| settings.merchant_certificate = None).merchant_private_key(foreign("private"))
    };
    let shop = Shop::open_with(other_key, impatient()).await;
    let report = shop.pay.self_test(&SelfTest::default()).await.unwrap();
    assert_eq!((states(&report)[0], code(&report.signature)), (Fails, "SIGN_ERROR"));

    // What is encrypted for a wrong public key is the first thing that WeChat Pay cannot read.
    let shop = Shop::open_with(|all| all.public_key(foreign("public")), impatient()).await;
    let report = shop.pay.self_test(&SelfTest::default()).await.unwrap();
    assert_eq!(states(&report), [Holds, NotTested, Fails, NotTested, NotTested], "{report:?}");
    assert_eq!(code(&report.encryption), "PARAM_ERROR");

    let shop = Shop::open_with(|all| all.api_v3_key("x".repeat(32)), impatient()).await;
    let report = shop.pay.self_test(&with_callback(&shop)).await.unwrap();
    assert_eq!(states(&report), [Holds, Holds, Holds, Holds, Fails]);
    assert_eq!(code(&report.callback), "DECRYPT_FAILED");

    let shop = Shop::open_with(without_keys, impatient()).await;
    let platform_certificates = PlatformCertificates::None;
    shop.sandbox.set_switches(Switches { platform_certificates, ..Switches::default() });
    let report = shop.pay.self_test(&SelfTest::default()).await.unwrap();
    assert_eq!((states(&report)[1], code(&report.verification)), (Fails, "CERTIFICATES_NOT_AVAILABLE"));
    assert_eq!(echoes(&shop), 0);
}

/// A key in a device that signs and does nothing else.
struct Device(PrivateKey);

impl Signer for Device {
    fn sign_sha256_rsa(&self, message: &[u8]) -> Result<Vec<u8>> {
        self.0.sign(message)
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_signer_that_does_not_decrypt_is_no_failure() {
    let shop = Shop::open().await;
    let all = settings(&shop.sandbox);
    let key = all.merchant_private_key.clone().unwrap();
    let key = PrivateKey::parse(RsaProvider::default(), key.as_bytes(), "key").unwrap();
    let config = all.build_with(RsaProvider::default(), Some(Arc::new(Device(key)))).unwrap();
    let pay = QqWxPay::builder(config).build().unwrap();
    let report = pay.self_test(&SelfTest::default()).await.unwrap();
    assert_eq!(states(&report), [Holds, Holds, NotTested, Holds, NotTested]);
    assert_eq!((code(&report.encryption), report.passed()), ("SIGNER_CANNOT_DECRYPT", true));
    let sealed = sensitive::encrypt(shop.pay.config(), "x", 0).unwrap();
    assert_eq!(
        pay.decrypt_sensitive(&CipherText::new(sealed.ciphertext)).unwrap_err().code(),
        "SIGNER_CANNOT_DECRYPT"
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn it_is_sent_once_whatever_happens() {
    let shop = Shop::open().await;
    let test = with_callback(&shop);
    for (kind, expected) in [
        (FaultKind::Status503, "UNEXPECTED_REPLY"),
        (FaultKind::DropAfter, "CONNECTION_LOST"),
        (FaultKind::DropBefore, "CONNECTION_LOST"),
        (FaultKind::TimeOut, "TIMED_OUT"),
        (FaultKind::SystemError, "SYSTEM_ERROR"),
        (FaultKind::TruncatedBody, "MESSAGE_UNREADABLE"),
    ] {
        let before = shop.sandbox.statistics().direct_requests;
        shop.sandbox.add_fault(Fault { endpoint: FaultEndpoint::Echo, kind, times: 1 });
        let report = shop.pay.self_test(&test).await.unwrap();
        assert_eq!((states(&report)[0], code(&report.signature)), (NotTested, expected), "{kind:?}");
        assert!(!report.passed());
        assert_eq!(shop.sandbox.statistics().direct_requests - before, 1, "{kind:?}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_wrong_request_is_an_error_and_sends_nothing() {
    let shop = Shop::open().await;
    let error = shop.pay.self_test(&SelfTest::with_callback("http://pay.example.com/n")).await.unwrap_err();
    assert_eq!((error.code(), error.field()), ("NOTIFY_URL_NOT_HTTPS", Some("notify_url")));
    assert_eq!(shop.sandbox.statistics().direct_requests, 0);
    let v2_only = with(settings(&shop.sandbox), |settings| {
        settings.merchant_private_key = None;
        settings.merchant_certificate = None;
        settings.api_v3_key = None;
        settings.public_key = None;
        settings.public_key_id = None;
        settings.platform_certificates = None;
    });
    let error = QqWxPay::new(&v2_only).unwrap().self_test(&SelfTest::default()).await.unwrap_err();
    assert_eq!(error.code(), "V3_NOT_CONFIGURED");
}

#[tokio::test(flavor = "multi_thread")]
async fn no_wechat_pay_at_all_is_a_report_too() {
    let shop = Shop::open().await;
    let all = settings(&shop.sandbox).wechat_base_url("http://127.0.0.1:9");
    let retry = with(impatient(), |retry| retry.attempts = 1);
    let pay = QqWxPay::builder(all.build().unwrap()).retry(retry).build().unwrap();
    let report = pay.self_test(&with_callback(&shop)).await.unwrap();
    assert_eq!(states(&report), [NotTested; 5]);
    assert_eq!((code(&report.signature), report.passed()), ("NOT_CONNECTED", false));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_callback_that_is_refused_at_first_still_counts() {
    let shop = Shop::open().await;
    shop.counter.broken.store(true, Ordering::SeqCst);
    let report = shop.pay.self_test(&with_callback(&shop)).await.unwrap();
    assert_eq!(states(&report), [Holds; 5], "it arrived, whatever the shop answered");
}
