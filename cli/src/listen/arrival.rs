//! What arrived, and what it was answered.

use std::time::Duration;

/// A request and what it was answered.
pub(super) struct Arrival {
    pub(super) method: String,
    /// Path and query.
    pub(super) target: String,
    pub(super) headers: Vec<(String, String)>,
    pub(super) body: Vec<u8>,
    pub(super) answer: Answer,
    pub(super) elapsed: Duration,
}

/// What a request was answered.
pub(super) struct Answer {
    pub(super) status: u16,
    pub(super) headers: Vec<(String, String)>,
    pub(super) body: Vec<u8>,
    /// Why it could not be handed on.
    pub(super) failure: Option<String>,
}

impl Answer {
    pub(super) fn empty(status: u16) -> Self {
        Self { status, headers: Vec::new(), body: Vec::new(), failure: None }
    }
}
