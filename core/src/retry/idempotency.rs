//! What a call does at the other end.

/// What a call does at the other end, should its reply be lost.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Idempotency {
    /// It only reads: repeating is always harmless.
    Safe,
    /// It changes something that its business number identifies: after a lost reply the outcome is unknown, and the same
    /// request may be repeated.
    Idempotent,
    /// It may change something each time it is sent: after a lost reply the outcome is unknown, and only the caller can
    /// decide to send it again.
    NonIdempotent,
}
