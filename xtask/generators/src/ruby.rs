//! Ruby: frozen classes for what comes back, a method for every operation, and the signatures of both in RBS.
//! The fields are those of `core/src/model/`, by way of `form.rs`; the text of the classes is `templates/ruby/`.

use std::sync::Arc;

use crate::case::snake;
use crate::engine::Language;
use crate::form::{Definition, Field, Form, Shape, Type};

/// What every object answers to already: no field may take its place.
const TAKEN: [&str; 12] = [
    "class",
    "clone",
    "display",
    "dup",
    "freeze",
    "hash",
    "inspect",
    "method",
    "object_id",
    "send",
    "tap",
    "then",
];

const FILES: [(&str, &str); 5] = [
    ("fields.rb", "lib/qq_wxpay/generated/fields.rb"),
    ("operations.rb", "lib/qq_wxpay/generated/operations.rb"),
    ("replies.rb", "lib/qq_wxpay/generated/replies.rb"),
    ("operations.rbs", "sig/generated/operations.rbs"),
    ("replies.rbs", "sig/generated/replies.rbs"),
];

pub(crate) fn files(form: &Arc<Form>) -> Result<Vec<(String, String)>, String> {
    let [documented, signed, read, within] = [(); 4].map(|()| Arc::clone(form));
    let ruby = Language::new(form, "ruby", str::to_owned, "nil")?
        .shapes("type", move |shape, _| documented_type(&documented, shape))
        .shapes("rbs", move |shape, _| signature(&signed, shape))
        .shapes("reader", move |shape, json| reader(&read, json, shape).unwrap_or_default())
        .shapes("parts", move |shape, _| parts(&within, shape));
    if let Some(field) = methods(form).find(|field| TAKEN.contains(&field.name.as_str())) {
        return Err(format!("every object of Ruby has `{}`", field.name));
    }
    FILES.iter().map(|(name, path)| Ok((format!("uniffi/ruby/{path}"), ruby.file(name)?))).collect()
}

/// The fields of what comes back: each is a method of its class.
fn methods(form: &Form) -> impl Iterator<Item = &Field> {
    form.types.iter().filter(|known| known.is_reply && !known.is_internal).flat_map(|known| {
        match &known.definition {
            Definition::Record { fields } => fields.iter().collect::<Vec<_>>(),
            Definition::Union { branches } => branches.iter().flat_map(|branch| &branch.fields).collect(),
            Definition::StringEnum { .. } | Definition::Alias { .. } => Vec::new(),
        }
    })
}

/// A type as YARD writes it.
fn documented_type(form: &Form, shape: &Shape) -> String {
    let of = |inner| documented_type(form, inner);
    match shape {
        Shape::Text => "String".to_owned(),
        Shape::Moment => "String, Time, DateTime".to_owned(),
        Shape::Day => "String, Date, Time".to_owned(),
        Shape::StringEnum(words) => quoted(words, ", "),
        Shape::OpenStringEnum(words) => format!("{}, String", quoted(words, ", ")),
        Shape::Integer => "Integer".to_owned(),
        Shape::Boolean => "Boolean".to_owned(),
        Shape::Nothing => "nil".to_owned(),
        Shape::Named(name) if name == "ErrorDetails" => "Error".to_owned(),
        Shape::Named(name) => match &form.named(name) {
            Type {
                definition: Definition::StringEnum { shape, .. } | Definition::Alias { shape }, ..
            } => of(shape),
            Type { is_reply: true, is_internal: false, .. } => name.clone(),
            _ => "Hash".to_owned(),
        },
        Shape::Optional(inner) => format!("{}, nil", of(inner)),
        Shape::List(inner) => format!("Array<{}>", of(inner)),
        Shape::Dictionary(inner) => format!("Hash{{String => {}}}", of(inner)),
    }
}

/// A type in RBS.
fn signature(form: &Form, shape: &Shape) -> String {
    let of = |inner| signature(form, inner);
    match shape {
        Shape::Text | Shape::OpenStringEnum(_) => "String".to_owned(),
        Shape::Moment => "moment".to_owned(),
        Shape::Day => "day".to_owned(),
        Shape::StringEnum(words) if words.len() == 1 => quoted(words, ""),
        Shape::StringEnum(words) => format!("({})", quoted(words, " | ")),
        Shape::Integer => "Integer".to_owned(),
        Shape::Boolean => "bool".to_owned(),
        Shape::Nothing => "nil".to_owned(),
        Shape::Named(name) if name == "ErrorDetails" => "Error".to_owned(),
        Shape::Named(name) => match &form.named(name) {
            Type {
                definition: Definition::StringEnum { shape, .. } | Definition::Alias { shape }, ..
            } => of(shape),
            Type { is_reply: true, is_internal: false, definition: Definition::Union { .. }, .. } => {
                snake(name)
            }
            // A branch of the same name would hide it.
            Type { is_reply: true, is_internal: false, .. } if form.is_branch(name) => {
                format!("QqWxPay::{name}")
            }
            Type { is_reply: true, is_internal: false, .. } => name.clone(),
            _ => "Hash[Symbol, untyped]".to_owned(),
        },
        Shape::Optional(inner) => format!("{}?", of(inner)),
        Shape::List(inner) => format!("Array[{}]", of(inner)),
        Shape::Dictionary(inner) => format!("Hash[String, {}]", of(inner)),
    }
}

fn quoted(words: &[String], between: &str) -> String {
    words.iter().map(|word| format!("\"{word}\"")).collect::<Vec<_>>().join(between)
}

/// What makes the value of the variable `json`; `None` where that is the value itself.
fn reader(form: &Form, json: &str, shape: &Shape) -> Option<String> {
    match shape {
        Shape::Named(name) if name == "ErrorDetails" => Some(format!("QqWxPay::Error.read({json})")),
        Shape::Named(name) => match form.named(name).definition {
            Definition::Record { .. } | Definition::Union { .. } => {
                Some(format!("QqWxPay::{name}.read({json})"))
            }
            _ => None,
        },
        Shape::Optional(inner) => reader(form, json, inner),
        Shape::List(inner) => Some(format!("{json}.map {{ |item| {} }}", reader(form, "item", inner)?)),
        _ => None,
    }
}

/// What a part of a request is made of.
fn parts(form: &Form, shape: &Shape) -> String {
    match shape {
        Shape::Optional(inner) | Shape::List(inner) => parts(form, inner),
        Shape::Named(name) => match form.named(name).given() {
            Definition::Record { fields } => {
                let part = |field: &Field| {
                    let optional = if field.is_required { "" } else { "?" };
                    format!("`{}`{optional}{}", field.name, parts(form, &field.shape))
                };
                format!(" {{ {} }}", fields.iter().map(part).collect::<Vec<_>>().join(", "))
            }
            _ => String::new(),
        },
        _ => String::new(),
    }
}
