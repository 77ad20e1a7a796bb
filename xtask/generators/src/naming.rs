//! What the generated classes have in common in every language: how they are named, what of them is not shown.

use qq_wxpay::bridge::FieldCase;
use serde_json::Value;

use super::shape::{Field, Shape, shape};

pub(super) fn camel(name: &str) -> String {
    FieldCase::Camel.name(name)
}

/// Types that users do not see: the facade makes something else of them.
pub(super) fn hidden(name: &str) -> bool {
    matches!(
        name,
        "ErrorDetails" | "HandledNotification" | "RequestRecord" | "HeaderRecord" | "Text" | "NoArguments"
    )
}

/// A field that says which branch of a union it is.
pub(super) fn is_tag(field: &Field) -> bool {
    matches!(&field.shape, Shape::Words(words) if words.len() == 1)
}

pub(super) fn tag(branch: &Shape) -> (String, String) {
    let (Shape::Record(fields) | Shape::Extended(_, fields)) = branch else { panic!("a branch is a record") };
    let field = fields.iter().find(|field| is_tag(field)).expect("a branch has a tag");
    let Shape::Words(words) = &field.shape else { panic!("a tag is a word") };
    (field.name.clone(), words[0].clone())
}

pub(super) fn capitalised(word: &str) -> String {
    let mut letters = word.chars();
    letters.next().map(|first| first.to_ascii_uppercase().to_string() + letters.as_str()).unwrap_or_default()
}

pub(super) fn snake(name: &str) -> String {
    let mut out = String::new();
    for c in name.chars() {
        if c.is_ascii_uppercase() && !out.is_empty() {
            out.push('_');
        }
        out.push(c.to_ascii_lowercase());
    }
    out
}

pub(super) fn named(schema: &Value) -> String {
    match shape(schema) {
        Shape::Named(name) => name,
        _ => panic!("arguments are a named record"),
    }
}
