//! PHP: readonly classes for what is given and what comes back, enums, a method for every operation, and of the C header what `FFI::cdef` reads.
//! The fields are those of `core/src/model/`, by way of `form.rs`; the text of the classes is `templates/php/`.

use std::sync::Arc;

use qq_wxpay::bridge::FieldCase;

use crate::c;
use crate::case::pascal;
use crate::engine::Language;
use crate::form::{Branch, Definition, Form, Shape, Type};

/// Where what is generated lies.
const ROOT: &str = "php/src/Generated";

/// The generated files: path and content. `headers` are those of C.
pub(crate) fn files(form: &Arc<Form>, headers: &[(String, String)]) -> Result<Vec<(String, String)>, String> {
    let php = language(form)?;
    let mut files = declarations(headers);
    files.push((format!("{ROOT}/Schema.php"), php.file("Schema.php")?));
    for name in ["ExpectsPayment.php", "Operations.php", "Preparations.php"] {
        files.push((format!("{ROOT}/{name}"), php.file(name)?));
    }
    for known in form.types.iter().filter(|known| !known.is_internal) {
        let path = |name: &str| format!("{ROOT}/Model/{name}.php");
        match &known.definition {
            Definition::Record { .. } => files.push((path(&known.name), php.file_of("Record.php", known)?)),
            Definition::StringEnum { .. } => files.push((path(&known.name), php.file_of("Enum.php", known)?)),
            Definition::Union { branches } => {
                let template = if branches.iter().all(|branch| branch.tag.is_none()) {
                    "OneOf.php"
                } else {
                    "Union.php"
                };
                files.push((path(&known.name), php.file_of(template, known)?));
                for record in branches
                    .iter()
                    .filter(|branch| branch.tag.is_some())
                    .map(|branch| branch_record(form, known, branch))
                {
                    files.push((path(&record.name.replace('\\', "/")), php.file_of("Record.php", &record)?));
                }
            }
            Definition::Alias { .. } => {}
        }
    }
    Ok(files)
}

/// What FFI reads of the headers: it knows neither comments nor a preprocessor, and includes nothing.
fn declarations(headers: &[(String, String)]) -> Vec<(String, String)> {
    let plain = |ending: &str| {
        let header = headers.iter().find(|(path, _)| path.ends_with(ending));
        plain_declarations(&header.unwrap_or_else(|| panic!("no header is {ending}")).1)
    };
    let library = plain("/qq_wxpay.h");
    // The test kit takes the types of the library, which stand before its functions.
    let is_type = |line: &&str| line.starts_with("typedef") || !line.contains('(');
    let types: String = library.split_inclusive('\n').take_while(is_type).collect();
    vec![
        ("php/ffi/qq_wxpay.h".to_owned(), library),
        ("php/ffi/qq_wxpay_testing.h".to_owned(), types + &plain("/qq_wxpay_testing.h")),
    ]
}

fn plain_declarations(header: &str) -> String {
    let mut out = String::new();
    for (index, part) in header.split("/*").enumerate() {
        out.push_str(if index == 0 { part } else { part.split_once("*/").map_or("", |(_, after)| after) });
    }
    let lines = out.lines().map(|line| line.split("//").next().unwrap_or_default().trim_end());
    let kept = lines
        .filter(|line| !line.is_empty() && !line.starts_with('#') && !["extern \"C\" {", "}"].contains(line));
    kept.map(|line| line.to_owned() + "\n").collect()
}

fn language(form: &Arc<Form>) -> Result<Language, String> {
    let [native, documented, read, plain] = [(); 4].map(|()| Arc::clone(form));
    let mut php = Language::new(form, "php", |name| FieldCase::Camel.name(name), "null")?
        .shapes("type", move |shape, _| native_type(&native, shape))
        .shapes("documented", move |shape, _| documented_type(&documented, shape))
        .shapes("reader", move |shape, place| reader(&read, shape, place))
        .shapes("plain", move |shape, _| plain_kind(&plain, shape).to_owned());
    let hash = c::schema_hash(form);
    php.names("with_hash", move |text| text.replace("HASH", &hash));
    php.names("comment", |line| line.replace("*/", "* /").replace("/*", "/ *"));
    php.names("case", |word| pascal(&word.to_ascii_lowercase().replace('-', "_")));
    php.names("short", |name| name.rsplit('\\').next().unwrap_or(name).to_owned());
    php.names("parent", |name| name.rsplit_once('\\').map_or("", |(union, _)| union).to_owned());
    Ok(php)
}

/// A branch of a union as a class of its own, below the name of the union.
fn branch_record(form: &Form, union: &Type, branch: &Branch) -> Type {
    let base = branch.base.as_ref().map(|base| &form.named(base).definition);
    let inherited = match base {
        Some(Definition::Record { fields }) => fields.clone(),
        _ => Vec::new(),
    };
    Type {
        name: format!("{}\\{}", union.name, branch.name()),
        documentation: branch.documentation.clone(),
        is_given: union.is_given,
        is_reply: union.is_reply,
        is_internal: union.is_internal,
        definition: Definition::Record {
            fields: inherited.into_iter().chain(branch.fields.clone()).collect(),
        },
        looser: None,
        tag: branch.tag.clone(),
    }
}

/// A named type that stands for another shape.
fn resolved<'a>(form: &'a Form, shape: &'a Shape) -> &'a Shape {
    match shape {
        Shape::Named(name) => match &form.named(name).definition {
            Definition::Alias { shape } => resolved(form, shape),
            _ => shape,
        },
        _ => shape,
    }
}

/// The type in a signature.
fn native_type(form: &Form, shape: &Shape) -> String {
    match resolved(form, shape) {
        Shape::Text | Shape::Moment | Shape::Day | Shape::StringEnum(_) | Shape::OpenStringEnum(_) => {
            "string".to_owned()
        }
        Shape::Integer => "int".to_owned(),
        Shape::Boolean => "bool".to_owned(),
        Shape::Nothing => "void".to_owned(),
        Shape::Named(name) if name == "ErrorDetails" => "\\QqWxPay\\Exception\\QqWxPayException".to_owned(),
        Shape::Named(name) => format!("\\QqWxPay\\Model\\{name}"),
        Shape::Optional(inner) => format!("?{}", native_type(form, inner)),
        Shape::List(_) | Shape::Dictionary(_) => "array".to_owned(),
    }
}

/// The type in a doc comment.
fn documented_type(form: &Form, shape: &Shape) -> String {
    let of = |inner| documented_type(form, inner);
    match resolved(form, shape) {
        Shape::StringEnum(words) => {
            words.iter().map(|word| format!("'{word}'")).collect::<Vec<_>>().join("|")
        }
        Shape::Optional(inner) => format!("{}|null", of(inner)),
        Shape::List(inner) => format!("list<{}>", of(inner)),
        Shape::Dictionary(inner) => format!("array<string, {}>", of(inner)),
        other => native_type(form, other),
    }
}

/// What makes a value out of the JSON value `$json['name']`, or of `$item`, `$json`.
fn reader(form: &Form, shape: &Shape, place: &str) -> String {
    let (value, path) = match place {
        "$item" | "$json" => (place.to_owned(), "''".to_owned()),
        name => (format!("$json['{name}'] ?? null"), format!("'{name}'")),
    };
    let call = |function: &str| format!("Read::{function}({value}, {path})");
    match resolved(form, shape) {
        Shape::Text | Shape::Moment | Shape::Day | Shape::OpenStringEnum(_) => call("text"),
        Shape::StringEnum(words) => {
            let words: Vec<_> = words.iter().map(|word| format!("'{word}'")).collect();
            format!("Read::oneOf({value}, {path}, [{}])", words.join(", "))
        }
        Shape::Integer => call("whole"),
        Shape::Boolean => call("truth"),
        Shape::Nothing => "null".to_owned(),
        Shape::Named(name)
            if name != "ErrorDetails"
                && matches!(form.named(name).definition, Definition::StringEnum { .. }) =>
        {
            format!("Read::word({value}, {path}, \\QqWxPay\\Model\\{name}::class)")
        }
        named @ Shape::Named(_) => format!("{}::fromArray({})", native_type(form, named), call("map")),
        Shape::Optional(inner) => match place {
            "$item" | "$json" => format!("{place} === null ? null : {}", reader(form, inner, place)),
            name => format!("($json['{name}'] ?? null) === null ? null : {}", reader(form, inner, name)),
        },
        Shape::List(inner) => {
            let item = native_type(form, inner);
            format!(
                "Read::list({value}, {path}, static fn (mixed $item): {item} => {})",
                reader(form, inner, "$item")
            )
        }
        Shape::Dictionary(inner) => {
            let item = native_type(form, inner);
            format!(
                "Read::dictionary({value}, {path}, static fn (mixed $item): {item} => {})",
                reader(form, inner, "$item")
            )
        }
    }
}

/// What has to happen to a value that is given: a whole number, a moment and a day are made of something else, too.
fn plain_kind(form: &Form, shape: &Shape) -> &'static str {
    match resolved(form, shape) {
        Shape::Optional(inner) => plain_kind(form, inner),
        Shape::Integer => "whole",
        Shape::Moment => "moment",
        Shape::Day => "day",
        _ => "",
    }
}
