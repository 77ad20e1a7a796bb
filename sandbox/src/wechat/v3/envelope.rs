//! Encrypting for the merchant with the APIv3 key.

use aes_gcm::aead::{Aead as _, Payload};
use aes_gcm::{Aes256Gcm, KeyInit as _, Nonce};
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use serde_json::{Value, json};

use crate::random;

/// Encrypts a text as `AEAD_AES_256_GCM`.
///
/// Gives an object with `algorithm`, `nonce`, `associated_data` and `ciphertext`.
pub(crate) fn seal(api_v3_key: &str, associated_data: &str, text: &str) -> Value {
    let nonce = random::alphanumeric(12);
    let cipher = Aes256Gcm::new_from_slice(api_v3_key.as_bytes()).expect("the APIv3 key has 32 bytes");
    let payload = Payload { msg: text.as_bytes(), aad: associated_data.as_bytes() };
    let nonce_bytes = Nonce::try_from(nonce.as_bytes()).expect("the nonce has 12 bytes");
    let ciphertext = cipher.encrypt(&nonce_bytes, payload).expect("a short text can be encrypted");
    json!({
        "algorithm": "AEAD_AES_256_GCM",
        "nonce": nonce,
        "associated_data": associated_data,
        "ciphertext": STANDARD.encode(ciphertext),
    })
}
