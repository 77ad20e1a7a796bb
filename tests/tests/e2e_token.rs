//! The access token: fetched once, shared, replaced in time and when refused.
#![allow(clippy::unwrap_used)] // a test that unwraps fails with the place and the value

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::{Duration, Instant};

use async_trait::async_trait;
use qq_wxpay::client::{
    MemoryTokenStore, ReqwestTransport, TokenProvider, TokenStore, Transport, TransportError,
};
use qq_wxpay::environment::Clock;
use qq_wxpay::http::{HttpRequest, HttpResponse};
use qq_wxpay::model::Placement;
use qq_wxpay::token::{FetchedToken, StoredToken};
use qq_wxpay::{ErrorKind, QqWxPay, Retry, Secret};
use qq_wxpay_sandbox::{Fault, FaultEndpoint, FaultKind, Switches};
use qq_wxpay_tests::shop::{PATIENCE, Shop, direct, impatient, other_process, settings};
use tokio::sync::Semaphore;

#[tokio::test(flavor = "multi_thread")]
async fn a_thousand_tasks_cause_one_request() {
    let shop = Shop::open().await;
    let tasks: Vec<_> = (0..1000)
        .map(|_| {
            let pay = shop.pay.clone();
            tokio::spawn(async move { pay.access_token().await.unwrap() })
        })
        .collect();
    let mut tokens = Vec::new();
    for task in tasks {
        tokens.push(task.await.unwrap());
    }
    assert!(tokens.windows(2).all(|pair| pair[0] == pair[1]));
    assert_eq!(shop.sandbox.statistics().token_requests, 1);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_failure_too_is_shared() {
    let shop = Shop::open_with(|settings| settings.qq_app_secret("x".repeat(32)), impatient()).await;
    let tasks: Vec<_> = (0..100)
        .map(|_| {
            let pay = shop.pay.clone();
            tokio::spawn(async move { pay.access_token().await.unwrap_err() })
        })
        .collect();
    for task in tasks {
        let error = task.await.unwrap();
        assert_eq!((error.kind(), error.code(), error.retry()), (ErrorKind::Api, "40001", Retry::Never));
    }
    assert!(shop.sandbox.statistics().token_requests < 10, "{:?}", shop.sandbox.statistics());
}

#[tokio::test(flavor = "multi_thread")]
async fn an_aging_token_is_served_while_it_is_replaced() {
    let shop = Shop::open().await;
    let first = shop.pay.access_token().await.unwrap();
    shop.advance(7_200 - 600);
    let served = shop.pay.access_token().await.unwrap();
    assert_eq!(served, first, "nobody waits for the new one");
    let begin = Instant::now();
    while shop.pay.access_token().await.unwrap() == first {
        assert!(begin.elapsed() < PATIENCE, "the token was never replaced");
        tokio::time::sleep(Duration::from_millis(5)).await;
    }
    assert_eq!(shop.sandbox.statistics().token_requests, 2);
    shop.pay.place_order(&direct("TK-aging")).await.and_then(Placement::placed).unwrap();
}

#[tokio::test(flavor = "multi_thread")]
async fn an_aging_token_is_served_also_when_it_cannot_be_replaced() {
    let shop = Shop::open().await;
    let first = shop.pay.access_token().await.unwrap();
    shop.sandbox.add_fault(Fault {
        endpoint: FaultEndpoint::Token,
        kind: FaultKind::Status500,
        times: 1_000_000,
    });
    for _ in 0..50 {
        shop.clock.advance(7_200 - 600);
        assert_eq!(shop.pay.access_token().await.unwrap(), first);
        shop.clock.advance(-(7_200 - 600));
    }
    shop.clock.advance(7_200 - 100);
    assert_eq!(shop.pay.access_token().await.unwrap(), first, "old, but not dead");
    shop.clock.advance(200);
    assert_eq!(shop.pay.access_token().await.unwrap_err().kind(), ErrorKind::Transport);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_refused_token_is_replaced_once_and_the_identical_order_repeated() {
    for code in [40001, 40014, 42001, -3000, -1009] {
        let shop = Shop::open().await;
        shop.sandbox.set_switches(Switches {
            bad_token_code: code,
            token_overlap_seconds: 0,
            ..Switches::default()
        });
        let first = shop.pay.access_token().await.unwrap();
        // Another process fetches: ours is dead, and our client does not know.
        let other = QqWxPay::new(&settings(&shop.sandbox)).unwrap();
        other.access_token().await.unwrap();
        let order = shop.pay.place_order(&direct("TK-refused")).await.and_then(Placement::placed).unwrap();
        assert!(order.verified);
        assert_ne!(shop.pay.access_token().await.unwrap(), first);
        let statistics = shop.sandbox.statistics();
        assert_eq!(
            (statistics.token_requests, statistics.orders_created, statistics.proxy_requests),
            (3, 1, 2),
            "{code}"
        );
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn many_orders_with_a_dead_token_replace_it_once() {
    let shop = Shop::open().await;
    shop.sandbox.set_switches(Switches { token_overlap_seconds: 0, ..Switches::default() });
    shop.pay.access_token().await.unwrap();
    QqWxPay::new(&settings(&shop.sandbox)).unwrap().access_token().await.unwrap();
    let tasks: Vec<_> = (0..50)
        .map(|index| {
            let pay = shop.pay.clone();
            tokio::spawn(async move {
                pay.place_order(&direct(&format!("TK-many-{index}")))
                    .await
                    .and_then(Placement::placed)
                    .unwrap()
            })
        })
        .collect();
    for task in tasks {
        task.await.unwrap();
    }
    assert_eq!(shop.sandbox.statistics().token_requests, 3);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_token_that_is_refused_for_ever_causes_no_loop() {
    let shop = Shop::open().await;
    let dead = Arc::new(Dead(AtomicUsize::new(0)));
    let config = settings(&shop.sandbox).build().unwrap();
    let pay = QqWxPay::builder(config)
        .token_provider(Arc::clone(&dead) as Arc<dyn TokenProvider>)
        .retry(impatient())
        .build();
    let error = pay.unwrap().place_order(&direct("TK-dead")).await.and_then(Placement::placed).unwrap_err();
    assert_eq!((error.kind(), error.code()), (ErrorKind::Api, "40001"));
    assert_eq!(dead.0.load(Ordering::SeqCst), 2, "asked once, and once after the refusal");
    assert_eq!(shop.sandbox.statistics().proxy_requests, 2);
}

/// A provider whose tokens never work.
struct Dead(AtomicUsize);

#[async_trait]
impl TokenProvider for Dead {
    async fn access_token(&self, refused: Option<&Secret>) -> qq_wxpay::Result<Secret> {
        let asked = self.0.fetch_add(1, Ordering::SeqCst);
        assert_eq!(refused.is_some(), asked > 0);
        Ok(Secret::new(format!("dead-{asked}")))
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_managed_token_that_keeps_being_refused_is_not_replaced_again_at_once() {
    let shop = Shop::open().await;
    let first = shop.pay.access_token().await.unwrap();
    shop.pay.invalidate_access_token(&first.clone().into()).await.unwrap();
    let second = shop.pay.access_token().await.unwrap();
    assert_ne!(first, second);
    shop.pay.invalidate_access_token(&first.clone().into()).await.unwrap();
    shop.pay.invalidate_access_token(&second.clone().into()).await.unwrap();
    assert_eq!(
        shop.sandbox.statistics().token_requests,
        2,
        "the old one is gone already; the new one is seconds old"
    );
    shop.advance(11);
    shop.pay.invalidate_access_token(&second.clone().into()).await.unwrap();
    assert_eq!(shop.sandbox.statistics().token_requests, 3);
}

#[tokio::test(flavor = "multi_thread")]
async fn two_clients_with_one_store_share_one_token() {
    let shop = Shop::open().await;
    let store: Arc<dyn TokenStore> = Arc::new(MemoryTokenStore::default());
    let clients: Vec<_> = (0..8)
        .map(|_| {
            let config = settings(&shop.sandbox).build().unwrap();
            QqWxPay::builder(config)
                .token_store(Arc::clone(&store))
                .clock(Arc::clone(&shop.clock) as Arc<dyn Clock>)
                .build()
                .unwrap()
        })
        .collect();
    let tasks: Vec<_> = clients
        .iter()
        .cloned()
        .map(|pay| tokio::spawn(async move { pay.access_token().await.unwrap() }))
        .collect();
    let mut tokens = Vec::new();
    for task in tasks {
        tokens.push(task.await.unwrap());
    }
    assert!(tokens.windows(2).all(|pair| pair[0] == pair[1]));
    assert_eq!(shop.sandbox.statistics().token_requests, 1);
    // One replaces a refused token, the others take it over.
    clients[0].invalidate_access_token(&tokens[0].clone().into()).await.unwrap();
    for client in &clients {
        client.invalidate_access_token(&tokens[0].clone().into()).await.unwrap();
        assert_ne!(client.access_token().await.unwrap(), tokens[0]);
    }
    assert_eq!(shop.sandbox.statistics().token_requests, 2);
}

/// As in a web server that makes a client for each request: a token of its own for each would end the others'.
#[tokio::test(flavor = "multi_thread")]
async fn clients_of_one_mini_program_share_a_token_by_themselves() {
    let shop = Shop::open().await;
    shop.sandbox.set_switches(Switches { token_overlap_seconds: 0, ..Switches::default() });
    let settings = settings(&shop.sandbox);
    let orders: Vec<_> = (0..80)
        .map(|index| {
            let pay = QqWxPay::new(&settings).unwrap();
            tokio::spawn(async move { pay.place_order(&direct(&format!("SHARE-{index}"))).await })
        })
        .collect();
    for order in orders {
        order.await.unwrap().and_then(Placement::placed).unwrap();
    }
    let late = QqWxPay::new(&settings).unwrap();
    late.place_order(&direct("SHARE-late")).await.and_then(Placement::placed).unwrap();
    assert_eq!(shop.sandbox.statistics().token_requests, 1);

    // A process beside it knows nothing of it, and ends its token; then one of them replaces it, for all.
    other_process(&settings).access_token().await.unwrap();
    for (pay, number) in [(&QqWxPay::new(&settings).unwrap(), "SHARE-next"), (&late, "SHARE-last")] {
        pay.place_order(&direct(number)).await.and_then(Placement::placed).unwrap();
    }
    assert_eq!(shop.sandbox.statistics().token_requests, 3);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_lost_lease_saves_nothing() {
    let store = MemoryTokenStore::default();
    let token = |text: &str| StoredToken::new(&FetchedToken::new(Secret::new(text), 200), 0, 0);
    let (long, short) = (Duration::from_secs(3600), Duration::from_millis(1));
    assert!(store.acquire_lease("a", "first", long).await.unwrap());
    assert!(!store.acquire_lease("a", "second", long).await.unwrap());
    // The first one takes too long.
    assert!(store.acquire_lease("a", "first", short).await.unwrap());
    let begin = Instant::now();
    while !store.acquire_lease("a", "second", long).await.unwrap() {
        assert!(begin.elapsed() < PATIENCE, "the lease never ends");
    }
    assert!(!store.save("a", "first", &token("late")).await.unwrap());
    store.release_lease("a", "first").await.unwrap();
    assert!(store.save("a", "second", &token("good")).await.unwrap());
    assert_eq!(store.load("a").await.unwrap(), Some(token("good")));
}

/// Holds each reply back until it is let through.
struct Gate {
    own: ReqwestTransport,
    answered: Semaphore,
    open: Semaphore,
}

#[async_trait]
impl Transport for Gate {
    async fn send(&self, request: HttpRequest, timeout: Duration) -> Result<HttpResponse, TransportError> {
        let reply = self.own.send(request, timeout).await;
        self.answered.add_permits(1);
        self.open.acquire().await.unwrap().forget();
        reply
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_caller_that_goes_away_does_not_stop_the_fetch() {
    let shop = Shop::open().await;
    let config = settings(&shop.sandbox).build().unwrap();
    let own = ReqwestTransport::new(&config).unwrap();
    let gate = Arc::new(Gate { own, answered: Semaphore::new(0), open: Semaphore::new(0) });
    let pay = QqWxPay::builder(config).transport(Arc::clone(&gate) as Arc<dyn Transport>).build().unwrap();
    let waiting = tokio::spawn({
        let pay = pay.clone();
        async move { pay.access_token().await }
    });
    // QQ has made a new token, and the caller goes away before it arrives.
    gate.answered.acquire().await.unwrap().forget();
    waiting.abort();
    assert!(waiting.await.unwrap_err().is_cancelled());
    gate.open.add_permits(1);
    let token = tokio::time::timeout(PATIENCE, pay.access_token()).await;
    token.expect("no second fetch is under way").unwrap();
    assert_eq!(shop.sandbox.statistics().token_requests, 1);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_wrong_order_fetches_no_token() {
    let shop = Shop::open().await;
    let mut order = direct("TK-wrong");
    order.amount.total = 0;
    assert_eq!(
        shop.pay.place_order(&order).await.and_then(Placement::placed).unwrap_err().kind(),
        ErrorKind::InvalidInput
    );
    let statistics = shop.sandbox.statistics();
    assert_eq!((statistics.token_requests, statistics.proxy_requests), (0, 0));
}
