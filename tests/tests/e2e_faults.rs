//! Every fault of the sandbox, at every kind of order: the end is success or a typed error with the right advice, and a
//! query or the identical order always finds out what is the case.
#![allow(clippy::unwrap_used)] // a test that unwraps fails with the place and the value

use qq_wxpay::model::{CombineOrderQuery, OrderId, PartnerOrderQuery, PlacedOrder, Placement, V2OrderQuery};
use qq_wxpay::{ErrorKind, Result, Retry};
use qq_wxpay_sandbox::{Fault, FaultEndpoint, FaultKind};
use qq_wxpay_tests::shop::{Shop, combine, direct, impatient, partner, until, v2};
use std::net::TcpStream;
use std::time::Duration;
use tokio::task::JoinSet;

use FaultKind::{
    DropAfter, DropBefore, DropMidReply, Empty200, GarbageJson, Html200, HugeBody, ProbeSignature, SlowBody,
    StaleTimestamp, Status429, Status500, Status502Html, Status503, SystemError, TimeOut, TruncatedBody,
    UnknownSerial, WrongSignature,
};
use qq_wxpay_tests::with;

const ALL: [FaultKind; 19] = [
    Status500,
    Status502Html,
    Status503,
    Status429,
    SystemError,
    Html200,
    Empty200,
    GarbageJson,
    TruncatedBody,
    HugeBody,
    SlowBody,
    TimeOut,
    DropBefore,
    DropAfter,
    DropMidReply,
    WrongSignature,
    ProbeSignature,
    StaleTimestamp,
    UnknownSerial,
];

#[derive(Clone, Copy, Debug)]
enum Kind {
    Direct,
    Partner,
    Combine,
    V2,
}

const KINDS: [Kind; 4] = [Kind::Direct, Kind::Partner, Kind::Combine, Kind::V2];

async fn place(shop: &Shop, kind: Kind, number: &str) -> Result<PlacedOrder> {
    match kind {
        Kind::Direct => shop.pay.place_order(&direct(number)).await.and_then(Placement::placed),
        Kind::Partner => {
            shop.pay.place_partner_order(&partner(&shop.sandbox, number)).await.and_then(Placement::placed)
        }
        Kind::Combine => {
            shop.pay.place_combine_order(&combine(&shop.sandbox, number)).await.and_then(Placement::placed)
        }
        Kind::V2 => shop.pay.place_v2_order(&v2(number)).await.and_then(Placement::placed),
    }
}

/// Whether WeChat Pay knows the order, by query: `Some(paid)`, or `None` when it does not exist.
async fn ask(shop: &Shop, kind: Kind, number: &str) -> Option<bool> {
    let id = OrderId::OutTradeNo(number.to_owned());
    let paid = match kind {
        Kind::Direct => shop.pay.query_order(&id).await.map(|found| found.trade_state.was_paid()),
        Kind::Partner => {
            let sub_mchid = &shop.sandbox.identity().sub_mchids[0];
            shop.pay
                .query_partner_order(&PartnerOrderQuery::new(sub_mchid, id.clone()))
                .await
                .map(|found| found.trade_state.was_paid())
        }
        Kind::Combine => {
            shop.pay.query_combine_order(&CombineOrderQuery::new(number)).await.map(|found| found.was_paid())
        }
        Kind::V2 => shop
            .pay
            .query_v2_order(&V2OrderQuery::new(id.clone()))
            .await
            .map(|found| found.trade_state.was_paid()),
    };
    match paid {
        Ok(paid) => Some(paid),
        Err(error) => {
            assert!(matches!(error.code(), "ORDER_NOT_EXIST" | "ORDERNOTEXIST"), "{kind:?}: {error}");
            None
        }
    }
}

fn strike(shop: &Shop, endpoint: FaultEndpoint, kind: FaultKind, times: u32) {
    shop.sandbox.add_fault(Fault { endpoint, kind, times });
}

/// The faults that can strike this kind of order: a reply of V2 has no headers with a time or a serial.
fn faults_of(kind: Kind) -> impl Iterator<Item = FaultKind> {
    let is_v2 = matches!(kind, Kind::V2);
    ALL.into_iter().filter(move |fault| !(is_v2 && matches!(fault, StaleTimestamp | UnknownSerial)))
}

/// How many faults have struck so far.
fn struck(shop: &Shop) -> usize {
    shop.sandbox.events().iter().filter(|event| event.kind == "fault.struck").count()
}

/// Runs these at the same time: most of what a fault of silence takes is waiting.
async fn together<R: Send + 'static>(
    rounds: impl IntoIterator<Item = impl Future<Output = R> + Send + 'static>,
) -> Vec<R> {
    rounds.into_iter().collect::<JoinSet<R>>().join_all().await
}

#[tokio::test(flavor = "multi_thread")]
async fn an_order_survives_every_fault_that_strikes_once() {
    let endpoints = [FaultEndpoint::Proxy, FaultEndpoint::Order];
    let rounds =
        KINDS.into_iter().flat_map(|kind| endpoints.map(|endpoint| each_strikes_once(kind, endpoint)));
    let orders = together(rounds).await;
    assert_eq!(orders.iter().sum::<usize>(), 2 * (19 + 19 + 19 + 17));
}

/// In a sandbox of its own: its log of events has an end. How many orders there were.
async fn each_strikes_once(kind: Kind, endpoint: FaultEndpoint) -> usize {
    let shop = Shop::open().await;
    shop.pay.access_token().await.unwrap();
    let mut orders = 0;
    for fault in faults_of(kind) {
        orders += 1;
        let number = format!("F-{kind:?}-{endpoint:?}-{fault:?}");
        strike(&shop, endpoint, fault, 1);
        let placed = place(&shop, kind, &number).await;
        let placed = placed.unwrap_or_else(|error| panic!("{number}: {error}"));
        assert!(placed.verified, "{number}");
        assert_eq!(struck(&shop), orders, "{number}: the fault struck");
        let sent = shop.sandbox.statistics().proxy_requests;
        assert_eq!(sent, 2 * orders as u64, "{number}: once struck, once repeated");
        assert_eq!(ask(&shop, kind, &number).await, Some(false), "{number}");
        // No order came into being twice.
        assert_eq!(shop.sandbox.statistics().orders_created, orders as u64, "{number}");
    }
    orders
}

#[tokio::test(flavor = "multi_thread")]
async fn a_fault_that_stays_ends_in_a_typed_error_and_nothing_is_lost() {
    together(KINDS.map(each_stays)).await;
}

async fn each_stays(kind: Kind) {
    let retry = with(impatient(), |retry| {
        retry.attempts = 2;
        retry.attempt_timeout = Duration::from_secs(3);
    });
    let shop = Shop::open_with(|settings| settings, retry).await;
    shop.pay.access_token().await.unwrap();
    for fault in faults_of(kind) {
        let number = format!("S-{kind:?}-{fault:?}");
        strike(&shop, FaultEndpoint::Proxy, fault, 99);
        let error = place(&shop, kind, &number).await.expect_err(&number);
        shop.sandbox.clear_faults();
        let (error_kind, retry) = advice(fault);
        assert_eq!((error.kind(), error.retry()), (error_kind, retry), "{number}: {error}");
        // Either the order is known, or the identical order makes it: never a second number.
        let before = ask(&shop, kind, &number).await;
        let placed = place(&shop, kind, &number).await.unwrap_or_else(|error| panic!("{number}: {error}"));
        assert!(before.is_none() || before == Some(false), "{number}");
        shop.sandbox.pay(&placed.h5_url).await.unwrap();
        assert_eq!(ask(&shop, kind, &number).await, Some(true), "{number}");
    }
}

fn advice(fault: FaultKind) -> (ErrorKind, Retry) {
    match fault {
        SystemError => (ErrorKind::Api, Retry::SameRequest),
        WrongSignature | ProbeSignature | UnknownSerial => (ErrorKind::Signature, Retry::ConfirmFirst),
        StaleTimestamp => (ErrorKind::Stale, Retry::ConfirmFirst),
        Status429 => (ErrorKind::Transport, Retry::SameRequest),
        _ => (ErrorKind::Transport, Retry::ConfirmFirst),
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn queries_survive_every_fault_or_say_that_asking_again_is_harmless() {
    together(KINDS.map(asked_again)).await;
    let retry = with(impatient(), |retry| {
        retry.attempts = 2;
        retry.attempt_timeout = Duration::from_secs(3);
    });
    let shop = Shop::open_with(|settings| settings, retry).await;
    place(&shop, Kind::Direct, "QUERY-stays").await.unwrap();
    let id = OrderId::OutTradeNo("QUERY-stays".to_owned());
    for fault in ALL {
        strike(&shop, FaultEndpoint::Query, fault, 99);
        let error = shop.pay.query_order(&id).await.expect_err("the fault stays");
        shop.sandbox.clear_faults();
        assert_eq!(error.retry(), Retry::SameRequest, "{fault:?}: {error}");
    }
}

async fn asked_again(kind: Kind) {
    let shop = Shop::open().await;
    let number = format!("QUERY-{kind:?}");
    place(&shop, kind, &number).await.unwrap();
    for fault in faults_of(kind) {
        let before = shop.sandbox.statistics().query_requests;
        strike(&shop, FaultEndpoint::Query, fault, 1);
        assert_eq!(ask(&shop, kind, &number).await, Some(false), "{number} {fault:?}");
        let asked = shop.sandbox.statistics().query_requests - before;
        assert_eq!(asked, 2, "{number} {fault:?}: once struck, once repeated");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn get_token_survives_every_fault() {
    together(ALL.map(|fault| async move {
        let shop = Shop::open().await;
        strike(&shop, FaultEndpoint::Token, fault, 1);
        shop.pay.access_token().await.unwrap_or_else(|error| panic!("{fault:?}: {error}"));
        let placed = shop.pay.place_order(&direct("T-after")).await.and_then(Placement::placed);
        placed.unwrap_or_else(|error| panic!("{fault:?}: {error}"));
    }))
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_sandbox_that_is_gone_is_told_with_its_address_and_no_more_of_it() {
    let shop = Shop::open().await;
    shop.pay.access_token().await.unwrap();
    let pay = shop.pay.clone();
    let port = shop.sandbox.base_url().rsplit(':').next().unwrap().to_owned();
    let address = format!("127.0.0.1:{port}");
    drop(shop);
    until("the port is closed", || TcpStream::connect(&address).is_err()).await;
    let error = pay.place_order(&direct("T-gone")).await.and_then(Placement::placed).unwrap_err();
    assert_eq!((error.kind(), error.retry()), (ErrorKind::Transport, Retry::SameRequest));
    assert_eq!(error.code(), "NOT_CONNECTED");
    let told = format!("{error} {error:?}");
    assert!(told.contains(&address) && told.contains("qq-wxpay sandbox"), "{error}");
    assert!(!told.contains("access_token") && !told.contains("/wxpay/"), "{error}");
}
