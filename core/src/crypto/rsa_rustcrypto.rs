//! RSA by RustCrypto's `rsa`.

use rsa::pkcs8::{DecodePrivateKey, DecodePublicKey, EncodePrivateKey};
use rsa::rand_core::OsRng;
use rsa::{Oaep, Pkcs1v15Sign, RsaPrivateKey, RsaPublicKey};
use rsa_sha1::Sha1;

use super::asn1::{RsaPrivateNumbers, RsaPublicNumbers};
use super::digest::{equal_in_constant_time, sha256};
use super::rsa_operations::{PrivateOperations, PublicOperations};

/// The DER that stands before a SHA-256 digest in a signature (RFC 8017, section 9.2, note 1).
const SHA256_PREFIX: [u8; 19] = [
    0x30, 0x31, 0x30, 0x0d, 0x06, 0x09, 0x60, 0x86, 0x48, 0x01, 0x65, 0x03, 0x04, 0x02, 0x01, 0x05, 0x00,
    0x04, 0x20,
];

/// The key wipes itself when dropped; every operation is blinded with fresh randomness.
pub(super) struct PrivateKey(RsaPrivateKey);

impl PrivateKey {
    pub(super) fn new(numbers: &RsaPrivateNumbers) -> Option<Self> {
        let key = RsaPrivateKey::from_pkcs8_der(&numbers.pkcs8).ok()?;
        // The crate passes over the three numbers that only make it faster and computes its own. Written out
        // again they must be those that were given: the other provider refuses the key when they are not.
        let again = key.to_pkcs8_der().ok()?;
        equal_in_constant_time(again.as_bytes(), &numbers.pkcs8).then_some(Self(key))
    }
}

impl PrivateOperations for PrivateKey {
    fn sign(&self, message: &[u8]) -> Option<Vec<u8>> {
        self.0.sign_with_rng(&mut OsRng, sha256_signature(), &sha256(message)).ok()
    }

    fn decrypt_oaep_sha1(&self, ciphertext: &[u8]) -> Option<Vec<u8>> {
        self.0.decrypt_blinded(&mut OsRng, Oaep::new::<Sha1>(), ciphertext).ok()
    }
}

pub(super) struct PublicKey(RsaPublicKey);

impl PublicKey {
    pub(super) fn new(numbers: &RsaPublicNumbers) -> Option<Self> {
        RsaPublicKey::from_public_key_der(&numbers.spki).ok().map(Self)
    }
}

impl PublicOperations for PublicKey {
    fn verify(&self, message: &[u8], signature: &[u8]) -> bool {
        self.0.verify(sha256_signature(), &sha256(message), signature).is_ok()
    }

    fn encrypt_oaep_sha1(&self, plain: &[u8]) -> Option<Vec<u8>> {
        self.0.encrypt(&mut OsRng, Oaep::new::<Sha1>(), plain).ok()
    }
}

/// Spelt out because `sha2` here and in `rsa` are of different generations.
fn sha256_signature() -> Pkcs1v15Sign {
    Pkcs1v15Sign { hash_len: Some(32), prefix: Box::new(SHA256_PREFIX) }
}
