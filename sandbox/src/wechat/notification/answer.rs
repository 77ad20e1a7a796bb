//! What a merchant's address answers.

/// What came of a try.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Answer {
    /// The merchant acknowledged it.
    Acknowledged,
    /// The merchant answered something else.
    Refused(String),
    /// No answer came in time.
    Failed(String),
}
