//! What an observer is told: every request, every notification, and nothing that is secret.
#![allow(clippy::unwrap_used)] // tests: a panic is the failure

use std::sync::{Arc, Mutex};
use std::time::Duration;

use qq_wxpay::client::{
    AttemptEvent, CallEvent, Event, MemoryTokenStore, NotificationEvent, wait_for_observers,
};
use qq_wxpay::{QqWxPay, Upstream};

use qq_wxpay::http::Headers;
use qq_wxpay::model::{OrderId, TradeBillRequest};
use qq_wxpay_sandbox::{Fault, FaultEndpoint, FaultKind};
use qq_wxpay_tests::shop::{PATIENCE, PAYER, Shop, direct, impatient, settings, until};
use qq_wxpay_tests::with;

/// A client, and what its observer was told.
fn watched(shop: &Shop) -> (QqWxPay, Arc<Mutex<Vec<Event>>>) {
    let told = Arc::new(Mutex::new(Vec::new()));
    let list = Arc::clone(&told);
    let observer = move |event: &Event| list.lock().unwrap().push(event.clone());
    let config = settings(&shop.sandbox).build().unwrap();
    let pay = QqWxPay::builder(config).observer(Arc::new(observer)).retry(impatient()).build().unwrap();
    (pay, told)
}

fn attempts(told: &Mutex<Vec<Event>>) -> Vec<AttemptEvent> {
    assert!(wait_for_observers(PATIENCE));
    let attempt = |event| match event {
        Event::Attempt(attempt) => Some(attempt),
        _ => None,
    };
    std::mem::take(&mut *told.lock().unwrap()).into_iter().filter_map(attempt).collect()
}

/// The calls, each with its attempts: they are told before it.
fn calls(told: &Mutex<Vec<Event>>) -> Vec<(CallEvent, Vec<AttemptEvent>)> {
    assert!(wait_for_observers(PATIENCE));
    let (mut calls, mut attempts): (_, Vec<AttemptEvent>) = (Vec::new(), Vec::new());
    for event in std::mem::take(&mut *told.lock().unwrap()) {
        match event {
            Event::Attempt(attempt) => attempts.push(attempt),
            Event::Call(call) => {
                let (own, others) = attempts.into_iter().partition(|attempt| attempt.call == call.call);
                attempts = others;
                calls.push((call, own));
            }
            _ => {}
        }
    }
    assert_eq!(attempts, [], "each attempt belongs to a call that is told");
    calls
}

fn strike(shop: &Shop, endpoint: FaultEndpoint, kind: FaultKind, times: u32) {
    shop.sandbox.add_fault(Fault { endpoint, kind, times });
}

#[tokio::test(flavor = "multi_thread")]
async fn each_request_of_a_call_is_told_with_what_became_of_it() {
    let shop = Shop::open().await;
    let (pay, told) = watched(&shop);
    strike(&shop, FaultEndpoint::Proxy, FaultKind::Status503, 1);
    pay.place_order(&direct("OBS-order")).await.unwrap().placed().unwrap();
    let seen = attempts(&told);
    let short: Vec<_> =
        seen.iter().map(|a| (a.operation, a.upstream, a.attempt, a.status, a.repeats)).collect();
    assert_eq!(
        short,
        [
            ("access_token", Upstream::Qq, 1, Some(200), false),
            ("place_order", Upstream::Qq, 1, Some(503), true),
            ("place_order", Upstream::Qq, 2, Some(200), false),
        ]
    );
    assert_eq!((seen[0].kind, &seen[0].code), (None, &None));
    assert!(seen[1].kind.is_some() && seen[1].code.is_some(), "{:?}", seen[1]);
    assert!(seen[2].request_id.is_some() && seen[2].elapsed > Duration::ZERO, "{:?}", seen[2]);

    let missing = OrderId::OutTradeNo("OBS-none".to_owned());
    pay.query_order(&missing).await.unwrap_err();
    let [query] = &attempts(&told)[..] else { panic!("one request") };
    assert_eq!((query.upstream, query.status, query.repeats), (Upstream::WeChatPay, Some(404), false));
    assert_eq!((query.kind, query.code.as_deref()), (Some("api"), Some("ORDER_NOT_EXIST")));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_call_is_told_at_its_end_with_all_its_attempts() {
    let shop = Shop::open().await;
    let (pay, told) = watched(&shop);
    strike(&shop, FaultEndpoint::Proxy, FaultKind::Status503, 1);
    pay.place_order(&direct("OBS-call")).await.unwrap().placed().unwrap();
    let seen = calls(&told);
    let short: Vec<_> = seen.iter().map(|(call, own)| (call.operation, call.attempts, own.len())).collect();
    assert_eq!(short, [("access_token", 1, 1), ("place_order", 2, 2)]);
    let (order, own) = &seen[1];
    assert_eq!((order.upstream, order.kind, &order.code), (Upstream::Qq, None, &None));
    let sent: Duration = own.iter().map(|attempt| attempt.elapsed).sum();
    assert!(order.elapsed >= sent, "{order:?}");

    // It fails for the token that it needs: nothing of it was sent, and it is told.
    strike(&shop, FaultEndpoint::Token, FaultKind::Status503, 99);
    let config = settings(&shop.sandbox).build().unwrap();
    let told = Arc::new(Mutex::new(Vec::new()));
    let list = Arc::clone(&told);
    let observer = move |event: &Event| list.lock().unwrap().push(event.clone());
    let store = Arc::new(MemoryTokenStore::default());
    let pay = QqWxPay::builder(config).observer(Arc::new(observer)).retry(impatient()).token_store(store);
    pay.build().unwrap().place_order(&direct("OBS-none")).await.unwrap_err();
    let seen = calls(&told);
    let (order, own) = seen.iter().find(|(call, _)| call.operation == "place_order").unwrap();
    assert_eq!((order.attempts, own.len()), (0, 0));
    assert!(order.code.is_some() && order.kind.is_some(), "{order:?}");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_client_of_a_sandbox_says_so_once() {
    let shop = Shop::open().await;
    let (pay, told) = watched(&shop);
    pay.query_order(&OrderId::OutTradeNo("OBS-none".to_owned())).await.unwrap_err();
    assert!(wait_for_observers(PATIENCE));
    let is_told = |event: &Event| matches!(event, Event::Fault(fault) if fault.code == "SANDBOX_CLIENT");
    assert_eq!(told.lock().unwrap().iter().filter(|event| is_told(event)).count(), 1);
    // One that the test kit makes for a test does not, with a sandbox and without.
    let of_the_kit = [shop.sandbox.env(), qq_wxpay_sandbox::testing::settings()].map(|mut variables| {
        variables.push(("QQ_WXPAY_TEST_KIT".to_owned(), "true".to_owned()));
        variables
    });
    for variables in of_the_kit.into_iter().chain([qq_wxpay_sandbox::testing::client_settings()]) {
        let quiet = Arc::new(Mutex::new(Vec::new()));
        let list = Arc::clone(&quiet);
        let settings = qq_wxpay::Settings::from_variables(variables, |path| std::fs::read(path)).unwrap();
        let config = settings.build().unwrap();
        let observer = move |event: &Event| list.lock().unwrap().push(event.clone());
        let made = QqWxPay::builder(config).observer(Arc::new(observer)).build().unwrap();
        assert!(wait_for_observers(PATIENCE));
        assert_eq!(quiet.lock().unwrap().iter().filter(|event| is_told(event)).count(), 0);
        drop(made);
    }
    // One that takes real payments does not.
    let real = Arc::new(Mutex::new(Vec::new()));
    let list = Arc::clone(&real);
    let observer = move |event: &Event| list.lock().unwrap().push(event.clone());
    let of_the_sandbox = settings(&shop.sandbox);
    let addresses = with(of_the_sandbox, |settings| {
        settings.qq_base_url = None;
        settings.wechat_base_url = None;
        settings.wechat_backup_base_url = None;
        settings.wechat_mutual_tls_base_url = None;
        settings.link_hosts = Vec::new();
        settings.root_certificate = None;
        settings.notify_url = Some("https://shop.example/notify".to_owned());
    });
    let config = addresses.build().unwrap();
    drop(QqWxPay::builder(config).observer(Arc::new(observer)).build().unwrap());
    assert!(wait_for_observers(PATIENCE));
    let faults = |event: &&Event| matches!(event, Event::Fault(_));
    assert_eq!(real.lock().unwrap().iter().find(faults), None);
}

#[tokio::test(flavor = "multi_thread")]
async fn lost_and_abandoned_requests_are_told_too() {
    let shop = Shop::open().await;
    let (pay, told) = watched(&shop);
    let missing = OrderId::OutTradeNo("OBS-none".to_owned());
    strike(&shop, FaultEndpoint::Query, FaultKind::TimeOut, 99);
    let query = tokio::spawn({
        let (pay, missing) = (pay.clone(), missing.clone());
        async move { pay.query_order(&missing).await }
    });
    let struck = || shop.sandbox.events().iter().any(|event| event.kind == "fault.struck");
    until("the request is on its way", struck).await;
    query.abort();
    assert!(query.await.unwrap_err().is_cancelled());
    let [(call, own)] = &calls(&told)[..] else { panic!("one call") };
    assert_eq!((call.attempts, call.code.as_deref()), (1, Some("CALL_ABANDONED")));
    let [given_up] = &own[..] else { panic!("one request") };
    assert_eq!((given_up.status, given_up.code.as_deref()), (None, Some("CALL_ABANDONED")));
    pay.within(Duration::from_secs(2)).query_order(&missing).await.unwrap_err();
    let seen = attempts(&told);
    assert_eq!(seen[0].code.as_deref(), Some("TIMED_OUT"), "{seen:?}");
    assert!(!seen.last().unwrap().repeats, "{seen:?}");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_bill_that_cannot_be_opened_is_told() {
    let shop = Shop::open().await;
    shop.next_day(12 * 3600);
    let day = TradeBillRequest::new(shop.day(0));
    let (pay, told) = watched(&shop);
    // The client's clock is not the sandbox's: refused for its timestamp, or for the day. Both are told.
    pay.trade_bill(&day).await.unwrap_err();
    let seen = attempts(&told);
    assert!(
        seen.iter().all(|attempt| attempt.operation == "trade_bill" && attempt.code.is_some()),
        "{seen:?}"
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn each_notification_is_told_once() {
    let shop = Shop::open().await;
    let order = shop.pay.place_order(&direct("OBS-note")).await.unwrap().placed().unwrap();
    shop.sandbox.pay(&order.h5_url).await.unwrap();
    let arrived = shop.received(1).await.remove(0);
    let (pay, told) = watched(&shop);
    let notifications = |told: &Mutex<Vec<Event>>| -> Vec<NotificationEvent> {
        let notification = |event| match event {
            Event::Notification(notification) => Some(notification),
            _ => None,
        };
        assert!(wait_for_observers(PATIENCE));
        std::mem::take(&mut *told.lock().unwrap()).into_iter().filter_map(notification).collect()
    };
    let (headers, body) = (&arrived.headers, &arrived.body);
    drop(pay.handle_notification(headers, body));
    drop(pay.receive_notification(headers, body).await);
    drop(pay.confirm_notification(headers, body).await);
    let seen = notifications(&told);
    let short: Vec<_> = seen.iter().map(|n| (n.outcome, n.code.as_deref(), n.repeat)).collect();
    assert_eq!(short, [("payment", None, false), ("payment", None, true), ("payment", None, true)]);
    drop(pay.receive_notification(&Headers::default(), b"{}").await);
    let [refused] = &notifications(&told)[..] else { panic!("one notification") };
    assert_eq!(refused.outcome, "refused");
    assert!(refused.code.is_some());
}

#[tokio::test(flavor = "multi_thread")]
async fn an_observer_that_panics_harms_no_call() {
    let shop = Shop::open().await;
    let config = settings(&shop.sandbox).build().unwrap();
    let observer = |_: &Event| panic!("the observer of this test panics");
    let pay = QqWxPay::builder(config).observer(Arc::new(observer)).build().unwrap();
    pay.place_order(&direct("OBS-panic")).await.unwrap().placed().unwrap();
}

/// How many threads this process has.
#[cfg(target_os = "linux")]
fn threads() -> usize {
    std::fs::read_dir("/proc/self/task").unwrap().count()
}

#[cfg(target_os = "linux")]
#[test]
fn an_observer_that_never_returns_holds_up_no_call_and_takes_one_thread() {
    let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(2).enable_all().build().unwrap();
    let shop = runtime.block_on(Shop::open());
    // Whoever has this end lets it go.
    let (release, stuck) = std::sync::mpsc::channel::<()>();
    let stuck = Mutex::new(stuck);
    let observer = move |_: &Event| {
        let _ = stuck.lock().unwrap().recv();
    };
    let config = settings(&shop.sandbox).build().unwrap();
    // So many at once may take their time: none of them waits for the observer, which would be for ever.
    let patient = with(impatient(), |retry| {
        retry.attempt_timeout = PATIENCE;
        retry.deadline = PATIENCE;
    });
    let pay = QqWxPay::builder(config).observer(Arc::new(observer)).retry(patient).build().unwrap();
    runtime.block_on(pay.access_token()).unwrap();
    let before = threads();
    let placing: Vec<_> = (0..600)
        .map(|number| {
            let pay = pay.clone();
            let order = direct(&format!("OBS-stuck{number}"));
            runtime.spawn(async move { pay.place_order(&order).await })
        })
        .collect();
    for placing in placing {
        runtime.block_on(placing).unwrap().unwrap().placed().unwrap();
    }
    let order = direct("OBS-another");
    runtime.block_on(shop.pay.place_order(&order)).unwrap().placed().unwrap();
    assert!(threads() <= before + 64, "{} threads, before {before}", threads());
    // It ends with its client.
    drop(release);
    drop(pay);
}

#[tokio::test(flavor = "multi_thread")]
async fn nothing_secret_is_told() {
    let shop = Shop::open().await;
    let (pay, told) = watched(&shop);
    let token = pay.access_token().await.unwrap();
    pay.place_order(&direct("OBS-secret")).await.unwrap().placed().unwrap();
    assert!(wait_for_observers(PATIENCE));
    let written =
        format!("{:?}", told.lock().unwrap()) + &serde_json::to_string(&*told.lock().unwrap()).unwrap();
    assert!(written.contains("place_order"));
    let identity = shop.sandbox.identity();
    for secret in [token.access_token.expose(), PAYER, &identity.api_v3_key, "h5_url", "openid", "OBS-secret"]
    {
        assert!(!written.contains(secret), "{secret}");
    }
}
