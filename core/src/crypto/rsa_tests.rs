//! Both providers against the published vectors and against each other.

#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

use std::sync::Arc;
use std::thread;

use base64::Engine;
use base64::engine::general_purpose::STANDARD;

use super::test_keys::*;
use super::{Certificate, PrivateKey, PublicKey, RsaProvider, Signer};
use crate::error::sdk_codes;

fn text<'json>(value: &'json serde_json::Value, name: &str) -> &'json str {
    value[name].as_str().unwrap()
}

/// Checks a genuine signature, then everything that one changed bit breaks.
fn check_signature(key: &PublicKey, stranger: &PublicKey, message: &[u8], signature: &[u8]) {
    assert!(key.verify(message, signature));
    assert!(!stranger.verify(message, signature));
    for position in [0, message.len() / 2, message.len() - 1] {
        let mut changed = message.to_vec();
        changed[position] ^= 1;
        assert!(!key.verify(&changed, signature));
    }
    for position in [0, 1, signature.len() / 2, signature.len() - 1] {
        let mut changed = signature.to_vec();
        changed[position] ^= 1;
        assert!(!key.verify(message, &changed));
    }
    assert!(!key.verify(message, &signature[1..]));
    assert!(!key.verify(message, &signature[..signature.len() - 1]));
    assert!(!key.verify(message, &[&[0], signature].concat()));
    assert!(!key.verify(message, &[signature, &[0]].concat()));
    assert!(!key.verify(message, b""));
    assert!(!key.verify(message, &[0; 256]));
    assert!(!key.verify(message, &[0xFF; 256]));
    assert!(!key.verify(message, &vec![1; 100_000]));
}

#[test]
fn the_published_reply_verifies() {
    let file = vectors("v3_response_verify");
    let vector = &file["vectors"][0];
    let signature = STANDARD.decode(text(&vector["headers"], "Wechatpay-Signature")).unwrap();
    for provider in RsaProvider::available() {
        let key = PublicKey::parse(*provider, public_pem().as_bytes(), "x").unwrap();
        let stranger =
            PrivateKey::parse(*provider, private_pem().as_bytes(), "x").unwrap().public_key().unwrap();
        check_signature(&key, &stranger, text(vector, "message").as_bytes(), &signature);
    }
}

#[test]
fn the_published_notification_verifies_with_its_certificate() {
    let file = vectors("v3_notification");
    let vector = &file["vectors"][0];
    let signature = STANDARD.decode(text(&vector["headers"], "Wechatpay-Signature")).unwrap();
    for provider in RsaProvider::available() {
        let certificate = Certificate::parse(*provider, certificate_pem().as_bytes(), "x").unwrap();
        let stranger = PublicKey::parse(*provider, public_pem().as_bytes(), "x").unwrap();
        check_signature(certificate.public_key(), &stranger, text(vector, "message").as_bytes(), &signature);
    }
}

#[test]
fn every_published_request_signature_verifies() {
    let file = vectors("v3_request_sign");
    for provider in RsaProvider::available() {
        let key = PrivateKey::parse(*provider, text(&file, "private_key_pkcs8_pem").as_bytes(), "x").unwrap();
        let stranger = PublicKey::parse(*provider, public_pem().as_bytes(), "x").unwrap();
        let vectors = ["request_vectors", "pay_sign_vectors"].map(|name| file[name].as_array().unwrap());
        for vector in vectors.into_iter().flatten() {
            let signature = STANDARD.decode(text(vector, "signature")).unwrap();
            let message = text(vector, "message").as_bytes();
            check_signature(&key.public_key().unwrap(), &stranger, message, &signature);
        }
    }
}

#[test]
fn signature_probes_do_not_verify() {
    for provider in RsaProvider::available() {
        let key = PublicKey::parse(*provider, public_pem().as_bytes(), "x").unwrap();
        assert!(!key.verify(b"", b"WECHATPAY/SIGNTEST/"));
    }
}

#[test]
fn providers_sign_alike_and_verify_each_other() {
    for first in RsaProvider::available() {
        let key = PrivateKey::parse(*first, private_pem().as_bytes(), "x").unwrap();
        for second in RsaProvider::available() {
            let other = PrivateKey::parse(*second, private_pem().as_bytes(), "x").unwrap();
            for message in [&b""[..], b"message", &[0xFF; 100_000]] {
                let signature = key.sign(message).unwrap();
                assert_eq!(signature, other.sign(message).unwrap());
                assert_eq!(signature, Signer::sign_sha256_rsa(&other, message).unwrap());
                assert!(other.public_key().unwrap().verify(message, &signature));
            }
            assert_eq!(key.public_key().unwrap(), other.public_key().unwrap());
            let secret = other.public_key().unwrap().encrypt_oaep_sha1("王小明".as_bytes()).unwrap();
            assert_eq!(key.decrypt_oaep_sha1(&secret).unwrap(), "王小明".as_bytes());
        }
        assert!(!key.blocks());
    }
}

#[test]
fn oaep_takes_0_to_214_bytes() {
    for provider in RsaProvider::available() {
        let key = PrivateKey::parse(*provider, private_pem().as_bytes(), "x").unwrap();
        let public = key.public_key().unwrap();
        for length in [0, 1, 214] {
            let plain = vec![b'x'; length];
            assert_eq!(key.decrypt_oaep_sha1(&public.encrypt_oaep_sha1(&plain).unwrap()).unwrap(), plain);
        }
        let error = public.encrypt_oaep_sha1(&[b'x'; 215]).unwrap_err();
        assert!(error.is(&sdk_codes::PLAINTEXT_TOO_LONG));
        let large = PublicKey::parse(*provider, &rsa_public(4096), "x").unwrap();
        assert_eq!(large.encrypt_oaep_sha1(&[b'x'; 470]).unwrap().len(), 512);
        assert!(large.encrypt_oaep_sha1(&[b'x'; 471]).is_err());
    }
}

#[test]
fn private_keys_whose_numbers_contradict_each_other_are_refused() {
    let whole = parts(&pkcs1_of(&der_of(&private_pem())));
    for provider in RsaProvider::available() {
        for element in 1..whole.len() {
            let mut changed = whole.clone();
            // The last bit but one: the number stays odd or even, and of its length.
            *changed[element].last_mut().unwrap() ^= 2;
            let error = PrivateKey::parse(*provider, &join(&changed), "x").unwrap_err();
            assert!(error.is(&sdk_codes::PRIVATE_KEY_UNREADABLE), "{provider:?} {element}: {error}");
        }
        let error = PrivateKey::parse(*provider, &rsa_private(2048), "x").unwrap_err();
        assert!(error.is(&sdk_codes::PRIVATE_KEY_UNREADABLE), "{error}");
        let mut more_primes = whole.clone();
        more_primes[0] = vec![INTEGER, 1, 1];
        more_primes.push(tlv(SEQUENCE, &[]));
        assert!(PrivateKey::parse(*provider, &join(&more_primes), "x").is_err());
    }
}

#[test]
fn a_changed_bit_anywhere_in_a_key_gives_the_same_key_or_none_and_providers_agree() {
    let der = der_of(&private_pem());
    let expected = PrivateKey::parse(RsaProvider::default(), &der, "x").unwrap().sign(b"message").unwrap();
    for position in 0..der.len() {
        let mut changed = der.clone();
        changed[position] ^= 1 << (position % 8);
        let outcomes: Vec<_> = RsaProvider::available()
            .iter()
            .map(|provider| {
                PrivateKey::parse(*provider, &changed, "x").map(|key| key.sign(b"message").unwrap())
            })
            .collect();
        for outcome in &outcomes {
            assert_eq!(outcome.is_ok(), outcomes[0].is_ok(), "byte {position}");
            if let Ok(signature) = outcome {
                assert_eq!(signature, &expected, "byte {position}");
            }
        }
    }
}

#[cfg(all(feature = "aws-lc-rs", feature = "rustcrypto"))]
#[test]
fn the_smaller_prime_may_come_first() {
    use rsa::pkcs1::{DecodeRsaPrivateKey, EncodeRsaPrivateKey};
    use rsa::traits::{PrivateKeyParts, PublicKeyParts};

    let der = pkcs1_of(&der_of(&private_pem()));
    let key = rsa::RsaPrivateKey::from_pkcs1_der(&der).unwrap();
    let primes = key.primes().iter().rev().cloned().collect();
    let swapped =
        rsa::RsaPrivateKey::from_components(key.n().clone(), key.e().clone(), key.d().clone(), primes)
            .unwrap();
    let text = swapped.to_pkcs1_der().unwrap();
    assert_ne!(text.as_bytes(), der);
    for provider in RsaProvider::available() {
        let original = PrivateKey::parse(*provider, &der, "x").unwrap();
        let read = PrivateKey::parse(*provider, text.as_bytes(), "x").unwrap();
        assert_eq!(read.sign(b"message").unwrap(), original.sign(b"message").unwrap());
    }
}

#[test]
fn keys_are_shared_between_threads() {
    for provider in RsaProvider::available() {
        let key = PrivateKey::parse(*provider, private_pem().as_bytes(), "x").unwrap();
        let public = Arc::new(key.public_key().unwrap());
        let threads: Vec<_> = (0_u8..4)
            .map(|number| {
                let (key, public) = (key.clone(), Arc::clone(&public));
                thread::spawn(move || (0..8).all(|_| public.verify(&[number], &key.sign(&[number]).unwrap())))
            })
            .collect();
        assert!(threads.into_iter().all(|thread| thread.join().unwrap()));
    }
}

#[test]
fn debug_shows_nothing_of_the_key() {
    for provider in RsaProvider::available() {
        let key = PrivateKey::parse(*provider, private_pem().as_bytes(), "x").unwrap();
        assert_eq!(format!("{key:?}"), format!("PrivateKey {{ provider: {provider:?}, .. }}"));
        let public = key.public_key().unwrap();
        assert_eq!(format!("{public:?}"), format!("PublicKey {{ provider: {provider:?}, bits: 2048, .. }}"));
    }
}

#[test]
fn providers_have_the_names_of_their_features() {
    let names: Vec<_> = RsaProvider::available().iter().map(|provider| provider.name()).collect();
    assert!(!names.is_empty() && names.iter().all(|name| ["aws-lc-rs", "rustcrypto"].contains(name)));
    assert_eq!(RsaProvider::default(), RsaProvider::available()[0]);
}
