//! WeChat Pay's and QQ's ciphers, written apart from core: what opens with the merchant's own keys, whatever is inside.

use aes::Aes256;
use aes::cipher::{BlockCipherEncrypt as _, KeyInit as _};
use aes_gcm::Aes256Gcm;
use aes_gcm::aead::AeadInOut as _;
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use hmac::{Hmac, Mac as _};
use qq_wxpay::crypto::md5_hex_lower;
use serde_json::{Value, json};
use sha2::Sha256;

use crate::shop::setting;

const NONCE: &[u8; 12] = b"0123456789ab";
const BLOCK: usize = 16;

/// `plain` encrypted by AES-256-GCM, the tag at the end.
pub(crate) fn gcm(key: &[u8; 32], nonce: &[u8; 12], associated: &[u8], plain: &[u8]) -> Vec<u8> {
    let mut text = plain.to_vec();
    let cipher = Aes256Gcm::new(key.into());
    let tag = cipher.encrypt_inout_detached(nonce.into(), associated, text.as_mut_slice().into());
    text.extend_from_slice(&tag.expect("a short text fits"));
    text
}

/// A `resource` of V3 that holds `plain`.
pub(crate) fn resource(original_type: Option<&str>, associated: &str, plain: &[u8]) -> Value {
    let key: &[u8; 32] = setting("api_v3_key").as_bytes().try_into().expect("it has 32 bytes");
    let mut resource = json!({
        "algorithm": "AEAD_AES_256_GCM",
        "ciphertext": STANDARD.encode(gcm(key, NONCE, associated.as_bytes(), plain)),
        "associated_data": associated,
        "nonce": "0123456789ab",
    });
    if let Some(name) = original_type {
        resource["original_type"] = name.into();
    }
    resource
}

/// `plain` as `req_info` of a V2 refund notice: AES-256-ECB with PKCS#7, base64.
pub(crate) fn req_info(plain: &[u8]) -> String {
    let key = md5_hex_lower(setting("api_v2_key").as_bytes());
    let key: &[u8; 32] = key.as_bytes().try_into().expect("an MD5 in hex has 32 characters");
    let cipher = Aes256::new(key.into());
    let padding = BLOCK - plain.len() % BLOCK;
    let mut text = plain.to_vec();
    text.resize(plain.len() + padding, u8::try_from(padding).expect("at most 16"));
    for block in text.chunks_exact_mut(BLOCK) {
        let block: &mut [u8; BLOCK] = block.try_into().expect("a whole block");
        cipher.encrypt_block(block.into());
    }
    STANDARD.encode(text)
}

/// What a store of access tokens keeps of `plain`.
pub(crate) fn kept(plain: &[u8]) -> Vec<u8> {
    let (base, appid) = ("https://api.q.qq.com", setting("qq_appid"));
    let whose = format!("qq-wxpay key {}:{base}{}:{appid}", base.len(), appid.len());
    let mut mac = Hmac::<Sha256>::new_from_slice(setting("qq_app_secret").as_bytes()).expect("any length");
    mac.update(whose.as_bytes());
    let header = b"qq-wxpay-store 1\n";
    let key: [u8; 32] = mac.finalize().into_bytes().into();
    [header.as_slice(), NONCE, &gcm(&key, NONCE, header, plain)].concat()
}
