//! Texts that only the other side may read: encrypted fields of requests and replies.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use zeroize::Zeroizing;

use crate::config::{Config, V3};
use crate::error::{Error, Result, sdk_codes};
use crate::model::EncryptedText;
use crate::secret::Secret;

/// Encrypts a text for WeChat Pay: with the public key, or without one with the platform certificate that was issued last
/// of those that are valid at `now`, in Unix seconds (RSA-OAEP with SHA-1).
///
/// ```no_run
/// # fn example(config: &qq_wxpay::Config, now: i64) -> qq_wxpay::Result<()> {
/// let name = qq_wxpay::sensitive::encrypt(config, "张三", now)?;
/// println!("send {} with Wechatpay-Serial: {}", name.ciphertext, name.serial);
/// # Ok(())
/// # }
/// ```
///
/// # Errors
/// `PLAINTEXT_TOO_LONG` above 214 bytes of UTF-8 (with a key of 2048 bits); `NOTHING_TO_ENCRYPT_WITH` without a key;
/// `Config` when V3 is not configured.
pub fn encrypt(config: &Config, text: &str, now: i64) -> Result<EncryptedText> {
    let (serial, key) = config
        .v3()?
        .trust
        .encryption_key(now)
        .ok_or_else(|| Error::sdk(&sdk_codes::NOTHING_TO_ENCRYPT_WITH).with_field("public_key"))?;
    let ciphertext = STANDARD.encode(key.encrypt_oaep_sha1(text.as_bytes())?);
    Ok(EncryptedText { ciphertext, serial })
}

/// Decrypts a text that WeChat Pay encrypted for the merchant, in base64, with the merchant's private key.
///
/// # Errors
/// `CIPHERTEXT_MALFORMED` when it is not base64 of one RSA block or holds no UTF-8; `DECRYPT_FAILED` when it was made for
/// another key; `SIGNER_CANNOT_DECRYPT` when a signer without that ability stands in place of the private key.
///
/// ```
/// # fn example(config: &qq_wxpay::Config, ciphertext: &str) -> qq_wxpay::Result<()> {
/// let name = qq_wxpay::sensitive::decrypt(config, ciphertext)?; // a `Secret`: it is never printed
/// assert!(!name.expose().is_empty());
/// # Ok(())
/// # }
/// ```
pub fn decrypt(config: &Config, ciphertext: &str) -> Result<Secret> {
    decrypt_with(config.v3()?, ciphertext)
}

pub(crate) fn decrypt_with(v3: &V3, ciphertext: &str) -> Result<Secret> {
    let malformed = |detail: &str| Error::sdk(&sdk_codes::CIPHERTEXT_MALFORMED).with_detail(detail);
    if ciphertext.len() > LONGEST_CIPHERTEXT {
        return Err(malformed("longer than one RSA block"));
    }
    let block = STANDARD.decode(ciphertext).map_err(|_| malformed("not base64"))?;
    let plain = Zeroizing::new(v3.signer.decrypt_oaep_sha1(&block)?);
    let text = std::str::from_utf8(&plain).map_err(|_| malformed("the content is not UTF-8"))?;
    Ok(Secret::new(text))
}

/// Base64 of the largest RSA block, that of a key of 4096 bits; with room to spare.
const LONGEST_CIPHERTEXT: usize = 1024;
