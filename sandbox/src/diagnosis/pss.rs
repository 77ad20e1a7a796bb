//! Signatures of the other padding, which some libraries use unless they are told otherwise.

use rsa::RsaPublicKey;
use rsa::pss::{Signature, VerifyingKey};
use rsa::sha2::Sha256;
use rsa::signature::Verifier as _;
use rsa::traits::PublicKeyParts as _;

/// Whether this is a PSS signature (SHA-256, with one of the usual lengths of the salt) of the text.
pub(super) fn verifies(key: &RsaPublicKey, signature: &[u8], text: &[u8]) -> bool {
    let Ok(signature) = Signature::try_from(signature) else { return false };
    // As long as the digest, as long as there is room, SHA-1's, none.
    [32, key.size().saturating_sub(34), 20, 0].into_iter().any(|length| {
        VerifyingKey::<Sha256>::new_with_salt_len(key.clone(), length).verify(text, &signature).is_ok()
    })
}
