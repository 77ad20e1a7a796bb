//! The digest that V2 calls a signature.

use std::collections::BTreeMap;

use hmac::{Hmac, KeyInit as _, Mac as _};
use md5::{Digest as _, Md5};
use sha2::Sha256;

/// How a message is digested.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum SignType {
    Md5,
    HmacSha256,
}

impl SignType {
    /// The type that a message names; MD5 when it names none.
    pub(crate) fn of(fields: &BTreeMap<String, String>) -> Option<Self> {
        match fields.get("sign_type").map(String::as_str) {
            None | Some("" | "MD5") => Some(Self::Md5),
            Some("HMAC-SHA256") => Some(Self::HmacSha256),
            Some(_) => None,
        }
    }

    /// The name in messages.
    pub(crate) fn name(self) -> &'static str {
        match self {
            Self::Md5 => "MD5",
            Self::HmacSha256 => "HMAC-SHA256",
        }
    }
}

/// Signs all fields that have a value, except `sign` itself.
pub(crate) fn sign(fields: &BTreeMap<String, String>, sign_type: SignType, key: &str) -> String {
    let signed = fields.iter().filter(|(name, value)| *name != "sign" && !value.is_empty());
    let mut text: String = signed.map(|(name, value)| format!("{name}={value}&")).collect();
    text.push_str("key=");
    text.push_str(key);
    match sign_type {
        SignType::Md5 => upper_hexadecimal(&Md5::digest(text.as_bytes())),
        SignType::HmacSha256 => {
            let mut mac =
                Hmac::<Sha256>::new_from_slice(key.as_bytes()).expect("HMAC takes keys of any length");
            mac.update(text.as_bytes());
            upper_hexadecimal(&mac.finalize().into_bytes())
        }
    }
}

fn upper_hexadecimal(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02X}")).collect()
}

#[cfg(test)]
mod tests {
    use serde_json::Value;

    use super::*;

    fn vectors(name: &str) -> Value {
        let path = format!("{}/tests/vectors/{name}", env!("CARGO_MANIFEST_DIR"));
        let text = std::fs::read_to_string(path).expect("the vectors are part of the repository");
        serde_json::from_str(&text).expect("the vectors are JSON")
    }

    #[test]
    fn the_published_example_is_reproduced() {
        for vector in vectors("v2_sign.json")["vectors"].as_array().expect("a list") {
            let fields = serde_json::from_value(vector["params"].clone()).expect("texts");
            let key = vector["key"].as_str().expect("a text");
            assert_eq!(sign(&fields, SignType::Md5, key), vector["sign_type_MD5"]);
            assert_eq!(sign(&fields, SignType::HmacSha256, key), vector["sign_type_HMAC_SHA256"]);
        }
    }

    #[test]
    fn orders_with_escapes_and_empty_fields_are_reproduced() {
        let vectors = vectors("generated_h5.json");
        let key = vectors["v2_key"].as_str().expect("a text");
        for vector in vectors["v2_order_requests"].as_array().expect("a list") {
            let fields = serde_json::from_value(vector["params"].clone()).expect("texts");
            let sign_type = SignType::of(&fields).expect("a known type");
            assert_eq!(sign(&fields, sign_type, key), vector["sign"], "{}", vector["name"]);
        }
    }
}
