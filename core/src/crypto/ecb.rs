//! AES-256-ECB, which only V2 refund notifications use.

use aes::Aes256;
use aes::cipher::{BlockCipherDecrypt, KeyInit};

use super::aead::LONGEST_CIPHERTEXT;
use crate::error::sdk_codes;
use crate::{Error, Result};

const BLOCK: usize = 16;

/// Decrypts AES-256-ECB and removes the PKCS#7 padding.
///
/// The cipher proves nothing: whoever knows no key can still swap blocks. Confirm what it says by a query.
///
/// # Errors
/// `CIPHERTEXT_MALFORMED` when the length is zero, no multiple of 16 or above 2 MiB, `DECRYPT_FAILED` when the
/// padding is wrong, which nearly always means another key.
pub fn decrypt_aes_256_ecb(key: &[u8; 32], ciphertext: &[u8]) -> Result<Vec<u8>> {
    if ciphertext.is_empty()
        || !ciphertext.len().is_multiple_of(BLOCK)
        || ciphertext.len() > LONGEST_CIPHERTEXT
    {
        return Err(Error::sdk(&sdk_codes::CIPHERTEXT_MALFORMED)
            .with_detail(format!("{} bytes are not whole blocks of 16", ciphertext.len())));
    }
    let cipher = Aes256::new(key.into());
    let mut plain = ciphertext.to_vec();
    for block in plain.chunks_exact_mut(BLOCK) {
        let block = block.try_into().expect("chunks_exact gives whole blocks");
        cipher.decrypt_block(block);
    }
    let length = length_without_padding(&plain)
        .ok_or_else(|| Error::sdk(&sdk_codes::DECRYPT_FAILED).with_detail("the padding is wrong"))?;
    plain.truncate(length);
    Ok(plain)
}

/// PKCS#7: the last byte n, 1 to 16, stands n times at the end.
fn length_without_padding(plain: &[u8]) -> Option<usize> {
    let padding = *plain.last()?;
    if padding == 0 || usize::from(padding) > BLOCK {
        return None;
    }
    let length = plain.len().checked_sub(usize::from(padding))?;
    plain[length..].iter().all(|&byte| byte == padding).then_some(length)
}

#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "a test fails by panicking")]
mod tests {
    use super::*;

    #[test]
    fn padding_is_checked_strictly() {
        assert_eq!(length_without_padding(&[7; 7]), Some(0));
        assert_eq!(length_without_padding(&[16; 16]), Some(0));
        assert_eq!(length_without_padding(b"abc\x01"), Some(3));
        assert_eq!(length_without_padding(b"abc\x00"), None);
        assert_eq!(length_without_padding(b"ab\x01\x02"), None);
        assert_eq!(length_without_padding(&[17; 32]), None);
        assert_eq!(length_without_padding(&[2]), None);
        assert_eq!(length_without_padding(b""), None);
    }

    #[test]
    fn lengths_that_are_no_blocks_are_refused() {
        for length in [0, 1, 15, 17, LONGEST_CIPHERTEXT + BLOCK] {
            let error = decrypt_aes_256_ecb(&[0; 32], &vec![0; length]).unwrap_err();
            assert!(error.is(&sdk_codes::CIPHERTEXT_MALFORMED), "{length}: {error}");
        }
    }
}
