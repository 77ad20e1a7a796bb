//! The digests that V2 has, and those that are used by mistake.

use hmac::{Hmac, KeyInit as _, Mac as _};
use md5::{Digest as _, Md5};
use sha2::Sha256;

/// A way to make `sign`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Algorithm {
    Md5,
    HmacSha256,
    Sha256,
    Sha1,
    HmacMd5,
    DoubleMd5,
}

impl Algorithm {
    pub(super) const ALL: [Self; 6] =
        [Self::Md5, Self::HmacSha256, Self::Sha256, Self::Sha1, Self::HmacMd5, Self::DoubleMd5];

    pub(super) fn name(self) -> &'static str {
        match self {
            Self::Md5 => "MD5",
            Self::HmacSha256 => "HMAC-SHA256",
            Self::Sha256 => "SHA-256",
            Self::Sha1 => "SHA-1",
            Self::HmacMd5 => "HMAC-MD5",
            Self::DoubleMd5 => "MD5(MD5)",
        }
    }

    /// What `sign_type` means; `None` for a name that V2 does not have.
    pub(super) fn named(sign_type: &str) -> Option<Self> {
        [Self::Md5, Self::HmacSha256].into_iter().find(|own| own.name() == sign_type)
    }

    pub(super) fn digest(self, text: &[u8], key: &[u8]) -> Vec<u8> {
        match self {
            Self::Md5 => Md5::digest(text).to_vec(),
            Self::Sha256 => Sha256::digest(text).to_vec(),
            Self::Sha1 => {
                use rsa_sha1::Digest as _;
                rsa_sha1::Sha1::digest(text).to_vec()
            }
            Self::DoubleMd5 => Md5::digest(hexadecimal(&Md5::digest(text))).to_vec(),
            Self::HmacSha256 => {
                let mut mac = Hmac::<Sha256>::new_from_slice(key).expect("HMAC takes keys of any length");
                mac.update(text);
                mac.finalize().into_bytes().to_vec()
            }
            Self::HmacMd5 => {
                let mut mac = Hmac::<Md5>::new_from_slice(key).expect("HMAC takes keys of any length");
                mac.update(text);
                mac.finalize().into_bytes().to_vec()
            }
        }
    }
}

/// Lower-case hexadecimal digits.
pub(super) fn hexadecimal(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}
