//! One process of the soak's shop, in Rust: see `soak/README.md` for what it reads and says.
#![allow(clippy::unwrap_used)] // a program of the tests: a panic is the failure

use std::io::{BufRead as _, Write as _};
use std::sync::Arc;

use qq_wxpay::client::Notifications;
use qq_wxpay::http::Headers;
use qq_wxpay::model::{OrderFamily, OrderReference, Placement, RefundQuery, RefundRequest};
use qq_wxpay::notify::RefundEnd;
use qq_wxpay::{Error, QqWxPay, Settings};
use qq_wxpay_tests::shop::{TOTAL, direct};
use qq_wxpay_tests::with;

/// What goes back of an order, in fen.
const BACK: i64 = 500;

struct Worker {
    pay: QqWxPay,
    notifications: Notifications,
}

type Said = Result<Vec<String>, Error>;

#[tokio::main(worker_threads = 2)]
async fn main() {
    let worker = Arc::new(open());
    let (sender, mut lines) = tokio::sync::mpsc::unbounded_channel();
    std::thread::spawn(move || {
        for line in std::io::stdin().lock().lines().map_while(Result::ok) {
            let _ = sender.send(line);
        }
    });
    let mut under_way = tokio::task::JoinSet::new();
    while let Some(line) = lines.recv().await {
        let worker = Arc::clone(&worker);
        under_way.spawn(async move { worker.obey(&line).await });
        while under_way.try_join_next().is_some() {}
    }
    under_way.join_all().await;
}

fn open() -> Worker {
    let settings = Settings::from_variables(std::env::vars(), |path| std::fs::read(path)).unwrap();
    let pay = QqWxPay::builder(settings.build().unwrap()).build().unwrap();
    let notifications = Notifications::of(pay.clone())
        .paid(|paid| {
            let is_ours = paid.total == TOTAL;
            say(&["took", "paid", &paid.out_trade_no]);
            async move { if is_ours { Ok(()) } else { Err("it has another price".to_owned()) } }
        })
        .refund(|refund| {
            say(&["took", "refund", &refund.out_refund_no, status_of(refund.status)]);
            async move { Ok::<(), String>(()) }
        })
        .build();
    Worker { pay, notifications: notifications.unwrap() }
}

fn status_of(end: RefundEnd) -> &'static str {
    match end {
        RefundEnd::Success => "success",
        RefundEnd::Abnormal => "abnormal",
        RefundEnd::Closed => "closed",
        _ => "unknown",
    }
}

fn say(fields: &[&str]) {
    let mut out = std::io::stdout().lock();
    // Whoever does not listen any more ends this process.
    let _ = out.write_all((fields.join("\t") + "\n").as_bytes()).and_then(|()| out.flush());
}

/// A value's name as on the wire.
fn name<T: serde::Serialize>(value: &T) -> String {
    serde_json::to_value(value).unwrap().as_str().unwrap_or_default().to_owned()
}

impl Worker {
    async fn obey(&self, line: &str) {
        let fields: Vec<&str> = line.split('\t').collect();
        match self.work(fields[1], &fields[2..]).await {
            Ok(said) => {
                let said: Vec<&str> = said.iter().map(String::as_str).collect();
                say(&[&["said", fields[0]], said.as_slice()].concat());
            }
            Err(error) => say(&["failed", fields[0], error.code()]),
        }
    }

    async fn work(&self, work: &str, given: &[&str]) -> Said {
        match (work, given) {
            ("place", [number, notify_url]) => self.place(number, notify_url).await,
            ("confirm", [number]) => Ok(vec![name(&self.pay.confirm_order(&order(number)).await?.state)]),
            ("close", [number]) => Ok(vec![name(&self.pay.close_if_unpaid(&order(number)).await?.state)]),
            ("refund", [number, refund, notify_url]) => self.refund(number, refund, notify_url).await,
            ("refunded", [number]) => {
                Ok(vec![name(&self.pay.query_refund(&RefundQuery::new(*number)).await?.status)])
            }
            ("notify", [body, headers @ ..]) => Ok(self.notify(body, headers).await),
            _ => panic!("no work is called {work}"),
        }
    }

    async fn place(&self, number: &str, notify_url: &str) -> Said {
        let order = with(direct(number), |order| order.notify_url = Some(notify_url.to_owned()));
        Ok(match self.pay.place_order(&order).await? {
            Placement::Placed(placed) => vec!["placed".to_owned(), placed.h5_url],
            _ => vec!["to_confirm".to_owned()],
        })
    }

    async fn refund(&self, number: &str, refund: &str, notify_url: &str) -> Said {
        let request = with(RefundRequest::new(number, refund, BACK, TOTAL), |request| {
            request.notify_url = Some(notify_url.to_owned());
        });
        Ok(vec![name(&self.pay.refund(&request).await?.status)])
    }

    async fn notify(&self, body: &str, headers: &[&str]) -> Vec<String> {
        let headers: Headers = headers.chunks_exact(2).map(|pair| (pair[0], pair[1])).collect();
        let answer = self.notifications.receive(&headers, body.as_bytes()).await;
        vec!["answered".to_owned(), answer.status.to_string(), answer.body.into()]
    }
}

fn order(number: &str) -> OrderReference {
    OrderReference::new(OrderFamily::Direct, number)
}
