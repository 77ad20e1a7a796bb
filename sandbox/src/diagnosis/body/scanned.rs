//! A notification found again by the names of its members, whoever printed it: Python, Java, PHP, Go, a log, a class of fields.

use super::json::{self, Json};
use super::restore::{ENVELOPE, RESOURCE};

/// Longer bodies are not read.
const MOST_BYTES: usize = 64 << 10;

/// What stands for no value.
const NOTHING: [&str; 6] = ["", "null", "None", "nil", "NULL", "undefined"];

/// What may stand between a name and its value, longest first.
const BETWEEN: [&str; 13] = ["&quot;", "&#34;", "\\\"", "=>", "\"", "'", "]", "[", "=", ":", ">", " ", "\n"];

/// The notification in WeChat Pay's order; members that are always the same are put in where they are missing. `None` without an
/// encrypted content.
pub(super) fn envelope(body: &[u8]) -> Option<Json> {
    let text = std::str::from_utf8(body).ok().filter(|text| text.len() <= MOST_BYTES)?;
    let found = members(text);
    let value = |name: &str| found.iter().find(|(own, _)| *own == name).map(|(_, value)| value.clone());
    let event = value("event_type")?;
    let kind = if event.starts_with("REFUND.") { "refund" } else { "transaction" };
    let or = |name: &'static str, other: &str| (name, value(name).unwrap_or_else(|| other.to_owned()));
    let mut resource = vec![
        or("original_type", kind),
        or("algorithm", "AEAD_AES_256_GCM"),
        ("ciphertext", value("ciphertext")?),
    ];
    // It may be absent, and then it is not signed.
    resource.extend(value("associated_data").map(|data| ("associated_data", data)));
    resource.push(("nonce", value("nonce")?));
    let summary = super::charsets::summary_of(&event);
    let outer = [
        ("id", value("id")?),
        ("create_time", value("create_time")?),
        or("resource_type", "encrypt-resource"),
        ("event_type", event),
        or("summary", summary),
    ];
    let text = |(name, value): (&str, String)| (name.to_owned(), Json::Text(value));
    let mut members: Vec<_> = outer.into_iter().map(text).collect();
    members.push(("resource".to_owned(), Json::Object(resource.into_iter().map(text).collect())));
    Some(Json::Object(members))
}

/// A name without its case and underscores: `createTime`, `create_time`, `CreateTime`.
pub(super) fn plain(name: &str) -> String {
    name.chars().filter(|one| *one != '_').map(|one| one.to_ascii_lowercase()).collect()
}

/// The name of the protocol that is meant by a name of a program.
pub(super) fn known(name: &str) -> Option<&'static str> {
    let name = plain(name);
    ENVELOPE.into_iter().chain(RESOURCE).find(|own| plain(own) == name)
}

/// The first value of every known name.
fn members(text: &str) -> Vec<(&'static str, String)> {
    let mut found: Vec<(&'static str, String)> = Vec::new();
    let mut rest = text;
    while let Some(start) = rest.find(|one: char| one.is_ascii_alphabetic()) {
        rest = &rest[start..];
        let length =
            rest.find(|one: char| !(one.is_ascii_alphanumeric() || one == '_')).unwrap_or(rest.len());
        let (name, behind) = rest.split_at(length);
        rest = behind;
        let Some(name) = known(name).filter(|name| found.iter().all(|(own, _)| own != name)) else {
            continue;
        };
        if let Some(value) = value(behind).filter(|value| !NOTHING.contains(&value.as_str())) {
            found.push((name, value));
        }
    }
    found
}

/// The value that stands behind a name.
fn value(behind: &str) -> Option<String> {
    let mut rest = behind;
    let (mut is_value, mut quote) = (false, None);
    loop {
        rest = rest.trim_start_matches(['\r', '\t']);
        // var_dump of PHP says of which type a value is.
        if is_value && let Some(typed) = rest.strip_prefix("string(") {
            rest = typed.split_once(')')?.1;
        }
        let Some(mark) = BETWEEN.iter().find(|mark| rest.starts_with(**mark)) else { break };
        if is_value && matches!(*mark, "\"" | "'" | "\\\"" | "&quot;" | "&#34;") {
            quote = Some(*mark);
        }
        is_value |= matches!(*mark, "=>" | "=" | ":" | ">");
        rest = &rest[mark.len()..];
        if quote.is_some() {
            break;
        }
    }
    if !is_value {
        return None;
    }
    let value = match quote {
        Some(quote) => rest.split_once(quote)?.0,
        None => {
            &rest[..rest
                .find([',', ';', '}', ')', ']', '\n', '\r', ' ', '"', '\'', '&', '<', '{'])
                .unwrap_or(rest.len())]
        }
    };
    // Escapes of JSON: slashes of PHP, Chinese of Python.
    let unescaped = json::parse(format!("\"{}\"", value.replace("\\\\", "\\")).as_bytes());
    match unescaped {
        Some(Json::Text(text)) => Some(text),
        _ => Some(value.to_owned()),
    }
}
