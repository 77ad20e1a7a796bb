//! Names and lines of generated Python.

use serde_json::Value;

use super::shape::{Field, Shape, shape};

/// The longest line.
pub(super) const WIDTH: usize = 120;

/// Types that users do not see: the facade makes something else of them.
pub(super) fn hidden(name: &str) -> bool {
    matches!(
        name,
        "ErrorDetails" | "HandledNotification" | "RequestRecord" | "HeaderRecord" | "Text" | "NoArguments"
    )
}

/// A field that says which branch of a union it is.
pub(super) fn is_tag(field: &Field) -> bool {
    matches!(&field.shape, Shape::Words(words) if words.len() == 1)
}

pub(super) fn tag(branch: &Shape) -> (String, String) {
    let (Shape::Record(fields) | Shape::Extended(_, fields)) = branch else { panic!("a branch is a record") };
    let field = fields.iter().find(|field| is_tag(field)).expect("a branch has a tag");
    let Shape::Words(words) = &field.shape else { panic!("a tag is a word") };
    (field.name.clone(), words[0].clone())
}

/// `payment` of `Outcome` is `PaymentOutcome`; what became of an order goes by its own name.
pub(super) fn branch_name(union: &str, branch: &Shape) -> String {
    let word = tag(branch).1;
    let name: String = word.split('_').map(capitalised).collect();
    if union == "Placement" { name } else { format!("{name}{union}") }
}

pub(super) fn capitalised(word: &str) -> String {
    let mut letters = word.chars();
    letters.next().map(|first| first.to_ascii_uppercase().to_string() + letters.as_str()).unwrap_or_default()
}

pub(super) fn snake(name: &str) -> String {
    let mut out = String::new();
    for c in name.chars() {
        if c.is_ascii_uppercase() && !out.is_empty() {
            out.push('_');
        }
        out.push(c.to_ascii_lowercase());
    }
    out
}

pub(super) fn named(schema: &Value) -> String {
    match shape(schema) {
        Shape::Named(name) => name,
        _ => panic!("arguments are a named record"),
    }
}

pub(super) fn inherited(base: &str, mut readers: Vec<String>) -> Vec<String> {
    if base != "Record" {
        readers.insert(0, format!("**{base}._readers"));
    }
    readers
}

/// `__all__`.
pub(super) fn all(names: &[&str]) -> String {
    let names: Vec<String> = names.iter().map(|name| format!("\"{name}\"")).collect();
    format!("\n{}", wrapped("__all__ = [", &names, "]"))
}

/// A list on one line, or one item a line.
pub(super) fn wrapped(open: &str, items: &[String], close: &str) -> String {
    let line = format!("{open}{}{close}\n", items.join(", "));
    if line.len() <= WIDTH {
        return line;
    }
    let indent = " ".repeat(open.len() - open.trim_start().len());
    let close = close.trim_start_matches(',');
    format!("{open}\n{indent}    {},\n{indent}{close}\n", items.join(&format!(",\n{indent}    ")))
}
