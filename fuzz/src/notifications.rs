//! Notifications: nothing is believed that nobody has signed, and what is believed is what was signed.

use std::sync::LazyLock;

use qq_wxpay::bridge::{self, MerchantRegistry};
use qq_wxpay::http::Headers;
use qq_wxpay::notify::{self, HandledNotification, MAXIMUM_NOTIFICATION_BYTES, Outcome, ShopEvent};
use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::{Value, json};

use crate::border::same_in_every_language;
use crate::sealed;
use crate::shop::{NOW, setting, shop};
use crate::v2;

/// The message whose signature is stolen for others.
const OTHER: &[u8] = b"{\"id\":\"of somebody else\"}";

/// WeChat Pay's longest difference of clocks.
const TOO_LATE: i64 = NOW + 301;

static STOLEN: LazyLock<Headers> = LazyLock::new(|| shop().sign(OTHER));

/// A merchant among several: what it is given is its own.
static MERCHANTS: LazyLock<MerchantRegistry> = LazyLock::new(|| {
    let merchants = MerchantRegistry::new(bridge::FieldCase::Snake);
    merchants.add("own", Ok(shop().pay.clone())).expect("it is the first");
    merchants
});

/// Any bytes as a whole V3 notification: unsigned, signed for something else, too late, and rightly signed.
pub fn notification_v3(bytes: &[u8]) {
    if !looks_like_xml(bytes) && bytes.len() <= MAXIMUM_NOTIFICATION_BYTES {
        judge_v3(bytes);
    }
}

/// Any bytes as what a V3 notification has encrypted; the first says what it is told to be.
pub fn notification_v3_resource(bytes: &[u8]) {
    let Some((kind, plain)) = bytes.split_first() else { return };
    let (event, original) = KINDS[usize::from(*kind) % KINDS.len()];
    let body = envelope(event, original, plain);
    judge_v3(&body);
}

/// What a notification can be told to be.
const KINDS: [(&str, Option<&str>); 8] = [
    ("TRANSACTION.SUCCESS", Some("transaction")),
    ("REFUND.SUCCESS", Some("refund")),
    ("SECURITY_ECHO.CALLBACK", Some("security")),
    ("TRANSACTION.SUCCESS", None),
    ("REFUND.CLOSED", None),
    ("SECURITY_ECHO.CALLBACK", Some("")),
    ("PROFITSHARING", Some("profitsharing")),
    ("COMPLAINT.CREATE", None),
];

/// The kind in [`KINDS`] of an event.
pub(crate) fn kind_of(event: &str) -> u8 {
    let place = KINDS.iter().position(|(known, _)| event.starts_with(&known[..6]));
    u8::try_from(place.unwrap_or(6)).expect("there are few")
}

fn envelope(event: &str, original: Option<&str>, plain: &[u8]) -> Vec<u8> {
    let resource = sealed::resource(original, "transaction", plain);
    json!({
        "id": "EV-1", "create_time": "2024-08-05T17:33:41+08:00", "event_type": event,
        "resource_type": "encrypt-resource", "summary": "", "resource": resource,
    })
    .to_string()
    .into_bytes()
}

fn judge_v3(body: &[u8]) {
    let shop = shop();
    let handle = |headers: &Headers, now| notify::handle(&shop.config, headers, body, now);
    is_unproven(&handle(&Headers::default(), NOW), body);
    if body != OTHER {
        let stolen = handle(&STOLEN, NOW);
        is_unproven(&stolen, body);
        assert!(matches!(stolen.outcome, Outcome::Refused(_)), "{}", stolen.outcome.name());
    }
    let headers = shop.sign(body);
    is_unproven(&handle(&headers, TOO_LATE), body);
    let handled = handle(&headers, NOW);
    if is_believed(&handled) {
        is_consistent(&handled);
        assert!(
            MERCHANTS.owner(&headers, body).is_ok_and(|owner| owner.contains("\"own\""))
                || is_other(&handled)
        );
        let record = |case| bridge::handle_notification(&shop.pay, &headers, body, case).record();
        same_in_every_language(|case| without_repeat(&record(case)));
    } else {
        is_unproven(&handled, body);
    }
}

/// Whether it says of no merchant that it is his.
fn is_other(handled: &HandledNotification) -> bool {
    matches!(handled.outcome, Outcome::Other(_) | Outcome::SecurityEcho(_))
}

/// Any bytes as a whole V2 notification: believed only what another reader of XML reads and finds signed.
pub fn notification_v2(bytes: &[u8]) {
    if looks_like_xml(bytes) {
        drop(judge_v2(bytes));
    }
}

/// Any fields, `name=value` in lines, as a V2 notification that is rightly signed, in either order, and by another key.
pub fn notification_v2_fields(bytes: &[u8]) {
    let Ok(text) = std::str::from_utf8(bytes) else { return };
    let mut fields = v2::fields_of_lines(text);
    fields.insert("sign".to_owned(), v2::sign_with(&fields, "another key of thirty-two bytes."));
    is_unproven(&judge_v2(&v2::write("xml", fields.iter())), bytes);
    fields.insert("sign".to_owned(), v2::sign(&fields));
    let forward = judge_v2(&v2::write("xml", fields.iter()));
    let backward = judge_v2(&v2::write("xml", fields.iter().rev()));
    assert_eq!(forward.outcome.name(), backward.outcome.name(), "the order of fields counts");
}

fn judge_v2(body: &[u8]) -> HandledNotification {
    let handled = notify::handle(&shop().config, &Headers::default(), body, NOW);
    if !is_believed(&handled) {
        is_unproven(&handled, body);
        return handled;
    }
    is_consistent(&handled);
    if v2::is_beyond_xml(body) {
        return handled;
    }
    let fields = v2::read(body, "xml").expect("another reader of XML reads it, too");
    let given = |name: &str| fields.get(name).map(String::as_str).unwrap_or_default();
    assert_eq!(given("sign"), v2::sign(&fields), "it is not signed");
    assert_eq!((given("mch_id"), given("appid")), (setting("mchid"), setting("wechat_appid")));
    if let Outcome::V2Payment(found) = &handled.outcome {
        assert_eq!(given("out_trade_no"), found.out_trade_no);
        assert_eq!(given("total_fee").trim().parse().ok(), found.total_fee);
    }
    handled
}

/// Any bytes as what a V2 refund notice has encrypted: it is never believed, as nobody signs it.
pub fn v2_refund_notice(bytes: &[u8]) {
    let fields = [
        ("appid", setting("wechat_appid").to_owned()),
        ("mch_id", setting("mchid").to_owned()),
        ("nonce_str", "n".to_owned()),
        ("req_info", sealed::req_info(bytes)),
        ("return_code", "SUCCESS".to_owned()),
    ];
    let fields: v2::Fields = fields.into_iter().map(|(name, value)| (name.to_owned(), value)).collect();
    let handled = notify::handle(&shop().config, &Headers::default(), &v2::write("xml", fields.iter()), NOW);
    is_unproven(&handled, bytes);
    if let (Outcome::Unsigned(subject, _), false) = (&handled.outcome, v2::is_beyond_xml(bytes)) {
        let read = v2::read(bytes, "root").expect("another reader of XML reads it, too");
        assert_eq!(read.get("out_refund_no").map(|number| number.trim()), Some(subject.number().trim()));
    }
}

/// A notification of another product, and its headers.
static GENUINE: LazyLock<(Vec<u8>, Headers)> = LazyLock::new(|| {
    let body = envelope("COMPLAINT.CREATE", Some("complaint"), b"{}");
    let headers = shop().sign(&body);
    (body, headers)
});

/// Lines `name: value` as the headers of a genuine notification: it is believed only by the genuine ones.
pub fn signature_headers(bytes: &[u8]) {
    let (body, genuine) = &*GENUINE;
    let text = String::from_utf8_lossy(bytes);
    let lines = text.split('\n').filter_map(|line| line.split_once(':'));
    let headers: Headers = lines.map(|(name, value)| (name.trim(), value)).collect();
    let handled = notify::handle(&shop().config, &headers, body, NOW);
    if !is_believed(&handled) {
        return is_unproven(&handled, bytes);
    }
    for (name, value) in genuine.iter() {
        assert_eq!(headers.value(name), Some(value), "{name} is another one");
    }
}

/// The lines by which [`signature_headers`] believes.
pub(crate) fn genuine_headers() -> Vec<u8> {
    let lines = GENUINE.1.iter().map(|(name, value)| format!("{name}: {value}\n"));
    lines.collect::<String>().into_bytes()
}

fn looks_like_xml(bytes: &[u8]) -> bool {
    bytes.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(bytes).trim_ascii_start().starts_with(b"<")
}

fn is_believed(handled: &HandledNotification) -> bool {
    let is_fact = !matches!(
        handled.outcome,
        Outcome::Stale(..) | Outcome::Unsigned(..) | Outcome::Probe | Outcome::Refused(_)
    );
    is_fact || handled.raw.is_some() || handled.event().is_some() || handled.id.is_some()
}

/// It is nothing for the shop, and its error tells no secret.
fn is_unproven(handled: &HandledNotification, bytes: &[u8]) {
    assert!(!is_believed(handled), "{} is believed", handled.outcome.name());
    assert!(handled.event_kind().is_none());
    assert!(handled.answer().is_some(), "it is answered at once");
    let shown = format!("{handled:?}");
    assert!(!shown.contains("raw: Some"), "it is shown");
    if let Some(error) = handled.outcome.error() {
        shop().keeps_silent(error, bytes);
    }
}

/// What is believed says the same in every form, and is about the merchant's own money.
fn is_consistent(handled: &HandledNotification) {
    let raw = handled.raw.as_ref().expect("what is believed is there in full").as_str();
    match &handled.outcome {
        Outcome::Payment(found) => {
            let told: Value = survives(found, raw);
            assert_eq!(told["mchid"], setting("mchid"));
            assert_eq!(told["out_trade_no"], found.out_trade_no.as_str());
        }
        Outcome::PartnerPayment(found) => assert_eq!(survives(found, raw)["sp_mchid"], setting("mchid")),
        Outcome::CombinePayment(found) => assert_eq!(survives(found, raw)["combine_mchid"], setting("mchid")),
        Outcome::Refund(found) => {
            let told: Value = survives(found, raw);
            let whose = [&told["sp_mchid"], &told["mchid"]].into_iter().find(|told| told.is_string());
            assert_eq!(whose.and_then(Value::as_str), Some(setting("mchid")));
            assert_eq!(told["out_refund_no"], found.out_refund_no.as_str());
        }
        Outcome::V2Payment(found) => assert_eq!(&written_and_read(found), found),
        _ => {}
    }
    match handled.event() {
        Some(ShopEvent::Paid { paid }) => {
            assert_eq!(paid.orders.iter().map(|order| order.total).sum::<i64>(), paid.total);
            assert!(paid.orders.iter().all(|order| order.total >= 0), "a payment takes no money away");
        }
        Some(ShopEvent::Refund { refund }) => assert!(refund.refund >= 0, "a refund takes no money"),
        _ => {}
    }
}

/// The record is the same after it was written and read; gives what a general reader finds in the message.
fn survives<T: Serialize + DeserializeOwned + PartialEq + std::fmt::Debug>(found: &T, raw: &str) -> Value {
    assert_eq!(&written_and_read(found), found);
    serde_json::from_str(raw).expect("a general reader reads it, too")
}

fn written_and_read<T: Serialize + DeserializeOwned>(found: &T) -> T {
    let written = serde_json::to_string(found).expect("a record is JSON");
    serde_json::from_str(&written).expect("what is written can be read")
}

/// A record without what depends on the calls before.
fn without_repeat(record: &str) -> String {
    record.replace("\"repeat\":true", "\"repeat\":false")
}
