//! The process: its client, the address for notifications, and what it is told to do.

use std::io::BufRead as _;
use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};

use axum::Router;
use axum::body::Bytes;
use axum::extract::State;
use axum::http::{HeaderMap, StatusCode, header};
use axum::response::{IntoResponse as _, Response};
use qq_wxpay::client::{Notifications, ReqwestTransport};
use qq_wxpay::environment::Clock;
use qq_wxpay::http::Headers;
use qq_wxpay::model::{OrderFamily, PlacedOrder, Placement, RefundRequest, V2RefundRequest};
use qq_wxpay::notify::RefundEnd;
use qq_wxpay::{Error, QqWxPay, Settings};
use qq_wxpay_tests::chaos::{About, Command, Line, Order, Refund, say};
use qq_wxpay_tests::shop::{TOTAL, combine_of, direct, partner_of, v2};
use qq_wxpay_tests::with;
use rustix::process::{Resource, Rlimit, getrlimit, setrlimit};
use tokio::signal::unix::{SignalKind, signal};

use crate::parts::{Skewed, Told, Watched, limits};
use crate::work::Work;

/// What a write beyond the limit of a file's size raises, on Linux and macOS.
const SIGXFSZ: i32 = 25;

pub(crate) struct Shop {
    pub(crate) pay: QqWxPay,
    pub(crate) clock: Arc<Skewed>,
    notifications: Notifications,
    pub(crate) sub_mchid: String,
}

fn variable(name: &str) -> String {
    std::env::var(name).unwrap()
}

#[tokio::main(worker_threads = 2)]
pub(crate) async fn main() {
    let _survives = signal(SignalKind::from_raw(SIGXFSZ)).unwrap();
    let shop = Arc::new(open());
    let listener = tokio::net::TcpListener::bind(("127.0.0.1", 0)).await.unwrap();
    let port = listener.local_addr().unwrap().port();
    let router = Router::new().fallback(receive).with_state(Arc::clone(&shop));
    tokio::spawn(async move { axum::serve(listener, router).await });
    say(Line::Ready { port });
    let (sender, mut commands) = tokio::sync::mpsc::unbounded_channel();
    std::thread::spawn(move || {
        for line in std::io::stdin().lock().lines().map_while(Result::ok) {
            let Ok(command) = serde_json::from_str::<Command>(&line) else { return };
            let _ = sender.send(command);
        }
    });
    while let Some(command) = commands.recv().await {
        tokio::spawn(obey(Arc::clone(&shop), command));
    }
}

fn open() -> Shop {
    let settings = Settings::from_variables(std::env::vars(), |path| std::fs::read(path)).unwrap();
    let config = settings.build().unwrap();
    let clock = Arc::new(Skewed(AtomicI64::new(variable("CHAOS_SKEW").parse().unwrap())));
    let transport = Watched(ReqwestTransport::new(&config).unwrap());
    let pay = QqWxPay::builder(config)
        .clock(Arc::clone(&clock) as Arc<dyn Clock>)
        .transport(Arc::new(transport))
        .retry(limits())
        .observer(Arc::new(Told))
        .build()
        .unwrap();
    let work = Arc::new(Work::of(variable("CHAOS_SEED")));
    let same = Arc::clone(&work);
    let notifications = Notifications::of(pay.clone())
        .paid(move |paid| {
            assert_eq!(paid.total, TOTAL, "every order is for the same amount");
            let (work, number) = (Arc::clone(&work), paid.out_trade_no.clone());
            async move { work.run(About::Paid { number }, paid.repeat).await }
        })
        .refund(move |refund| {
            let (work, number) = (Arc::clone(&same), refund.out_refund_no.clone());
            let status = status_of(refund.status).to_owned();
            async move { work.run(About::Refund { number, status }, refund.repeat).await }
        })
        .build()
        .unwrap();
    Shop { pay, clock, notifications, sub_mchid: variable("CHAOS_SUB_MCHID") }
}

/// As WeChat Pay calls it.
pub(crate) fn status_of(end: RefundEnd) -> &'static str {
    match end {
        RefundEnd::Success => "SUCCESS",
        RefundEnd::Abnormal => "ABNORMAL",
        RefundEnd::Closed => "CLOSED",
        _ => "UNKNOWN",
    }
}

async fn receive(State(shop): State<Arc<Shop>>, headers: HeaderMap, body: Bytes) -> Response {
    let headers: Headers =
        headers.iter().map(|(name, value)| (name.as_str(), value.to_str().unwrap_or_default())).collect();
    let answer = shop.notifications.receive(&headers, &body).await;
    let status = StatusCode::from_u16(answer.status).unwrap();
    (status, [(header::CONTENT_TYPE, answer.content_type)], answer.body).into_response()
}

async fn obey(shop: Arc<Shop>, command: Command) {
    let (ask, said) = match command {
        Command::Place { ask, order, notify_url } => (ask, shop.place(&order, notify_url).await),
        Command::Refund { ask, refund, notify_url } => (ask, shop.refund(&refund, notify_url).await),
        Command::Token { ask } => {
            (ask, shop.pay.access_token().await.map(|_| String::new()).map_err(text_of))
        }
        Command::Poll { ask, orders, refunds } => {
            (ask, shop.poll(&orders, &refunds).await.map(|()| String::new()).map_err(text_of))
        }
        Command::Clock(seconds) => {
            shop.clock.0.fetch_add(seconds, Ordering::SeqCst);
            return;
        }
        Command::Disk { full } => return disk(full),
    };
    say(Line::Answer { ask, said });
}

/// A write fails with EFBIG, as it fails with ENOSPC on a disk that is full.
fn disk(full: bool) {
    let maximum = getrlimit(Resource::Fsize).maximum;
    let current = if full { Some(0) } else { maximum };
    setrlimit(Resource::Fsize, Rlimit { current, maximum }).unwrap();
}

fn text_of(error: Error) -> String {
    error.code().to_owned()
}

impl Shop {
    async fn place(&self, order: &Order, notify_url: String) -> Result<String, String> {
        let url = Some(notify_url);
        let placed: Result<Placement, Error> = match order.family {
            OrderFamily::Direct => {
                let order = with(direct(&order.number), |order| order.notify_url = url);
                self.pay.place_order(&order).await
            }
            OrderFamily::Partner => {
                let order =
                    with(partner_of(&self.sub_mchid, &order.number), |order| order.order.notify_url = url);
                self.pay.place_partner_order(&order).await
            }
            OrderFamily::Combine => {
                let merchants = [self.pay.config().mchid(), &self.sub_mchid];
                let order = with(combine_of(merchants, &order.number), |order| order.notify_url = url);
                self.pay.place_combine_order(&order).await
            }
            _ => {
                let order = with(v2(&order.number), |order| order.notify_url = url);
                self.pay.place_v2_order(&order).await
            }
        };
        placed.and_then(Placement::placed).map(|PlacedOrder { h5_url, .. }| h5_url).map_err(text_of)
    }

    async fn refund(&self, refund: &Refund, notify_url: String) -> Result<String, String> {
        let Refund { order: Order { family, number }, number: refund_number } = refund;
        // Of a combine order its first part.
        let (number, total) = match family {
            OrderFamily::Combine => (format!("{number}-a"), 999),
            _ => (number.clone(), TOTAL),
        };
        let asked = if *family == OrderFamily::V2 {
            let request = V2RefundRequest::new(number, refund_number, 500, total);
            let request = with(request, |request| request.notify_url = Some(notify_url));
            self.pay.v2_refund(&request).await.map(drop)
        } else {
            let request = with(RefundRequest::new(number, refund_number, 500, total), |request| {
                request.notify_url = Some(notify_url);
                request.sub_mchid = (*family == OrderFamily::Partner).then(|| self.sub_mchid.clone());
            });
            self.pay.refund(&request).await.map(drop)
        };
        asked.map(|()| String::new()).map_err(text_of)
    }
}
