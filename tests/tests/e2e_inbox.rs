//! The inbox: processes of one shop that are given the same notification, and what becomes of it when something is in the way.
#![allow(clippy::unwrap_used)] // a test that unwraps fails with the place and the value

use std::fs;
use std::path::PathBuf;
use std::sync::atomic::{AtomicU32, AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};
use std::time::Duration;

use qq_wxpay::client::{Delivered, FaultEvent, Notifications};
use qq_wxpay::model::{Placement, RefundRequest};
use qq_wxpay::notify::{EventKind, Paid, RefundEnded};
use qq_wxpay::{Error, QqWxPay};
use qq_wxpay_tests::redis::{self, Redis};
use qq_wxpay_tests::shop::{Received, Shop, direct, impatient, keeping_faults, settings, until, v2};

/// A folder for one test.
struct Folder(PathBuf);

impl Folder {
    fn new() -> Self {
        static COUNT: AtomicU32 = AtomicU32::new(0);
        let name = format!("qq-wxpay-inbox-{}-{}", std::process::id(), COUNT.fetch_add(1, Ordering::SeqCst));
        let path = std::env::temp_dir().join(name);
        fs::create_dir(&path).unwrap();
        Self(path)
    }

    fn setting(&self) -> String {
        format!("file:{}", self.0.display())
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.0);
        let _ = fs::remove_file(&self.0);
    }
}

/// One process of the shop: a client of its own, and what its functions were called with.
#[derive(Clone)]
struct Process {
    pay: QqWxPay,
    calls: Arc<Mutex<Vec<String>>>,
    faults: Arc<Mutex<Vec<FaultEvent>>>,
    /// The next calls of its functions fail.
    failing: Arc<AtomicUsize>,
    notifications: Arc<Mutex<Option<Notifications>>>,
}

impl Process {
    fn of(shop: &Shop, inbox: &str) -> Self {
        let config = settings(&shop.sandbox).inbox(inbox).build().unwrap();
        let faults: Arc<Mutex<Vec<FaultEvent>>> = Arc::default();
        let pay = QqWxPay::builder(config)
            .clock(Arc::clone(&shop.clock) as _)
            .retry(impatient())
            .observer(keeping_faults(&faults))
            .build()
            .unwrap();
        let own = Self {
            calls: Arc::default(),
            faults,
            failing: Arc::default(),
            notifications: Arc::default(),
            pay: pay.clone(),
        };
        let (paid, refund) = (own.clone(), own.clone());
        let notifications = Notifications::of(pay)
            .paid(move |event: Delivered<Paid>| {
                paid.clone().work(format!("paid {} repeat={}", event.out_trade_no, event.repeat))
            })
            .refund(move |event: Delivered<RefundEnded>| {
                refund.clone().work(format!("{:?} {}", event.status, event.out_refund_no))
            })
            .build()
            .unwrap();
        *own.notifications.lock().unwrap() = Some(notifications);
        own
    }

    async fn work(self, call: String) -> Result<(), Error> {
        self.calls.lock().unwrap().push(call);
        tokio::time::sleep(Duration::from_millis(200)).await;
        let fails = self.failing.fetch_update(Ordering::SeqCst, Ordering::SeqCst, |left| left.checked_sub(1));
        if fails.is_ok() { Err(Error::sdk(&qq_wxpay::error::sdk_codes::HANDLER_FAILED)) } else { Ok(()) }
    }

    async fn deliver(&self, message: &Received) -> u16 {
        let notifications = self.notifications.lock().unwrap().clone().unwrap();
        notifications.receive(&message.headers, &message.body).await.status
    }

    /// Delivers until it is answered as success: how an event was handled is noted behind the answer.
    async fn deliver_until_taken(&self, message: &Received) {
        for _ in 0..500 {
            if self.deliver(message).await == 200 {
                return;
            }
            tokio::time::sleep(Duration::from_millis(20)).await;
        }
        panic!("it is never taken");
    }

    fn calls(&self) -> Vec<String> {
        std::mem::take(&mut self.calls.lock().unwrap())
    }

    async fn fault(&self, code: &str) -> FaultEvent {
        until(code, || self.faults.lock().unwrap().iter().any(|fault| fault.code == code)).await;
        self.faults.lock().unwrap().iter().find(|fault| fault.code == code).unwrap().clone()
    }
}

/// The notification of an order that was paid now.
async fn paid(shop: &Shop, number: &str) -> Received {
    let before = shop.counter.received().len();
    let Placement::Placed(order) = shop.pay.place_order(&direct(number)).await.unwrap() else {
        panic!("{number} was not placed");
    };
    shop.sandbox.pay(&order.h5_url).await.unwrap();
    shop.received(before + 1).await.pop().unwrap()
}

/// An inbox that has known everything for two days.
fn long_known(folder: &Folder) {
    let now = std::time::SystemTime::now().duration_since(std::time::UNIX_EPOCH).unwrap();
    let since = now.as_millis() - 2 * 24 * 3_600_000;
    fs::create_dir_all(folder.0.join("inbox")).unwrap();
    fs::write(folder.0.join("inbox/since"), since.to_string()).unwrap();
}

#[tokio::test(flavor = "multi_thread")]
async fn of_two_processes_one_handles_it_and_both_answer_success_once_it_is_handled() {
    let (shop, folder) = (Shop::open().await, Folder::new());
    long_known(&folder);
    let [one, two] = [(); 2].map(|()| Process::of(&shop, &folder.setting()));
    let message = paid(&shop, "INBOX-1").await;
    // The function takes a while: the other one comes meanwhile.
    let mut answers = tokio::join!(one.deliver(&message), two.deliver(&message));
    if answers.0 > answers.1 {
        std::mem::swap(&mut answers.0, &mut answers.1);
    }
    assert_eq!(answers, (200, 500));
    for process in [&one, &two] {
        process.deliver_until_taken(&message).await;
    }
    let calls = [one.calls(), two.calls()].concat();
    assert_eq!(calls, ["paid INBOX-1 repeat=false"]);
    // Another order is another event.
    let other = paid(&shop, "INBOX-2").await;
    assert_eq!(two.deliver(&other).await, 200);
    assert_eq!(two.calls(), ["paid INBOX-2 repeat=false"]);
    for process in [one, two] {
        assert!(process.faults.lock().unwrap().is_empty(), "{:?}", process.faults);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn what_failed_or_was_dropped_is_given_to_the_next_and_called_a_repeat() {
    let (shop, folder) = (Shop::open().await, Folder::new());
    long_known(&folder);
    let [one, two] = [(); 2].map(|()| Process::of(&shop, &folder.setting()));
    let message = paid(&shop, "INBOX-3").await;
    one.failing.store(1, Ordering::SeqCst);
    assert_eq!(one.deliver(&message).await, 500);
    two.deliver_until_taken(&message).await;
    assert_eq!((one.calls().len(), two.calls()), (1, vec!["paid INBOX-3 repeat=true".to_owned()]));

    // Read by hand, and dropped without an answer.
    let message = paid(&shop, "INBOX-4").await;
    let handled = one.pay.receive_notification(&message.headers, &message.body).await;
    assert!(handled.event_kind().is_some() && !handled.repeat);
    assert_eq!(two.deliver(&message).await, 500, "it is held");
    drop(handled);
    two.deliver_until_taken(&message).await;
    assert_eq!(two.calls(), ["paid INBOX-4 repeat=true"]);

    // Read by hand, and accepted.
    let message = paid(&shop, "INBOX-5").await;
    let handled = one.pay.receive_notification(&message.headers, &message.body).await;
    assert_eq!(handled.accept(EventKind::Refund), handled.failure, "another event is none that was handled");
    assert_eq!(two.deliver(&message).await, 500, "it is held");
    assert_eq!(handled.accept(EventKind::Paid).status, 200);
    two.deliver_until_taken(&message).await;
    assert!(two.calls().is_empty());
}

#[tokio::test(flavor = "multi_thread")]
async fn refunds_and_v2_orders_are_events_too_and_a_new_inbox_rules_nothing_out() {
    let (shop, folder) = (Shop::open().await, Folder::new());
    let [one, two] = [(); 2].map(|()| Process::of(&shop, &folder.setting()));
    let Placement::Placed(order) = shop.pay.place_v2_order(&v2("INBOX-6")).await.unwrap() else { panic!() };
    shop.sandbox.pay(&order.h5_url).await.unwrap();
    let message = shop.received(1).await.pop().unwrap();
    one.deliver_until_taken(&message).await;
    two.deliver_until_taken(&message).await;
    assert_eq!([one.calls(), two.calls()].concat(), ["paid INBOX-6 repeat=true"]);

    paid(&shop, "INBOX-7").await;
    let refund = RefundRequest::new("INBOX-7", "REFUND-7", 1999, 1999);
    shop.pay.refund(&refund).await.unwrap();
    let refunded = shop.received(3).await.pop().unwrap();
    one.deliver_until_taken(&refunded).await;
    two.deliver_until_taken(&refunded).await;
    assert_eq!([one.calls(), two.calls()].concat(), ["Success REFUND-7"]);
}

#[tokio::test(flavor = "multi_thread")]
async fn nothing_is_handled_while_no_place_works_and_everything_afterwards() {
    let (shop, folder) = (Shop::open().await, Folder::new());
    let process = Process::of(&shop, &folder.setting());
    let message = paid(&shop, "INBOX-8").await;
    // The folder is gone, and a file stands in its place.
    fs::remove_dir_all(&folder.0).unwrap();
    fs::write(&folder.0, "").unwrap();
    assert_eq!(process.deliver(&message).await, 500);
    assert!(process.calls().is_empty());
    until("both are reported", || process.faults.lock().unwrap().len() == 2).await;
    let faults = process.faults.lock().unwrap().clone();
    assert!(faults.iter().all(|fault| (fault.what.name(), &*fault.code) == ("inbox_failed", "INBOX_FAILED")));
    assert!(faults[0].message.contains("not a directory"), "why: {}", faults[0].message);
    assert_eq!(faults[1].number.as_deref(), Some("INBOX-8"), "and of which order");
    fs::remove_file(&folder.0).unwrap();
    fs::create_dir_all(folder.0.join("inbox")).unwrap();
    process.deliver_until_taken(&message).await;
    assert_eq!(process.calls(), ["paid INBOX-8 repeat=true"]);
}

#[tokio::test(flavor = "multi_thread")]
async fn over_redis_one_handles_it_and_while_it_is_away_the_machine_remembers() {
    if !redis::is_there() {
        return;
    }
    let (shop, mut redis) = (Shop::open().await, Redis::start());
    let setting = format!("{}?prefix=shop:", redis.url());
    let [one, two] = [(); 2].map(|()| Process::of(&shop, &setting));
    // Another shop with the same Redis.
    let other = Process::of(&shop, &format!("{}?prefix=other:", redis.url()));
    let message = paid(&shop, "INBOX-9").await;
    let answers = tokio::join!(one.deliver(&message), two.deliver(&message));
    assert_eq!(answers.0 + answers.1, 700, "{answers:?}");
    one.deliver_until_taken(&message).await;
    two.deliver_until_taken(&message).await;
    assert_eq!([one.calls(), two.calls()].concat().len(), 1);
    assert_eq!(other.deliver(&message).await, 200, "the file of this machine remembers it for all");
    let keys = redis.ask("KEYS *");
    assert!(keys.contains("shop:inbox:") && !keys.contains("INBOX-9"), "{keys}");

    redis.end();
    let message = paid(&shop, "INBOX-10").await;
    one.deliver_until_taken(&message).await;
    two.deliver_until_taken(&message).await;
    assert_eq!([one.calls(), two.calls()].concat(), ["paid INBOX-10 repeat=true"]);
    assert_eq!(one.fault("INBOX_DEGRADED").await.what.name(), "inbox_failed");
    redis.restart();
    until("it is told what was handled meanwhile", || redis.ask("KEYS *").matches(":known").count() >= 1)
        .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_redis_that_was_away_rules_nothing_out_afterwards() {
    if !redis::is_there() {
        return;
    }
    let (shop, redis) = (Shop::open().await, Redis::start());
    let process = Process::of(&shop, &redis.url());
    let message = paid(&shop, "INBOX-12").await;
    process.deliver_until_taken(&message).await;
    // As one that has known everything for years: its key lives ten in all.
    assert!(redis.ask("PEXPIRE qq-wxpay:inbox:since 1000000000").contains(":1"));
    process.calls();
    let message = paid(&shop, "INBOX-13").await;
    process.deliver_until_taken(&message).await;
    assert_eq!(process.calls(), ["paid INBOX-13 repeat=false"]);

    redis.pause();
    let message = paid(&shop, "INBOX-14").await;
    process.deliver_until_taken(&message).await;
    assert_eq!(process.calls(), ["paid INBOX-14 repeat=true"]);
    redis.resume();
    until("it knows everything anew", || redis.ask("PTTL qq-wxpay:inbox:since").contains(":3153599")).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn what_redis_never_says_is_a_fault_and_the_machine_remembers() {
    for (place, (answer, calls)) in [("held", 0), ("other", 1), ("HELD", 1), ("", 1)].into_iter().enumerate()
    {
        let shop = Shop::open().await;
        let process = Process::of(&shop, &redis::that_says(answer));
        let message = paid(&shop, &format!("INBOX-{}", 20 + place)).await;
        assert_eq!(process.deliver(&message).await, if calls == 0 { 500 } else { 200 }, "{answer:?}");
        assert_eq!(process.calls().len(), calls, "{answer:?}");
        if calls == 1 {
            process.fault("INBOX_DEGRADED").await;
        } else {
            assert!(process.faults.lock().unwrap().iter().all(|fault| fault.code != "INBOX_DEGRADED"));
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn without_the_setting_every_process_handles_it() {
    let (shop, folder) = (Shop::open().await, Folder::new());
    let [one, two] = [(); 2].map(|()| {
        let config = settings(&shop.sandbox).build().unwrap();
        QqWxPay::builder(config).clock(Arc::clone(&shop.clock) as _).build().unwrap()
    });
    let message = paid(&shop, "INBOX-11").await;
    for pay in [one, two] {
        let handled = pay.receive_notification(&message.headers, &message.body).await;
        assert_eq!(handled.accept(EventKind::Paid).status, 200);
    }
    assert_eq!(fs::read_dir(&folder.0).unwrap().count(), 0);
}

#[test]
fn the_setting_is_checked_when_the_client_is_made() {
    let folder = Folder::new();
    fs::write(folder.0.join("file"), "").unwrap();
    for (setting, code) in [
        ("memory".to_owned(), "STORE_SETTING"),
        ("file:relative".to_owned(), "STORE_SETTING"),
        ("redis://host/x?prefix=**".to_owned(), "STORE_SETTING"),
        (format!("file:{}/file", folder.0.display()), "STORE_FOLDER"),
    ] {
        let settings = qq_wxpay::Settings::new()
            .wechat_appid("wxd678efh567hg6787")
            .mchid("1230000109")
            .api_v2_key("8934e7d15453e97507ef794cf7b0519d")
            .inbox(setting.as_str());
        let error = settings.build().and_then(|config| QqWxPay::builder(config).build()).unwrap_err();
        assert_eq!((error.code(), error.field()), (code, Some("inbox")), "{setting}");
    }
}
