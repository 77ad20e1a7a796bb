//! Names and lines of generated Python.

use crate::naming::{capitalised, tag};
use crate::shape::Shape;

/// The longest line.
pub(crate) const WIDTH: usize = 120;

/// `payment` of `Outcome` is `PaymentOutcome`; what became of an order goes by its own name.
pub(crate) fn branch_name(union: &str, branch: &Shape) -> String {
    let word = tag(branch).1;
    let name: String = word.split('_').map(capitalised).collect();
    if union == "Placement" { name } else { format!("{name}{union}") }
}

pub(crate) fn inherited(base: &str, mut readers: Vec<String>) -> Vec<String> {
    if base != "Record" {
        readers.insert(0, format!("**{base}._readers"));
    }
    readers
}

/// `__all__`.
pub(crate) fn all(names: &[&str]) -> String {
    let names: Vec<String> = names.iter().map(|name| format!("\"{name}\"")).collect();
    format!("\n{}", wrapped("__all__ = [", &names, "]"))
}

/// A list on one line, or one item a line.
pub(crate) fn wrapped(open: &str, items: &[String], close: &str) -> String {
    let line = format!("{open}{}{close}\n", items.join(", "));
    if line.len() <= WIDTH {
        return line;
    }
    let indent = " ".repeat(open.len() - open.trim_start().len());
    let close = close.trim_start_matches(',');
    format!("{open}\n{indent}    {},\n{indent}{close}\n", items.join(&format!(",\n{indent}    ")))
}
