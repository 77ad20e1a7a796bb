//! What calls of a client leave behind: notifications, bills, runs over what is open, requests for another HTTP client.

pub(crate) mod bill;
pub(crate) mod notification;
pub(crate) mod prepared;
pub(crate) mod reports;

use std::sync::Arc;

use qq_wxpay::bridge::{self, OfProcess};
use qq_wxpay::model::RequestFromJson;
use qq_wxpay::{Error, Result};
use serde::Deserialize;

use crate::handles::{Object, TABLE};
use crate::outcome::Given;

/// How many rows or reports at the most.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Most {
    maximum: u32,
}

impl RequestFromJson for Most {}

fn most(arguments: &str) -> Result<usize> {
    Ok(usize::try_from(Most::from_json(arguments)?.maximum).unwrap_or(usize::MAX).max(1))
}

/// An object that gets its handle when it crosses the border.
pub(crate) fn given(object: Arc<dyn Object>, text: String) -> Given {
    Given::Object(Box::new(move || TABLE.insert(object)), text)
}

/// It, in the process that opened it.
fn here<T>(own: &OfProcess<T>) -> Result<&T> {
    let detail = "it was opened before this process forked";
    own.get().ok_or_else(|| -> Error { bridge::facade_error("BILL_READ_BEFORE", None, detail) })
}
