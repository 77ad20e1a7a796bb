//! Bytes that were written out as text: as numbers, as hexadecimal digits, with escapes.

use super::change::Changed;
use super::json::{self, Json};
use crate::diagnosis::causes;
use crate::diagnosis::verdict::{Finding, Text};

/// Longer texts are not read.
const MOST_BYTES: usize = 1 << 20;

/// Fewer bytes are no body.
const FEWEST: usize = 8;

/// The body that such a text stands for.
pub(super) fn all(body: &[u8]) -> Vec<Changed> {
    let Some(text) = std::str::from_utf8(body).ok().filter(|text| text.len() <= MOST_BYTES) else {
        return Vec::new();
    };
    let text = text.trim();
    let change = |(bytes, words): (Option<Vec<u8>>, Text)| {
        let body = bytes.filter(|bytes| bytes.len() >= FEWEST && bytes != body)?;
        Some(Changed { body, finding: Finding::with(&causes::BODY_BYTES_PRINTED, words), is_rare: true })
    };
    let value = text.starts_with(['{', '[']).then(|| json::parse(text.as_bytes())).flatten();
    [
        (value.as_ref().and_then(|value| buffer(value, 0)), node()),
        (inspected(text), node()),
        (python(text), words("bytes as Python prints them: b'...'", "Python 打印的字节：b'...'")),
        (numbers(text), words("a list of numbers", "数字列表")),
        (hexadecimal(text), words("hexadecimal digits", "十六进制")),
        (
            escaped(text),
            words("\\x22 for quotes, as nginx logs a body", "引号写成 \\x22，即 nginx 日志里的正文"),
        ),
    ]
    .into_iter()
    .filter_map(change)
    .collect()
}

/// How the bytes are written, also when not all of them are there.
pub(super) fn told(text: &str) -> Option<Finding> {
    let is_java =
        text.strip_prefix("[B@").is_some_and(|rest| (4..=8).contains(&rest.len()) && is_hexadecimal(rest));
    let is_list = text.starts_with('[')
        && text.len() > 2
        && text
            .trim_end_matches("...")
            .bytes()
            .all(|byte| byte.is_ascii_digit() || b"[]-, \n".contains(&byte));
    let words = if text.contains("\"type\":\"Buffer\"")
        || text.contains("\"type\": \"Buffer\"")
        || text.starts_with("<Buffer ")
    {
        node()
    } else if ["b'", "b\"", "bytearray(b", "memoryview("].iter().any(|start| text.starts_with(start)) {
        words("bytes as Python prints them: b'...'", "Python 打印的字节：b'...'")
    } else if is_java {
        words(
            "the name of a byte[] of Java ([B@...), without its content",
            "Java 字节数组的名字（[B@...），没有内容",
        )
    } else if is_list {
        words("a list of numbers", "数字列表")
    } else if text.len() >= 2 * FEWEST && text.len().is_multiple_of(2) && is_hexadecimal(text) {
        words("hexadecimal digits", "十六进制")
    } else if text.starts_with("{\\x22") {
        words("\\x22 for quotes, as nginx logs a body", "引号写成 \\x22，即 nginx 日志里的正文")
    } else {
        return None;
    };
    Some(Finding::with(&causes::BODY_BYTES_PRINTED, words))
}

fn words(en: &str, zh: &str) -> Text {
    Text::new(en, zh)
}

fn node() -> Text {
    words("a Buffer of Node.js", "Node.js 的 Buffer")
}

/// `{"type":"Buffer","data":[...]}`, or `{"0":123,"1":34}` of a `Uint8Array`; also as a member of something.
fn buffer(value: &Json, depth: usize) -> Option<Vec<u8>> {
    let Json::Object(members) = value else { return None };
    let byte = |value: &Json| match value {
        Json::Bare(number) => number.parse::<u8>().ok(),
        _ => None,
    };
    let is_array =
        !members.is_empty() && members.iter().enumerate().all(|(at, (name, _))| *name == at.to_string());
    if is_array {
        return members.iter().map(|(_, value)| byte(value)).collect();
    }
    let data = members.iter().find_map(|(name, value)| match value {
        Json::List(values) if name == "data" => Some(values),
        _ => None,
    });
    if let Some(data) = data.filter(|_| members.iter().any(|(name, _)| name == "type")) {
        return data.iter().map(byte).collect();
    }
    members.iter().filter(|_| depth < 3).find_map(|(_, value)| buffer(value, depth + 1))
}

/// `<Buffer 7b 22 ...>`.
fn inspected(text: &str) -> Option<Vec<u8>> {
    let inner = text.strip_prefix("<Buffer ")?.strip_suffix('>')?;
    inner.split_whitespace().map(|pair| u8::from_str_radix(pair, 16).ok()).collect()
}

/// `b'...'`, also in `bytearray(...)`.
fn python(text: &str) -> Option<Vec<u8>> {
    let text = text.strip_prefix("bytearray(").and_then(|text| text.strip_suffix(')')).unwrap_or(text);
    let quoted = text.strip_prefix('b')?;
    let quote = quoted.chars().next().filter(|quote| ['\'', '"'].contains(quote))?;
    let inner = quoted.strip_prefix(quote)?.strip_suffix(quote)?;
    unescaped(inner, true)
}

/// `{\x22id\x22:...}`: only what is no plain ASCII, and quotes and backslashes.
fn escaped(text: &str) -> Option<Vec<u8>> {
    text.contains("\\x22").then(|| unescaped(text, false))?
}

/// Escapes of bytes resolved; those that only a language has, if asked for.
fn unescaped(text: &str, is_language: bool) -> Option<Vec<u8>> {
    let mut out = Vec::with_capacity(text.len());
    let mut rest = text.as_bytes();
    while let Some((byte, behind)) = rest.split_first() {
        rest = behind;
        if *byte != b'\\' {
            out.push(*byte);
            continue;
        }
        let (mark, behind) = rest.split_first()?;
        rest = behind;
        out.push(match mark {
            b'x' => {
                let digits = std::str::from_utf8(rest.get(..2)?).ok()?;
                rest = &rest[2..];
                u8::from_str_radix(digits, 16).ok()?
            }
            b'n' if is_language => b'\n',
            b'r' if is_language => b'\r',
            b't' if is_language => b'\t',
            mark => *mark,
        });
    }
    Some(out)
}

/// `[123, 34]` of Java (signed), Go and others, with commas or blanks between.
fn numbers(text: &str) -> Option<Vec<u8>> {
    let inner = text.strip_prefix('[')?.strip_suffix(']')?;
    let items = inner.split([',', ' ', '\n']).filter(|item| !item.is_empty());
    items
        .map(|item| {
            u8::try_from(item.parse::<i16>().ok().filter(|one| (-128..256).contains(one))? & 0xFF).ok()
        })
        .collect()
}

fn hexadecimal(text: &str) -> Option<Vec<u8>> {
    let text = text.strip_prefix("0x").unwrap_or(text);
    if !text.len().is_multiple_of(2) || !is_hexadecimal(text) {
        return None;
    }
    text.as_bytes()
        .chunks_exact(2)
        .map(|pair| u8::from_str_radix(std::str::from_utf8(pair).ok()?, 16).ok())
        .collect()
}

fn is_hexadecimal(text: &str) -> bool {
    text.bytes().all(|byte| byte.is_ascii_hexdigit())
}
