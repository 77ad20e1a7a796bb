//! Python: keyword arguments as typed dictionaries, replies as frozen classes, the facade in two forms.

use std::collections::BTreeSet;

use qq_wxpay::bridge::{OperationKind, OperationSchema, Schemas};
use serde_json::Value;

use super::documentation::{Manner, translate};
use super::shape::{Field, Shape, documentation, shape, values};

const HEAD: &str = "# Written by `cargo xtask generate` from the models in Rust. Do not edit.\n";

/// The longest line.
const WIDTH: usize = 120;

/// Writes the Python of a schema.
pub(super) struct Python<'a> {
    schemas: &'a Schemas,
    manner: Manner,
}

/// Blocking or awaited.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Form {
    Blocking,
    Awaited,
}

impl<'a> Python<'a> {
    pub(super) fn new(schemas: &'a Schemas) -> Self {
        let mut words = BTreeSet::new();
        schemas.given.values().chain(schemas.replies.values()).for_each(|schema| values(schema, &mut words));
        Self { schemas, manner: Manner { name: str::to_owned, nothing: "None", values: words } }
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
            "{HEAD}\"\"\"What is given to a call. Every field is explained; amounts are whole fen.\"\"\"\n\nfrom __future__ import annotations\n\nfrom typing import List, Optional, TypedDict, Union\n\nfrom ._compatibility import Literal\nfrom . import _replies as replies\n"
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

    /// The facade.
    pub(super) fn operations(&self) -> String {
        let mut out = format!(
            "{HEAD}\"\"\"Every operation of the two clients.\"\"\"\n\nfrom __future__ import annotations\n\nfrom typing import TYPE_CHECKING, Optional\n\nfrom . import _replies as replies\nfrom ._base import AsyncCalls, Calls\nfrom ._bills import AsyncBillRows, BillRows\nfrom ._prepared import Prepared, PreparedBill\nfrom ._record import read_nothing\n\nif TYPE_CHECKING:\n    from typing_extensions import Unpack\n\n    from . import _requests as requests\n"
        );
        for (form, class, base, text) in [
            (
                Form::Blocking,
                "Operations",
                "Calls",
                "Calls that wait for their result; other threads go on meanwhile.",
            ),
            (
                Form::Awaited,
                "AsyncOperations",
                "AsyncCalls",
                "Calls that are awaited. Cancelling the task gives the call up.",
            ),
        ] {
            out.push_str(&format!("\n\nclass {class}({base}):\n    \"\"\"{text}\"\"\"\n"));
            for operation in &self.schemas.operations {
                self.method(&mut out, operation, form);
            }
        }
        out
    }

    fn method(&self, out: &mut String, operation: &OperationSchema, form: Form) {
        let reply_shape = shape(&operation.reply);
        let reply = self.written(&reply_shape, "replies.");
        let end = operation.end.as_ref().map(|end| self.written(&shape(end), "replies.")).unwrap_or_default();
        let is_call = matches!(operation.kind, OperationKind::Call | OperationKind::Bill);
        let mut parameters = vec!["self".to_owned()];
        let given = match shape(&operation.arguments) {
            Shape::Named(name) if name == "NoArguments" => "None",
            // What came back is handed on as it is.
            Shape::Named(name) if self.is_reply(&name) => {
                parameters.extend([format!("given: replies.{name}"), "/".to_owned()]);
                "given"
            }
            Shape::Named(_) => "request",
            _ => panic!("arguments are a named record"),
        };
        let options: &[&str] = match operation.kind {
            OperationKind::Call | OperationKind::Bill => &["timeout: Optional[float] = None"],
            OperationKind::Prepare => &["access_token: Optional[str] = None"],
            OperationKind::Now | OperationKind::PrepareBill => &[],
        };
        if !options.is_empty() || given == "request" {
            // Bare, it only separates; with typed keyword arguments alone nothing is to be separated.
            if !options.is_empty() {
                parameters.push("*".to_owned());
            }
            parameters.extend(options.iter().map(|&option| option.to_owned()));
        }
        if given == "request" {
            parameters.push(format!("**request: Unpack[requests.{}]", named(&operation.arguments)));
        }
        let rows = match form {
            Form::Blocking => "BillRows",
            Form::Awaited => "AsyncBillRows",
        };
        let result = match operation.kind {
            OperationKind::Call | OperationKind::Now => reply.clone(),
            OperationKind::Bill => format!("{rows}[{reply}, {end}]"),
            OperationKind::Prepare => format!("Prepared[{reply}]"),
            OperationKind::PrepareBill => format!("PreparedBill[{reply}, {end}]"),
        };
        let kind = match operation.kind {
            OperationKind::Call => "call",
            OperationKind::Now => "now",
            OperationKind::Bill => "bill",
            OperationKind::Prepare => "prepare",
            OperationKind::PrepareBill => "prepare_bill",
        };
        let is_async = is_call && form == Form::Awaited;
        let (define, wait) = if is_async { ("async def", "await ") } else { ("def", "") };
        let name = operation.name;
        let one_line = format!("    {define} {name}({}) -> {result}:", parameters.join(", "));
        out.push('\n');
        if one_line.len() <= WIDTH {
            out.push_str(&one_line);
        } else {
            out.push_str(&format!(
                "    {define} {name}(\n        {},\n    ) -> {result}:",
                parameters.join(",\n        ")
            ));
        }
        out.push('\n');
        self.docstring(out, operation.documentation, "        ");
        let option = match operation.kind {
            OperationKind::Call | OperationKind::Bill => ", timeout",
            OperationKind::Prepare => ", access_token",
            OperationKind::Now | OperationKind::PrepareBill => "",
        };
        let reader = self.reader(&reply_shape, "replies.").unwrap_or_else(|| "read_nothing".to_owned());
        let end = operation.end.as_ref().and_then(|end| self.reader(&shape(end), "replies."));
        let end = end.map(|end| format!(", {end}")).unwrap_or_default();
        let give = if result == "None" { "" } else { "return " };
        out.push_str(&format!(
            "        {give}{wait}self._{kind}(\"{name}\", {given}{option}, {reader}{end})\n"
        ));
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
    fn written(&self, shape: &Shape, prefix: &str) -> String {
        let words =
            |words: &[String]| words.iter().map(|word| format!("\"{word}\"")).collect::<Vec<_>>().join(", ");
        match shape {
            Shape::Text => "str".to_owned(),
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
    fn reader(&self, given: &Shape, prefix: &str) -> Option<String> {
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
    fn is_reply(&self, name: &str) -> bool {
        self.schemas.replies.contains_key(name) && !hidden(name)
    }

    fn docstring(&self, out: &mut String, text: &str, indent: &str) {
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

/// Types that users do not see: the facade makes something else of them.
fn hidden(name: &str) -> bool {
    matches!(
        name,
        "ErrorDetails" | "HandledNotification" | "RequestRecord" | "HeaderRecord" | "Text" | "NoArguments"
    )
}

/// A field that says which branch of a union it is.
fn is_tag(field: &Field) -> bool {
    matches!(&field.shape, Shape::Words(words) if words.len() == 1)
}

fn tag(branch: &Shape) -> (String, String) {
    let (Shape::Record(fields) | Shape::Extended(_, fields)) = branch else { panic!("a branch is a record") };
    let field = fields.iter().find(|field| is_tag(field)).expect("a branch has a tag");
    let Shape::Words(words) = &field.shape else { panic!("a tag is a word") };
    (field.name.clone(), words[0].clone())
}

/// `payment` of `Outcome` is `PaymentOutcome`; what became of an order goes by its own name.
fn branch_name(union: &str, branch: &Shape) -> String {
    let word = tag(branch).1;
    let name: String = word.split('_').map(capitalised).collect();
    if union == "Placement" { name } else { format!("{name}{union}") }
}

fn capitalised(word: &str) -> String {
    let mut letters = word.chars();
    letters.next().map(|first| first.to_ascii_uppercase().to_string() + letters.as_str()).unwrap_or_default()
}

fn snake(name: &str) -> String {
    let mut out = String::new();
    for c in name.chars() {
        if c.is_ascii_uppercase() && !out.is_empty() {
            out.push('_');
        }
        out.push(c.to_ascii_lowercase());
    }
    out
}

fn named(schema: &Value) -> String {
    match shape(schema) {
        Shape::Named(name) => name,
        _ => panic!("arguments are a named record"),
    }
}

fn inherited(base: &str, mut readers: Vec<String>) -> Vec<String> {
    if base != "Record" {
        readers.insert(0, format!("**{base}._readers"));
    }
    readers
}

/// `__all__`.
fn all(names: &[&str]) -> String {
    let names: Vec<String> = names.iter().map(|name| format!("\"{name}\"")).collect();
    format!("\n{}", wrapped("__all__ = [", &names, "]"))
}

/// A list on one line, or one item a line.
fn wrapped(open: &str, items: &[String], close: &str) -> String {
    let line = format!("{open}{}{close}\n", items.join(", "));
    if line.len() <= WIDTH {
        return line;
    }
    let indent = " ".repeat(open.len() - open.trim_start().len());
    let close = close.trim_start_matches(',');
    format!("{open}\n{indent}    {},\n{indent}{close}\n", items.join(&format!(",\n{indent}    ")))
}
