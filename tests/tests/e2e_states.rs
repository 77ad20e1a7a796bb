//! Every state that an order and a refund can be in, on the sandbox: what the queries tell, what `confirm_order` makes of
//! it, and what may still be done.
#![allow(clippy::unwrap_used)] // a test that unwraps fails with the place and the value

use qq_wxpay::model::{
    AbnormalRefundRequest, FoundOrder, OrderFamily, OrderReference, PaymentState, PlacedOrder, Placement,
    RefundId, RefundQuery, RefundRequest, RefundStatus as Told, StatusReason, V2RefundQuery, V2RefundRequest,
};
use qq_wxpay::notify::Outcome;
use qq_wxpay::{ErrorKind, Result};
use qq_wxpay_sandbox::{RefundStatus, Switches};
use qq_wxpay_tests::shop::{Shop, combine, direct, partner, v2};
use qq_wxpay_tests::with;

const FAMILIES: [OrderFamily; 4] =
    [OrderFamily::Direct, OrderFamily::Partner, OrderFamily::Combine, OrderFamily::V2];

/// What placing says: the order, or an error, which may mean that the outcome is not known.
fn outcome(said: Result<PlacedOrder>) -> Result<PlacedOrder> {
    said
}

async fn place(shop: &Shop, family: OrderFamily, number: &str) -> Result<PlacedOrder> {
    outcome(match family {
        OrderFamily::Direct => shop.pay.place_order(&direct(number)).await.and_then(Placement::placed),
        OrderFamily::Partner => {
            shop.pay.place_partner_order(&partner(&shop.sandbox, number)).await.and_then(Placement::placed)
        }
        OrderFamily::Combine => {
            shop.pay.place_combine_order(&combine(&shop.sandbox, number)).await.and_then(Placement::placed)
        }
        OrderFamily::V2 => shop.pay.place_v2_order(&v2(number)).await.and_then(Placement::placed),
        family => unreachable!("{family:?}"),
    })
}

fn reference(shop: &Shop, family: OrderFamily, number: &str) -> OrderReference {
    let order = OrderReference::new(family, number);
    match family {
        OrderFamily::Partner => order.of_sub_merchant(&shop.sandbox.identity().sub_mchids[0]),
        _ => order,
    }
}

/// The state in WeChat Pay's word, and in ours.
async fn state(shop: &Shop, order: &OrderReference) -> (String, PaymentState) {
    let status = shop.pay.confirm_order(order).await.unwrap();
    assert_eq!(status.reason, StatusReason::Answered, "{order:?}");
    let word = match status.found.unwrap() {
        FoundOrder::Direct(found) => found.trade_state.as_str().to_owned(),
        FoundOrder::Partner(found) => found.trade_state.as_str().to_owned(),
        FoundOrder::V2(found) => found.trade_state.as_str().to_owned(),
        FoundOrder::Combine(found) => {
            let first = found.sub_orders[0].trade_state.clone();
            assert!(found.sub_orders.iter().all(|part| part.trade_state == first), "all parts or none");
            first.as_str().to_owned()
        }
        other => panic!("{other:?}"),
    };
    (word, status.state)
}

fn is(word: &str, state: PaymentState) -> (String, PaymentState) {
    (word.to_owned(), state)
}

#[tokio::test(flavor = "multi_thread")]
async fn a_failed_payment_is_not_paid_and_can_be_closed() {
    let shop = Shop::open().await;
    for family in FAMILIES {
        let number = format!("STATE-failed-{family:?}");
        let order = reference(&shop, family, &number);
        let link = place(&shop, family, &number).await.unwrap().h5_url;
        assert_eq!(state(&shop, &order).await, is("NOTPAY", PaymentState::NotPaid), "{family:?}");
        assert!(shop.sandbox.fail_payment(&number), "{family:?}");
        assert_eq!(state(&shop, &order).await, is("PAYERROR", PaymentState::NotPaid), "{family:?}");
        assert!(!shop.sandbox.fail_payment(&number), "it has failed already");

        // Neither the old link nor a new one can be paid, and nobody is notified.
        assert!(shop.sandbox.pay(&link).await.is_err(), "{family:?}");
        let error = place(&shop, family, &number).await.unwrap_err();
        assert_eq!(
            (error.code(), error.retry().name()),
            ("OUT_TRADE_NO_USED", "confirm_first"),
            "{family:?}"
        );

        let status = shop.pay.close_if_unpaid(&order).await.unwrap();
        assert_eq!((status.state, status.error.is_none()), (PaymentState::Closed, true), "{family:?}");
        assert_eq!(state(&shop, &order).await, is("CLOSED", PaymentState::Closed), "{family:?}");
        assert!(!shop.sandbox.fail_payment(&number), "a closed order cannot be paid, so that cannot fail");
    }
    assert!(shop.counter.received().is_empty());
}

#[tokio::test(flavor = "multi_thread")]
async fn a_paid_order_cannot_fail_any_more_and_stays_paid_when_it_is_refunded() {
    let shop = Shop::open().await;
    for family in FAMILIES {
        let number = format!("STATE-paid-{family:?}");
        let order = reference(&shop, family, &number);
        let link = place(&shop, family, &number).await.unwrap().h5_url;
        shop.sandbox.pay(&link).await.unwrap();
        assert_eq!(state(&shop, &order).await, is("SUCCESS", PaymentState::Paid), "{family:?}");
        assert!(!shop.sandbox.fail_payment(&number) && !shop.sandbox.close_order(&number), "{family:?}");
        for request in refunds(&shop, family, &number) {
            shop.pay.refund(&request).await.unwrap();
        }
        assert_eq!(state(&shop, &order).await, is("REFUND", PaymentState::Paid), "{family:?}");
        let status = shop.pay.close_if_unpaid(&order).await.unwrap();
        assert_eq!(status.state, PaymentState::Paid, "{family:?}");
    }
}

/// A refund of one fen for the order, or for each part of it.
fn refunds(shop: &Shop, family: OrderFamily, number: &str) -> Vec<RefundRequest> {
    let sub_mchid = Some(shop.sandbox.identity().sub_mchids[0].clone());
    let of = |number: &str, total, sub_mchid| {
        with(RefundRequest::new(number, format!("{number}-R"), 1, total), |refund| {
            refund.sub_mchid = sub_mchid
        })
    };
    match family {
        OrderFamily::Direct | OrderFamily::V2 => vec![of(number, 1999, None)],
        OrderFamily::Partner => vec![of(number, 1999, sub_mchid)],
        OrderFamily::Combine => {
            vec![of(&format!("{number}-a"), 999, None), of(&format!("{number}-b"), 1000, sub_mchid)]
        }
        family => unreachable!("{family:?}"),
    }
}

/// The ends of a refund: how it is decided, how V3 tells it, and whether the order counts as refunded then.
const ENDS: [(RefundStatus, Told, &str); 3] = [
    (RefundStatus::Success, Told::Success, "REFUND"),
    (RefundStatus::Abnormal, Told::Abnormal, "REFUND"),
    (RefundStatus::Closed, Told::Closed, "SUCCESS"),
];

/// What the first notification of this refund says; notifications of other refunds may come between.
async fn refund_notice(shop: &Shop, refund_number: &str) -> Told {
    for count in 1.. {
        let received = shop.received(count).await;
        let notices = received.into_iter().filter_map(|message| match message.handled.outcome {
            Outcome::Refund(notice) if notice.out_refund_no == refund_number => Some(notice.refund_status),
            _ => None,
        });
        if let Some(status) = notices.into_iter().next() {
            return status;
        }
    }
    unreachable!("waiting ends with a panic")
}

#[tokio::test(flavor = "multi_thread")]
async fn a_refund_is_under_way_until_it_comes_to_one_of_its_ends() {
    let shop = Shop::open().await;
    for (decided, told, order_state) in ENDS {
        let number = format!("STATE-{decided:?}");
        let order = reference(&shop, OrderFamily::Direct, &number);
        let link = place(&shop, OrderFamily::Direct, &number).await.unwrap().h5_url;
        shop.sandbox.pay(&link).await.unwrap();
        let refund_number = format!("{number}-R");
        let made = shop.pay.refund(&RefundRequest::new(&number, &refund_number, 1, 1999)).await.unwrap();
        assert_eq!(made.status, Told::Processing, "{decided:?}");
        assert_eq!(
            shop.pay.query_refund(&RefundQuery::new(&refund_number)).await.unwrap().status,
            Told::Processing
        );
        assert_eq!(state(&shop, &order).await, is("REFUND", PaymentState::Paid), "{decided:?}");

        shop.sandbox.settle_refund(&refund_number, decided).unwrap();
        let found = shop.pay.query_refund(&RefundQuery::new(&refund_number)).await.unwrap();
        assert_eq!((&found.status, found.refund_id == made.refund_id), (&told, true));
        assert_eq!(found.success_time.is_some(), told == Told::Success, "{decided:?}");
        assert_eq!(state(&shop, &order).await, is(order_state, PaymentState::Paid), "{decided:?}");
        assert_eq!(refund_notice(&shop, &refund_number).await, told, "{decided:?}");

        // An end is an end; only what is abnormal can still be carried through.
        let again = shop.sandbox.settle_refund(&refund_number, RefundStatus::Success);
        assert_eq!(again.is_ok(), decided == RefundStatus::Abnormal, "{decided:?}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_refund_of_v2_comes_to_the_same_ends() {
    let shop = Shop::open().await;
    for (decided, end, order_state) in ENDS {
        let number = format!("STATE-v2-{decided:?}");
        let order = reference(&shop, OrderFamily::V2, &number);
        let link = place(&shop, OrderFamily::V2, &number).await.unwrap().h5_url;
        shop.sandbox.pay(&link).await.unwrap();
        shop.pay.v2_refund(&V2RefundRequest::new(&number, format!("{number}-R"), 1, 1999)).await.unwrap();
        let asked = RefundId::OutTradeNo(number.clone());
        let told = async || {
            let found = shop.pay.query_v2_refund(&V2RefundQuery::new(asked.clone())).await.unwrap();
            found.refunds[0].refund_status.clone()
        };
        assert_eq!(told().await, Told::Processing, "{decided:?}");
        shop.sandbox.settle_refund(&format!("{number}-R"), decided).unwrap();
        assert_eq!(told().await, end, "{decided:?}");
        assert_eq!(state(&shop, &order).await, is(order_state, PaymentState::Paid), "{decided:?}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn what_becomes_of_refunds_by_themselves_is_a_switch() {
    let shop = Shop::open().await;
    let link = place(&shop, OrderFamily::Direct, "STATE-switch").await.unwrap().h5_url;
    shop.sandbox.pay(&link).await.unwrap();
    for (decided, told, _) in ENDS {
        shop.sandbox.set_switches(Switches { refund_outcome: decided, ..Switches::default() });
        let number = format!("STATE-switch-{decided:?}");
        shop.pay.refund(&RefundRequest::new("STATE-switch", &number, 1, 1999)).await.unwrap();
        assert_eq!(shop.pay.query_refund(&RefundQuery::new(&number)).await.unwrap().status, Told::Processing);
        shop.advance(70);
        assert_eq!(shop.pay.query_refund(&RefundQuery::new(&number)).await.unwrap().status, told);
    }
    place(&shop, OrderFamily::Direct, "STATE-unpaid").await.unwrap();
    let request = RefundRequest::new("STATE-unpaid", "STATE-unpaid-R", 1, 1999);
    assert_eq!(shop.pay.refund(&request).await.unwrap_err().kind(), ErrorKind::Api);
    let error = shop.pay.query_refund(&RefundQuery::new("STATE-unpaid-R")).await.unwrap_err();
    assert_eq!(error.code(), "RESOURCE_NOT_EXISTS", "a refused refund is none");
}

#[tokio::test(flavor = "multi_thread")]
async fn an_abnormal_refund_is_sent_elsewhere_once() {
    let shop = Shop::open().await;
    let number = "STATE-elsewhere";
    let link = place(&shop, OrderFamily::Direct, number).await.unwrap().h5_url;
    shop.sandbox.pay(&link).await.unwrap();
    let made = shop.pay.refund(&RefundRequest::new(number, "STATE-else-R", 500, 1999)).await.unwrap();
    let to_user = |account: &str| {
        AbnormalRefundRequest::to_user(&made.refund_id, "STATE-else-R", ("CMB_DEBIT", account, "张三"))
    };
    let code = async |request: &AbnormalRefundRequest| {
        shop.pay
            .abnormal_refund(request)
            .await
            .map_or_else(|error| error.code().to_owned(), |found| found.status.to_string())
    };
    let good = to_user("6225880212345678");
    assert_eq!(code(&good).await, "INVALID_REQUEST", "it is not abnormal");
    shop.sandbox.settle_refund("STATE-else-R", RefundStatus::Abnormal).unwrap();
    assert_eq!(code(&to_user("no digits")).await, "PARAM_ERROR", "WeChat Pay reads what was encrypted");
    assert_eq!(code(&to_user("")).await, "FIELD_MISSING");
    let other = with(good.clone(), |refund| refund.refund_id = "500".to_owned());
    assert_eq!(code(&other).await, "RESOURCE_NOT_EXISTS");
    let applied = shop.pay.abnormal_refund(&good).await.unwrap();
    assert_eq!((applied.status, applied.channel.as_deref()), (Told::Processing, Some("OTHER_BANKCARD")));
    assert_eq!(code(&good).await, "INVALID_REQUEST", "once is enough");
    shop.sandbox.settle_refund("STATE-else-R", RefundStatus::Success).unwrap();
    assert_eq!(shop.pay.query_refund(&RefundQuery::new("STATE-else-R")).await.unwrap().status, Told::Success);
}
