//! RSA keys: making them, signing with them, checking signatures.

use aws_lc_rs::encoding::{AsDer as _, Pkcs8V1Der};
use aws_lc_rs::rsa::KeySize;
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use rsa::pkcs1v15::{Signature, SigningKey, VerifyingKey};
use rsa::pkcs8::{DecodePrivateKey as _, EncodePrivateKey as _, EncodePublicKey as _, LineEnding};
use rsa::sha2::Sha256;
use rsa::signature::{SignatureEncoding as _, Signer as _, Verifier as _};
use rsa::{Oaep, RsaPrivateKey, RsaPublicKey};

/// A key pair that signs as RSASSA-PKCS1-v1_5 with SHA-256.
pub(crate) struct KeyPair {
    private: RsaPrivateKey,
}

impl KeyPair {
    /// Makes a fresh pair of 2048 bits.
    pub(crate) fn generate() -> Self {
        // Key generation in Rust without optimisation takes many seconds.
        let pair =
            aws_lc_rs::rsa::KeyPair::generate(KeySize::Rsa2048).expect("the system has random numbers");
        let der: Pkcs8V1Der<'_> = pair.as_der().expect("a made key encodes");
        Self::from_der(der.as_ref()).expect("a made key can be read")
    }

    /// The pair of a private key in PKCS#8 PEM.
    pub(crate) fn from_pem(pem: &str) -> Option<Self> {
        Some(Self { private: RsaPrivateKey::from_pkcs8_pem(pem).ok()? })
    }

    /// The pair of a private key in PKCS#8 DER.
    pub(crate) fn from_der(der: &[u8]) -> Option<Self> {
        Some(Self { private: RsaPrivateKey::from_pkcs8_der(der).ok()? })
    }

    /// Signs a message and writes the signature in base64.
    pub(crate) fn sign(&self, message: &[u8]) -> String {
        STANDARD.encode(self.signing_key().sign(message).to_bytes())
    }

    /// Decrypts a text (base64, OAEP with SHA-1); `None` when it was not encrypted for this key.
    pub(crate) fn decrypt(&self, ciphertext: &str) -> Option<String> {
        let bytes = STANDARD.decode(ciphertext).ok()?;
        let text = self.private.decrypt(Oaep::new::<rsa_sha1::Sha1>(), &bytes).ok()?;
        String::from_utf8(text).ok()
    }

    /// The signer in the form that the certificate builder takes.
    pub(crate) fn signing_key(&self) -> SigningKey<Sha256> {
        SigningKey::new(self.private.clone())
    }

    /// The public half.
    pub(crate) fn public(&self) -> RsaPublicKey {
        self.private.to_public_key()
    }

    /// The private key as PKCS#8 PEM.
    pub(crate) fn private_pem(&self) -> String {
        let pem = self.private.to_pkcs8_pem(LineEnding::LF).expect("a valid key encodes");
        pem.as_str().to_owned()
    }

    /// The private key as PKCS#8 DER.
    pub(crate) fn private_der(&self) -> Vec<u8> {
        self.private.to_pkcs8_der().expect("a valid key encodes").as_bytes().to_vec()
    }

    /// The public key as SubjectPublicKeyInfo PEM.
    pub(crate) fn public_pem(&self) -> String {
        self.public().to_public_key_pem(LineEnding::LF).expect("a valid key encodes")
    }
}

/// Encrypts a text for the holder of a key (OAEP with SHA-1) and writes it in base64; `None` when it is too long.
pub(crate) fn encrypt(key: &RsaPublicKey, text: &str) -> Option<String> {
    let padding = Oaep::new::<rsa_sha1::Sha1>();
    let bytes = key.encrypt(&mut rsa::rand_core::OsRng, padding, text.as_bytes()).ok()?;
    Some(STANDARD.encode(bytes))
}

/// Whether `signature` (base64) is the key's signature over the message.
pub(crate) fn verifies(key: &RsaPublicKey, message: &[u8], signature: &str) -> bool {
    let Ok(bytes) = STANDARD.decode(signature) else { return false };
    let Ok(signature) = Signature::try_from(bytes.as_slice()) else { return false };
    VerifyingKey::<Sha256>::new(key.clone()).verify(message, &signature).is_ok()
}
