//! Python: keyword arguments as typed dictionaries, replies as frozen classes, the facade in two forms.

mod layout;
mod methods;

use std::collections::BTreeSet;

use qq_wxpay::bridge::Schemas;
use serde_json::Value;

use crate::documentation::{Manner, translate};
use crate::naming::{hidden, snake, tag};
use crate::shape::{Field, Shape, documentation, shape, values};
use layout::{WIDTH, all, branch_name, inherited, wrapped};

pub(super) const HEAD: &str = "# Written by `cargo xtask generate` from the models in Rust. Do not edit.\n";

/// Writes the Python of a schema.
pub(super) struct Python<'a> {
    pub(super) schemas: &'a Schemas,
    manner: Manner,
}

impl<'a> Python<'a> {
    pub(super) fn new(schemas: &'a Schemas) -> Self {
        let mut words = BTreeSet::new();
        schemas.given.values().chain(schemas.replies.values()).for_each(|schema| values(schema, &mut words));
        Self { schemas, manner: Manner { name: str::to_owned, nothing: "None", values: words } }
    }

    /// The fields that `repr` does not show.
    pub(super) fn hidden_fields(&self) -> String {
        let names: Vec<String> =
            self.schemas.hidden_fields().iter().map(|name| format!("\"{name}\"")).collect();
        let text = "The payer, secrets, links: fields that no repr shows.";
        format!("{HEAD}\"\"\"{text}\"\"\"\n\n{}", wrapped("HIDDEN = frozenset([", &names, "])"))
    }

    /// The fields that take a `datetime` or a `date`.
    pub(super) fn time_fields(&self) -> String {
        let [moments, days] = self.schemas.time_fields().map(|names| {
            let names: Vec<String> = names.iter().map(|name| format!("\"{name}\"")).collect();
            wrapped("frozenset([", &names, "])")
        });
        format!(
            "{HEAD}\"\"\"Fields that take an instant, and fields that take a day.\"\"\"\n\nMOMENTS = {moments}\nDAYS = {days}"
        )
    }

    /// The types that are given: dictionaries, as they are written in a call.
    pub(super) fn requests(&self) -> String {
        let own: Vec<(&String, &Value)> = self
            .schemas
            .given
            .iter()
            .filter(|(name, _)| !self.is_reply(name) && *name != "NoArguments")
            .collect();
        let mut out = format!(
            "{HEAD}\"\"\"What is given to a call. Every field is explained; amounts are whole fen.\"\"\"\n\nfrom __future__ import annotations\n\nfrom datetime import date, datetime\nfrom typing import List, Optional, TypedDict, Union\n\nfrom ._compatibility import Literal\nfrom . import _replies as replies\n"
        );
        let mut names: Vec<&str> = own.iter().map(|(name, _)| name.as_str()).collect();
        names.sort_unstable();
        out.push_str(&all(&names));
        // What is named in an alias must stand before it.
        for words in [true, false] {
            for (name, schema) in &own {
                match (words, shape(schema)) {
                    (false, Shape::Record(fields)) => self.typed_dictionary(&mut out, name, schema, &fields),
                    (false, Shape::Union(branches)) => {
                        let fields = branches.into_iter().flat_map(|(text, branch)| match branch {
                            Shape::Record(fields) => fields
                                .into_iter()
                                .map(|field| Field {
                                    documentation: text.clone(),
                                    is_required: false,
                                    ..field
                                })
                                .collect(),
                            _ => Vec::new(),
                        });
                        self.typed_dictionary(&mut out, name, schema, &fields.collect::<Vec<_>>());
                    }
                    (true, Shape::Record(_) | Shape::Union(_)) => {}
                    (true, alias) => self.alias(&mut out, name, schema, &alias, "replies."),
                    (false, _) => {}
                }
            }
        }
        out
    }

    /// The types that come back: frozen classes.
    pub(super) fn replies(&self) -> String {
        let mut out = format!(
            "{HEAD}\"\"\"What comes back. The classes are frozen; their `repr` shows no secret and no payer.\"\"\"\n\nfrom __future__ import annotations\n\nfrom typing import Any, ClassVar, Dict, List, Optional, Tuple, Union\n\nfrom ._compatibility import Literal\nfrom ._errors import QqWxPayError\nfrom ._record import Record, read_any, read_error, read_list\n"
        );
        let replies: Vec<(&String, Shape, &Value)> = (self.schemas.replies.iter())
            .filter(|(name, _)| !hidden(name))
            .map(|(name, schema)| (name, shape(schema), schema))
            .collect();
        let mut names = Vec::new();
        for (name, shape, _) in &replies {
            names.push((*name).clone());
            if let Shape::Union(branches) = shape {
                names.extend(branches.iter().map(|(_, branch)| branch_name(name, branch)));
            }
        }
        names.sort();
        out.push_str(&all(&names.iter().map(String::as_str).collect::<Vec<_>>()));
        for (name, shape, schema) in &replies {
            if !matches!(shape, Shape::Record(_) | Shape::Union(_)) {
                self.alias(&mut out, name, schema, shape, "");
            }
        }
        let mut tables = String::new();
        for (name, shape, schema) in &replies {
            if let Shape::Record(fields) = shape {
                self.class(&mut out, &mut tables, name, "Record", &documentation(schema), fields);
            }
        }
        let mut functions = String::new();
        for (name, shape, schema) in &replies {
            let Shape::Union(branches) = shape else { continue };
            let mut classes = Vec::new();
            for (text, branch) in branches {
                let class = branch_name(name, branch);
                match branch {
                    Shape::Record(fields) => {
                        self.class(&mut out, &mut tables, &class, "Record", text, fields)
                    }
                    Shape::Extended(base, fields) => {
                        self.class(&mut out, &mut tables, &class, base, text, fields)
                    }
                    _ => panic!("no class for a branch of {name}"),
                }
                classes.push((tag(branch), class));
            }
            let list: Vec<String> = classes.iter().map(|(_, class)| class.clone()).collect();
            out.push_str(&format!("\n\n{}", wrapped(&format!("{name} = Union["), &list, "]")));
            self.docstring(&mut out, &documentation(schema), "");
            let tags: Vec<String> =
                classes.iter().map(|((_, word), class)| format!("\"{word}\": {class}")).collect();
            functions.push_str(&format!(
                "\n\ndef read_{}(value: Any) -> {name}:\n    made: {name} = read_any(value, \"{}\", _{name})\n    return made\n\n\n{}",
                snake(name),
                classes[0].0.0,
                wrapped(&format!("_{name} = {{"), &tags, "}"),
            ));
        }
        out + &functions + "\n" + &tables
    }

    fn class(
        &self,
        out: &mut String,
        tables: &mut String,
        name: &str,
        base: &str,
        text: &str,
        fields: &[Field],
    ) {
        out.push_str(&format!("\n\nclass {name}({base}):\n"));
        self.docstring(out, text, "    ");
        for field in fields {
            let written = self.written(&field.shape, "");
            let default = match &field.shape {
                Shape::Optional(_) => " = None".to_owned(),
                Shape::Words(words) if words.len() == 1 => format!(" = \"{}\"", words[0]),
                _ => String::new(),
            };
            // A word of Python itself.
            let mark = if field.name == "from" { "_" } else { "" };
            out.push_str(&format!("\n    {}{mark}: {written}{default}\n", field.name));
            self.docstring(out, &field.documentation, "    ");
        }
        let readers: Vec<String> = fields
            .iter()
            .filter_map(|field| Some(format!("\"{}\": {}", field.name, self.reader(&field.shape, "")?)))
            .collect();
        let mut order: Vec<String> = fields.iter().map(|field| format!("\"{}\"", field.name)).collect();
        if base != "Record" {
            order.insert(0, format!("*{base}._fields"));
        }
        let comma = if order.len() == 1 { "," } else { "" };
        out.push_str(&wrapped("    _fields: ClassVar[Tuple[str, ...]] = (", &order, &format!("{comma})")));
        if !readers.is_empty() {
            tables.push_str(&wrapped(&format!("{name}._readers = {{"), &inherited(base, readers), "}"));
        }
    }

    fn typed_dictionary(&self, out: &mut String, name: &str, schema: &Value, fields: &[Field]) {
        if fields.iter().any(|field| field.name == "from") {
            return self.called_dictionary(out, name, schema, fields);
        }
        let (required, optional): (Vec<_>, Vec<_>) = fields.iter().partition(|field| field.is_required);
        let base = if required.is_empty() {
            "TypedDict, total=False".to_owned()
        } else if optional.is_empty() {
            "TypedDict".to_owned()
        } else {
            out.push_str(&format!("\n\nclass _{name}(TypedDict):\n"));
            self.dictionary_fields(out, &required);
            format!("_{name}, total=False")
        };
        out.push_str(&format!("\n\nclass {name}({base}):\n"));
        self.docstring(out, &documentation(schema), "    ");
        let rest =
            if required.is_empty() || optional.is_empty() { fields.iter().collect() } else { optional };
        self.dictionary_fields(out, &rest);
    }

    /// The same for names that Python does not let stand in a class.
    fn called_dictionary(&self, out: &mut String, name: &str, schema: &Value, fields: &[Field]) {
        let mut bases = Vec::new();
        for (part, is_required) in [("Required", true), ("Optional", false)] {
            let of_part = fields.iter().filter(|field| field.is_required == is_required);
            let items: Vec<String> = of_part
                .map(|field| {
                    format!("\"{}\": \"{}\"", field.name, self.written(&field.shape, "?").replace('"', "'"))
                })
                .collect();
            let base = format!("_{name}{part}");
            let total = if is_required { "" } else { ", total=False" };
            out.push_str(&format!(
                "\n\n{}",
                wrapped(&format!("{base} = TypedDict(\"{base}\", {{"), &items, &format!("}}{total})"))
            ));
            bases.push(base);
        }
        out.push_str(&format!("\n\nclass {name}({}):\n", bases.join(", ")));
        let fields = fields.iter().map(|field| format!("- `{}`: {}", field.name, field.documentation));
        let text = format!("{}\n\n{}", documentation(schema), fields.collect::<Vec<_>>().join("\n"));
        self.docstring(out, &text, "    ");
    }

    fn dictionary_fields(&self, out: &mut String, fields: &[&Field]) {
        for field in fields {
            out.push_str(&format!("\n    {}: {}\n", field.name, self.written(&field.shape, "?")));
            self.docstring(out, &field.documentation, "    ");
        }
    }

    fn alias(&self, out: &mut String, name: &str, schema: &Value, shape: &Shape, prefix: &str) {
        out.push_str(&format!("\n\n{name} = {}\n", self.written(shape, prefix)));
        self.docstring(out, &documentation(schema), "");
    }

    /// A type. `prefix` leads to the replies; `?` says that a name may be of either side.
    pub(super) fn written(&self, shape: &Shape, prefix: &str) -> String {
        let words =
            |words: &[String]| words.iter().map(|word| format!("\"{word}\"")).collect::<Vec<_>>().join(", ");
        match shape {
            Shape::Text => "str".to_owned(),
            Shape::Moment => "Union[str, datetime]".to_owned(),
            Shape::Day => "Union[str, date]".to_owned(),
            Shape::Integer => "int".to_owned(),
            Shape::Boolean => "bool".to_owned(),
            Shape::Nothing => "None".to_owned(),
            Shape::Named(name) if name == "ErrorDetails" => "QqWxPayError".to_owned(),
            Shape::Named(name) if prefix == "?" && !self.is_reply(name) => name.clone(),
            Shape::Named(name) if prefix == "?" => format!("replies.{name}"),
            Shape::Named(name) => format!("{prefix}{name}"),
            Shape::Words(list) => format!("Literal[{}]", words(list)),
            Shape::OpenWords(list) => format!("Union[Literal[{}], str]", words(list)),
            Shape::Optional(inner) => format!("Optional[{}]", self.written(inner, prefix)),
            Shape::List(inner) => format!("List[{}]", self.written(inner, prefix)),
            Shape::Dictionary(inner) => format!("Dict[str, {}]", self.written(inner, prefix)),
            Shape::Record(_) | Shape::Extended(..) | Shape::Union(_) => {
                panic!("a record within a record has a name")
            }
        }
    }

    /// The function that makes a value of what JSON gives; `None` where that is the value itself.
    pub(super) fn reader(&self, given: &Shape, prefix: &str) -> Option<String> {
        match given {
            Shape::Named(name) if name == "ErrorDetails" => Some("read_error".to_owned()),
            Shape::Named(name) => match shape(self.schemas.replies.get(name)?) {
                Shape::Record(_) => Some(format!("{prefix}{name}._read")),
                Shape::Union(_) => Some(format!("{prefix}read_{}", snake(name))),
                _ => None,
            },
            Shape::Optional(inner) => self.reader(inner, prefix),
            Shape::List(inner) => Some(format!("read_list({})", self.reader(inner, prefix)?)),
            _ => None,
        }
    }

    /// Whether a type comes back; then its class is the type, also where it is given.
    pub(super) fn is_reply(&self, name: &str) -> bool {
        self.schemas.replies.contains_key(name) && !hidden(name)
    }

    pub(super) fn docstring(&self, out: &mut String, text: &str, indent: &str) {
        let lines = translate(text, &self.manner);
        let lines: Vec<String> =
            lines.iter().map(|line| line.replace('\\', "\\\\").replace("\"\"\"", "'''")).collect();
        match lines.as_slice() {
            [] => {}
            [line] if line.len() + indent.len() + 6 <= WIDTH => {
                out.push_str(&format!("{indent}\"\"\"{line}\"\"\"\n"))
            }
            lines => {
                out.push_str(&format!("{indent}\"\"\""));
                for (index, line) in lines.iter().enumerate() {
                    let indent = if index == 0 { "" } else { indent };
                    out.push_str(format!("{indent}{line}").trim_end());
                    out.push('\n');
                }
                out.push_str(&format!("{indent}\"\"\"\n"));
            }
        }
    }
}
