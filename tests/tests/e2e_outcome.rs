//! An outcome that is not known stays not known, whatever the later attempts of the same call say; and no call takes
//! longer than it may.
#![allow(clippy::unwrap_used)] // tests: a panic is the failure

use std::time::{Duration, Instant};

use qq_wxpay::http::Method;
use qq_wxpay::model::{
    ApiRequest, Channel, OrderFamily, OrderId, OrderReference, OrderRequest, PaymentState, Placement,
    StatusReason, TradeBillRequest,
};
use qq_wxpay::retry::RetryPolicy;
use qq_wxpay::{Error, QqWxPay, Retry, Settings};
use qq_wxpay_sandbox::{Fault, FaultEndpoint, FaultKind, Switches};
use qq_wxpay_tests::shop::{Shop, combine, direct, impatient, other_process, partner, settings, v2};
use qq_wxpay_tests::with;
use tokio::net::TcpListener;

fn strike(shop: &Shop, endpoint: FaultEndpoint, kind: FaultKind, times: u32) {
    shop.sandbox.add_fault(Fault { endpoint, kind, times });
}

fn straight(number: &str) -> OrderRequest {
    with(direct(number), |order| order.channel = Some(Channel::Direct))
}

fn told(error: &Error) -> (&str, Retry) {
    (error.code(), error.retry())
}

#[tokio::test(flavor = "multi_thread")]
async fn a_refusal_after_a_lost_reply_is_to_be_confirmed() {
    let shop = Shop::open().await;
    shop.sandbox.set_switches(Switches { fresh_link_for_same_order: false, ..Switches::default() });
    for (endpoint, order) in
        [(FaultEndpoint::Proxy, direct("OUT-lost1")), (FaultEndpoint::Order, straight("OUT-lost2"))]
    {
        strike(&shop, endpoint, FaultKind::DropAfter, 1);
        let error = shop.pay.place_order(&order).await.and_then(Placement::placed).unwrap_err();
        assert_eq!(told(&error), ("INVALID_REQUEST", Retry::ConfirmFirst), "{error}");
        let id = OrderId::OutTradeNo(order.out_trade_no.clone());
        assert!(!shop.pay.query_order(&id).await.unwrap().trade_state.was_paid(), "the order exists");
        // The same refusal alone is final: this call has sent nothing before it.
        let error = shop.pay.place_order(&order).await.and_then(Placement::placed).unwrap_err();
        assert_eq!(told(&error), ("INVALID_REQUEST", Retry::Never), "{error}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn an_order_whose_reply_is_lost_is_a_result_that_names_it() {
    let shop = Shop::open().await;
    let (sub_mchid, number) = (shop.sandbox.identity().sub_mchids[0].clone(), "OUT-result");
    let lose = || strike(&shop, FaultEndpoint::Proxy, FaultKind::DropAfter, 99);
    lose();
    let mut lost = vec![shop.pay.place_order(&direct(number)).await.unwrap()];
    lost.push(shop.pay.place_partner_order(&partner(&shop.sandbox, "OUT-result-p")).await.unwrap());
    lost.push(shop.pay.place_combine_order(&combine(&shop.sandbox, "OUT-result-c")).await.unwrap());
    lost.push(shop.pay.place_v2_order(&v2("OUT-result-v2")).await.unwrap());
    shop.sandbox.clear_faults();
    for ((family, sub_mchid), lost) in
        OrderFamily::ALL.into_iter().zip([None, Some(sub_mchid), None, None]).zip(lost)
    {
        let Placement::ToConfirm(lost) = lost else { panic!("{family:?}: the reply arrived") };
        assert_eq!((lost.order.family, &lost.order.sub_mchid), (family, &sub_mchid));
        assert_eq!(lost.error.retry(), Retry::ConfirmFirst);
        let status = shop.pay.confirm_order(&lost.order).await.unwrap();
        assert_eq!(status.state, PaymentState::NotPaid, "{family:?}: it exists");
    }
    // What is refused for good is an error.
    shop.sandbox.set_switches(Switches { merchant_bound: false, ..Switches::default() });
    assert_eq!(shop.pay.place_order(&direct("OUT-refused")).await.unwrap_err().code(), "9030");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_server_error_leaves_the_outcome_open_too() {
    let shop = Shop::open().await;
    shop.pay.access_token().await.unwrap();
    shop.sandbox.set_switches(Switches { merchant_bound: false, ..Switches::default() });
    for (kind, retry) in [
        (FaultKind::Status503, Retry::ConfirmFirst),
        (FaultKind::DropBefore, Retry::ConfirmFirst),
        // These say that nothing happened.
        (FaultKind::Status429, Retry::Never),
        (FaultKind::SystemError, Retry::Never),
    ] {
        strike(&shop, FaultEndpoint::Proxy, kind, 1);
        let error = shop
            .pay
            .place_order(&direct(&format!("OUT-{kind:?}")))
            .await
            .and_then(Placement::placed)
            .unwrap_err();
        assert_eq!(told(&error), ("9030", retry), "{kind:?}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_replaced_token_does_not_make_a_lost_reply_forgotten() {
    let shop = Shop::open().await;
    shop.sandbox.set_switches(Switches {
        token_overlap_seconds: 0,
        merchant_bound: false,
        ..Switches::default()
    });
    shop.pay.access_token().await.unwrap();
    other_process(&settings(&shop.sandbox)).access_token().await.unwrap();
    // Lost, then refused for the token, then refused for good.
    strike(&shop, FaultEndpoint::Proxy, FaultKind::DropBefore, 1);
    let error = shop.pay.place_order(&direct("OUT-token")).await.and_then(Placement::placed).unwrap_err();
    assert_eq!(told(&error), ("9030", Retry::ConfirmFirst), "{error}");
    assert_eq!(shop.sandbox.statistics().token_requests, 3);
    // Lost, then refused for the token, which then cannot be replaced.
    shop.advance(700);
    shop.pay.access_token().await.unwrap();
    other_process(&settings(&shop.sandbox)).access_token().await.unwrap();
    strike(&shop, FaultEndpoint::Proxy, FaultKind::DropBefore, 1);
    strike(&shop, FaultEndpoint::Token, FaultKind::Status500, 99);
    let error = shop.pay.place_order(&direct("OUT-token2")).await.and_then(Placement::placed).unwrap_err();
    assert_eq!(told(&error), ("UNEXPECTED_REPLY", Retry::ConfirmFirst), "{error}");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_lost_question_leaves_nothing_open() {
    let unknown_serial = |mut settings: Settings| {
        settings.merchant_certificate = None;
        settings.merchant_serial("7A".repeat(20))
    };
    let shop = Shop::open_with(unknown_serial, impatient()).await;
    strike(&shop, FaultEndpoint::Query, FaultKind::DropBefore, 1);
    let error = shop.pay.query_order(&OrderId::OutTradeNo("OUT-none".to_owned())).await.unwrap_err();
    assert_eq!(told(&error), ("SIGN_ERROR", Retry::Never), "the refusal's own advice");
    assert_eq!(shop.sandbox.statistics().query_requests, 2);
}

#[tokio::test(flavor = "multi_thread")]
async fn what_acts_each_time_is_sent_once() {
    let shop = Shop::open().await;
    let body = format!(r#"{{"mchid":"{}"}}"#, shop.sandbox.identity().mchid);
    let close = ApiRequest::new(Method::Post, "/v3/pay/transactions/out-trade-no/OUT-once/close").body(body);
    let struck = || shop.sandbox.events().iter().filter(|event| event.kind == "fault.struck").count();
    shop.pay.place_order(&direct("OUT-once")).await.and_then(Placement::placed).unwrap();
    for (index, kind) in (1..).zip([FaultKind::DropBefore, FaultKind::Status503, FaultKind::WrongSignature]) {
        strike(&shop, FaultEndpoint::Close, kind, 1);
        let error = shop.pay.request(&close).await.unwrap_err();
        assert_eq!(error.retry(), Retry::ConfirmFirst, "{kind:?}: {error}");
        assert_eq!(struck(), index, "{kind:?}");
    }
    // Nothing was sent where nobody listens: the backup may be asked.
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let nowhere = format!("http://{}", listener.local_addr().unwrap());
    drop(listener);
    let own =
        settings(&shop.sandbox).wechat_base_url(nowhere).wechat_backup_base_url(shop.sandbox.base_url());
    let pay = QqWxPay::builder(own.build().unwrap()).retry(impatient()).build().unwrap();
    assert_eq!(pay.request(&close).await.unwrap().status, 204);
}

/// What one attempt may take at the clients whose calls have a limit of their own: a call that takes so long did not keep it.
const ONE_ATTEMPT: Duration = Duration::from_secs(5);

fn slow_to_give_up() -> RetryPolicy {
    with(impatient(), |retry| {
        retry.attempt_timeout = ONE_ATTEMPT;
        retry.deadline = Duration::from_secs(60);
    })
}

#[tokio::test(flavor = "multi_thread")]
async fn a_call_ends_in_time() {
    let shop = Shop::open_with(|settings| settings, slow_to_give_up()).await;
    let limit = Duration::from_millis(2_500);
    let hurried = shop.pay.within(limit);
    let id = OrderId::OutTradeNo("OUT-late".to_owned());

    // Nothing is sent before there is a token.
    // Twice: both calls wait for one fetch, whose first attempt may end before the second call does.
    strike(&shop, FaultEndpoint::Token, FaultKind::TimeOut, 2);
    let begin = Instant::now();
    let error = hurried.place_order(&direct("OUT-late")).await.and_then(Placement::placed).unwrap_err();
    assert_eq!(told(&error), ("TIMED_OUT", Retry::SameRequest), "{error}");
    let error = hurried.access_token().await.unwrap_err();
    assert_eq!(told(&error), ("TIMED_OUT", Retry::SameRequest), "{error}");
    assert!(begin.elapsed() < 2 * ONE_ATTEMPT, "{:?}", begin.elapsed());
    assert_eq!(shop.sandbox.statistics().proxy_requests, 0);

    // The other handle is as patient as ever, and they share the token.
    let token = shop.pay.access_token().await.unwrap();
    assert_eq!(hurried.access_token().await.unwrap(), token);

    strike(&shop, FaultEndpoint::Proxy, FaultKind::TimeOut, 1);
    let begin = Instant::now();
    let error = hurried.place_order(&direct("OUT-late")).await.and_then(Placement::placed).unwrap_err();
    assert_eq!(told(&error), ("TIMED_OUT", Retry::ConfirmFirst), "{error}");
    assert!(begin.elapsed() < ONE_ATTEMPT, "{:?}", begin.elapsed());

    strike(&shop, FaultEndpoint::Query, FaultKind::TimeOut, 1);
    let begin = Instant::now();
    let error = hurried.query_order(&id).await.unwrap_err();
    assert_eq!(told(&error), ("TIMED_OUT", Retry::SameRequest), "{error}");
    assert!(begin.elapsed() < ONE_ATTEMPT, "{:?}", begin.elapsed());

    assert!(
        hurried.place_order(&direct("OUT-late")).await.and_then(Placement::placed).is_ok(),
        "the limit is for each call anew"
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn what_asks_more_than_once_ends_in_time_too() {
    let shop = Shop::open_with(|settings| settings, slow_to_give_up()).await;
    let limit = Duration::from_millis(400);
    let hurried = shop.pay.within(limit);
    let unknown = |number: &str| OrderReference::new(OrderFamily::Direct, number);
    // "No such order" is asked twice, with a pause that is longer than the limit: then nothing is known.
    let begin = Instant::now();
    let status = hurried.confirm_order(&unknown("OUT-sum0")).await.unwrap();
    assert_eq!((status.state, status.reason), (PaymentState::Unknown, StatusReason::NoAnswer));
    assert!(begin.elapsed() < ONE_ATTEMPT, "{:?}", begin.elapsed());
    let status = shop.pay.confirm_order(&unknown("OUT-sum0")).await.unwrap();
    assert_eq!((status.state, status.reason), (PaymentState::NotPaid, StatusReason::NotFound));

    // The limit is for the questions and the closing together.
    shop.pay.place_order(&direct("OUT-sum1")).await.and_then(Placement::placed).unwrap();
    strike(&shop, FaultEndpoint::Close, FaultKind::TimeOut, 99);
    let begin = Instant::now();
    let status = hurried.close_if_unpaid(&unknown("OUT-sum1")).await.unwrap();
    assert_eq!(status.state, PaymentState::Unknown);
    assert!(begin.elapsed() < ONE_ATTEMPT, "{:?}", begin.elapsed());
    shop.sandbox.clear_faults();
    assert_eq!(shop.pay.close_if_unpaid(&unknown("OUT-sum1")).await.unwrap().state, PaymentState::Closed);

    // A bill: the link and the opening of the file.
    for endpoint in [FaultEndpoint::Bill, FaultEndpoint::BillFile] {
        strike(&shop, endpoint, FaultKind::TimeOut, 99);
        let begin = Instant::now();
        assert!(hurried.trade_bill(&TradeBillRequest::new(shop.day(-2))).await.is_err());
        assert!(begin.elapsed() < ONE_ATTEMPT, "{endpoint:?}: {:?}", begin.elapsed());
        shop.sandbox.clear_faults();
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn no_time_at_all_sends_nothing_and_endless_time_works() {
    let shop = Shop::open().await;
    shop.pay.access_token().await.unwrap();
    let error = shop
        .pay
        .within(Duration::ZERO)
        .place_order(&direct("OUT-zero"))
        .await
        .and_then(Placement::placed)
        .unwrap_err();
    assert_eq!(told(&error), ("TIMED_OUT", Retry::SameRequest), "{error}");
    assert_eq!(shop.sandbox.statistics().proxy_requests, 0);
    shop.pay
        .within(Duration::MAX)
        .place_order(&direct("OUT-endless"))
        .await
        .and_then(Placement::placed)
        .unwrap();
}

#[tokio::test(flavor = "multi_thread")]
async fn a_late_replacement_of_the_token_after_a_lost_reply_is_to_be_confirmed() {
    let shop = Shop::open().await;
    shop.sandbox.set_switches(Switches { token_overlap_seconds: 0, ..Switches::default() });
    shop.pay.access_token().await.unwrap();
    other_process(&settings(&shop.sandbox)).access_token().await.unwrap();
    strike(&shop, FaultEndpoint::Proxy, FaultKind::DropAfter, 1);
    strike(&shop, FaultEndpoint::Token, FaultKind::TimeOut, 1);
    let hurried = shop.pay.within(Duration::from_secs(4));
    let error = hurried.place_order(&direct("OUT-both")).await.and_then(Placement::placed).unwrap_err();
    assert_eq!(told(&error), ("TIMED_OUT", Retry::ConfirmFirst), "{error}");
}
