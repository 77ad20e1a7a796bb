//! Parts of Kotlin's classes: the branches of sealed interfaces, and builders.

use super::kotlin::{Kotlin, Uses, camel};
use super::shape::{Field, Shape, shape};

impl Kotlin<'_> {
    /// The fields of a branch, and its tag.
    pub(super) fn branch(&self, branch: &Shape) -> (Vec<Field>, Option<(String, String)>) {
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
    pub(super) fn builder(&self, out: &mut String, name: &str, fields: &[Field], uses: Uses, indent: &str) {
        out.push_str(&format!("\n{indent}    /** Builds one field by field, for Java. */\n{indent}    public class Builder internal constructor() {{\n"));
        for field in fields {
            let (own, (kind, _)) = (camel(&field.name), self.parameter(field, uses));
            let kind = kind.trim_end_matches('?');
            out.push_str(&format!("{indent}        private var {own}: {kind}? = null\n"));
        }
        for field in fields {
            let (own, (kind, _)) = (camel(&field.name), self.parameter(field, uses));
            let kind = kind.trim_end_matches('?');
            out.push('\n');
            self.comment(out, &field.documentation, &format!("{indent}        "));
            out.push_str(&format!(
                "{indent}        public fun {own}({own}: {kind}): Builder = apply {{ this.{own} = {own} }}\n"
            ));
        }
        out.push_str(&format!("\n{indent}        /** @throws QqWxPayException.InvalidInput when a required field is missing */\n{indent}        public fun build(): {name} = {name}(\n"));
        for field in fields {
            let (own, (kind, _)) = (camel(&field.name), self.parameter(field, uses));
            let value = if kind.ends_with('?') { own.clone() } else { format!("needed({own}, \"{own}\")") };
            out.push_str(&format!("{indent}            {own} = {value},\n"));
        }
        out.push_str(&format!("{indent}        )\n{indent}    }}\n"));
    }
}
