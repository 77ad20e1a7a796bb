//! The test kit over its JSON door.

use pyo3::prelude::*;

/// Calls the test kit by name, with JSON in and out: `(True, result)`, or `(False, error)`.
#[pyfunction]
pub(crate) fn testing(name: &str, arguments: &str) -> (bool, String) {
    match qq_wxpay_sandbox::testing::call(name, arguments) {
        Ok(result) => (true, result),
        Err(error) => (false, serde_json::to_string(&error).unwrap_or_default()),
    }
}
