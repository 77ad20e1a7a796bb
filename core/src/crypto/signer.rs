//! The way in for keys that must not leave an HSM or a KMS.

use std::sync::Arc;

#[cfg(feature = "client")]
use async_trait::async_trait;

use super::{Certificate, PrivateKey, PublicKey, signature};
use crate::error::sdk_codes;
use crate::{Error, Result};

/// Signs V3 requests with the merchant's private key, wherever that key is kept.
///
/// [`PrivateKey`] implements it for a key in memory. Implement it yourself to sign in an HSM or a KMS. What it gives is looked at
/// before anything is sent: see [`crate::error::sdk_codes::SIGNATURE_UNUSABLE`].
///
/// ```
/// use std::sync::Arc;
///
/// use qq_wxpay::crypto::{RsaProvider, Signer, sha256};
/// use qq_wxpay::error::sdk_codes;
/// use qq_wxpay::{Config, Error, Result, Settings};
///
/// /// `Token` stands for the driver of your HSM.
/// struct Hsm(Token);
///
/// impl Signer for Hsm {
///     fn sign_sha256_rsa(&self, message: &[u8]) -> Result<Vec<u8>> {
///         let signed = self.0.sign_digest("merchant", &sha256(message));
///         signed.map_err(|error| Error::sdk(&sdk_codes::SIGNING_FAILED).with_source(error))
///     }
///
///     fn blocks(&self) -> bool {
///         true // it waits for a device
///     }
/// }
///
/// # struct Token;
/// # impl Token { fn sign_digest(&self, _: &str, _: &[u8]) -> std::io::Result<Vec<u8>> { Ok(Vec::new()) } }
/// # fn example(settings: Settings, token: Token) -> Result<Config> {
/// settings.build_with(RsaProvider::default(), Some(Arc::new(Hsm(token))))
/// # }
/// ```
pub trait Signer: Send + Sync {
    /// The RSASSA-PKCS1-v1_5 signature with SHA-256 of `message`: 256 bytes, not encoded.
    ///
    /// `message` is not hashed yet. A KMS that wants the digest gets `sha256(message)`.
    ///
    /// # Errors
    /// `SIGNING_FAILED` ([`crate::error::sdk_codes::SIGNING_FAILED`]) where no signature could be made. Say
    /// what went wrong with [`crate::Error::with_detail`] or `with_source`, without anything secret.
    fn sign_sha256_rsa(&self, message: &[u8]) -> Result<Vec<u8>>;

    /// Whether signing waits for something, such as a network or a device.
    ///
    /// The client then signs on a thread that may wait, whatever the runtime, and within the limit of the call. Signers that can
    /// be awaited are better off as an `AsyncSigner`.
    fn blocks(&self) -> bool {
        false
    }

    /// Decrypts what WeChat Pay encrypted for the merchant: RSA-OAEP with SHA-1, empty label.
    ///
    /// A signer need not be able to: then what WeChat Pay encrypts for the merchant stays closed, and nothing else.
    ///
    /// # Errors
    /// `SIGNER_CANNOT_DECRYPT` unless implemented; `CIPHERTEXT_MALFORMED` and `DECRYPT_FAILED` as [`PrivateKey`].
    fn decrypt_oaep_sha1(&self, _ciphertext: &[u8]) -> Result<Vec<u8>> {
        Err(Error::sdk(&sdk_codes::SIGNER_CANNOT_DECRYPT))
    }
}

/// Signs V3 requests where the answer has to be awaited: a KMS behind a network.
///
/// It is polled by the task that makes the call, so it works in every tokio runtime, one of a single thread included; what does
/// not come within the limit of the call is given up. It does not decrypt what WeChat Pay encrypts for the merchant.
///
/// ```
/// use qq_wxpay::client::async_trait;
/// use qq_wxpay::crypto::AsyncSigner;
/// # struct Kms;
/// # impl Kms { async fn sign(&self, _: &str, _: &[u8]) -> std::io::Result<Vec<u8>> { Ok(Vec::new()) } }
/// struct KeyService(Kms);
///
/// #[async_trait]
/// impl AsyncSigner for KeyService {
///     async fn sign_sha256_rsa(&self, message: &[u8]) -> qq_wxpay::Result<Vec<u8>> {
///         let signed = self.0.sign("RSASSA_PKCS1_V1_5_SHA_256", message).await;
///         let failed = qq_wxpay::Error::sdk(&qq_wxpay::error::sdk_codes::SIGNING_FAILED);
///         signed.map_err(|error| failed.with_source(error))
///     }
/// }
/// ```
#[cfg(feature = "client")]
#[async_trait]
pub trait AsyncSigner: Send + Sync {
    /// The RSASSA-PKCS1-v1_5 signature with SHA-256 of `message`: 256 bytes, not encoded; see [`Signer::sign_sha256_rsa`].
    ///
    /// # Errors
    /// As [`Signer::sign_sha256_rsa`].
    async fn sign_sha256_rsa(&self, message: &[u8]) -> Result<Vec<u8>>;
}

impl Signer for PrivateKey {
    fn sign_sha256_rsa(&self, message: &[u8]) -> Result<Vec<u8>> {
        self.sign(message)
    }

    fn decrypt_oaep_sha1(&self, ciphertext: &[u8]) -> Result<Vec<u8>> {
        Self::decrypt_oaep_sha1(self, ciphertext)
    }
}

/// Who signs for the merchant, and the key that tells whether the signature is right.
#[derive(Clone)]
pub(crate) struct MerchantSigner {
    by: By,
    key: Option<PublicKey>,
}

#[derive(Clone)]
enum By {
    /// The key itself: nothing to look at.
    Own(PrivateKey),
    /// The user's signer.
    Given(Arc<dyn Signer>),
    /// The user's signer, which is awaited.
    #[cfg(feature = "client")]
    Awaited(Arc<dyn AsyncSigner>),
}

impl MerchantSigner {
    pub(crate) fn own(key: PrivateKey) -> Self {
        Self { by: By::Own(key), key: None }
    }

    pub(crate) fn given(signer: Arc<dyn Signer>) -> Self {
        Self { by: By::Given(signer), key: None }
    }

    #[cfg(feature = "client")]
    pub(crate) fn awaited(signer: Arc<dyn AsyncSigner>) -> Self {
        Self { by: By::Awaited(signer), key: None }
    }

    /// The same, its signatures verified with the key of this certificate.
    pub(crate) fn checked_with(self, certificate: Option<&Certificate>) -> Self {
        Self { key: certificate.map(|found| found.public_key().clone()), ..self }
    }

    /// Signs here and now.
    ///
    /// # Errors
    /// Those of the signer; `SIGNATURE_UNUSABLE`; `SIGNER_IS_ASYNC`.
    pub(crate) fn sign(&self, message: &[u8]) -> Result<Vec<u8>> {
        match &self.by {
            By::Own(key) => key.sign(message),
            By::Given(signer) => self.checked(signer.sign_sha256_rsa(message)?, message),
            #[cfg(feature = "client")]
            By::Awaited(_) => Err(Error::sdk(&sdk_codes::SIGNER_IS_ASYNC)),
        }
    }

    /// Whether [`Self::sign`] may wait.
    #[cfg(feature = "client")]
    pub(crate) fn blocks(&self) -> bool {
        matches!(&self.by, By::Given(signer) if signer.blocks())
    }

    /// The signer that is awaited, if it is one.
    #[cfg(feature = "client")]
    pub(crate) fn to_await(&self) -> Option<&dyn AsyncSigner> {
        match &self.by {
            By::Awaited(signer) => Some(signer.as_ref()),
            By::Own(_) | By::Given(_) => None,
        }
    }

    /// What the signer gave, looked at.
    ///
    /// # Errors
    /// `SIGNATURE_UNUSABLE`.
    pub(crate) fn checked(&self, signature: Vec<u8>, message: &[u8]) -> Result<Vec<u8>> {
        signature::check(signature, message, self.key.as_ref())
    }

    /// See [`Signer::decrypt_oaep_sha1`].
    pub(crate) fn decrypt_oaep_sha1(&self, ciphertext: &[u8]) -> Result<Vec<u8>> {
        match &self.by {
            By::Own(key) => key.decrypt_oaep_sha1(ciphertext),
            By::Given(signer) => signer.decrypt_oaep_sha1(ciphertext),
            #[cfg(feature = "client")]
            By::Awaited(_) => Err(Error::sdk(&sdk_codes::SIGNER_CANNOT_DECRYPT)),
        }
    }
}
