//! A token store that fails, panics or is slow must not cost the token.
#![allow(clippy::unwrap_used)] // a test that unwraps fails with the place and the value

use std::collections::HashSet;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};

use async_trait::async_trait;
use qq_wxpay::client::{MemoryTokenStore, TokenStore};
use qq_wxpay::environment::Clock;
use qq_wxpay::error::sdk_codes;
use qq_wxpay::model::Placement;
use qq_wxpay::token::{FetchedToken, StoredToken};
use qq_wxpay::{Error, QqWxPay, Result, Retry, Secret};
use qq_wxpay_sandbox::{Fault, FaultEndpoint, FaultKind};
use qq_wxpay_tests::shop::{PATIENCE, Shop, direct, impatient, settings, spoiled, until};

/// How long a lease lasts that nobody gives back.
const LEASE: Duration = Duration::from_secs(12);

/// What a store does when it is asked.
#[derive(Clone, Copy, Default, PartialEq)]
enum Mood {
    #[default]
    Works,
    Fails,
    PanicsOnce,
    Hangs,
}

/// A store with faults of its own.
#[derive(Default)]
struct Faulty {
    inner: MemoryTokenStore,
    load: Mutex<Mood>,
    load_again: Mutex<Mood>,
    acquire: Mutex<Mood>,
    save: Mutex<Mood>,
    release: Mutex<Mood>,
    loads: AtomicUsize,
    acquires: AtomicUsize,
    fails_to_renew: AtomicBool,
    saves: AtomicUsize,
    owners: Mutex<HashSet<String>>,
}

fn set(mood: &Mutex<Mood>, to: Mood) {
    *mood.lock().unwrap() = to;
}

async fn act(mood: &Mutex<Mood>) -> Result<()> {
    let now = *mood.lock().unwrap();
    match now {
        Mood::Works => Ok(()),
        Mood::Fails => {
            let cause = std::io::Error::from(std::io::ErrorKind::ConnectionRefused);
            Err(Error::sdk(&sdk_codes::TOKEN_STORE_FAILED).with_source(cause))
        }
        Mood::PanicsOnce => {
            set(mood, Mood::Works);
            panic!("a store that panics once");
        }
        Mood::Hangs => std::future::pending().await,
    }
}

#[async_trait]
impl TokenStore for Faulty {
    async fn load(&self, qq_appid: &str) -> Result<Option<StoredToken>> {
        let again = self.loads.fetch_add(1, Ordering::SeqCst) == 1;
        act(if again { &self.load_again } else { &self.load }).await?;
        self.inner.load(qq_appid).await
    }

    async fn acquire_lease(&self, qq_appid: &str, owner: &str, duration: Duration) -> Result<bool> {
        self.acquires.fetch_add(1, Ordering::SeqCst);
        act(&self.acquire).await?;
        self.owners.lock().unwrap().insert(owner.to_owned());
        self.inner.acquire_lease(qq_appid, owner, duration).await
    }

    async fn save(&self, qq_appid: &str, owner: &str, token: &StoredToken) -> Result<bool> {
        act(&self.save).await?;
        let saved = self.inner.save(qq_appid, owner, token).await;
        self.saves.fetch_add(1, Ordering::SeqCst);
        saved
    }

    async fn release_lease(&self, qq_appid: &str, owner: &str) -> Result<()> {
        act(&self.release).await?;
        self.inner.release_lease(qq_appid, owner).await
    }
}

/// A token serves while it is being saved: waits until so many are.
async fn saved(store: &Faulty, count: usize) {
    until("saved", || store.saves.load(Ordering::SeqCst) == count).await;
}

fn client(shop: &Shop, store: &Arc<Faulty>) -> QqWxPay {
    let config = settings(&shop.sandbox).build().unwrap();
    let store = Arc::clone(store) as Arc<dyn TokenStore>;
    let clock = Arc::clone(&shop.clock) as Arc<dyn Clock>;
    QqWxPay::builder(config).token_store(store).clock(clock).retry(impatient()).build().unwrap()
}

#[tokio::test(flavor = "multi_thread")]
async fn a_store_that_panics_once_breaks_one_call_only() {
    let shop = Shop::open().await;
    let store = Arc::new(Faulty::default());
    set(&store.load, Mood::PanicsOnce);
    let pay = client(&shop, &store);
    assert_eq!(pay.access_token().await.unwrap_err().code(), "CALL_ABANDONED");
    pay.place_order(&direct("STORE-panic")).await.and_then(Placement::placed).unwrap();
}

#[tokio::test(flavor = "multi_thread")]
async fn a_store_that_cannot_save_still_lets_orders_through() {
    let shop = Shop::open().await;
    let store = Arc::new(Faulty::default());
    set(&store.save, Mood::Fails);
    let pay = client(&shop, &store);
    let begin = Instant::now();
    pay.place_order(&direct("STORE-save1")).await.and_then(Placement::placed).unwrap();
    pay.place_order(&direct("STORE-save2")).await.and_then(Placement::placed).unwrap();
    assert_eq!(shop.sandbox.statistics().token_requests, 1, "the fetched token is kept in the process");
    // The lease was given back: another process does not wait for its end.
    set(&store.save, Mood::Works);
    client(&shop, &store).access_token().await.unwrap();
    assert!(begin.elapsed() < LEASE);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_store_that_cannot_release_loses_nothing() {
    let shop = Shop::open().await;
    let store = Arc::new(Faulty::default());
    set(&store.save, Mood::Fails);
    set(&store.release, Mood::Fails);
    client(&shop, &store).place_order(&direct("STORE-release")).await.and_then(Placement::placed).unwrap();
}

#[tokio::test(flavor = "multi_thread")]
async fn a_store_that_is_gone_is_told_with_its_cause() {
    let shop = Shop::open().await;
    let store = Arc::new(Faulty::default());
    set(&store.load, Mood::Fails);
    let error = client(&shop, &store)
        .place_order(&direct("STORE-gone"))
        .await
        .and_then(Placement::placed)
        .unwrap_err();
    assert_eq!(error.code(), "TOKEN_STORE_FAILED");
    assert!(std::error::Error::source(&error).is_some());
    assert_eq!(shop.sandbox.statistics().token_requests, 0, "without the lease nobody fetches");
}

/// The first attempt gets no answer, so that fetching takes longer than a renewal is waited for.
async fn fetches_slowly(shop: &Shop, store: &Arc<Faulty>) -> QqWxPay {
    shop.sandbox.add_fault(Fault { endpoint: FaultEndpoint::Token, kind: FaultKind::TimeOut, times: 1 });
    let (pay, asking) = (client(shop, store), client(shop, store));
    let asked = tokio::spawn(async move { asking.access_token().await.unwrap() });
    until("it fetches", || shop.sandbox.statistics().token_requests == 1).await;
    if store.fails_to_renew.load(Ordering::SeqCst) {
        set(&store.acquire, Mood::Fails);
    }
    asked.await.unwrap();
    set(&store.acquire, Mood::Works);
    pay
}

#[tokio::test(flavor = "multi_thread")]
async fn a_lease_is_renewed_while_its_holder_is_at_work() {
    let (shop, store) = (Shop::open().await, Arc::new(Faulty::default()));
    let other = fetches_slowly(&shop, &store).await;
    assert!(store.acquires.load(Ordering::SeqCst) > 1, "it was taken once and never again");
    assert_eq!(store.owners.lock().unwrap().len(), 1);
    saved(&store, 1).await;
    other.access_token().await.unwrap();
    assert_eq!(
        shop.sandbox.statistics().token_requests,
        2,
        "the attempt without an answer, and the next one"
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn a_lease_that_is_not_renewed_does_not_stop_its_holder() {
    let (shop, store) = (Shop::open().await, Arc::new(Faulty::default()));
    store.fails_to_renew.store(true, Ordering::SeqCst);
    let other = fetches_slowly(&shop, &store).await;
    assert!(store.acquires.load(Ordering::SeqCst) > 1, "no renewal was tried");
    saved(&store, 1).await;
    other.access_token().await.unwrap();
    assert_eq!(shop.sandbox.statistics().token_requests, 2);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_flight_that_died_leaves_its_lease_to_the_next_one_of_the_same_client() {
    let shop = Shop::open().await;
    let store = Arc::new(Faulty::default());
    set(&store.load_again, Mood::PanicsOnce);
    let (pay, other) = (client(&shop, &store), client(&shop, &store));
    assert_eq!(pay.access_token().await.unwrap_err().code(), "CALL_ABANDONED");
    let begin = Instant::now();
    // To everybody else it is a lease like any other.
    let error = other.within(Duration::from_secs(1)).access_token().await.unwrap_err();
    assert_eq!(error.code(), "TIMED_OUT");
    assert_eq!(shop.sandbox.statistics().token_requests, 0);
    pay.access_token().await.unwrap();
    assert_eq!(other.access_token().await.unwrap(), pay.access_token().await.unwrap());
    assert!(begin.elapsed() < LEASE, "{:?}", begin.elapsed());
    assert_eq!(shop.sandbox.statistics().token_requests, 1);
    let owners = store.owners.lock().unwrap();
    let process = format!("-{}", std::process::id());
    assert_eq!(owners.len(), 2, "one name for each client");
    assert!(owners.iter().all(|owner| owner.ends_with(&process)), "a fork has another name");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_token_is_kept_even_when_saving_it_panics() {
    let shop = Shop::open().await;
    let store = Arc::new(Faulty::default());
    set(&store.save, Mood::PanicsOnce);
    let pay = client(&shop, &store);
    pay.place_order(&direct("STORE-save-panic1")).await.and_then(Placement::placed).unwrap();
    pay.place_order(&direct("STORE-save-panic2")).await.and_then(Placement::placed).unwrap();
    assert_eq!(shop.sandbox.statistics().token_requests, 1);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_store_that_hangs_is_a_store_that_failed() {
    let shop = Shop::open().await;
    let patient = Duration::from_secs(20);
    let hanging = |choose: fn(&Faulty) -> &Mutex<Mood>| {
        let store = Arc::new(Faulty::default());
        set(choose(&store), Mood::Hangs);
        client(&shop, &store).within(patient)
    };
    let begin = Instant::now();
    let (load, acquire) = (hanging(|store| &store.load), hanging(|store| &store.acquire));
    for result in <[_; 2]>::from(tokio::join!(load.access_token(), acquire.access_token())) {
        let error = result.unwrap_err();
        assert_eq!((error.code(), error.retry()), ("TOKEN_STORE_FAILED", Retry::SameRequest), "{error}");
    }
    assert!(begin.elapsed() < patient, "{:?}", begin.elapsed());
    assert_eq!(shop.sandbox.statistics().token_requests, 0, "without the lease nobody fetches");
    // What was fetched serves at once; nobody waits for the store, which counts as failed after 5 seconds.
    let at_once = async |pay: &QqWxPay, number: &str| {
        let begin = Instant::now();
        pay.place_order(&direct(number)).await.and_then(Placement::placed).unwrap();
        assert!(begin.elapsed() < Duration::from_secs(5), "{number}: {:?}", begin.elapsed());
    };
    for (number, pay) in
        [("STORE-hang1", hanging(|store| &store.save)), ("STORE-hang2", hanging(|s| &s.release))]
    {
        at_once(&pay, number).await;
        at_once(&pay, &format!("{number}-again")).await;
    }
    assert_eq!(shop.sandbox.statistics().token_requests, 2);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_spoiled_token_in_the_store_is_as_good_as_none() {
    let shop = Shop::open().await;
    let appid = shop.sandbox.identity().qq_appid.clone();
    for (index, spoiled) in spoiled("TOKEN0123456789").into_iter().enumerate() {
        let store = Arc::new(Faulty::default());
        assert!(store.inner.acquire_lease(&appid, "another", Duration::from_secs(30)).await.unwrap());
        let fetched = FetchedToken::new(Secret::new(&spoiled), 604_800);
        let stored = StoredToken::new(&fetched, shop.clock.now(), 0);
        assert!(store.inner.save(&appid, "another", &stored).await.unwrap());
        store.inner.release_lease(&appid, "another").await.unwrap();
        let before = shop.sandbox.statistics().token_requests;
        let pay = client(&shop, &store);
        let placed = pay.place_order(&direct(&format!("STORE-spoiled-{index}"))).await;
        placed.and_then(Placement::placed).unwrap();
        assert_eq!(shop.sandbox.statistics().token_requests, before + 1, "{spoiled:?}");
        // The one that was fetched took its place.
        let now = store.inner.load(&appid).await.unwrap().unwrap();
        assert_ne!(now.access_token.expose(), spoiled);
        assert_eq!(pay.access_token().await.unwrap().access_token, now.access_token);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_token_that_another_process_had_to_replace_is_noticed() {
    let shop = Shop::open().await;
    let store = Arc::new(Faulty::default());
    let (pay, other) = (client(&shop, &store), client(&shop, &store));
    let first = pay.access_token().await.unwrap();
    assert_eq!(other.access_token().await.unwrap(), first);
    other.invalidate_access_token(&first.clone().into()).await.unwrap();
    let second = other.access_token().await.unwrap();
    saved(&store, 2).await;
    // Not looked up each time.
    let before = store.loads.load(Ordering::SeqCst);
    shop.advance(50);
    for _ in 0..100 {
        assert_eq!(pay.access_token().await.unwrap(), first);
    }
    assert_eq!(store.loads.load(Ordering::SeqCst), before);
    // After a minute it is, once, and nobody waits for it: the first one to ask still gets the old token.
    shop.advance(11);
    let begin = Instant::now();
    while pay.access_token().await.unwrap() != second {
        assert!(begin.elapsed() < PATIENCE, "the new token is never noticed");
        tokio::time::sleep(Duration::from_millis(10)).await;
    }
    assert_eq!(store.loads.load(Ordering::SeqCst), before + 1);
    assert_eq!(shop.sandbox.statistics().token_requests, 2);
}

#[tokio::test(flavor = "multi_thread")]
async fn an_older_token_in_the_store_replaces_nothing() {
    let shop = Shop::open().await;
    let store = Arc::new(Faulty::default());
    let pay = client(&shop, &store);
    let first = pay.access_token().await.unwrap();
    saved(&store, 1).await;
    shop.advance(20);
    set(&store.save, Mood::Fails);
    pay.invalidate_access_token(&first.clone().into()).await.unwrap();
    let second = pay.access_token().await.unwrap();
    assert_ne!(second, first);
    let before = store.loads.load(Ordering::SeqCst);
    shop.advance(61);
    assert_eq!(pay.access_token().await.unwrap(), second);
    until("it looks", || store.loads.load(Ordering::SeqCst) == before + 1).await;
    for _ in 0..50 {
        assert_eq!(pay.access_token().await.unwrap(), second);
        tokio::task::yield_now().await;
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_token_that_is_refused_while_it_is_being_saved_is_replaced() {
    let shop = Shop::open().await;
    let store = Arc::new(Faulty::default());
    set(&store.save, Mood::Hangs);
    let pay = client(&shop, &store).within(Duration::from_secs(20));
    let first = pay.access_token().await.unwrap();
    set(&store.save, Mood::Works);
    pay.invalidate_access_token(&first.clone().into()).await.unwrap();
    assert_ne!(pay.access_token().await.unwrap(), first);
    assert_eq!(shop.sandbox.statistics().token_requests, 2);
}
