//! RSA keys: parsed once, then signing and verifying cost nothing but the arithmetic.

use std::fmt;
use std::sync::Arc;

use base64::Engine;
use base64::engine::general_purpose::STANDARD;

use super::asn1::{RsaPrivateNumbers, RsaPublicNumbers};
use super::digest::sha256;
use super::key_text::{self, Wanted};
#[cfg(feature = "aws-lc-rs")]
use super::rsa_aws;
use super::rsa_operations::{PrivateOperations, PublicOperations};
#[cfg(feature = "rustcrypto")]
use super::rsa_rustcrypto;
use crate::error::sdk_codes;
use crate::{Error, Result};

/// OAEP with SHA-1 takes two digests and two bytes of every block.
const OAEP_OVERHEAD: usize = 42;

/// Which library does the RSA arithmetic. Both give the same signatures.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum RsaProvider {
    /// AWS-LC: constant time, as fast as OpenSSL.
    #[cfg(feature = "aws-lc-rs")]
    AwsLcRs,
    /// RustCrypto's `rsa`: pure Rust, several times slower, under the advisory RUSTSEC-2023-0071.
    #[cfg(feature = "rustcrypto")]
    RustCrypto,
}

impl RsaProvider {
    /// The providers that are compiled in, the default one first.
    #[must_use]
    pub fn available() -> &'static [Self] {
        &[
            #[cfg(feature = "aws-lc-rs")]
            Self::AwsLcRs,
            #[cfg(feature = "rustcrypto")]
            Self::RustCrypto,
        ]
    }

    /// The provider's name: `aws-lc-rs` or `rustcrypto`, like the feature.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            #[cfg(feature = "aws-lc-rs")]
            Self::AwsLcRs => "aws-lc-rs",
            #[cfg(feature = "rustcrypto")]
            Self::RustCrypto => "rustcrypto",
        }
    }

    fn private_key(self, numbers: &RsaPrivateNumbers) -> Option<Arc<dyn PrivateOperations>> {
        match self {
            #[cfg(feature = "aws-lc-rs")]
            Self::AwsLcRs => Some(Arc::new(rsa_aws::PrivateKey::new(numbers)?)),
            #[cfg(feature = "rustcrypto")]
            Self::RustCrypto => Some(Arc::new(rsa_rustcrypto::PrivateKey::new(numbers)?)),
        }
    }

    fn public_key(self, numbers: &RsaPublicNumbers) -> Option<Arc<dyn PublicOperations>> {
        match self {
            #[cfg(feature = "aws-lc-rs")]
            Self::AwsLcRs => Some(Arc::new(rsa_aws::PublicKey::new(numbers)?)),
            #[cfg(feature = "rustcrypto")]
            Self::RustCrypto => Some(Arc::new(rsa_rustcrypto::PublicKey::new(numbers)?)),
        }
    }
}

impl Default for RsaProvider {
    /// AWS-LC where it is compiled in.
    fn default() -> Self {
        Self::available()[0]
    }
}

/// An RSA private key of 2048 bits: the merchant's API private key, `apiclient_key.pem`.
///
/// Cloning shares the key. Debug prints nothing of it, and it is wiped when the last clone is dropped.
#[derive(Clone)]
pub struct PrivateKey {
    provider: RsaProvider,
    public: Arc<RsaPublicNumbers>,
    operations: Arc<dyn PrivateOperations>,
}

impl PrivateKey {
    /// Reads a private key: PKCS#8 or PKCS#1, as PEM (line ends may be lost or written `\n`), base64 or DER.
    ///
    /// `field` names the setting in errors.
    ///
    /// # Errors
    /// `PRIVATE_KEY_IS_CERTIFICATE`, `PRIVATE_KEY_IS_PUBLIC_KEY`, `PRIVATE_KEY_ENCRYPTED`, `PRIVATE_KEY_SIZE` when it
    /// does not have 2048 bits, `PRIVATE_KEY_UNREADABLE` for everything else.
    pub fn parse(provider: RsaProvider, text: &[u8], field: &str) -> Result<Self> {
        let der = key_text::read_one(text, Wanted::PrivateKey, field)?;
        let unreadable = |(en, zh): (String, String)| Wanted::PrivateKey.unreadable(field, en, zh);
        let numbers = RsaPrivateNumbers::read(&der).map_err(|problem| unreadable(problem.detail()))?;
        if numbers.public.bits != 2048 {
            return Err(Error::sdk(&sdk_codes::PRIVATE_KEY_SIZE).with_field(field).with_detail_in(
                format!("it has {} bits", numbers.public.bits),
                format!("实际为 {} 位", numbers.public.bits),
            ));
        }
        let operations = provider.private_key(&numbers).ok_or_else(|| {
            let en = "the numbers of the key contradict each other";
            Wanted::PrivateKey.unreadable(field, en, "密钥中的各项数值互相矛盾")
        })?;
        Ok(Self { provider, public: Arc::new(numbers.public), operations })
    }

    /// The RSASSA-PKCS1-v1_5 signature with SHA-256 of `message`, 256 bytes.
    ///
    /// # Errors
    /// `SIGNING_FAILED` when the provider fails, for instance without memory.
    pub fn sign(&self, message: &[u8]) -> Result<Vec<u8>> {
        self.operations.sign(message).ok_or_else(|| {
            Error::sdk(&sdk_codes::SIGNING_FAILED).with_detail(format!("{} failed", self.provider.name()))
        })
    }

    /// The signature of `message` in base64, as the `Authorization` header takes it.
    ///
    /// # Errors
    /// Those of [`Self::sign`].
    pub fn sign_base64(&self, message: &[u8]) -> Result<String> {
        self.sign(message).map(|signature| STANDARD.encode(signature))
    }

    /// The public half of the key; equal to that of the merchant certificate the key belongs to.
    ///
    /// # Errors
    /// `PUBLIC_KEY_UNREADABLE` when the provider refuses it, which no key that could be parsed causes.
    pub fn public_key(&self) -> Result<PublicKey> {
        PublicKey::new(self.provider, Arc::clone(&self.public), Wanted::PublicKey, "private_key")
    }

    /// SHA-256 of the public half, as `SubjectPublicKeyInfo`.
    pub(crate) fn fingerprint(&self) -> [u8; 32] {
        sha256(&self.public.spki)
    }

    /// Decrypts what WeChat Pay encrypted for the merchant: RSA-OAEP with SHA-1, empty label.
    ///
    /// # Errors
    /// `CIPHERTEXT_MALFORMED` when it does not have 256 bytes, `DECRYPT_FAILED` when it was made for another key.
    pub fn decrypt_oaep_sha1(&self, ciphertext: &[u8]) -> Result<Vec<u8>> {
        if ciphertext.len() != self.public.bits.div_ceil(8) {
            return Err(Error::sdk(&sdk_codes::CIPHERTEXT_MALFORMED)
                .with_detail(format!("{} bytes are not one RSA block", ciphertext.len())));
        }
        self.operations.decrypt_oaep_sha1(ciphertext).ok_or_else(|| {
            Error::sdk(&sdk_codes::DECRYPT_FAILED).with_detail(
                "RSA-OAEP: encrypted for another key than the merchant's private key, or damaged",
            )
        })
    }
}

impl fmt::Debug for PrivateKey {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.debug_struct("PrivateKey").field("provider", &self.provider).finish_non_exhaustive()
    }
}

/// An RSA public key of 2048 to 4096 bits: WeChat Pay's public key, or that of a certificate.
///
/// Equal keys have the same modulus and exponent, whatever they were read from and whichever the provider.
#[derive(Clone)]
pub struct PublicKey {
    provider: RsaProvider,
    numbers: Arc<RsaPublicNumbers>,
    operations: Arc<dyn PublicOperations>,
}

impl PublicKey {
    /// Reads a public key: SubjectPublicKeyInfo or PKCS#1, in the same forms as [`PrivateKey::parse`].
    ///
    /// `field` names the setting in errors.
    ///
    /// # Errors
    /// `PUBLIC_KEY_IS_PRIVATE_KEY`, `PUBLIC_KEY_IS_CERTIFICATE`, `PUBLIC_KEY_UNREADABLE` for everything else, also for
    /// other sizes than 2048 to 4096 bits.
    pub fn parse(provider: RsaProvider, text: &[u8], field: &str) -> Result<Self> {
        let der = key_text::read_one(text, Wanted::PublicKey, field)?;
        Self::from_spki_der(provider, &der, field)
    }

    /// Takes the DER of a SubjectPublicKeyInfo (or of a PKCS#1 public key).
    ///
    /// `field` names the setting in errors.
    ///
    /// # Errors
    /// `PUBLIC_KEY_UNREADABLE`.
    pub fn from_spki_der(provider: RsaProvider, der: &[u8], field: &str) -> Result<Self> {
        Self::read(provider, der, Wanted::PublicKey, field)
    }

    /// Like [`Self::from_spki_der`], with the error code that fits where the key came from.
    pub(super) fn read(provider: RsaProvider, der: &[u8], origin: Wanted, field: &str) -> Result<Self> {
        let unreadable = |(en, zh): (String, String)| origin.unreadable(field, en, zh);
        let numbers = RsaPublicNumbers::read(der).map_err(|problem| unreadable(problem.detail()))?;
        Self::new(provider, Arc::new(numbers), origin, field)
    }

    fn new(
        provider: RsaProvider,
        numbers: Arc<RsaPublicNumbers>,
        origin: Wanted,
        field: &str,
    ) -> Result<Self> {
        if !(2048..=4096).contains(&numbers.bits) {
            let en = format!("the RSA key has {} bits and not 2048 to 4096", numbers.bits);
            return Err(origin.unreadable(
                field,
                en,
                format!("RSA 密钥为 {} 位，应为 2048 至 4096 位", numbers.bits),
            ));
        }
        let refused = || {
            let name = provider.name();
            origin.unreadable(field, format!("{name} refuses the key"), format!("{name} 不接受该密钥"))
        };
        let operations = provider.public_key(&numbers).ok_or_else(refused)?;
        Ok(Self { provider, numbers, operations })
    }

    /// SHA-256 of the key, as `SubjectPublicKeyInfo`.
    pub(crate) fn fingerprint(&self) -> [u8; 32] {
        sha256(&self.numbers.spki)
    }

    /// Whether `signature` is the RSASSA-PKCS1-v1_5 signature with SHA-256 of `message`.
    pub(crate) fn verify(&self, message: &[u8], signature: &[u8]) -> bool {
        self.operations.verify(message, signature)
    }

    /// Encrypts a sensitive field: RSA-OAEP with SHA-1, empty label. Encode the result in base64.
    ///
    /// # Errors
    /// `PLAINTEXT_TOO_LONG` when it does not fit: a key of 2048 bits takes 214 bytes. `PUBLIC_KEY_UNREADABLE` when the
    /// provider fails, for instance without memory.
    pub fn encrypt_oaep_sha1(&self, plain: &[u8]) -> Result<Vec<u8>> {
        let longest = self.numbers.bits.div_ceil(8) - OAEP_OVERHEAD;
        if plain.len() > longest {
            return Err(Error::sdk(&sdk_codes::PLAINTEXT_TOO_LONG)
                .with_detail(format!("{} bytes of at most {longest}", plain.len())));
        }
        self.operations.encrypt_oaep_sha1(plain).ok_or_else(|| {
            Error::sdk(&sdk_codes::PUBLIC_KEY_UNREADABLE)
                .with_detail(format!("{} failed to encrypt", self.provider.name()))
        })
    }
}

impl PartialEq for PublicKey {
    fn eq(&self, other: &Self) -> bool {
        self.numbers.spki == other.numbers.spki
    }
}

impl Eq for PublicKey {}

impl fmt::Debug for PublicKey {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.debug_struct("PublicKey")
            .field("provider", &self.provider)
            .field("bits", &self.numbers.bits)
            .finish_non_exhaustive()
    }
}
