//! Texts that only one side may read, before and after.

use serde::{Deserialize, Serialize};

use crate::model::RequestFromJson;

/// A text to be encrypted for WeChat Pay.
#[derive(Clone, derive_more::Debug, PartialEq, Eq, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct PlainText {
    /// The text, up to 214 bytes of UTF-8.
    #[cfg_attr(feature = "schema", schemars(extend("x-hidden" = true)))]
    #[debug("[secret]")]
    pub text: String,
}

/// An encrypted text, and the key that it was encrypted for.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[non_exhaustive]
pub struct EncryptedText {
    /// The value of the field, in base64.
    pub ciphertext: String,
    /// Serial of the key. The request must name it in `Wechatpay-Serial`; all its fields are encrypted for the same key.
    pub serial: String,
}

/// A text that WeChat Pay encrypted for the merchant.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct CipherText {
    /// The text, in base64.
    pub ciphertext: String,
}

/// A text that was encrypted for the merchant.
#[derive(Clone, derive_more::Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[non_exhaustive]
pub struct DecryptedText {
    /// The text. It is personal data as a rule.
    #[cfg_attr(feature = "schema", schemars(extend("x-hidden" = true)))]
    #[debug("[secret]")]
    pub text: String,
}

impl PlainText {
    /// This text.
    #[must_use]
    pub fn new(text: impl Into<String>) -> Self {
        Self { text: text.into() }
    }
}

impl CipherText {
    /// This text, in base64.
    #[must_use]
    pub fn new(ciphertext: impl Into<String>) -> Self {
        Self { ciphertext: ciphertext.into() }
    }
}

impl RequestFromJson for PlainText {}
impl RequestFromJson for CipherText {}
