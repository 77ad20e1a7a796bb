//! The client outside a tokio runtime, and across runtimes that end.
#![allow(clippy::unwrap_used)] // tests: a panic is the failure

use std::future::{Future, poll_fn};
use std::pin::pin;
use std::task::{Context, Poll, Waker};
use std::time::{Duration, Instant};

use qq_wxpay::model::{OrderId, Placement, RefusedAccessToken};
use qq_wxpay::{Result, Retry};
use qq_wxpay_sandbox::{Fault, FaultEndpoint, FaultKind};
use qq_wxpay_tests::shop::{PATIENCE, Shop, answer_to, direct};
use tokio::runtime::{Builder, Runtime};

/// How long a lease lasts that nobody gives back.
const LEASE: Duration = Duration::from_secs(12);

fn runtime() -> Runtime {
    Builder::new_multi_thread().worker_threads(2).enable_all().build().unwrap()
}

fn poll_here<T>(future: impl Future<Output = Result<T>>) -> (String, Retry) {
    match pin!(future).poll(&mut Context::from_waker(Waker::noop())) {
        Poll::Ready(Err(error)) => (error.code().to_owned(), error.retry()),
        Poll::Ready(Ok(_)) => panic!("it cannot succeed here"),
        Poll::Pending => panic!("it can wait for nothing here"),
    }
}

#[test]
fn outside_a_runtime_there_is_an_error_and_nothing_breaks() {
    let keeper = runtime();
    let shop = keeper.block_on(Shop::open());
    let told = ("NO_RUNTIME".to_owned(), Retry::Never);
    let (order, id) = (direct("RT-outside"), OrderId::OutTradeNo("RT-outside".to_owned()));
    for _ in 0..2 {
        assert_eq!(poll_here(shop.pay.access_token()), told);
        assert_eq!(poll_here(shop.pay.invalidate_access_token(&RefusedAccessToken::new("t".into()))), told);
        assert_eq!(poll_here(shop.pay.place_order(&order)), told);
        assert_eq!(poll_here(shop.pay.query_order(&id)), told);
    }
    let placed = keeper.block_on(shop.pay.place_order(&order)).and_then(Placement::placed).unwrap();
    keeper.block_on(shop.sandbox.pay(&placed.h5_url)).unwrap();
    let received = keeper.block_on(shop.received(1)).remove(0);
    let confirming = pin!(shop.pay.confirm_notification(&received.headers, &received.body));
    let Poll::Ready(handled) = confirming.poll(&mut Context::from_waker(Waker::noop())) else {
        panic!("it can wait for nothing here")
    };
    assert_eq!(handled.outcome.error().unwrap().code(), "NO_RUNTIME");
    assert_eq!(answer_to(&handled).status, 500, "it comes again");
    assert_eq!(shop.sandbox.statistics().token_requests, 1);
}

#[test]
fn a_runtime_that_ends_during_a_fetch_leaves_neither_a_flight_nor_a_lease_behind() {
    let keeper = runtime();
    let shop = keeper.block_on(Shop::open());
    shop.sandbox.add_fault(Fault { endpoint: FaultEndpoint::Token, kind: FaultKind::TimeOut, times: 1 });
    let first = runtime();
    let pay = shop.pay.clone();
    first.spawn(async move { pay.access_token().await });
    let begin = Instant::now();
    while shop.sandbox.statistics().token_requests == 0 {
        assert!(begin.elapsed() < PATIENCE, "the fetch never began");
        std::thread::sleep(Duration::from_millis(5));
    }
    // Somebody waits for it in another runtime, too.
    let second = runtime();
    let mut waiting = Box::pin(shop.pay.access_token());
    second.block_on(poll_fn(|context| {
        assert!(waiting.as_mut().poll(context).is_pending());
        Poll::Ready(())
    }));
    first.shutdown_timeout(PATIENCE);
    let error = second.block_on(waiting).unwrap_err();
    assert_eq!((error.code(), error.retry()), ("CALL_ABANDONED", Retry::SameRequest));
    let begin = Instant::now();
    second.block_on(shop.pay.access_token()).unwrap();
    assert!(begin.elapsed() < LEASE, "it waited for the lease of the dead flight");
    second.block_on(shop.pay.place_order(&direct("RT-second"))).and_then(Placement::placed).unwrap();
}
