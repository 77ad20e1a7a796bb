//! What happens to an order after it was placed: closing, refunds, unknown outcomes; on the sandbox.
#![allow(clippy::unwrap_used)] // a test that unwraps fails with the place and the value

use std::sync::atomic::Ordering;

use qq_wxpay::http::Method;
use qq_wxpay::model::{
    ApiRequest, CloseOrderRequest, CloseV2OrderRequest, FoundOrder, OrderFamily, OrderId, OrderReference,
    PaymentState, Placement, ProfitSharingQuery, ProfitSharingState, RefundId, RefundQuery, RefundRequest,
    RefundStatus, SettleInfo, StatusReason, UnfreezeRequest, V2RefundQuery, V2RefundRequest,
};
use qq_wxpay::notify::Outcome;
use qq_wxpay::{Error, ErrorKind, QqWxPay, Retry, Settings};
use qq_wxpay_sandbox::{Fault, FaultEndpoint, FaultKind};
use qq_wxpay_tests::shop::{PATIENCE, Shop, combine, direct, impatient, partner, settings, v2};
use qq_wxpay_tests::with;

fn reference(shop: &Shop, family: OrderFamily, number: &str) -> OrderReference {
    let order = OrderReference::new(family, number);
    match family {
        OrderFamily::Partner => order.of_sub_merchant(&shop.sandbox.identity().sub_mchids[0]),
        _ => order,
    }
}

/// Places one order of each family; gives the links.
async fn placed(shop: &Shop) -> Vec<(OrderReference, String)> {
    let pay = &shop.pay;
    let orders = [
        (
            OrderFamily::Direct,
            "LIFE-direct",
            pay.place_order(&direct("LIFE-direct")).await.and_then(Placement::placed),
        ),
        (
            OrderFamily::Partner,
            "LIFE-partner",
            pay.place_partner_order(&partner(&shop.sandbox, "LIFE-partner"))
                .await
                .and_then(Placement::placed),
        ),
        (
            OrderFamily::Combine,
            "LIFE-combine",
            pay.place_combine_order(&combine(&shop.sandbox, "LIFE-combine"))
                .await
                .and_then(Placement::placed),
        ),
        (OrderFamily::V2, "LIFE-v2", pay.place_v2_order(&v2("LIFE-v2")).await.and_then(Placement::placed)),
    ];
    orders
        .into_iter()
        .map(|(family, number, order)| (reference(shop, family, number), order.unwrap().h5_url))
        .collect()
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_not_paid_is_closed_and_cannot_be_paid_any_more() {
    let shop = Shop::open().await;
    for (order, link) in placed(&shop).await {
        let status = shop.pay.confirm_order(&order).await.unwrap();
        assert_eq!(
            (status.state, status.reason),
            (PaymentState::NotPaid, StatusReason::Answered),
            "{order:?}"
        );
        let status = shop.pay.close_if_unpaid(&order).await.unwrap();
        assert_eq!(
            (status.state, status.error.is_none()),
            (PaymentState::Closed, true),
            "{order:?} {status:?}"
        );
        assert!(shop.sandbox.pay(&link).await.is_err(), "a closed order was paid");
        let again = shop.pay.close_if_unpaid(&order).await.unwrap();
        assert_eq!(again.state, PaymentState::Closed, "closing twice is harmless");
    }
    let error = shop.pay.place_order(&direct("LIFE-direct")).await.and_then(Placement::placed).unwrap_err();
    assert_eq!(error.code(), "ORDER_CLOSED", "a closed number cannot be used again");
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_paid_is_never_closed() {
    let shop = Shop::open().await;
    for (order, link) in placed(&shop).await {
        shop.sandbox.pay(&link).await.unwrap();
        let status = shop.pay.close_if_unpaid(&order).await.unwrap();
        assert_eq!((status.state, status.reason), (PaymentState::Paid, StatusReason::Answered), "{order:?}");
        assert!(status.found.is_some());
    }
    let error = shop.pay.close_order(&CloseOrderRequest::new("LIFE-direct")).await.unwrap_err();
    assert_eq!((error.code(), error.retry().name()), ("ORDERPAID", "confirm_first"));
    let error = shop.pay.close_v2_order(&CloseV2OrderRequest::new("LIFE-v2")).await.unwrap_err();
    assert_eq!(error.code(), "ORDERPAID");
}

#[tokio::test(flavor = "multi_thread")]
async fn outcomes_that_nobody_knows_are_found_out() {
    let shop = Shop::open().await;
    let lost = reference(&shop, OrderFamily::Direct, "LIFE-lost");
    let status = shop.pay.confirm_order(&lost).await.unwrap();
    assert_eq!((status.state, status.reason), (PaymentState::NotPaid, StatusReason::NotFound));
    assert_eq!(shop.pay.close_if_unpaid(&lost).await.unwrap().reason, StatusReason::NotFound);

    // Every reply to the order is lost, but the order is there.
    shop.sandbox.add_fault(Fault { endpoint: FaultEndpoint::Proxy, kind: FaultKind::DropAfter, times: 10 });
    let error = shop.pay.place_order(&direct("LIFE-lost")).await.and_then(Placement::placed).unwrap_err();
    assert_eq!(error.retry().name(), "confirm_first");
    shop.sandbox.clear_faults();
    let status = shop.pay.confirm_order(&lost).await.unwrap();
    assert_eq!((status.state, status.reason), (PaymentState::NotPaid, StatusReason::Answered));

    // WeChat Pay cannot be asked: that too is a status.
    shop.sandbox.add_fault(Fault { endpoint: FaultEndpoint::Query, kind: FaultKind::DropBefore, times: 20 });
    let status = shop.pay.confirm_order(&lost).await.unwrap();
    assert_eq!((status.state, status.reason), (PaymentState::Unknown, StatusReason::NoAnswer));
    assert_eq!(status.error.unwrap().kind(), ErrorKind::Transport);
    shop.sandbox.clear_faults();

    let nobody = OrderReference::new(OrderFamily::Partner, "LIFE-1");
    let error = shop.pay.confirm_order(&nobody).await.unwrap_err();
    assert_eq!((error.code(), error.field()), ("FIELD_MISSING", Some("sub_mchid")));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_refund_in_parts_from_request_to_notification() {
    let shop = Shop::open().await;
    let placed = shop.pay.place_order(&direct("LIFE-refund")).await.and_then(Placement::placed).unwrap();
    let early = shop.pay.refund(&RefundRequest::new("LIFE-refund", "LIFE-R0", 1, 1999)).await.unwrap_err();
    assert_eq!(early.kind(), ErrorKind::Api, "an unpaid order has nothing to give back");
    shop.sandbox.pay(&placed.h5_url).await.unwrap();
    let before = shop.received(1).await.len();

    let request = RefundRequest::new("LIFE-refund", "LIFE-R1", 500, 1999);
    let refund = shop.pay.refund(&request).await.unwrap();
    assert_eq!((refund.amount.refund, &refund.status), (500, &RefundStatus::Processing));
    let again = shop.pay.refund(&request).await.unwrap();
    assert_eq!(again.refund_id, refund.refund_id, "the same number gives the same refund");
    let other = shop.pay.refund(&RefundRequest::new("LIFE-refund", "LIFE-R1", 600, 1999)).await.unwrap_err();
    assert_eq!(other.code(), "INVALID_REQUEST", "the same number with another amount is refused");
    let more = shop.pay.refund(&RefundRequest::new("LIFE-refund", "LIFE-R2", 1900, 1999)).await.unwrap_err();
    for error in [other, more] {
        assert_eq!((error.code(), error.retry()), ("INVALID_REQUEST", Retry::ConfirmFirst), "{error}");
        let remedy = error.remedy().unwrap();
        assert!(remedy.en.starts_with("Query the refund") && remedy.zh.contains("out_refund_no"), "{error}");
        assert!(!remedy.en.contains("order number"), "not the remedy of an order: {error}");
    }
    let order = reference(&shop, OrderFamily::Direct, "LIFE-refund");
    let status = shop.pay.confirm_order(&order).await.unwrap();
    assert!(
        matches!(status.found, Some(FoundOrder::Direct(found)) if found.trade_state.as_str() == "REFUND")
    );

    shop.advance(10);
    let refund = shop.pay.query_refund(&RefundQuery::new("LIFE-R1")).await.unwrap();
    assert_eq!(refund.status, RefundStatus::Success);
    let received = shop.received(before + 1).await.remove(before);
    let Outcome::Refund(notice) = received.handled.outcome else { panic!("{:?}", received.handled.outcome) };
    assert_eq!((notice.out_refund_no.as_str(), notice.amount.refund), ("LIFE-R1", 500));
    assert_eq!(notice.refund_status, RefundStatus::Success);
    assert_eq!(received.answer.status, 200);

    let unknown = shop.pay.query_refund(&RefundQuery::new("LIFE-R9")).await.unwrap_err();
    assert_eq!((unknown.kind(), unknown.code()), (ErrorKind::Api, "RESOURCE_NOT_EXISTS"));
    let too_much =
        shop.pay.refund(&RefundRequest::new("LIFE-refund", "LIFE-R2", 1999, 1999)).await.unwrap_err();
    assert_eq!(too_much.kind(), ErrorKind::Api, "more than is left");
}

async fn paid_v2(shop: &Shop, number: &str) {
    let placed = shop.pay.place_v2_order(&v2(number)).await.and_then(Placement::placed).unwrap();
    shop.sandbox.pay(&placed.h5_url).await.unwrap();
}

fn client(settings: Settings) -> QqWxPay {
    QqWxPay::builder(settings.build().unwrap()).retry(impatient()).build().unwrap()
}

#[tokio::test(flavor = "multi_thread")]
async fn v2_refunds_show_the_merchant_certificate() {
    let shop = Shop::open().await;
    shop.counter.receiving.store(true, Ordering::SeqCst);
    paid_v2(&shop, "LIFE-v2-refund").await;
    let received = shop.received(1).await.len();
    let taken =
        shop.pay.v2_refund(&V2RefundRequest::new("LIFE-v2-refund", "LIFE-V1", 500, 1999)).await.unwrap();
    assert_eq!((taken.refund_fee, taken.out_refund_no.as_str()), (500, "LIFE-V1"));
    shop.advance(10);
    let asked = RefundId::OutTradeNo("LIFE-v2-refund".to_owned());
    let found = shop.pay.query_v2_refund(&V2RefundQuery::new(asked.clone())).await.unwrap();
    assert_eq!((found.refunds.len(), &found.refunds[0].refund_status), (1, &RefundStatus::Success));
    let notice = shop.received(received + 1).await.remove(received);
    let Outcome::V2Refund(notice) = notice.handled.outcome else { panic!("{:?}", notice.handled.outcome) };
    assert_eq!((notice.out_refund_no.as_str(), notice.refund_fee), ("LIFE-V1", 500));

    // The same out of apiclient_cert.p12, in its old and its new form.
    let identity = shop.sandbox.identity();
    for (number, p12) in
        [("LIFE-V2", &identity.merchant_pkcs12), ("LIFE-V3", &identity.merchant_pkcs12_modern)]
    {
        let mut settings = settings(&shop.sandbox).merchant_p12(p12);
        (settings.merchant_private_key, settings.merchant_certificate) = (None, None);
        let request = V2RefundRequest::new("LIFE-v2-refund", number, 100, 1999);
        assert_eq!(client(settings).v2_refund(&request).await.unwrap().refund_fee, 100);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_v2_refund_without_the_certificate_is_told_before_anything_is_sent() {
    let shop = Shop::open().await;
    paid_v2(&shop, "LIFE-v2-none").await;
    let mut settings = settings(&shop.sandbox).merchant_serial(&shop.sandbox.identity().merchant_serial);
    settings.merchant_certificate = None;
    let error: Error = client(settings)
        .v2_refund(&V2RefundRequest::new("LIFE-v2-none", "LIFE-V1", 500, 1999))
        .await
        .unwrap_err();
    assert_eq!((error.code(), error.field()), ("CLIENT_CERTIFICATE_MISSING", Some("merchant_certificate")));
    assert_eq!(error.retry().name(), "never");
}

#[tokio::test(flavor = "multi_thread")]
async fn any_other_interface_is_signed_and_verified() {
    let shop = Shop::open().await;
    shop.pay.place_order(&direct("LIFE-any")).await.and_then(Placement::placed).unwrap();
    let path = format!("/v3/pay/transactions/out-trade-no/LIFE-any?mchid={}", shop.sandbox.identity().mchid);
    let reply = shop.pay.request(&ApiRequest::new(Method::Get, &path)).await.unwrap();
    assert_eq!(reply.status, 200);
    assert!(reply.body.contains("\"NOTPAY\""));
    // A refusal with a body, and the empty answer of a path that nobody serves.
    for (path, kind) in
        [("/v3/refund/domestic/refunds/NOBODY", ErrorKind::Api), ("/v3/nothing/here", ErrorKind::Transport)]
    {
        let error = shop.pay.request(&ApiRequest::new(Method::Get, path)).await.unwrap_err();
        assert_eq!((error.kind(), error.http_status()), (kind, Some(404)), "{path}");
    }
    let close = ApiRequest::new(Method::Post, "/v3/pay/transactions/out-trade-no/LIFE-any/close")
        .body(format!(r#"{{"mchid":"{}"}}"#, shop.sandbox.identity().mchid));
    let reply = tokio::time::timeout(PATIENCE, shop.pay.request(&close)).await.unwrap().unwrap();
    assert_eq!((reply.status, reply.body.as_str()), (204, ""));
}

#[tokio::test(flavor = "multi_thread")]
async fn what_an_order_holds_back_is_given_to_the_merchant() {
    let shop = Shop::open().await;
    let shares = with(SettleInfo::default(), |settle| settle.profit_sharing = Some(true));
    let order = with(direct("LIFE-shares"), |order| order.settle_info = Some(shares));
    let placed = shop.pay.place_order(&order).await.and_then(Placement::placed).unwrap();
    shop.sandbox.pay(&placed.h5_url).await.unwrap();
    let paid = shop.pay.query_order(&OrderId::OutTradeNo("LIFE-shares".to_owned())).await.unwrap();
    let id = paid.transaction_id.unwrap();

    let taken = shop
        .pay
        .unfreeze_funds(&UnfreezeRequest::new(&id, "LIFE-shares-1", "nothing to share"))
        .await
        .unwrap();
    assert_eq!(taken.state, ProfitSharingState::Processing);
    let query = ProfitSharingQuery::new(&id, "LIFE-shares-1");
    let done = shop.pay.query_profit_sharing(&query).await.unwrap();
    assert_eq!(
        (&done.state, done.receivers[0].amount),
        (&ProfitSharingState::Finished, Some(order.amount.total))
    );

    let refused =
        shop.pay.unfreeze_funds(&UnfreezeRequest::new(&id, "LIFE-shares-2", "again")).await.unwrap_err();
    assert_eq!((refused.kind(), refused.code()), (ErrorKind::Api, "NOT_ENOUGH"));
    assert!(!format!("{done:?}").contains(shop.sandbox.identity().mchid.as_str()), "receivers are not shown");
}
