//! What the bare operations and the core without a border take on this machine: with them the floor of every language is made.

use qq_wxpay_benchmarks::figures::{By, in_turn, tell};
use qq_wxpay_benchmarks::work::Work;

fn main() {
    let work = Work::new();
    let [sign, verify, notification, order] = in_turn([
        (&|| work.bare_sign(), 20),
        (&|| work.bare_verify(), 200),
        (&|| work.notification(), 200),
        (&|| work.order(), 20),
    ]);
    tell("bare-sign", "us", By::Processor, None, &[("AWS-LC", sign)]);
    tell("bare-verify", "us", By::Processor, None, &[("AWS-LC", verify)]);
    tell("core-notification", "us", By::Processor, None, &[("core", notification)]);
    tell("core-order", "us", By::Processor, None, &[("core", order)]);
}
