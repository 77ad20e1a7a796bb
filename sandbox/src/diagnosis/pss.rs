//! Signatures of the other padding, which some libraries use unless they are told otherwise.

use rsa::RsaPublicKey;
use rsa::pss::{Signature, VerifyingKey};
use rsa::sha2::Sha256;
use rsa::signature::Verifier as _;

/// Whether this is a PSS signature (SHA-256, salt as long as the digest) of the text.
pub(super) fn verifies(key: &RsaPublicKey, signature: &[u8], text: &[u8]) -> bool {
    let Ok(signature) = Signature::try_from(signature) else { return false };
    VerifyingKey::<Sha256>::new(key.clone()).verify(text, &signature).is_ok()
}
