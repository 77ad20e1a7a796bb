//! Genuine notifications with one bit changed, every bit of them: not one is believed.
#![allow(clippy::unwrap_used)] // a test that unwraps fails with the place and the value

use qq_wxpay::http::Headers;
use qq_wxpay::model::RequestFromJson as _;
use qq_wxpay::notify::{self, HandledNotification, Outcome};
use qq_wxpay::{Config, Settings};
use qq_wxpay_tests::cases::{self, Case};

/// A notification of a case, as it arrives.
struct Genuine {
    name: String,
    config: Config,
    headers: Vec<(String, String)>,
    body: Vec<u8>,
    now: i64,
}

impl Genuine {
    /// The case of this name.
    fn of(name: &str) -> Self {
        let is_it = |case: &Case| case.name == name && case.operation == "handle_notification";
        let case = cases::all().into_iter().find(is_it).unwrap();
        let pairs = case.inputs.get("headers").and_then(|headers| headers.as_object());
        let text = |value: &serde_json::Value| value.as_str().unwrap().to_owned();
        Self {
            name: name.to_owned(),
            config: Settings::from_json(&case.inputs["settings"].to_string()).unwrap().build().unwrap(),
            headers: pairs.into_iter().flatten().map(|(name, value)| (name.clone(), text(value))).collect(),
            body: text(&case.inputs["body"]).into_bytes(),
            now: case.inputs["now"].as_i64().unwrap(),
        }
    }

    fn handle(&self, headers: &[(String, String)], body: &[u8]) -> HandledNotification {
        let headers: Headers = headers.iter().cloned().collect();
        notify::handle(&self.config, &headers, body, self.now)
    }

    /// Each bit of the body, and what it is made of.
    fn changed_bodies(&self, mut judge: impl FnMut(usize, HandledNotification)) -> usize {
        let mut body = self.body.clone();
        for bit in 0..body.len() * 8 {
            body[bit / 8] ^= 1 << (bit % 8);
            judge(bit, self.handle(&self.headers, &body));
            body[bit / 8] ^= 1 << (bit % 8);
        }
        self.body.len() * 8
    }

    /// Each bit of each value; what is no text any more does not arrive as one.
    fn changed_headers(&self, mut judge: impl FnMut(&str, usize, HandledNotification)) -> usize {
        let mut changes = 0;
        for (place, (name, value)) in self.headers.iter().enumerate() {
            for bit in 0..value.len() * 8 {
                let mut bytes = value.clone().into_bytes();
                bytes[bit / 8] ^= 1 << (bit % 8);
                let mut headers = self.headers.clone();
                match String::from_utf8(bytes) {
                    Ok(changed) => headers[place].1 = changed,
                    Err(_) => drop(headers.remove(place)),
                }
                judge(name, bit, self.handle(&headers, &self.body));
                changes += 1;
            }
        }
        changes
    }
}

fn is_believed(handled: &HandledNotification) -> bool {
    handled.event().is_some() || handled.event_kind().is_some() || handled.raw.is_some()
}

const SIGNED_V3: [&str; 6] = [
    "direct payment",
    "direct payment, signed with the platform certificate",
    "partner payment",
    "combine payment",
    "refund",
    "an event of another product",
];

#[test]
fn no_bit_of_the_body_of_a_v3_notification_can_be_changed() {
    for genuine in SIGNED_V3.map(Genuine::of) {
        assert!(is_believed(&genuine.handle(&genuine.headers, &genuine.body)), "{}", genuine.name);
        let changes = genuine.changed_bodies(|bit, handled| {
            let refused =
                matches!(&handled.outcome, Outcome::Refused(error) if error.code() == "SIGNATURE_WRONG");
            assert!(refused && !is_believed(&handled), "{}: bit {bit}: {:?}", genuine.name, handled.outcome);
        });
        assert!(changes > 2_500, "{}: {changes} bits", genuine.name);
    }
}

#[test]
fn no_bit_of_a_header_of_a_v3_notification_can_be_changed() {
    for genuine in SIGNED_V3.map(Genuine::of) {
        let changes = genuine.changed_headers(|name, bit, handled| {
            // The serial of a certificate is a number in hexadecimal digits, small ones or large.
            let other_case = name == "Wechatpay-Serial" && bit % 8 == 5 && handled.outcome.error().is_none();
            let case_alone = other_case
                && genuine
                    .headers
                    .iter()
                    .any(|(_, value)| value.len() == 40 && value.as_bytes()[bit / 8].is_ascii_alphabetic());
            assert!(case_alone || !is_believed(&handled), "{}: {name}: bit {bit}", genuine.name);
        });
        assert!(changes > 3_000, "{}: {changes} bits", genuine.name);
    }
}

#[test]
fn no_bit_of_a_v2_payment_can_be_changed() {
    for genuine in ["V2 payment", "V2 payment with MD5", "V2 payment of a sub merchant"].map(Genuine::of) {
        assert!(is_believed(&genuine.handle(&[], &genuine.body)), "{}", genuine.name);
        let changes = genuine.changed_bodies(|bit, handled| {
            assert!(!is_believed(&handled), "{}: bit {bit}: {}", genuine.name, handled.outcome.name());
        });
        assert!(changes > 8_000, "{}: {changes} bits", genuine.name);
    }
}

/// Nobody signs it, so it is no fact before it is changed either.
#[test]
fn a_v2_refund_notice_is_never_believed_whatever_its_bits() {
    let genuine = Genuine::of("V2 refund");
    assert!(matches!(genuine.handle(&[], &genuine.body).outcome, Outcome::Unsigned(..)));
    genuine.changed_bodies(|bit, handled| assert!(!is_believed(&handled), "bit {bit}"));
}
