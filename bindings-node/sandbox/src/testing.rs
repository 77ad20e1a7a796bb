//! The test kit over its JSON door.

use napi::bindgen_prelude::Either;
use napi_derive::napi;
use qq_wxpay_sandbox::testing;

/// What is wrong with a call of the test kit.
#[napi(object, object_from_js = false)]
pub struct TestingFailure {
    /// The error as JSON: code, field, nearest, en, zh.
    pub failure: String,
}

/// Calls the test kit by name, with JSON in and out.
#[napi]
pub fn testing(name: String, json: String) -> Either<String, TestingFailure> {
    testing::call(&name, &json).map_or_else(
        |error| Either::B(TestingFailure { failure: serde_json::to_string(&error).unwrap_or_default() }),
        Either::A,
    )
}
