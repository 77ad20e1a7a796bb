//! What a merchant writes into the settings: whatever was pasted, it is read or refused, and never told.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use qq_wxpay::crypto::{Certificate, PrivateKey, PublicKey, RsaProvider};
use qq_wxpay::model::RequestFromJson as _;
use qq_wxpay::{Error, Settings};
use serde_json::Value;

use crate::shop::{changed, client, told};

/// Longer runs of base64 are in no sentence of ours: they would be out of the key.
const LONGEST_WORD: usize = 24;

/// In every secret of the settings that are made up.
const MARKER: &str = "MARKERofASecret";

/// The settings that are secret.
const SECRETS: [&str; 8] = [
    "qq_app_secret",
    "merchant_private_key",
    "merchant_p12",
    "merchant_p12_password",
    "api_v3_key",
    "api_v3_key_previous",
    "api_v2_key",
    "token_store",
];

/// Any bytes as a key or certificate in PEM, base64 or DER: both providers of RSA say the same.
pub fn key_text(bytes: &[u8]) {
    let code = |error: Error| {
        tells_no_key(&error);
        error.code().to_owned()
    };
    let read = |provider: &RsaProvider| {
        let private = PrivateKey::parse(*provider, bytes, "merchant_private_key");
        let public = PublicKey::parse(*provider, bytes, "public_key");
        let certificates = Certificate::parse_many(*provider, bytes, "platform_certificates");
        (
            private.and_then(|key| key.public_key()).map_err(code),
            public.map_err(code),
            certificates.map(serials).map_err(code),
        )
    };
    let all: Vec<_> = RsaProvider::available().iter().map(read).collect();
    for other in &all[1..] {
        assert_eq!(&all[0], other, "the providers differ");
    }
}

fn serials(certificates: Vec<Certificate>) -> Vec<(String, i64, i64)> {
    certificates
        .iter()
        .map(|found| (found.serial().to_owned(), found.not_before(), found.not_after()))
        .collect()
}

fn tells_no_key(error: &Error) {
    let told = told(error);
    let is_part = |letter: char| letter.is_ascii_alphanumeric() || letter == '+' || letter == '/';
    let longest = told.split(|letter: char| !is_part(letter)).map(str::len).max().unwrap_or_default();
    assert!(longest < LONGEST_WORD, "{told}");
}

/// Any bytes as `apiclient_cert.p12`.
pub fn merchant_p12(bytes: &[u8]) {
    if let Err(error) = client(&changed("merchant_p12", &STANDARD.encode(bytes))) {
        tells_no_key(&error);
    }
}

/// Any JSON as settings, or as environment variables with the values of its texts: no secret of them is told.
pub fn settings(bytes: &[u8]) {
    let Ok(text) = std::str::from_utf8(bytes) else { return };
    if let Err(error) = Settings::from_json(text).and_then(|settings| settings.build()) {
        assert!(error.field().is_some(), "no setting is named: {error}");
    }
    let Ok(Value::Object(mut given)) = serde_json::from_str(text) else { return };
    if text.contains(MARKER) {
        return;
    }
    for (name, value) in &mut given {
        if let (true, Value::String(secret)) = (SECRETS.contains(&name.as_str()), value) {
            let middle = (0..=secret.len() / 2).rev().find(|at| secret.is_char_boundary(*at));
            secret.insert_str(middle.unwrap_or_default(), MARKER);
        }
    }
    let marked = Value::Object(given.clone()).to_string();
    let tells_nothing = |error: &Error| assert!(!told(error).contains(MARKER), "{}", told(error));
    if let Ok(settings) = Settings::from_json(&marked) {
        assert!(!format!("{settings:?}{settings:#?}").contains(MARKER), "Debug shows a secret");
        settings.faults().iter().for_each(tells_nothing);
    }
    let variables = given.iter().filter_map(|(name, value)| {
        Some((format!("QQ_WXPAY_{}", name.to_ascii_uppercase()), value.as_str()?.to_owned()))
    });
    let no_file = |_: &str| Err(std::io::ErrorKind::NotFound.into());
    match Settings::from_variables(variables, no_file).and_then(|settings| settings.build()) {
        Ok(config) => assert!(!format!("{config:?}").contains(MARKER), "Debug shows a secret"),
        Err(error) => tells_nothing(&error),
    }
}
