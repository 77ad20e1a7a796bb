//! Doc comments of Rust as those of another language.

use std::collections::BTreeSet;

use qq_wxpay::bridge::{FILE_ENDINGS, WIRE_WORDS};

use crate::case::snake;

/// How a language says things in its doc comments.
pub(crate) struct DocStyle {
    /// Turns names of fields and operations into the language's.
    pub(crate) name: fn(&str) -> String,
    /// What Rust calls `None`.
    pub(crate) nothing: &'static str,
    /// StringEnum that are values, the same in every language.
    pub(crate) values: BTreeSet<String>,
}

/// The text without links of Rust, its names as in the language, one line after the other.
pub(crate) fn translate(text: &str, style: &DocStyle) -> Vec<String> {
    let mut out = String::new();
    for (index, part) in without_links(&without_examples(text)).split('`').enumerate() {
        if index > 0 {
            out.push('`');
        }
        match index % 2 {
            1 => out.push_str(&word(part, style)),
            _ => out.push_str(part),
        }
    }
    let lines = out.lines().map(|line| line.trim_end().trim_start_matches(' ').to_owned());
    let lines: Vec<String> = lines.collect();
    let end = lines.iter().rposition(|line| !line.is_empty()).map_or(0, |last| last + 1);
    lines[..end].to_vec()
}

fn word(part: &str, style: &DocStyle) -> String {
    let last = part.rsplit("::").next().unwrap_or(part);
    let is_name = last.contains('_')
        && last.chars().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || "_.".contains(c));
    match last {
        // The name of a file is the same in every language.
        _ if FILE_ENDINGS.iter().any(|ending| last.ends_with(ending)) => last.to_owned(),
        _ if WIRE_WORDS.contains(&last) => last.to_owned(),
        "None" => style.nothing.to_owned(),
        _ if style.values.contains(last) => last.to_owned(),
        _ if is_name => (style.name)(last),
        // A variant that is a value elsewhere: `NoAnswer` is "no_answer".
        _ if style.values.contains(&snake(last)) => snake(last),
        _ => last.to_owned(),
    }
}

/// A link to an item becomes the name of the item.
fn without_links(text: &str) -> String {
    text.replace("[`", "`").replace("`]", "`")
}

/// Examples are in Rust.
fn without_examples(text: &str) -> String {
    text.split("```").step_by(2).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use qq_wxpay::bridge::FieldCase;

    #[test]
    fn links_names_and_nothing_are_translated() {
        let values = BTreeSet::from(["not_found".to_owned(), "to_confirm".to_owned()]);
        let style = DocStyle { name: |name| FieldCase::Camel.name(name), nothing: "null", values };
        let text = "Ask [`crate::QqWxPay::confirm_order`]; `None` while `sub_orders` is `NotFound`, `MWEB`, `to_confirm`.\n\n```\nlet a = `b`;\n```\n";
        let expected = "Ask `confirmOrder`; `null` while `subOrders` is `not_found`, `MWEB`, `to_confirm`.";
        assert_eq!(translate(text, &style), [expected]);
    }

    #[test]
    fn names_of_files_stay() {
        let style =
            DocStyle { name: |name| FieldCase::Camel.name(name), nothing: "null", values: BTreeSet::new() };
        let text = "`api_key` is in `apiclient_key.pem`, `pub_key.pem` or `apiclient_cert.p12`.";
        let expected = "`apiKey` is in `apiclient_key.pem`, `pub_key.pem` or `apiclient_cert.p12`.";
        assert_eq!(translate(text, &style), [expected]);
    }
}
