//! Failures as values: the facade makes errors of them.

use std::error::Error as _;

use napi::Either;
use napi_derive::napi;
use qq_wxpay::bridge::{self, Names};
use qq_wxpay::error::{Origin, find};
use qq_wxpay::{Error, Result};

use crate::host::HostFailure;

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
        let host = error.source().and_then(|source| source.downcast_ref::<HostFailure>());
        Self {
            failure: bridge::error_json(error, Names::Camel),
            question: host.and_then(HostFailure::question),
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
    let entry = find(Origin::Sdk, &code);
    debug_assert!(entry.is_some(), "{code} is in the table");
    let mut error = entry.map_or_else(|| Error::api(Origin::Sdk, code, qq_wxpay::Retry::Never), Error::sdk);
    if let Some(field) = field {
        error = error.with_field(field);
    }
    Failure::new(&error.with_detail(detail))
}
