//! Kotlin and Java: data classes, sealed interfaces, enums, and every operation as a function or as what can be prepared.

use std::sync::Arc;

use qq_wxpay::bridge::FieldCase;

use crate::engine::Language;
use crate::form::{Definition, Form, Shape};

/// Where what is generated lies.
const ROOT: &str = "uniffi/jvm/src/generated";

/// The generated files: path and content.
pub(crate) fn files(form: &Arc<Form>) -> Result<Vec<(String, String)>, String> {
    let (typing, reading, writing) = (Arc::clone(form), Arc::clone(form), Arc::clone(form));
    let mut kotlin = Language::new(form, "kotlin", |name| FieldCase::Camel.name(name), "null")?
        .shapes("type", move |shape, union| type_of(&typing, bare(shape), union))
        .shapes("reader", move |shape, from| reader(&reading, shape, from))
        .shapes("writer", move |shape, value| writer(&writing, bare(shape), value));
    kotlin.names("comment", |line| line.replace("*/", "* /").replace("/*", "/ *"));
    let mut files = Vec::new();
    for name in ["FutureOperations.kt", "Models.kt", "Operation.kt", "Operations.kt"] {
        files.push((format!("{ROOT}/kotlin/com/qqwxpay/{name}"), kotlin.file(name)?));
    }
    let shown = form.types.iter().filter(|known| !known.is_internal);
    for known in shown.filter(|known| matches!(known.definition, Definition::StringEnum { .. })) {
        let path = format!("{ROOT}/java/com/qqwxpay/{}.java", known.name);
        files.push((path, kotlin.file_of("StringEnum.java", known)?));
    }
    Ok(files)
}

/// The same without what says that it may be missing.
fn bare(shape: &Shape) -> &Shape {
    match shape {
        Shape::Optional(inner) => inner,
        other => other,
    }
}

/// A type, as it is named within the sealed interface `union`: there a branch hides a type of the same name.
fn type_of(form: &Form, shape: &Shape, union: &str) -> String {
    let of = |inner| type_of(form, inner, union);
    match shape {
        Shape::Text | Shape::Moment | Shape::Day | Shape::StringEnum(_) | Shape::OpenStringEnum(_) => {
            "String".to_owned()
        }
        Shape::Integer => "Long".to_owned(),
        Shape::Boolean => "Boolean".to_owned(),
        Shape::Nothing => "Unit".to_owned(),
        Shape::Named(name) if name == "ErrorDetails" => "QqWxPayException".to_owned(),
        Shape::Named(name) if !union.is_empty() && form.named(union).has_branch(name) => full(form, name),
        Shape::Named(name) => name.clone(),
        Shape::Optional(inner) => format!("{}?", of(inner)),
        Shape::List(inner) => format!("List<{}>", of(inner)),
        Shape::Dictionary(inner) => format!("Map<String, {}>", of(inner)),
    }
}

/// A type where a branch of the same name may hide it.
fn full(form: &Form, name: &str) -> String {
    if form.is_branch(name) { format!("com.qqwxpay.{name}") } else { name.to_owned() }
}

/// The value of a JSON element.
fn reader(form: &Form, shape: &Shape, from: &str) -> String {
    let of = |inner| reader(form, inner, "it");
    match shape {
        Shape::Text | Shape::Moment | Shape::Day | Shape::StringEnum(_) | Shape::OpenStringEnum(_) => {
            format!("{from}.text()")
        }
        Shape::Integer => format!("{from}.long()"),
        Shape::Boolean => format!("{from}.boolean()"),
        Shape::Nothing => "Unit".to_owned(),
        Shape::Named(name) if name == "ErrorDetails" => format!("QqWxPayException.read({from})"),
        Shape::Named(name) => match &form.named(name).definition {
            Definition::Record { .. } | Definition::Union { .. } => {
                format!("{}.read({from})", full(form, name))
            }
            Definition::StringEnum { .. } => format!("{}.read({from}.text())", full(form, name)),
            Definition::Alias { shape } => reader(form, shape, from),
        },
        Shape::Optional(inner) => format!("{from}.orNull()?.let {{ {} }}", of(inner)),
        Shape::List(inner) => format!("{from}.list {{ {} }}", of(inner)),
        Shape::Dictionary(inner) => format!("{from}.dictionary {{ {} }}", of(inner)),
    }
}

/// The JSON element of a value.
fn writer(form: &Form, shape: &Shape, value: &str) -> String {
    let of = |inner, value| writer(form, inner, value);
    match shape {
        Shape::Named(name) => match &form.named(name).definition {
            Definition::Record { .. } | Definition::Union { .. } => format!("{value}.json()"),
            Definition::StringEnum { .. } => format!("JsonPrimitive({value}.wire)"),
            Definition::Alias { shape } => of(shape, value),
        },
        Shape::Optional(inner) => format!("{value}?.let {{ {} }}", of(inner, "it")),
        Shape::List(inner) => format!("JsonArray({value}.map {{ {} }})", of(inner, "it")),
        Shape::Dictionary(inner) => format!("JsonObject({value}.mapValues {{ {} }})", of(inner, "it.value")),
        _ => format!("JsonPrimitive({value})"),
    }
}
