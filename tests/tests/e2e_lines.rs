//! The log: every line of a call names its order or refund, and never the payer; what is left open or fails in the background
//! is a line, and told to the observer.
#![allow(clippy::unwrap_used)] // tests: a panic is the failure

use std::io::Write;
use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};

use async_trait::async_trait;
use qq_wxpay::client::{FaultEvent, FaultKind, MemoryTokenStore, TokenStore};
use qq_wxpay::error::sdk_codes;
use qq_wxpay::model::{CloseV2OrderRequest, OrderId, Placement, RefundQuery, RefundRequest, V2OrderQuery};
use qq_wxpay::token::StoredToken;
use qq_wxpay::{Error, QqWxPay, Result, Retry};
use qq_wxpay_sandbox::{Fault, FaultEndpoint, FaultKind as Strike};
use qq_wxpay_tests::shop::{PAYER, Shop, combine, direct, impatient, keeping_faults, partner, settings, v2};
use tracing_subscriber::fmt::MakeWriter;

/// The lines of the log.
#[derive(Clone, Default)]
struct Lines(Arc<Mutex<Vec<u8>>>);

impl Lines {
    fn take(&self) -> Vec<String> {
        let all = std::mem::take(&mut *self.0.lock().unwrap());
        String::from_utf8(all).unwrap().lines().map(str::to_owned).collect()
    }
}

impl Write for Lines {
    fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
        self.0.lock().unwrap().extend_from_slice(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> std::io::Result<()> {
        Ok(())
    }
}

impl<'a> MakeWriter<'a> for Lines {
    type Writer = Self;

    fn make_writer(&'a self) -> Self {
        self.clone()
    }
}

/// A client whose faults are kept.
fn watched(shop: &Shop, store: Option<Arc<dyn TokenStore>>) -> (QqWxPay, Arc<Mutex<Vec<FaultEvent>>>) {
    let faults = Arc::new(Mutex::new(Vec::new()));
    let config = settings(&shop.sandbox).build().unwrap();
    let mut builder = QqWxPay::builder(config).observer(keeping_faults(&faults)).retry(impatient());
    if let Some(store) = store {
        builder = builder.token_store(store);
    }
    (builder.build().unwrap(), faults)
}

/// Waits until the observer was told of a fault.
async fn fault(faults: &Mutex<Vec<FaultEvent>>) -> FaultEvent {
    let begin = Instant::now();
    loop {
        if let Some(fault) = faults.lock().unwrap().pop() {
            return fault;
        }
        assert!(begin.elapsed() < Duration::from_secs(60), "nothing was told");
        tokio::time::sleep(Duration::from_millis(5)).await;
    }
}

/// A store that misbehaves.
struct Broken {
    inner: MemoryTokenStore,
    lease: bool,
    saves: fn() -> Result<bool>,
}

#[async_trait]
impl TokenStore for Broken {
    async fn load(&self, appid: &str) -> Result<Option<StoredToken>> {
        self.inner.load(appid).await
    }

    async fn acquire_lease(&self, _: &str, _: &str, _: Duration) -> Result<bool> {
        Ok(self.lease)
    }

    async fn save(&self, _: &str, _: &str, _: &StoredToken) -> Result<bool> {
        (self.saves)()
    }

    async fn release_lease(&self, _: &str, _: &str) -> Result<()> {
        Ok(())
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn the_log_says_which_order_it_is_about() {
    let lines = Lines::default();
    tracing_subscriber::fmt()
        .with_max_level(tracing::Level::TRACE)
        .with_writer(lines.clone())
        .with_ansi(false)
        .init();
    let shop = Shop::open().await;
    every_line_of_a_call(&shop, &lines).await;
    an_order_that_is_dropped(&shop, &lines).await;
    stores_that_do_not_keep(&shop, &lines).await;
}

async fn every_line_of_a_call(shop: &Shop, lines: &Lines) {
    shop.pay.access_token().await.unwrap();
    lines.take();
    let own =
        |lines: Vec<String>| lines.into_iter().filter(|line| line.contains("qq_wxpay{")).collect::<Vec<_>>();
    let named = |number: &str| {
        let seen = own(lines.take());
        assert!(!seen.is_empty(), "{number}: no line");
        for line in &seen {
            assert!(line.contains(number) && !line.contains(PAYER), "{line}");
        }
    };
    // Each is refused once first, so that there is a line of a failure too.
    let strike = |endpoint| shop.sandbox.add_fault(Fault { endpoint, kind: Strike::Status503, times: 1 });
    strike(FaultEndpoint::Proxy);
    let placed = shop.pay.place_order(&direct("LINE-direct")).await.and_then(Placement::placed).unwrap();
    named("LINE-direct");
    shop.pay
        .place_partner_order(&partner(&shop.sandbox, "LINE-partner"))
        .await
        .and_then(Placement::placed)
        .unwrap();
    named("LINE-partner");
    shop.pay
        .place_combine_order(&combine(&shop.sandbox, "LINE-combine"))
        .await
        .and_then(Placement::placed)
        .unwrap();
    named("LINE-combine");
    shop.pay.place_v2_order(&v2("LINE-v2")).await.and_then(Placement::placed).unwrap();
    named("LINE-v2");
    strike(FaultEndpoint::Query);
    let id = |number: &str| OrderId::OutTradeNo(number.to_owned());
    shop.pay.query_order(&id("LINE-direct")).await.unwrap();
    named("LINE-direct");
    shop.pay.query_v2_order(&V2OrderQuery::new(id("LINE-v2"))).await.unwrap();
    named("LINE-v2");
    shop.sandbox.pay(&placed.h5_url).await.unwrap();
    shop.received(1).await;
    lines.take();
    shop.pay.refund(&RefundRequest::new("LINE-direct", "LINE-refund", 1, 1999)).await.unwrap();
    named("LINE-refund");
    shop.pay.query_refund(&RefundQuery::new("LINE-refund")).await.unwrap();
    named("LINE-refund");
    shop.pay.close_v2_order(&CloseV2OrderRequest::new("LINE-v2")).await.unwrap();
    named("LINE-v2");
}

async fn an_order_that_is_dropped(shop: &Shop, lines: &Lines) {
    let (pay, faults) = watched(shop, None);
    pay.access_token().await.unwrap();
    shop.sandbox.add_fault(Fault { endpoint: FaultEndpoint::Proxy, kind: Strike::TimeOut, times: 1 });
    let before = shop.sandbox.statistics().proxy_requests;
    let (task, order) = (pay.clone(), direct("LINE-dropped"));
    let placing = tokio::spawn(async move { task.place_order(&order).await });
    while shop.sandbox.statistics().proxy_requests == before {
        tokio::time::sleep(Duration::from_millis(5)).await;
    }
    placing.abort();
    assert!(placing.await.unwrap_err().is_cancelled());
    let told = fault(&faults).await;
    assert_eq!((told.what, told.code.as_str()), (FaultKind::CallLeftOpen, "CALL_ABANDONED"));
    assert_eq!((told.number.as_deref(), told.operation), (Some("LINE-dropped"), Some("place_order")));
    assert!(told.message.contains("Remedy") && told.message.contains("LINE-dropped"), "{}", told.message);
    let warned: Vec<String> =
        lines.take().into_iter().filter(|line| line.contains("CALL_ABANDONED")).collect();
    assert!(
        warned.len() == 1 && warned[0].contains("WARN") && warned[0].contains("LINE-dropped"),
        "{warned:?}"
    );
    // A question that is dropped leaves nothing open, and so does an order that was never sent.
    shop.sandbox.add_fault(Fault { endpoint: FaultEndpoint::Query, kind: Strike::TimeOut, times: 1 });
    let id = OrderId::OutTradeNo("LINE-asked".to_owned());
    tokio::time::timeout(Duration::from_millis(200), pay.query_order(&id)).await.unwrap_err();
    drop(pay.place_order(&direct("LINE-never")));
    pay.place_order(&direct("LINE-whole")).await.and_then(Placement::placed).unwrap();
    let seen = lines.take();
    assert!(!seen.iter().any(|line| line.contains("CALL_ABANDONED")), "{seen:?}");
    assert!(faults.lock().unwrap().is_empty());
}

async fn stores_that_do_not_keep(shop: &Shop, lines: &Lines) {
    let failing: fn() -> Result<bool> = || Err(Error::sdk(&sdk_codes::TOKEN_STORE_FAILED));
    for (saves, said) in [(failing, "`save`"), (|| Ok(false), "`save` gave false")] {
        let store = Broken { inner: MemoryTokenStore::default(), lease: true, saves };
        let (pay, faults) = watched(shop, Some(Arc::new(store)));
        lines.take();
        pay.place_order(&direct("LINE-store")).await.and_then(Placement::placed).unwrap();
        let told = fault(&faults).await;
        assert_eq!((told.what, told.code.as_str()), (FaultKind::TokenStoreFailed, "TOKEN_STORE_FAILED"));
        assert!(told.message.contains(said), "{}", told.message);
        let seen = lines.take();
        assert!(
            seen.iter().any(|line| line.contains("TOKEN_STORE_FAILED") && line.contains(said)),
            "{seen:?}"
        );
    }
    // A lease that nobody ever gets: whoever waits is told what for.
    let store = Broken { inner: MemoryTokenStore::default(), lease: false, saves: failing };
    let (pay, _) = watched(shop, Some(Arc::new(store)));
    let pay = pay.within(Duration::from_millis(500));
    let errors = [
        pay.place_order(&direct("LINE-lease")).await.and_then(Placement::placed).unwrap_err(),
        pay.access_token().await.unwrap_err(),
    ];
    for error in errors {
        assert_eq!((error.code(), error.retry()), ("TIMED_OUT", Retry::SameRequest), "{error}");
        assert!(error.detail().contains("acquire_lease"), "{error}");
        let remedy = error.remedy().unwrap();
        assert!(remedy.en.contains("acquire_lease") && remedy.zh.contains("acquire_lease"), "{error}");
    }
}
