//! The way in for keys that must not leave an HSM or a KMS.

use super::PrivateKey;
use crate::error::sdk_codes;
use crate::{Error, Result};

/// Signs V3 requests with the merchant's private key, wherever that key is kept.
///
/// [`PrivateKey`] implements it for a key in memory. Implement it yourself to sign in an HSM or a KMS.
pub trait Signer: Send + Sync {
    /// The RSASSA-PKCS1-v1_5 signature with SHA-256 of `message`: 256 bytes, not encoded (protocol 5.2).
    ///
    /// `message` is not hashed yet. A KMS that wants the digest gets `sha256(message)`.
    ///
    /// # Errors
    /// `SIGNING_FAILED` ([`crate::error::sdk_codes::SIGNING_FAILED`]) where no signature could be made. Say
    /// what went wrong with [`crate::Error::with_detail`] or `with_source`, without anything secret.
    fn sign_sha256_rsa(&self, message: &[u8]) -> Result<Vec<u8>>;

    /// Whether signing waits for something, such as a network or a device.
    ///
    /// On a multi-threaded tokio runtime the client then hands the other tasks of the thread over while it signs.
    fn blocks(&self) -> bool {
        false
    }

    /// Decrypts what WeChat Pay encrypted for the merchant: RSA-OAEP with SHA-1, empty label (protocol 5.6).
    ///
    /// A signer need not be able to: then what WeChat Pay encrypts for the merchant stays closed, and nothing else.
    ///
    /// # Errors
    /// `SIGNER_CANNOT_DECRYPT` unless implemented; `CIPHERTEXT_MALFORMED` and `DECRYPT_FAILED` as [`PrivateKey`].
    fn decrypt_oaep_sha1(&self, _ciphertext: &[u8]) -> Result<Vec<u8>> {
        Err(Error::sdk(&sdk_codes::SIGNER_CANNOT_DECRYPT))
    }
}

impl Signer for PrivateKey {
    fn sign_sha256_rsa(&self, message: &[u8]) -> Result<Vec<u8>> {
        self.sign(message)
    }

    fn decrypt_oaep_sha1(&self, ciphertext: &[u8]) -> Result<Vec<u8>> {
        Self::decrypt_oaep_sha1(self, ciphertext)
    }
}
