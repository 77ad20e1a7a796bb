//! What the library tells without a client: the object 0.

use std::sync::Arc;

use qq_wxpay::bridge::{self, FieldCase, MAXIMUM_NOTIFICATION_BYTES, OperationKind};
use qq_wxpay::model::RequestFromJson;
use qq_wxpay::{Error, Result};
use serde::Deserialize;
use serde_json::{Value, json};

use crate::client::names;
use crate::handles::Object;
use crate::merchants;
use crate::outcome::{Asked, Given, Work};

/// The library itself.
pub(crate) struct Library;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct FacadeError {
    code: String,
    field: Option<String>,
    #[serde(default)]
    detail: String,
    names: Option<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Example {
    example: Value,
    names: Option<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Compared {
    found: Value,
    expected: Value,
    names: Option<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct NoMerchants {
    names: Option<String>,
}

impl RequestFromJson for FacadeError {}
impl RequestFromJson for Example {}
impl RequestFromJson for Compared {}
impl RequestFromJson for NoMerchants {}

impl Object for Library {
    fn work(self: Arc<Self>, asked: Asked<'_>) -> Work {
        let given = match asked.method {
            "merchants" => return Work::Done(no_merchants(asked.arguments)),
            "operations" => Ok(operations().to_string()),
            "limits" => Ok(json!({ "maximum_notification_bytes": MAXIMUM_NOTIFICATION_BYTES }).to_string()),
            "facade_error" => facade_error(asked.arguments),
            "example_error" => example_error(asked.arguments),
            "expect_payment" => expect_payment(asked.arguments),
            method => return Work::unknown(method),
        };
        Work::Done(given.map(Given::Text))
    }
}

/// The names of all operations that a client has a method for.
fn operations() -> Value {
    let is_own = |operation: &&bridge::Operation| {
        !matches!(operation.kind, OperationKind::Prepare | OperationKind::PrepareBill)
    };
    bridge::operations().filter(is_own).map(|operation| operation.name).collect()
}

/// Several merchants, none yet.
fn no_merchants(arguments: &str) -> Result<Given> {
    let given = NoMerchants::from_json(arguments)?;
    Ok(merchants::kept(names(given.names.as_deref())?))
}

fn facade_error(arguments: &str) -> Result<String> {
    let given = FacadeError::from_json(arguments)?;
    let error: Error = bridge::facade_error(&given.code, given.field.as_deref(), &given.detail);
    Ok(bridge::error_json(&error, names(given.names.as_deref())?))
}

fn example_error(arguments: &str) -> Result<String> {
    let given = Example::from_json(arguments)?;
    bridge::example_error(&given.example.to_string(), names(given.names.as_deref())?)
}

fn expect_payment(arguments: &str) -> Result<String> {
    let given = Compared::from_json(arguments)?;
    let names: FieldCase = names(given.names.as_deref())?;
    bridge::expect_payment(&given.found.to_string(), &given.expected.to_string(), names)?;
    Ok("null".to_owned())
}
