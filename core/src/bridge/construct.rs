//! The parts of a client as they come over the border.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::FieldCase;
use crate::client::{QqWxPayBuilder, read_setting};
use crate::config::Settings;
use crate::environment::{Clock, NonceSource};
use serde_json::Value;

use crate::error::{Error, Origin, Result, Retry, find, sdk_codes};
use crate::http::Headers;
use crate::model::RequestFromJson as _;

/// Settings: JSON, its fields named as in the language, else environment variables as a JSON object.
///
/// # Errors
/// `InvalidInput` or `Config`, naming the setting or variable.
pub(super) fn settings(given: Option<&str>, variables: Option<&str>, names: FieldCase) -> Result<Settings> {
    if let Some(given) = given {
        return Settings::from_json(&names.read(given));
    }
    let variables: BTreeMap<String, Value> =
        serde_json::from_str(variables.unwrap_or("{}")).map_err(|_| Error::sdk(&sdk_codes::NOT_JSON))?;
    let text = |(name, value)| match value {
        Value::String(text) => Ok((name, text)),
        _ => Err(Error::sdk(&sdk_codes::VARIABLE_NOT_TEXT).with_field(name)),
    };
    let variables: BTreeMap<String, String> = variables.into_iter().map(text).collect::<Result<_>>()?;
    Settings::from_variables(variables, read_setting)
}

/// The headers of a JSON list, two items each: name, value, name, value, ...
#[must_use]
pub fn headers(list: &str) -> Headers {
    let items: Vec<String> = serde_json::from_str(list).unwrap_or_default();
    listed_headers(items)
}

/// The headers of a list, two items each: name, value, name, value, ...
#[must_use]
pub fn listed_headers(list: Vec<String>) -> Headers {
    let mut items = list.into_iter();
    std::iter::from_fn(|| items.next().zip(items.next())).collect()
}

/// An error that a facade finds itself, explained by the table of codes.
#[must_use]
pub fn facade_error(code: &str, field: Option<&str>, detail: &str) -> Error {
    let entry = find(Origin::Sdk, code);
    debug_assert!(entry.is_some(), "{code} is in the table");
    let error = entry.map_or_else(|| Error::api(Origin::Sdk, code, Retry::Never), Error::sdk);
    let error = error.with_detail(detail);
    match field {
        Some(field) => error.with_field(field),
        None => error,
    }
}

/// A clock that stands still and a nonce that is always the same. For conformance cases only: a nonce is used once.
#[derive(Clone, Debug, Default)]
pub struct TestEnvironment {
    /// Unix seconds.
    pub now: Option<i64>,
    /// The nonce of every request.
    pub nonce: Option<String>,
}

impl TestEnvironment {
    /// A client to which time and nonces are given.
    pub(super) fn apply(self, mut builder: QqWxPayBuilder) -> QqWxPayBuilder {
        if let Some(now) = self.now {
            builder = builder.clock(Arc::new(Constant(now)));
        }
        if let Some(nonce) = self.nonce {
            builder = builder.nonces(Arc::new(Constant(nonce)));
        }
        builder
    }
}

struct Constant<T>(T);

impl Clock for Constant<i64> {
    fn now(&self) -> i64 {
        self.0
    }
}

impl NonceSource for Constant<String> {
    fn nonce(&self) -> String {
        self.0.clone()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_variable_that_is_no_text_is_named() {
        let error =
            settings(None, Some("{\"QQ_WXPAY_MCHID\":5}"), FieldCase::Snake).expect_err("it is no text");
        assert_eq!((error.code(), error.field()), ("VARIABLE_NOT_TEXT", Some("QQ_WXPAY_MCHID")));
    }
}
