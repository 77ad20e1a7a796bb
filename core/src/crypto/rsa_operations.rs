//! What an RSA provider does.

/// What a provider does with a private key; `None` is a failure that needs no explanation.
pub(super) trait PrivateOperations: Send + Sync {
    fn sign(&self, message: &[u8]) -> Option<Vec<u8>>;
    fn decrypt_oaep_sha1(&self, ciphertext: &[u8]) -> Option<Vec<u8>>;
}

/// What a provider does with a public key; `None` is a failure that needs no explanation.
pub(super) trait PublicOperations: Send + Sync {
    fn verify(&self, message: &[u8], signature: &[u8]) -> bool;
    fn encrypt_oaep_sha1(&self, plain: &[u8]) -> Option<Vec<u8>>;
}
