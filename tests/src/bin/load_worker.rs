//! One process of the load program (`load.rs`): many callers that ask for the access token, and one that places orders.
#![allow(clippy::print_stdout)] // a program speaks through it
#![allow(clippy::unwrap_used)] // a program of the tests: a panic is the failure

use std::collections::{BTreeMap, HashSet};
use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};

use qq_wxpay::environment::{NonceSource as _, SystemNonce};
use qq_wxpay::model::Placement;
use qq_wxpay::{Error, QqWxPay};
use qq_wxpay_tests::shop::direct;
use serde::Serialize;

#[derive(Default, Serialize)]
struct Report {
    tokens: u64,
    orders: u64,
    failures: BTreeMap<String, u64>,
    distinct: usize,
}

impl Report {
    fn failed(&mut self, error: &Error) {
        *self.failures.entry(error.code().to_owned()).or_default() += 1;
    }
}

fn variable(name: &str) -> String {
    std::env::var(name).unwrap()
}

#[tokio::main]
async fn main() {
    let pay = QqWxPay::from_env().unwrap();
    let end = Instant::now() + Duration::from_secs(variable("LOAD_SECONDS").parse().unwrap());
    let report = Arc::new(Mutex::new(Report::default()));
    let seen = Arc::new(Mutex::new(HashSet::new()));
    let mut tasks = Vec::new();
    for _ in 0..variable("LOAD_CALLERS").parse().unwrap() {
        let (pay, report, seen) = (pay.clone(), Arc::clone(&report), Arc::clone(&seen));
        tasks.push(tokio::spawn(async move {
            let spread = u64::from(SystemNonce.nonce().as_bytes()[0]) * 20;
            while Instant::now() < end {
                match pay.access_token().await {
                    Ok(token) => {
                        seen.lock().unwrap().insert(token.access_token.expose().to_owned());
                        report.lock().unwrap().tokens += 1;
                    }
                    Err(error) => report.lock().unwrap().failed(&error),
                }
                tokio::time::sleep(Duration::from_millis(2000 + spread)).await;
            }
        }));
    }
    let name = variable("LOAD_NAME");
    for index in 0.. {
        if Instant::now() >= end {
            break;
        }
        match pay.place_order(&direct(&format!("{name}-{index}"))).await {
            Ok(Placement::Placed(_)) => report.lock().unwrap().orders += 1,
            Ok(Placement::ToConfirm(open)) => report.lock().unwrap().failed(&open.error),
            Err(error) => report.lock().unwrap().failed(&error),
        }
        tokio::time::sleep(Duration::from_millis(250)).await;
    }
    for task in tasks {
        task.await.unwrap();
    }
    let mut report = report.lock().unwrap();
    report.distinct = seen.lock().unwrap().len();
    println!("{}", serde_json::to_string(&*report).unwrap());
}
