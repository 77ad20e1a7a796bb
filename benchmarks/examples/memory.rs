//! Whether memory grows: of `OPERATIONS` the first tenth and the last; one in ten is an order that is built and signed, the others are notifications.
#![allow(clippy::float_arithmetic)] // figures of memory, no amounts

use qq_wxpay_benchmarks::figures::{By, given, resident, tell};
use qq_wxpay_benchmarks::work::Work;

fn main() {
    let work = Work::new();
    let operations = given("OPERATIONS", 100_000.0) as u32;
    let run = |count: u32| {
        for number in 0..count {
            if number % 10 == 0 { work.order() } else { work.notification() }
        }
        f64::from(resident()) / 1000.0
    };
    let first = run(operations / 10);
    let last = run(operations - operations / 10);
    tell("memory-flat", "MB", By::Neither, Some(last), &[("the first tenth", first)]);
}
