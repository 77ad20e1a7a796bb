//! The keys of the test kit: everybody has them, so they are worth nothing where money moves.

use super::Settings;
use crate::crypto::{Certificate, PrivateKey, PublicKey};
use crate::error::{Error, Result, sdk_codes};

/// What its secrets and its numbers begin with.
const SECRETS: &str = "QqWxPayTestKeyNotSecret";
const SERIALS: &str = "7E57000000000000000000000000000000";
const PUBLIC_KEY_IDS: &str = "PUB_KEY_ID_00000000000000000000000000007357";

/// SHA-256 of its public keys (`SubjectPublicKeyInfo`): the merchant's, WeChat Pay's, somebody else's.
const FINGERPRINTS: [&str; 3] = [
    "60ada04046341fc482e00d31af02e88755bc766ef621814bb168a0f5e9c6c3ec",
    "cebff09048d91fec2ee9c7c9660721a23f6601b6470cddab9d1ab5f102ab8c58",
    "524ceaaa61c2867e3cf27e242765a918486624163535799355202b4ebb9b2fdd",
];

/// Refuses them, unless all addresses are on this machine.
#[derive(Clone, Copy)]
pub(super) struct TestKeys {
    pub(super) are_taken: bool,
}

impl TestKeys {
    /// # Errors
    /// `TEST_KEYS` at the first setting whose text is one of the test kit's.
    pub(super) fn refuse_texts(self, settings: &Settings) -> Result<()> {
        let texts = [
            ("api_v3_key", &settings.api_v3_key, SECRETS),
            ("api_v3_key_previous", &settings.api_v3_key_previous, SECRETS),
            ("api_v2_key", &settings.api_v2_key, SECRETS),
            ("qq_app_secret", &settings.qq_app_secret, SECRETS),
            ("merchant_serial", &settings.merchant_serial, SERIALS),
            ("public_key_id", &settings.public_key_id, PUBLIC_KEY_IDS),
            ("public_key_id_previous", &settings.public_key_id_previous, PUBLIC_KEY_IDS),
        ];
        let begins = |text: &str, mark: &str| {
            text.get(..mark.len()).is_some_and(|begin| begin.eq_ignore_ascii_case(mark))
        };
        let found =
            texts.iter().find(|(_, text, mark)| text.as_deref().is_some_and(|text| begins(text, mark)));
        self.refuse_if(found.map(|(field, ..)| *field))
    }

    /// # Errors
    /// `TEST_KEYS`.
    pub(super) fn refuse_private(self, key: &PrivateKey, field: &str) -> Result<()> {
        self.refuse_if(is_one(&key.fingerprint()).then_some(field))
    }

    /// # Errors
    /// `TEST_KEYS`.
    pub(super) fn refuse_public(self, key: &PublicKey, field: &str) -> Result<()> {
        self.refuse_if(is_one(&key.fingerprint()).then_some(field))
    }

    /// # Errors
    /// `TEST_KEYS`.
    pub(super) fn refuse_certificate(self, certificate: &Certificate, field: &str) -> Result<()> {
        self.refuse_public(certificate.public_key(), field)
    }

    fn refuse_if(self, field: Option<&str>) -> Result<()> {
        match field {
            Some(field) if !self.are_taken => Err(Error::sdk(&sdk_codes::TEST_KEYS).with_field(field)),
            _ => Ok(()),
        }
    }
}

fn is_one(fingerprint: &[u8; 32]) -> bool {
    let text: String = fingerprint.iter().map(|byte| format!("{byte:02x}")).collect();
    FINGERPRINTS.contains(&text.as_str())
}
