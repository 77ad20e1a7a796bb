//! V2: the digest over sorted parameters.

use zeroize::Zeroizing;

use crate::config::V2SignType;
use crate::crypto::digest;
use crate::wire::xml::Fields;

/// The signature of these fields: upper-case hex, 32 digits for MD5 and 64 for HMAC-SHA256.
pub(crate) fn sign(fields: &Fields, key: &str, sign_type: V2SignType) -> String {
    let mut pairs: Vec<_> =
        fields.iter().filter(|(name, value)| *name != "sign" && !value.is_empty()).collect();
    pairs.sort_unstable();
    let length =
        pairs.iter().map(|(name, value)| name.len() + value.len() + 2).sum::<usize>() + key.len() + 4;
    // Sized in advance: a text that grows would leave copies of the key behind in freed memory.
    let mut text = Zeroizing::new(String::with_capacity(length));
    for (name, value) in pairs {
        text.push_str(name);
        text.push('=');
        text.push_str(value);
        text.push('&');
    }
    text.push_str("key=");
    text.push_str(key);
    match sign_type {
        V2SignType::Md5 => digest::md5_hex_upper(text.as_bytes()),
        V2SignType::HmacSha256 => digest::hmac_sha256_hex_upper(key.as_bytes(), text.as_bytes()),
    }
}

/// Whether the fields carry the signature of this key, in the expected way of signing.
pub(crate) fn verify(fields: &Fields, key: &str, sign_type: V2SignType) -> bool {
    let Some(given) = fields.value("sign") else { return false };
    digest::equal_in_constant_time(given.as_bytes(), sign(fields, key, sign_type).as_bytes())
}
