//! Names as languages write them.

use qq_wxpay::bridge::FieldCase;

pub(crate) fn pascal(name: &str) -> String {
    let camel = FieldCase::Camel.name(name);
    let mut letters = camel.chars();
    letters.next().map(|first| first.to_ascii_uppercase().to_string() + letters.as_str()).unwrap_or_default()
}

pub(crate) fn snake(name: &str) -> String {
    let mut out = String::new();
    for c in name.chars() {
        if c.is_ascii_uppercase() && !out.is_empty() {
            out.push('_');
        }
        out.push(c.to_ascii_lowercase());
    }
    out
}
