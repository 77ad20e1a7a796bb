//! The names of fields as a language writes them. Wire names are `snake_case`; JavaScript has `camelCase`, Go `PascalCase` with its
//! initialisms.

use std::borrow::Cow;

use memchr::memchr2;

use super::go_names::exported;
use crate::error::Error;

/// How a language writes the names of fields.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum FieldCase {
    /// `out_trade_no`, as on the wire.
    #[default]
    Snake,
    /// `outTradeNo`. Names as on the wire are understood, too.
    Camel,
    /// `OutTradeNo`, `MchID` in errors and texts. JSON keeps the names of the wire: tags at the fields of a struct say them.
    Go,
}

impl FieldCase {
    /// A JSON text of this language, with the names of its keys as on the wire.
    pub(super) fn read(self, json: &str) -> Cow<'_, str> {
        match self {
            Self::Snake | Self::Go => Cow::Borrowed(json),
            Self::Camel => Cow::Owned(with_snake_keys(json)),
        }
    }

    /// One name, or a path of names, as in this language.
    #[must_use]
    pub fn name(self, snake: &str) -> String {
        let mut out = String::with_capacity(snake.len());
        match self {
            Self::Snake => out.push_str(snake),
            Self::Camel => camel(snake, &mut out),
            Self::Go => exported(snake, &mut out),
        }
        out
    }

    /// A word of the border, such as the name of a question, as JSON of this language has it.
    pub(super) fn word(self, snake: &str) -> String {
        match self {
            Self::Snake | Self::Go => snake.to_owned(),
            Self::Camel => self.name(snake),
        }
    }

    /// A sentence in which every name between backquotes is as in this language.
    #[must_use]
    pub fn sentence(self, text: &str) -> String {
        let parts = text.split('`').enumerate();
        let parts = parts.map(|(index, part)| match index % 2 {
            1 if is_name(part) || self == Self::Go && FIELDS_OF_ONE_WORD.contains(&part) => self.name(part),
            _ => part.to_owned(),
        });
        parts.collect::<Vec<_>>().join("`")
    }

    /// An error that names fields as in this language.
    pub(super) fn error(self, error: &Error) -> Error {
        match self {
            Self::Snake => error.clone(),
            Self::Camel | Self::Go => {
                let named = error.clone().with_detail(self.sentence(error.detail()));
                match error.field() {
                    Some(field) if is_name(field) || self == Self::Go && is_path(field) => {
                        named.with_field(self.name(field))
                    }
                    _ => named,
                }
            }
        }
    }
}

/// How names of files end that are the same in every language.
pub const FILE_ENDINGS: [&str; 4] = [".pem", ".p12", ".der", ".csv"];

/// Words of WeChat Pay's own that look like names of ours, the same in every language.
pub const WIRE_WORDS: [&str; 8] =
    ["balance_only", "no_balance", "no_credit", "no_debit", "nonce_str", "sign_type", "wap_name", "wap_url"];

/// Fields of requests and settings whose names are one word. Between backquotes stand values, too: only these words are names there.
pub(super) const FIELDS_OF_ONE_WORD: [&str; 0] = [];

/// A name of ours, alone or as a path; names of environment variables, headers, codes and files are none. A name of one word is the same
/// in most languages.
fn is_name(text: &str) -> bool {
    text.contains('_') && is_path(text)
}

fn is_path(text: &str) -> bool {
    let allowed = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || "_.[]".contains(c);
    let is_file = FILE_ENDINGS.iter().any(|ending| text.ends_with(ending));
    !is_file && !WIRE_WORDS.contains(&text) && text.chars().all(allowed)
}

pub(super) fn camel(snake: &str, out: &mut String) {
    let mut parts = snake.split('_');
    out.extend(parts.next());
    for part in parts {
        match part.as_bytes() {
            [first @ b'a'..=b'z', ..] => {
                out.push(char::from(first.to_ascii_uppercase()));
                out.push_str(&part[1..]);
            }
            // An index keeps its underscore: `refund_id_0` is no `refundId0`.
            _ => {
                out.push('_');
                out.push_str(part);
            }
        }
    }
}

fn snake(camel: &str, out: &mut String) {
    for c in camel.chars() {
        if c.is_ascii_uppercase() {
            out.push('_');
        }
        out.push(c.to_ascii_lowercase());
    }
}

/// Copies a JSON text and changes its keys: texts that stand before a colon. No value is touched.
fn with_snake_keys(json: &str) -> String {
    let mut out = String::with_capacity(json.len() + json.len() / 8);
    let mut rest = json;
    while let Some(open) = rest.find('"') {
        let text = &rest[open + 1..];
        let Some(length) = text_length(text) else { break };
        out.push_str(&rest[..=open]);
        let (text, after) = (&text[..length], &text[length..]);
        match after[1..].trim_start().starts_with(':') && !text.contains('\\') {
            true => snake(text, &mut out),
            false => out.push_str(text),
        }
        out.push('"');
        rest = &after[1..];
    }
    out.push_str(rest);
    out
}

/// How many bytes come before the quotation mark that ends the text.
fn text_length(text: &str) -> Option<usize> {
    let bytes = text.as_bytes();
    let mut at = 0;
    loop {
        at += memchr2(b'"', b'\\', bytes.get(at..)?)?;
        if bytes[at] == b'"' {
            return Some(at);
        }
        at += 2;
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::error::sdk_codes;

    #[test]
    fn keys_change_and_values_stay() {
        let camel = r#"{"outTradeNo":"aB_c:\"outTradeNo\":1", "sceneInfo" : {"h5Info":{"type":"Wap"}},"list":["goodsTag",{"goodsTag":null}]}"#;
        let snake = r#"{"out_trade_no":"aB_c:\"outTradeNo\":1", "scene_info" : {"h5_info":{"type":"Wap"}},"list":["goodsTag",{"goods_tag":null}]}"#;
        assert_eq!(FieldCase::Camel.read(camel), snake);
        assert_eq!(FieldCase::Camel.read(snake), snake, "wire names are understood");
        assert_eq!(FieldCase::Snake.read(camel), camel);
    }

    #[test]
    fn broken_json_stays_broken() {
        for json in [r#"{"outTradeNo"#, r#"{"a\"#, "\"", r#"{"名":1"#, "", r#"{"a":"\"#] {
            let read = FieldCase::Camel.read(json);
            assert!(serde_json::from_str::<serde_json::Value>(&read).is_err(), "{json}");
        }
    }

    #[test]
    fn errors_name_fields_in_the_language() {
        let error = Error::sdk(&sdk_codes::UNKNOWN_FIELD)
            .with_field("scene_info.h5_info[0].app_nam")
            .with_detail("did you mean `app_name`?");
        let camel = FieldCase::Camel.error(&error);
        assert_eq!(camel.field(), Some("sceneInfo.h5Info[0].appNam"));
        assert_eq!(camel.detail(), "did you mean `appName`?");
        assert_eq!(FieldCase::Camel.name("out_refund_no_12"), "outRefundNo_12");
        for field in ["QQ_WXPAY_MCHID", "Wechatpay-Serial", "(the request)"] {
            assert_eq!(FieldCase::Camel.error(&error.clone().with_field(field)).field(), Some(field));
        }
        assert_eq!(FieldCase::Snake.error(&error).field(), error.field());
    }
}
