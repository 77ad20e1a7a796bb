//! V2's flat XML. Whatever could make two readers disagree is refused: document types, entities,
//! processing instructions, attributes, nesting, repeated names, other encodings than UTF-8.

use std::fmt;

use quick_xml::events::{BytesRef, BytesStart, Event};
use quick_xml::{Reader, escape};

use crate::error::{Error, Result, sdk_codes};

/// More fields than any V2 message has.
const MAXIMUM_FIELDS: usize = 512;

/// Longer than any field name of V2, in bytes.
const LONGEST_NAME: usize = 64;

/// The fields of a V2 message, each name once.
#[derive(Clone, Default, PartialEq, Eq)]
pub(crate) struct Fields(Vec<(String, String)>);

impl Fields {
    /// The value of a field, as it was written or received.
    pub(crate) fn value(&self, name: &str) -> Option<&str> {
        self.0.iter().find(|(own, _)| own == name).map(|(_, value)| value.as_str())
    }

    /// All fields in the order of the message.
    pub(crate) fn iter(&self) -> impl Iterator<Item = (&str, &str)> {
        self.0.iter().map(|(name, value)| (name.as_str(), value.as_str()))
    }

    /// Appends a field that is written by this library; an empty value is left out.
    pub(crate) fn push(&mut self, name: &str, value: impl Into<String>) {
        let value = value.into();
        if !value.is_empty() {
            self.0.push((name.to_owned(), value));
        }
    }

    pub(crate) fn push_optional(&mut self, name: &str, value: Option<impl AsRef<str>>) {
        if let Some(value) = value {
            self.push(name, value.as_ref());
        }
    }
}

impl fmt::Debug for Fields {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.debug_list().entries(self.0.iter().map(|(name, _)| name)).finish()
    }
}

/// Whether the bytes begin as XML does, after a byte-order mark and white space.
pub(crate) fn looks_like_xml(bytes: &[u8]) -> bool {
    bytes.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(bytes).trim_ascii_start().starts_with(b"<")
}

/// Writes `<xml>…</xml>` with every value escaped.
pub(crate) fn write(fields: &Fields) -> Vec<u8> {
    let mut text = String::with_capacity(1024);
    text.push_str("<xml>");
    for (name, value) in fields.iter() {
        text.push('<');
        text.push_str(name);
        text.push('>');
        text.push_str(&escape::escape(value));
        text.push_str("</");
        text.push_str(name);
        text.push('>');
    }
    text.push_str("</xml>");
    text.into_bytes()
}

/// Reads a message whose root is `root`.
pub(crate) fn read(bytes: &[u8], root: &str) -> Result<Fields> {
    let text = std::str::from_utf8(bytes).map_err(|_| refuse("not UTF-8"))?;
    let text = text.strip_prefix('\u{FEFF}').unwrap_or(text).trim();
    let mut reader = Reader::from_str(text);
    reader.config_mut().check_end_names = true;
    let mut fields = Fields::default();
    enter_root(&mut reader, root)?;
    loop {
        match next(&mut reader)? {
            Event::Start(start) => {
                let name = plain_name(&start)?;
                let value = read_value(&mut reader)?;
                add(&mut fields, name, value)?;
            }
            Event::Empty(start) => {
                let name = plain_name(&start)?;
                add(&mut fields, name, String::new())?;
            }
            Event::End(_) => break,
            Event::Text(text) if is_blank(&text.xml10_content()) => {}
            _ => return Err(refuse("something else than fields inside the root")),
        }
    }
    match next(&mut reader)? {
        Event::Eof => Ok(fields),
        _ => Err(refuse("something after the root")),
    }
}

fn enter_root(reader: &mut Reader<&[u8]>, root: &str) -> Result<()> {
    let mut is_first = true;
    loop {
        match next(reader)? {
            Event::Decl(declaration) if is_first => {
                if let Some(encoding) = declaration.encoding() {
                    let encoding = encoding.map_err(|_| refuse("broken XML declaration"))?;
                    if !encoding.eq_ignore_ascii_case("utf-8") {
                        return Err(refuse("an encoding other than UTF-8"));
                    }
                }
            }
            Event::Text(text) if is_blank(&text.xml10_content()) => {}
            Event::Start(start) if plain_name(&start)? == root => return Ok(()),
            _ => return Err(refuse(&format!("the root is not <{root}>"))),
        }
        is_first = false;
    }
}

/// A value is one text or one CDATA section: readers disagree about anything else.
fn read_value(reader: &mut Reader<&[u8]>) -> Result<String> {
    let mut value = String::new();
    let (mut has_text, mut has_cdata) = (false, false);
    loop {
        match next(reader)? {
            Event::Text(text) => {
                has_text = true;
                let text = text.xml10_content();
                if text.contains("]]>") {
                    return Err(refuse("the end of a CDATA section in a text"));
                }
                value.push_str(&text);
            }
            Event::GeneralRef(reference) => {
                has_text = true;
                value.push(resolve(&reference)?);
            }
            Event::CData(text) if !has_cdata => {
                has_cdata = true;
                value.push_str(&text.xml10_content());
            }
            Event::CData(_) => return Err(refuse("a value in several pieces")),
            Event::End(_) if has_text && has_cdata => return Err(refuse("a value in several pieces")),
            Event::End(_) => return Ok(value),
            _ => return Err(refuse("nesting inside a field")),
        }
    }
}

/// Resolves the five predefined entities and numeric references, nothing else.
fn resolve(reference: &BytesRef<'_>) -> Result<char> {
    if let Some(character) = reference.resolve_char_ref().map_err(|_| refuse("broken character reference"))? {
        return Ok(character);
    }
    match reference.xml10_content().as_ref() {
        "amp" => Ok('&'),
        "lt" => Ok('<'),
        "gt" => Ok('>'),
        "quot" => Ok('"'),
        "apos" => Ok('\''),
        _ => Err(refuse("an entity")),
    }
}

fn next<'a>(reader: &mut Reader<&'a [u8]>) -> Result<Event<'a>> {
    match reader.read_event() {
        Ok(Event::DocType(_)) => Err(refuse("a document type")),
        Ok(Event::PI(_)) => Err(refuse("a processing instruction")),
        Ok(event) => Ok(event),
        Err(_) => Err(refuse("not well-formed")),
    }
}

fn plain_name(start: &BytesStart<'_>) -> Result<String> {
    if !is_blank(start.attributes_raw()) {
        return Err(refuse("an attribute"));
    }
    let name = start.name();
    let plain = |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'-' | b'.');
    if name.as_ref().len() > LONGEST_NAME || !name.as_ref().bytes().all(plain) {
        return Err(refuse("an unusual field name"));
    }
    Ok(name.as_ref().to_owned())
}

fn add(fields: &mut Fields, name: String, value: String) -> Result<()> {
    if fields.0.len() == MAXIMUM_FIELDS {
        return Err(refuse("too many fields"));
    }
    if fields.value(&name).is_some() {
        return Err(refuse("a field that occurs twice").with_field(name));
    }
    fields.0.push((name, value));
    Ok(())
}

fn is_blank(text: &str) -> bool {
    text.bytes().all(|byte| byte.is_ascii_whitespace())
}

fn refuse(what: &str) -> Error {
    Error::sdk(&sdk_codes::XML_REFUSED).with_detail(what)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn refused(text: &str) -> String {
        read(text.as_bytes(), "xml").unwrap_err().detail().to_owned()
    }

    #[test]
    fn reads_cdata_escapes_and_empty_fields() {
        let fields =
            read(b"\xEF\xBB\xBF<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<xml><a><![CDATA[x&<y>]]></a><b>1&amp;2&#x4e2d;&lt;]]&gt;</b><c/><d></d></xml>\n", "xml")
                .unwrap();
        let pairs: Vec<_> = fields.iter().collect();
        assert_eq!(pairs, [("a", "x&<y>"), ("b", "1&2中<]]>"), ("c", ""), ("d", "")]);
    }

    #[test]
    fn what_is_written_is_read_again() {
        let mut fields = Fields::default();
        fields.push("scene_info", r#"{"h5_info":{"type":"Wap","wap_name":"a&b<c>'"}}"#);
        fields.push("empty", "");
        assert_eq!(read(&write(&fields), "xml").unwrap(), fields);
        assert_eq!(fields.iter().count(), 1);
    }

    #[test]
    fn refuses_what_could_deceive() {
        assert_eq!(
            refused("<!DOCTYPE xml [<!ENTITY e SYSTEM \"file:///etc/passwd\">]><xml><a>&e;</a></xml>"),
            "a document type"
        );
        assert_eq!(refused("<xml><a>&e;</a></xml>"), "an entity");
        assert_eq!(refused("<xml><?php x?><a>1</a></xml>"), "a processing instruction");
        assert_eq!(refused("<xml><a>1</a><a>2</a></xml>"), "a field that occurs twice");
        assert_eq!(refused("<xml><a><b>1</b></a></xml>"), "nesting inside a field");
        assert_eq!(refused("<xml><a x=\"1\">1</a></xml>"), "an attribute");
        assert_eq!(refused("<root><a>1</a></root>"), "the root is not <xml>");
        assert_eq!(refused("<xml><a>1</b></xml>"), "not well-formed");
        assert_eq!(refused("<xml><a>W![CDATA[1]]></a></xml>"), "the end of a CDATA section in a text");
        assert_eq!(refused("<xml><a>1</a></xml><xml></xml>"), "something after the root");
        assert_eq!(
            refused("<?xml version=\"1.0\" encoding=\"GBK\"?><xml></xml>"),
            "an encoding other than UTF-8"
        );
        assert_eq!(refused("<xml>text<a>1</a></xml>"), "something else than fields inside the root");
        assert!(read(b"<xml><a>\xFF</a></xml>", "xml").is_err());
    }

    #[test]
    fn every_truncation_is_an_error() {
        let whole = "<?xml version=\"1.0\"?><xml><a><![CDATA[1]]></a><b>&amp;</b></xml>";
        for end in 0..whole.len() {
            assert!(read(&whole.as_bytes()[..end], "xml").is_err(), "{end}");
        }
        assert!(read(whole.as_bytes(), "xml").is_ok());
    }

    #[test]
    fn too_many_fields_are_refused() {
        let many: String = (0..600).map(|index| format!("<f{index}>1</f{index}>")).collect();
        assert_eq!(refused(&format!("<xml>{many}</xml>")), "too many fields");
    }
}
