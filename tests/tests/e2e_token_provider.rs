//! A token provider that hangs, or gives what is no token.
#![allow(clippy::unwrap_used)] // a test that unwraps fails with the place and the value

use std::sync::Arc;
use std::time::Instant;

use async_trait::async_trait;
use qq_wxpay::client::{MemoryTokenStore, TokenProvider};
use qq_wxpay::{ErrorKind, QqWxPay, Result, Retry, Secret};
use qq_wxpay_tests::shop::{Shop, direct, settings, spoiled};

/// A provider that answers, or does not.
struct Silent;

#[async_trait]
impl TokenProvider for Silent {
    async fn access_token(&self, _: Option<&Secret>) -> Result<Secret> {
        std::future::pending().await
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_provider_that_hangs_is_given_up() {
    let shop = Shop::open().await;
    let builder =
        || QqWxPay::builder(settings(&shop.sandbox).build().unwrap()).token_provider(Arc::new(Silent));
    let pay = builder().build().unwrap();
    let begin = Instant::now();
    let order = direct("STORE-silent");
    let (ask, place) = tokio::join!(pay.access_token(), pay.place_order(&order));
    for error in [ask.unwrap_err(), place.unwrap_err()] {
        assert_eq!((error.code(), error.retry()), ("TOKEN_STORE_FAILED", Retry::SameRequest), "{error}");
    }
    assert!(begin.elapsed() < pay.limit(), "{:?}", begin.elapsed());
    // A store beside it would never be asked.
    let error = builder().token_store(Arc::new(MemoryTokenStore::default())).build().unwrap_err();
    assert_eq!((error.kind(), error.code()), (ErrorKind::Config, "TOKEN_SOURCE_GIVEN_TWICE"));
}

/// A provider that gives what somebody's file holds.
struct Spoiled(String);

#[async_trait]
impl TokenProvider for Spoiled {
    async fn access_token(&self, _: Option<&Secret>) -> Result<Secret> {
        Ok(Secret::new(&self.0))
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_spoiled_token_of_a_provider_is_refused_by_name_and_nothing_is_sent() {
    let shop = Shop::open().await;
    for spoiled in spoiled("MARKER0123456789") {
        let provider = Arc::new(Spoiled(spoiled.clone()));
        let config = settings(&shop.sandbox).build().unwrap();
        let pay = QqWxPay::builder(config).token_provider(provider).build().unwrap();
        for error in [
            pay.access_token().await.unwrap_err(),
            pay.place_order(&direct("STORE-provided")).await.unwrap_err(),
        ] {
            let code = if spoiled.is_empty() { "ACCESS_TOKEN_MISSING" } else { "ACCESS_TOKEN_FORM" };
            assert_eq!((error.kind(), error.code()), (ErrorKind::InvalidInput, code), "{spoiled:?}");
            assert_eq!(error.field(), Some("access_token"));
            assert!(error.detail().contains("token provider"), "{error}");
            assert!(!format!("{error:?}").contains("MARKER"), "{error:?}");
        }
    }
    assert_eq!(shop.sandbox.statistics().token_requests, 0);
}
