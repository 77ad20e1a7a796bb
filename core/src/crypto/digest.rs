//! Digests and message authentication codes.

use hmac::{Hmac, KeyInit, Mac};
use md5::{Digest, Md5};
use sha1::Sha1;
use sha2::Sha256;
use subtle::ConstantTimeEq;

/// The SHA-256 digest of `data`.
#[must_use]
pub fn sha256(data: &[u8]) -> [u8; 32] {
    Sha256::digest(data).into()
}

/// A SHA-1 digest that is made piece by piece: bills are too large to hold, and WeChat Pay gives no better digest of
/// them.
#[derive(Clone, Default)]
pub(crate) struct Sha1Digest(Sha1);

impl Sha1Digest {
    pub(crate) fn update(&mut self, data: &[u8]) {
        self.0.update(data);
    }

    /// The digest of everything so far, as 40 lower-case hex digits.
    pub(crate) fn hex(self) -> String {
        hex(&self.0.finalize(), b"0123456789abcdef")
    }
}

/// The MD5 digest of `data` as 32 upper-case hex digits: the V2 signature without HMAC.
#[must_use]
pub fn md5_hex_upper(data: &[u8]) -> String {
    hex(&Md5::digest(data), b"0123456789ABCDEF")
}

/// The MD5 digest of `data` as 32 lower-case hex digits: makes the key of V2 refund notifications.
#[must_use]
pub fn md5_hex_lower(data: &[u8]) -> String {
    hex(&Md5::digest(data), b"0123456789abcdef")
}

/// The HMAC-SHA-256 of `data` under `key`.
#[must_use]
pub(crate) fn hmac_sha256(key: &[u8], data: &[u8]) -> [u8; 32] {
    let mut mac = Hmac::<Sha256>::new_from_slice(key).expect("HMAC takes keys of every length");
    mac.update(data);
    mac.finalize().into_bytes().into()
}

/// The HMAC-SHA-256 of `data` under `key` as 64 upper-case hex digits.
#[must_use]
pub fn hmac_sha256_hex_upper(key: &[u8], data: &[u8]) -> String {
    hex(&hmac_sha256(key, data), b"0123456789ABCDEF")
}

/// Whether two texts are equal, in a time that tells nothing about where they differ.
///
/// Different lengths are told apart at once: the length of a signature is no secret.
#[must_use]
pub fn equal_in_constant_time(left: &[u8], right: &[u8]) -> bool {
    left.ct_eq(right).into()
}

/// Writes bytes in hex, with the given sixteen digits.
pub(super) fn hex(bytes: &[u8], digits: &[u8; 16]) -> String {
    let mut text = String::with_capacity(bytes.len() * 2);
    for byte in bytes {
        text.push(char::from(digits[usize::from(byte >> 4)]));
        text.push(char::from(digits[usize::from(byte & 15)]));
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn digests_of_the_empty_text_are_the_published_ones() {
        assert_eq!(
            hex(&sha256(b""), b"0123456789abcdef"),
            "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"
        );
        assert_eq!(md5_hex_lower(b""), "d41d8cd98f00b204e9800998ecf8427e");
        assert_eq!(md5_hex_upper(b""), "D41D8CD98F00B204E9800998ECF8427E");
    }

    #[test]
    fn sha1_in_pieces_is_sha1_of_the_whole() {
        let mut digest = Sha1Digest::default();
        assert_eq!(digest.clone().hex(), "da39a3ee5e6b4b0d3255bfef95601890afd80709");
        for piece in [&b"a"[..], b"", b"bc"] {
            digest.update(piece);
        }
        assert_eq!(digest.hex(), "a9993e364706816aba3e25717850c26c9cd0d89d");
    }

    #[test]
    fn hmac_takes_keys_longer_than_a_block_and_empty_ones() {
        assert_eq!(hmac_sha256_hex_upper(&[b'k'; 200], b"").len(), 64);
        assert_eq!(
            hmac_sha256_hex_upper(b"", b""),
            "B613679A0814D9EC772F95D778C35FC5FF1697C493715653C6C712144292C5AD"
        );
    }

    #[test]
    fn comparison_sees_every_difference() {
        assert!(equal_in_constant_time(b"abc", b"abc"));
        assert!(!equal_in_constant_time(b"abc", b"abd"));
        assert!(!equal_in_constant_time(b"abc", b"ab"));
        assert!(equal_in_constant_time(b"", b""));
    }
}
