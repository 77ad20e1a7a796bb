//! Ruby: frozen classes for what comes back.

mod methods;
mod signatures;

use std::collections::BTreeSet;

use qq_wxpay::bridge::Schemas;
use serde_json::Value;

use crate::documentation::{Manner, translate};
use crate::naming::{capitalised, hidden, tag};
use crate::shape::{Field, Shape, documentation, shape, values};

pub(super) const HEAD: &str = "# frozen_string_literal: true\n\n# Written by `cargo xtask generate` from the models in Rust. Do not edit.\n";

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

/// Writes the Ruby of a schema.
pub(super) struct Ruby<'a> {
    pub(super) schemas: &'a Schemas,
    manner: Manner,
}

impl<'a> Ruby<'a> {
    pub(super) fn new(schemas: &'a Schemas) -> Self {
        let mut words = BTreeSet::new();
        schemas.given.values().chain(schemas.replies.values()).for_each(|schema| values(schema, &mut words));
        Self { schemas, manner: Manner { name: str::to_owned, nothing: "nil", values: words } }
    }

    /// The types that come back.
    pub(super) fn replies(&self) -> String {
        let secret = self.schemas.hidden_fields();
        let [moments, days] =
            self.schemas.time_fields().map(|names| names.into_iter().collect::<Vec<_>>().join(" "));
        let fields: Vec<String> = secret.iter().map(|field| format!("    {field}\n")).collect();
        let mut out = format!(
            "{HEAD}\nmodule QqWxPay\n  # The payer, secrets, links: fields that `inspect` never shows.\n  HIDDEN = %i[\n{}  ].freeze\n  private_constant :HIDDEN\n\n  # Fields that take an instant, and fields that take a day.\n  MOMENTS = %i[{moments}].freeze\n  DAYS = %i[{days}].freeze\n  private_constant :MOMENTS, :DAYS\n",
            fields.concat()
        );
        let shown = self.schemas.replies.iter().filter(|(name, _)| !hidden(name));
        let replies: Vec<(&String, Shape, &Value)> =
            shown.map(|(name, schema)| (name, shape(schema), schema)).collect();
        for (name, shape, schema) in &replies {
            if let Shape::Record(fields) = shape {
                self.class(&mut out, name, "Record", &documentation(schema), fields, "  ");
            }
        }
        // A branch may be a record with more fields, which must be known by then.
        for (name, shape, schema) in &replies {
            if let Shape::Union(branches) = shape {
                self.union(&mut out, name, &documentation(schema), branches);
            }
        }
        out + "end\n"
    }

    fn union(&self, out: &mut String, name: &str, text: &str, branches: &[(String, Shape)]) {
        out.push('\n');
        self.comment(out, text, "  ");
        out.push_str(&format!("  module {name}\n"));
        let mut cases = Vec::new();
        for (index, (text, branch)) in branches.iter().enumerate() {
            let (base, fields) = match branch {
                Shape::Record(fields) => ("Record", fields),
                Shape::Extended(base, fields) => (base.as_str(), fields),
                _ => panic!("no class for a branch of {name}"),
            };
            let (_, word) = tag(branch);
            let class: String = word.split('_').map(capitalised).collect();
            let mut written = String::new();
            self.class(&mut written, &class, &format!("QqWxPay::{base}"), text, fields, "    ");
            let line = format!("    class {class} < QqWxPay::{base}\n");
            let written = written.replacen(&line, &format!("{line}      include {name}\n\n"), 1);
            out.push_str(if index == 0 { written.trim_start_matches('\n') } else { &written });
            cases.push(format!("      \"{word}\" => {class},\n"));
        }
        let field = tag(&branches[0].1).0;
        out.push_str(&format!(
            "\n    CLASSES = {{\n{}    }}.freeze\n    private_constant :CLASSES\n\n    # @api private\n    def self.read(json)\n      CLASSES.fetch(json.fetch(:{field})).read(json)\n    end\n  end\n",
            cases.concat()
        ));
    }

    fn class(&self, out: &mut String, name: &str, base: &str, text: &str, fields: &[Field], indent: &str) {
        out.push('\n');
        self.comment(out, text, indent);
        out.push_str(&format!("{indent}class {name} < {base}\n"));
        for field in fields {
            assert!(!TAKEN.contains(&field.name.as_str()), "every object of Ruby has `{}`", field.name);
            self.comment(out, &field.documentation, &format!("{indent}  "));
            out.push_str(&format!(
                "{indent}  # @return [{}]\n{indent}  attr_reader :{}\n\n",
                self.written(&field.shape),
                field.name
            ));
        }
        let whole = |fields: Vec<String>| fields.join(", ");
        let names = whole(fields.iter().map(|field| field.name.clone()).collect());
        let readers = fields.iter().filter_map(|field| {
            Some(format!("{}: {}", field.name, self.reader(&field.shape).map(|reader| lambda(&reader))?))
        });
        let readers = whole(readers.collect());
        let defaults = whole(fields.iter().filter_map(default).collect());
        out.push_str(&format!("{indent}  fields %i[{}]", names.replace(',', "")));
        if !readers.is_empty() {
            out.push_str(&format!(",\n{indent}         readers: {{ {readers} }}"));
        }
        if !defaults.is_empty() {
            out.push_str(&format!(",\n{indent}         defaults: {{ {defaults} }}"));
        }
        out.push_str(&format!("\n{indent}end\n"));
    }

    /// A type as the documentation says it.
    pub(super) fn written(&self, given: &Shape) -> String {
        match given {
            Shape::Text => "String".to_owned(),
            Shape::Moment => "String, Time, DateTime".to_owned(),
            Shape::Day => "String, Date, Time".to_owned(),
            Shape::Words(words) | Shape::OpenWords(words) => {
                let words: Vec<String> = words.iter().map(|word| format!("\"{word}\"")).collect();
                if matches!(given, Shape::Words(_)) {
                    words.join(", ")
                } else {
                    format!("{}, String", words.join(", "))
                }
            }
            Shape::Integer => "Integer".to_owned(),
            Shape::Boolean => "Boolean".to_owned(),
            Shape::Nothing => "nil".to_owned(),
            Shape::Named(name) if name == "ErrorDetails" => "Error".to_owned(),
            Shape::Named(name) => match self.schemas.replies.get(name).map(shape) {
                Some(Shape::Record(_) | Shape::Union(_)) if !hidden(name) => name.clone(),
                Some(Shape::Record(_) | Shape::Union(_)) => "Hash".to_owned(),
                Some(alias) => self.written(&alias),
                None => match self.schemas.given.get(name).map(shape) {
                    Some(Shape::Record(_) | Shape::Union(_)) | None => "Hash".to_owned(),
                    Some(alias) => self.written(&alias),
                },
            },
            Shape::Optional(inner) => format!("{}, nil", self.written(inner)),
            Shape::List(inner) => format!("Array<{}>", self.written(inner)),
            Shape::Dictionary(inner) => format!("Hash{{String => {}}}", self.written(inner)),
            Shape::Record(_) | Shape::Extended(..) | Shape::Union(_) => {
                panic!("a record within a record has a name")
            }
        }
    }

    /// What makes the value of `json`; `None` where that is the value itself.
    pub(super) fn reader(&self, given: &Shape) -> Option<String> {
        match given {
            Shape::Named(name) if name == "ErrorDetails" => Some("QqWxPay::Error.read(json)".to_owned()),
            Shape::Named(name) => match shape(self.schemas.replies.get(name)?) {
                Shape::Record(_) | Shape::Union(_) => Some(format!("QqWxPay::{name}.read(json)")),
                _ => None,
            },
            Shape::Optional(inner) => self.reader(inner),
            Shape::List(inner) => {
                Some(format!("json.map {{ |item| {} }}", self.reader(inner)?.replace("json", "item")))
            }
            _ => None,
        }
    }

    pub(super) fn comment(&self, out: &mut String, text: &str, indent: &str) {
        for line in translate(text, &self.manner) {
            out.push_str(format!("{indent}# {line}").trim_end());
            out.push('\n');
        }
    }

    /// A text on one line.
    pub(super) fn line(&self, text: &str) -> String {
        translate(text, &self.manner).join(" ")
    }
}

pub(super) fn lambda(body: &str) -> String {
    format!("->(json) {{ {body} }}")
}

/// The value of a field that may be left out by whoever makes an object.
fn default(field: &Field) -> Option<String> {
    match &field.shape {
        Shape::Optional(_) => Some(format!("{}: nil", field.name)),
        Shape::Words(words) if words.len() == 1 => Some(format!("{}: \"{}\"", field.name, words[0])),
        _ => None,
    }
}
