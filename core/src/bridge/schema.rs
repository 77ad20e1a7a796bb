//! The schema of everything that goes over the border, for the generators of each language's types.

use std::collections::BTreeSet;

use schemars::generate::SchemaSettings;
use schemars::{JsonSchema, Schema, SchemaGenerator};
use serde_json::{Map, Value};

use super::operations::operations;
use super::prepared::RequestRecord;
use super::{HandledRecord, OperationKind};
use crate::client::Event;
use crate::config::Settings;
use crate::error::Error;
use crate::model::Expected;
use crate::notify::ShopEvent;

/// The mark of a field that a request needs, though it is read with a default so that a check names it.
const REQUIRED_MARK: &str = "x-required";

/// The types of all operations, as JSON Schema 2020-12 with wire names.
#[derive(Clone, Debug)]
pub struct Schemas {
    /// The types that are given: `$defs` by name.
    pub given: Map<String, Value>,
    /// The types that come back: `$defs` by name.
    pub replies: Map<String, Value>,
    /// The operations.
    pub operations: Vec<OperationSchema>,
}

/// An operation and its types.
#[derive(Clone, Debug)]
pub struct OperationSchema {
    /// Its name, `snake_case`.
    pub name: &'static str,
    /// How it is run.
    pub kind: OperationKind,
    /// Whether it can be prepared with QQ's access token.
    pub takes_access_token: bool,
    /// What it does.
    pub documentation: &'static str,
    /// The schema of its arguments.
    pub arguments: Value,
    /// The schema of its result; of a bill that of one row.
    pub reply: Value,
    /// Of a bill: the schema of its end.
    pub end: Option<Value>,
}

impl Schemas {
    /// Whether a request needs the field that has this schema.
    #[must_use]
    pub fn is_required(field: &Value) -> bool {
        field[REQUIRED_MARK] == true
    }

    /// The names of the fields that take an instant, and of those that take a day.
    #[must_use]
    pub fn time_fields(&self) -> [BTreeSet<String>; 2] {
        ["moment", "day"].map(|kind| self.fields(&|field| field["x-time"] == kind))
    }

    pub(super) fn fields(&self, is_wanted: &dyn Fn(&Value) -> bool) -> BTreeSet<String> {
        let mut names = BTreeSet::new();
        let schemas = self.given.values().chain(self.replies.values());
        schemas.for_each(|schema| collect(schema, is_wanted, &mut names));
        names
    }
}

/// The names of such fields in a schema and everything in it.
fn collect(schema: &Value, is_wanted: &dyn Fn(&Value) -> bool, names: &mut BTreeSet<String>) {
    let fields = schema["properties"].as_object().into_iter().flatten();
    names.extend(fields.filter(|(_, field)| is_wanted(field)).map(|(name, _)| name.clone()));
    match schema {
        Value::Object(inner) => inner.values().for_each(|inner| collect(inner, is_wanted, names)),
        Value::Array(inner) => inner.iter().for_each(|inner| collect(inner, is_wanted, names)),
        _ => {}
    }
}

/// Writes the schema down.
#[must_use]
pub fn schemas() -> Schemas {
    let mut given = SchemaSettings::draft2020_12().for_deserialize().into_generator();
    let mut replies = SchemaSettings::draft2020_12().for_serialize().into_generator();
    let operations = operations()
        .map(|operation| OperationSchema {
            name: operation.name,
            kind: operation.kind,
            takes_access_token: operation.takes_access_token,
            documentation: operation.documentation,
            arguments: (operation.types.arguments)(&mut given).to_value(),
            reply: (operation.types.reply)(&mut replies).to_value(),
            end: operation.types.end.map(|end| end(&mut replies).to_value()),
        })
        .collect();
    name_types::<(Settings, Expected)>(&mut given);
    name_types::<(Error, HandledRecord<'_>, ShopEvent, RequestRecord, Event)>(&mut replies);
    Schemas { given: given.take_definitions(true), replies: replies.take_definitions(true), operations }
}

/// Takes in types that belong to no operation.
fn name_types<T: JsonSchema>(generator: &mut SchemaGenerator) -> Schema {
    generator.subschema_for::<T>()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::bridge::FieldCase;

    /// The names in a schema and in its branches.
    fn properties(schema: &Value) -> Vec<&String> {
        let branches = schema["oneOf"].as_array().into_iter().flatten();
        let own = schema["properties"].as_object().into_iter().flat_map(Map::keys);
        own.chain(branches.flat_map(properties)).collect()
    }

    #[test]
    fn every_name_survives_the_way_to_camel_case_and_back() {
        let schemas = schemas();
        let definitions = schemas.given.iter().chain(&schemas.replies);
        let all: Vec<_> = definitions
            .flat_map(|(owner, schema)| properties(schema).into_iter().map(move |name| (owner, name)))
            .collect();
        assert!(all.len() > 300, "{}", all.len());
        for (owner, name) in all {
            let there = FieldCase::Camel.json(&Map::from_iter([(name.clone(), Value::from(1))]));
            assert_eq!(*FieldCase::Camel.read(&there), format!("{{\"{name}\":1}}"), "{owner}");
        }
    }

    #[test]
    fn every_field_is_explained() {
        let schemas = schemas();
        for (definitions, side) in [(&schemas.given, "given"), (&schemas.replies, "replies")] {
            for (name, schema) in definitions {
                for (property, schema) in schema["properties"].as_object().into_iter().flatten() {
                    let explained = schema.get("description").is_some() || schema.get("const").is_some();
                    assert!(explained, "{side}: {name}.{property}");
                    let says = schema["description"].as_str().is_some_and(|text| text.ends_with("Required."));
                    assert_eq!(says, Schemas::is_required(schema), "{side}: {name}.{property}");
                }
            }
        }
    }
}
