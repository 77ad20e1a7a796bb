//! The functions of a shop, called for the events of the sandbox: nothing is acknowledged that nobody took.
#![allow(clippy::unwrap_used)] // a test that unwraps fails with the place and the value

use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};

use qq_wxpay::client::{FaultEvent, Notifications, NotificationsBuilder};
use qq_wxpay::http::Headers;
use qq_wxpay::model::{Expected, Placement, RefundRequest, V2RefundRequest};
use qq_wxpay::notify::EventKind;
use qq_wxpay::{Error, QqWxPay};
use qq_wxpay_sandbox::{ConsoleForm, ConsoleRefund, Fault, FaultEndpoint, FaultKind, RefundStatus};
use qq_wxpay_tests::shop::{
    Received, Shop, combine, direct, impatient, keeping_faults, partner, settings, v2,
};

/// What a shop's functions were called with, and the faults that were told.
#[derive(Clone, Default)]
struct Log {
    calls: Arc<Mutex<Vec<String>>>,
    faults: Arc<Mutex<Vec<FaultEvent>>>,
}

impl Log {
    fn note(&self, call: String) {
        self.calls.lock().unwrap().push(call);
    }

    fn take(&self) -> Vec<String> {
        std::mem::take(&mut self.calls.lock().unwrap())
    }

    /// The faults so far; the observer is told a moment after the answer.
    fn faults(&self, count: usize) -> Vec<FaultEvent> {
        let begin = Instant::now();
        while self.faults.lock().unwrap().len() < count && begin.elapsed() < Duration::from_secs(30) {
            std::thread::sleep(Duration::from_millis(5));
        }
        std::mem::take(&mut self.faults.lock().unwrap())
    }
}

/// A client like the shop's own, with an observer.
fn observed(shop: &Shop, log: &Log) -> QqWxPay {
    let config = settings(&shop.sandbox).build().unwrap();
    let clock = Arc::clone(&shop.clock);
    QqWxPay::builder(config)
        .clock(clock)
        .retry(impatient())
        .observer(keeping_faults(&log.faults))
        .build()
        .unwrap()
}

fn takes_paid(pay: &QqWxPay, log: &Log) -> NotificationsBuilder {
    let log = log.clone();
    Notifications::of(pay.clone()).paid(move |paid| {
        let log = log.clone();
        async move {
            paid.expect(&Expected::order(&paid.out_trade_no, 1999))?;
            let parts: i64 = paid.orders.iter().map(|order| order.total).sum();
            assert_eq!(parts, paid.total);
            log.note(format!("{} {} of {}", paid.family.name(), paid.out_trade_no, paid.orders.len()));
            Ok::<_, Error>(())
        }
    })
}

fn takes_all(pay: &QqWxPay, log: &Log) -> Notifications {
    let of_refunds = log.clone();
    let refund = move |refund: qq_wxpay::client::Delivered<qq_wxpay::notify::RefundEnded>| {
        of_refunds.note(format!("{:?} {}", refund.status, refund.out_refund_no));
        async { Ok::<_, Error>(()) }
    };
    takes_paid(pay, log).refund(refund).build().unwrap()
}

async fn deliver(notifications: &Notifications, message: &Received) -> u16 {
    notifications.receive(&message.headers, &message.body).await.status
}

/// One paid order of each family; the sandbox's own shop receives their notifications.
async fn four_orders(shop: &Shop) -> Vec<Received> {
    let links = [
        shop.pay.place_order(&direct("N-direct")).await.and_then(Placement::placed).unwrap(),
        shop.pay
            .place_partner_order(&partner(&shop.sandbox, "N-partner"))
            .await
            .and_then(Placement::placed)
            .unwrap(),
        shop.pay
            .place_combine_order(&combine(&shop.sandbox, "N-combine"))
            .await
            .and_then(Placement::placed)
            .unwrap(),
        shop.pay.place_v2_order(&v2("N-order-v2")).await.and_then(Placement::placed).unwrap(),
    ];
    for (count, link) in links.iter().enumerate() {
        shop.sandbox.pay(&link.h5_url).await.unwrap();
        shop.received(count + 1).await;
    }
    shop.received(4).await
}

#[tokio::test(flavor = "multi_thread")]
async fn paid_orders_of_all_families_reach_one_function_in_one_shape() {
    let shop = Shop::open().await;
    let log = Log::default();
    let pay = observed(&shop, &log);
    let notifications = takes_all(&pay, &log);
    let messages = four_orders(&shop).await;
    for message in &messages {
        assert_eq!(deliver(&notifications, message).await, 200);
    }
    let expected =
        ["direct N-direct of 1", "partner N-partner of 1", "combine N-combine of 2", "v2 N-order-v2 of 1"];
    assert_eq!(log.take(), expected);
    // A repeated delivery goes to the same function.
    assert_eq!(deliver(&notifications, &messages[0]).await, 200);
    assert_eq!(log.take(), ["direct N-direct of 1"]);
    assert_eq!(log.faults(0), []);
}

#[tokio::test(flavor = "multi_thread")]
async fn refunds_reach_their_function_however_they_end() {
    let shop = Shop::open().await;
    shop.counter.receiving.store(true, std::sync::atomic::Ordering::SeqCst);
    let log = Log::default();
    let notifications = takes_all(&observed(&shop, &log), &log);
    four_orders(&shop).await;
    for (number, status) in [
        ("N-refund-1", RefundStatus::Success),
        ("N-refund-2", RefundStatus::Abnormal),
        ("N-refund-3", RefundStatus::Closed),
    ] {
        shop.pay.refund(&RefundRequest::new("N-direct", number, 100, 1999)).await.unwrap();
        shop.sandbox.settle_refund(number, status).unwrap();
    }
    shop.pay.v2_refund(&V2RefundRequest::new("N-order-v2", "N-refund-4", 100, 1999)).await.unwrap();
    shop.advance(10);
    let console = ConsoleRefund { form: Some(ConsoleForm::V2), ..ConsoleRefund::default() };
    shop.sandbox.refund_in_console("N-partner", &console).unwrap();
    shop.advance(10);
    let messages = shop.received(9).await;
    for message in &messages[4..] {
        assert_eq!(deliver(&notifications, message).await, 200);
    }
    let mut calls = log.take();
    calls.sort();
    assert_eq!(calls.len(), messages.len() - 4, "{calls:?}");
    for expected in ["Abnormal N-refund-2", "Closed N-refund-3", "Success N-refund-1", "Success N-refund-4"] {
        assert!(calls.iter().any(|call| call == expected), "{expected}: {calls:?}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn what_nobody_takes_is_answered_as_failure_and_told_with_the_remedy() {
    let shop = Shop::open().await;
    let log = Log::default();
    let pay = observed(&shop, &log);
    four_orders(&shop).await;
    shop.pay.refund(&RefundRequest::new("N-direct", "N-refund-1", 100, 1999)).await.unwrap();
    shop.advance(10);
    let refund = shop.received(5).await.remove(4);

    let without = takes_paid(&pay, &log).build().unwrap();
    assert_eq!(deliver(&without, &refund).await, 500);
    let told = log.faults(1);
    assert_eq!((told[0].code.as_str(), told[0].number.as_deref()), ("EVENT_NOT_TAKEN", Some("N-refund-1")));
    assert!(told[0].message.contains("refund") && told[0].message.contains("ignore"), "{}", told[0].message);

    let ignoring = takes_paid(&pay, &log).ignore([EventKind::Refund]).build().unwrap();
    assert_eq!(deliver(&ignoring, &refund).await, 200);
    assert_eq!((log.take(), log.faults(0)), (Vec::<String>::new(), Vec::new()));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_function_that_fails_panics_or_finds_another_amount_is_answered_as_failure_and_told() {
    let shop = Shop::open().await;
    let log = Log::default();
    let pay = observed(&shop, &log);
    let message = four_orders(&shop).await.remove(0);
    let failing =
        Notifications::of(pay.clone()).paid(|_| async { Err("the database is away") }).build().unwrap();
    let panicking = Notifications::of(pay.clone())
        .paid(|paid| async move {
            assert_eq!(paid.total, 1, "a panic of the shop");
            Ok::<_, Error>(())
        })
        .build()
        .unwrap();
    let differing = Notifications::of(pay.clone())
        .paid(|paid| async move { paid.expect(&Expected::order("N-direct", 1998)) })
        .build()
        .unwrap();
    for (notifications, word) in
        [(failing, "the database is away"), (panicking, "panicked"), (differing, "PAYMENT_DIFFERS")]
    {
        assert_eq!(deliver(&notifications, &message).await, 500);
        let told = log.faults(1).remove(0);
        assert_eq!((told.code.as_str(), told.number.as_deref()), ("HANDLER_FAILED", Some("N-direct")));
        assert!(told.message.contains(word), "{}", told.message);
    }
}

#[test]
fn functions_that_do_not_fit_together_are_refused_when_they_are_given() {
    let pay = || {
        let case =
            qq_wxpay_tests::cases::all().into_iter().find(|case| case.name == "direct payment").unwrap();
        let settings = &case.inputs["settings"].to_string();
        let settings = <qq_wxpay::Settings as qq_wxpay::model::RequestFromJson>::from_json(settings).unwrap();
        QqWxPay::new(&settings).unwrap()
    };
    let done = |_| async { Ok::<_, Error>(()) };
    let nobody = Notifications::of(pay()).ignore([EventKind::Refund]).build();
    assert_eq!(nobody.unwrap_err().code(), "NO_EVENT_TAKEN");
    let both = Notifications::of(pay()).paid(done).ignore([EventKind::Paid]).build();
    assert_eq!(both.unwrap_err().field(), Some("paid"));
    let twice = Notifications::of(pay()).paid(done).paid(done).build();
    assert_eq!(twice.unwrap_err().code(), "EVENT_TAKEN_TWICE");
}

#[tokio::test(flavor = "multi_thread")]
async fn replays_of_an_unproven_notification_share_a_query() {
    let shop = Shop::open().await;
    let log = Log::default();
    let notifications = takes_all(&observed(&shop, &log), &log);
    let message = four_orders(&shop).await.remove(0);
    let queries = || {
        let asks = |event: &&qq_wxpay_sandbox::Event| format!("{event:?}").contains("out-trade-no/N-direct");
        shop.sandbox.events().iter().filter(asks).count()
    };
    let before = queries();
    let none = Headers::default();
    let replays = (0..300).map(|_| notifications.receive(&none, &message.body));
    let answers = futures_util::future::join_all(replays).await;
    assert!(answers.iter().all(|answer| answer.status == 200), "the query proves it");
    assert_eq!(log.take().len(), 300, "the function is called for each delivery");
    assert!(queries() - before <= 2, "{} queries", queries() - before);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_slow_query_ends_within_one_budget_and_is_answered_as_failure() {
    let shop = Shop::open().await;
    let log = Log::default();
    let config = settings(&shop.sandbox).build().unwrap();
    // With the usual limits: only the budget of the notification ends it.
    let notifications = takes_all(&QqWxPay::builder(config).build().unwrap(), &log);
    let message = four_orders(&shop).await.remove(0);
    shop.sandbox.add_fault(Fault { endpoint: FaultEndpoint::Query, kind: FaultKind::TimeOut, times: 9 });
    let begin = Instant::now();
    let answer = notifications.receive(&Headers::default(), &message.body).await;
    assert_eq!(answer.status, 500);
    assert!(begin.elapsed() >= Duration::from_secs(3), "it was waited for");
    assert_eq!(log.take(), Vec::<String>::new());
}

#[tokio::test(flavor = "multi_thread")]
async fn faults_of_the_set_up_are_told_and_forgeries_are_not() {
    let shop = Shop::open().await;
    let log = Log::default();
    let message = four_orders(&shop).await.remove(0);
    // Forgeries: no line, as long as genuine messages are read.
    let notifications = takes_all(&observed(&shop, &log), &log);
    assert_eq!(deliver(&notifications, &message).await, 200);
    let mut forged = message.clone();
    forged.body.extend(b" ");
    for _ in 0..20 {
        assert_eq!(deliver(&notifications, &forged).await, 401);
        assert!(notifications.receive(&Headers::default(), b"{}").await.status >= 400);
        assert!(notifications.receive(&Headers::default(), b"<xml></xml>").await.status >= 400);
    }
    assert_eq!(log.faults(0), []);
    // Another APIv3 key: told with code and remedy, not for each of many.
    let wrong = settings(&shop.sandbox).api_v3_key("0123456789abcdef0123456789abcdef");
    let builder = QqWxPay::builder(wrong.build().unwrap()).observer(keeping_faults(&log.faults));
    let pay = builder.build().unwrap();
    let handled = pay.receive_notification(&message.headers, &message.body).await;
    assert_eq!(handled.fault().map(Error::code), Some("DECRYPT_FAILED"));
    for _ in 0..100 {
        drop(pay.receive_notification(&message.headers, &message.body).await);
    }
    let told = log.faults(10);
    assert_eq!((told.len(), told[0].code.as_str()), (10, "DECRYPT_FAILED"));
    assert!(told[0].message.contains("APIv3 key"), "{}", told[0].message);
    // A shop that always hands over a changed body hears of it once.
    let pay = observed(&shop, &log);
    for _ in 0..20 {
        drop(pay.receive_notification(&forged.headers, &forged.body).await);
    }
    let told = log.faults(1);
    assert_eq!(told.iter().map(|fault| fault.code.as_str()).collect::<Vec<_>>(), ["SIGNATURE_WRONG"]);
}
