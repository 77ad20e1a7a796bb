//! The whole payment on the sandbox: order, pay, notification, query.
#![allow(clippy::unwrap_used)] // a test that unwraps fails with the place and the value

use std::sync::atomic::Ordering;

use qq_wxpay::ErrorKind;
use qq_wxpay::http::Headers;
use qq_wxpay::model::{
    Channel, CombineOrderQuery, Expected, OrderId, PartnerOrderQuery, PlacedOrder, Placement, TradeState,
    V2OrderQuery,
};
use qq_wxpay::notify::Outcome;
use qq_wxpay_sandbox::{
    Deliver, NotificationBody, NotificationHeaders, NotificationKey, RelayAnswer, Switches,
};
use qq_wxpay_tests::shop::{Shop, answer_to, combine, direct, partner, until, v2};

fn number(order: &str) -> OrderId {
    OrderId::OutTradeNo(order.to_owned())
}

async fn pay(shop: &Shop, order: &PlacedOrder) {
    shop.sandbox.pay(&order.h5_url).await.expect("the payer can pay");
}

#[tokio::test(flavor = "multi_thread")]
async fn all_four_orders_are_paid_notified_and_confirmed() {
    let shop = Shop::open().await;
    let orders = [
        shop.pay.place_order(&direct("E2E-direct")).await.and_then(Placement::placed).unwrap(),
        shop.pay
            .place_partner_order(&partner(&shop.sandbox, "E2E-partner"))
            .await
            .and_then(Placement::placed)
            .unwrap(),
        shop.pay
            .place_combine_order(&combine(&shop.sandbox, "E2E-combine"))
            .await
            .and_then(Placement::placed)
            .unwrap(),
        shop.pay.place_v2_order(&v2("E2E-v2")).await.and_then(Placement::placed).unwrap(),
    ];
    assert_eq!(shop.pay.query_order(&number("E2E-direct")).await.unwrap().trade_state, TradeState::NotPay);
    for order in &orders {
        assert!(order.verified);
        let arguments = order.request_payment.as_ref().expect("the sandbox sets a referer");
        assert_eq!(
            (arguments.url.as_str(), arguments.referer.as_str()),
            (order.h5_url.as_str(), "https://pay.example.com")
        );
        pay(&shop, order).await;
    }
    let mut outcomes = Vec::new();
    for received in shop.received(4).await {
        assert_eq!(received.answer.status, 200);
        let expected = Expected::order(received.handled.outcome.order().unwrap().out_trade_no, 1999);
        match &received.handled.outcome {
            Outcome::Payment(found) => found.expect(&expected).unwrap(),
            Outcome::PartnerPayment(found) => found.expect(&expected).unwrap(),
            Outcome::CombinePayment(found) => found.expect(&expected).unwrap(),
            Outcome::V2Payment(found) => {
                assert_eq!(found.attach.as_deref(), Some("a=b&c=<d>\"'"));
                found.expect(&expected).unwrap();
            }
            other => panic!("{}", other.name()),
        }
        outcomes.push(received.handled.outcome.name());
    }
    outcomes.sort_unstable();
    assert_eq!(outcomes, ["combine_payment", "partner_payment", "payment", "v2_payment"]);

    let sub_mchid = &shop.sandbox.identity().sub_mchids[0];
    assert!(shop.pay.query_order(&number("E2E-direct")).await.unwrap().trade_state.was_paid());
    let partner = shop
        .pay
        .query_partner_order(&PartnerOrderQuery::new(sub_mchid, number("E2E-partner")))
        .await
        .unwrap();
    assert!(partner.trade_state.was_paid());
    let by_transaction = OrderId::TransactionId(partner.transaction_id.clone().unwrap());
    assert_eq!(
        shop.pay
            .query_partner_order(&PartnerOrderQuery::new(sub_mchid, by_transaction.clone()))
            .await
            .unwrap(),
        partner
    );
    assert!(shop.pay.query_combine_order(&CombineOrderQuery::new("E2E-combine")).await.unwrap().was_paid());
    assert!(
        shop.pay.query_v2_order(&V2OrderQuery::new(number("E2E-v2"))).await.unwrap().trade_state.was_paid()
    );
    assert_eq!(shop.sandbox.statistics().token_requests, 1);
}

#[tokio::test(flavor = "multi_thread")]
async fn the_same_orders_straight_to_wechat_pay() {
    let shop = Shop::open().await;
    let mut orders = Vec::new();
    let mut request = direct("E2E|direct*");
    request.channel = Some(Channel::Direct);
    orders.push(shop.pay.place_order(&request).await.and_then(Placement::placed).unwrap());
    let mut request = partner(&shop.sandbox, "E2E-partner");
    request.order.channel = Some(Channel::Direct);
    orders.push(shop.pay.place_partner_order(&request).await.and_then(Placement::placed).unwrap());
    let mut request = combine(&shop.sandbox, "E2E-combine");
    request.channel = Some(Channel::Direct);
    orders.push(shop.pay.place_combine_order(&request).await.and_then(Placement::placed).unwrap());
    let mut request = v2("E2E-v2");
    request.channel = Some(Channel::Direct);
    orders.push(shop.pay.place_v2_order(&request).await.and_then(Placement::placed).unwrap());
    for order in &orders {
        pay(&shop, order).await;
    }
    assert!(shop.received(4).await.iter().all(|received| received.answer.status == 200));
    assert!(shop.pay.query_order(&number("E2E|direct*")).await.unwrap().trade_state.was_paid());
    let statistics = shop.sandbox.statistics();
    assert_eq!((statistics.token_requests, statistics.proxy_requests), (0, 0));
}

#[tokio::test(flavor = "multi_thread")]
async fn the_mini_program_can_open_only_links_of_the_proxy() {
    let shop = Shop::open().await;
    let order = shop.pay.place_order(&direct("E2E-open")).await.and_then(Placement::placed).unwrap();
    let arguments = order.request_payment.unwrap();
    let outcome = shop.sandbox.request_wx_payment(&arguments.url, &arguments.referer).await;
    assert_eq!(outcome.err_msg, "requestWxPayment:ok");
    let mut request = direct("E2E-open2");
    request.channel = Some(Channel::Direct);
    let arguments =
        shop.pay.place_order(&request).await.and_then(Placement::placed).unwrap().request_payment.unwrap();
    let outcome = shop.sandbox.request_wx_payment(&arguments.url, &arguments.referer).await;
    assert_eq!(outcome.err_msg, "requestWxPayment:fail url is invalid");
}

#[tokio::test(flavor = "multi_thread")]
async fn forged_and_changed_notifications_are_refused() {
    let shop = Shop::open().await;
    let order = shop.pay.place_order(&direct("E2E-forged")).await.and_then(Placement::placed).unwrap();
    pay(&shop, &order).await;
    let genuine = shop.received(1).await.remove(0);
    let mut changed = genuine.body.clone();
    let last = changed.len() - 3;
    changed[last] ^= 1;
    let forged = shop.pay.handle_notification(&genuine.headers, &changed);
    assert_eq!((forged.outcome.name(), answer_to(&forged).status), ("refused", 401));
    // Verified, but for another amount than the shop's own order says.
    let Outcome::Payment(found) = &genuine.handled.outcome else { panic!("a payment") };
    let error = found.expect(&Expected::order("E2E-forged", 1998)).unwrap_err();
    assert_eq!((error.kind(), error.field()), (ErrorKind::Mismatch, Some("amount.total")));
    let error = found.expect(&Expected::order("another", 1999)).unwrap_err();
    assert_eq!(error.field(), Some("out_trade_no"));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_handler_that_fails_gets_the_notification_again() {
    let shop = Shop::open().await;
    shop.counter.broken.store(true, Ordering::SeqCst);
    for order in [
        shop.pay.place_order(&direct("E2E-again")).await.and_then(Placement::placed).unwrap(),
        shop.pay.place_v2_order(&v2("E2E-again-v2")).await.and_then(Placement::placed).unwrap(),
    ] {
        pay(&shop, &order).await;
    }
    shop.received(4).await;
    shop.counter.broken.store(false, Ordering::SeqCst);
    let before = shop.counter.received().len();
    let all = shop.received(before + 2).await;
    let v3: Vec<_> = all.iter().filter(|received| received.handled.id.is_some()).collect();
    assert!(!v3[0].handled.repeat && v3[1].handled.repeat, "repetitions are told");
    until("both are acknowledged", || shop.sandbox.statistics().notifications_acknowledged == 2).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn probes_duplicates_and_reordering_do_no_harm() {
    let shop = Shop::open().await;
    shop.sandbox.set_switches(Switches {
        probe_before_each: true,
        duplicate_each: true,
        ..Switches::default()
    });
    let order = shop.pay.place_order(&direct("E2E-probe")).await.and_then(Placement::placed).unwrap();
    pay(&shop, &order).await;
    let all = shop.received(3).await;
    let names: Vec<_> = all.iter().map(|received| received.handled.outcome.name()).collect();
    assert_eq!(names.iter().filter(|name| **name == "probe").count(), 1, "{names:?}");
    assert_eq!(names.iter().filter(|name| **name == "payment").count(), 2, "{names:?}");
    assert!(
        all.iter()
            .filter(|received| received.handled.outcome.name() == "probe")
            .all(|probe| probe.answer.status == 401)
    );

    let before = shop.counter.received().len();
    shop.sandbox.set_switches(Switches { deliver: Deliver::Hold, ..Switches::default() });
    for name in ["E2E-held-1", "E2E-held-2"] {
        let order = shop.pay.place_order(&direct(name)).await.and_then(Placement::placed).unwrap();
        pay(&shop, &order).await;
    }
    assert_eq!(shop.sandbox.release_deliveries(), 2);
    let all = shop.received(before + 2).await;
    assert!(all[before..].iter().all(|received| received.handled.outcome.name() == "payment"));
}

#[tokio::test(flavor = "multi_thread")]
async fn lost_and_swallowed_notifications_are_found_by_query() {
    let shop = Shop::open().await;
    shop.sandbox.set_switches(Switches { deliver: Deliver::Lost, ..Switches::default() });
    let order = shop.pay.place_order(&direct("E2E-lost")).await.and_then(Placement::placed).unwrap();
    pay(&shop, &order).await;
    assert!(shop.pay.query_order(&number("E2E-lost")).await.unwrap().trade_state.was_paid());

    shop.sandbox.set_switches(Switches { relay_answer: RelayAnswer::Swallow, ..Switches::default() });
    shop.counter.broken.store(true, Ordering::SeqCst);
    let order = shop.pay.place_order(&direct("E2E-swallowed")).await.and_then(Placement::placed).unwrap();
    pay(&shop, &order).await;
    shop.received(1).await;
    assert!(shop.pay.query_order(&number("E2E-swallowed")).await.unwrap().trade_state.was_paid());
}

#[tokio::test(flavor = "multi_thread")]
async fn unsigned_stale_and_rewritten_notifications_are_believed_only_after_a_query() {
    let shop = Shop::open().await;
    let kinds = [
        (Switches { notification_headers: NotificationHeaders::Drop, ..Switches::default() }, "unsigned"),
        (Switches { notification_delay_seconds: 400, ..Switches::default() }, "stale"),
        (Switches { notification_body: NotificationBody::Reserialized, ..Switches::default() }, "refused"),
    ];
    for (index, (switches, outcome)) in kinds.into_iter().enumerate() {
        shop.sandbox.set_switches(switches);
        let name = format!("E2E-odd-{index}");
        let order = shop.pay.place_order(&direct(&name)).await.and_then(Placement::placed).unwrap();
        let before = shop.counter.received().len();
        pay(&shop, &order).await;
        let received = shop.received(before + 1).await.remove(before);
        assert_eq!((received.handled.outcome.name(), received.answer.status), (outcome, 401));
        let confirmed = shop.pay.confirm_notification(&received.headers, &received.body).await;
        if outcome == "refused" {
            assert_eq!(confirmed.outcome.name(), "refused", "a wrong signature is no reason to ask");
        } else {
            assert_eq!((confirmed.outcome.name(), answer_to(&confirmed).status), ("payment", 200));
        }
        assert!(shop.pay.query_order(&number(&name)).await.unwrap().trade_state.was_paid());
        // Repetitions of this order must not be taken for the next one's.
        shop.sandbox.set_switches(Switches::default());
        shop.counter.confirming.store(true, Ordering::SeqCst);
        let acknowledged = index as u64 + 1;
        until("acknowledged", || shop.sandbox.statistics().notifications_acknowledged == acknowledged).await;
        shop.counter.confirming.store(false, Ordering::SeqCst);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn confirming_says_what_the_query_says() {
    let shop = Shop::open().await;
    shop.counter.confirming.store(true, Ordering::SeqCst);
    for (index, headers) in [NotificationHeaders::Keep, NotificationHeaders::Drop].into_iter().enumerate() {
        shop.sandbox.set_switches(Switches { notification_headers: headers, ..Switches::default() });
        let before = shop.counter.received().len();
        let orders = [
            shop.pay
                .place_order(&direct(&format!("E2E-c-direct-{index}")))
                .await
                .and_then(Placement::placed)
                .unwrap(),
            shop.pay
                .place_partner_order(&partner(&shop.sandbox, &format!("E2E-c-partner-{index}")))
                .await
                .and_then(Placement::placed)
                .unwrap(),
            shop.pay
                .place_combine_order(&combine(&shop.sandbox, &format!("E2E-c-combine-{index}")))
                .await
                .and_then(Placement::placed)
                .unwrap(),
            shop.pay
                .place_v2_order(&v2(&format!("E2E-c-v2-{index}")))
                .await
                .and_then(Placement::placed)
                .unwrap(),
        ];
        for order in &orders {
            pay(&shop, order).await;
        }
        let all = shop.received(before + 4).await;
        let mut names: Vec<_> =
            all[before..].iter().map(|received| received.handled.outcome.name()).collect();
        names.sort_unstable();
        assert_eq!(names, ["combine_payment", "partner_payment", "payment", "v2_payment"]);
        assert!(all.iter().all(|received| received.answer.status == 200));
    }
    // An old message for an order that is not there any more: believed is the query.
    let genuine = shop.counter.received().remove(0);
    let elsewhere = Shop::open().await;
    let refused = elsewhere.pay.confirm_notification(&genuine.headers, &genuine.body).await;
    assert_eq!(refused.outcome.name(), "refused");
    assert_ne!(answer_to(&refused).status, 200);
}

#[tokio::test(flavor = "multi_thread")]
async fn notifications_are_verified_with_either_key() {
    let shop = Shop::open().await;
    shop.sandbox
        .set_switches(Switches { notification_key: NotificationKey::Certificate, ..Switches::default() });
    let order = shop.pay.place_order(&direct("E2E-key")).await.and_then(Placement::placed).unwrap();
    pay(&shop, &order).await;
    assert_eq!(shop.received(1).await[0].handled.outcome.name(), "payment");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_link_dies_after_five_minutes_and_the_identical_order_gives_a_fresh_one() {
    let shop = Shop::open().await;
    let first = shop.pay.place_order(&direct("E2E-late")).await.and_then(Placement::placed).unwrap();
    shop.advance(301);
    assert!(shop.sandbox.pay(&first.h5_url).await.unwrap_err().contains("支付请求已失效"));
    let second = shop.pay.place_order(&direct("E2E-late")).await.and_then(Placement::placed).unwrap();
    assert_ne!(first.h5_url, second.h5_url);
    pay(&shop, &second).await;
    assert_eq!(shop.sandbox.statistics().orders_created, 1);
    let again = shop.pay.place_order(&direct("E2E-late")).await.and_then(Placement::placed).unwrap_err();
    assert_eq!((again.code(), again.retry()), ("ORDERPAID", qq_wxpay::Retry::ConfirmFirst));
}

#[tokio::test(flavor = "multi_thread")]
async fn anything_may_be_posted_to_the_notification_address() {
    let shop = Shop::open().await;
    let none = Headers::default();
    for body in ["", "{", "<", "<xml", "[[[[", "\u{feff}", "null", "{\"resource\":null}", "9034|x"] {
        let handled = shop.pay.handle_notification(&none, body.as_bytes());
        assert_eq!(handled.outcome.name(), "refused", "{body}");
        assert!(answer_to(&handled).status >= 400, "{body}");
    }
    let huge = shop.pay.handle_notification(&none, &vec![b'{'; 3 << 20]);
    assert_eq!(huge.outcome.error().unwrap().code(), "NOTIFICATION_TOO_LARGE");
}
