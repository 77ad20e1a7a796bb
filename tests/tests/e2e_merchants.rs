//! Several merchants behind one notification address: each message goes to its merchant, or to nobody.
#![allow(clippy::unwrap_used)] // tests: a panic is the failure

use std::sync::Arc;
use std::sync::atomic::Ordering;

use axum::Router;
use axum::body::Bytes;
use axum::http::{HeaderMap, StatusCode};
use qq_wxpay::client::Merchants;
use qq_wxpay::environment::Clock;
use qq_wxpay::http::Headers;
use qq_wxpay::model::{Expected, Placement, RefundRequest, RequestFromJson as _};
use qq_wxpay::notify::Outcome;
use qq_wxpay::{QqWxPay, Settings};
use qq_wxpay_sandbox::{ConsoleForm, ConsoleRefund, Options, Sandbox, Switches};
use qq_wxpay_tests::cases::{self, Case};
use qq_wxpay_tests::shop::{Shop, answer_to, combine, direct, impatient, partner, v2};
use qq_wxpay_tests::with;
use tokio::net::TcpListener;
use tokio::sync::mpsc::{UnboundedReceiver, unbounded_channel};

/// A clock that stands.
struct At(i64);

impl Clock for At {
    fn now(&self) -> i64 {
        self.0
    }
}

/// An address that acknowledges whatever comes, and hands it on.
struct Inbox(UnboundedReceiver<(Headers, Vec<u8>)>);

impl Inbox {
    async fn open() -> (Self, String) {
        let listener = TcpListener::bind(("127.0.0.1", 0)).await.unwrap();
        let address = format!("http://{}/notify", listener.local_addr().unwrap());
        let (sender, receiver) = unbounded_channel();
        let receive = move |headers: HeaderMap, body: Bytes| {
            let named =
                headers.iter().map(|(name, value)| (name.as_str(), value.to_str().unwrap_or_default()));
            let sent = sender.send((named.collect(), body.to_vec())).is_ok();
            async move { if sent { StatusCode::NO_CONTENT } else { StatusCode::SERVICE_UNAVAILABLE } }
        };
        tokio::spawn(async { axum::serve(listener, Router::new().fallback(receive)).await });
        (Self(receiver), address)
    }

    async fn next(&mut self) -> (Headers, Vec<u8>) {
        tokio::time::timeout(qq_wxpay_tests::shop::PATIENCE, self.0.recv()).await.unwrap().unwrap()
    }
}

/// The clients by name.
fn several<const COUNT: usize>(clients: [(&str, &QqWxPay); COUNT]) -> Merchants {
    let merchants = Merchants::new();
    for (name, client) in clients {
        merchants.add(name, client.clone()).unwrap();
    }
    merchants
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
        let merchants = several([("shop", &shop.pay), ("other", &alone)]);
        let expected = alone.handle_notification(&headers(case), body(case));
        let found = merchants.handle_notification(&headers(case), body(case));
        match found.merchant {
            Some(pay) => {
                assert_eq!(found.name.as_deref(), Some("other"), "{}", case.name);
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
    let merchants = several([("other", &other(&case, |settings| settings)), ("shop", &shop.pay)]);
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
        assert_eq!((found.name.as_deref(), found.others), (Some("shop"), Vec::new()));
        seen.push(found.handled.outcome.name());
        let confirmed = merchants.confirm_notification(&message.headers, &message.body).await;
        assert!(confirmed.merchant.is_some() && answer_to(&confirmed.handled).status == 200);
        // Of another merchant's process it is nothing.
        let strangers = several([("other", &other(&case, |settings| settings))]);
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
    let merchants = several([("first", &first), ("second", &second)]);
    let found = merchants.handle_notification(&headers(&case), body(&case));
    assert_eq!((found.name.as_deref(), found.others), (Some("second"), Vec::new()));
    assert_eq!(found.merchant.unwrap().config().wechat_appid(), appid);
    found.handled.outcome.expect(&Expected::order("1217752501201407033233368018", 100)).unwrap();
    for (name, client) in [("third", first), ("first", second)] {
        let twice = merchants.add(name, client).unwrap_err();
        let field = if name == "first" { "name" } else { "mchid" };
        assert_eq!((twice.code(), twice.field()), ("MERCHANT_GIVEN_TWICE", Some(field)));
    }
    let nobody = Merchants::new().handle_notification(&headers(&case), body(&case));
    assert_eq!(nobody.handled.outcome.error().unwrap().code(), "MERCHANT_NOT_REGISTERED");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_client_is_replaced_while_its_calls_go_on_and_one_that_is_removed_gets_nothing() {
    let shop = Shop::open().await;
    let case = messages().into_iter().find(|case| case.name == "direct payment").unwrap();
    let (headers, body) = (headers(&case), body(&case).to_vec());
    let merchants = several([("mugs", &other(&case, |own| own)), ("cups", &shop.pay)]);
    assert_eq!((merchants.names(), merchants.len()), (vec!["mugs".to_owned(), "cups".to_owned()], 2));
    let before = merchants.get("cups").unwrap();
    let asking = tokio::spawn(async move { before.place_order(&direct("MER-replaced")).await });
    let wrong = other(&case, |own| own.api_v3_key("00000000000000000000000000000000"));
    merchants.replace("mugs", wrong).unwrap();
    merchants
        .replace("cups", qq_wxpay_tests::shop::other_process(&qq_wxpay_tests::shop::settings(&shop.sandbox)))
        .unwrap();
    assert!(asking.await.unwrap().and_then(Placement::placed).is_ok());
    // Its public key is its own, so it is the one that refuses it, and says why.
    let refused = merchants.handle_notification(&headers, &body);
    assert_eq!(refused.name.as_deref(), Some("mugs"));
    assert_eq!(refused.handled.outcome.error().unwrap().code(), "DECRYPT_FAILED");
    merchants.replace("mugs", other(&case, |own| own)).unwrap();
    assert_eq!(merchants.handle_notification(&headers, &body).handled.outcome.name(), "payment");
    assert_eq!(merchants.names(), ["mugs", "cups"], "in their places");
    let twin = merchants.replace("cups", other(&case, |own| own)).unwrap_err();
    assert_eq!(twin.code(), "MERCHANT_GIVEN_TWICE");
    let unknown = merchants.replace("pots", other(&case, |own| own)).unwrap_err();
    assert_eq!((unknown.code(), unknown.field()), ("MERCHANT_UNKNOWN", Some("name")));
    assert!(merchants.remove("mugs").is_some() && merchants.remove("mugs").is_none());
    assert!(merchants.get("mugs").is_none());
    assert_eq!(merchants.owner(&headers, &body).unwrap_err().code(), "MERCHANT_NOT_REGISTERED");
    let nobody = merchants.receive_notification(&headers, &body).await;
    assert_eq!((nobody.name, nobody.handled.outcome.name()), (None, "refused"));
    assert_eq!(
        nobody.handled.fault().unwrap().code(),
        "MERCHANT_NOT_REGISTERED",
        "whoever runs the shop is told"
    );
}

/// Three merchants on three sandboxes, of which two are mini programs of one merchant, with one set of keys.
#[tokio::test(flavor = "multi_thread")]
async fn three_merchants_with_one_address() {
    let file = std::env::temp_dir().join(format!("qq-wxpay-merchants-{}.json", std::process::id()));
    let keep = Some(file.clone());
    let options = |mchid: &str, wechat_appid: &str, qq_appid: &str, keep| Options {
        mchid: mchid.to_owned(),
        wechat_appid: wechat_appid.to_owned(),
        qq_appid: qq_appid.to_owned(),
        keep,
        ..Options::default()
    };
    let started = [
        ("mugs", options("1900000011", "wx00000000000000aa", "1110000011", keep.clone())),
        ("cups", options("1900000011", "wx00000000000000bb", "1110000012", keep)),
        ("pots", options("1900000012", "wx00000000000000cc", "1110000013", None)),
    ];
    let merchants = Merchants::new();
    let (mut inbox, address) = Inbox::open().await;
    let mut sandboxes = Vec::new();
    for (name, options) in started {
        let options = Options { notify_url: address.clone(), time_scale: 1000.0, ..options };
        let sandbox = Sandbox::start(options).await.unwrap();
        let settings = qq_wxpay_tests::shop::settings(&sandbox).notify_url(&address);
        merchants.open(name, &settings).unwrap();
        sandboxes.push((name, sandbox));
    }
    for (name, sandbox) in &sandboxes {
        let pay = merchants.get(name).unwrap();
        let placed =
            pay.place_order(&direct(&format!("{name}-1"))).await.and_then(Placement::placed).unwrap();
        sandbox.pay(&placed.h5_url).await.unwrap();
        let (headers, body) = inbox.next().await;
        let owner = merchants.owner(&headers, &body).unwrap();
        assert_eq!((owner.name.as_str(), owner.others.len()), (*name, 0));
        let received = merchants.receive_notification(&headers, &body).await;
        assert_eq!((received.name.as_deref(), received.handled.outcome.name()), (Some(*name), "payment"));
        let refund = RefundRequest::new(format!("{name}-1"), format!("{name}-R"), 1, 1999);
        pay.refund(&refund).await.unwrap();
        sandbox.advance_clock(10);
        // A refund names no AppID: of one merchant's two mini programs the first has it, and the other is named.
        let (headers, body) = inbox.next().await;
        let received = merchants.receive_notification(&headers, &body).await;
        let expected = if *name == "pots" { ("pots", vec![]) } else { ("mugs", vec!["cups".to_owned()]) };
        assert_eq!((received.name.as_deref().unwrap(), received.others), expected);
        assert_eq!(received.handled.outcome.name(), "refund");
    }
    std::fs::remove_file(file).unwrap();
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
