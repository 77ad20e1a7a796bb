//! Failures as values: the facade makes errors of them.

use napi::Either;
use napi_derive::napi;
use qq_wxpay::bridge::{self, FieldCase};
use qq_wxpay::{Error, Result};

/// Why a call gave no result.
#[napi(object, object_from_js = false)]
pub struct Failure {
    /// The error as JSON: kind, code, field, retry, ...
    pub failure: String,
    /// The number of the question to the host that failed behind it, if one did.
    pub question: Option<u32>,
}

impl Failure {
    pub(crate) fn new(error: &Error) -> Self {
        Self {
            failure: bridge::error_json(error, FieldCase::Camel),
            question: bridge::failed_question(error),
        }
    }

    /// A result or a failure, as the facade takes it.
    pub(crate) fn or<T>(result: Result<T>) -> Either<T, Self> {
        match result {
            Ok(value) => Either::A(value),
            Err(error) => Either::B(Self::new(&error)),
        }
    }
}

/// An error that the facade finds itself, explained by the table of codes.
#[napi]
pub fn failure(code: String, field: Option<String>, detail: String) -> Failure {
    Failure::new(&bridge::facade_error(&code, field.as_deref(), &detail))
}

/// An error for the tests of a shop, out of an example as JSON; the error itself, or why there is none.
#[napi]
pub fn example_error(example: String) -> Either<String, Failure> {
    Failure::or(bridge::example_error(&example, FieldCase::Camel))
}
