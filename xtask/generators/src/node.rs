//! Node: the methods of the facade, types in TypeScript, and what must be known of fields and replies when a program runs.

use std::sync::Arc;

use qq_wxpay::bridge::FieldCase;

use crate::engine::Language;
use crate::form::{Definition, Form, Shape};

/// The generated files: path and content.
pub(crate) fn files(form: &Arc<Form>) -> Result<Vec<(String, String)>, String> {
    let known = Arc::clone(form);
    let node = Language::new(form, "node", |name| FieldCase::Camel.name(name), "null")?
        .shapes("type", |shape, module| type_of(module, shape))
        .shapes("record", move |shape, _| record(&known, shape).unwrap_or_default().to_owned());
    ["fields.js", "models.d.ts", "operations.d.ts", "operations.js", "replies.js"]
        .into_iter()
        .map(|name| Ok((format!("bindings-node/generated/{name}"), node.file(name)?)))
        .collect()
}

/// A type; `module` is what the names of models stand behind, if anything.
fn type_of(module: &str, shape: &Shape) -> String {
    let of = |inner| type_of(module, inner);
    match shape {
        Shape::Text => "string".to_owned(),
        Shape::Moment | Shape::Day => "string | Date".to_owned(),
        Shape::Integer => "number".to_owned(),
        Shape::Boolean => "boolean".to_owned(),
        // Only operations give nothing.
        Shape::Nothing => "void".to_owned(),
        Shape::Named(name) if name == "ErrorDetails" => "QqWxPayError".to_owned(),
        Shape::Named(name) => format!("{module}{name}"),
        Shape::StringEnum(words) => quoted(words),
        // The intersection keeps editors offering the known words.
        Shape::OpenStringEnum(words) => format!("{} | (string & {{}})", quoted(words)),
        Shape::Optional(inner) => format!("{} | null", of(inner)),
        Shape::List(inner) => format!("Array<{}>", of(inner)),
        Shape::Dictionary(inner) => format!("Record<string, {}>", of(inner)),
    }
}

fn quoted(words: &[String]) -> String {
    words.iter().map(|word| format!("'{word}'")).collect::<Vec<_>>().join(" | ")
}

/// The type of the objects in a field; `None` where it holds none with fields of their own.
fn record<'a>(form: &Form, shape: &'a Shape) -> Option<&'a str> {
    match shape {
        Shape::Optional(inner) | Shape::List(inner) => record(form, inner),
        Shape::Named(name) => {
            let is_object =
                matches!(form.named(name).definition, Definition::Record { .. } | Definition::Union { .. });
            is_object.then_some(name)
        }
        _ => None,
    }
}
