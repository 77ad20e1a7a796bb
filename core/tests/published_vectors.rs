//! Every published vector of the crypto primitives, through the public interface, with its negatives.
//!
//! Verifying a signature without believing in its message is not public: `src/crypto/rsa_tests.rs` holds
//! `v3_response_verify`, the signature of `v3_notification`, and the negatives of `v3_request_sign`.

#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use qq_wxpay::crypto::{
    Aes256GcmKey, Certificate, PrivateKey, PublicKey, RsaProvider, decrypt_aes_256_ecb, decrypt_aes_256_gcm,
    decrypt_base64, equal_in_constant_time, hmac_sha256_hex_upper, md5_hex_lower, md5_hex_upper, sha256,
};
use qq_wxpay::error::sdk_codes;
use serde_json::Value;

fn vectors(name: &str) -> Value {
    let path = format!(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/vectors/{}.json"), name);
    serde_json::from_slice(&std::fs::read(path).unwrap()).unwrap()
}

fn text<'json>(value: &'json Value, name: &str) -> &'json str {
    value[name].as_str().unwrap_or_else(|| panic!("no text {name}"))
}

fn list<'json>(value: &'json Value, name: &str) -> &'json [Value] {
    let list = value[name].as_array().unwrap();
    assert!(!list.is_empty(), "{name}");
    list
}

fn key32(value: &str) -> [u8; 32] {
    value.as_bytes().try_into().unwrap()
}

fn flipped(bytes: &[u8], position: usize) -> Vec<u8> {
    let mut changed = bytes.to_vec();
    changed[position] ^= 1;
    changed
}

#[test]
fn v3_request_sign() {
    let file = vectors("v3_request_sign");
    for provider in RsaProvider::available() {
        let key =
            PrivateKey::parse(*provider, text(&file, "private_key_pkcs8_pem").as_bytes(), "key").unwrap();
        let other = vectors("v3_rsa");
        let other =
            PrivateKey::parse(*provider, text(&other, "private_key_pkcs8_pem").as_bytes(), "key").unwrap();
        for vector in list(&file, "request_vectors").iter().chain(list(&file, "pay_sign_vectors")) {
            let (name, message) = (text(vector, "name"), text(vector, "message").as_bytes());
            let signature = text(vector, "signature");
            assert_eq!(key.sign_base64(message).unwrap(), signature, "{name}");
            assert_ne!(key.sign_base64(&flipped(message, message.len() / 2)).unwrap(), signature, "{name}");
            assert_ne!(key.sign_base64(&message[..message.len() - 1]).unwrap(), signature, "{name}");
            assert_ne!(other.sign_base64(message).unwrap(), signature, "{name}");
        }
    }
}

#[test]
fn v3_rsa() {
    let file = vectors("v3_rsa");
    let ciphertext = STANDARD.decode(text(&file["oaep_sha1"], "ciphertext")).unwrap();
    let stranger = vectors("v3_request_sign");
    for provider in RsaProvider::available() {
        let key =
            PrivateKey::parse(*provider, text(&file, "private_key_pkcs8_pem").as_bytes(), "key").unwrap();
        let signature = key.sign_base64(text(&file["sign"], "message").as_bytes()).unwrap();
        assert_eq!(signature, text(&file["sign"], "signature"));

        let plain = key.decrypt_oaep_sha1(&ciphertext).unwrap();
        assert_eq!(plain, text(&file["oaep_sha1"], "plaintext").as_bytes());
        for position in [0, 100, 255] {
            let error = key.decrypt_oaep_sha1(&flipped(&ciphertext, position)).unwrap_err();
            assert!(error.is(&sdk_codes::DECRYPT_FAILED), "{error}");
        }
        for bad in [&ciphertext[..255], &ciphertext[1..], b"", &[&ciphertext[..], &[0]].concat()] {
            let error = key.decrypt_oaep_sha1(bad).unwrap_err();
            assert!(error.is(&sdk_codes::CIPHERTEXT_MALFORMED), "{error}");
        }
        for bad in [[0; 256], [0xFF; 256]] {
            assert!(key.decrypt_oaep_sha1(&bad).unwrap_err().is(&sdk_codes::DECRYPT_FAILED));
        }
        let other =
            PrivateKey::parse(*provider, text(&stranger, "private_key_pkcs8_pem").as_bytes(), "key").unwrap();
        assert!(other.decrypt_oaep_sha1(&ciphertext).unwrap_err().is(&sdk_codes::DECRYPT_FAILED));
        assert_ne!(other.public_key().unwrap(), key.public_key().unwrap());
    }
}

#[test]
fn v3_notification_certificate() {
    let file = vectors("v3_notification");
    let vector = &list(&file, "vectors")[0];
    // The resource was encrypted with a key of 16 bytes, which an APIv3 key never has: nothing here takes it.
    assert_eq!(text(vector, "api_v3_key").len(), 16);
    let merchant = vectors("v3_rsa");
    for provider in RsaProvider::available() {
        let pem = text(vector, "platform_certificate_pem").as_bytes();
        let certificate = Certificate::parse(*provider, pem, "certificate").unwrap();
        assert_eq!(certificate.serial(), text(vector, "serial"));
        assert_eq!(certificate.serial(), text(&vector["headers"], "Wechatpay-Serial"));
        // The official Go SDK uses one throw-away key pair for both sides.
        let key = text(&merchant, "private_key_pkcs8_pem").as_bytes();
        let key = PrivateKey::parse(*provider, key, "key").unwrap();
        assert_eq!(certificate.public_key(), &key.public_key().unwrap());
        let published = vectors("v3_response_verify");
        let published = text(&published["vectors"][0], "public_key_pem").as_bytes();
        assert_ne!(certificate.public_key(), &PublicKey::parse(*provider, published, "key").unwrap());
    }
}

#[test]
fn v3_certificates() {
    // The reply itself is encrypted with a key of 16 bytes and cannot be opened here; its PEM is checked.
    let file = vectors("v3_certificates");
    for vector in list(&file, "vectors") {
        let pem = text(vector, "certificate_pem").as_bytes();
        for provider in RsaProvider::available() {
            let certificate = Certificate::parse(*provider, pem, "certificate").unwrap();
            assert_eq!(certificate.serial(), text(vector, "serial_no"));
            // 2021-04-27T08:55:23Z and 2031-04-25T08:55:23Z.
            assert_eq!((certificate.not_before(), certificate.not_after()), (1_619_513_723, 1_934_873_723));
        }
    }
}

#[test]
fn v3_aes_gcm() {
    let file = vectors("v3_aes_gcm");
    let mut opened = 0;
    for vector in list(&file, "vectors") {
        // A key of 16 bytes exercises AES-128, which WeChat Pay does not use; the type of the key rules it out.
        let Ok(key) = <[u8; 32]>::try_from(text(vector, "api_v3_key").as_bytes()) else { continue };
        let (nonce, data) = (text(vector, "nonce").as_bytes(), text(vector, "associated_data").as_bytes());
        let ciphertext = STANDARD.decode(text(vector, "ciphertext")).unwrap();
        let plain = decrypt_base64(&key, nonce, data, text(vector, "ciphertext")).unwrap();
        assert_eq!(plain, text(vector, "plaintext").as_bytes());
        assert_eq!(decrypt_aes_256_gcm(&key, nonce, data, &ciphertext).unwrap(), plain);

        let prepared = Aes256GcmKey::new(&key);
        assert_eq!(prepared.decrypt(nonce, data, &ciphertext).unwrap(), plain);
        let other = Aes256GcmKey::new(&flipped(&key, 31).try_into().unwrap());
        let failures = [
            other.decrypt(nonce, data, &ciphertext),
            prepared.decrypt(&flipped(nonce, 0), data, &ciphertext),
            prepared.decrypt(nonce, &flipped(data, 0), &ciphertext),
            prepared.decrypt(nonce, b"", &ciphertext),
            prepared.decrypt(nonce, data, &flipped(&ciphertext, 0)),
            prepared.decrypt(nonce, data, &flipped(&ciphertext, ciphertext.len() - 1)),
            prepared.decrypt(nonce, data, &ciphertext[..ciphertext.len() - 1]),
            prepared.decrypt(nonce, data, &ciphertext[..16]),
        ];
        for failure in failures {
            assert!(failure.unwrap_err().is(&sdk_codes::DECRYPT_FAILED));
        }
        assert!(
            prepared
                .decrypt(nonce, data, &ciphertext[..15])
                .unwrap_err()
                .is(&sdk_codes::CIPHERTEXT_MALFORMED)
        );
        assert!(prepared.decrypt(&nonce[..11], data, &ciphertext).is_err());
        opened += 1;
    }
    assert_eq!(opened, 2);
}

#[test]
fn v3_aes_gcm_genuine_certificate() {
    let file = vectors("v3_aes_gcm");
    let vector = &list(&file, "vectors")[0];
    for provider in RsaProvider::available() {
        let certificate =
            Certificate::parse(*provider, text(vector, "plaintext").as_bytes(), "certificate").unwrap();
        assert_eq!(certificate.serial(), text(vector, "certificate_serial_hex"));
        // 2020-08-01T07:35:18Z and 2025-07-31T07:35:18Z.
        assert_eq!((certificate.not_before(), certificate.not_after()), (1_596_267_318, 1_753_947_318));
    }
}

#[test]
fn v2_sign() {
    let file = vectors("v2_sign");
    for vector in list(&file, "vectors") {
        let message = text(vector, "string_to_sign").as_bytes();
        let key = text(vector, "key").as_bytes();
        let (md5, hmac) = (md5_hex_upper(message), hmac_sha256_hex_upper(key, message));
        assert_eq!(md5, text(vector, "sign_type_MD5"));
        assert_eq!(hmac, text(vector, "sign_type_HMAC_SHA256"));
        assert_eq!(md5_hex_lower(message), md5.to_lowercase());
        assert!(equal_in_constant_time(md5.as_bytes(), text(vector, "sign_type_MD5").as_bytes()));

        let changed = flipped(message, 0);
        assert!(!equal_in_constant_time(md5_hex_upper(&changed).as_bytes(), md5.as_bytes()));
        assert_ne!(hmac_sha256_hex_upper(key, &changed), hmac);
        assert_ne!(hmac_sha256_hex_upper(&flipped(key, 0), message), hmac);
        assert_ne!(sha256(message), sha256(&changed));
    }
}

#[test]
fn v2_refund_notify() {
    let file = vectors("v2_refund_notify");
    for vector in list(&file, "vectors") {
        let (key, ciphertext, plain) = if vector.get("api_key").is_some() {
            let key = md5_hex_lower(text(vector, "api_key").as_bytes());
            assert_eq!(key, text(vector, "md5_key_ascii"));
            (key32(&key), text(vector, "req_info"), text(vector, "plaintext_xml"))
        } else {
            (key32(text(vector, "aes_key_ascii")), text(vector, "ciphertext"), text(vector, "plaintext"))
        };
        let ciphertext = STANDARD.decode(ciphertext).unwrap();
        assert_eq!(decrypt_aes_256_ecb(&key, &ciphertext).unwrap(), plain.as_bytes());

        let length = ciphertext.len();
        let wrong_key = decrypt_aes_256_ecb(&flipped(&key, 0).try_into().unwrap(), &ciphertext);
        assert!(wrong_key.unwrap_err().is(&sdk_codes::DECRYPT_FAILED));
        let changed = decrypt_aes_256_ecb(&key, &flipped(&ciphertext, length - 1));
        assert!(changed.unwrap_err().is(&sdk_codes::DECRYPT_FAILED));
        let cut = decrypt_aes_256_ecb(&key, &ciphertext[..length - 1]);
        assert!(cut.unwrap_err().is(&sdk_codes::CIPHERTEXT_MALFORMED));
        if length > 16 {
            let without_last_block = decrypt_aes_256_ecb(&key, &ciphertext[..length - 16]);
            assert!(without_last_block.unwrap_err().is(&sdk_codes::DECRYPT_FAILED));
        }
    }
}
