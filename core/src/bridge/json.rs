//! JSON as it goes over the border, written in one pass: the names of keys as in the language, and nothing but ASCII, which every
//! host takes over fastest.

use std::io::{self, Write};

use serde::Serialize;
use serde_json::Serializer;
use serde_json::ser::Formatter;

use super::case::{FieldCase, camel};
use crate::client::Event;
use crate::error::Error;

/// Room for most records.
const ROOM: usize = 1024;

impl FieldCase {
    /// A value as JSON of this language.
    pub(super) fn json(self, value: &impl Serialize) -> String {
        let mut out = Vec::with_capacity(ROOM);
        let border = Border { names: self, is_key: false, key: String::new() };
        let written = value.serialize(&mut Serializer::with_formatter(&mut out, border));
        written.expect("records have text keys and write themselves without fail");
        String::from_utf8(out).expect("it is ASCII")
    }
}

/// An error as JSON, its fields named as in the language.
#[must_use]
pub fn error_json(error: &Error, names: FieldCase) -> String {
    names.json(&names.error(error))
}

/// What a client did as JSON, its fields named as in the language.
#[must_use]
pub fn event_json(event: &Event, names: FieldCase) -> String {
    names.json(event)
}

struct Border {
    names: FieldCase,
    is_key: bool,
    /// Kept from key to key.
    key: String,
}

impl Formatter for Border {
    fn begin_object_key<W: ?Sized + Write>(&mut self, out: &mut W, first: bool) -> io::Result<()> {
        self.is_key = true;
        if first { Ok(()) } else { out.write_all(b",") }
    }

    fn end_object_key<W: ?Sized + Write>(&mut self, _: &mut W) -> io::Result<()> {
        self.is_key = false;
        Ok(())
    }

    fn write_string_fragment<W: ?Sized + Write>(&mut self, out: &mut W, fragment: &str) -> io::Result<()> {
        if self.is_key && self.names == FieldCase::Camel && fragment.contains('_') {
            self.key.clear();
            camel(fragment, &mut self.key);
            return write_ascii(out, &self.key);
        }
        write_ascii(out, fragment)
    }
}

fn write_ascii<W: ?Sized + Write>(out: &mut W, text: &str) -> io::Result<()> {
    let mut rest = text;
    while let Some(at) = rest.bytes().position(|byte| !byte.is_ascii()) {
        out.write_all(&rest.as_bytes()[..at])?;
        let end = rest[at..].find(|c: char| c.is_ascii()).map_or(rest.len(), |length| at + length);
        for unit in rest[at..end].encode_utf16() {
            write!(out, "\\u{unit:04x}")?;
        }
        rest = &rest[end..];
    }
    out.write_all(rest.as_bytes())
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use super::*;

    #[test]
    fn keys_are_named_as_in_the_language_and_values_stay() {
        let value = json!({"out_trade_no": "out_trade_no", "a": {"refund_id_0": [{"goods_tag": null}, "goods_tag"], "名_x": 1}});
        assert_eq!(
            FieldCase::Camel.json(&value),
            r#"{"a":{"refundId_0":[{"goodsTag":null},"goods_tag"],"\u540dX":1},"outTradeNo":"out_trade_no"}"#
        );
        assert_eq!(serde_json::from_str::<Value>(&FieldCase::Snake.json(&value)).unwrap(), value);
    }

    #[test]
    fn every_text_comes_out_as_it_was() {
        for text in [
            "",
            "plain",
            "蓝色马克杯",
            "a蓝b",
            "😀",
            "é\u{7f}\u{80}",
            "\"\\\n\u{0}\u{1f}",
            "\u{2028}\u{ffff}x",
        ] {
            let written = FieldCase::Snake.json(&text);
            assert!(written.is_ascii(), "{written}");
            assert_eq!(serde_json::from_str::<String>(&written).unwrap(), text);
        }
    }
}
