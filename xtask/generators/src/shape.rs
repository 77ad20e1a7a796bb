//! The schema of a type as the generators need it.

use std::collections::BTreeSet;

use qq_wxpay::bridge::Schemas;
use serde_json::Value;

/// What a type looks like.
pub(crate) enum Shape {
    Text,
    /// A text that names an instant: objects of the language that do are taken, too.
    Moment,
    /// A text that names a day, likewise.
    Day,
    Integer,
    Boolean,
    Nothing,
    Named(String),
    Words(Vec<String>),
    /// Known words, and whatever else may come.
    OpenWords(Vec<String>),
    Optional(Box<Shape>),
    List(Box<Shape>),
    Dictionary(Box<Shape>),
    Record(Vec<Field>),
    /// One of several, each with what it means.
    Union(Vec<(String, Shape)>),
    /// A named record with more fields.
    Extended(String, Vec<Field>),
}

/// A field of a record.
pub(crate) struct Field {
    pub(crate) name: String,
    pub(crate) documentation: String,
    pub(crate) is_required: bool,
    /// No description of a value shows it.
    pub(crate) is_hidden: bool,
    pub(crate) shape: Shape,
}

/// The doc comment of a type.
pub(crate) fn documentation(schema: &Value) -> String {
    let mut text = schema["description"].as_str().unwrap_or_default().to_owned();
    // Words are explained where they are listed.
    for branch in schema["oneOf"].as_array().into_iter().flatten() {
        if let (Some(word), Some(meaning)) = (branch["const"].as_str(), branch["description"].as_str()) {
            text.push_str(&format!("\n- `{word}`: {}", meaning.replace('\n', " ")));
        }
    }
    text
}

/// The words that stand for values anywhere in the schema.
pub(crate) fn values(schema: &Value, found: &mut BTreeSet<String>) {
    match schema {
        Value::Object(items) => {
            let words =
                items.get("enum").and_then(Value::as_array).into_iter().flatten().chain(items.get("const"));
            found.extend(words.filter_map(Value::as_str).map(str::to_owned));
            items.values().for_each(|item| values(item, found));
        }
        Value::Array(items) => items.iter().for_each(|item| values(item, found)),
        _ => {}
    }
}

/// Reads a schema.
pub(crate) fn shape(schema: &Value) -> Shape {
    let fields = || schema["properties"].is_object().then(|| fields(schema));
    if let Some(name) = schema["$ref"].as_str() {
        let name = name.rsplit('/').next().unwrap_or_default().to_owned();
        return fields().map_or(Shape::Named(name.clone()), |more| Shape::Extended(name, more));
    }
    if let Some(word) = schema["const"].as_str() {
        return Shape::Words(vec![word.to_owned()]);
    }
    if let Some(words) = schema["enum"].as_array() {
        return Shape::Words(texts(words));
    }
    if let Some(branches) = schema["anyOf"].as_array() {
        return either(branches);
    }
    if let Some(branches) = schema["oneOf"].as_array() {
        return one_of(branches);
    }
    match &schema["type"] {
        Value::Array(types) => {
            let named = types.iter().find(|name| *name != "null").cloned().unwrap_or_default();
            let mut inner = schema.clone();
            inner["type"] = named;
            Shape::Optional(Box::new(shape(&inner)))
        }
        Value::String(name) => match name.as_str() {
            "string" => match schema["x-time"].as_str() {
                Some("moment") => Shape::Moment,
                Some("day") => Shape::Day,
                _ => Shape::Text,
            },
            "integer" => Shape::Integer,
            "boolean" => Shape::Boolean,
            "null" => Shape::Nothing,
            "array" => Shape::List(Box::new(shape(&schema["items"]))),
            "object" => match fields() {
                Some(fields) => Shape::Record(fields),
                None if schema["additionalProperties"].is_object() => {
                    Shape::Dictionary(Box::new(shape(&schema["additionalProperties"])))
                }
                None => Shape::Record(Vec::new()),
            },
            other => panic!("no language has a type for {other}: {schema}"),
        },
        _ => panic!("this schema is of no known form: {schema}"),
    }
}

fn either(branches: &[Value]) -> Shape {
    let (nothing, rest): (Vec<_>, Vec<_>) = branches.iter().partition(|branch| branch["type"] == "null");
    match (rest.as_slice(), nothing.is_empty()) {
        ([one], false) => Shape::Optional(Box::new(shape(one))),
        ([words, any], true) if words["enum"].is_array() && any["type"] == "string" => {
            Shape::OpenWords(texts(words["enum"].as_array().map_or(&[], Vec::as_slice)))
        }
        _ => panic!("no language has a type for {branches:?}"),
    }
}

fn one_of(branches: &[Value]) -> Shape {
    if branches.iter().all(|branch| branch["const"].is_string()) {
        let constants: Vec<_> = branches.iter().map(|branch| branch["const"].clone()).collect();
        return Shape::Words(texts(&constants));
    }
    let branch =
        |schema: &Value| (schema["description"].as_str().unwrap_or_default().to_owned(), shape(schema));
    Shape::Union(branches.iter().map(branch).collect())
}

fn texts(values: &[Value]) -> Vec<String> {
    values.iter().filter_map(Value::as_str).map(str::to_owned).collect()
}

/// The fields, required ones first.
fn fields(schema: &Value) -> Vec<Field> {
    let required = texts(schema["required"].as_array().map_or(&[], Vec::as_slice));
    let properties = schema["properties"].as_object().into_iter().flatten();
    let field = |(name, schema): (&String, &Value)| {
        let documentation = schema["description"].as_str().unwrap_or_default().to_owned();
        // Requests are read with defaults, so that a check names what is missing; their comments say what is needed.
        let is_required = required.contains(name) || documentation.ends_with("Required.");
        let own = if schema["$ref"].is_string() && schema["properties"].is_null() {
            Shape::Named(
                schema["$ref"]
                    .as_str()
                    .and_then(|name| name.rsplit('/').next())
                    .unwrap_or_default()
                    .to_owned(),
            )
        } else {
            shape(schema)
        };
        Field {
            name: name.clone(),
            documentation,
            is_required,
            is_hidden: Schemas::is_hidden(schema),
            shape: own,
        }
    };
    let mut fields: Vec<Field> = properties.map(field).collect();
    fields.sort_by_key(|field| !field.is_required);
    fields
}
