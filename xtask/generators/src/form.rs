//! What the generators know of the models: types and operations, read once out of the schema of core, for every language.

use std::collections::BTreeSet;

use crate::case::pascal;
use qq_wxpay::bridge::{OperationKind, OperationSchema, Schemas, schemas};
use serde::{Deserialize, Serialize};
use serde_json::Value;

/// Everything that a template can ask for.
#[derive(Serialize)]
pub(crate) struct Form {
    /// Every type of either side, by name.
    pub(crate) types: Vec<Type>,
    /// Every operation, in the order of core.
    pub(crate) operations: Vec<Operation>,
    /// Names of the fields that no printed value shows.
    hidden: BTreeSet<String>,
    /// Names of the fields that take an instant.
    moments: BTreeSet<String>,
    /// Names of the fields that take a day.
    days: BTreeSet<String>,
    /// The words that stand for values, the same in every language.
    #[serde(skip)]
    pub(crate) values: BTreeSet<String>,
}

/// A type.
#[derive(Serialize)]
pub(crate) struct Type {
    pub(crate) name: String,
    pub(crate) documentation: String,
    pub(crate) is_given: bool,
    pub(crate) is_reply: bool,
    /// The facades make something else of it.
    pub(crate) is_internal: bool,
    /// As it comes back; as it is given, where it never comes back.
    pub(crate) definition: Definition,
    /// As it is given where that is looser than what comes back.
    pub(crate) looser: Option<Definition>,
    /// Of a branch that became a type of its own: what says which it is.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) tag: Option<Tag>,
}

/// What a type is.
#[derive(Serialize)]
#[serde(tag = "is", rename_all = "snake_case")]
pub(crate) enum Definition {
    /// Fields, required ones first.
    Record { fields: Vec<Field> },
    /// One of several.
    Union { branches: Vec<Branch> },
    /// A closed set of words.
    StringEnum { words: Vec<String>, shape: Shape },
    /// Another name.
    Alias { shape: Shape },
}

/// One of several forms of a value.
#[derive(Serialize)]
pub(crate) struct Branch {
    pub(crate) documentation: String,
    /// The field that says which it is, and its word.
    pub(crate) tag: Option<Tag>,
    /// The record whose fields it has, too.
    pub(crate) base: Option<String>,
    /// Its fields, without the tag.
    pub(crate) fields: Vec<Field>,
}

#[derive(Clone, Serialize)]
pub(crate) struct Tag {
    pub(crate) field: String,
    pub(crate) word: String,
}

/// A field of a record.
#[derive(Clone, Serialize)]
pub(crate) struct Field {
    pub(crate) name: String,
    pub(crate) documentation: String,
    pub(crate) is_required: bool,
    /// No description of a value shows it.
    pub(crate) is_hidden: bool,
    pub(crate) shape: Shape,
}

/// What a value looks like.
#[derive(Clone, Serialize, Deserialize)]
#[serde(tag = "is", content = "of", rename_all = "snake_case")]
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
    StringEnum(Vec<String>),
    /// Known words, and whatever else may come.
    OpenStringEnum(Vec<String>),
    Optional(Box<Shape>),
    List(Box<Shape>),
    Dictionary(Box<Shape>),
}

/// An operation.
#[derive(Serialize)]
pub(crate) struct Operation {
    name: &'static str,
    kind: OperationKind,
    takes_access_token: bool,
    documentation: &'static str,
    /// The type of its request; `None` where it takes nothing.
    request: Option<String>,
    /// Its request is what another operation gave.
    request_comes_back: bool,
    /// Of a bill that of one row.
    reply: Shape,
    /// Of a bill that of its end.
    end: Option<Shape>,
}

/// Types that users do not see.
const INTERNAL: [&str; 6] =
    ["ErrorDetails", "HandledNotification", "RequestRecord", "HeaderRecord", "Text", "NoArguments"];

impl Type {
    /// Whether it is a union with a branch of this name.
    pub(crate) fn has_branch(&self, name: &str) -> bool {
        matches!(&self.definition, Definition::Union { branches } if branches.iter().any(|branch| branch.name() == name))
    }

    /// As it is given.
    pub(crate) fn given(&self) -> &Definition {
        self.looser.as_ref().unwrap_or(&self.definition)
    }
}

impl Form {
    pub(crate) fn read() -> Self {
        let schemas = schemas();
        let [moments, days] = schemas.time_fields();
        let mut values = BTreeSet::new();
        schemas.given.values().chain(schemas.replies.values()).for_each(|schema| words(schema, &mut values));
        let names: BTreeSet<&String> = schemas.given.keys().chain(schemas.replies.keys()).collect();
        Self {
            types: names.into_iter().map(|name| named_type(name, &schemas)).collect(),
            operations: schemas.operations.iter().map(|schema| operation(schema, &schemas)).collect(),
            hidden: schemas.hidden_fields(),
            moments,
            days,
            values,
        }
    }

    /// Whether a union has a branch of this name, which may hide the type of the same name.
    pub(crate) fn is_branch(&self, name: &str) -> bool {
        self.types.iter().any(|known| known.has_branch(name))
    }

    /// The type of this name.
    pub(crate) fn named(&self, name: &str) -> &Type {
        self.types.iter().find(|known| known.name == name).unwrap_or_else(|| panic!("no type is {name}"))
    }
}

impl Branch {
    pub(crate) fn name(&self) -> String {
        pascal(self.tag.as_ref().map_or_else(|| self.fields[0].name.as_str(), |tag| tag.word.as_str()))
    }
}

fn operation(schema: &OperationSchema, schemas: &Schemas) -> Operation {
    let Shape::Named(request) = shape(&schema.arguments) else { panic!("arguments are a named record") };
    Operation {
        name: schema.name,
        kind: schema.kind,
        takes_access_token: schema.takes_access_token,
        documentation: schema.documentation,
        request_comes_back: schemas.replies.contains_key(&request) && request != "NoArguments",
        request: (request != "NoArguments").then_some(request),
        reply: shape(&schema.reply),
        end: schema.end.as_ref().map(shape),
    }
}

fn named_type(name: &str, schemas: &Schemas) -> Type {
    let (given, reply) = (schemas.given.get(name), schemas.replies.get(name));
    let schema = reply.or(given).expect("a type is of one of the sides");
    Type {
        name: name.to_owned(),
        documentation: documentation(schema),
        is_given: given.is_some(),
        is_reply: reply.is_some(),
        is_internal: INTERNAL.contains(&name),
        definition: definition(schema),
        looser: given
            .filter(|given| reply.is_some() && given["additionalProperties"] == false)
            .map(definition),
        tag: None,
    }
}

fn definition(schema: &Value) -> Definition {
    if let Some(branches) = schema["oneOf"].as_array().filter(|branches| !branches.iter().all(is_word)) {
        return Definition::Union { branches: branches.iter().map(branch).collect() };
    }
    if schema["type"] == "object" && !schema["additionalProperties"].is_object() {
        return Definition::Record { fields: fields(schema) };
    }
    match shape(schema) {
        Shape::StringEnum(words) => {
            Definition::StringEnum { words: words.clone(), shape: Shape::StringEnum(words) }
        }
        shape => Definition::Alias { shape },
    }
}

fn branch(schema: &Value) -> Branch {
    let is_tag = |field: &Field| matches!(&field.shape, Shape::StringEnum(words) if words.len() == 1);
    let (mut tags, mut fields): (Vec<_>, Vec<_>) = fields(schema).into_iter().partition(is_tag);
    // A branch of one value is explained as a whole.
    fields
        .iter_mut()
        .filter(|field| field.documentation.is_empty())
        .for_each(|field| field.documentation = text(schema));
    let tag = tags.pop().map(|field| match field.shape {
        Shape::StringEnum(mut words) => Tag { field: field.name, word: words.remove(0) },
        _ => unreachable!("a tag is a word"),
    });
    Branch { documentation: text(schema), tag, base: referred(schema), fields }
}

/// The doc comment of a type. Its words are explained where they are listed.
fn documentation(schema: &Value) -> String {
    let mut out = text(schema);
    for branch in schema["oneOf"].as_array().into_iter().flatten() {
        if let (Some(word), Some(meaning)) = (branch["const"].as_str(), branch["description"].as_str()) {
            out.push_str(&format!("\n- `{word}`: {}", meaning.replace('\n', " ")));
        }
    }
    out
}

fn text(schema: &Value) -> String {
    schema["description"].as_str().unwrap_or_default().to_owned()
}

/// The fields, required ones first.
fn fields(schema: &Value) -> Vec<Field> {
    let required = texts(&schema["required"]);
    let properties = schema["properties"].as_object().into_iter().flatten();
    let field = |(name, schema): (&String, &Value)| Field {
        name: name.clone(),
        documentation: text(schema),
        // Requests are read with defaults, so that a check names what is missing; a mark says what is needed.
        is_required: required.contains(name) || Schemas::is_required(schema),
        is_hidden: Schemas::is_hidden(schema),
        shape: shape(schema),
    };
    let mut fields: Vec<Field> = properties.map(field).collect();
    fields.sort_by_key(|field| !field.is_required);
    fields
}

fn shape(schema: &Value) -> Shape {
    if let Some(name) = referred(schema) {
        return Shape::Named(name);
    }
    if let Some(word) = schema["const"].as_str() {
        return Shape::StringEnum(vec![word.to_owned()]);
    }
    if schema["enum"].is_array() {
        return Shape::StringEnum(texts(&schema["enum"]));
    }
    if let Some(branches) = schema["anyOf"].as_array() {
        return either(branches);
    }
    if let Some(branches) = schema["oneOf"].as_array() {
        return Shape::StringEnum(
            branches.iter().filter_map(|branch| branch["const"].as_str().map(str::to_owned)).collect(),
        );
    }
    if let Value::Array(types) = &schema["type"] {
        let mut inner = schema.clone();
        inner["type"] = types.iter().find(|name| *name != "null").cloned().unwrap_or_default();
        return Shape::Optional(Box::new(shape(&inner)));
    }
    match (schema["type"].as_str(), schema["x-time"].as_str()) {
        (Some("string"), Some("moment")) => Shape::Moment,
        (Some("string"), Some("day")) => Shape::Day,
        (Some("string"), _) => Shape::Text,
        (Some("integer"), _) => Shape::Integer,
        (Some("boolean"), _) => Shape::Boolean,
        (Some("null"), _) => Shape::Nothing,
        (Some("array"), _) => Shape::List(Box::new(shape(&schema["items"]))),
        (Some("object"), _) => Shape::Dictionary(Box::new(shape(&schema["additionalProperties"]))),
        _ => panic!("this schema is of no known form: {schema}"),
    }
}

fn either(branches: &[Value]) -> Shape {
    let (nothing, rest): (Vec<_>, Vec<_>) = branches.iter().partition(|branch| branch["type"] == "null");
    match (rest.as_slice(), nothing.is_empty()) {
        ([one], false) => Shape::Optional(Box::new(shape(one))),
        ([words, any], true) if words["enum"].is_array() && any["type"] == "string" => {
            Shape::OpenStringEnum(texts(&words["enum"]))
        }
        _ => panic!("no language has a type for {branches:?}"),
    }
}

fn referred(schema: &Value) -> Option<String> {
    schema["$ref"].as_str()?.rsplit('/').next().map(str::to_owned)
}

fn is_word(schema: &Value) -> bool {
    schema["const"].is_string()
}

fn texts(values: &Value) -> Vec<String> {
    values.as_array().into_iter().flatten().filter_map(Value::as_str).map(str::to_owned).collect()
}

/// The words that stand for values anywhere in the schema.
fn words(schema: &Value, found: &mut BTreeSet<String>) {
    match schema {
        Value::Object(items) => {
            found.extend(texts(&schema["enum"]));
            found.extend(schema["const"].as_str().map(str::to_owned));
            items.values().for_each(|item| words(item, found));
        }
        Value::Array(items) => items.iter().for_each(|item| words(item, found)),
        _ => {}
    }
}
