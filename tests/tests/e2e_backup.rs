//! When WeChat Pay's host does not answer, its backup host is asked; QQ has none.
#![allow(clippy::unwrap_used)] // tests: a panic is the failure

use std::sync::{Arc, Mutex};
use std::time::Duration;

use async_trait::async_trait;
use qq_wxpay::client::{ReqwestTransport, Transport, TransportError};
use qq_wxpay::environment::Clock;
use qq_wxpay::http::{HttpRequest, HttpResponse};
use qq_wxpay::model::{Channel, OrderId, OrderRequest, Placement, TradeBillRequest, V2OrderQuery};
use qq_wxpay::retry::RetryPolicy;
use qq_wxpay::{Error, QqWxPay, Settings};
use qq_wxpay_sandbox::{Fault, FaultEndpoint, FaultKind, Sandbox};
use qq_wxpay_tests::shop::{Shop, direct, impatient, settings};
use qq_wxpay_tests::with;
use tokio::net::TcpListener;

/// Writes down where each request goes.
struct Watched(ReqwestTransport, Mutex<Vec<String>>);

impl Watched {
    fn hosts(&self) -> Vec<String> {
        std::mem::take(&mut *self.1.lock().unwrap())
    }
}

#[async_trait]
impl Transport for Watched {
    async fn send(&self, request: HttpRequest, timeout: Duration) -> Result<HttpResponse, TransportError> {
        let host: Vec<_> = request.address().splitn(4, '/').take(3).collect();
        self.1.lock().unwrap().push(host.join("/"));
        self.0.send(request, timeout).await
    }
}

fn client(settings: &Settings, retry: RetryPolicy) -> (QqWxPay, Arc<Watched>) {
    let config = settings.build().unwrap();
    let watched = Arc::new(Watched(ReqwestTransport::new(&config).unwrap(), Mutex::default()));
    let transport = Arc::clone(&watched) as Arc<dyn Transport>;
    let pay = QqWxPay::builder(config).transport(transport).retry(retry).build().unwrap();
    (pay, watched)
}

/// An address on this machine where nobody listens.
async fn nowhere() -> String {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    format!("http://{}", listener.local_addr().unwrap())
}

fn straight(number: &str) -> OrderRequest {
    with(direct(number), |order| order.channel = Some(Channel::Direct))
}

fn with_backup(sandbox: &Sandbox, base: &str) -> Settings {
    settings(sandbox).wechat_base_url(base).wechat_backup_base_url(sandbox.base_url())
}

fn id(number: &str) -> OrderId {
    OrderId::OutTradeNo(number.to_owned())
}

fn code<T>(result: Result<T, Error>) -> String {
    result.map_or_else(|error| error.code().to_owned(), |_| "ok".to_owned())
}

#[tokio::test(flavor = "multi_thread")]
async fn queries_and_straight_orders_go_on_at_the_backup() {
    let shop = Shop::open().await;
    let base = nowhere().await;
    let (pay, watched) = client(&with_backup(&shop.sandbox, &base), impatient());
    pay.place_order(&straight("BACK-order")).await.and_then(Placement::placed).unwrap();
    assert_eq!(watched.hosts(), [base.clone(), shop.sandbox.base_url()]);
    assert_eq!(pay.query_order(&id("BACK-order")).await.unwrap().out_trade_no, "BACK-order");
    assert_eq!(watched.hosts(), [base.clone(), shop.sandbox.base_url()]);
    let found = pay.query_v2_order(&V2OrderQuery::new(id("BACK-order"))).await;
    assert_eq!(found.unwrap().out_trade_no, "BACK-order");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_bill_is_found_and_opened_at_the_backup() {
    let shop = Shop::open().await;
    shop.next_day(12 * 3600);
    let order = shop.pay.place_order(&direct("BACK-bill")).await.and_then(Placement::placed).unwrap();
    shop.sandbox.pay(&order.h5_url).await.unwrap();
    let day = TradeBillRequest::new(shop.day(0));
    shop.next_day(12 * 3600);
    let rows = async |settings: Settings| {
        let clock = Arc::clone(&shop.clock) as Arc<dyn Clock>;
        let builder = QqWxPay::builder(settings.build().unwrap()).clock(clock);
        let pay = builder.retry(impatient()).build().unwrap();
        Ok::<_, Error>(pay.trade_bill(&day).await?.for_each(|_| Ok(())).await?.rows)
    };
    let base = nowhere().await;
    assert_eq!(rows(with_backup(&shop.sandbox, &base)).await.unwrap(), 1);
    assert_eq!(code(rows(settings(&shop.sandbox).wechat_base_url(&base)).await), "NOT_CONNECTED");
    // The link is found, the file is not sent: each attempt asks for another link.
    let own = settings(&shop.sandbox).wechat_backup_base_url(shop.sandbox.base_url());
    shop.sandbox.add_fault(Fault {
        endpoint: FaultEndpoint::BillFile,
        kind: FaultKind::DropBefore,
        times: 2,
    });
    assert_eq!(rows(own).await.unwrap(), 1);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_host_that_is_silent_or_hangs_up_is_left_too() {
    let shop = Shop::open().await;
    // Nobody accepts: connections are made and never answered.
    let silent = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let base = format!("http://{}", silent.local_addr().unwrap());
    let retry = with(impatient(), |retry| retry.attempt_timeout = Duration::from_secs(3));
    let (pay, watched) = client(&with_backup(&shop.sandbox, &base), retry);
    pay.place_order(&straight("BACK-silent")).await.and_then(Placement::placed).unwrap();
    assert_eq!(watched.hosts(), [base, shop.sandbox.base_url()]);

    let other = nowhere().await;
    let own = settings(&shop.sandbox).wechat_backup_base_url(&other);
    let (pay, watched) = client(&own, impatient());
    shop.sandbox.add_fault(Fault { endpoint: FaultEndpoint::Query, kind: FaultKind::DropBefore, times: 1 });
    pay.query_order(&id("BACK-silent")).await.unwrap();
    let base = shop.sandbox.base_url();
    assert_eq!(watched.hosts(), [base.clone(), other, base], "there and back again");
}

#[tokio::test(flavor = "multi_thread")]
async fn whoever_answers_is_not_left() {
    let shop = Shop::open().await;
    let (pay, watched) =
        client(&settings(&shop.sandbox).wechat_backup_base_url(nowhere().await), impatient());
    let base = shop.sandbox.base_url();
    assert_eq!(code(pay.query_order(&id("BACK-none")).await), "ORDER_NOT_EXIST");
    assert_eq!(watched.hosts(), std::slice::from_ref(&base));
    for kind in [FaultKind::SystemError, FaultKind::Status502Html, FaultKind::WrongSignature] {
        shop.sandbox.add_fault(Fault { endpoint: FaultEndpoint::Order, kind, times: 1 });
        pay.place_order(&straight(&format!("BACK-{kind:?}"))).await.and_then(Placement::placed).unwrap();
        assert_eq!(watched.hosts(), [base.clone(), base.clone()], "{kind:?}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn nothing_meant_for_qq_goes_to_the_backup() {
    let shop = Shop::open().await;
    let (base, backup) = (nowhere().await, shop.sandbox.base_url());
    let own = settings(&shop.sandbox).qq_base_url(&base).wechat_backup_base_url(&backup);
    let (pay, watched) = client(&own, impatient());
    assert_eq!(code(pay.place_order(&direct("BACK-qq")).await.and_then(Placement::placed)), "NOT_CONNECTED");
    assert!(watched.hosts().iter().all(|host| *host == base));
    // With a token at hand it is the order itself that fails; QQ and WeChat Pay have one address here.
    let (pay, watched) =
        client(&settings(&shop.sandbox).wechat_backup_base_url(nowhere().await), impatient());
    pay.access_token().await.unwrap();
    shop.sandbox.add_fault(Fault { endpoint: FaultEndpoint::Proxy, kind: FaultKind::DropBefore, times: 2 });
    pay.place_order(&direct("BACK-qq2")).await.and_then(Placement::placed).unwrap();
    assert_eq!(watched.hosts(), vec![backup.clone(); 4]);
}

#[tokio::test(flavor = "multi_thread")]
async fn another_base_address_has_no_backup_of_its_own() {
    let shop = Shop::open().await;
    let base = nowhere().await;
    let (pay, watched) = client(&settings(&shop.sandbox).wechat_base_url(&base), impatient());
    assert_eq!(code(pay.query_order(&id("BACK-alone")).await), "NOT_CONNECTED");
    assert_eq!(watched.hosts(), vec![base.clone(); 3]);
}
