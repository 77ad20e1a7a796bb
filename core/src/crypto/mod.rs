//! Keys, certificates, digests and ciphers. No other module uses a crypto crate.
//!
//! RSA has two providers that the tests hold against each other, see [`RsaProvider`]; the rest is RustCrypto.

#[cfg(not(any(feature = "aws-lc-rs", feature = "rustcrypto")))]
compile_error!("qq-wxpay needs an RSA provider: enable the feature `aws-lc-rs` (default) or `rustcrypto`");

pub(crate) mod aead;
mod asn1;
mod certificate;
pub(crate) mod digest;
mod ecb;
mod key_text;
mod merchant_pair;
mod rsa;
#[cfg(feature = "aws-lc-rs")]
mod rsa_aws;
mod rsa_operations;
#[cfg(feature = "rustcrypto")]
mod rsa_rustcrypto;
mod signature;
mod signer;

#[cfg(test)]
mod key_text_tests;
#[cfg(test)]
mod rsa_tests;
#[cfg(test)]
mod test_keys;
#[cfg(test)]
mod wycheproof_tests;

pub use aead::{Aes256GcmKey, decrypt_aes_256_gcm, decrypt_base64};
pub use certificate::Certificate;
pub use digest::{equal_in_constant_time, hmac_sha256_hex_upper, md5_hex_lower, md5_hex_upper, sha256};
pub use ecb::decrypt_aes_256_ecb;
pub(crate) use merchant_pair::MerchantPair;
pub use rsa::{PrivateKey, PublicKey, RsaProvider};
#[cfg(feature = "client")]
pub use signer::AsyncSigner;
pub(crate) use signer::MerchantSigner;
pub use signer::Signer;
