//! The functions that stand in the README, called for everything that the sandbox sends: nothing is acknowledged that nobody took.
#![allow(clippy::unwrap_used, clippy::print_stdout)] // a test that unwraps fails with the place and the value; the README prints

use std::collections::BTreeSet;
use std::sync::atomic::Ordering;
use std::sync::{Mutex, PoisonError};

use qq_wxpay::model::{Placement, RefundRequest, V2RefundRequest};
use qq_wxpay_sandbox::{RefundStatus, Switches};
use qq_wxpay_tests::shop::{Shop, combine, direct, partner, v2};

mod readme {
    use super::{find_order, mark_paid_once};

    include!("../../examples/rust/tests/snippets/notifications.rs");

    pub(super) fn of(pay: QqWxPay) -> Notifications {
        notifications(pay).unwrap()
    }
}

struct Own {
    number: String,
    total: i64,
}

/// Orders that the shop has marked paid.
static PAID: Mutex<BTreeSet<String>> = Mutex::new(BTreeSet::new());

fn find_order(number: &str) -> qq_wxpay::Result<Own> {
    Ok(Own { number: number.to_owned(), total: 1999 })
}

fn mark_paid_once(number: &str) -> qq_wxpay::Result<()> {
    PAID.lock().unwrap_or_else(PoisonError::into_inner).insert(number.to_owned());
    Ok(())
}

#[tokio::test(flavor = "multi_thread")]
async fn the_functions_of_the_readme_take_what_they_acknowledge() {
    let shop = Shop::open().await;
    shop.counter.receiving.store(true, Ordering::SeqCst);
    let notifications = readme::of(shop.pay.clone());
    shop.sandbox.set_switches(Switches {
        probe_before_each: true,
        duplicate_each: true,
        ..Switches::default()
    });
    let links = [
        shop.pay.place_order(&direct("RM-direct")).await.and_then(Placement::placed).unwrap(),
        shop.pay
            .place_partner_order(&partner(&shop.sandbox, "RM-partner"))
            .await
            .and_then(Placement::placed)
            .unwrap(),
        shop.pay
            .place_combine_order(&combine(&shop.sandbox, "RM-combine"))
            .await
            .and_then(Placement::placed)
            .unwrap(),
        shop.pay.place_v2_order(&v2("RM-order-v2")).await.and_then(Placement::placed).unwrap(),
    ];
    for link in &links {
        shop.sandbox.pay(&link.h5_url).await.unwrap();
    }
    for (number, status) in [
        ("RM-refund-1", RefundStatus::Success),
        ("RM-refund-2", RefundStatus::Abnormal),
        ("RM-refund-3", RefundStatus::Closed),
    ] {
        shop.pay.refund(&RefundRequest::new("RM-direct", number, 100, 1999)).await.unwrap();
        shop.sandbox.settle_refund(number, status).unwrap();
    }
    shop.pay.v2_refund(&V2RefundRequest::new("RM-order-v2", "RM-refund-4", 100, 1999)).await.unwrap();
    shop.advance(10);
    // Each of the eight twice, and a probe before some.
    let mut count = 16;
    let messages = loop {
        let messages = shop.received(count).await;
        let all = |name| messages.iter().filter(|message| message.handled.outcome.name() == name).count();
        if all("v2_refund") >= 2 && all("refund") >= 6 {
            break messages;
        }
        count = messages.len() + 1;
    };

    let mut rows = Vec::new();
    for message in &messages {
        let status = notifications.receive(&message.headers, &message.body).await.status;
        let name = message.handled.outcome.name();
        let expected = if name == "probe" { 401 } else { 200 };
        assert_eq!(status, expected, "{name}");
        rows.push(name);
    }
    let seen: BTreeSet<_> = rows.iter().copied().collect();
    let all = ["combine_payment", "partner_payment", "payment", "probe", "refund", "v2_payment", "v2_refund"];
    assert_eq!(seen, all.into_iter().collect(), "{rows:?}");
    let paid = PAID.lock().unwrap_or_else(PoisonError::into_inner).clone();
    let placed = ["RM-combine", "RM-direct", "RM-order-v2", "RM-partner"].map(str::to_owned);
    assert_eq!(paid, placed.into_iter().collect());
}

#[test]
fn the_functions_are_those_of_the_readmes() {
    let snippet = include_str!("../../examples/rust/tests/snippets/notifications.rs");
    for (name, readme) in [
        ("core/README.md", include_str!("../../core/README.md")),
        ("core/README.zh-CN.md", include_str!("../../core/README.zh-CN.md")),
    ] {
        let code = |text: &str| -> String {
            text.lines().map(|line| line.split(" // ").next().unwrap_or_default().to_owned() + "\n").collect()
        };
        assert!(code(readme).contains(&code(snippet)), "{name} shows other functions");
    }
}
