//! Genuine notifications, changed at random: nothing panics, and nothing changed is believed.
#![allow(clippy::unwrap_used)] // a test that unwraps fails with the place and the value

use qq_wxpay::Settings;
use qq_wxpay::http::Headers;
use qq_wxpay::model::RequestFromJson;
use qq_wxpay::notify::{self, Outcome};
use qq_wxpay_tests::cases::{self, Case};

const ROUNDS: usize = 4_000;

/// A small generator with a fixed seed: a failure can be repeated.
struct Dice(u64);

impl Dice {
    fn roll(&mut self, sides: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        usize::try_from(self.0 >> 33).unwrap() % sides.max(1)
    }

    /// One to three changes: a bit flipped, a piece cut out, doubled, moved, or the end cut off.
    fn mutate(&mut self, genuine: &[u8]) -> Vec<u8> {
        let mut bytes = genuine.to_vec();
        for _ in 0..=self.roll(3) {
            let (from, length) = (self.roll(bytes.len()), 1 + self.roll(24));
            let to = (from + length).min(bytes.len());
            match self.roll(5) {
                0 if from < bytes.len() => bytes[from] ^= 1 << self.roll(8),
                1 => drop(bytes.drain(from..to)),
                2 => {
                    let piece = bytes[from..to].to_vec();
                    bytes.splice(from..from, piece);
                }
                3 => {
                    let piece: Vec<u8> = bytes.drain(from..to).collect();
                    let at = self.roll(bytes.len());
                    bytes.splice(at..at, piece);
                }
                _ => bytes.truncate(from),
            }
        }
        bytes
    }
}

fn payments(file: &str) -> Vec<Case> {
    let cases = cases::all().into_iter().filter(|case| case.file == file);
    cases
        .filter(|case| case.expect["outcome"].as_str().is_some_and(|name| name.ends_with("payment")))
        .collect()
}

fn mutate_all(file: &str, check: impl Fn(&Case, &[u8], &Outcome)) {
    let mut dice = Dice(20_261_123);
    let cases = payments(file);
    assert!(cases.len() >= 5);
    for case in &cases {
        let config = Settings::from_json(&case.inputs["settings"].to_string()).unwrap().build().unwrap();
        let pairs = case.inputs["headers"].as_object().unwrap();
        let headers: Headers =
            pairs.iter().map(|(name, value)| (name.as_str(), value.as_str().unwrap())).collect();
        let genuine = case.inputs["body"].as_str().unwrap().as_bytes();
        let now = case.inputs["now"].as_i64().unwrap();
        for _ in 0..ROUNDS / cases.len() {
            let body = dice.mutate(genuine);
            check(case, &body, &notify::handle(&config, &headers, &body, now).outcome);
            // Without its signature, nothing is believed whatever it says.
            let unsigned = notify::handle(&config, &Headers::default(), &body, now).outcome;
            if file.starts_with("v3") {
                assert!(
                    matches!(unsigned, Outcome::Unsigned(..) | Outcome::Refused(_)),
                    "{}",
                    unsigned.name()
                );
            }
        }
    }
}

#[test]
fn a_changed_v3_notification_is_never_believed() {
    mutate_all("v3_notifications", |case, body, outcome| {
        let unchanged = body == case.inputs["body"].as_str().unwrap().as_bytes();
        assert!(unchanged || matches!(outcome, Outcome::Refused(_)), "{}: {}", case.name, outcome.name());
    });
}

#[test]
fn a_changed_v2_notification_says_the_same_or_is_refused() {
    mutate_all("v2_notifications", |case, _, outcome| match outcome {
        // White space between fields is no part of the message; its fields are.
        Outcome::V2Payment(found) => {
            assert_eq!(
                (found.total_fee, found.out_trade_no.as_str()),
                (Some(100), "1415659990"),
                "{}",
                case.name
            );
        }
        Outcome::Refused(_) => {}
        other => panic!("{}: {}", case.name, other.name()),
    });
}
