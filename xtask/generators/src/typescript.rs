//! TypeScript: interfaces in camelCase.

use std::collections::BTreeSet;

use qq_wxpay::bridge::{FieldCase, Schemas};
use serde_json::Value;

use super::documentation::{Manner, translate};
use super::shape::{Field, Shape, documentation, shape, values};

const HEAD: &str = "// Written by `cargo xtask generate` from the models in Rust. Do not edit.\n";

fn camel(name: &str) -> String {
    FieldCase::Camel.name(name)
}

/// Writes the types of a schema.
pub(super) struct TypeScript<'a> {
    schemas: &'a Schemas,
    manner: Manner,
}

impl<'a> TypeScript<'a> {
    pub(super) fn new(schemas: &'a Schemas) -> Self {
        let mut words = BTreeSet::new();
        schemas.given.values().chain(schemas.replies.values()).for_each(|schema| values(schema, &mut words));
        Self { schemas, manner: Manner { name: camel, nothing: "null", values: words } }
    }

    /// The fields that no printed value shows.
    pub(super) fn hidden_fields(&self) -> String {
        let names: String =
            self.schemas.hidden_fields().iter().map(|field| format!("  '{}',\n", camel(field))).collect();
        format!(
            "{HEAD}'use strict';\n\n/** The payer, secrets, links. */\nmodule.exports = new Set([\n{names}]);\n"
        )
    }

    /// The fields that take a `Date`.
    pub(super) fn time_fields(&self) -> String {
        let [moments, days] = self.schemas.time_fields().map(|names| {
            let names: Vec<String> = names.iter().map(|field| format!("'{}'", camel(field))).collect();
            format!("new Set([{}])", names.join(", "))
        });
        format!(
            "{HEAD}'use strict';\n\n/** Fields that take an instant, and fields that take a day. */\nmodule.exports = {{ MOMENTS: {moments}, DAYS: {days} }};\n"
        )
    }

    /// Every type.
    pub(super) fn models(&self) -> String {
        let schemas = self.schemas;
        let mut out = HEAD.to_owned();
        // What goes wrong inside a reply is an error of the package, as what is thrown.
        out.push_str("\nimport type { QqWxPayError } from '../index.js';\n");
        let given = schemas.given.iter().filter(|(name, schema)| {
            // What is made to be given is looser than what comes back; what only comes back as it is stays as it comes.
            !schemas.replies.contains_key(*name) || schema["additionalProperties"] == false
        });
        let replies = schemas.replies.iter().filter(|(name, _)| {
            !schemas.given.get(*name).is_some_and(|given| given["additionalProperties"] == false)
        });
        let mut all: Vec<(&String, &Value)> = given.chain(replies).collect();
        all.sort_by_key(|(name, _)| name.as_str());
        for (name, schema) in all {
            out.push('\n');
            self.comment(&mut out, &documentation(schema), "");
            match shape(schema) {
                Shape::Record(fields) => {
                    out.push_str(&format!("export interface {name} {{\n"));
                    self.write_fields(&mut out, &fields, "  ");
                    out.push_str("}\n");
                }
                Shape::Union(branches) => {
                    out.push_str(&format!("export type {name} =\n"));
                    let last = branches.len() - 1;
                    for (index, (text, branch)) in branches.iter().enumerate() {
                        self.comment(&mut out, text, "  ");
                        let end = if index == last { ";" } else { "" };
                        out.push_str(&format!("  | {}{end}\n", self.written(branch, "  ")));
                    }
                }
                other => out.push_str(&format!("export type {name} = {};\n", self.written(&other, ""))),
            }
        }
        out
    }

    fn write_fields(&self, out: &mut String, fields: &[Field], indent: &str) {
        for field in fields {
            self.comment(out, &field.documentation, indent);
            let mark = if field.is_required { "" } else { "?" };
            out.push_str(&format!(
                "{indent}{}{mark}: {};\n",
                camel(&field.name),
                self.written(&field.shape, indent)
            ));
        }
    }

    fn written(&self, shape: &Shape, indent: &str) -> String {
        let words =
            |words: &[String]| words.iter().map(|word| format!("'{word}'")).collect::<Vec<_>>().join(" | ");
        match shape {
            Shape::Text => "string".to_owned(),
            Shape::Moment | Shape::Day => "string | Date".to_owned(),
            Shape::Integer => "number".to_owned(),
            Shape::Boolean => "boolean".to_owned(),
            Shape::Nothing => "null".to_owned(),
            Shape::Named(name) if name == "ErrorDetails" => "QqWxPayError".to_owned(),
            Shape::Named(name) => name.clone(),
            Shape::Words(list) => words(list),
            // The intersection keeps editors offering the known words.
            Shape::OpenWords(list) => format!("{} | (string & {{}})", words(list)),
            Shape::Optional(inner) => format!("{} | null", self.written(inner, indent)),
            Shape::List(inner) => format!("Array<{}>", self.written(inner, indent)),
            Shape::Dictionary(inner) => format!("Record<string, {}>", self.written(inner, indent)),
            Shape::Record(fields) => self.record(fields, indent),
            Shape::Extended(name, fields) => format!("({name} & {})", self.record(fields, indent)),
            Shape::Union(branches) => {
                let branches: Vec<String> =
                    branches.iter().map(|(_, branch)| self.written(branch, indent)).collect();
                branches.join(" | ")
            }
        }
    }

    fn record(&self, fields: &[Field], indent: &str) -> String {
        let mut out = "{\n".to_owned();
        self.write_fields(&mut out, fields, &format!("{indent}  "));
        out.push_str(&format!("{indent}}}"));
        out
    }

    fn comment(&self, out: &mut String, text: &str, indent: &str) {
        match translate(text, &self.manner).as_slice() {
            [] => {}
            [line] => out.push_str(&format!("{indent}/** {line} */\n")),
            lines => {
                out.push_str(&format!("{indent}/**\n"));
                for line in lines {
                    out.push_str(format!("{indent} * {line}").trim_end());
                    out.push('\n');
                }
                out.push_str(&format!("{indent} */\n"));
            }
        }
    }
}
