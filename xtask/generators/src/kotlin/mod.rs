//! Kotlin: data classes, sealed interfaces, suspending functions.

mod classes;
mod methods;

use std::collections::BTreeSet;

use qq_wxpay::bridge::Schemas;
use serde_json::Value;

use crate::documentation::{Manner, translate};
use crate::naming::{camel, capitalised, hidden};
pub(super) use crate::shape::{Field, Shape, documentation, shape, values};

pub(super) const HEAD: &str = "// Written by `cargo xtask generate` from the models in Rust. Do not edit.\n@file:Suppress(\"unused\", \"RedundantVisibilityModifier\")\n\npackage com.qqwxpay\n";

/// `not_found` as the name of a class.
fn pascal(word: &str) -> String {
    capitalised(&camel(word))
}

/// Writes the Kotlin of a schema.
pub(super) struct Kotlin<'a> {
    pub(super) schemas: &'a Schemas,
    pub(super) manner: Manner,
}

impl<'a> Kotlin<'a> {
    pub(super) fn new(schemas: &'a Schemas) -> Self {
        let mut words = BTreeSet::new();
        schemas.given.values().chain(schemas.replies.values()).for_each(|schema| values(schema, &mut words));
        Self { schemas, manner: Manner { name: camel, nothing: "null", values: words } }
    }

    /// Every type.
    pub(super) fn models(&self) -> String {
        let mut out = format!(
            "{HEAD}\nimport kotlinx.serialization.json.JsonArray\nimport kotlinx.serialization.json.JsonElement\nimport kotlinx.serialization.json.JsonObject\nimport kotlinx.serialization.json.JsonPrimitive\n"
        );
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
            self.class(&mut out, name, schema, uses);
        }
        out
    }

    fn class(&self, out: &mut String, name: &str, schema: &Value, uses: Uses) {
        if matches!(shape(schema), Shape::Words(_)) {
            return; // an enum is Java's: Kotlin's shows its own types there
        }
        out.push('\n');
        self.comment(out, &documentation(schema), "");
        match shape(schema) {
            Shape::Record(fields) if fields.is_empty() => out.push_str(&format!(
                "public object {name} {{\n    @JvmSynthetic\n    internal fun json(): JsonObject = JsonObject(emptyMap())\n}}\n"
            )),
            Shape::Record(fields) => self.data_class(out, name, "", &fields, None, uses, ""),
            Shape::Union(branches) => {
                out.push_str(&format!("public sealed interface {name} {{\n"));
                let branches: Vec<_> = branches
                    .iter()
                    .map(|(text, branch)| {
                        let (fields, tag) = self.branch(branch);
                        let class = match &tag {
                            Some((_, word)) => pascal(word),
                            None => pascal(&fields[0].name),
                        };
                        (text, class, fields, tag)
                    })
                    .collect();
                let mut cases = Vec::new();
                for (text, class, fields, tag) in &branches {
                    self.comment(out, text, "    ");
                    let mut block = String::new();
                    self.data_class(&mut block, class, name, fields, tag.as_ref(), uses, "    ");
                    // Here a branch hides a type of the same name.
                    for (_, hiding, ..) in &branches {
                        block = block
                            .replace(&format!(": {hiding},"), &format!(": com.qqwxpay.{hiding},"))
                            .replace(&format!("= {hiding}.read("), &format!("= com.qqwxpay.{hiding}.read("));
                    }
                    out.push_str(&block);
                    out.push('\n');
                    if let Some((tag, word)) = tag {
                        cases.push((tag.clone(), word.clone(), class.clone()));
                    }
                }
                if uses.reply {
                    let tag = camel(&cases[0].0);
                    out.push_str(&format!("    public companion object {{\n        @JvmSynthetic\n        internal fun read(json: JsonElement): {name} = when (val tag = json.field(\"{tag}\").text()) {{\n"));
                    for (_, word, class) in &cases {
                        out.push_str(&format!("            \"{word}\" -> {class}.read(json)\n"));
                    }
                    out.push_str("            else -> throw IllegalStateException(\"facade and library are of different versions: $tag\")\n        }\n    }\n");
                }
                out.push_str("}\n");
                // An interface has no internal members.
                if uses.given {
                    out.push_str(&format!(
                        "\n@JvmSynthetic\ninternal fun {name}.json(): JsonObject = when (this) {{\n"
                    ));
                    for (_, class, ..) in &branches {
                        out.push_str(&format!("    is {name}.{class} -> this.json()\n"));
                    }
                    out.push_str("}\n");
                }
            }
            other => out.push_str(&format!("public typealias {name} = {}\n", self.written(&other))),
        }
    }

    #[allow(clippy::too_many_arguments)] // everything that one class is made of
    fn data_class(
        &self,
        out: &mut String,
        name: &str,
        parent: &str,
        fields: &[Field],
        tag: Option<&(String, String)>,
        uses: Uses,
        indent: &str,
    ) {
        let after = if parent.is_empty() { String::new() } else { format!(" : {parent}") };
        if fields.is_empty() {
            out.push_str(&format!("{indent}public data object {name}{after} {{\n"));
            if uses.reply {
                out.push_str(&format!("{indent}    @JvmSynthetic\n{indent}    internal fun read(@Suppress(\"UNUSED_PARAMETER\") json: JsonElement): {name} = this\n"));
            }
            out.push_str(&format!("{indent}}}\n"));
            return;
        }
        out.push_str(&format!("{indent}public data class {name}(\n"));
        for field in fields {
            self.comment(out, &field.documentation, &format!("{indent}    "));
            let (kind, default) = self.parameter(field, uses);
            // Reporters of crashes read the fields of an object that they are given, but for these.
            let kept = if field.is_hidden { "@Transient " } else { "" };
            out.push_str(&format!("{indent}    {kept}val {}: {kind}{default},\n", camel(&field.name)));
        }
        out.push_str(&format!("{indent}){after} {{\n"));
        if uses.given {
            out.push_str(&format!(
                "{indent}    @JvmSynthetic\n{indent}    internal fun json(): JsonObject = jsonOf(\n"
            ));
            if let Some((tag, value)) = tag {
                out.push_str(&format!("{indent}        \"{}\" to JsonPrimitive(\"{value}\"),\n", camel(tag)));
            }
            for field in fields {
                let own = camel(&field.name);
                let (kind, _) = self.parameter(field, uses);
                let inner = match &field.shape {
                    Shape::Optional(inner) => inner,
                    other => other,
                };
                let value = if kind.ends_with('?') {
                    format!("{own}?.let {{ {} }}", self.json(inner, "it"))
                } else {
                    self.json(&field.shape, &own)
                };
                out.push_str(&format!("{indent}        \"{own}\" to {value},\n"));
            }
            out.push_str(&format!("{indent}    )\n"));
        }
        let secret = |field: &Field| field.is_hidden;
        if fields.iter().any(secret) {
            let shown = fields.iter().map(|field| {
                let own = camel(&field.name);
                if secret(field) { format!("{own}=<hidden>") } else { format!("{own}=${own}") }
            });
            out.push_str(&format!("\n{indent}    /** Without secrets, links and the payer. */\n{indent}    override fun toString(): String = \"{name}({})\"\n", shown.collect::<Vec<_>>().join(", ")));
        }
        let builds = uses.given && parent.is_empty();
        if builds {
            self.builder(out, name, fields, uses, indent);
        }
        if builds || uses.reply {
            let word = if builds { "public" } else { "internal" };
            out.push_str(&format!("\n{indent}    {word} companion object {{\n"));
            if builds {
                out.push_str(&format!("{indent}        /** A builder without any field. */\n{indent}        @JvmStatic\n{indent}        public fun builder(): Builder = Builder()\n"));
            }
            if uses.reply {
                out.push_str(&format!(
                    "{indent}        @JvmSynthetic\n{indent}        internal fun read(json: JsonElement): {name} = {name}(\n"
                ));
                for field in fields {
                    let own = camel(&field.name);
                    let read = self.read(&field.shape, &format!("json.field(\"{own}\")"));
                    out.push_str(&format!("{indent}            {own} = {read},\n"));
                }
                out.push_str(&format!("{indent}        )\n"));
            }
            out.push_str(&format!("{indent}    }}\n"));
        }
        out.push_str(&format!("{indent}}}\n"));
    }

    /// The type and the default of a field. What may be left out of a request is `null` unless it is given.
    pub(super) fn parameter(&self, field: &Field, uses: Uses) -> (String, &'static str) {
        let kind = self.written(&field.shape);
        let may_be_left_out = uses.given && !uses.reply && !field.is_required;
        match &field.shape {
            Shape::Optional(_) => (kind, " = null"),
            _ if may_be_left_out => (format!("{kind}?"), " = null"),
            _ => (kind, ""),
        }
    }

    pub(super) fn written(&self, shape: &Shape) -> String {
        match shape {
            Shape::Text | Shape::Moment | Shape::Day | Shape::Words(_) | Shape::OpenWords(_) => {
                "String".to_owned()
            }
            Shape::Integer => "Long".to_owned(),
            Shape::Boolean => "Boolean".to_owned(),
            Shape::Nothing => "Unit".to_owned(),
            Shape::Named(name) if name == "ErrorDetails" => "QqWxPayException".to_owned(),
            Shape::Named(name) => name.clone(),
            Shape::Optional(inner) => format!("{}?", self.written(inner)),
            Shape::List(inner) => format!("List<{}>", self.written(inner)),
            Shape::Dictionary(inner) => format!("Map<String, {}>", self.written(inner)),
            Shape::Record(_) | Shape::Extended(..) | Shape::Union(_) => {
                panic!("a record within a record has a name")
            }
        }
    }

    /// The value of a JSON element.
    pub(super) fn read(&self, given: &Shape, from: &str) -> String {
        match given {
            Shape::Text | Shape::Moment | Shape::Day | Shape::Words(_) | Shape::OpenWords(_) => {
                format!("{from}.text()")
            }
            Shape::Integer => format!("{from}.long()"),
            Shape::Boolean => format!("{from}.boolean()"),
            Shape::Nothing => "Unit".to_owned(),
            Shape::Named(name) if name == "ErrorDetails" => format!("QqWxPayException.read({from})"),
            Shape::Named(name) => match self.schemas.replies.get(name).map(shape) {
                Some(Shape::Record(_) | Shape::Union(_)) => format!("{name}.read({from})"),
                Some(Shape::Words(_)) => format!("{name}.read({from}.text())"),
                Some(other) => self.read(&other, from),
                None => panic!("{name} does not come back"),
            },
            Shape::Optional(inner) => format!("{from}.orNull()?.let {{ {} }}", self.read(inner, "it")),
            Shape::List(inner) => format!("{from}.list {{ {} }}", self.read(inner, "it")),
            Shape::Dictionary(inner) => format!("{from}.dictionary {{ {} }}", self.read(inner, "it")),
            Shape::Record(_) | Shape::Extended(..) | Shape::Union(_) => {
                panic!("a record within a record has a name")
            }
        }
    }

    /// The JSON element of a value.
    fn json(&self, given: &Shape, value: &str) -> String {
        match given {
            Shape::Named(name) if name == "ErrorDetails" => format!("{value}.json()"),
            Shape::Named(name) => {
                match self.schemas.given.get(name).or(self.schemas.replies.get(name)).map(shape) {
                    Some(Shape::Record(_) | Shape::Union(_)) => format!("{value}.json()"),
                    Some(Shape::Words(_)) => format!("JsonPrimitive({value}.wire)"),
                    _ => format!("JsonPrimitive({value})"),
                }
            }
            Shape::Optional(inner) => format!("{value}?.let {{ {} }}", self.json(inner, "it")),
            Shape::List(inner) => format!("JsonArray({value}.map {{ {} }})", self.json(inner, "it")),
            Shape::Dictionary(inner) => {
                format!("JsonObject({value}.mapValues {{ {} }})", self.json(inner, "it.value"))
            }
            _ => format!("JsonPrimitive({value})"),
        }
    }

    pub(super) fn comment(&self, out: &mut String, text: &str, indent: &str) {
        let lines: Vec<String> = translate(text, &self.manner)
            .iter()
            .map(|line| line.replace("*/", "* /").replace("/*", "/ *"))
            .collect();
        match lines.as_slice() {
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

/// On which side of the border a type is used.
#[derive(Clone, Copy)]
pub(super) struct Uses {
    pub(super) given: bool,
    pub(super) reply: bool,
}
