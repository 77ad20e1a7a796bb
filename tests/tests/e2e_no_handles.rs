//! A process that may open no file and no socket any more: a typed error in time, nothing sent, nothing lost; what needs none goes on.
#![cfg(unix)]
#![allow(clippy::unwrap_used)] // a test that unwraps fails with the place and the value

use std::fs::File;
use std::os::fd::AsRawFd;
use std::time::{Duration, Instant};

use qq_wxpay::model::{OrderId, Placement};
use qq_wxpay::{ErrorKind, Retry};
use qq_wxpay_tests::shop::{PATIENCE, Shop, direct, impatient, until};
use qq_wxpay_tests::with;
use rustix::process::{Resource, Rlimit, getrlimit, setrlimit};

/// While it lives this process has no handle left.
struct NoHandles {
    before: Rlimit,
    taken: Vec<File>,
}

impl NoHandles {
    fn begin() -> Self {
        let before = getrlimit(Resource::Nofile);
        let next = File::open("/dev/null").unwrap();
        let limit = u64::try_from(next.as_raw_fd()).unwrap() + 1;
        setrlimit(Resource::Nofile, Rlimit { current: Some(limit), ..before }).unwrap();
        // Below the newest there may be free ones.
        let rest = std::iter::from_fn(|| File::open("/dev/null").ok());
        let taken = std::iter::once(next).chain(rest).collect();
        Self { before, taken }
    }
}

impl Drop for NoHandles {
    fn drop(&mut self) {
        setrlimit(Resource::Nofile, self.before).unwrap();
        self.taken.clear();
    }
}

/// Alone in its program: the limit is that of the whole process.
#[tokio::test(flavor = "multi_thread")]
async fn without_a_handle_nothing_is_sent_and_with_one_all_goes_on() {
    let retry = with(impatient(), |retry| retry.deadline = Duration::from_secs(3));
    let shop = Shop::open_with(|settings| settings, retry).await;
    let begin = Instant::now();
    let none = NoHandles::begin();
    assert!(File::open("/dev/null").is_err(), "there is a handle left");
    let refused = shop.pay.place_order(&direct("T-none")).await.and_then(Placement::placed).unwrap_err();
    drop(none);
    assert!(begin.elapsed() < Duration::from_secs(10), "it took {:?}", begin.elapsed());
    assert_eq!((refused.kind(), refused.code()), (ErrorKind::Transport, "NOT_CONNECTED"), "{refused}");
    assert_eq!(refused.retry(), Retry::SameRequest, "{refused}");
    assert!(refused.to_string().contains("ulimit -n"), "the remedy is another one: {refused}");

    // After a failed getToken there is a pause, in which the failure is told again.
    let placed = loop {
        match shop.pay.place_order(&direct("T-then")).await.and_then(Placement::placed) {
            Err(error) if error.code() == "NOT_CONNECTED" && begin.elapsed() < PATIENCE => {
                tokio::time::sleep(Duration::from_millis(50)).await;
            }
            placed => break placed.unwrap(),
        }
    };
    let none = shop.pay.query_order(&OrderId::OutTradeNo("T-none".to_owned())).await.unwrap_err();
    assert_eq!(none.code(), "ORDER_NOT_EXIST", "{none}");

    // What arrived is read without a handle.
    shop.sandbox.pay(&placed.h5_url).await.unwrap();
    until("it is notified", || !shop.counter.received().is_empty()).await;
    let received = shop.counter.received().remove(0);
    let none = NoHandles::begin();
    let handled = shop.pay.handle_notification(&received.headers, &received.body);
    drop(none);
    assert_eq!(handled.outcome.name(), "payment");
}
