//! RSA by AWS-LC.

use aws_lc_rs::rand::SystemRandom;
use aws_lc_rs::rsa::{
    KeyPair, OAEP_SHA1_MGF1SHA1, OaepPrivateDecryptingKey, OaepPublicEncryptingKey, PrivateDecryptingKey,
    PublicEncryptingKey,
};
use aws_lc_rs::signature::{ParsedPublicKey, RSA_PKCS1_2048_8192_SHA256, RSA_PKCS1_SHA256};
use zeroize::Zeroizing;

use super::asn1::{RsaPrivateNumbers, RsaPublicNumbers};
use super::rsa_operations::{PrivateOperations, PublicOperations};

/// AWS-LC checks the numbers against each other when it parses, blinds every operation, and wipes what it frees.
pub(super) struct PrivateKey {
    signing: KeyPair,
    decrypting: OaepPrivateDecryptingKey,
}

impl PrivateKey {
    pub(super) fn new(numbers: &RsaPrivateNumbers) -> Option<Self> {
        let signing = KeyPair::from_pkcs8(&numbers.pkcs8).ok()?;
        let decrypting = PrivateDecryptingKey::from_pkcs8(&numbers.pkcs8).ok()?;
        Some(Self { signing, decrypting: OaepPrivateDecryptingKey::new(decrypting).ok()? })
    }
}

impl PrivateOperations for PrivateKey {
    fn sign(&self, message: &[u8]) -> Option<Vec<u8>> {
        let mut signature = vec![0; self.signing.public_modulus_len()];
        self.signing.sign(&RSA_PKCS1_SHA256, &SystemRandom::new(), message, &mut signature).ok()?;
        Some(signature)
    }

    fn decrypt_oaep_sha1(&self, ciphertext: &[u8]) -> Option<Vec<u8>> {
        let mut buffer = Zeroizing::new(vec![0; self.decrypting.min_output_size()]);
        let plain = self.decrypting.decrypt(&OAEP_SHA1_MGF1SHA1, ciphertext, &mut buffer, None).ok()?;
        Some(plain.to_vec())
    }
}

pub(super) struct PublicKey {
    verifying: ParsedPublicKey,
    encrypting: OaepPublicEncryptingKey,
}

impl PublicKey {
    pub(super) fn new(numbers: &RsaPublicNumbers) -> Option<Self> {
        let verifying = ParsedPublicKey::new(&RSA_PKCS1_2048_8192_SHA256, &numbers.spki).ok()?;
        let encrypting = PublicEncryptingKey::from_der(&numbers.spki).ok()?;
        Some(Self { verifying, encrypting: OaepPublicEncryptingKey::new(encrypting).ok()? })
    }
}

impl PublicOperations for PublicKey {
    fn verify(&self, message: &[u8], signature: &[u8]) -> bool {
        self.verifying.verify_sig(message, signature).is_ok()
    }

    fn encrypt_oaep_sha1(&self, plain: &[u8]) -> Option<Vec<u8>> {
        let mut buffer = vec![0; self.encrypting.ciphertext_size()];
        let ciphertext = self.encrypting.encrypt(&OAEP_SHA1_MGF1SHA1, plain, &mut buffer, None).ok()?;
        Some(ciphertext.to_vec())
    }
}
