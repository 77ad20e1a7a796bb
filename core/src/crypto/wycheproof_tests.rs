//! Wycheproof's vectors: signatures, paddings and tags that other libraries have believed.

#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

use wycheproof::TestResult;
use wycheproof::aead::{TestName as AeadName, TestSet as AeadSet};
use wycheproof::rsa_pkcs1_verify::{TestName as RsaName, TestSet as RsaSet};

use super::{Aes256GcmKey, PublicKey, RsaProvider};

#[test]
fn signatures_of_rsa_2048_with_sha_256() {
    let set = RsaSet::load(RsaName::Rsa2048Sha256).unwrap();
    for provider in RsaProvider::available() {
        let (mut right, mut wrong) = (0, 0);
        for group in &set.test_groups {
            let key = PublicKey::from_spki_der(*provider, &group.der, "key").unwrap();
            for test in &group.tests {
                let at = format!("{}: {}: {}", provider.name(), test.tc_id, test.comment);
                let verified = key.verify(&test.msg, &test.sig);
                match test.result {
                    TestResult::Valid => assert!(verified, "{at}"),
                    TestResult::Invalid => assert!(!verified, "{at}"),
                    // An encoding that some forgive: nobody here does.
                    TestResult::Acceptable => assert!(!verified, "{at}"),
                }
                *if verified { &mut right } else { &mut wrong } += 1;
            }
        }
        assert!(right > 5 && wrong > 200, "{}: {right} verified, {wrong} did not", provider.name());
    }
}

#[test]
fn texts_of_aes_256_gcm() {
    let set = AeadSet::load(AeadName::AesGcm).unwrap();
    let (mut opened, mut refused) = (0, 0);
    for group in set.test_groups.iter().filter(|group| group.key_size == 256 && group.tag_size == 128) {
        for test in &group.tests {
            let key: &[u8; 32] = (&*test.key as &[u8]).try_into().unwrap();
            let sealed = [&*test.ct as &[u8], &*test.tag].concat();
            let plain = Aes256GcmKey::new(key).decrypt(&test.nonce, &test.aad, &sealed);
            // WeChat Pay's nonces have 12 bytes: others are refused before anything is opened.
            let is_right = test.result == TestResult::Valid && test.nonce.len() == 12;
            assert_eq!(plain.ok(), is_right.then(|| test.pt.to_vec()), "{}: {}", test.tc_id, test.comment);
            *if is_right { &mut opened } else { &mut refused } += 1;
        }
    }
    assert!(opened > 30 && refused > 30, "{opened} opened, {refused} refused");
}
