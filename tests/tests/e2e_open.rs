//! Open orders and refunds are asked for, and what became of each is reported once: on the sandbox, with every notification lost.
#![allow(clippy::unwrap_used)] // tests: a panic is the failure

use std::collections::BTreeMap;

use qq_wxpay::environment::Clock as _;
use qq_wxpay::model::{
    MessageVersion, OpenOrder, OpenOrders, OpenRefund, OpenRefunds, OrderFamily, OrderReference,
    PaymentState, RefundRequest, V2RefundRequest,
};
use qq_wxpay::notify::{OpenOrderReport, OpenRefundReport, RefundEnd};
use qq_wxpay_sandbox::{Deliver, Fault, FaultEndpoint, FaultKind, RefundStatus, Switches};
use qq_wxpay_tests::shop::{Shop, combine, direct, partner, v2};

/// What every order here costs, in fen.
const TOTAL: i64 = 1999;

/// A shop whose notifications are all lost.
async fn silent() -> Shop {
    let shop = Shop::open().await;
    shop.sandbox.set_switches(Switches { deliver: Deliver::Lost, ..Switches::default() });
    shop
}

/// Places an order, and gives its link.
async fn place(shop: &Shop, family: OrderFamily, number: &str) -> (OrderReference, String) {
    let placed = match family {
        OrderFamily::Direct => shop.pay.place_order(&direct(number)).await,
        OrderFamily::Partner => shop.pay.place_partner_order(&partner(&shop.sandbox, number)).await,
        OrderFamily::Combine => shop.pay.place_combine_order(&combine(&shop.sandbox, number)).await,
        _ => shop.pay.place_v2_order(&v2(number)).await,
    };
    let order = OrderReference::new(family, number);
    let order = match family {
        OrderFamily::Partner => order.of_sub_merchant(&shop.sandbox.identity().sub_mchids[0]),
        _ => order,
    };
    (order, placed.unwrap().placed().unwrap().h5_url)
}

/// A row of an order that is so many seconds old.
fn aged(shop: &Shop, order: &OrderReference, seconds: i64) -> OpenOrder {
    OpenOrder::new(order.clone(), TOTAL, (shop.clock.now() - seconds).to_string())
}

async fn run(shop: &Shop, open: OpenOrders) -> Vec<OpenOrderReport> {
    let rows = open.orders.len();
    let mut reports = shop.pay.confirm_open_orders(&open.per_second(100)).unwrap();
    let mut all = Vec::new();
    while let Some(report) = reports.next().await {
        all.push(report);
    }
    assert!(reports.next().await.is_none());
    let mut seen: Vec<_> = all.iter().map(|report| report.row().0 as usize).collect();
    seen.sort_unstable();
    assert_eq!(seen, (0..rows).collect::<Vec<_>>(), "one report for each row");
    all.sort_by_key(|report| report.row().0);
    all
}

async fn run_refunds(shop: &Shop, open: OpenRefunds) -> Vec<OpenRefundReport> {
    let mut reports = shop.pay.confirm_open_refunds(&open.per_second(100)).unwrap();
    let mut all = BTreeMap::new();
    while let Some(report) = reports.next().await {
        assert!(all.insert(report.row().0, report).is_none(), "one report for each row");
    }
    all.into_values().collect()
}

fn names(reports: &[OpenOrderReport]) -> Vec<&'static str> {
    reports.iter().map(OpenOrderReport::name).collect()
}

#[tokio::test(flavor = "multi_thread")]
async fn a_payment_whose_notification_was_lost_is_reported_as_a_notification_would() {
    let shop = silent().await;
    let mut rows = Vec::new();
    for family in OrderFamily::ALL {
        for paid in ["paid", "open"] {
            let (order, link) = place(&shop, family, &format!("OPEN-{paid}-{}", family.name())).await;
            if paid == "paid" {
                shop.sandbox.pay(&link).await.unwrap();
            }
            rows.push(aged(&shop, &order, 61));
        }
    }
    let reports = run(&shop, OpenOrders::new(rows.clone())).await;
    assert_eq!(names(&reports), ["paid", "still_open"].repeat(4), "{reports:#?}");
    for (row, report) in rows.iter().zip(&reports) {
        match report {
            OpenOrderReport::Paid { order, paid, .. } => {
                assert_eq!((&row.order, row.order.family), (order, paid.family));
                assert_eq!((&paid.out_trade_no, paid.total), (&order.out_trade_no, TOTAL));
                assert_eq!(paid.orders.len(), 1 + usize::from(paid.family == OrderFamily::Combine));
                assert!(paid.orders.iter().all(|order| !order.transaction_id.is_empty()));
                assert!(!paid.refunded && !paid.repeat && paid.id.is_none());
            }
            OpenOrderReport::StillOpen { state, due_at, .. } => {
                assert_eq!(state.as_ref().unwrap().as_str(), "NOTPAY");
                assert!(due_at.ends_with("+08:00"), "{due_at}");
            }
            other => panic!("{other:?}"),
        }
    }
    assert_eq!(shop.sandbox.statistics().close_requests, 0);
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_paid_is_not_what_the_row_says() {
    let shop = silent().await;
    let (order, link) = place(&shop, OrderFamily::Direct, "OPEN-other").await;
    shop.sandbox.pay(&link).await.unwrap();
    let wrong = OpenOrder::new(order.clone(), TOTAL - 1, shop.day(-1) + "T00:00:00+08:00");
    let reports = run(&shop, OpenOrders::new([wrong]).every(86_400)).await;
    assert_eq!(names(&reports), ["refused"]);
    let error = reports[0].error().unwrap();
    assert_eq!((error.code(), error.field()), ("PAYMENT_DIFFERS", Some("amount.total")));
    // Refunded since: it was paid all the same.
    shop.pay.refund(&RefundRequest::new("OPEN-other", "OPEN-other-R", 1, TOTAL)).await.unwrap();
    let reports = run(&shop, OpenOrders::new([aged(&shop, &order, 60)])).await;
    let OpenOrderReport::Paid { paid, .. } = &reports[0] else { panic!("{reports:?}") };
    assert!(paid.refunded);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_refund_whose_notification_was_lost_is_reported_in_either_protocol() {
    let shop = silent().await;
    let ends = [
        (Some(RefundStatus::Success), Some(RefundEnd::Success)),
        (Some(RefundStatus::Abnormal), Some(RefundEnd::Abnormal)),
        (Some(RefundStatus::Closed), Some(RefundEnd::Closed)),
        (None, None),
    ];
    let mut rows = Vec::new();
    let mut expected = Vec::new();
    for (version, family) in
        [(MessageVersion::V3, OrderFamily::Direct), (MessageVersion::V2, OrderFamily::V2)]
    {
        for (index, (decided, end)) in ends.into_iter().enumerate() {
            let number = format!("OPEN-R{version:?}{index}");
            let (_, link) = place(&shop, family, &number).await;
            shop.sandbox.pay(&link).await.unwrap();
            let refund = format!("{number}-R");
            match version {
                MessageVersion::V3 => {
                    drop(shop.pay.refund(&RefundRequest::new(&number, &refund, 500, TOTAL)).await.unwrap());
                }
                MessageVersion::V2 => {
                    drop(
                        shop.pay
                            .v2_refund(&V2RefundRequest::new(&number, &refund, 500, TOTAL))
                            .await
                            .unwrap(),
                    );
                }
            }
            if let Some(decided) = decided {
                shop.sandbox.settle_refund(&refund, decided).unwrap();
            }
            rows.push(OpenRefund::new(version, refund, (shop.clock.now() - 61).to_string()));
            expected.push((version, end));
        }
    }
    let reports = run_refunds(&shop, OpenRefunds::new(rows.clone())).await;
    assert_eq!(reports.len(), 8);
    for ((row, (version, end)), report) in rows.iter().zip(expected).zip(reports) {
        match report {
            OpenRefundReport::Ended { refund, out_refund_no, .. } => {
                assert_eq!((refund.version, Some(refund.status)), (version, end));
                assert_eq!((&refund.out_refund_no, &out_refund_no), (&row.out_refund_no, &row.out_refund_no));
                assert_eq!(
                    (refund.refund, refund.success_time.is_some()),
                    (500, end == Some(RefundEnd::Success))
                );
            }
            OpenRefundReport::StillOpen { status, .. } => {
                assert_eq!((status.unwrap().as_str(), end), ("PROCESSING", None));
            }
            other => panic!("{other:?}"),
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_too_old_is_closed_and_what_is_paid_never() {
    let shop = silent().await;
    let mut rows = Vec::new();
    for family in OrderFamily::ALL {
        for what in ["old", "young", "paid", "closed"] {
            let (order, link) = place(&shop, family, &format!("OPEN-C-{what}-{}", family.name())).await;
            match what {
                "paid" => shop.sandbox.pay(&link).await.unwrap(),
                "closed" => assert!(shop.sandbox.close_order(&order.out_trade_no)),
                _ => {}
            }
            rows.push((what, order));
        }
    }
    // 610 s is due by its age alone; 1101 s is not, but to be closed.
    let open = rows.iter().map(|(what, order)| aged(&shop, order, if *what == "young" { 610 } else { 1101 }));
    let reports = run(&shop, OpenOrders::new(open).close_after(1100)).await;
    for ((what, order), report) in rows.iter().zip(&reports) {
        let expected = match *what {
            "old" | "closed" => ("closed", PaymentState::Closed),
            "paid" => ("paid", PaymentState::Paid),
            _ => ("still_open", PaymentState::NotPaid),
        };
        let state = shop.pay.confirm_order(order).await.unwrap().state;
        assert_eq!((report.name(), state), expected, "{order:?} {report:?}");
        if let OpenOrderReport::Closed { closed_now, .. } = report {
            assert_eq!(*closed_now, *what == "old", "{order:?}");
        }
    }
    assert_eq!(shop.sandbox.statistics().close_requests, 4, "one for each family");
}

#[tokio::test(flavor = "multi_thread")]
async fn nothing_is_closed_within_five_minutes_nor_unasked() {
    let shop = silent().await;
    let (order, _) = place(&shop, OrderFamily::V2, "OPEN-early").await;
    for seconds in [0, 1, 299] {
        let open = OpenOrders::new([aged(&shop, &order, 600)]).close_after(seconds);
        let error = shop.pay.confirm_open_orders(&open).unwrap_err();
        assert_eq!((error.code(), error.field()), ("CLOSE_TOO_EARLY", Some("close_after")));
    }
    assert_eq!(names(&run(&shop, OpenOrders::new([aged(&shop, &order, 86_450)])).await), ["still_open"]);
    let reports = run(&shop, OpenOrders::new([aged(&shop, &order, 299)]).close_after(300)).await;
    let OpenOrderReport::NotDue { due_at, .. } = &reports[0] else { panic!("{reports:?}") };
    let left = time::OffsetDateTime::parse(due_at, &time::format_description::well_known::Rfc3339).unwrap();
    assert!((left.unix_timestamp() - shop.clock.now() - 1).abs() <= 2, "the moment of closing: {due_at}");
    assert_eq!(shop.sandbox.statistics().close_requests, 0);
    let reports = run(&shop, OpenOrders::new([aged(&shop, &order, 301)]).close_after(300)).await;
    assert_eq!(names(&reports), ["closed"]);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_lost_reply_to_the_closing_is_made_up_for_by_a_question() {
    let shop = silent().await;
    for family in OrderFamily::ALL {
        let (order, _) = place(&shop, family, &format!("OPEN-lost-{}", family.name())).await;
        let fault = Fault { endpoint: FaultEndpoint::Close, kind: FaultKind::DropAfter, times: 3 };
        shop.sandbox.add_fault(fault);
        let reports = run(&shop, OpenOrders::new([aged(&shop, &order, 7200)]).close_after(7200)).await;
        assert_eq!(names(&reports), ["closed"], "{family:?} {reports:?}");
        shop.sandbox.clear_faults();
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn an_order_that_was_never_placed_is_told_once_it_must_be_known() {
    let shop = silent().await;
    for family in OrderFamily::ALL {
        let order = OrderReference::new(family, format!("OPEN-none-{}", family.name()));
        let order = order.of_sub_merchant(&shop.sandbox.identity().sub_mchids[0]);
        let open = OpenOrders::new([aged(&shop, &order, 181)]).close_after(300);
        let reports = run(&shop, open).await;
        assert!(matches!(reports[0], OpenOrderReport::StillOpen { state: None, .. }), "{reports:?}");
        let asked = shop.sandbox.statistics().query_requests;
        let reports = run(&shop, OpenOrders::new([aged(&shop, &order, 301)]).close_after(300)).await;
        assert_eq!(names(&reports), ["not_found"], "{reports:?}");
        assert_eq!(reports[0].error().unwrap().code().replace("_", ""), "ORDERNOTEXIST");
        assert_eq!(shop.sandbox.statistics().query_requests - asked, 2, "asked twice");
    }
    assert_eq!(shop.sandbox.statistics().close_requests, 0);
    let row =
        |version, age: i64| OpenRefund::new(version, "OPEN-none-R", (shop.clock.now() - age).to_string());
    for version in [MessageVersion::V3, MessageVersion::V2] {
        let young = run_refunds(&shop, OpenRefunds::new([row(version, 61)])).await;
        assert!(matches!(young[0], OpenRefundReport::StillOpen { status: None, .. }), "{young:?}");
        let old = run_refunds(&shop, OpenRefunds::new([row(version, 601)])).await;
        assert_eq!(old[0].name(), "not_found", "{old:?}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_wrong_row_is_refused_by_itself() {
    let shop = silent().await;
    let (order, _) = place(&shop, OrderFamily::Direct, "OPEN-right").await;
    let now = shop.clock.now();
    let right = aged(&shop, &order, 61);
    let of = |family, number: &str| OrderReference::new(family, number);
    let at = |seconds: String| OpenOrder::new(of(OrderFamily::Direct, "OPEN-x"), TOTAL, seconds);
    let mut rows = vec![
        (OpenOrder::new(of(OrderFamily::Direct, ""), TOTAL, "x"), "FIELD_MISSING", "order.out_trade_no"),
        (
            OpenOrder::new(of(OrderFamily::Direct, "a b"), TOTAL, "x"),
            "ORDER_NUMBER_CHARACTERS",
            "order.out_trade_no",
        ),
        (OpenOrder::new(of(OrderFamily::Partner, "OPEN-p"), TOTAL, "x"), "FIELD_MISSING", "order.sub_mchid"),
        (OpenOrder::new(of(OrderFamily::Direct, "OPEN-0"), 0, "x"), "AMOUNT_NOT_POSITIVE", "total"),
        (right.clone(), "", ""),
        (right.clone(), "ROW_TWICE", "order.out_trade_no"),
    ];
    for wrong in
        ["", "yesterday", "2026-06-08 10:34:56", &(now * 1000).to_string(), &(now + 7200).to_string()]
    {
        rows.push((at(wrong.to_owned()), "ROW_TIME", "placed_at"));
    }
    rows.push((aged(&shop, &order, 61).asked_at("never"), "ROW_TIME", "asked_at"));
    let reports = run(&shop, OpenOrders::new(rows.iter().map(|(row, ..)| row.clone()))).await;
    for (index, ((_, code, field), report)) in rows.iter().zip(&reports).enumerate() {
        let told = report.error().map(|error| (report.name(), error.code(), error.field().unwrap()));
        let field = format!("orders[{index}].{field}");
        assert_eq!(told, (!code.is_empty()).then_some(("refused", *code, field.as_str())), "{index}");
    }
    assert_eq!(reports[4].name(), "still_open");
    assert_eq!(shop.sandbox.statistics().query_requests, 1, "nothing was sent for the others");
    for (field, open) in [
        ("every", OpenOrders::new([]).every(0)),
        ("per_second", OpenOrders::new([]).per_second(101)),
        ("limit", OpenOrders::new([]).limit(0)),
    ] {
        let error = shop.pay.confirm_open_orders(&open).unwrap_err();
        assert_eq!((error.code(), error.field()), ("VALUE_NOT_ALLOWED", Some(field)));
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn what_was_asked_for_is_not_due_before_the_next_moment() {
    let shop = silent().await;
    let (order, _) = place(&shop, OrderFamily::Direct, "OPEN-due").await;
    let asked = |age: i64, ago: i64| {
        let asked_at = (shop.clock.now() - ago).to_string();
        OpenOrders::new([aged(&shop, &order, age).asked_at(asked_at)])
    };
    for (open, name) in [
        (OpenOrders::new([aged(&shop, &order, 10)]), "not_due"),
        (OpenOrders::new([aged(&shop, &order, 35)]), "still_open"),
        (OpenOrders::new([aged(&shop, &order, 800)]), "not_due"),
        (asked(800, 100), "not_due"),
        (asked(800, 700), "still_open"),
    ] {
        assert_eq!(names(&run(&shop, open.clone()).await), [name], "{open:?}");
    }
    assert_eq!(shop.sandbox.statistics().query_requests, 2);
}
