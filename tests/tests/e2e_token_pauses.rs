//! Neither a broken QQ nor a QQ that refuses every token is hammered; a clock that is put back keeps no token alive.
#![allow(clippy::unwrap_used)] // tests: a panic is the failure

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

use async_trait::async_trait;
use qq_wxpay::client::{MemoryTokenStore, ReqwestTransport, TokenStore, Transport, TransportError};
use qq_wxpay::environment::Clock;
use qq_wxpay::error::qq_codes;
use qq_wxpay::http::{HttpRequest, HttpResponse};
use qq_wxpay::model::Placement;
use qq_wxpay::token::StoredToken;
use qq_wxpay::{ErrorKind, QqWxPay, Result, Retry, Settings};
use qq_wxpay_sandbox::{Fault, FaultEndpoint, FaultKind, Switches};
use qq_wxpay_tests::shop::{Shop, direct, impatient, other_process, settings, until};

fn break_token_service(shop: &Shop) {
    let kind = FaultKind::Status500;
    shop.sandbox.add_fault(Fault { endpoint: FaultEndpoint::Token, kind, times: 1_000_000 });
}

fn asked(shop: &Shop) -> usize {
    shop.sandbox.events().iter().filter(|event| format!("{event:?}").contains("at token")).count()
}

/// A store that counts.
#[derive(Default)]
struct Counting {
    inner: MemoryTokenStore,
    released: AtomicUsize,
}

#[async_trait]
impl TokenStore for Counting {
    async fn load(&self, appid: &str) -> Result<Option<StoredToken>> {
        self.inner.load(appid).await
    }

    async fn acquire_lease(&self, appid: &str, owner: &str, duration: Duration) -> Result<bool> {
        self.inner.acquire_lease(appid, owner, duration).await
    }

    async fn save(&self, appid: &str, owner: &str, token: &StoredToken) -> Result<bool> {
        self.inner.save(appid, owner, token).await
    }

    async fn release_lease(&self, appid: &str, owner: &str) -> Result<()> {
        let released = self.inner.release_lease(appid, owner).await;
        self.released.fetch_add(1, Ordering::SeqCst);
        released
    }
}

/// The shop's client with a store that counts.
fn counted(shop: &Shop) -> (QqWxPay, Arc<Counting>) {
    let store = Arc::new(Counting::default());
    let clock = Arc::clone(&shop.clock) as Arc<dyn Clock>;
    let builder = QqWxPay::builder(settings(&shop.sandbox).build().unwrap()).clock(clock).retry(impatient());
    (builder.token_store(Arc::clone(&store) as Arc<dyn TokenStore>).build().unwrap(), store)
}

/// A new token serves while it is being saved. Before a test moves the clock by hours, so many flights have to be over.
async fn saved(store: &Counting, flights: usize) {
    until("the token is saved", || store.released.load(Ordering::SeqCst) == flights).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_broken_token_service_is_asked_less_and_less() {
    let shop = Shop::open().await;
    let (pay, store) = counted(&shop);
    break_token_service(&shop);
    let mut before = 0;
    for pause in [1, 2, 4, 8, 16, 32, 60, 60, 60] {
        let error = pay.access_token().await.unwrap_err();
        assert_eq!(error.code(), "UNEXPECTED_REPLY");
        assert_eq!(
            asked(&shop) - before,
            3,
            "one fetch with its repetitions, after the pause before {pause}"
        );
        before = asked(&shop);
        // Meanwhile everybody gets the last error at once. The clock counts whole seconds and runs on by itself.
        if pause > 2 {
            shop.clock.advance(pause - 2);
            let again =
                pay.place_order(&direct("PAUSE-order")).await.and_then(Placement::placed).unwrap_err();
            assert_eq!((again.code(), again.http_status()), ("UNEXPECTED_REPLY", Some(500)));
            assert_eq!(asked(&shop), before, "{pause}");
            shop.clock.advance(2);
        } else {
            shop.clock.advance(pause);
        }
    }
    // As soon as it works again, the pause is as short as in the beginning.
    shop.sandbox.clear_faults();
    pay.access_token().await.unwrap();
    saved(&store, 10).await;
    break_token_service(&shop);
    let before = asked(&shop);
    shop.clock.advance(7_200);
    pay.access_token().await.unwrap_err();
    shop.clock.advance(1);
    pay.access_token().await.unwrap_err();
    assert_eq!(asked(&shop) - before, 6);
}

#[tokio::test(flavor = "multi_thread")]
async fn an_old_token_is_served_during_the_pause() {
    let shop = Shop::open().await;
    let (pay, store) = counted(&shop);
    let token = pay.access_token().await.unwrap();
    saved(&store, 1).await;
    break_token_service(&shop);
    shop.clock.advance(7_200 - 100);
    for _ in 0..20 {
        assert_eq!(pay.access_token().await.unwrap(), token);
    }
    // A second may pass by itself: then there is a second try, but never twenty.
    assert!((3..=6).contains(&asked(&shop)), "{}", asked(&shop));
    // A refused token is not replaced during the pause either, and the reason is told.
    let before = asked(&shop);
    let error = pay.invalidate_access_token(&token.clone().into()).await;
    assert!(asked(&shop) - before <= 3 && error.is_err());
}

#[tokio::test(flavor = "multi_thread")]
async fn the_pause_after_a_refused_new_token_doubles() {
    let shop = Shop::open().await;
    let requests = || shop.sandbox.statistics().token_requests;
    let refuse = async || {
        let token = shop.pay.access_token().await.unwrap();
        let before = requests();
        shop.pay.invalidate_access_token(&token.clone().into()).await.unwrap();
        requests() - before
    };
    assert_eq!(refuse().await, 1, "the first refusal says nothing yet");
    for pause in [10, 20, 40] {
        shop.advance(pause - 3);
        assert_eq!(refuse().await, 0, "within {pause} s");
        shop.advance(4);
        assert_eq!(refuse().await, 1, "after {pause} s");
    }
    // A token that worked for a while was a good one.
    shop.advance(400);
    assert_eq!(refuse().await, 1);
    shop.advance(11);
    assert_eq!(refuse().await, 1, "10 s again");
}

/// Each token is dead on arrival: another process fetches right after us.
struct Rival {
    own: ReqwestTransport,
    settings: Settings,
}

#[async_trait]
impl Transport for Rival {
    async fn send(&self, request: HttpRequest, timeout: Duration) -> Result<HttpResponse, TransportError> {
        let is_fetch = request.address().ends_with("/api/getToken");
        let reply = self.own.send(request, timeout).await;
        if is_fetch {
            other_process(&self.settings).access_token().await.unwrap();
        }
        reply
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_second_refusal_is_final_and_says_what_to_check() {
    let shop = Shop::open().await;
    shop.sandbox.set_switches(Switches { token_overlap_seconds: 0, ..Switches::default() });
    let settings = settings(&shop.sandbox);
    let config = settings.build().unwrap();
    let rival = Arc::new(Rival { own: ReqwestTransport::new(&config).unwrap(), settings });
    let pay = QqWxPay::builder(config).transport(rival).retry(impatient()).build().unwrap();
    // The first order has its token replaced once; the second one's token is seconds old and is not replaced.
    for (number, sent) in [("PAUSE-rival1", 2), ("PAUSE-rival2", 3)] {
        let error = pay.place_order(&direct(number)).await.and_then(Placement::placed).unwrap_err();
        assert_eq!((error.kind(), error.code(), error.retry()), (ErrorKind::Api, "40001", Retry::Never));
        assert!(error.is(&qq_codes::PROXY_NEW_TOKEN_REFUSED));
        let remedy = error.remedy().unwrap();
        for named in ["QQ_WXPAY_QQ_APPID", "QQ_WXPAY_QQ_APP_SECRET", "TokenStore"] {
            assert!(remedy.en.contains(named) && remedy.zh.contains(named), "{named}");
        }
        assert_eq!(shop.sandbox.statistics().proxy_requests, sent);
    }
    assert_eq!(shop.sandbox.statistics().token_requests, 4, "two by us, each followed by the rival's");
    // Lost in between: then it is not final.
    shop.sandbox.add_fault(Fault { endpoint: FaultEndpoint::Proxy, kind: FaultKind::DropBefore, times: 1 });
    let error = pay.place_order(&direct("PAUSE-rival3")).await.and_then(Placement::placed).unwrap_err();
    assert_eq!((error.code(), error.retry()), ("40001", Retry::ConfirmFirst));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_clock_that_is_put_back_keeps_no_token_alive() {
    let shop = Shop::open().await;
    let (pay, store) = counted(&shop);
    shop.clock.advance(86_400);
    let token = pay.access_token().await.unwrap();
    saved(&store, 1).await;
    shop.clock.advance(-200);
    assert_eq!(pay.access_token().await.unwrap(), token, "clocks are set by small steps");
    shop.clock.advance(-86_400);
    assert_ne!(pay.access_token().await.unwrap(), token);
    assert_eq!(shop.sandbox.statistics().token_requests, 2);
    let token = pay.access_token().await.unwrap();
    assert_eq!(pay.access_token().await.unwrap(), token, "the new one has the right times");
    assert_eq!(shop.sandbox.statistics().token_requests, 2);
}
