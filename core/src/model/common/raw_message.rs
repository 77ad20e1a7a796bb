//! A message as WeChat Pay wrote it: what this library has no field for is found there.

use serde::{Deserialize, Serialize};

/// A verified message in full. It holds the payer's identity: `Debug` shows nothing of it.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct RawMessage(pub(crate) String);

impl RawMessage {
    /// What was verified. V3's is JSON and so UTF-8, V2's was read as such.
    pub(crate) fn of(bytes: &[u8]) -> Self {
        Self(String::from_utf8_lossy(bytes).into_owned())
    }

    /// The text: JSON in V3, XML in V2.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl std::fmt::Debug for RawMessage {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(out, "[{} bytes]", self.0.len())
    }
}

/// What is read from a reply and keeps all of it.
pub(crate) trait KeepsRaw {
    /// Keeps the verified bytes.
    fn keep(self, reply: &[u8]) -> Self;
}

macro_rules! keeps_raw {
    ($($model:ty),*) => {$(
        impl $crate::model::KeepsRaw for $model {
            fn keep(self, reply: &[u8]) -> Self {
                Self { raw: Some($crate::model::RawMessage::of(reply)), ..self }
            }
        }
    )*};
}
pub(in crate::model) use keeps_raw;
