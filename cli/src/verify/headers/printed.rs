//! Headers as a language prints them: dict, map, array, hash, or the class of a framework.

use super::{Header, MOST};

/// What a header of such a text is told apart by: nothing else is looked for.
const OURS: [&str; 2] = ["wechatpay", "authorization"];

/// `None` when it is no printed form of headers.
pub(super) fn read(text: &str) -> Option<Vec<Header>> {
    let lower = text.to_ascii_lowercase();
    if !OURS.iter().any(|name| lower.contains(name)) {
        return None;
    }
    let headers = spring(text).unwrap_or_else(|| pairs(text));
    let has_ours = |(name, _): &Header| OURS.iter().any(|own| name.to_ascii_lowercase().contains(own));
    headers.iter().any(has_ours).then_some(headers)
}

/// Whether a text begins as such a form does, and not as lines of headers.
pub(super) fn is_printed(text: &str) -> bool {
    let text = text.trim_start();
    let first = text.lines().next().unwrap_or_default();
    let is_bracket = |one: char| "[{(".contains(one);
    let word =
        first.find(|one: char| !(one.is_ascii_alphanumeric() || "_.@&".contains(one))).unwrap_or(first.len());
    text.starts_with(is_bracket)
        || first[word..].trim_start().starts_with(is_bracket)
        || ["Array", "array", "object("].iter().any(|start| first.trim_end() == *start)
}

/// `[Host:"a", Accept:"b", "c"]` of Spring, which escapes no quote in a value.
fn spring(text: &str) -> Option<Vec<Header>> {
    let mut rest = text.trim().strip_prefix('[')?.strip_suffix(']')?;
    let mut headers: Vec<Header> = Vec::new();
    while headers.len() < MOST {
        let (name, value) = rest.split_once(":\"").filter(|(name, _)| is_name(name))?;
        let next = next_of_spring(value);
        let own = value[..next.unwrap_or(value.len())].trim_end_matches([' ', ',']);
        headers.push((name.to_owned(), own.strip_suffix('"').unwrap_or(own).to_owned()));
        match next {
            Some(at) => rest = &value[at..],
            None => return Some(headers),
        }
    }
    Some(headers)
}

/// Where the next name begins: behind a quote, a comma and a blank.
fn next_of_spring(value: &str) -> Option<usize> {
    value
        .match_indices("\", ")
        .map(|(at, mark)| at + mark.len())
        .find(|at| value[*at..].split_once(":\"").is_some_and(|(name, _)| is_name(name)))
}

fn is_name(text: &str) -> bool {
    !text.is_empty()
        && text.len() < 80
        && text.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"-_".contains(&byte))
}

/// Names and values, whatever stands between them.
fn pairs(text: &str) -> Vec<Header> {
    let mut headers: Vec<Header> = Vec::new();
    let mut rest = text;
    while headers.len() < MOST {
        let Some(start) = rest.find(|one: char| one.is_ascii_alphanumeric()) else { break };
        rest = &rest[start..];
        let length =
            rest.find(|one: char| !(one.is_ascii_alphanumeric() || "-_".contains(one))).unwrap_or(rest.len());
        let (name, behind) = rest.split_at(length);
        match value_start(behind) {
            Some(from) => {
                let (value, left) = value(from);
                headers.push((name.to_owned(), value));
                rest = left;
            }
            None => rest = behind,
        }
    }
    headers
}

/// What follows a name up to its value: quotes and brackets that close, then a mark; a comma only between two quoted texts.
fn value_start(behind: &str) -> Option<&str> {
    let rest = behind.trim_start_matches(['"', '\'', ']', ' ', '\t']);
    let marked = ["=>", "=", ":"].iter().find_map(|mark| rest.strip_prefix(mark));
    let paired = || {
        let is_quoted = behind.starts_with(['"', '\'']);
        rest.strip_prefix(',')
            .filter(|_| is_quoted)
            .map(str::trim_start)
            .filter(|rest| opening(rest).is_some())
    };
    let rest = marked.or_else(paired)?.trim_start();
    // A list of values, of which the first one counts; the type that var_dump of PHP puts before a text.
    let rest = rest.trim_start_matches(['[', '(', '{', ' ', '\n', '\r']);
    let typed = rest.strip_prefix("string(").and_then(|rest| rest.split_once(')'));
    Some(typed.map_or(rest, |(_, rest)| rest.trim_start()))
}

/// The quote that a text begins with, also of Python's bytes.
fn opening(text: &str) -> Option<(char, &str)> {
    let text = text.strip_prefix(['b', 'u']).filter(|rest| rest.starts_with(['"', '\''])).unwrap_or(text);
    let quote = text.chars().next().filter(|one| ['"', '\''].contains(one))?;
    Some((quote, &text[1..]))
}

/// A value, and what is left behind it.
fn value(text: &str) -> (String, &str) {
    if let Some((quote, inner)) = opening(text) {
        return quoted(inner, quote);
    }
    let end = bare_end(text);
    (text[..end].trim().to_owned(), &text[end..])
}

fn quoted(text: &str, quote: char) -> (String, &str) {
    let mut value = String::new();
    let mut characters = text.char_indices();
    while let Some((at, character)) = characters.next() {
        match character {
            '\\' => value.extend(characters.next().map(|(_, next)| next)),
            end if end == quote => return (value, &text[at + 1..]),
            other => value.push(other),
        }
    }
    (value, "")
}

/// Where a value without quotes ends: at a bracket or line end, or before the next name. The items of `Authorization` have no blank
/// before them in what WeChat Pay reads, or are known by their names.
fn bare_end(text: &str) -> usize {
    let is_next = |rest: &str| {
        let rest = rest.trim_start();
        let length = rest.find(['=', ':']).unwrap_or(0);
        let is_item =
            ["mchid", "nonce_str", "signature", "timestamp", "serial_no"].contains(&&rest[..length]);
        is_name(&rest[..length]) && !is_item
    };
    let ends = |(at, one): (usize, char)| {
        let ends = match one {
            ']' | '}' | ')' | '\n' | '\r' => true,
            ',' => text[at + 1..].starts_with(' ') && is_next(&text[at + 1..]),
            _ => false,
        };
        ends.then_some(at)
    };
    text.char_indices().find_map(ends).unwrap_or(text.len())
}
