//! AEAD_AES_256_GCM: notifications and platform certificates.

use std::fmt;

#[cfg(feature = "client")]
use aes::Aes256;
#[cfg(feature = "client")]
use aes::cipher::BlockCipherEncrypt;
use aes_gcm::aead::AeadInOut;
use aes_gcm::{Aes256Gcm, KeyInit};
use base64::Engine;
use base64::engine::general_purpose::STANDARD;

use crate::error::sdk_codes;
use crate::{Error, Result};

/// Longer ciphertexts are refused unread. The longest that WeChat Pay announces is half of it.
pub(super) const LONGEST_CIPHERTEXT: usize = 2 * 1024 * 1024;

const NONCE: usize = 12;
const TAG: usize = 16;
#[cfg(feature = "client")]
const BLOCK: usize = 16;

/// An AES-256-GCM key that is ready for use: the key schedule is computed once.
///
/// Debug prints nothing of it; it is wiped when dropped.
#[derive(Clone)]
pub struct Aes256GcmKey {
    cipher: Aes256Gcm,
    /// The cipher alone, to look at one block.
    #[cfg(feature = "client")]
    block: Aes256,
}

impl Aes256GcmKey {
    /// Prepares a key, for instance the APIv3 key.
    #[must_use]
    pub fn new(key: &[u8; 32]) -> Self {
        Self {
            cipher: Aes256Gcm::new(key.into()),
            #[cfg(feature = "client")]
            block: Aes256::new(key.into()),
        }
    }

    /// Whether the first block becomes the beginning of a JSON object with this key. Of other keys all but one in fifty do not,
    /// at the price of one block: the tag alone tells, but over the whole ciphertext.
    #[cfg(feature = "client")]
    pub(crate) fn may_open_json(&self, nonce: &[u8], ciphertext: &[u8]) -> bool {
        let Some(encrypted) = ciphertext.len().checked_sub(TAG) else { return false };
        let mut block = [0; BLOCK];
        let Some(begin) = block.get_mut(..NONCE).filter(|begin| begin.len() == nonce.len()) else {
            return false;
        };
        begin.copy_from_slice(nonce);
        // The tag has the counter 1, the text begins with 2.
        block[BLOCK - 1] = 2;
        self.block.encrypt_block((&mut block).into());
        let plain = block.iter().zip(&ciphertext[..encrypted]).map(|(mask, byte)| mask ^ byte);
        let mut visible = plain.filter(|byte| !byte.is_ascii_whitespace());
        visible.next().is_none_or(|first| first == b'{')
            && visible.next().is_none_or(|second| matches!(second, b'"' | b'}'))
    }

    /// Encrypts `plain` with a nonce that is used for nothing else; the last 16 bytes are the tag.
    #[cfg(feature = "client")]
    pub(crate) fn encrypt(&self, nonce: &[u8; NONCE], associated_data: &[u8], plain: &[u8]) -> Vec<u8> {
        let mut text = plain.to_vec();
        let tag = self
            .cipher
            .encrypt_inout_detached(nonce.into(), associated_data, text.as_mut_slice().into())
            .expect("a short text fits");
        text.extend_from_slice(&tag);
        text
    }

    /// Decrypts `ciphertext`, whose last 16 bytes are the tag.
    ///
    /// # Errors
    /// `CIPHERTEXT_MALFORMED` when the nonce does not have 12 bytes, or the ciphertext has fewer than 16 or more
    /// than 2 MiB. `DECRYPT_FAILED` when key, nonce, associated data and ciphertext do not belong together.
    pub fn decrypt(&self, nonce: &[u8], associated_data: &[u8], ciphertext: &[u8]) -> Result<Vec<u8>> {
        let nonce: &[u8; NONCE] = nonce
            .try_into()
            .map_err(|_| malformed(format!("the nonce has {} bytes and not {NONCE}", nonce.len())))?;
        if ciphertext.len() > LONGEST_CIPHERTEXT {
            return Err(malformed("longer than 2 MiB".to_owned()));
        }
        let (encrypted, tag) = ciphertext
            .split_last_chunk::<TAG>()
            .ok_or_else(|| malformed(format!("{} bytes cannot hold the tag", ciphertext.len())))?;
        let mut plain = encrypted.to_vec();
        self.cipher
            .decrypt_inout_detached(nonce.into(), associated_data, plain.as_mut_slice().into(), tag.into())
            .map_err(|_| Error::sdk(&sdk_codes::DECRYPT_FAILED).with_detail("the tag is wrong"))?;
        Ok(plain)
    }

    /// Decrypts a ciphertext in base64, as it stands in `resource.ciphertext`.
    ///
    /// # Errors
    /// `CIPHERTEXT_MALFORMED` when it is not base64, and all errors of [`Self::decrypt`].
    pub fn decrypt_base64(&self, nonce: &[u8], associated_data: &[u8], ciphertext: &str) -> Result<Vec<u8>> {
        self.decrypt(nonce, associated_data, &decode_ciphertext(ciphertext)?)
    }
}

/// The bytes of a ciphertext in base64, as it stands in `resource.ciphertext`.
///
/// # Errors
/// `CIPHERTEXT_MALFORMED` when it is not base64, or longer than 2 MiB.
pub(crate) fn decode_ciphertext(text: &str) -> Result<Vec<u8>> {
    if text.len() > LONGEST_CIPHERTEXT.div_ceil(3) * 4 {
        return Err(malformed("longer than 2 MiB".to_owned()));
    }
    STANDARD.decode(text).map_err(|_| malformed("not base64".to_owned()))
}

impl fmt::Debug for Aes256GcmKey {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str("Aes256GcmKey([secret])")
    }
}

/// Decrypts one ciphertext with a key that is not kept, see [`Aes256GcmKey::decrypt`].
///
/// # Errors
/// Those of [`Aes256GcmKey::decrypt`].
pub fn decrypt_aes_256_gcm(
    key: &[u8; 32],
    nonce: &[u8],
    associated_data: &[u8],
    ciphertext: &[u8],
) -> Result<Vec<u8>> {
    Aes256GcmKey::new(key).decrypt(nonce, associated_data, ciphertext)
}

/// Decrypts one ciphertext in base64 with a key that is not kept, see [`Aes256GcmKey::decrypt_base64`].
///
/// # Errors
/// Those of [`Aes256GcmKey::decrypt_base64`].
pub fn decrypt_base64(
    key: &[u8; 32],
    nonce: &[u8],
    associated_data: &[u8],
    ciphertext: &str,
) -> Result<Vec<u8>> {
    Aes256GcmKey::new(key).decrypt_base64(nonce, associated_data, ciphertext)
}

fn malformed(detail: String) -> Error {
    Error::sdk(&sdk_codes::CIPHERTEXT_MALFORMED).with_detail(detail)
}

#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "a test fails by panicking")]
mod tests {
    use super::*;

    #[test]
    fn nonces_of_other_lengths_are_refused() {
        for length in [0, 11, 13, 16] {
            let error = decrypt_aes_256_gcm(&[0; 32], &vec![0; length], b"", &[0; 32]).unwrap_err();
            assert!(error.is(&sdk_codes::CIPHERTEXT_MALFORMED), "{length}: {error}");
        }
    }

    #[test]
    fn ciphertexts_without_room_for_a_tag_or_too_long_are_refused() {
        for length in [0, 15, LONGEST_CIPHERTEXT + 1] {
            let error = decrypt_aes_256_gcm(&[0; 32], &[0; 12], b"", &vec![0; length]).unwrap_err();
            assert!(error.is(&sdk_codes::CIPHERTEXT_MALFORMED), "{length}: {error}");
        }
        let long = "A".repeat(LONGEST_CIPHERTEXT * 2);
        assert!(
            decrypt_base64(&[0; 32], &[0; 12], b"", &long).unwrap_err().is(&sdk_codes::CIPHERTEXT_MALFORMED)
        );
    }

    #[test]
    fn text_that_is_not_base64_is_refused() {
        let error = decrypt_base64(&[0; 32], &[0; 12], b"", "not base64!").unwrap_err();
        assert!(error.is(&sdk_codes::CIPHERTEXT_MALFORMED));
    }

    #[test]
    fn debug_shows_nothing_of_the_key() {
        assert_eq!(format!("{:?}", Aes256GcmKey::new(&[b'k'; 32])), "Aes256GcmKey([secret])");
    }
}
