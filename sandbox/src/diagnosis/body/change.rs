//! One way in which a body comes to be another.

use crate::diagnosis::causes::Cause;
use crate::diagnosis::search::Variant;
use crate::diagnosis::verdict::{Finding, Text};

/// A body, and what made it so.
#[derive(Clone)]
pub(super) struct Changed {
    pub(super) body: Vec<u8>,
    pub(super) finding: Finding,
    /// Too rare to be tried together with another mistake.
    pub(super) is_rare: bool,
}

impl Changed {
    pub(super) fn new(body: impl Into<Vec<u8>>, cause: &'static Cause, en: &str, zh: &str) -> Self {
        Self { body: body.into(), finding: Finding::with(cause, Text::new(en, zh)), is_rare: false }
    }

    pub(super) fn plain(body: impl Into<Vec<u8>>, cause: &'static Cause) -> Self {
        Self { body: body.into(), finding: Finding::new(cause), is_rare: false }
    }

    /// The same, but tried alone only.
    pub(super) fn rare(self, is_rare: bool) -> Self {
        Self { is_rare, ..self }
    }

    pub(super) fn into_variant(self) -> Variant {
        Variant { is_rare: self.is_rare, ..Variant::wrong(self.body, self.finding) }
    }
}

/// Every occurrence of `from` replaced.
pub(super) fn replaced(text: &[u8], from: &[u8], to: &[u8]) -> Vec<u8> {
    let mut out = Vec::with_capacity(text.len());
    let mut at = 0;
    while at < text.len() {
        if !from.is_empty() && text[at..].starts_with(from) {
            out.extend_from_slice(to);
            at += from.len();
        } else {
            out.push(text[at]);
            at += 1;
        }
    }
    out
}
