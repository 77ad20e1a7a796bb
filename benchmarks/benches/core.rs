//! Our own work beside the bare RSA operation, in one run.
//!
//! After the criterion rows both sides are measured in turn, many short rounds each, by the processor's time: on a noisy machine only that
//! comparison holds. What the figures must be is in `benchmarks/targets.json`, and `cargo xtask bench` holds them against it.
#![allow(missing_docs)] // criterion's macros make undocumented functions

use std::time::Duration;

use criterion::{Criterion, criterion_group};
use qq_wxpay_benchmarks::figures::{By, given, in_turn, tell};
use qq_wxpay_benchmarks::work::Work;

fn rows(criterion: &mut Criterion) {
    let work = Work::new();
    criterion.bench_function("bare RSA-2048 signature", |b| b.iter(|| work.bare_sign()));
    criterion.bench_function("build and sign a V3 order", |b| b.iter(|| work.order()));
    criterion.bench_function("bare RSA-2048 verification", |b| b.iter(|| work.bare_verify()));
    criterion.bench_function("verify and decrypt a V3 notification", |b| b.iter(|| work.notification()));
}

fn ratios() {
    let work = Work::new();
    let [order, sign, notification, verify] = in_turn([
        (&|| work.order(), 20),
        (&|| work.bare_sign(), 20),
        (&|| work.notification(), 300),
        (&|| work.bare_verify(), 300),
    ]);
    tell("order-work", "us", By::Processor, Some(order), &[("bare AWS-LC", sign)]);
    tell("notification-work", "us", By::Processor, Some(notification), &[("bare AWS-LC", verify)]);
}

fn configured() -> Criterion {
    let seconds = Duration::from_secs_f64(given("SECONDS", 3.0));
    Criterion::default().sample_size(10).warm_up_time(seconds / 3).measurement_time(seconds).without_plots()
}

criterion_group! {
    name = benches;
    config = configured();
    targets = rows
}

fn main() {
    benches();
    // `cargo test --benches` runs each benchmark once, without optimisation: no figures then.
    if std::env::args().any(|argument| argument == "--bench") {
        ratios();
    }
}
