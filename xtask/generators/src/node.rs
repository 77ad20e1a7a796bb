//! Node: the methods of the facade, and their types.

use std::sync::Arc;

use qq_wxpay::bridge::FieldCase;

use crate::engine::Language;
use crate::form::{Form, Shape};

/// The generated files: path and content.
pub(crate) fn files(form: &Arc<Form>) -> Result<Vec<(String, String)>, String> {
    let node = Language::new(form, "node", |name| FieldCase::Camel.name(name), "null")?
        .shapes("type", |shape, _| type_of(shape));
    ["operations.d.ts", "operations.js"]
        .into_iter()
        .map(|name| Ok((format!("bindings-node/generated/{name}"), node.file(name)?)))
        .collect()
}

/// What an operation gives.
fn type_of(shape: &Shape) -> String {
    match shape {
        Shape::Named(name) => format!("models.{name}"),
        Shape::Nothing => "void".to_owned(),
        _ => panic!("an operation gives a record, or nothing"),
    }
}
