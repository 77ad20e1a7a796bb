//! The public key gives back what the private key signed.

use rsa::traits::PublicKeyParts as _;
use rsa::{BigUint, RsaPublicKey};

/// What a signature turned out to be under a key.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Recovered {
    /// The key signed this digest.
    Digest(Hash, Vec<u8>),
    /// The key signed this, which is no digest with its name: a raw private-key operation.
    Raw(Vec<u8>),
}

/// The hash of a signature.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Hash {
    Md5,
    Sha1,
    Sha256,
    Sha384,
    Sha512,
}

impl Hash {
    pub(super) fn name(self) -> &'static str {
        match self {
            Self::Md5 => "MD5",
            Self::Sha1 => "SHA-1",
            Self::Sha256 => "SHA-256",
            Self::Sha384 => "SHA-384",
            Self::Sha512 => "SHA-512",
        }
    }
}

/// The DER before each digest (RFC 8017, 9.2), with the digest's length.
const PREFIXES: [(Hash, &[u8], usize); 5] = [
    (Hash::Sha256, b"\x30\x31\x30\x0d\x06\x09\x60\x86\x48\x01\x65\x03\x04\x02\x01\x05\x00\x04\x20", 32),
    (Hash::Sha1, b"\x30\x21\x30\x09\x06\x05\x2b\x0e\x03\x02\x1a\x05\x00\x04\x14", 20),
    (Hash::Md5, b"\x30\x20\x30\x0c\x06\x08\x2a\x86\x48\x86\xf7\x0d\x02\x05\x05\x00\x04\x10", 16),
    (Hash::Sha384, b"\x30\x41\x30\x0d\x06\x09\x60\x86\x48\x01\x65\x03\x04\x02\x02\x05\x00\x04\x30", 48),
    (Hash::Sha512, b"\x30\x51\x30\x0d\x06\x09\x60\x86\x48\x01\x65\x03\x04\x02\x03\x05\x00\x04\x40", 64),
];

/// What the holder of `key` signed; `None` when this is not a PKCS#1 v1.5 signature of that key.
///
/// The padding leaves no room for chance: at least eight bytes of 0xFF, and a whole digest with its name.
pub(super) fn recover(key: &RsaPublicKey, signature: &[u8]) -> Option<Recovered> {
    let encoded = open(key, signature)?;
    let padded = encoded.strip_prefix(&[0, 1])?;
    let length = padded.iter().take_while(|byte| **byte == 0xFF).count();
    let content = padded.get(length..)?.strip_prefix(&[0]).filter(|_| length >= 8)?;
    for (hash, prefix, size) in PREFIXES {
        if let Some(digest) = content.strip_prefix(prefix).filter(|digest| digest.len() == size) {
            return Some(Recovered::Digest(hash, digest.to_vec()));
        }
    }
    Some(Recovered::Raw(content.to_vec()))
}

/// The public-key operation: as many bytes as the modulus has.
pub(super) fn open(key: &RsaPublicKey, signature: &[u8]) -> Option<Vec<u8>> {
    if signature.len() != key.size() {
        return None;
    }
    let number = BigUint::from_bytes_be(signature);
    if number >= *key.n() {
        return None;
    }
    let opened = number.modpow(key.e(), key.n()).to_bytes_be();
    let mut bytes = vec![0; key.size().checked_sub(opened.len())?];
    bytes.extend(opened);
    Some(bytes)
}
