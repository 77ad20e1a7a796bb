//! Parts of Kotlin's classes: the branches of sealed interfaces, builders, and the enums that both languages share.

use std::collections::BTreeMap;

use serde_json::Value;

use super::{Kotlin, Uses, camel, hidden};
use crate::shape::{Field, Shape, documentation, shape};

impl Kotlin<'_> {
    /// The fields of a branch, and its tag.
    pub(crate) fn branch(&self, branch: &Shape) -> (Vec<Field>, Option<(String, String)>) {
        let mut fields = Vec::new();
        let own: &[Field] = match branch {
            Shape::Record(own) => own,
            Shape::Extended(base, own) => {
                let schema = self.schemas.replies.get(base).expect("what is extended comes back");
                let Shape::Record(of_base) = shape(schema) else { panic!("what is extended is a record") };
                fields = of_base;
                own
            }
            _ => panic!("a branch is a record"),
        };
        let mut tag = None;
        for field in own {
            match &field.shape {
                Shape::Words(words) if words.len() == 1 => tag = Some((field.name.clone(), words[0].clone())),
                _ => fields.push(Field {
                    name: field.name.clone(),
                    documentation: field.documentation.clone(),
                    is_required: field.is_required,
                    is_hidden: field.is_hidden,
                    shape: self.again(&field.shape),
                }),
            }
        }
        (fields, tag)
    }

    /// The same shape once more.
    fn again(&self, shape: &Shape) -> Shape {
        match shape {
            Shape::Named(name) => Shape::Named(name.clone()),
            Shape::Text => Shape::Text,
            Shape::Integer => Shape::Integer,
            Shape::Boolean => Shape::Boolean,
            Shape::Optional(inner) => Shape::Optional(Box::new(self.again(inner))),
            Shape::List(inner) => Shape::List(Box::new(self.again(inner))),
            _ => panic!("a branch has simple fields"),
        }
    }

    /// A builder, for Java.
    pub(crate) fn builder(&self, out: &mut String, name: &str, fields: &[Field], uses: Uses, indent: &str) {
        out.push_str(&format!("\n{indent}    /** Builds one field by field, for Java. */\n{indent}    public class Builder internal constructor() {{\n"));
        for field in fields {
            let (own, (kind, _)) = (camel(&field.name), self.parameter(field, uses));
            let kind = kind.trim_end_matches('?');
            out.push_str(&format!("{indent}        private var {own}: {kind}? = null\n"));
        }
        for field in fields {
            let (own, (kind, _)) = (camel(&field.name), self.parameter(field, uses));
            // `null` leaves a field out; numbers and truth values stay primitive in Java.
            let primitive = matches!(kind.trim_end_matches('?'), "Long" | "Boolean");
            let kind = if primitive { kind.trim_end_matches('?') } else { kind.as_str() };
            out.push('\n');
            self.comment(out, &field.documentation, &format!("{indent}        "));
            out.push_str(&format!(
                "{indent}        public fun {own}({own}: {kind}): Builder = apply {{ this.{own} = {own} }}\n"
            ));
            let (of_java, function) = match without_option(&field.shape) {
                Shape::Moment => ("java.time.temporal.TemporalAccessor", "moment"),
                Shape::Day => ("java.time.LocalDate", "day"),
                _ => continue,
            };
            out.push_str(&format!("\n{indent}        /** The same of `java.time`: see [Times]. */\n{indent}        public fun {own}({own}: {of_java}): Builder = {own}(Times.{function}({own}))\n"));
        }
        out.push_str(&format!("\n{indent}        /** @throws QqWxPayException.InvalidInput when a required field is missing */\n{indent}        public fun build(): {name} = {name}(\n"));
        for field in fields {
            let (own, (kind, _)) = (camel(&field.name), self.parameter(field, uses));
            // How many items there must be, the library knows.
            let value = match () {
                () if kind.ends_with('?') => own.clone(),
                () if kind.starts_with("List<") => format!("{own} ?: emptyList()"),
                () => format!("needed({own}, \"{own}\")"),
            };
            out.push_str(&format!("{indent}            {own} = {value},\n"));
        }
        out.push_str(&format!("{indent}        )\n{indent}    }}\n"));
    }

    /// Every enum, a file of Java for each: an enum of Kotlin has types of Kotlin in sight of Java.
    pub(crate) fn enums(&self) -> Vec<(String, String)> {
        let types = self.schemas.given.iter().chain(&self.schemas.replies);
        let words: BTreeMap<&String, (&Value, Vec<String>)> = types
            .filter(|(name, _)| !hidden(name))
            .filter_map(|(name, schema)| match shape(schema) {
                Shape::Words(words) => Some((name, (schema, words))),
                _ => None,
            })
            .collect();
        words
            .into_iter()
            .map(|(name, (schema, words))| (enum_file(name), self.java_enum(name, schema, &words)))
            .collect()
    }

    fn java_enum(&self, name: &str, schema: &Value, words: &[String]) -> String {
        let mut out = "// Written by `cargo xtask generate` from the models in Rust. Do not edit.\npackage com.qqwxpay;\n\n".to_owned();
        self.comment(&mut out, &documentation(schema), "");
        let constants: Vec<String> = words
            .iter()
            .map(|word| format!("    {}(\"{word}\")", word.replace('-', "_").to_uppercase()))
            .collect();
        out.push_str(&format!("public enum {name} {{\n{};\n", constants.join(",\n")));
        out.push_str(&format!(
            "\n    final String wire;\n\n    {name}(String wire) {{\n        this.wire = wire;\n    }}\n"
        ));
        out.push_str(&format!("\n    static {name} read(String wire) {{\n        for ({name} word : values()) {{\n            if (word.wire.equals(wire)) {{\n                return word;\n            }}\n        }}\n        throw new IllegalStateException(\"facade and library are of different versions: \" + wire);\n    }}\n}}\n"));
        out
    }
}

fn without_option(shape: &Shape) -> &Shape {
    match shape {
        Shape::Optional(inner) => inner,
        other => other,
    }
}

fn enum_file(name: &str) -> String {
    format!("uniffi/jvm/src/main/java/com/qqwxpay/{name}.java")
}
