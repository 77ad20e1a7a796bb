//! V2 as another reader and writer sees it: its XML, and its signature, written apart from core.

use std::collections::BTreeMap;

use qq_wxpay::V2SignType;
use qq_wxpay::crypto::{hmac_sha256_hex_upper, md5_hex_upper};
use roxmltree::Document;

use crate::shop::setting;

/// Fields by their names.
pub(crate) type Fields = BTreeMap<String, String>;

/// The fields of a message, as a reader of general XML finds them; `None` when it finds something else.
pub(crate) fn read(bytes: &[u8], root: &str) -> Option<Fields> {
    let text = std::str::from_utf8(bytes).ok()?.trim_start_matches('\u{FEFF}').trim();
    let document = Document::parse(text).ok()?;
    let found = document.root_element();
    if !found.has_tag_name(root) {
        return None;
    }
    let mut fields = Fields::new();
    for field in found.children().filter(roxmltree::Node::is_element) {
        let value: String = field.children().filter_map(|part| part.text()).collect();
        if fields.insert(field.tag_name().name().to_owned(), value).is_some() {
            return None;
        }
    }
    Some(fields)
}

/// Whether there is a character that XML 1.0 cannot have, written as it is or as a reference: a general reader of XML gives such a
/// message up, and core, to which WeChat Pay has signed it, does not.
pub(crate) fn is_beyond_xml(bytes: &[u8]) -> bool {
    let text = String::from_utf8_lossy(bytes);
    let is_beyond = |code: u32| match code {
        0x9 | 0xA | 0xD => false,
        0..0x20 | 0xFFFE | 0xFFFF => true,
        _ => false,
    };
    let referred = text.split("&#").skip(1).filter_map(|rest| {
        let (number, _) = rest.split_once(';')?;
        match number.strip_prefix('x') {
            Some(digits) => u32::from_str_radix(digits, 16).ok(),
            None => number.parse().ok(),
        }
    });
    text.chars().map(u32::from).chain(referred).any(is_beyond)
}

/// The signature of these fields by this key.
pub(crate) fn sign_with(fields: &Fields, key: &str) -> String {
    let given = fields.iter().filter(|(name, value)| *name != "sign" && !value.is_empty());
    let pairs: Vec<String> = given.map(|(name, value)| format!("{name}={value}")).collect();
    let text = format!("{}&key={key}", pairs.join("&"));
    match V2SignType::default() {
        V2SignType::Md5 => md5_hex_upper(text.as_bytes()),
        V2SignType::HmacSha256 => hmac_sha256_hex_upper(key.as_bytes(), text.as_bytes()),
    }
}

/// The signature by the merchant's own V2 key.
pub(crate) fn sign(fields: &Fields) -> String {
    sign_with(fields, setting("api_v2_key"))
}

/// Fields out of lines `name=value`; a name that XML cannot have is left out, and the last of two counts.
pub(crate) fn fields_of_lines(text: &str) -> Fields {
    let is_name = |name: &str| {
        name.starts_with(|first: char| first.is_ascii_alphabetic() || first == '_')
            && name.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"_-.".contains(&byte))
    };
    let pairs = text.split('\n').filter_map(|line| line.split_once('='));
    pairs.filter(|(name, _)| is_name(name)).map(|(name, value)| (name.to_owned(), value.to_owned())).collect()
}

/// The lines of these fields.
pub(crate) fn lines_of(fields: &Fields) -> String {
    fields.iter().map(|(name, value)| format!("{name}={value}\n")).collect()
}

/// A message of these fields in this order.
pub(crate) fn write<'a>(root: &str, fields: impl Iterator<Item = (&'a String, &'a String)>) -> Vec<u8> {
    let field = |(name, value): (&String, &String)| format!("<{name}>{}</{name}>", escaped(value));
    let inside: String = fields.map(field).collect();
    format!("<{root}>{inside}</{root}>").into_bytes()
}

/// Written as references, so that no reader trims or normalises it.
fn escaped(value: &str) -> String {
    let mut out = String::new();
    for letter in value.chars() {
        match letter {
            'A'..='Z' | 'a'..='z' | '0'..='9' | ' ' | '_' | '-' | '.' => out.push(letter),
            letter => out.push_str(&format!("&#{};", u32::from(letter))),
        }
    }
    out
}
