//! Swift: structs, and enums for what is one of several.

mod methods;
mod records;

use std::collections::BTreeSet;

use qq_wxpay::bridge::{FieldCase, Schemas};
use serde_json::Value;

use crate::documentation::{Manner, translate};
use crate::naming::{camel, hidden, is_tag, tag};
use crate::shape::{Field, Shape, documentation, shape, values};

pub(super) const HEAD: &str = "// Written by `cargo xtask generate` from the models in Rust. Do not edit.\n";

/// Words of Swift that are names only between backquotes.
const KEYWORDS: [&str; 16] = [
    "as", "case", "class", "default", "func", "import", "in", "init", "internal", "is", "operator",
    "private", "public", "repeat", "return", "self",
];

/// A name of Swift.
pub(super) fn name(wire: &str) -> String {
    let name = camel(wire);
    if KEYWORDS.contains(&name.as_str()) { format!("`{name}`") } else { name }
}

/// `NOT_PAID`, `not_paid` and `HMAC-SHA256` as names of cases.
fn case_name(word: &str) -> String {
    name(&word.replace('-', "_").to_lowercase())
}

/// On which side of the border a type is used.
#[derive(Clone, Copy)]
pub(super) struct Uses {
    pub(super) given: bool,
    pub(super) reply: bool,
}

/// Writes the Swift of a schema.
pub(super) struct Swift<'a> {
    pub(super) schemas: &'a Schemas,
    manner: Manner,
}

impl<'a> Swift<'a> {
    pub(super) fn new(schemas: &'a Schemas) -> Self {
        let mut words = BTreeSet::new();
        schemas.given.values().chain(schemas.replies.values()).for_each(|schema| values(schema, &mut words));
        Self { schemas, manner: Manner { name: camel, nothing: "nil", values: words } }
    }

    /// Every type.
    pub(super) fn models(&self) -> String {
        let mut out = HEAD.to_owned();
        let names: BTreeSet<&String> = self.schemas.given.keys().chain(self.schemas.replies.keys()).collect();
        for name in names {
            if hidden(name) {
                continue;
            }
            let given = self.schemas.given.get(name);
            let reply = self.schemas.replies.get(name);
            // What is made to be given is looser than what comes back.
            let schema = given.filter(|_| reply.is_none()).or(reply).expect("a type is of one of the sides");
            let uses = Uses { given: given.is_some(), reply: reply.is_some() };
            self.declare(&mut out, name, schema, uses);
        }
        out
    }

    fn declare(&self, out: &mut String, name: &str, schema: &Value, uses: Uses) {
        out.push('\n');
        self.comment(out, &documentation(schema), "");
        match shape(schema) {
            Shape::Record(fields) => self.record(out, name, &fields, uses),
            Shape::Union(branches) => self.union(out, name, &branches, uses),
            Shape::Words(words) => {
                out.push_str(&format!("public enum {name}: String, CaseIterable, Sendable {{\n"));
                for word in &words {
                    out.push_str(&format!("    case {} = \"{word}\"\n", case_name(word)));
                }
                if uses.reply {
                    out.push_str(&format!("\n    init(json: Json) throws {{\n        guard let known = {name}(rawValue: try json.asText()) else {{ throw Disagreement() }}\n        self = known\n    }}\n"));
                }
                out.push_str("}\n");
            }
            other => out.push_str(&format!("public typealias {name} = {}\n", self.written(&other))),
        }
    }

    /// An enum, whose cases hold what they are about.
    fn union(&self, out: &mut String, union: &str, branches: &[(String, Shape)], uses: Uses) {
        let cases: Vec<Case<'_>> = branches.iter().map(|(text, branch)| self.case(text, branch)).collect();
        out.push_str(&format!("public enum {union}: Equatable, Sendable {{\n"));
        for case in &cases {
            self.comment(out, case.text, "    ");
            let held: Vec<String> = match (&case.base, case.fields.as_slice()) {
                (Some(base), _) => vec![base.clone()],
                (None, [one]) => vec![self.written(&one.shape)],
                (None, several) => {
                    let label =
                        |field: &&Field| format!("{}: {}", name(&field.name), self.written(&field.shape));
                    several.iter().map(label).collect()
                }
            };
            let held = if held.is_empty() { String::new() } else { format!("({})", held.join(", ")) };
            out.push_str(&format!("    case {}{held}\n", case.name));
        }
        if uses.reply {
            let tag = &cases[0].tag.as_ref().expect("what comes back says which it is").0;
            out.push_str(&format!(
                "\n    init(json: Json) throws {{\n        switch try json.field(\"{}\").asText() {{\n",
                camel(tag)
            ));
            for case in &cases {
                let word = &case.tag.as_ref().expect("what comes back says which it is").1;
                let read = |field: &Field| {
                    self.read(&field.shape, &format!("json.field(\"{}\")", camel(&field.name)))
                };
                let held = match (&case.base, case.fields.as_slice()) {
                    (Some(base), _) => format!("(try {base}(json: json))"),
                    (None, []) => String::new(),
                    (None, [one]) => format!("({})", read(one)),
                    (None, several) => {
                        let label = |field: &&Field| format!("{}: {}", name(&field.name), read(field));
                        format!("({})", several.iter().map(label).collect::<Vec<_>>().join(", "))
                    }
                };
                out.push_str(&format!("        case \"{word}\": self = .{}{held}\n", case.name));
            }
            out.push_str("        default: throw Disagreement()\n        }\n    }\n");
        }
        if uses.given {
            out.push_str(
                "\n    func json() -> Json {\n        var out = JsonFields()\n        switch self {\n",
            );
            for case in &cases {
                let [field] = case.fields.as_slice() else { panic!("{union} is given with one value") };
                out.push_str(&format!("        case .{}(let value):\n", case.name));
                if let Some((tag, word)) = &case.tag {
                    out.push_str(&format!(
                        "            out.add(\"{}\", Json.text(\"{word}\"))\n",
                        camel(tag)
                    ));
                }
                out.push_str(&format!(
                    "            out.add(\"{}\", {})\n",
                    camel(&field.name),
                    self.json(&field.shape, "value")
                ));
            }
            out.push_str("        }\n        return out.json\n    }\n");
        }
        out.push_str("}\n");
    }

    /// What a case of an enum is made of.
    fn case<'b>(&self, text: &'b str, branch: &'b Shape) -> Case<'b> {
        let (base, own) = match branch {
            Shape::Record(own) => (None, own),
            Shape::Extended(base, own) => (Some(base.clone()), own),
            _ => panic!("a branch is a record"),
        };
        let fields: Vec<&Field> = own.iter().filter(|field| !is_tag(field)).collect();
        assert!(base.is_none() || fields.is_empty(), "a case holds one struct, or fields");
        let tagged = own.iter().any(is_tag).then(|| tag(branch));
        let name = match &tagged {
            Some((_, word)) => case_name(word),
            None => name(&fields[0].name),
        };
        Case { text, name, base, fields, tag: tagged }
    }

    pub(super) fn written(&self, given: &Shape) -> String {
        match given {
            Shape::Text | Shape::Moment | Shape::Day | Shape::Words(_) | Shape::OpenWords(_) => {
                "String".to_owned()
            }
            Shape::Integer => "Int64".to_owned(),
            Shape::Boolean => "Bool".to_owned(),
            Shape::Nothing => "Void".to_owned(),
            Shape::Named(name) if name == "ErrorDetails" => "QqWxPayError".to_owned(),
            Shape::Named(name) => name.clone(),
            Shape::Optional(inner) => format!("{}?", self.written(inner)),
            Shape::List(inner) => format!("[{}]", self.written(inner)),
            Shape::Dictionary(inner) => format!("[String: {}]", self.written(inner)),
            Shape::Record(_) | Shape::Extended(..) | Shape::Union(_) => {
                panic!("a record within a record has a name")
            }
        }
    }

    /// The value of a JSON value.
    pub(super) fn read(&self, given: &Shape, from: &str) -> String {
        match given {
            Shape::Text | Shape::Moment | Shape::Day | Shape::Words(_) | Shape::OpenWords(_) => {
                format!("try {from}.asText()")
            }
            Shape::Integer => format!("try {from}.asInteger()"),
            Shape::Boolean => format!("try {from}.asBool()"),
            Shape::Nothing => "()".to_owned(),
            Shape::Named(name) if name == "ErrorDetails" => format!("try QqWxPayError(json: {from})"),
            Shape::Named(name) => match self.schemas.replies.get(name).map(shape) {
                Some(Shape::Record(_) | Shape::Union(_) | Shape::Words(_)) => {
                    format!("try {name}(json: {from})")
                }
                Some(other) => self.read(&other, from),
                None => panic!("{name} does not come back"),
            },
            Shape::Optional(inner) => format!("try {from}.orNil.map {{ {} }}", self.read(inner, "$0")),
            Shape::List(inner) => format!("try {from}.asList {{ {} }}", self.read(inner, "$0")),
            Shape::Dictionary(inner) => format!("try {from}.asDictionary {{ {} }}", self.read(inner, "$0")),
            Shape::Record(_) | Shape::Extended(..) | Shape::Union(_) => {
                panic!("a record within a record has a name")
            }
        }
    }

    /// The JSON value of a value.
    pub(super) fn json(&self, given: &Shape, value: &str) -> String {
        match given {
            Shape::Text | Shape::Moment | Shape::Day | Shape::Words(_) | Shape::OpenWords(_) => {
                format!("Json.text({value})")
            }
            Shape::Integer => format!("Json.integer({value})"),
            Shape::Boolean => format!("Json.bool({value})"),
            Shape::Named(name) if name == "ErrorDetails" => format!("{value}.json()"),
            Shape::Named(name) => {
                match self.schemas.given.get(name).or(self.schemas.replies.get(name)).map(shape) {
                    Some(Shape::Record(_) | Shape::Union(_)) => format!("{value}.json()"),
                    Some(Shape::Words(_)) => format!("Json.text({value}.rawValue)"),
                    Some(other) => self.json(&other, value),
                    None => panic!("{name} is of no side"),
                }
            }
            Shape::Optional(inner) => format!("{value}.map {{ {} }}", self.json(inner, "$0")),
            Shape::List(inner) => format!("Json.list({value}.map {{ {} }})", self.json(inner, "$0")),
            Shape::Dictionary(inner) => {
                format!("Json.object({value}.mapValues {{ {} }})", self.json(inner, "$0"))
            }
            Shape::Nothing | Shape::Record(_) | Shape::Extended(..) | Shape::Union(_) => {
                panic!("a record within a record has a name")
            }
        }
    }

    pub(super) fn comment(&self, out: &mut String, text: &str, indent: &str) {
        for line in translate(text, &self.manner) {
            // Words are cases of enums here: they are named as fields are.
            let line = FieldCase::Camel.sentence(&line);
            out.push_str(format!("{indent}/// {line}").trim_end());
            out.push('\n');
        }
    }
}

/// A case of an enum.
struct Case<'a> {
    text: &'a str,
    name: String,
    /// The struct that it holds.
    base: Option<String>,
    /// Else: the fields that it holds.
    fields: Vec<&'a Field>,
    tag: Option<(String, String)>,
}
