//! How open orders are asked for: so many requests a second, fewer when WeChat Pay has too much to do, a few at a time, for so long; and what
//! is reported when no answer comes.
#![allow(clippy::unwrap_used)] // tests: a panic is the failure

use std::collections::BTreeMap;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, AtomicUsize, Ordering};
use std::time::{Duration, Instant};

use async_trait::async_trait;
use qq_wxpay::QqWxPay;
use qq_wxpay::client::{ReqwestTransport, Transport, TransportError};
use qq_wxpay::environment::Clock;
use qq_wxpay::http::{HttpRequest, HttpResponse};
use qq_wxpay::model::{OpenOrder, OpenOrders, OrderFamily, OrderReference, PaymentState};
use qq_wxpay::notify::OpenOrderReport;
use qq_wxpay_sandbox::{Deliver, ErrorAnswer, Fault, FaultEndpoint, FaultKind, Switches};
use qq_wxpay_tests::shop::{Shop, combine, direct, impatient, partner, settings, v2};
use tokio::sync::Mutex;

/// What every order here costs, in fen.
const TOTAL: i64 = 1999;

/// Counts how many requests are under way, pays a link right before an order is closed, and panics where it is told to.
struct Watched {
    inner: ReqwestTransport,
    under_way: AtomicUsize,
    /// How long each request is on its way, milliseconds.
    on_its_way: AtomicU64,
    most: AtomicUsize,
    link: Mutex<Option<String>>,
    shop: Arc<Shop>,
}

#[async_trait]
impl Transport for Watched {
    async fn send(&self, request: HttpRequest, timeout: Duration) -> Result<HttpResponse, TransportError> {
        assert!(!request.address().contains("PANIC"), "this transport breaks on it");
        if request.address().contains("close")
            && let Some(link) = self.link.lock().await.take()
        {
            self.shop.sandbox.pay(&link).await.unwrap();
        }
        let now = self.under_way.fetch_add(1, Ordering::SeqCst) + 1;
        self.most.fetch_max(now, Ordering::SeqCst);
        tokio::time::sleep(Duration::from_millis(self.on_its_way.load(Ordering::SeqCst))).await;
        let reply = self.inner.send(request, timeout).await;
        self.under_way.fetch_sub(1, Ordering::SeqCst);
        reply
    }
}

/// A shop, and a client of it that is watched.
async fn watched() -> (Arc<Shop>, QqWxPay, Arc<Watched>) {
    let shop = Arc::new(Shop::open().await);
    shop.sandbox.set_switches(Switches { deliver: Deliver::Lost, ..Switches::default() });
    let config = settings(&shop.sandbox).build().unwrap();
    let watched = Arc::new(Watched {
        inner: ReqwestTransport::new(&config).unwrap(),
        under_way: AtomicUsize::new(0),
        on_its_way: AtomicU64::new(0),
        most: AtomicUsize::new(0),
        link: Mutex::default(),
        shop: Arc::clone(&shop),
    });
    let transport = Arc::clone(&watched) as Arc<dyn Transport>;
    let pay = QqWxPay::builder(config).transport(transport).retry(impatient()).build().unwrap();
    (shop, pay, watched)
}

/// Rows that nobody ever placed, too young for a verdict: each is one question.
fn unknown(shop: &Shop, count: usize) -> Vec<OpenOrder> {
    let placed_at = (shop.clock.now() - 61).to_string();
    let row = |n| OrderReference::new(OrderFamily::Direct, format!("PACE-{n}"));
    (0..count).map(|n| OpenOrder::new(row(n), TOTAL, &placed_at)).collect()
}

/// How often each result came; every row has one.
async fn tally(pay: &QqWxPay, open: &OpenOrders) -> BTreeMap<&'static str, usize> {
    let mut reports = pay.confirm_open_orders(open).unwrap();
    let (mut counts, mut rows) = (BTreeMap::new(), vec![false; open.orders.len()]);
    while let Some(report) = reports.next().await {
        let row = &mut rows[report.row().0 as usize];
        assert!(!*row, "twice: {report:?}");
        *row = true;
        *counts.entry(report.name()).or_default() += 1;
    }
    assert!(rows.into_iter().all(|row| row), "{counts:?}");
    counts
}

#[tokio::test(flavor = "multi_thread")]
async fn the_sandbox_sees_so_many_requests_a_second() {
    let (shop, pay, _) = watched().await;
    let open = OpenOrders::new(unknown(&shop, 45)).per_second(20);
    let begin = Instant::now();
    let asking = tokio::spawn({
        let pay = pay.clone();
        async move { tally(&pay, &open).await }
    });
    let mut samples = 0;
    while !asking.is_finished() {
        let seen = shop.sandbox.statistics().query_requests as f64;
        let allowed = begin.elapsed().as_secs_f64() * 20.0 + 1.0;
        assert!(seen <= allowed, "{seen} requests where {allowed} are allowed");
        samples += 1;
        tokio::time::sleep(Duration::from_millis(20)).await;
    }
    assert_eq!(asking.await.unwrap(), BTreeMap::from([("still_open", 45)]));
    assert!(begin.elapsed() >= Duration::from_millis(2_200), "{:?}", begin.elapsed());
    assert!(samples > 20, "{samples}");
    assert_eq!(shop.sandbox.statistics().query_requests, 45);
}

#[tokio::test(flavor = "multi_thread")]
async fn whoever_has_too_much_to_do_is_asked_more_slowly() {
    for kind in [
        FaultKind::Status429,
        FaultKind::Status503,
        FaultKind::Refuse(ErrorAnswer::new("FREQUENCY_LIMITED", 429).unwrap()),
    ] {
        let (shop, pay, _) = watched().await;
        shop.sandbox.add_fault(Fault { endpoint: FaultEndpoint::Query, kind, times: 8 });
        let begin = Instant::now();
        let counts = tally(&pay, &OpenOrders::new(unknown(&shop, 20)).per_second(20)).await;
        // 28 requests at full pace take 1.4 s.
        assert!(begin.elapsed() > Duration::from_millis(2_000), "{kind:?} {:?}", begin.elapsed());
        assert_eq!(counts.values().sum::<usize>(), 20);
        assert!(counts["still_open"] >= 17, "{kind:?}: most are answered all the same: {counts:?}");
        assert!(counts.keys().all(|name| ["still_open", "no_answer"].contains(name)), "{counts:?}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_thousand_rows_are_asked_for_a_few_at_a_time() {
    let (shop, pay, watched) = watched().await;
    watched.on_its_way.store(50, Ordering::SeqCst);
    let open = OpenOrders::new(unknown(&shop, 1000)).per_second(100);
    let counts = tally(&pay, &open.clone().limit(3)).await;
    let asked = counts["still_open"];
    assert!((50..=301).contains(&asked), "{counts:?}");
    assert_eq!(counts.values().sum::<usize>(), 1000);
    assert!(counts["not_asked"] >= 1000 - asked - 16, "{counts:?}");
    let most = watched.most.load(Ordering::SeqCst);
    assert!((2..=16).contains(&most), "{most} at a time");
    let counts = tally(&pay, &open.limit(120)).await;
    assert_eq!(counts, BTreeMap::from([("still_open", 1000)]));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_run_that_is_dropped_asks_no_more() {
    let (shop, pay, watched) = watched().await;
    let open = OpenOrders::new(unknown(&shop, 200)).per_second(50);
    let mut reports = pay.confirm_open_orders(&open).unwrap();
    for _ in 0..3 {
        assert_eq!(reports.next().await.unwrap().name(), "still_open");
    }
    // Abandoning a call loses no report.
    let soon = tokio::time::timeout(Duration::from_micros(1), reports.next()).await;
    let more = usize::from(soon.is_ok());
    drop(reports);
    tokio::time::sleep(Duration::from_millis(300)).await;
    let asked = shop.sandbox.statistics().query_requests;
    assert!((3..=30).contains(&asked), "{asked} {more}");
    tokio::time::sleep(Duration::from_millis(700)).await;
    assert_eq!(shop.sandbox.statistics().query_requests, asked);
    drop(watched);
}

#[tokio::test(flavor = "multi_thread")]
async fn no_answer_is_no_refusal() {
    let (shop, pay, _) = watched().await;
    drop(pay.place_order(&direct("PACE-0")).await.unwrap());
    let one = || OpenOrders::new(unknown(&shop, 1)).per_second(100);
    for (kind, name) in [
        (FaultKind::DropBefore, "no_answer"),
        (FaultKind::Status500, "no_answer"),
        (FaultKind::WrongSignature, "no_answer"),
        (FaultKind::SystemError, "no_answer"),
        (FaultKind::Refuse(ErrorAnswer::new("NO_AUTH", 403).unwrap()), "refused"),
        (FaultKind::Refuse(ErrorAnswer::new("PARAM_ERROR", 400).unwrap()), "refused"),
    ] {
        shop.sandbox.add_fault(Fault { endpoint: FaultEndpoint::Query, kind, times: 9 });
        let mut reports = pay.confirm_open_orders(&one()).unwrap();
        let report = reports.next().await.unwrap();
        assert_eq!(report.name(), name, "{kind:?} {report:?}");
        shop.sandbox.clear_faults();
    }
    // The time of the run bounds the time of each question.
    shop.sandbox.add_fault(Fault { endpoint: FaultEndpoint::Query, kind: FaultKind::TimeOut, times: 9 });
    let begin = Instant::now();
    let counts = tally(&pay, &OpenOrders::new(unknown(&shop, 60)).per_second(10).limit(2)).await;
    assert!(begin.elapsed() < Duration::from_secs(4), "{:?}", begin.elapsed());
    assert_eq!((counts["no_answer"], counts["not_asked"]), (5, 55), "{counts:?}");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_row_whose_task_breaks_is_reported_too() {
    let (shop, pay, _) = watched().await;
    let mut rows = unknown(&shop, 3);
    rows[1].order.out_trade_no = "PANIC-1".to_owned();
    let mut reports = pay.confirm_open_orders(&OpenOrders::new(rows)).unwrap();
    let mut told = BTreeMap::new();
    while let Some(report) = reports.next().await {
        told.insert(report.row().0, report);
    }
    assert_eq!(
        told.values().map(OpenOrderReport::name).collect::<Vec<_>>(),
        ["still_open", "no_answer", "still_open"]
    );
    assert_eq!(told[&1].error().unwrap().code(), "CALL_ABANDONED");
}

#[tokio::test(flavor = "multi_thread")]
async fn an_order_that_is_paid_while_it_is_closed_is_paid() {
    let (shop, pay, watched) = watched().await;
    for family in OrderFamily::ALL {
        let number = format!("PACE-race-{}", family.name());
        let order = OrderReference::new(family, &number);
        let (order, placed) = match family {
            OrderFamily::Direct => (order, pay.place_order(&direct(&number)).await),
            OrderFamily::Partner => {
                let order = order.of_sub_merchant(&shop.sandbox.identity().sub_mchids[0]);
                (order, pay.place_partner_order(&partner(&shop.sandbox, &number)).await)
            }
            OrderFamily::Combine => (order, pay.place_combine_order(&combine(&shop.sandbox, &number)).await),
            _ => (order, pay.place_v2_order(&v2(&number)).await),
        };
        *watched.link.lock().await = Some(placed.unwrap().placed().unwrap().h5_url);
        let old = OpenOrder::new(order.clone(), TOTAL, (shop.clock.now() - 7201).to_string());
        let mut reports = pay.confirm_open_orders(&OpenOrders::new([old]).close_after(7200)).unwrap();
        let report = reports.next().await.unwrap();
        let OpenOrderReport::Paid { paid, .. } = &report else { panic!("{family:?} {report:?}") };
        assert_eq!((paid.family, paid.total), (family, TOTAL));
        assert_eq!(pay.confirm_order(&order).await.unwrap().state, PaymentState::Paid, "{family:?}");
        assert!(reports.next().await.is_none());
    }
    assert_eq!(shop.sandbox.statistics().close_requests, 4);
}
