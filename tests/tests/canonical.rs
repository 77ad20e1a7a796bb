//! What is signed and what is sent have one form: the order of fields does not count in V2, and what stands in an address comes out of it
//! as it was.
#![allow(clippy::unwrap_used)] // a test that unwraps fails with the place and the value

use qq_wxpay::bridge::{self, FieldCase};
use qq_wxpay::http::Headers;
use qq_wxpay::notify::{self, Outcome};
use qq_wxpay::{Config, QqWxPay, Secret, Settings};
use qq_wxpay_sandbox::testing::{Changes, Kind, Order, client_settings, signed_notification};
use qq_wxpay_tests::dice::Dice;
use qq_wxpay_tests::with;

const ROUNDS: usize = 300;

fn config() -> Config {
    let settings = Settings::from_variables(client_settings(), |path| std::fs::read(path)).unwrap();
    settings.build().unwrap()
}

fn now() -> i64 {
    let passed = std::time::SystemTime::now().duration_since(std::time::UNIX_EPOCH).unwrap();
    i64::try_from(passed.as_secs()).unwrap()
}

fn shuffled<T>(dice: &mut Dice, mut list: Vec<T>) -> Vec<T> {
    for end in (1..list.len()).rev() {
        list.swap(end, dice.below(end + 1));
    }
    list
}

/// The fields of a flat message as they are written: each from its `<` to the end of its line of digits, text or CDATA.
fn fields(body: &str) -> Vec<String> {
    let mut rest = body.trim().strip_prefix("<xml>").unwrap().strip_suffix("</xml>").unwrap().trim();
    let mut found = Vec::new();
    while let Some(name) = rest.strip_prefix('<').and_then(|rest| rest.split_once('>')).map(|(name, _)| name)
    {
        let end = format!("</{name}>");
        let length = rest.find(&end).unwrap() + end.len();
        found.push(rest[..length].to_owned());
        rest = rest[length..].trim_start();
    }
    assert_eq!(rest, "");
    found
}

#[test]
fn the_fields_of_a_v2_payment_may_come_in_any_order() {
    let (config, mut dice) = (config(), Dice::new("the order of fields"));
    for round in 0..ROUNDS {
        let order = with(Order::new(format!("T{round}"), dice.amount()), |order| {
            order.attach = Some(dice.text(120).replace("&", "+").replace("]]>", "]"));
        });
        let message = signed_notification(Kind::V2Payment, &order, &Changes::default()).unwrap();
        let fields = fields(std::str::from_utf8(&message.body).unwrap());
        assert!(fields.len() > 10);
        let body = format!("<xml>{}</xml>", shuffled(&mut dice, fields).concat());
        let handled = notify::handle(&config, &Headers::default(), body.as_bytes(), now());
        let Outcome::V2Payment(found) = &handled.outcome else { panic!("{body}: {:?}", handled.outcome) };
        assert_eq!((found.out_trade_no.as_str(), found.total_fee), (&*order.out_trade_no, Some(order.total)));
        assert_eq!(found.attach, order.attach);
    }
}

#[test]
fn an_order_of_v2_is_signed_alike_in_whatever_order_its_fields_are_given() {
    let (pay, mut dice) = (QqWxPay::builder(config()).build().unwrap(), Dice::new("the order of arguments"));
    let sign = |arguments: &[String]| {
        let arguments = format!("{{{}}}", arguments.join(","));
        let token = Secret::new("t");
        let prepared =
            bridge::prepare(&pay, "place_v2_order", &arguments, Some(&token), FieldCase::Snake).unwrap();
        let body = String::from_utf8(prepared.http_request().body().to_vec()).unwrap();
        // The nonce is another one each time: it is signed, and nothing else differs.
        let mut fields = fields(&body);
        fields.retain(|field| !field.starts_with("<nonce_str>") && !field.starts_with("<sign>"));
        fields
    };
    let arguments = [
        r#""body":"x""#,
        r#""out_trade_no":"ORDER-1""#,
        r#""total_fee":1"#,
        r#""spbill_create_ip":"203.0.113.7""#,
        r#""attach":"a""#,
        r#""scene_info":{"type":"Wap","app_url":"https://pay.qq.com","app_name":"x"}"#,
    ]
    .map(str::to_owned);
    let first = sign(&arguments);
    for _ in 0..20 {
        assert_eq!(sign(&shuffled(&mut dice, arguments.to_vec())), first);
    }
}

/// As RFC 3986 says: no `+` for a space.
fn decoded(text: &str) -> String {
    let bytes = text.as_bytes();
    let (mut out, mut at) = (Vec::new(), 0);
    while let Some(byte) = bytes.get(at) {
        if *byte == b'%' {
            out.push(u8::from_str_radix(&text[at + 1..at + 3], 16).unwrap());
            at += 3;
        } else {
            assert!(
                byte.is_ascii_alphanumeric() || b"-_.~".contains(byte),
                "{byte:#x} stands in an address as it is"
            );
            out.push(*byte);
            at += 1;
        }
    }
    String::from_utf8(out).unwrap()
}

#[test]
fn a_token_comes_out_of_the_address_as_it_went_in() {
    let (pay, mut dice) = (QqWxPay::builder(config()).build().unwrap(), Dice::new("tokens"));
    let order = r#"{"description":"x","out_trade_no":"ORDER-1","amount":{"total":1},"scene_info":{"payer_client_ip":"203.0.113.7"}}"#;
    for _ in 0..ROUNDS {
        let token = dice.token();
        let secret = Secret::new(token.as_str());
        let prepared = bridge::prepare(&pay, "place_order", order, Some(&secret), FieldCase::Snake).unwrap();
        let (_, query) = prepared.http_request().url().split_once('?').unwrap();
        let pairs: Vec<(&str, &str)> = query.split('&').map(|pair| pair.split_once('=').unwrap()).collect();
        let names: Vec<&str> = pairs.iter().map(|(name, _)| *name).collect();
        assert_eq!(names, ["appid", "access_token", "real_notify_url"]);
        assert_eq!(decoded(pairs[1].1), token);
        assert_eq!(decoded(pairs[2].1), "http://127.0.0.1:9/notify");
    }
}

#[test]
fn a_number_comes_out_of_the_address_as_it_went_in() {
    let (pay, mut dice) = (QqWxPay::builder(config()).build().unwrap(), Dice::new("numbers"));
    for _ in 0..ROUNDS {
        let length = 6 + dice.below(26);
        let number = dice.name(length, "_-|*");
        let arguments = serde_json::json!({ "out_trade_no": number }).to_string();
        let prepared = bridge::prepare(&pay, "query_order", &arguments, None, FieldCase::Snake).unwrap();
        let (path, _) = prepared.http_request().url().split_once('?').unwrap();
        let (_, last) = path.rsplit_once('/').unwrap();
        assert_eq!(decoded(last), number);
    }
}
