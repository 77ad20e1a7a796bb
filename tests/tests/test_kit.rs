//! The test kit and the client agree: what it signs is believed, what it spoils is not, and its keys are worth nothing elsewhere.
#![allow(clippy::unwrap_used)] // a test that unwraps fails with the place and the value

use std::collections::BTreeMap;
use std::time::{SystemTime, UNIX_EPOCH};

use qq_wxpay::http::Headers;
use qq_wxpay::notify::{self, HandledNotification, Paid, RefundEnd, ShopEvent};
use qq_wxpay::{Config, Result, Settings};
use qq_wxpay_sandbox::testing::{
    Changes, Kind, Order, SignedNotification, Spoilt, SubOrder, again, settings, signed_notification,
};
use qq_wxpay_tests::with;

/// The client of the kit, with some of its variables changed; `None` removes one.
fn client(changes: &[(&str, Option<&str>)]) -> Result<Config> {
    let mut variables: BTreeMap<String, String> = settings().into_iter().collect();
    for (name, value) in changes {
        match value {
            Some(value) => drop(variables.insert((*name).to_owned(), (*value).to_owned())),
            None => drop(variables.remove(*name)),
        }
    }
    Settings::from_variables(variables, |path| std::fs::read(path))?.build()
}

fn now() -> i64 {
    i64::try_from(SystemTime::now().duration_since(UNIX_EPOCH).unwrap().as_secs()).unwrap()
}

fn handle(config: &Config, message: &SignedNotification) -> HandledNotification {
    let headers: Headers =
        message.headers.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
    notify::handle(config, &headers, &message.body, now())
}

fn made(kind: Kind, order: &Order, changes: &Changes) -> HandledNotification {
    handle(&client(&[]).unwrap(), &signed_notification(kind, order, changes).unwrap())
}

fn paid(kind: Kind, order: &Order) -> Paid {
    match made(kind, order, &Changes::default()).event() {
        Some(ShopEvent::Paid { paid }) => paid,
        other => panic!("{}: {other:?}", kind.name()),
    }
}

#[test]
fn every_kind_is_what_it_says() {
    for kind in Kind::ALL.iter().copied() {
        let outcome = match kind {
            Kind::Payment => "payment",
            Kind::PartnerPayment => "partner_payment",
            Kind::CombinePayment => "combine_payment",
            Kind::V2Payment => "v2_payment",
            Kind::Refund | Kind::RefundAbnormal | Kind::RefundClosed => "refund",
            // Nobody signs it: the client asks before it believes it.
            Kind::V2Refund | Kind::V2RefundAbnormal | Kind::V2RefundClosed => "unsigned",
            Kind::NotPaid | Kind::V2NotPaid => "not_paid",
            Kind::Other => "other",
            Kind::SecurityEcho => "security_echo",
            _ => panic!("{} is new", kind.name()),
        };
        let handled = made(kind, &Order::default(), &Changes::default());
        assert_eq!(handled.outcome.name(), outcome, "{}: {:?}", kind.name(), handled.outcome.error());
    }
}

#[test]
fn a_payment_says_what_the_order_says() {
    let order = with(Order::new("SHOP-7", 1999), |order| {
        order.attach = Some("shop=1&<两>".to_owned());
        order.success_time = Some("2026-01-31T12:00:00+08:00".to_owned());
    });
    for kind in [Kind::Payment, Kind::PartnerPayment, Kind::V2Payment] {
        let paid = paid(kind, &order);
        assert_eq!((paid.out_trade_no.as_str(), paid.total, paid.repeat), ("SHOP-7", 1999, false));
        assert_eq!(paid.orders[0].attach.as_deref(), Some("shop=1&<两>"));
        assert_eq!(paid.orders[0].transaction_id.len(), 28);
        let time = if kind == Kind::V2Payment { "20260131120000" } else { "2026-01-31T12:00:00+08:00" };
        assert_eq!(paid.orders[0].success_time.as_deref(), Some(time));
    }
    let combine = paid(Kind::CombinePayment, &order);
    let parts: Vec<_> = combine.orders.iter().map(|part| (part.out_trade_no.as_str(), part.total)).collect();
    assert_eq!((combine.total, parts), (1999, vec![("SHOP-7-1", 1000), ("SHOP-7-2", 999)]));
    let chosen = with(Order::new("SHOP-8", 0), |order| {
        order.sub_orders = vec![with(SubOrder::new("PART-1", 5), |part| {
            part.sub_mchid = Some("1900000003".to_owned());
            part.transaction_id = Some("4200000001".to_owned());
        })];
    });
    let combine = paid(Kind::CombinePayment, &chosen);
    let part = &combine.orders[0];
    assert_eq!((part.mchid.as_str(), part.transaction_id.as_str()), ("1900000003", "4200000001"));
}

#[test]
fn a_refund_ends_as_the_kind_says() {
    let order = with(Order::new("SHOP-9", 1000), |order| {
        order.refund = Some(400);
        order.out_refund_no = "R-9".to_owned();
    });
    for (kind, end) in [
        (Kind::Refund, RefundEnd::Success),
        (Kind::RefundAbnormal, RefundEnd::Abnormal),
        (Kind::RefundClosed, RefundEnd::Closed),
    ] {
        let Some(ShopEvent::Refund { refund }) = made(kind, &order, &Changes::default()).event() else {
            panic!("{}", kind.name())
        };
        assert_eq!((refund.status, refund.refund, refund.total), (end, 400, Some(1000)));
        assert_eq!((refund.out_refund_no.as_str(), refund.out_trade_no.as_str()), ("R-9", "SHOP-9"));
    }
    let handled = made(Kind::V2RefundAbnormal, &order, &Changes::default());
    assert_eq!(handled.outcome.refund().unwrap().out_refund_no, "R-9");
    let partner = with(order, |order| order.sub_mchid = Some("1900000002".to_owned()));
    let Some(ShopEvent::Refund { refund }) = made(Kind::Refund, &partner, &Changes::default()).event() else {
        panic!("a partner's refund")
    };
    assert_eq!(refund.sub_mchid.as_deref(), Some("1900000002"));
}

#[test]
fn what_is_spoilt_is_not_believed() {
    let spoilt = |kind, spoilt| {
        let handled = made(kind, &Order::default(), &Changes::default().spoilt(spoilt));
        (handled.outcome.name(), handled.outcome.error().map_or("", |error| error.code()).to_owned())
    };
    let expected = |outcome, code: &str| (outcome, code.to_owned());
    for kind in [Kind::Payment, Kind::CombinePayment, Kind::Refund] {
        assert_eq!(spoilt(kind, Spoilt::Stale), expected("stale", "MESSAGE_STALE"));
        assert_eq!(spoilt(kind, Spoilt::Unsigned), expected("unsigned", "NOTIFICATION_UNSIGNED"));
        assert_eq!(spoilt(kind, Spoilt::Forged), expected("refused", "SIGNATURE_WRONG"));
        assert_eq!(spoilt(kind, Spoilt::WrongKey), expected("refused", "SIGNATURE_WRONG"));
        assert_eq!(spoilt(kind, Spoilt::UnknownSerial), expected("refused", "SERIAL_UNKNOWN"));
        assert_eq!(spoilt(kind, Spoilt::Undecryptable), expected("refused", "DECRYPT_FAILED"));
        assert_eq!(spoilt(kind, Spoilt::Probe).0, "probe");
    }
    for way in [Spoilt::Unsigned, Spoilt::Forged, Spoilt::WrongKey] {
        assert_eq!(spoilt(Kind::V2Payment, way), expected("refused", "V2_SIGN_WRONG"));
    }
    for way in [Spoilt::WrongKey, Spoilt::Undecryptable] {
        assert_eq!(spoilt(Kind::V2Refund, way), expected("refused", "DECRYPT_FAILED"));
    }
}

#[test]
fn changes_are_signed_like_the_rest() {
    let changed = |changes: Changes| made(Kind::Payment, &Order::default(), &changes);
    let Some(ShopEvent::Paid { paid }) = changed(Changes::default().field("amount.total", 1)).event() else {
        panic!("the total")
    };
    assert_eq!(paid.total, 1);
    let future = Changes::default().extra("a_future_field.deep", "x").header("X-Request-Id", "1");
    assert_eq!(changed(future).outcome.name(), "payment");
    let stranger = changed(Changes::default().field("mchid", "1900000999"));
    assert_eq!(stranger.outcome.error().unwrap().code(), "MERCHANT_DIFFERS");
    let without = changed(Changes::default().field("transaction_id", serde_json::Value::Null));
    assert!(without.event().is_none());
    let old = changed(Changes::default().at(now() - 299 + 60));
    assert_eq!(old.outcome.name(), "payment");
    assert_eq!(changed(Changes::default().at(now() - 300)).outcome.name(), "stale");
    let damaged = changed(Changes::default().header("Wechatpay-Timestamp", "1"));
    assert_eq!(damaged.outcome.name(), "refused");
    let v2 = Changes::default().field("total_fee", 7).extra("a_future_field", "x");
    let handled = made(Kind::V2Payment, &Order::default(), &v2);
    let Some(ShopEvent::Paid { paid }) = handled.event() else { panic!("the total of V2") };
    assert_eq!(paid.total, 7);
}

#[test]
fn v2_is_signed_as_the_order_says_and_the_client_is_set() {
    let md5 = with(Order::default(), |order| order.sign_type = "MD5".to_owned());
    let message = signed_notification(Kind::V2Payment, &md5, &Changes::default()).unwrap();
    assert_eq!(handle(&client(&[]).unwrap(), &message).outcome.name(), "refused");
    let config = client(&[("QQ_WXPAY_V2_SIGN_TYPE", Some("MD5"))]).unwrap();
    assert_eq!(handle(&config, &message).outcome.name(), "v2_payment");
    assert_eq!(handle(&config, &again(&message).unwrap()).outcome.name(), "v2_payment");
}

#[test]
fn a_repetition_is_believed_and_keeps_its_id() {
    let config = client(&[]).unwrap();
    for kind in [Kind::Payment, Kind::V2Payment, Kind::Refund] {
        let first = signed_notification(kind, &Order::default(), &Changes::default()).unwrap();
        let second = handle(&config, &again(&first).unwrap());
        assert!(second.event().is_some(), "{}", kind.name());
        assert_eq!(second.id, first.id);
    }
    let old = Changes::default().spoilt(Spoilt::Stale);
    let old = signed_notification(Kind::Payment, &Order::default(), &old).unwrap();
    assert_eq!(handle(&config, &again(&old).unwrap()).outcome.name(), "payment", "it is signed anew");
}

/// What leads to the real addresses.
const IN_PRODUCTION: [(&str, Option<&str>); 4] = [
    ("QQ_WXPAY_QQ_BASE_URL", None),
    ("QQ_WXPAY_WECHAT_BASE_URL", None),
    ("QQ_WXPAY_LINK_HOSTS", None),
    ("QQ_WXPAY_NOTIFY_URL", Some("https://pay.example.com/notify")),
];

/// A merchant's own credentials, of the conformance cases.
fn own() -> Vec<(&'static str, String)> {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/cases/defaults.json");
    let cases: serde_json::Value = serde_json::from_slice(&std::fs::read(path).unwrap()).unwrap();
    let text = |name: &str| cases["settings"][name].as_str().unwrap().to_owned();
    vec![
        ("QQ_WXPAY_QQ_APP_SECRET", text("qq_app_secret")),
        ("QQ_WXPAY_MERCHANT_SERIAL", text("merchant_serial")),
        ("QQ_WXPAY_MERCHANT_PRIVATE_KEY", text("merchant_private_key")),
        ("QQ_WXPAY_API_V3_KEY", text("api_v3_key")),
        ("QQ_WXPAY_API_V2_KEY", text("api_v2_key")),
        ("QQ_WXPAY_PUBLIC_KEY_ID", text("public_key_id")),
        ("QQ_WXPAY_PUBLIC_KEY", text("public_key")),
    ]
}

#[test]
fn each_credential_of_the_kit_is_refused_by_itself_in_production() {
    let own = own();
    let all: Vec<_> = own.iter().map(|(name, value)| (*name, Some(value.as_str()))).collect();
    let whole: Vec<_> = IN_PRODUCTION.iter().copied().chain(all.iter().copied()).collect();
    client(&whole).unwrap();
    for (name, _) in &own {
        let others: Vec<_> = whole.iter().copied().filter(|(other, _)| other != name).collect();
        let error = client(&others).unwrap_err();
        let setting = name.trim_start_matches("QQ_WXPAY_").to_ascii_lowercase();
        assert_eq!((error.code(), error.field()), ("TEST_KEYS", Some(setting.as_str())));
    }
    // Whatever else it has is a number or an address.
    let tried: Vec<&str> = own.iter().map(|(name, _)| *name).collect();
    let secret =
        |name: &str| ["KEY", "SECRET", "SERIAL", "CERTIFICATE"].iter().any(|word| name.contains(word));
    for (name, _) in settings() {
        assert!(!secret(&name) || tried.contains(&name.as_str()), "{name} is not tried");
    }
}

#[test]
fn the_kit_as_a_whole_is_refused_in_production_and_half_moved() {
    assert_eq!(client(&IN_PRODUCTION).unwrap_err().code(), "TEST_KEYS");
    let half = client(&[("QQ_WXPAY_WECHAT_BASE_URL", None)]).unwrap_err();
    assert_eq!(half.code(), "MIXED_ADDRESSES");
    client(&[]).unwrap();
}
