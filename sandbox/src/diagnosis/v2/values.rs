//! What is done to values before they are signed: escapes, character sets, white space.

use encoding_rs::{GBK, WINDOWS_1252};
use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, percent_decode_str, utf8_percent_encode};

use super::message::{Field, escaped, unescaped};
use crate::diagnosis::causes::{self, Cause};

/// What `encodeURIComponent` leaves alone, as far as values of V2 have it.
const KEPT: &AsciiSet = &NON_ALPHANUMERIC.remove(b'-').remove(b'_').remove(b'.').remove(b'~');

/// What stands in for the value of a field.
type Change = fn(&Field) -> Vec<u8>;

/// What is done to all values at once.
pub(super) fn changes() -> Vec<(Change, &'static Cause, &'static str, &'static str)> {
    let encoded = &causes::SIGN_VALUES_ENCODED;
    let charset = &causes::SIGN_VALUES_CHARSET;
    vec![
        (|field| percent(&field.value).into_bytes(), encoded, "", ""),
        (|field| percent(&field.value).replace("%20", "+").into_bytes(), encoded, "", ""),
        (|field| percent(&field.value).to_ascii_lowercase().into_bytes(), encoded, "in lower case", "小写"),
        (
            |field| lower_escapes(&percent(&field.value)).into_bytes(),
            encoded,
            "%xx in lower case",
            "%xx 为小写",
        ),
        (
            |field| lower_escapes(&percent(&field.value).replace("%20", "+")).into_bytes(),
            encoded,
            "%xx in lower case",
            "%xx 为小写",
        ),
        (|field| decoded(&field.value), encoded, "the message has them encoded", "报文里的值是编码过的"),
        (|field| field.raw.clone().into_bytes(), &causes::SIGN_VALUES_ESCAPED, "", ""),
        (
            |field| field.raw.replace("<![CDATA[", "").replace("]]>", "").into_bytes(),
            &causes::SIGN_VALUES_ESCAPED,
            "",
            "",
        ),
        (
            |field| format!("<![CDATA[{}]]>", field.value).into_bytes(),
            &causes::SIGN_VALUES_ESCAPED,
            "CDATA",
            "CDATA",
        ),
        (
            |field| unescaped(&field.value).into_bytes(),
            &causes::SIGN_VALUES_ESCAPED,
            "the message is escaped twice",
            "报文里转义了两次",
        ),
        (|field| escaped(&field.value).into_bytes(), &causes::SIGN_VALUES_ESCAPED, "", ""),
        (
            |field| escaped(&field.value).replace('"', "&quot;").into_bytes(),
            &causes::SIGN_VALUES_ESCAPED,
            "",
            "",
        ),
        (
            |field| field.value.replace("\\/", "/").replace("\\\"", "\"").into_bytes(),
            &causes::SIGN_VALUES_ESCAPED,
            "backslashes",
            "反斜杠",
        ),
        (
            |field| field.value.replace('"', "\\\"").into_bytes(),
            &causes::SIGN_VALUES_ESCAPED,
            "backslashes",
            "反斜杠",
        ),
        (|field| field.value.trim().as_bytes().to_vec(), &causes::SIGN_VALUES_TRIMMED, "", ""),
        (
            |field| field.value.replace("\r\n", "\n").into_bytes(),
            &causes::SIGN_VALUES_TRIMMED,
            "CR LF",
            "CR LF",
        ),
        (
            |field| field.value.replace("\r\n", "\n").replace('\n', "\r\n").into_bytes(),
            &causes::SIGN_VALUES_TRIMMED,
            "CR LF",
            "CR LF",
        ),
        (|field| GBK.encode(&field.value).0.into_owned(), charset, "GBK", "GBK"),
        (
            |field| latin1_as_utf8(&field.value),
            charset,
            "UTF-8 read as ISO-8859-1",
            "UTF-8 被当作 ISO-8859-1",
        ),
        (|field| latin1(&field.value), charset, "ISO-8859-1", "ISO-8859-1"),
        (|field| WINDOWS_1252.encode(&field.value).0.into_owned(), charset, "Windows-1252", "Windows-1252"),
        (
            |field| WINDOWS_1252.decode(field.value.as_bytes()).0.into_owned().into_bytes(),
            charset,
            "UTF-8 read as Windows-1252",
            "UTF-8 被当作 Windows-1252",
        ),
        (
            |field| GBK.decode(field.value.as_bytes()).0.into_owned().into_bytes(),
            charset,
            "UTF-8 read as GBK",
            "UTF-8 被当作 GBK",
        ),
        (
            |field| ascii(&field.value, "?"),
            charset,
            "a question mark for each Chinese character",
            "汉字变成问号",
        ),
        (
            |field| ascii(&field.value, "???"),
            charset,
            "question marks for Chinese characters",
            "汉字变成问号",
        ),
        (|field| ascii(&field.value, ""), charset, "without Chinese characters", "没有汉字"),
    ]
}

pub(super) fn percent(text: &str) -> String {
    utf8_percent_encode(text, KEPT).to_string()
}

pub(super) fn decoded(text: &str) -> Vec<u8> {
    percent_decode_str(&text.replace('+', " ")).collect()
}

fn lower_escapes(text: &str) -> String {
    let mut parts = text.split('%');
    let mut out = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        let (escape, rest) = part.split_at_checked(2).unwrap_or((part, ""));
        out.push('%');
        out.push_str(&escape.to_ascii_lowercase());
        out.push_str(rest);
    }
    out
}

fn latin1_as_utf8(text: &str) -> Vec<u8> {
    text.bytes().map(char::from).collect::<String>().into_bytes()
}

/// Each character as a byte; a question mark where that cannot be.
fn latin1(text: &str) -> Vec<u8> {
    text.chars().map(|one| u8::try_from(u32::from(one)).unwrap_or(b'?')).collect()
}

fn ascii(text: &str, by: &str) -> Vec<u8> {
    text.chars()
        .map(|one| if one.is_ascii() { one.to_string() } else { by.to_owned() })
        .collect::<String>()
        .into_bytes()
}
