//! Orders of the fields and ways of putting them together.

use super::space::{Form, Join, Order, Pair};
use crate::diagnosis::causes;
use crate::diagnosis::verdict::{Finding, Text};

/// By name, byte by byte, and the other orders.
pub(super) fn orders() -> Vec<Form<Order>> {
    let wrong = |order: Order, en: &str, zh: &str| {
        Form::wrong(order, Finding::with(&causes::SIGN_ORDER, Text::new(en, zh)))
    };
    vec![
        Form::right(|fields| fields.sort()),
        wrong(|_| {}, "signed in the order of the message", "按报文中的顺序签名"),
        wrong(
            |fields| fields.sort_by_key(|(name, _)| name.to_ascii_lowercase()),
            "sorted without regard to case",
            "排序时忽略了大小写",
        ),
        wrong(|fields| fields.sort_by(|one, other| other.cmp(one)), "sorted backwards", "倒序排列"),
        wrong(|fields| fields.reverse(), "in the message's order, backwards", "按报文顺序倒排"),
        wrong(
            |fields| fields.sort_by_key(|(name, _)| without_marks(name)),
            "sorted without regard to _ and case",
            "排序时忽略了下划线和大小写",
        ),
        wrong(|fields| fields.sort_by(|one, other| one.1.cmp(&other.1)), "sorted by value", "按值排序"),
        wrong(|fields| fields.sort_by_key(|(name, _)| name.len()), "sorted by length", "按名称长度排序"),
    ]
}

fn without_marks(name: &[u8]) -> Vec<u8> {
    name.iter().filter(|byte| **byte != b'_').map(u8::to_ascii_lowercase).collect()
}

/// `a=1&b=2&key=K`, and the other ways.
pub(super) fn joins() -> Vec<Form<Join>> {
    let wrong = |join: Join, cause| Form::wrong(join, Finding::new(cause));
    let not_appended = &causes::SIGN_KEY_NOT_APPENDED;
    let otherwise = &causes::SIGN_JOINED_OTHERWISE;
    let in_whole = &causes::SIGN_TEXT_ENCODED;
    vec![
        Form::right(right),
        wrong(|fields, _| joined(fields, b"=", b"&"), not_appended),
        wrong(|fields, key| [&joined(fields, b"=", b"&"), key].concat(), not_appended),
        wrong(|fields, key| [&joined(fields, b"=", b"&"), b"key=".as_slice(), key].concat(), not_appended),
        wrong(|fields, key| [&joined(fields, b"=", b"&"), b"&".as_slice(), key].concat(), not_appended),
        wrong(|fields, key| [&joined(fields, b"=", b"&"), b"&key".as_slice(), key].concat(), not_appended),
        wrong(|fields, key| [&joined(fields, b"=", b"&"), b"&KEY=".as_slice(), key].concat(), not_appended),
        wrong(|fields, key| [&joined(fields, b"=", b"&"), b"&&key=".as_slice(), key].concat(), otherwise),
        wrong(
            |fields, key| [b"key=".as_slice(), key, b"&", &joined(fields, b"=", b"&")].concat(),
            &causes::SIGN_KEY_SORTED_IN,
        ),
        wrong(|fields, key| [key, &joined(fields, b"=", b"&")].concat(), not_appended),
        wrong(|fields, key| [key, &joined(fields, b"=", b"&"), key].concat(), not_appended),
        wrong(with_key_sorted, &causes::SIGN_KEY_SORTED_IN),
        wrong(|fields, key| [&right(fields, key), b"&".as_slice()].concat(), otherwise),
        wrong(|fields, key| [&right(fields, key), b"\n".as_slice()].concat(), otherwise),
        wrong(|fields, key| [b"?".as_slice(), &right(fields, key)].concat(), otherwise),
        wrong(|fields, key| [b"&".as_slice(), &right(fields, key)].concat(), otherwise),
        wrong(|fields, key| [&joined(fields, b"", b""), key].concat(), otherwise),
        wrong(|fields, key| [&joined(fields, b"=", b""), b"key=".as_slice(), key].concat(), otherwise),
        wrong(|fields, key| [&joined(fields, b":", b"&"), b"&key:".as_slice(), key].concat(), otherwise),
        wrong(|fields, key| [&joined(fields, b"=", b","), b",key=".as_slice(), key].concat(), otherwise),
        wrong(|fields, key| [&joined(fields, b"=", b"|"), b"|key=".as_slice(), key].concat(), otherwise),
        wrong(
            |fields, key| [&joined(fields, b"=", b"&amp;"), b"&amp;key=".as_slice(), key].concat(),
            otherwise,
        ),
        wrong(|fields, key| [&joined(fields, b" = ", b"&"), b"&key=".as_slice(), key].concat(), otherwise),
        wrong(|fields, key| encoded(&right(fields, key), Escapes::Usual), in_whole),
        wrong(|fields, key| encoded(&right(fields, key), Escapes::Form), in_whole),
        wrong(|fields, key| encoded(&right(fields, key), Escapes::LowerForm), in_whole),
        wrong(|fields, key| encoded(&right(fields, key), Escapes::Lower), in_whole),
        wrong(|fields, key| encoded(&right(fields, key), Escapes::Address), in_whole),
        wrong(|fields, key| with_key(encoded(&joined(fields, b"=", b"&"), Escapes::Usual), key), in_whole),
        wrong(|fields, key| with_key(encoded(&joined(fields, b"=", b"&"), Escapes::Form), key), in_whole),
        wrong(
            |fields, key| with_key(encoded(&joined(fields, b"=", b"&"), Escapes::LowerForm), key),
            in_whole,
        ),
        wrong(|fields, key| with_key(encoded(&joined(fields, b"=", b"&"), Escapes::Lower), key), in_whole),
        wrong(|fields, key| right(fields, key).to_ascii_lowercase(), otherwise),
        wrong(|fields, key| right(fields, key).to_ascii_uppercase(), otherwise),
    ]
}

fn right(fields: &[Pair], key: &[u8]) -> Vec<u8> {
    with_key(joined(fields, b"=", b"&"), key)
}

fn with_key(mut text: Vec<u8>, key: &[u8]) -> Vec<u8> {
    if !text.is_empty() {
        text.push(b'&');
    }
    text.extend_from_slice(b"key=");
    text.extend_from_slice(key);
    text
}

/// How writers escape a text for an address.
#[derive(Clone, Copy, PartialEq)]
enum Escapes {
    /// `encodeURIComponent`, `rawurlencode`, `quote`.
    Usual,
    /// With `+` for a blank: `urlencode`, `URLEncoder`.
    Form,
    /// The same in lower case: `HttpUtility.UrlEncode` of .NET.
    LowerForm,
    Lower,
    /// `encodeURI`, which leaves alone what separates.
    Address,
}

fn encoded(text: &[u8], escapes: Escapes) -> Vec<u8> {
    let is_kept = |byte: u8| {
        byte.is_ascii_alphanumeric()
            || b"-_.".contains(&byte)
            || byte == b'~' && !matches!(escapes, Escapes::Form | Escapes::LowerForm)
            || escapes == Escapes::Address && b"&=:/?,;@+$#!*'()".contains(&byte)
    };
    let mut out = Vec::with_capacity(text.len() * 2);
    for byte in text {
        match byte {
            kept if is_kept(*kept) => out.push(*kept),
            b' ' if matches!(escapes, Escapes::Form | Escapes::LowerForm) => out.push(b'+'),
            byte if matches!(escapes, Escapes::LowerForm | Escapes::Lower) => {
                out.extend_from_slice(format!("%{byte:02x}").as_bytes());
            }
            byte => out.extend_from_slice(format!("%{byte:02X}").as_bytes()),
        }
    }
    out
}

fn joined(fields: &[Pair], between: &[u8], after: &[u8]) -> Vec<u8> {
    let mut text = Vec::new();
    for (at, (name, value)) in fields.iter().enumerate() {
        if at > 0 {
            text.extend_from_slice(after);
        }
        for part in [name.as_slice(), between, value] {
            text.extend_from_slice(part);
        }
    }
    text
}

fn with_key_sorted(fields: &[Pair], key: &[u8]) -> Vec<u8> {
    let mut fields = fields.to_vec();
    fields.push((b"key".to_vec(), key.to_vec()));
    fields.sort();
    joined(&fields, b"=", b"&")
}
