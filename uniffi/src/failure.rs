//! Why a call gave no result.

use std::fmt;

use qq_wxpay::Error;
use qq_wxpay::bridge::{self, FieldCase};

use crate::names;

/// Why a call gave no result; the facade makes its own exception of it.
#[derive(Debug, uniffi::Error)]
pub enum NativeFailure {
    /// It failed.
    Failed {
        /// The error as JSON: kind, code, field, retry, ...
        error: String,
        /// The number of the question to the host that failed behind it, if one did.
        question: Option<u32>,
    },
}

impl NativeFailure {
    pub(crate) fn new(error: &Error, names: FieldCase) -> Self {
        Self::Failed { error: bridge::error_json(error, names), question: bridge::failed_question(error) }
    }
}

/// A function of the host that broke the rules of the border, such as by giving something else than said. What it gave is not told.
impl From<uniffi::UnexpectedUniFFICallbackError> for NativeFailure {
    fn from(_: uniffi::UnexpectedUniFFICallbackError) -> Self {
        Self::Failed { error: String::new(), question: None }
    }
}

impl fmt::Display for NativeFailure {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str("the call failed")
    }
}

impl std::error::Error for NativeFailure {}

/// An error that the facade finds itself, explained by the table of codes, as JSON.
#[uniffi::export]
pub fn facade_error(code: &str, field: Option<String>, detail: &str, camel: bool) -> String {
    bridge::error_json(&bridge::facade_error(code, field.as_deref(), detail), names(camel))
}

/// The error of an example, in and out as JSON: for tests of what a shop does with it.
#[uniffi::export]
pub fn example_error(example: &str, camel: bool) -> Result<String, NativeFailure> {
    let names = names(camel);
    bridge::example_error(example, names).map_err(|error| NativeFailure::new(&error, names))
}

/// The names of all operations that have a method of their own.
#[uniffi::export]
pub fn operations(camel: bool) -> Vec<String> {
    use bridge::OperationKind::{Prepare, PrepareBill};
    let has_a_method = |operation: &&bridge::Operation| !matches!(operation.kind, Prepare | PrepareBill);
    bridge::operations().filter(has_a_method).map(|operation| names(camel).name(operation.name)).collect()
}
