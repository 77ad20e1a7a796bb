//! Results as the facade takes them: text, or why there is none.

use pyo3::prelude::*;
use qq_wxpay::bridge::{self, FieldCase};
use qq_wxpay::{Error, Result};

/// What a call gave: `(True, result, None)`, or `(False, error as JSON, number of the failed question to the host)`.
pub(crate) type Reply<T> = (bool, ReplyContent<T>, Option<u32>); // three items of which the first says what the second is

/// A result, or an error as JSON.
#[derive(IntoPyObject)]
pub(crate) enum ReplyContent<T> {
    Value(T),
    Error(String),
}

pub(crate) fn reply<T>(result: Result<T>) -> Reply<T> {
    match result {
        Ok(value) => (true, ReplyContent::Value(value), None),
        Err(error) => failure(&error),
    }
}

fn failure<T>(error: &Error) -> Reply<T> {
    let text = bridge::error_json(error, FieldCase::Snake);
    (false, ReplyContent::Error(text), bridge::failed_question(error))
}

/// An error that the facade finds itself, explained by the table of codes, as JSON.
#[pyfunction]
pub(crate) fn facade_error(code: &str, field: Option<&str>, detail: &str) -> String {
    bridge::error_json(&bridge::facade_error(code, field, detail), FieldCase::Snake)
}

/// An error for the tests of a shop, out of an example as JSON; the error itself, or why there is none.
#[pyfunction]
pub(crate) fn example_error(example: &str) -> Reply<String> {
    reply(bridge::example_error(example, FieldCase::Snake))
}
