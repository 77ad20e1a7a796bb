//! Go: structs with tags, one of several as a struct with a pointer for each, and every operation as a method of the client.

use std::sync::Arc;

use qq_wxpay::bridge::FieldCase;
use serde::Serialize;

use crate::c::schema_hash;
use crate::engine::Language;
use crate::form::Form;
use crate::go_types::{GoType, plain_type, type_name, types, word_name};

/// What the templates get beside the form.
#[derive(Serialize)]
struct Given {
    types: Vec<GoType>,
    schema_hash: String,
}

pub(crate) fn files(form: &Arc<Form>) -> Result<Vec<(String, String)>, String> {
    let naming = Arc::clone(form);
    let mut go = Language::new(form, "go", |name| FieldCase::Go.name(name), "nil")?
        .shapes("type", move |shape, _| plain_type(shape));
    go.names("name", |wire| FieldCase::Go.name(wire));
    go.names("typename", type_name);
    go.names("word", word_name);
    go.names("sentence", move |line| sentence(&naming, line));
    go.names("continued", continued);
    go.names("trim_start", |parameters| parameters.trim_start_matches(", ").to_owned());
    let given = Given { types: types(form), schema_hash: schema_hash(form) };
    let files = ["models_generated.go", "operations_generated.go", "tables_generated_test.go"];
    files.into_iter().map(|name| Ok((format!("go/{name}"), go.file_from(name, &given)?))).collect()
}

/// The headers of C where the package finds them: a module of Go takes no file from outside.
pub(crate) fn headers(of_c: &[(String, String)]) -> Vec<(String, String)> {
    let places = [
        ("qq_wxpay.h", "go/internal/native"),
        ("qq_wxpay.h", "go/qqwxpaytest/internal/native"),
        ("qq_wxpay_testing.h", "go/qqwxpaytest/internal/native"),
    ];
    let copy = |(name, folder): (&str, &str)| {
        let (_, content) = of_c.iter().find(|(path, _)| path.ends_with(&format!("/{name}")))?;
        Some((format!("{folder}/{name}"), content.clone()))
    };
    places.into_iter().filter_map(copy).collect()
}

/// A line of a comment: types and fields between backquotes are named as in Go, and lists are written as `gofmt` does.
fn sentence(form: &Form, line: &str) -> String {
    let parts = line.split('`').enumerate().map(|(index, part)| match index % 2 {
        1 if form.types.iter().any(|known| known.name == part) => type_name(part),
        _ => part.to_owned(),
    });
    let line = parts.collect::<Vec<_>>().join("`");
    if line.starts_with("- ") { format!("  {line}") } else { line }
}

/// How a comment goes on after the name that it begins with.
fn continued(line: &str) -> String {
    let (first, rest) = line.split_once(' ').unwrap_or((line, ""));
    let mut letters = first.chars();
    let begin: String =
        letters.next().map(|letter| letter.to_ascii_lowercase()).into_iter().chain(letters).collect();
    let is_plain = first.bytes().skip(1).all(|byte| byte.is_ascii_lowercase());
    match first {
        "A" | "An" | "The" | "One" | "Two" => format!(" is {begin} {rest}"),
        _ if is_plain && first.len() > 3 && first.ends_with('s') => format!(" {begin} {rest}"),
        _ => format!(": {line}"),
    }
}
