//! Several merchants behind one notification address: each message goes to its merchant, or to nobody.
#![allow(clippy::unwrap_used)] // tests: a panic is the failure

use std::sync::Arc;
use std::sync::atomic::Ordering;

use qq_wxpay::client::Merchants;
use qq_wxpay::environment::Clock;
use qq_wxpay::http::Headers;
use qq_wxpay::model::{Expected, Placement, RefundRequest, RequestFromJson as _};
use qq_wxpay::notify::Outcome;
use qq_wxpay::{QqWxPay, Settings};
use qq_wxpay_sandbox::{ConsoleForm, ConsoleRefund, Switches};
use qq_wxpay_tests::cases::{self, Case};
use qq_wxpay_tests::shop::{Shop, answer_to, combine, direct, impatient, partner, v2};
use qq_wxpay_tests::with;

/// A clock that stands.
struct At(i64);

impl Clock for At {
    fn now(&self) -> i64 {
        self.0
    }
}

/// The notifications of the conformance cases that are for the merchant of the defaults.
fn messages() -> Vec<Case> {
    let all = cases::all();
    let settings = all.iter().find(|case| case.name == "direct payment").unwrap().inputs["settings"].clone();
    let same = |case: &Case| case.operation == "handle_notification" && case.inputs["settings"] == settings;
    all.into_iter().filter(same).collect()
}

fn headers(case: &Case) -> Headers {
    let pairs = case.inputs["headers"].as_object().into_iter().flatten();
    pairs.map(|(name, value)| (name.as_str(), value.as_str().unwrap_or_default())).collect()
}

fn body(case: &Case) -> &[u8] {
    case.inputs["body"].as_str().unwrap_or_default().as_bytes()
}

/// The merchant of the cases at the time of a case.
fn other(case: &Case, change: impl FnOnce(Settings) -> Settings) -> QqWxPay {
    let settings = Settings::from_json(&case.inputs["settings"].to_string()).unwrap();
    let now = Arc::new(At(case.inputs["now"].as_i64().unwrap()));
    QqWxPay::builder(change(settings).build().unwrap()).clock(now).build().unwrap()
}

#[tokio::test(flavor = "multi_thread")]
async fn each_message_goes_to_its_merchant_and_says_there_what_it_says_alone() {
    let shop = Shop::open().await;
    let cases = messages();
    assert!(cases.len() > 100, "{}", cases.len());
    let mut believed = 0;
    for case in &cases {
        let alone = other(case, |settings| settings);
        let merchants = Merchants::new([shop.pay.clone(), alone.clone()]).unwrap();
        let expected = alone.handle_notification(&headers(case), body(case));
        let found = merchants.handle_notification(&headers(case), body(case));
        match found.merchant {
            Some(pay) => {
                assert_eq!(pay.config().mchid(), alone.config().mchid(), "{}", case.name);
                assert_eq!(found.handled.outcome.name(), expected.outcome.name(), "{}", case.name);
                assert_eq!(answer_to(&found.handled), answer_to(&expected), "{}", case.name);
            }
            None => {
                let refused = matches!(found.handled.outcome, Outcome::Refused(_) | Outcome::Probe);
                assert!(refused && answer_to(&found.handled).status >= 400, "{}", case.name);
                let alone = expected.outcome.name();
                assert!(["refused", "probe"].contains(&alone), "{}: alone it is {alone}", case.name);
            }
        }
        believed += usize::from(expected.outcome.error().is_none());
    }
    assert!(believed > 20, "{believed} of the cases are believed");
}

#[tokio::test(flavor = "multi_thread")]
async fn the_sandboxs_messages_find_their_merchant_among_others() {
    let shop = Shop::open().await;
    shop.counter.receiving.store(true, Ordering::SeqCst);
    let case = messages().remove(0);
    let merchants = Merchants::new([other(&case, |settings| settings), shop.pay.clone()]).unwrap();
    let links = [
        shop.pay.place_order(&direct("MER-direct")).await.and_then(Placement::placed),
        shop.pay
            .place_partner_order(&partner(&shop.sandbox, "MER-partner"))
            .await
            .and_then(Placement::placed),
        shop.pay
            .place_combine_order(&combine(&shop.sandbox, "MER-combine"))
            .await
            .and_then(Placement::placed),
        shop.pay.place_v2_order(&v2("MER-v2-order")).await.and_then(Placement::placed),
    ];
    for link in links {
        shop.sandbox.pay(&link.unwrap().h5_url).await.unwrap();
    }
    shop.pay.refund(&RefundRequest::new("MER-direct", "MER-R", 1, 1999)).await.unwrap();
    shop.advance(10);
    shop.received(5).await;
    let console = ConsoleRefund { form: Some(ConsoleForm::V2), ..ConsoleRefund::default() };
    shop.sandbox.refund_in_console("MER-direct", &console).unwrap();
    shop.advance(10);
    let mut seen = Vec::new();
    for message in shop.received(6).await {
        let found = merchants.receive_notification(&message.headers, &message.body).await;
        assert_eq!(found.merchant.unwrap().config().mchid(), shop.pay.config().mchid());
        seen.push(found.handled.outcome.name());
        let confirmed = merchants.confirm_notification(&message.headers, &message.body).await;
        assert!(confirmed.merchant.is_some() && answer_to(&confirmed.handled).status == 200);
        // Of another merchant's process it is nothing.
        let strangers = Merchants::new([other(&case, |settings| settings)]).unwrap();
        let refused = strangers.handle_notification(&message.headers, &message.body);
        assert!(refused.merchant.is_none());
        assert_eq!(refused.handled.outcome.error().unwrap().code(), "MERCHANT_NOT_REGISTERED");
        assert_eq!(answer_to(&refused.handled).status, 400);
    }
    seen.sort_unstable();
    let all = ["combine_payment", "partner_payment", "payment", "refund", "v2_payment", "v2_refund"];
    assert_eq!(seen, all);
}

#[tokio::test(flavor = "multi_thread")]
async fn one_merchant_number_with_two_mini_programs_is_two_merchants() {
    let case = messages().into_iter().find(|case| case.name == "direct payment").unwrap();
    let appid = case.inputs["settings"]["wechat_appid"].as_str().unwrap().to_owned();
    let (first, second) =
        (other(&case, |own| own.wechat_appid("wx00000000000000ff")), other(&case, |own| own));
    let merchants = Merchants::new([first.clone(), second.clone()]).unwrap();
    let found = merchants.handle_notification(&headers(&case), body(&case));
    assert_eq!(found.merchant.unwrap().config().wechat_appid(), appid);
    found.handled.outcome.expect(&Expected::order("1217752501201407033233368018", 100)).unwrap();
    assert!(merchants.get(first.config().mchid(), &appid).is_some());
    assert!(merchants.get("1900000000", &appid).is_none());
    assert_eq!(merchants.iter().count(), 2);
    let twice = Merchants::new([first.clone(), second, first]).unwrap_err();
    assert_eq!((twice.code(), twice.field()), ("MERCHANT_GIVEN_TWICE", Some("mchid")));
    let nobody = Merchants::new([]).unwrap().handle_notification(&headers(&case), body(&case));
    assert_eq!(nobody.handled.outcome.error().unwrap().code(), "MERCHANT_NOT_REGISTERED");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_refund_made_in_the_console_reaches_a_merchant_of_v3_alone() {
    let without = |own: Settings| with(own, |settings| settings.api_v2_key = None);
    let shop = Shop::open_with(without, impatient()).await;
    let placed = shop.pay.place_order(&direct("MER-console")).await.and_then(Placement::placed).unwrap();
    shop.sandbox.pay(&placed.h5_url).await.unwrap();
    shop.received(1).await;
    shop.sandbox.set_switches(Switches::default());
    let console = ConsoleRefund { form: Some(ConsoleForm::V2), ..ConsoleRefund::default() };
    shop.sandbox.refund_in_console("MER-console", &console).unwrap();
    shop.advance(10);
    let message = shop.received(2).await.remove(1);
    let error = message.handled.outcome.error().unwrap();
    assert_eq!((error.code(), error.field()), ("V2_REFUND_WITHOUT_V2_KEY", Some("api_v2_key")));
    assert_eq!(message.answer.status, 500, "it comes again");
    // With the key it opens, also on a later delivery.
    let pay = QqWxPay::new(&qq_wxpay_tests::shop::settings(&shop.sandbox)).unwrap();
    let again = shop.received(3).await.remove(2);
    let read = pay.handle_notification(&again.headers, &again.body);
    assert_eq!(
        (read.outcome.name(), answer_to(&read).status),
        ("unsigned", 401),
        "it opens and proves nothing"
    );
    let Outcome::V2Refund(notice) = pay.receive_notification(&again.headers, &again.body).await.outcome
    else {
        panic!("the query proves it")
    };
    assert_eq!((notice.out_trade_no.as_str(), notice.refund_fee), ("MER-console", 1999));
}
