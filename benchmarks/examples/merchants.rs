//! What many merchants in one process cost: time to make their clients, memory, and the time to find whose notification it is.
//!
//! `cargo run --release -p qq-wxpay-benchmarks --example merchants [COUNT]`, on Linux, which says how much memory a process has. The owner is
//! found by the public key that the headers name (`key`), or without headers by trying the `APIv3` keys (`secrets`).
#![allow(clippy::print_stdout)] // a program speaks through it
#![allow(clippy::unwrap_used)] // a program of the benchmarks: a panic is the failure
#![allow(clippy::float_arithmetic)] // figures of time and memory, no money

use std::hint::black_box;
use std::process::ExitCode;
use std::time::Instant;

use qq_wxpay::Settings;
use qq_wxpay::client::Merchants;
use qq_wxpay::http::Headers;
use qq_wxpay::model::RequestFromJson as _;
use qq_wxpay_benchmarks::figures::{By, resident, tell};
use serde_json::{Value, json};

/// So often an owner is looked for.
const TIMES: u32 = 200;

fn main() -> ExitCode {
    let Some(Ok(count)) = std::env::args().nth(1).map_or(Some(Ok(10_000)), |text| Some(text.parse::<u32>()))
    else {
        println!("merchants [COUNT]");
        return ExitCode::from(2);
    };
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/../core/tests/vectors/generated_merchant.json");
    let vector: Value = serde_json::from_slice(&std::fs::read(path).unwrap()).unwrap();
    let texts: Vec<String> = (0..count).map(|index| settings(&vector["settings"], index, count)).collect();
    let before = resident();
    let began = Instant::now();
    let merchants = Merchants::new();
    for (index, text) in texts.iter().enumerate() {
        merchants.open(&format!("shop {index}"), &Settings::from_json(text).unwrap()).unwrap();
    }
    let took = began.elapsed();
    let grown = resident().saturating_sub(before);
    let each = took.as_secs_f64() * 1e6 / f64::from(count);
    tell(&format!("merchants-open/{count}"), "us", By::Clock, Some(each), &[]);
    tell(&format!("merchants-memory/{count}"), "MB", By::Neither, Some(f64::from(grown) / 1000.0), &[]);
    let notification = &vector["notification"];
    let body = notification["body"].as_str().unwrap().as_bytes();
    let own = headers(notification);
    for (what, headers) in [("key", own), ("secrets", Headers::default())] {
        let began = Instant::now();
        for _ in 0..TIMES {
            let owner = merchants.owner(&headers, body).unwrap();
            assert_eq!(black_box(owner).name, format!("shop {}", count - 1));
        }
        let each = began.elapsed().as_secs_f64() * 1e6 / f64::from(TIMES);
        tell(&format!("merchants-owner-{what}/{count}"), "us", By::Clock, Some(each), &[]);
    }
    ExitCode::SUCCESS
}

/// The last is the merchant of the notification; the others have numbers and keys of their own.
fn settings(last: &Value, index: u32, count: u32) -> String {
    let mut own = last.clone();
    if index + 1 < count {
        own["mchid"] = json!(format!("18{index:08}"));
        own["api_v3_key"] = json!(format!("{index:032}"));
        own["public_key_id"] = json!(format!("PUB_KEY_ID_{index:016}"));
    }
    own.to_string()
}

fn headers(notification: &Value) -> Headers {
    let pairs = notification["headers"].as_object().unwrap().iter();
    pairs.map(|(name, value)| (name.as_str(), value.as_str().unwrap_or_default())).collect()
}
