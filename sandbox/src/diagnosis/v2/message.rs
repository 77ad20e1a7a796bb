//! The fields of an XML message, read as far as they can be.

/// A field.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Field {
    pub(super) name: String,
    /// With escapes and CDATA resolved.
    pub(super) value: String,
    /// As it stands in the message.
    pub(super) raw: String,
}

/// The fields in their order.
pub(super) struct Message {
    pub(super) fields: Vec<Field>,
    /// The name of a field that stands there twice.
    pub(super) repeated: Option<String>,
    /// Whether white space stands where XML allows none: before the name in a mark.
    pub(super) is_bent: bool,
}

/// More fields are not read.
const MOST_FIELDS: usize = 300;

/// Longer messages are not read.
const MOST_BYTES: usize = 256 << 10;

impl Message {
    /// Reads a message, whatever its root is called; `None` when it has no fields. What is no UTF-8 is read as GBK.
    pub(super) fn read(body: &[u8]) -> Option<Self> {
        if body.len() > MOST_BYTES {
            return None;
        }
        let text = match std::str::from_utf8(body) {
            Ok(text) => text.to_owned(),
            Err(_) => encoding_rs::GBK.decode(body).0.into_owned(),
        };
        let inner = below_root(&text)?;
        let (fields, is_bent) = fields(inner);
        if fields.is_empty() {
            return None;
        }
        let mut seen = std::collections::HashSet::new();
        let repeated = fields.iter().find(|field| !seen.insert(&field.name)).map(|field| field.name.clone());
        Some(Self { fields, repeated, is_bent })
    }

    /// The value of a field; the first one when it is repeated.
    pub(super) fn value(&self, name: &str) -> Option<&str> {
        self.fields.iter().find(|field| field.name == name).map(|field| field.value.as_str())
    }
}

/// What stands between the root's marks.
fn below_root(text: &str) -> Option<&str> {
    let mut rest = text.trim_start_matches('\u{FEFF}').trim_start();
    while let Some(skipped) = rest.strip_prefix("<?").or_else(|| rest.strip_prefix("<!")) {
        rest = skipped.split_once('>')?.1.trim_start();
    }
    rest.strip_prefix('<')?.split_once('>').map(|(_, inner)| inner)
}

/// The fields, and whether one of their marks has a blank before its name.
fn fields(mut rest: &str) -> (Vec<Field>, bool) {
    let (mut fields, mut is_bent) = (Vec::new(), false);
    while fields.len() < MOST_FIELDS {
        let Some((_, whole)) = rest.split_once('<') else { break };
        let from = whole.trim_start();
        let length = from.find(|one: char| !(one.is_ascii_alphanumeric() || "_-.".contains(one)));
        let Some(length) = length.filter(|length| *length > 0) else {
            rest = from;
            continue;
        };
        let (name, after) = from.split_at(length);
        let Some((mark, content)) = after.split_once('>') else { break };
        if mark.trim_end().ends_with('/') {
            fields.push(Field { name: name.to_owned(), value: String::new(), raw: String::new() });
            rest = content;
            continue;
        }
        let Some((raw, behind, is_end_bent)) = element(content, name) else { break };
        is_bent |= is_end_bent || from.len() != whole.len();
        fields.push(Field { name: name.to_owned(), value: resolved(raw), raw: raw.to_owned() });
        rest = behind;
    }
    (fields, is_bent)
}

/// The content of an element, what follows it, and whether a blank stands before the name in its end; an end inside of CDATA is none.
fn element<'a>(content: &'a str, name: &str) -> Option<(&'a str, &'a str, bool)> {
    let mut from = 0;
    loop {
        let (close, behind, is_bent) = end(content, from, name)?;
        match content[from..close].find("<![CDATA[").map(|at| from + at) {
            Some(open) if !content[open..close].contains("]]>") => {
                from = open + content[open..].find("]]>")? + "]]>".len();
            }
            _ => return Some((&content[..close], behind, is_bent)),
        }
    }
}

/// Where the next `</name>` begins, what is behind it, and whether a blank stands before its name.
fn end<'a>(content: &'a str, mut from: usize, name: &str) -> Option<(usize, &'a str, bool)> {
    loop {
        let at = from + content[from..].find("</")?;
        let whole = &content[at + "</".len()..];
        let inner = whole.trim_start();
        if let Some(behind) = inner.strip_prefix(name).and_then(|rest| rest.trim_start().strip_prefix('>')) {
            return Some((at, behind, inner.len() != whole.len()));
        }
        from = at + "</".len();
    }
}

/// A value without CDATA marks and escapes.
pub(super) fn resolved(raw: &str) -> String {
    let mut out = String::new();
    let mut rest = raw;
    while let Some((before, from)) = rest.split_once("<![CDATA[") {
        out.push_str(&unescaped(before));
        let (inside, behind) = from.split_once("]]>").unwrap_or((from, ""));
        out.push_str(inside);
        rest = behind;
    }
    out.push_str(&unescaped(rest));
    out
}

/// The five names and numbers.
pub(super) fn unescaped(text: &str) -> String {
    let mut out = String::new();
    let mut rest = text;
    while let Some((before, from)) = rest.split_once('&') {
        out.push_str(before);
        let known = from.split_once(';').and_then(|(name, behind)| Some((character(name)?, behind)));
        match known {
            Some((character, behind)) => {
                out.push(character);
                rest = behind;
            }
            None => {
                out.push('&');
                rest = from;
            }
        }
    }
    out.push_str(rest);
    out
}

fn character(name: &str) -> Option<char> {
    match name {
        "amp" => Some('&'),
        "lt" => Some('<'),
        "gt" => Some('>'),
        "quot" => Some('"'),
        "apos" => Some('\''),
        number if number.len() <= 9 => {
            let number = number.strip_prefix('#')?;
            let code = match number.strip_prefix(['x', 'X']) {
                Some(digits) => u32::from_str_radix(digits, 16).ok()?,
                None => number.parse().ok()?,
            };
            char::from_u32(code)
        }
        _ => None,
    }
}

/// The escapes that writers of XML use.
pub(super) fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn fields_come_in_order_with_their_values() {
        let body = "<?xml version=\"1.0\"?>\n<xml>\n <b><![CDATA[a</b>&amp;]]></b><a>1 &lt; &#x32;</a><e/><f></f>\n</xml>";
        let message = Message::read(body.as_bytes()).unwrap();
        let pairs: Vec<_> =
            message.fields.iter().map(|one| (one.name.as_str(), one.value.as_str())).collect();
        assert_eq!(pairs, [("b", "a</b>&amp;"), ("a", "1 < 2"), ("e", ""), ("f", "")]);
        assert_eq!(message.fields[1].raw, "1 &lt; &#x32;");
        assert!(message.repeated.is_none());
        assert!(Message::read(b"<xml><a>1</a><a>2</a></xml>").unwrap().repeated.is_some());
    }

    #[test]
    fn garbage_ends_somewhere() {
        for garbage in [
            "",
            "<",
            "<xml",
            "<xml>",
            "<xml><",
            "<xml><a",
            "<xml><a><![CDATA[",
            "{}",
            "<a>&",
            "<!<?>",
            "<xml><a/",
        ] {
            assert!(
                Message::read(garbage.as_bytes()).is_none_or(|message| message.fields.len() < 2),
                "{garbage}"
            );
        }
        let deep = "<a>".repeat(50_000);
        assert!(Message::read(deep.as_bytes()).is_none());
    }
}
