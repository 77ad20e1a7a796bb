//! Why an action was not done.

use axum::http::StatusCode;

/// A text for the person who asked, and the status that goes with it over HTTP.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Failure {
    pub(super) status: StatusCode,
    pub(super) reason: String,
}

impl Failure {
    /// What was asked makes no sense.
    pub(super) fn bad_request(reason: impl Into<String>) -> Self {
        Self { status: StatusCode::BAD_REQUEST, reason: reason.into() }
    }

    /// There is nothing of that name or number.
    pub(super) fn not_found(reason: impl Into<String>) -> Self {
        Self { status: StatusCode::NOT_FOUND, reason: reason.into() }
    }

    /// It makes sense, but cannot be done now.
    pub(super) fn impossible(reason: impl Into<String>) -> Self {
        Self { status: StatusCode::UNPROCESSABLE_ENTITY, reason: reason.into() }
    }
}
