//! Values that must never be seen: `Debug` redacts them, and they are wiped when dropped. Which fields of
//! records are redacted is marked at the fields (`bridge/redaction.rs`).

use std::fmt;

use subtle::ConstantTimeEq;
use zeroize::Zeroizing;

/// A secret text. Read it with [`Secret::expose`], and only where it is used.
///
/// ```
/// use qq_wxpay::Secret;
///
/// let key = Secret::new("0123456789abcdef");
/// assert_eq!(format!("{key:?}"), "[secret]");
/// assert_eq!(key.expose().len(), 16);
/// ```
#[derive(Clone)]
pub struct Secret(Zeroizing<String>);

impl Secret {
    /// Takes over a secret text.
    #[must_use]
    pub fn new(text: impl Into<String>) -> Self {
        Self(Zeroizing::new(text.into()))
    }

    /// The text itself. Do not format, log or store it.
    #[must_use]
    pub fn expose(&self) -> &str {
        &self.0
    }
}

impl fmt::Debug for Secret {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str("[secret]")
    }
}

impl PartialEq for Secret {
    fn eq(&self, other: &Self) -> bool {
        self.0.as_bytes().ct_eq(other.0.as_bytes()).into()
    }
}

impl Eq for Secret {}

impl From<String> for Secret {
    fn from(text: String) -> Self {
        Self::new(text)
    }
}

impl From<&str> for Secret {
    fn from(text: &str) -> Self {
        Self::new(text)
    }
}

impl<'de> serde::Deserialize<'de> for Secret {
    fn deserialize<D: serde::Deserializer<'de>>(reader: D) -> Result<Self, D::Error> {
        <String as serde::Deserialize>::deserialize(reader).map(Self::new)
    }
}

/// Writes the text itself: for a token store, and for the other side of a border.
pub(crate) fn exposed<S: serde::Serializer>(secret: &Secret, out: S) -> Result<S::Ok, S::Error> {
    out.serialize_str(secret.expose())
}

/// A key of exactly 32 bytes.
#[derive(Clone)]
pub(crate) struct Key32(Zeroizing<[u8; 32]>);

impl Key32 {
    pub(crate) fn new(text: &str) -> Option<Self> {
        <[u8; 32]>::try_from(text.as_bytes()).ok().map(|bytes| Self(Zeroizing::new(bytes)))
    }

    pub(crate) fn expose(&self) -> &[u8; 32] {
        &self.0
    }
}

impl fmt::Debug for Key32 {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str("[secret]")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn debug_shows_nothing() {
        let secret = Secret::new("MARKER-SECRET");
        assert_eq!(format!("{secret:?}"), "[secret]");
        assert_eq!(format!("{:?}", Key32::new(&"k".repeat(32))), "Some([secret])");
    }

    #[test]
    fn equality_is_by_content() {
        assert_eq!(Secret::new("a"), Secret::from("a"));
        assert_ne!(Secret::new("a"), Secret::new("b"));
    }

    #[test]
    fn a_key_has_exactly_32_bytes() {
        assert!(Key32::new(&"k".repeat(31)).is_none());
        assert!(Key32::new(&"k".repeat(33)).is_none());
    }
}
