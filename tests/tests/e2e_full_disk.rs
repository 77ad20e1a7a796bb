//! A disk that is full: orders go on and the token serves this process, bills are read as ever, no notification is acknowledged that could not be
//! noted, and once there is room again each is handled.
#![cfg(unix)]
#![allow(clippy::unwrap_used)] // a test that unwraps fails with the place and the value

use std::os::unix::fs::DirBuilderExt as _;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};
use std::time::Duration;

use qq_wxpay::QqWxPay;
use qq_wxpay::client::{FaultEvent, Notifications};
use qq_wxpay::model::{Placement, TradeBillRequest};
use qq_wxpay_tests::shop::{PATIENCE, Shop, direct, impatient, keeping_faults, settings, until};
use qq_wxpay_tests::with;
use rustix::process::{Resource, Rlimit, getrlimit, setrlimit};
use tokio::signal::unix::{SignalKind, signal};

/// What a write beyond the limit of a file's size raises, on Linux and macOS.
const SIGXFSZ: i32 = 25;

const DAY: i64 = 24 * 3600;

/// While it lives no file of this process can be written: EFBIG stands for ENOSPC.
struct FullDisk(Rlimit);

impl FullDisk {
    fn begin() -> Self {
        let before = getrlimit(Resource::Fsize);
        setrlimit(Resource::Fsize, Rlimit { current: Some(0), ..before }).unwrap();
        Self(before)
    }
}

impl Drop for FullDisk {
    fn drop(&mut self) {
        setrlimit(Resource::Fsize, self.0).unwrap();
    }
}

/// Alone in its program: the limit is that of the whole process.
#[tokio::test(flavor = "multi_thread")]
async fn with_a_full_disk_orders_go_on_and_nothing_is_taken_that_cannot_be_noted() {
    let _survives = signal(SignalKind::from_raw(SIGXFSZ)).unwrap();
    let shop = Shop::open().await;
    shop.next_day(DAY / 2);
    let folder = std::env::temp_dir().join(format!("qq-wxpay-full-{}", std::process::id()));
    let place = |name: &str| {
        let place = folder.join(name);
        std::fs::DirBuilder::new().recursive(true).mode(0o700).create(&place).unwrap();
        Some(format!("file:{}", place.display()))
    };
    let own = with(settings(&shop.sandbox), |own| {
        (own.token_store, own.inbox) = (place("token"), place("inbox"));
    });
    let faults: Arc<Mutex<Vec<FaultEvent>>> = Arc::default();
    let builder = QqWxPay::builder(own.build().unwrap()).retry(impatient()).observer(keeping_faults(&faults));
    let pay = builder.clock(Arc::clone(&shop.clock) as _).build().unwrap();
    let calls = Arc::new(AtomicUsize::new(0));
    let counted = Arc::clone(&calls);
    let handlers = Notifications::of(pay.clone()).paid(move |_| {
        counted.fetch_add(1, Ordering::SeqCst);
        async { Ok::<(), String>(()) }
    });
    let handlers = handlers.build().unwrap();

    let full = FullDisk::begin();
    assert!(std::fs::write(folder.join("probe"), "x").is_err(), "there is room");
    for number in ["FULL-1", "FULL-2"] {
        let placed = pay.place_order(&direct(number)).await.and_then(Placement::placed).unwrap();
        shop.sandbox.pay(&placed.h5_url).await.unwrap();
    }
    assert_eq!(shop.sandbox.statistics().token_requests, 1, "the fetched token is kept in memory");
    let told = |code: &str| faults.lock().unwrap().iter().any(|fault| fault.code == code);
    until("the store is reported", || told("TOKEN_STORE_DEGRADED")).await;
    let received = shop.received(2).await;
    for message in &received {
        let answer = handlers.receive(&message.headers, &message.body).await;
        assert!(answer.status >= 500, "it was acknowledged and is noted nowhere: {}", answer.status);
    }
    assert_eq!(calls.load(Ordering::SeqCst), 0, "what cannot be noted is handed to nobody");
    until("the inbox is reported", || told("INBOX_FAILED")).await;
    shop.next_day(DAY / 2);
    let (bill, mut rows) = (pay.trade_bill(&TradeBillRequest::new(shop.day(-1))).await.unwrap(), 0);
    let finished = bill.for_each(|_| {
        rows += 1;
        Ok(())
    });
    assert!(finished.await.unwrap().verified, "a bill goes through memory alone");
    assert_eq!(rows, 2);
    shop.advance(-DAY);
    drop(full);

    // Each comes again, and is handled once.
    for message in &received {
        tokio::time::timeout(PATIENCE, async {
            while handlers.receive(&message.headers, &message.body).await.status != 200 {
                tokio::time::sleep(Duration::from_millis(50)).await;
            }
        })
        .await
        .unwrap();
    }
    assert_eq!(calls.load(Ordering::SeqCst), 2);
    std::fs::remove_dir_all(folder).unwrap();
}
