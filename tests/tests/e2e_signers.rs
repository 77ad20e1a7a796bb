//! Signers of the user's own: in every runtime, blocking or awaited, and what they give is looked at before anything is sent.
#![allow(clippy::unwrap_used)] // tests: a panic is the failure

use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Condvar, Mutex};
use std::time::Duration;

use async_trait::async_trait;
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use qq_wxpay::crypto::{AsyncSigner, PrivateKey, RsaProvider, Signer, sha256};
use qq_wxpay::environment::RequestStamp;
use qq_wxpay::model::{OrderId, Placement};
use qq_wxpay::operations::QueryOrder;
use qq_wxpay::{CallContext, Operation as _, QqWxPay, Result, Retry, Settings};
use qq_wxpay_tests::shop::{Shop, direct, impatient, settings};
use tokio::runtime::{Builder, Runtime};
use tokio::task::LocalSet;

/// What a signer makes of a message.
type Make = Box<dyn Fn(&PrivateKey, &[u8]) -> Result<Vec<u8>> + Send + Sync>; // one name for one field

/// A key elsewhere.
struct Device {
    key: PrivateKey,
    make: Make,
    blocks: bool,
}

impl Signer for Device {
    fn sign_sha256_rsa(&self, message: &[u8]) -> Result<Vec<u8>> {
        (self.make)(&self.key, message)
    }

    fn blocks(&self) -> bool {
        self.blocks
    }
}

/// A key behind a network.
struct Kms(PrivateKey);

#[async_trait]
impl AsyncSigner for Kms {
    async fn sign_sha256_rsa(&self, message: &[u8]) -> Result<Vec<u8>> {
        tokio::time::sleep(Duration::from_millis(2)).await;
        self.0.sign(message)
    }
}

/// One that never answers.
struct Silent;

#[async_trait]
impl AsyncSigner for Silent {
    async fn sign_sha256_rsa(&self, _: &[u8]) -> Result<Vec<u8>> {
        std::future::pending().await
    }
}

fn parts(shop: &Shop) -> (Settings, PrivateKey) {
    let mut all = settings(&shop.sandbox);
    let key = all.merchant_private_key.take().unwrap();
    (all, PrivateKey::parse(RsaProvider::default(), key.as_bytes(), "key").unwrap())
}

fn signing(
    shop: &Shop,
    blocks: bool,
    make: impl Fn(&PrivateKey, &[u8]) -> Result<Vec<u8>> + Send + Sync + 'static,
) -> QqWxPay {
    let (all, key) = parts(shop);
    let device = Arc::new(Device { key, make: Box::new(make), blocks });
    let config = all.build_with(RsaProvider::default(), Some(device)).unwrap();
    QqWxPay::builder(config).retry(impatient()).build().unwrap()
}

fn awaiting(shop: &Shop, signer: impl FnOnce(PrivateKey) -> Arc<dyn AsyncSigner>) -> QqWxPay {
    let (all, key) = parts(shop);
    let config = all.build_with_async_signer(RsaProvider::default(), signer(key)).unwrap();
    QqWxPay::builder(config).retry(impatient()).build().unwrap()
}

async fn place(pay: &QqWxPay, number: &str) -> Result<()> {
    pay.place_order(&direct(number)).await.and_then(Placement::placed).map(drop)
}

/// The sandbox runs on a runtime of its own, whatever the client's can do.
fn shop() -> (Runtime, Shop) {
    let keeper = Builder::new_multi_thread().worker_threads(2).enable_all().build().unwrap();
    let shop = keeper.block_on(Shop::open());
    (keeper, shop)
}

#[test]
fn a_blocking_and_an_awaited_signer_work_in_every_runtime() {
    let (_keeper, shop) = shop();
    let blocking = signing(&shop, true, |key, message| {
        std::thread::sleep(Duration::from_millis(2));
        key.sign(message)
    });
    let awaited = awaiting(&shop, |key| Arc::new(Kms(key)));
    let many = Builder::new_multi_thread().worker_threads(2).enable_all().build().unwrap();
    let one = Builder::new_current_thread().enable_all().build().unwrap();
    for (name, pay) in [("blocking", blocking), ("awaited", awaited)] {
        let number = |runtime: &str| format!("SIG-{name}-{runtime}");
        many.block_on(place(&pay, &number("many"))).unwrap();
        one.block_on(place(&pay, &number("one"))).unwrap();
        LocalSet::new().block_on(&one, place(&pay, &number("local-one"))).unwrap();
        LocalSet::new().block_on(&many, place(&pay, &number("local-many"))).unwrap();
        let (task, there) = (pay.clone(), number("task"));
        let local = LocalSet::new();
        let placing = local.spawn_local(async move { place(&task, &there).await });
        local.block_on(&many, placing).unwrap().unwrap();
        let (task, there) = (pay.clone(), number("worker"));
        many.block_on(many.spawn(async move { place(&task, &there).await })).unwrap().unwrap();
    }
}

#[test]
fn a_runtime_without_time_or_io_is_told_and_nothing_is_sent() {
    let (_keeper, shop) = shop();
    let id = OrderId::OutTradeNo("SIG-bare".to_owned());
    let bare = Builder::new_current_thread().build().unwrap();
    let timed = Builder::new_current_thread().enable_time().build().unwrap();
    for (runtime, missing) in [(bare, "enable_time"), (timed, "enable_io")] {
        for pay in [shop.pay.clone(), awaiting(&shop, |key| Arc::new(Kms(key)))] {
            let errors = runtime.block_on(async {
                let token = pay.access_token().await.unwrap_err();
                [token, place(&pay, "SIG-bare").await.unwrap_err(), pay.query_order(&id).await.unwrap_err()]
            });
            for error in errors {
                assert_eq!((error.code(), error.retry()), ("NO_RUNTIME", Retry::Never), "{error}");
                assert!(error.detail().contains(missing), "{error}");
            }
        }
    }
    let statistics = shop.sandbox.statistics();
    assert_eq!((statistics.token_requests, statistics.proxy_requests, statistics.direct_requests), (0, 0, 0));
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_no_signature_is_refused_by_name_before_anything_is_sent() {
    let shop = Shop::open().await;
    let make: [(&str, Make); 5] = [
        ("Base64", Box::new(|key, message| key.sign(message).map(|all| STANDARD.encode(all).into_bytes()))),
        ("it is empty", Box::new(|_, _| Ok(Vec::new()))),
        ("255 bytes", Box::new(|key, message| key.sign(message).map(|all| all[1..].to_vec()))),
        ("hashed twice", Box::new(|key, message| key.sign(&sha256(message)))),
        ("merchant_certificate", Box::new(|_, _| Ok(vec![7; 256]))),
    ];
    let id = OrderId::OutTradeNo("SIG-wrong".to_owned());
    for (said, make) in make {
        let pay = signing(&shop, true, make);
        let errors = [place(&pay, "SIG-wrong").await.unwrap_err(), pay.query_order(&id).await.unwrap_err()];
        for error in errors {
            assert_eq!(
                (error.code(), error.retry()),
                ("SIGNATURE_UNUSABLE", Retry::Never),
                "{said}: {error}"
            );
            assert!(error.detail().contains(said), "{said}: {error}");
        }
        let prepared = QueryOrder::prepare(&id, &CallContext::new(pay.config(), &RequestStamp::system()));
        assert_eq!(prepared.unwrap_err().code(), "SIGNATURE_UNUSABLE", "{said}");
    }
    let statistics = shop.sandbox.statistics();
    assert_eq!((statistics.proxy_requests, statistics.direct_requests), (0, 0));
}

#[tokio::test(flavor = "multi_thread")]
async fn an_awaited_signer_cannot_be_used_where_nothing_waits() {
    let shop = Shop::open().await;
    let pay = awaiting(&shop, |key| Arc::new(Kms(key)));
    let id = OrderId::OutTradeNo("SIG-sync".to_owned());
    let error =
        QueryOrder::prepare(&id, &CallContext::new(pay.config(), &RequestStamp::system())).unwrap_err();
    assert_eq!((error.code(), error.retry()), ("SIGNER_IS_ASYNC", Retry::Never));
    // The client waits for it everywhere.
    assert_eq!(pay.query_order(&id).await.unwrap_err().code(), "ORDER_NOT_EXIST");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_signer_that_panics_is_a_signer_that_failed() {
    let shop = Shop::open().await;
    let pay = signing(&shop, true, |_, _| panic!("the signer of this test panics"));
    let error = place(&pay, "SIG-panic").await.unwrap_err();
    assert_eq!((error.code(), error.detail()), ("SIGNING_FAILED", "the signer panicked"));
}

#[tokio::test]
async fn a_signer_that_never_answers_holds_up_nobody_else() {
    let shop = Shop::open().await;
    let gate = Arc::new((Mutex::new(false), Condvar::new()));
    let (stays, inside) = (Arc::clone(&gate), Arc::new(AtomicUsize::new(0)));
    let entered = Arc::clone(&inside);
    let blocked = signing(&shop, true, move |key, message| {
        entered.fetch_add(1, Ordering::SeqCst);
        let (open, news) = &*stays;
        drop(news.wait_while(open.lock().unwrap(), |open| !*open).unwrap());
        key.sign(message)
    });
    let silent = awaiting(&shop, |_| Arc::new(Silent));
    let id = OrderId::OutTradeNo("SIG-silent".to_owned());
    let mut waiting = tokio::task::JoinSet::new();
    for pay in [&blocked, &silent] {
        for _ in 0..600 {
            let (pay, id) = (pay.within(Duration::from_millis(200)), id.clone());
            waiting.spawn(async move { pay.query_order(&id).await.unwrap_err() });
        }
    }
    // Another client goes on meanwhile.
    let other = shop.pay.query_order(&id).await.unwrap_err();
    assert_eq!(other.code(), "ORDER_NOT_EXIST");
    while let Some(error) = waiting.join_next().await {
        let error = error.unwrap();
        assert_eq!((error.code(), error.retry()), ("TIMED_OUT", Retry::SameRequest), "{error}");
        assert!(error.detail().contains("signer"), "{error}");
    }
    assert!(inside.load(Ordering::SeqCst) <= 64, "{inside:?} threads wait for the signer");
    place(&shop.pay, "SIG-other").await.unwrap();
    *gate.0.lock().unwrap() = true;
    gate.1.notify_all();
    // It answers again, and the client works again.
    let again = blocked.query_order(&id).await.unwrap_err();
    assert_eq!(again.code(), "ORDER_NOT_EXIST");
}
