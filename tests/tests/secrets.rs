//! Nothing secret is ever seen: not in Debug, Display, error chains, nor in what tracing and log record, down to the
//! HTTP client's own lines.
#![allow(clippy::unwrap_used)] // a test that unwraps fails with the place and the value

use std::error::Error as _;
use std::fmt::Debug;
use std::io::Write;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use qq_wxpay::bill::prepare_bill_file;
use qq_wxpay::crypto::{PrivateKey, RsaProvider};
use qq_wxpay::environment::RequestStamp;
use qq_wxpay::http::Headers;
use qq_wxpay::model::{
    BillLink, CipherText, NoArguments, OrderId, OrderRequest, Placement, PlainText, RequestFromJson,
    TradeBillRequest,
};
use qq_wxpay::operations::{FetchAccessToken, PlaceOrder, PlaceV2Order};
use qq_wxpay::self_test::SelfTest;
use qq_wxpay::{CallContext, Error, Operation as _, QqWxPay, Secret, Settings};
use qq_wxpay_sandbox::{
    CertificateList, Fault, FaultEndpoint, FaultKind, NotificationHeaders, ReplyHeaders, SecurityEcho,
    Switches,
};
use qq_wxpay_tests::bill_server::{Bill, BillServer, link_reply};
use qq_wxpay_tests::shop::{Shop, combine, direct, impatient, partner, settings, until, v2};
use qq_wxpay_tests::with;
use tracing_subscriber::fmt::MakeWriter;

/// In every field of an order that a payer or a merchant fills in.
const MARKER: &str = "MARKERtextOfTheOrder";
const PAYER: &str = "203.0.113.199";

#[derive(Clone, Default)]
struct Seen(Arc<Mutex<Vec<u8>>>);

impl Seen {
    fn note(&self, text: &str) {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).extend_from_slice(text.as_bytes());
    }

    fn note_debug(&self, value: &impl Debug) {
        self.note(&format!("{value:?}\n{value:#?}\n"));
    }

    fn note_error(&self, error: &Error) {
        self.note_debug(error);
        self.note(&format!("{error}\n{error:#}\n"));
        let mut cause = error.source();
        while let Some(inner) = cause {
            self.note(&format!("{inner} {inner:?}\n"));
            cause = inner.source();
        }
    }

    fn text(&self) -> String {
        String::from_utf8_lossy(&self.0.lock().unwrap_or_else(PoisonError::into_inner)).into_owned()
    }
}

impl Write for Seen {
    fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).extend_from_slice(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> std::io::Result<()> {
        Ok(())
    }
}

impl<'a> MakeWriter<'a> for Seen {
    type Writer = Self;

    fn make_writer(&'a self) -> Self {
        self.clone()
    }
}

fn marked(number: &str) -> OrderRequest {
    let mut order = direct(number);
    order.description = MARKER.to_owned();
    order.attach = Some(MARKER.to_owned());
    order.scene_info.payer_client_ip = PAYER.to_owned();
    order
}

/// Everything that must not be seen.
fn secrets(settings: &Settings) -> Vec<String> {
    let given = [&settings.qq_app_secret, &settings.api_v3_key, &settings.api_v2_key];
    let mut secrets: Vec<String> = given.into_iter().flatten().cloned().collect();
    assert_eq!(secrets.len(), 3);
    let key = settings.merchant_private_key.as_ref().expect("the sandbox gives a key");
    secrets.extend(key.lines().filter(|line| line.len() > 20 && !line.starts_with("---")).map(str::to_owned));
    let sent =
        ["access_token=", "secret=", "real_notify_url=", "WECHATPAY2-SHA256-RSA2048 mchid", "signature=\""];
    secrets.extend([MARKER, PAYER].into_iter().chain(sent).map(str::to_owned));
    secrets
}

#[tokio::test(flavor = "multi_thread")]
async fn no_secret_is_ever_seen() {
    let seen = Seen::default();
    tracing_subscriber::fmt()
        .with_max_level(tracing::Level::TRACE)
        .with_writer(seen.clone())
        .with_ansi(false)
        .init();

    let mut retry = impatient();
    (retry.attempts, retry.attempt_timeout) = (2, Duration::from_secs(3));
    let shop = Shop::open_with(|settings| settings, retry).await;
    let settings = settings(&shop.sandbox);
    let mut secrets = secrets(&settings);
    let token = shop.pay.access_token().await.unwrap().access_token;
    secrets.push(token.expose().to_owned());
    secrets.push(token.expose().replace('+', "%2B").replace('/', "%2F").replace('=', "%3D"));

    everything_that_can_be_shown(&seen, &settings, &token);
    payments(&seen, &shop).await;
    for received in shop.counter.received() {
        if let Some(raw) = &received.handled.raw {
            secrets.extend(openids(raw.as_str()));
        }
    }
    assert!(secrets.len() > 30, "payers were seen");
    failures(&seen, &shop).await;
    secrets.extend(["a-B_c.d~e".to_owned(), "oUpF8uMEb4qRXf22hE3X68TekukE".to_owned()]);
    keys(&seen, &shop, &settings).await;
    bills(&seen).await;
    wrong_settings(&seen);
    let pay = shop.pay.clone();
    let address = shop.sandbox.base_url().trim_start_matches("http://").to_owned();
    drop(shop);
    until("the port is closed", || std::net::TcpStream::connect(&address).is_err()).await;
    seen.note_error(&pay.place_order(&marked("SEC-gone")).await.and_then(Placement::placed).unwrap_err());
    seen.note_error(&QqWxPay::new(&settings).unwrap().access_token().await.unwrap_err());

    let text = seen.text();
    assert!(
        text.contains("place_order") && text.contains("NOT_CONNECTED"),
        "the client's own lines are there"
    );
    assert!(text.contains("this client talks to a sandbox"), "a client that moves no money says so");
    assert!(text.contains("hyper") || text.contains("reqwest"), "the HTTP client's lines are there");
    for secret in &secrets {
        if let Some(at) = text.find(secret.as_str()) {
            let line = text[..at].matches('\n').count();
            panic!(
                "secret number {} is seen in line {line}",
                secrets.iter().position(|own| own == secret).unwrap()
            );
        }
    }
}

fn everything_that_can_be_shown(seen: &Seen, settings: &Settings, token: &Secret) {
    let config = settings.build().unwrap();
    let stamp = RequestStamp::system();
    let call = CallContext::new(&config, &stamp).with_access_token(token);
    seen.note_debug(settings);
    seen.note_debug(&config);
    seen.note_debug(token);
    seen.note_debug(&QqWxPay::new(settings).unwrap());
    let mut order = marked("SEC-shown");
    order.description = "described".to_owned();
    order.attach = None;
    seen.note_debug(&order);
    let prepared = PlaceOrder::prepare(&marked("SEC-shown"), &call).unwrap();
    seen.note_debug(&prepared);
    seen.note_debug(prepared.request());
    let prepared = PlaceV2Order::prepare(&v2("SEC-shown"), &call).unwrap();
    seen.note_debug(prepared.request());
    seen.note_debug(FetchAccessToken::prepare(&NoArguments {}, &call).unwrap().request());
}

/// Encrypted texts, platform certificates, the self test.
async fn keys(seen: &Seen, shop: &Shop, settings: &Settings) {
    seen.note_debug(&shop.pay.encrypt_sensitive(&PlainText::new(MARKER)).await.unwrap());
    seen.note_error(&shop.pay.encrypt_sensitive(&PlainText::new(MARKER.repeat(20))).await.unwrap_err());
    let key = settings.merchant_private_key.as_ref().unwrap();
    let key = PrivateKey::parse(RsaProvider::default(), key.as_bytes(), "key").unwrap();
    let seal = |text: &[u8]| STANDARD.encode(key.public_key().unwrap().encrypt_oaep_sha1(text).unwrap());
    let opened = shop.pay.decrypt_sensitive(&CipherText::new(seal(MARKER.as_bytes()))).unwrap();
    assert_eq!(opened.text, MARKER);
    seen.note_debug(&opened);
    let not_text = [MARKER.as_bytes(), &[0xFF]].concat();
    seen.note_error(&shop.pay.decrypt_sensitive(&CipherText::new(seal(&not_text))).unwrap_err());
    seen.note_debug(&shop.pay.refresh_certificates().await.unwrap());
    for certificate_list in
        [CertificateList::Tampered, CertificateList::OtherKey, CertificateList::OtherSerial]
    {
        shop.sandbox.set_switches(Switches { certificate_list, ..Switches::default() });
        seen.note_error(&shop.pay.refresh_certificates().await.unwrap_err());
    }
    for security_echo in [SecurityEcho::Right, SecurityEcho::Signature, SecurityEcho::CallbackKey] {
        shop.sandbox.set_switches(Switches { security_echo, ..Switches::default() });
        let test = SelfTest::with_callback(shop.sandbox.identity().notify_url.clone());
        let report = shop.pay.self_test(&with(test, |test| test.callback_seconds = 1)).await.unwrap();
        seen.note_debug(&report);
        let checks = [report.signature, report.callback];
        checks.into_iter().filter_map(|check| check.error).for_each(|error| seen.note_error(&error));
    }
    shop.sandbox.set_switches(Switches::default());
}

async fn payments(seen: &Seen, shop: &Shop) {
    let placed = [
        shop.pay.place_order(&marked("SEC-direct")).await,
        shop.pay.place_partner_order(&partner(&shop.sandbox, "SEC-partner")).await,
        shop.pay.place_combine_order(&combine(&shop.sandbox, "SEC-combine")).await,
        shop.pay.place_v2_order(&v2("SEC-v2")).await,
    ];
    let orders = placed.map(|placed| placed.and_then(Placement::placed).unwrap());
    for order in &orders {
        seen.note_debug(order);
        shop.sandbox.pay(&order.h5_url).await.unwrap();
    }
    for received in shop.received(4).await {
        // What the merchant put into `attach` is the merchant's to show; the payer is not.
        let shown = format!("{:?}", received.handled).replace(MARKER, "");
        seen.note(&shown);
        let body = [received.body.as_slice(), b" "].concat();
        seen.note_debug(&shop.pay.handle_notification(&received.headers, &body));
    }
    shop.sandbox
        .set_switches(Switches { notification_headers: NotificationHeaders::Drop, ..Switches::default() });
    let order = shop.pay.place_order(&marked("SEC-unsigned")).await.and_then(Placement::placed).unwrap();
    shop.sandbox.pay(&order.h5_url).await.unwrap();
    seen.note_debug(&shop.received(5).await[4].handled);
    shop.sandbox.set_switches(Switches::default());
}

async fn failures(seen: &Seen, shop: &Shop) {
    use FaultKind::{
        DropAfter, DropMidReply, GarbageJson, Html200, HugeBody, Status500, SystemError, TimeOut,
        WrongSignature,
    };
    for kind in [
        Status500,
        Html200,
        GarbageJson,
        HugeBody,
        TimeOut,
        DropAfter,
        DropMidReply,
        WrongSignature,
        SystemError,
    ] {
        for endpoint in [FaultEndpoint::Proxy, FaultEndpoint::Query] {
            shop.sandbox.add_fault(Fault { endpoint, kind, times: 9 });
        }
        seen.note_error(
            &shop.pay.place_order(&marked("SEC-fault")).await.and_then(Placement::placed).unwrap_err(),
        );
        seen.note_error(
            &shop.pay.query_order(&OrderId::OutTradeNo("SEC-direct".to_owned())).await.unwrap_err(),
        );
        shop.sandbox.clear_faults();
    }
    let switches = [
        Switches { merchant_bound: false, ..Switches::default() },
        Switches { redirect: true, ..Switches::default() },
        Switches { reserialize_request: true, ..Switches::default() },
        Switches { reply_headers: ReplyHeaders::Partial, ..Switches::default() },
    ];
    for switches in switches {
        shop.sandbox.set_switches(switches);
        seen.note_error(
            &shop.pay.place_order(&marked("SEC-switch")).await.and_then(Placement::placed).unwrap_err(),
        );
    }
    shop.sandbox.set_switches(Switches::default());
    let changed = with(marked("SEC-direct"), |order| order.description = format!("{MARKER}2"));
    seen.note_error(&shop.pay.place_order(&changed).await.and_then(Placement::placed).unwrap_err());
    let body = format!("{{\"resource\":{{\"ciphertext\":\"{MARKER}\"}},\"{MARKER}\":1}}");
    seen.note_debug(&shop.pay.handle_notification(&Headers::default(), body.as_bytes()));
    let body = format!("<xml><{MARKER}>1</{MARKER}><a>{MARKER}</a><a>{MARKER}</a></xml>");
    let handled = shop.pay.handle_notification(&Headers::default(), body.as_bytes());
    seen.note_error(handled.outcome.error().unwrap());
}

/// The link of a bill is a key to it, and its rows name payers.
async fn bills(seen: &Seen) {
    for bill in [Bill::of(3), Bill { flipped: Some(Bill::place_in(1)), ..Bill::of(3) }] {
        let server = BillServer::of_bill(bill);
        let pay = QqWxPay::new(&server.settings()).unwrap();
        let mut stream = pay.trade_bill(&TradeBillRequest::new("2026-06-08")).await.unwrap();
        loop {
            seen.note_debug(&stream);
            match stream.next_row().await {
                Ok(Some(row)) => seen.note_debug(&row),
                Ok(None) => break,
                Err(error) => {
                    seen.note_error(&error);
                    break;
                }
            }
        }
    }
    let server = BillServer::start(|_, out| out.write_all(&link_reply("x", "https://evil.example.com")));
    let pay = QqWxPay::new(&server.settings()).unwrap();
    seen.note_error(&pay.trade_bill(&TradeBillRequest::new("2026-06-08")).await.unwrap_err());
    let link =
        BillLink::new("https://api.mch.weixin.qq.com/v3/billdownload/file?token=a-B_c.d~e", "0".repeat(40));
    let file = prepare_bill_file(&link, &CallContext::new(pay.config(), &RequestStamp::system())).unwrap();
    seen.note_debug(&link);
    seen.note_debug(&file);
    seen.note_debug(file.request());
}

fn wrong_settings(seen: &Seen) {
    let right = qq_wxpay_tests::cases::all().remove(0).inputs["settings"].clone();
    for (name, value) in right.as_object().unwrap() {
        let Some(text) = value.as_str() else { continue };
        for wrong in [
            format!("{MARKER}{text}"),
            text[..text.len() / 2].to_owned(),
            String::new(),
            format!("{text}\u{1F375}"),
        ] {
            let mut changed = right.clone();
            changed[name] = wrong.into();
            let built = Settings::from_json(&changed.to_string()).and_then(|settings| settings.build());
            if let Err(error) = built {
                seen.note_error(&error);
            }
        }
    }
    for json in [
        format!("{{\"amount\":{{\"total\":\"{MARKER}\"}}}}"),
        format!("{{\"limit_pay\":{{\"{MARKER}\":1}}}}"),
        MARKER.to_owned(),
    ] {
        seen.note_error(&OrderRequest::from_json(&json).unwrap_err());
    }
}

/// The payers that a message names.
fn openids(text: &str) -> Vec<String> {
    text.split(|c: char| !(c.is_ascii_alphanumeric() || matches!(c, '_' | '-')))
        .filter(|word| word.len() == 28 && word.starts_with('o'))
        .map(str::to_owned)
        .collect()
}
