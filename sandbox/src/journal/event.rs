//! Something that happened, in one line.

use serde::Serialize;

/// One thing that happened in the sandbox.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct Event {
    /// When, in Unix seconds of the sandbox's clock.
    pub at: i64,
    /// What kind of thing, such as `order.created`.
    pub kind: String,
    /// What exactly, in one line without secrets.
    pub summary: String,
}
