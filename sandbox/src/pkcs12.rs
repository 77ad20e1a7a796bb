//! The merchant's certificate and key as PKCS#12, in the form of `apiclient_cert.p12` and in a modern one.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use p12_keystore::{
    Certificate, EncryptionAlgorithm, KeyStore, KeyStoreEntry, LocalKeyId, MacAlgorithm, PrivateKey,
    PrivateKeyChain,
};

/// As OpenSSL does it.
const ITERATIONS: u32 = 2048;

/// RC2 of 40 bits for the certificate, 3DES for the key, a MAC with SHA-1: what WeChat Pay hands out. In base64.
pub(crate) fn legacy(certificate: &[u8], key: &[u8], password: &str) -> String {
    let bundle = p12::PFX::new(certificate, key, None, password, "Tenpay Certificate");
    STANDARD.encode(bundle.expect("a certificate and its key make a bundle").to_der())
}

/// AES-256 and a MAC with SHA-256. In base64.
pub(crate) fn modern(certificate: &[u8], key: &[u8], password: &str) -> String {
    let certificate = Certificate::from_der(certificate).expect("an issued certificate can be read");
    let key = PrivateKey::from_der(key).expect("a made key can be read");
    let chain = PrivateKeyChain::new(LocalKeyId(vec![1]), key, [certificate]);
    let mut store = KeyStore::new();
    store.add_entry("merchant", KeyStoreEntry::PrivateKeyChain(chain));
    let bundle = store
        .writer(password)
        .encryption_algorithm(EncryptionAlgorithm::PbeWithHmacSha256AndAes256)
        .mac_algorithm(MacAlgorithm::HmacSha256)
        .encryption_iterations(ITERATIONS)
        .mac_iterations(ITERATIONS)
        .write();
    STANDARD.encode(bundle.expect("a certificate and its key make a bundle"))
}
