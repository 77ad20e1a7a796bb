//! What the store of the access token costs: orders per second with memory, file and Redis, in turns, on one machine.
//!
//! `cargo run --release -p qq-wxpay-tests --bin store_cost [ROUNDS] [ORDERS]`; it starts a `redis-server` and three sandboxes, one for each
//! store, so that none ends the token of another. In each round a client is made anew, as a process that starts, asks for the token, and
//! places orders, 64 at a time; the stores take turns, and each round is compared with the one in memory beside it, because other work
//! on the machine comes and goes.
#![allow(clippy::print_stdout)] // a program speaks through it
#![allow(clippy::unwrap_used)] // a program of the tests: a panic is the failure
#![allow(clippy::float_arithmetic)] // no money is here

use std::path::Path;
use std::process::ExitCode;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::{Duration, Instant};

use qq_wxpay::model::Placement;
use qq_wxpay::{QqWxPay, Settings};
use qq_wxpay_sandbox::{Options, Sandbox};
use qq_wxpay_tests::redis::Redis;
use qq_wxpay_tests::shop::{direct, settings};
use tokio::task::JoinSet;

const IN_FLIGHT: usize = 64;

/// A store that costs more is looked into.
const MOST_PERCENT: f64 = 2.0;

/// One store, and what was measured with it.
struct Measured {
    name: &'static str,
    sandbox: Sandbox,
    settings: Settings,
    /// Orders per second, by round.
    rates: Vec<f64>,
    /// How long a new client takes to find the token, by round, in microseconds.
    looks: Vec<f64>,
}

#[tokio::main]
async fn main() -> ExitCode {
    let mut numbers = std::env::args().skip(1).map(|text| text.parse::<usize>());
    let (rounds, orders) = match (numbers.next(), numbers.next()) {
        (None, _) => (21, 400),
        (Some(Ok(rounds @ 1..)), None) => (rounds, 400),
        (Some(Ok(rounds @ 1..)), Some(Ok(orders @ 1..))) => (rounds, orders),
        _ => {
            println!("store_cost [ROUNDS] [ORDERS]");
            return ExitCode::from(2);
        }
    };
    let folder = std::env::temp_dir().join(format!("qq-wxpay-store-cost-{}", std::process::id()));
    let redis = Redis::start();
    let mut stores = open(&folder, &redis).await;
    for store in &mut stores {
        store.round(0, orders).await; // fetches the token, and warms up
        (store.rates, store.looks) = (Vec::new(), Vec::new());
    }
    for round in 1..=rounds {
        for turn in 0..stores.len() {
            let next = (round + turn) % stores.len();
            stores[next].round(round, orders).await;
        }
    }
    println!("{rounds} rounds of {orders} orders with each store, {IN_FLIGHT} at a time\n");
    print(&stores);
    let fetched: Vec<u64> = stores.iter().map(|store| store.sandbox.statistics().token_requests).collect();
    println!("\ngetToken: {fetched:?}");
    for store in stores {
        store.sandbox.stop().await;
    }
    let _ = std::fs::remove_dir_all(&folder);
    ExitCode::SUCCESS
}

async fn open(folder: &Path, redis: &Redis) -> Vec<Measured> {
    let mut stores = Vec::new();
    let choices = [
        ("memory", "memory".to_owned()),
        ("file", format!("file:{}", folder.display())),
        ("Redis", redis.url()),
    ];
    for (name, choice) in choices {
        let sandbox = Sandbox::start(Options::default()).await.unwrap();
        let settings = settings(&sandbox).token_store(choice);
        stores.push(Measured { name, sandbox, settings, rates: Vec::new(), looks: Vec::new() });
    }
    stores
}

impl Measured {
    /// A new client places so many orders.
    async fn round(&mut self, round: usize, orders: usize) {
        let pay = QqWxPay::new(&self.settings).unwrap();
        let begin = Instant::now();
        pay.access_token().await.unwrap();
        self.looks.push(begin.elapsed().as_secs_f64() * 1e6);
        let begin = Instant::now();
        place(&pay, round, orders).await;
        self.rates.push(orders as f64 / begin.elapsed().as_secs_f64());
    }
}

async fn place(pay: &QqWxPay, round: usize, orders: usize) {
    let next = Arc::new(AtomicUsize::new(0));
    let mut tasks = JoinSet::new();
    for _ in 0..IN_FLIGHT {
        let (pay, next) = (pay.clone(), Arc::clone(&next));
        tasks.spawn(async move {
            loop {
                let index = next.fetch_add(1, Ordering::Relaxed);
                if index >= orders {
                    return;
                }
                let order = direct(&format!("COST-{round}-{index}"));
                pay.place_order(&order).await.and_then(Placement::placed).unwrap();
            }
        });
    }
    while let Some(ended) = tasks.join_next().await {
        ended.unwrap();
    }
}

fn print(stores: &[Measured]) {
    println!(
        "| store | orders/s, median | quartiles | beside memory in the same round, median | quartiles | a new client finds the token in, median |\n|---|---:|---:|---:|---:|---:|"
    );
    for store in stores {
        let ratios: Vec<f64> =
            store.rates.iter().zip(&stores[0].rates).map(|(own, memory)| own / memory).collect();
        let [low, median, high] = quartiles(&store.rates);
        let [least, ratio, most] = quartiles(&ratios);
        let [_, look, _] = quartiles(&store.looks);
        println!(
            "| {} | {median:.0} | {low:.0}–{high:.0} | {ratio:.3} | {least:.3}–{most:.3} | {:?} |",
            store.name,
            Duration::from_micros(look as u64)
        );
        if (1.0 - ratio) * 100.0 > MOST_PERCENT {
            println!("more than {MOST_PERCENT} %: to be looked into");
        }
    }
}

/// The values below which a quarter, a half and three quarters of these are.
fn quartiles(values: &[f64]) -> [f64; 3] {
    let mut values = values.to_vec();
    values.sort_by(f64::total_cmp);
    [1, 2, 3].map(|quarter| values[(values.len() * quarter).div_ceil(4).saturating_sub(1)])
}
