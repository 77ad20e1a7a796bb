//! What is said about a message.

use serde::ser::{Serialize, SerializeStruct as _, Serializer};

use super::capture::Kind;
use super::causes::Cause;
use super::compare::Comparison;

/// A text in both languages.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize)]
#[non_exhaustive]
pub struct Text {
    /// English.
    pub en: String,
    /// Chinese.
    pub zh: String,
}

impl Text {
    pub(super) fn new(en: impl Into<String>, zh: impl Into<String>) -> Self {
        Self { en: en.into(), zh: zh.into() }
    }

    /// A name or a figure, which is the same in both languages.
    pub(super) fn same(text: impl Into<String>) -> Self {
        let text = text.into();
        Self { zh: text.clone(), en: text }
    }
}

/// What could be found out about the signature alone.
#[derive(Clone, Copy, Debug, PartialEq, Eq, serde::Serialize)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum Signature {
    /// It is right: the key that should have signed signed exactly this.
    Right,
    /// It is wrong.
    Wrong,
    /// There is none, or not all that belongs to it.
    Missing,
    /// Nothing at hand to check it with.
    Unchecked,
}

/// One thing that is wrong.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct Finding {
    /// What it is, with the remedy.
    pub cause: &'static Cause,
    /// Where, or by how much: the name of a header, a field, a key.
    pub detail: Option<Text>,
}

impl Finding {
    pub(super) fn new(cause: &'static Cause) -> Self {
        Self { cause, detail: None }
    }

    pub(super) fn with(cause: &'static Cause, detail: Text) -> Self {
        Self { cause, detail: Some(detail) }
    }
}

impl Serialize for Finding {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut record = serializer.serialize_struct("Finding", 4)?;
        record.serialize_field("code", self.cause.code)?;
        record.serialize_field("what", &self.cause.what)?;
        record.serialize_field("detail", &self.detail)?;
        record.serialize_field("remedy", &self.cause.remedy)?;
        record.end()
    }
}

/// Whether a message holds, and everything that is wrong with it.
#[derive(Clone, Debug, serde::Serialize)]
#[non_exhaustive]
pub struct Verdict {
    /// What was looked at.
    pub kind: Kind,
    /// The signature is right and nothing else is wrong, as far as the keys at hand can tell.
    pub holds: bool,
    /// The signature alone.
    pub signature: Signature,
    /// The name of the key that made it, when that is at hand.
    pub key: Option<String>,
    /// The name of the key that opens what is encrypted in it, when that is at hand.
    pub opened_by: Option<String>,
    /// What is wrong: first what the signature fails at. Several together explain one signature.
    pub findings: Vec<Finding>,
    /// The text that has to be signed beside the one that was; secrets and who pays are hidden in both.
    pub comparison: Option<Comparison>,
}

impl Verdict {
    pub(super) fn new(kind: Kind, signature: Signature, findings: Vec<Finding>) -> Self {
        let holds = signature == Signature::Right && findings.is_empty();
        Self { kind, holds, signature, key: None, opened_by: None, findings, comparison: None }
    }

    /// One more thing that is wrong.
    pub(super) fn add(&mut self, finding: Finding) {
        self.holds = false;
        self.findings.push(finding);
    }

    /// What has to be told before everything else.
    pub(super) fn put_first(&mut self, findings: Vec<Finding>) {
        self.holds &= findings.is_empty();
        self.findings.splice(0..0, findings).for_each(drop);
    }
}
