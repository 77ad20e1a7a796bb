//! A token store that fails, panics or is slow must not cost the token.
#![allow(clippy::unwrap_used)] // a test that unwraps fails with the place and the value

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, Instant};

use async_trait::async_trait;
use qq_wxpay::client::{MemoryTokenStore, TokenStore};
use qq_wxpay::error::sdk_codes;
use qq_wxpay::token::StoredToken;
use qq_wxpay::{Error, QqWxPay, Result};
use qq_wxpay_tests::shop::{Shop, direct, impatient, settings};

/// A store with one fault at a time.
#[derive(Default)]
struct Faulty {
    inner: MemoryTokenStore,
    panics_on_load: AtomicBool,
    fails_on_load: AtomicBool,
    fails_on_save: AtomicBool,
    fails_on_release: AtomicBool,
}

impl Faulty {
    fn check(switch: &AtomicBool) -> Result<()> {
        if !switch.load(Ordering::SeqCst) {
            return Ok(());
        }
        let cause = std::io::Error::from(std::io::ErrorKind::ConnectionRefused);
        Err(Error::sdk(&sdk_codes::TOKEN_STORE_FAILED).with_source(cause))
    }
}

#[async_trait]
impl TokenStore for Faulty {
    async fn load(&self, qq_appid: &str) -> Result<Option<StoredToken>> {
        assert!(!self.panics_on_load.swap(false, Ordering::SeqCst), "a store that panics once");
        Self::check(&self.fails_on_load)?;
        self.inner.load(qq_appid).await
    }

    async fn acquire_lease(&self, qq_appid: &str, owner: &str, duration: Duration) -> Result<bool> {
        self.inner.acquire_lease(qq_appid, owner, duration).await
    }

    async fn save(&self, qq_appid: &str, owner: &str, token: &StoredToken) -> Result<bool> {
        Self::check(&self.fails_on_save)?;
        self.inner.save(qq_appid, owner, token).await
    }

    async fn release_lease(&self, qq_appid: &str, owner: &str) -> Result<()> {
        Self::check(&self.fails_on_release)?;
        self.inner.release_lease(qq_appid, owner).await
    }
}

fn client(shop: &Shop, store: &Arc<Faulty>) -> QqWxPay {
    let config = settings(&shop.sandbox).build().unwrap();
    let store = Arc::clone(store) as Arc<dyn TokenStore>;
    QqWxPay::builder(config).token_store(store).retry(impatient()).build().unwrap()
}

#[tokio::test(flavor = "multi_thread")]
async fn a_store_that_panics_once_breaks_one_call_only() {
    let shop = Shop::open().await;
    let store = Arc::new(Faulty::default());
    store.panics_on_load.store(true, Ordering::SeqCst);
    let pay = client(&shop, &store);
    assert_eq!(pay.access_token().await.unwrap_err().code(), "CALL_ABANDONED");
    pay.place_order(&direct("STORE-panic")).await.unwrap();
}

#[tokio::test(flavor = "multi_thread")]
async fn a_store_that_cannot_save_still_lets_orders_through() {
    let shop = Shop::open().await;
    let store = Arc::new(Faulty::default());
    store.fails_on_save.store(true, Ordering::SeqCst);
    let pay = client(&shop, &store);
    let begin = Instant::now();
    pay.place_order(&direct("STORE-save1")).await.unwrap();
    pay.place_order(&direct("STORE-save2")).await.unwrap();
    assert_eq!(shop.sandbox.statistics().token_requests, 1, "the fetched token is kept in the process");
    // The lease was given back: another process does not wait for its end.
    store.fails_on_save.store(false, Ordering::SeqCst);
    client(&shop, &store).access_token().await.unwrap();
    assert!(begin.elapsed() < Duration::from_secs(10));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_store_that_cannot_release_loses_nothing() {
    let shop = Shop::open().await;
    let store = Arc::new(Faulty::default());
    store.fails_on_save.store(true, Ordering::SeqCst);
    store.fails_on_release.store(true, Ordering::SeqCst);
    client(&shop, &store).place_order(&direct("STORE-release")).await.unwrap();
}

#[tokio::test(flavor = "multi_thread")]
async fn a_store_that_is_gone_is_told_with_its_cause() {
    let shop = Shop::open().await;
    let store = Arc::new(Faulty::default());
    store.fails_on_load.store(true, Ordering::SeqCst);
    let error = client(&shop, &store).place_order(&direct("STORE-gone")).await.unwrap_err();
    assert_eq!(error.code(), "TOKEN_STORE_FAILED");
    assert!(std::error::Error::source(&error).is_some());
    assert_eq!(shop.sandbox.statistics().token_requests, 0, "without the lease nobody fetches");
}

#[test]
fn a_runtime_that_ends_during_a_fetch_leaves_a_client_that_works() {
    let runtime =
        || tokio::runtime::Builder::new_multi_thread().worker_threads(2).enable_all().build().unwrap();
    let keeper = runtime();
    let shop = keeper.block_on(Shop::open());
    let first = runtime();
    let pay = shop.pay.clone();
    first.spawn(async move { pay.access_token().await });
    first.shutdown_background();
    let second = runtime();
    let again = second.block_on(async {
        let first = shop.pay.access_token().await;
        if first.is_ok() { first } else { shop.pay.access_token().await }
    });
    again.unwrap();
}
