//! Bodies that were converted to another character set, or read as if they were of another one.

use encoding_rs::{GB18030, GBK, WINDOWS_1252};

use super::change::Changed;
use super::json::{self, Json};
use crate::diagnosis::causes;

/// The texts that WeChat Pay puts into `summary`.
const SUMMARIES: [(&str, &str); 5] = [
    ("TRANSACTION.SUCCESS", "支付成功"),
    ("REFUND.SUCCESS", "退款成功"),
    ("REFUND.ABNORMAL", "退款异常"),
    ("REFUND.CLOSED", "退款关闭"),
    ("SECURITY_ECHO.SUCCESS", "安全回声"),
];

/// The body in, or out of, the character sets that it is converted to by mistake.
pub(super) fn all(body: &[u8]) -> Vec<Changed> {
    let mut forms = Vec::new();
    let mut add = |form: Option<Vec<u8>>, name: &str| {
        if let Some(form) = form.filter(|form| form != body) {
            let (en, zh) = (format!("the signed form: {name}"), format!("被签的形式：{name}"));
            forms.push(Changed::new(form, &causes::BODY_CHARSET, &en, &zh));
        }
    };
    if let Ok(text) = std::str::from_utf8(body) {
        if !text.is_ascii() {
            add(Some(GBK.encode(text).0.into_owned()), "GBK");
            add(Some(latin1_as_utf8(body)), "UTF-8 read as ISO-8859-1");
            add(
                Some(WINDOWS_1252.decode_without_bom_handling(body).0.into_owned().into_bytes()),
                "UTF-8 read as Windows-1252",
            );
            add(Some(GBK.decode_without_bom_handling(body).0.into_owned().into_bytes()), "UTF-8 read as GBK");
            add(latin1(text), "UTF-8 (it was read as ISO-8859-1)");
            add(back(text, WINDOWS_1252), "UTF-8 (it was read as Windows-1252)");
            add(back(text, GBK), "UTF-8 (it was read as GBK)");
            add(
                Some(each(text, |out, _| out.push('?'))),
                "ASCII, a question mark for each Chinese character",
            );
            add(
                Some(each(text, |out, one| out.push_str(&"?".repeat(one.len_utf8())))),
                "ASCII, question marks",
            );
            add(Some(each(text, |_, _| {})), "ASCII, without Chinese characters");
            add(Some(each(text, |out, _| out.push('\u{FFFD}'))), "U+FFFD for each Chinese character");
            add(Some(rare(text, "?")), "a question mark for each emoji");
            add(Some(rare(text, "")), "without emoji");
            add(Some(latin1_lossy(text)), "ISO-8859-1");
        }
        add(Some(text.encode_utf16().flat_map(u16::to_le_bytes).collect()), "UTF-16LE");
        add(Some(text.encode_utf16().flat_map(u16::to_be_bytes).collect()), "UTF-16BE");
        add(
            Some([0xFEFF].into_iter().chain(text.encode_utf16()).flat_map(u16::to_be_bytes).collect()),
            "UTF-16 with a byte order mark",
        );
    } else {
        let decoded = GB18030.decode_without_bom_handling_and_without_replacement(body);
        add(decoded.map(|text| text.into_owned().into_bytes()), "UTF-8 (it was converted to GBK)");
        add(Some(latin1_as_utf8(body)), "UTF-8 (it was converted to ISO-8859-1)");
        add(Some(String::from_utf8_lossy(body).into_owned().into_bytes()), "U+FFFD for what is no UTF-8");
    }
    for (name, units) in [
        ("UTF-8 (it is UTF-16LE)", utf16(body, u16::from_le_bytes)),
        ("UTF-8 (it is UTF-16BE)", utf16(body, u16::from_be_bytes)),
    ] {
        add(units, name);
    }
    add(summary(body), "UTF-8; its summary was lost");
    forms
}

/// The body with the `summary` that belongs to its event: the only Chinese in a notification.
fn summary(body: &[u8]) -> Option<Vec<u8>> {
    let start = find(body, b"\"summary\"")? + b"\"summary\"".len();
    let rest = &body[start..];
    let open = rest.iter().position(|byte| *byte == b'"')? + 1;
    let length = rest[open..].iter().position(|byte| *byte == b'"')?;
    let (_, summary) = SUMMARIES.iter().find(|(event, _)| find(body, event.as_bytes()).is_some())?;
    Some([&body[..start + open], summary.as_bytes(), &body[start + open + length..]].concat())
}

/// What WeChat Pay says of an event; nothing of one that is not known.
pub(super) fn summary_of(event: &str) -> &'static str {
    SUMMARIES.iter().find(|(own, _)| *own == event).map_or("", |(_, summary)| summary)
}

fn find(text: &[u8], part: &[u8]) -> Option<usize> {
    text.windows(part.len()).position(|window| window == part)
}

/// Each byte taken for a character.
fn latin1_as_utf8(body: &[u8]) -> Vec<u8> {
    body.iter().map(|byte| char::from(*byte)).collect::<String>().into_bytes()
}

/// The reverse: `None` when a character is not of ISO-8859-1.
fn latin1(text: &str) -> Option<Vec<u8>> {
    text.chars().map(|one| u8::try_from(u32::from(one)).ok()).collect()
}

fn latin1_lossy(text: &str) -> Vec<u8> {
    text.chars().map(|one| u8::try_from(u32::from(one)).unwrap_or(b'?')).collect()
}

fn back(text: &str, encoding: &'static encoding_rs::Encoding) -> Option<Vec<u8>> {
    let (bytes, _, has_errors) = encoding.encode(text);
    (!has_errors).then(|| bytes.into_owned())
}

/// Each character beyond ASCII replaced.
fn each(text: &str, put: fn(&mut String, char)) -> Vec<u8> {
    let mut out = String::new();
    for character in text.chars() {
        if character.is_ascii() {
            out.push(character);
        } else {
            put(&mut out, character);
        }
    }
    out.into_bytes()
}

/// Each character of four bytes replaced.
fn rare(text: &str, by: &str) -> Vec<u8> {
    let mut out = String::new();
    for character in text.chars() {
        if character.len_utf8() == 4 {
            out.push_str(by);
        } else {
            out.push(character);
        }
    }
    out.into_bytes()
}

fn utf16(body: &[u8], unit: fn([u8; 2]) -> u16) -> Option<Vec<u8>> {
    if !body.len().is_multiple_of(2) {
        return None;
    }
    let units: Vec<u16> = body.chunks_exact(2).map(|pair| unit([pair[0], pair[1]])).collect();
    let text = String::from_utf16(units.strip_prefix(&[0xFEFF]).unwrap_or(&units)).ok()?;
    text.starts_with(['{', '[', '"']).then(|| text.into_bytes())
}

/// Whether the body shows traces of a conversion that nothing undoes.
pub(super) fn is_marred(body: &[u8]) -> bool {
    match std::str::from_utf8(body) {
        // A character that ends too early was cut, not converted.
        Err(error) => error.error_len().is_some(),
        Ok(text) => text.contains('\u{FFFD}') || has_lost_summary(body),
    }
}

/// A summary of question marks, or one that reads as another character set.
fn has_lost_summary(body: &[u8]) -> bool {
    let Some(Json::Object(members)) = json::parse(body) else { return false };
    let summary = members.iter().find(|(name, _)| name == "summary");
    matches!(summary, Some((_, Json::Text(text))) if text.contains("??"))
}
