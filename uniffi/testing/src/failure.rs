//! Why nothing came of a call.

use std::fmt;

use qq_wxpay_sandbox::hosted::Failure;

/// Why nothing came of a call; the facade makes its own exception of it.
#[derive(Debug, Clone, PartialEq, Eq, uniffi::Error)]
pub enum TestingFailure {
    /// It failed.
    Failed {
        /// The error as JSON: code, field, nearest name, and the text in two languages.
        error: String,
    },
}

impl From<Failure> for TestingFailure {
    fn from(failure: Failure) -> Self {
        Self::Failed { error: failure.json().to_owned() }
    }
}

impl fmt::Display for TestingFailure {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str("the call failed")
    }
}

impl std::error::Error for TestingFailure {}
