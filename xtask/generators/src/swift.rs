//! Swift: structs, enums for what is one of several, and every operation as a function or as what can be prepared.

use std::sync::Arc;

use qq_wxpay::bridge::FieldCase;

use crate::engine::Language;
use crate::form::{Definition, Form, Shape};

/// StringEnum of Swift that are names only between backquotes.
const KEYWORDS: [&str; 16] = [
    "as", "case", "class", "default", "func", "import", "in", "init", "internal", "is", "operator",
    "private", "public", "repeat", "return", "self",
];

/// The generated files: path and content.
pub(crate) fn files(form: &Arc<Form>) -> Result<Vec<(String, String)>, String> {
    let (reading, writing) = (Arc::clone(form), Arc::clone(form));
    let mut swift = Language::new(form, "swift", |name| FieldCase::Camel.name(name), "nil")?
        .shapes("type", |shape, _| type_of(shape))
        .shapes("read", move |shape, from| read(&reading, shape, from))
        .shapes("json", move |shape, value| json(&writing, shape, value));
    swift.names("name", name);
    swift.names("case", |word| name(&word.replace('-', "_").to_lowercase()));
    // StringEnum are cases of enums here: they are named as fields are.
    swift.names("sentence", |line| FieldCase::Camel.sentence(line));
    let files = [
        ("Models", "Sources/QqWxPay/Generated"),
        ("Operations", "Sources/QqWxPay/Generated"),
        ("Tables", "Tests/QqWxPayTests/Generated"),
    ];
    files
        .into_iter()
        .map(|(name, folder)| {
            let out = swift.file(&format!("{name}.swift"))?;
            Ok((format!("uniffi/swift/{folder}/{name}.swift"), out))
        })
        .collect()
}

/// A name of Swift.
fn name(wire: &str) -> String {
    let name = FieldCase::Camel.name(wire);
    if KEYWORDS.contains(&name.as_str()) { format!("`{name}`") } else { name }
}

fn type_of(shape: &Shape) -> String {
    match shape {
        Shape::Text | Shape::Moment | Shape::Day | Shape::StringEnum(_) | Shape::OpenStringEnum(_) => {
            "String".to_owned()
        }
        Shape::Integer => "Int64".to_owned(),
        Shape::Boolean => "Bool".to_owned(),
        Shape::Nothing => "Void".to_owned(),
        Shape::Named(name) if name == "ErrorDetails" => "QqWxPayError".to_owned(),
        Shape::Named(name) => name.clone(),
        Shape::Optional(inner) => format!("{}?", type_of(inner)),
        Shape::List(inner) => format!("[{}]", type_of(inner)),
        Shape::Dictionary(inner) => format!("[String: {}]", type_of(inner)),
    }
}

/// The value of a JSON value.
fn read(form: &Form, shape: &Shape, from: &str) -> String {
    let inner = |inner| read(form, inner, "$0");
    match shape {
        Shape::Text | Shape::Moment | Shape::Day | Shape::StringEnum(_) | Shape::OpenStringEnum(_) => {
            format!("try {from}.asText()")
        }
        Shape::Integer => format!("try {from}.asInteger()"),
        Shape::Boolean => format!("try {from}.asBool()"),
        Shape::Nothing => "()".to_owned(),
        Shape::Named(name) => match &form.named(name).definition {
            Definition::Alias { shape } => read(form, shape, from),
            _ => format!("try {}(json: {from})", type_of(shape)),
        },
        Shape::Optional(shape) => format!("try {from}.orNil.map {{ {} }}", inner(shape)),
        Shape::List(shape) => format!("try {from}.asList {{ {} }}", inner(shape)),
        Shape::Dictionary(shape) => format!("try {from}.asDictionary {{ {} }}", inner(shape)),
    }
}

/// The JSON value of a value.
fn json(form: &Form, shape: &Shape, value: &str) -> String {
    let inner = |inner| json(form, inner, "$0");
    match shape {
        Shape::Text | Shape::Moment | Shape::Day | Shape::StringEnum(_) | Shape::OpenStringEnum(_) => {
            format!("Json.text({value})")
        }
        Shape::Integer => format!("Json.integer({value})"),
        Shape::Boolean => format!("Json.bool({value})"),
        Shape::Nothing => "Json.null".to_owned(),
        Shape::Named(name) => match &form.named(name).definition {
            Definition::Record { .. } | Definition::Union { .. } => format!("{value}.json()"),
            Definition::StringEnum { .. } => format!("Json.text({value}.rawValue)"),
            Definition::Alias { shape } => json(form, shape, value),
        },
        Shape::Optional(shape) => format!("{value}.map {{ {} }}", inner(shape)),
        Shape::List(shape) => format!("Json.list({value}.map {{ {} }})", inner(shape)),
        Shape::Dictionary(shape) => format!("Json.object({value}.mapValues {{ {} }})", inner(shape)),
    }
}
