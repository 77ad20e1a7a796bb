//! What the core takes when it is called directly, for the same work as `benchmarks/c/work.c`: name and microseconds of the processor.
//! `benchmarks/c/run` holds the two against each other.
#![allow(clippy::print_stdout)] // a program speaks through it
#![allow(clippy::unwrap_used)] // a program of the benchmarks: a panic is the failure
#![allow(clippy::float_arithmetic)] // figures of time, no money

use std::hint::black_box;

use qq_wxpay::environment::{NonceSource as _, RequestStamp, SystemNonce};
use qq_wxpay::http::Headers;
use qq_wxpay::model::{OrderRequest, RequestFromJson as _};
use qq_wxpay::notify::{self, Outcome};
use qq_wxpay::operations::PlaceOrder;
use qq_wxpay::{CallContext, Config, Operation as _, Secret, Settings};
use rustix::time::{ClockId, clock_gettime};
use serde_json::Value;

const ROUNDS: u32 = 60;

fn now() -> f64 {
    let time = clock_gettime(ClockId::ProcessCPUTime);
    time.tv_sec as f64 * 1e6 + time.tv_nsec as f64 / 1e3
}

/// The best of many short rounds: the machine does other things, too.
fn best(name: &str, calls: u32, work: impl Fn()) {
    let rounds = (0..ROUNDS).map(|_| {
        let begin = now();
        (0..calls).for_each(|_| work());
        (now() - begin) / f64::from(calls)
    });
    println!("{name} {:.2}", rounds.fold(f64::INFINITY, f64::min));
}

fn order(config: &Config, token: &Secret, now: i64) {
    let order = OrderRequest::new("T20261123000001", "Blue mug", 1999, "203.0.113.7");
    let stamp = RequestStamp::new(now, SystemNonce.nonce());
    let context = CallContext::new(config, &stamp).with_access_token(token);
    black_box(PlaceOrder::prepare(&order, &context).unwrap());
}

fn main() {
    let read = |name: &str| -> Value {
        let path = format!("{}/../tests/cases/{name}", env!("CARGO_MANIFEST_DIR"));
        serde_json::from_slice(&std::fs::read(path).unwrap()).unwrap()
    };
    let (defaults, case) = (read("defaults.json"), read("v3_notifications.json")["cases"][0].clone());
    let config =
        Settings::from_json(&defaults["settings"].to_string()).and_then(|text| text.build()).unwrap();
    let (token, now) = (Secret::new("EXAMPLE+TOKEN/with=specials"), defaults["now"].as_i64().unwrap());
    best("order", 20, || order(&config, &token, now));

    let pairs = case["headers"].as_object().unwrap().iter();
    let headers: Headers =
        pairs.map(|(name, value)| (name.as_str(), value.as_str().unwrap_or_default())).collect();
    let body = case["body"].as_str().unwrap().as_bytes();
    best("notification", 200, || {
        let handled = notify::handle(&config, black_box(&headers), black_box(body), now);
        assert!(matches!(handled.outcome, Outcome::Payment(_)));
    });
}
