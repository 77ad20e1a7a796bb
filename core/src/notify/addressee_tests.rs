//! Merchants are found, and what is for nobody costs little.

#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

use std::sync::Arc;

use serde_json::{Value, json};

use super::*;
use crate::config::Settings;
use crate::crypto::{RsaProvider, Signer};
use crate::model::RequestFromJson as _;

const MERCHANTS: usize = 1000;
const LAST: Place = 999;

struct Nobody;

impl Signer for Nobody {
    fn sign_sha256_rsa(&self, _: &[u8]) -> Result<Vec<u8>> {
        Ok(Vec::new())
    }
}

fn generated() -> Value {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/vectors/generated_merchant.json");
    serde_json::from_slice(&std::fs::read(path).unwrap()).unwrap()
}

/// A thousand merchants of which the last is the one of the cases. The others have its public key, under IDs of their own
/// unless they share it.
fn merchants(share: bool) -> Register {
    let mut settings = generated()["settings"].clone();
    settings.as_object_mut().unwrap().remove("merchant_private_key");
    settings["merchant_serial"] = json!("5157F09EFDC096DE15EBE81A47057A7232F1B8E1");
    let of = |index: usize| {
        let mut own = settings.clone();
        if index + 1 < MERCHANTS {
            own["api_v3_key"] = json!(format!("{index:032}"));
            own["mchid"] = json!(format!("19{index:08}"));
            if !share {
                own["public_key_id"] = json!(format!("PUB_KEY_ID_{index:016}"));
            }
        }
        let own = Settings::from_json(&own.to_string()).unwrap();
        own.build_with(RsaProvider::default(), Some(Arc::new(Nobody))).unwrap()
    };
    let mut register = Register::default();
    for index in 0..MERCHANTS {
        assert_eq!(register.add(of(index)).unwrap(), index as u64);
    }
    register
}

fn search(all: &Register, headers: &[(&str, &str)], body: &[u8], now: i64) -> (Result<Place>, Search) {
    let mut search = Search::default();
    let found = search.find(all, &headers.iter().copied().collect(), body, now);
    (found.map(|found| found.place), search)
}

fn forged(bytes: usize) -> Vec<u8> {
    let ciphertext = "QUFB".repeat(bytes / 4);
    let resource = json!({
        "algorithm": "AEAD_AES_256_GCM", "nonce": "abcdefghijkl", "associated_data": "transaction",
        "original_type": "transaction", "ciphertext": ciphertext,
    });
    json!({ "id": "1", "event_type": "TRANSACTION.SUCCESS", "resource": resource }).to_string().into_bytes()
}

fn signed(serial: &str) -> [(&str, &str); 4] {
    let signature = "QUFB";
    [
        ("Wechatpay-Timestamp", "1722850421"),
        ("Wechatpay-Nonce", "n"),
        ("Wechatpay-Serial", serial),
        ("Wechatpay-Signature", signature),
    ]
}

#[test]
fn a_forged_message_costs_no_key_but_one() {
    let (all, large) = (merchants(false), forged(1 << 20));
    let counted = |search: &Search| (search.verified, search.decoded, search.opened, search.genuine);
    let of_one = signed("PUB_KEY_ID_0000000000000500");
    let (found, search) = search_of(&all, &of_one, &large);
    assert_eq!((found.unwrap(), counted(&search)), (500, (0, 0, 0, false)), "its owner shall refuse it");
    for headers in [signed("PUB_KEY_ID_0000000000009999").to_vec(), signed("AB12").to_vec(), Vec::new()] {
        let (found, search) = search_of(&all, &headers, &large);
        assert_eq!(found.unwrap_err().code(), "MERCHANT_NOT_REGISTERED");
        assert_eq!(counted(&search), (0, 0, 0, false));
    }
    // What is small enough is decoded once, and a few keys get further than its first block.
    let (found, search) = search_of(&all, &[], &forged(64 * 1024));
    assert_eq!(found.unwrap_err().code(), "MERCHANT_NOT_REGISTERED");
    assert_eq!((search.verified, search.decoded), (0, 1));
    assert!(search.opened < MERCHANTS / 20, "{search:?}");
    // A key that all of them share is looked at once.
    let all = merchants(true);
    let shared = all.get(0).unwrap().0.v3.as_ref().unwrap().trust.requested_serial().unwrap().to_owned();
    let (found, search) = search_of(&all, &signed(&shared), &large);
    assert_eq!(found.unwrap_err().code(), "SIGNATURE_WRONG");
    assert_eq!(counted(&search), (1, 0, 0, false));
}

fn search_of(all: &Register, headers: &[(&str, &str)], body: &[u8]) -> (Result<Place>, Search) {
    search(all, headers, body, 1_722_850_421)
}

#[test]
fn a_genuine_one_is_found_among_a_thousand() {
    let paid = generated();
    let paid = &paid["notification"];
    let headers = paid["headers"].as_object().unwrap().iter();
    let headers: Vec<(&str, &str)> = headers.map(|(n, v)| (n.as_str(), v.as_str().unwrap())).collect();
    let (body, now) = (paid["body"].as_str().unwrap().as_bytes(), paid["now"].as_i64().unwrap());
    for share in [true, false] {
        let all = merchants(share);
        let (found, search) = search(&all, &headers, body, now);
        assert_eq!(found.unwrap(), LAST);
        // A key that many share is looked at before theirs are tried; one that is a merchant's own says all.
        let expected = if share { (1, 1, true) } else { (0, 0, false) };
        assert_eq!((search.verified, search.decoded, search.genuine), expected);
        assert!(search.opened < MERCHANTS / 20, "{search:?}");
        let (found, search) = search_of(&all, &[], body);
        assert_eq!(found.unwrap(), LAST, "without its signature headers");
        assert!(search.opened < MERCHANTS / 20 && !search.genuine, "{search:?}");
    }
}

fn merchant(json: &str) -> Option<String> {
    json::read::<Names>(json.as_bytes()).unwrap().merchant().map(str::to_owned)
}

#[test]
fn the_one_who_signs_is_the_merchant_whatever_else_is_named() {
    assert_eq!(merchant(r#"{"mchid":"1"}"#).as_deref(), Some("1"));
    assert_eq!(merchant(r#"{"sp_mchid":"2","sub_mchid":"3","mchid":"1"}"#).as_deref(), Some("2"));
    assert_eq!(merchant(r#"{"combine_mchid":"4","mchid":"1"}"#).as_deref(), Some("4"));
    assert_eq!(merchant(r#"{"sub_mchid":"3"}"#), None);
}

/// So few that no signature is looked at: two of one number, and one of another number with the same key and an APIv3 key of its own.
#[test]
fn among_a_few_the_key_that_opens_it_decides_and_no_signature_is_verified() {
    let paid = generated();
    let (settings, paid) = (&paid["settings"], &paid["notification"]);
    let headers = paid["headers"].as_object().unwrap().iter();
    let headers: Vec<(&str, &str)> = headers.map(|(n, v)| (n.as_str(), v.as_str().unwrap())).collect();
    let (body, now) = (paid["body"].as_str().unwrap().as_bytes(), paid["now"].as_i64().unwrap());
    let of = |changes: &[(&str, &str)]| {
        let mut own = settings.clone();
        for (name, value) in changes {
            own[*name] = json!(value);
        }
        Settings::from_json(&own.to_string()).unwrap().build().unwrap()
    };
    let mut few = Register::default();
    few.add(of(&[("mchid", "1900000001"), ("api_v3_key", "00000000000000000000000000000001")])).unwrap();
    let other_appid = few.add(of(&[("wechat_appid", "wx00000000000000ff")])).unwrap();
    let own = few.add(of(&[])).unwrap();
    let (found, search) = search(&few, &headers, body, now);
    assert_eq!((found.unwrap(), search.verified, search.decoded), (own, 0, 1));
    // A second QQ mini program with the same WeChat AppID: nothing in the message tells them apart, and that is told.
    assert_eq!(few.add(of(&[])).unwrap_err().code(), "MERCHANT_GIVEN_TWICE");
    let second = few.add(of(&[("qq_appid", "1110000099")])).unwrap();
    let found = Search::default().find(&few, &headers.iter().copied().collect(), body, now).unwrap();
    assert_eq!(found, Found { place: own, others: vec![second] });
    few.remove(own);
    few.remove(second);
    let (found, search) = self::search(&few, &headers, body, now);
    assert_eq!((found.unwrap_err().code(), search.genuine), ("MERCHANT_NOT_REGISTERED", true));
    assert!(few.replace(other_appid, of(&[])).is_ok());
    assert_eq!(self::search(&few, &headers, body, now).0.unwrap(), other_appid);
    let (before, ciphertext) = paid["body"].as_str().unwrap().split_once("\"ciphertext\":\"").unwrap();
    let other = if ciphertext.starts_with('A') { "B" } else { "A" };
    let unopened = format!("{before}\"ciphertext\":\"{other}{}", &ciphertext[1..]).into_bytes();
    let (found, search) = self::search(&few, &headers, &unopened, now);
    assert_eq!((found.unwrap_err().code(), search.verified), ("SIGNATURE_WRONG", 1), "a forgery stays one");
}
