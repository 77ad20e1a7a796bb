//! The shape of a body: names and types, and the texts of errors.

use serde_json::{Map, Value};

/// Members that say what went wrong; their names are compared without case and `_`.
const ERRORS: [&str; 16] = [
    "code",
    "errcode",
    "errcodedes",
    "errmsg",
    "error",
    "errorcode",
    "errormsg",
    "issue",
    "message",
    "msg",
    "resultcode",
    "ret",
    "retcode",
    "retmsg",
    "returncode",
    "returnmsg",
];

/// So much of an error's text is shown, letters.
const LONGEST: usize = 200;

/// So many members of one object, and so deep.
const MOST: usize = 60;
const DEEPEST: usize = 6;

/// The shape of a body; `null` when it is empty.
pub(super) fn of(body: &[u8]) -> Value {
    if body.is_empty() {
        return Value::Null;
    }
    let Ok(text) = std::str::from_utf8(body) else {
        return Value::from(format!("{} bytes, not UTF-8", body.len()));
    };
    let text = text.trim_start_matches('\u{FEFF}').trim();
    if text.starts_with('<') {
        let content =
            text.split_once("?>").filter(|_| text.starts_with("<?")).map_or(text, |(_, content)| content);
        let is_message = content.trim_start().starts_with("<xml>");
        return if is_message { of_xml(content, body.len()) } else { no_message(body.len()) };
    }
    match serde_json::from_str::<Value>(text) {
        Ok(value) if value.is_object() || value.is_array() => of_json(None, &value, 0),
        _ => Value::from(of_text(text, body.len())),
    }
}

/// A text that is neither: of one like `9034|process fail` the code is what one wants to know.
fn of_text(text: &str, bytes: usize) -> String {
    let code = text.split('|').next().unwrap_or_default();
    let is_code = code.len() < text.len()
        && code.len() <= 8
        && code.bytes().all(|byte| byte.is_ascii_digit() || byte == b'-');
    if is_code { format!("text: {}", cut(text)) } else { format!("text of {bytes} bytes") }
}

fn of_json(name: Option<&str>, value: &Value, depth: usize) -> Value {
    match value {
        Value::Object(_) | Value::Array(_) if depth >= DEEPEST => Value::from("…"),
        Value::Object(members) => {
            let shown = members.iter().take(MOST);
            Value::Object(
                shown.map(|(name, value)| (name.clone(), of_json(Some(name), value, depth + 1))).collect(),
            )
        }
        Value::Array(items) => {
            Value::Array(items.first().map(|item| of_json(None, item, depth + 1)).into_iter().collect())
        }
        leaf if name.is_some_and(is_error) => match leaf {
            Value::String(text) => Value::from(cut(text)),
            other => other.clone(),
        },
        Value::String(text) => Value::from(format!("(text of {})", text.chars().count())),
        Value::Number(_) => Value::from("(number)"),
        Value::Bool(_) => Value::from("(true or false)"),
        Value::Null => Value::Null,
    }
}

/// The elements of one level, as V2 has them; an element within another is shown under its own name.
fn of_xml(text: &str, bytes: usize) -> Value {
    let mut members = Map::new();
    let mut rest = text;
    while let Some(begin) = rest.find('<') {
        rest = &rest[begin + 1..];
        let Some(end) = rest.find('>') else { break };
        let name = &rest[..end];
        rest = &rest[end + 1..];
        let is_name = !name.is_empty()
            && name.len() <= 64
            && name.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'_');
        let content = is_name.then(|| rest.find(&format!("</{name}>"))).flatten().map(|end| &rest[..end]);
        let Some(content) =
            content.filter(|content| !content.trim_start().starts_with('<') || content.contains("<![CDATA["))
        else {
            continue;
        };
        let is_parent = content.contains("</");
        if is_parent || members.len() >= MOST {
            continue;
        }
        let content = content.trim().trim_start_matches("<![CDATA[").trim_end_matches("]]>");
        let shown =
            if is_error(name) { cut(content) } else { format!("(text of {})", content.chars().count()) };
        members.insert(name.to_owned(), Value::from(shown));
    }
    if members.is_empty() { no_message(bytes) } else { Value::Object(members) }
}

fn no_message(bytes: usize) -> Value {
    Value::from(format!("XML or HTML of {bytes} bytes"))
}

fn is_error(name: &str) -> bool {
    let plain: String = name.chars().filter(|letter| *letter != '_').collect::<String>().to_ascii_lowercase();
    ERRORS.contains(&plain.as_str())
}

fn cut(text: &str) -> String {
    crate::output::harmless(text).replace('\n', " ").chars().take(LONGEST).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn names_and_types_are_shown_and_the_texts_of_errors() {
        let body = json!({ "errCode": 40001, "err_msg": "invalid", "name": "somebody", "access_token": "MARKER", "list": [{ "a": 1 }, 2] });
        let shown = of(body.to_string().as_bytes());
        assert_eq!(
            shown,
            json!({ "errCode": 40001, "err_msg": "invalid", "name": "(text of 8)", "access_token": "(text of 6)", "list": [{ "a": "(number)" }] })
        );
    }

    #[test]
    fn v2_and_what_is_neither() {
        let xml = "<xml><return_code><![CDATA[FAIL]]></return_code>\n<return_msg>no</return_msg><sign><![CDATA[MARKER]]></sign></xml>";
        assert_eq!(
            of(xml.as_bytes()),
            json!({ "return_code": "FAIL", "return_msg": "no", "sign": "(text of 6)" })
        );
        assert_eq!(of(b"<?xml version='1.0'?>\n<xml><a>1</a></xml>"), json!({ "a": "(text of 1)" }));
        assert_eq!(of(b"<html><title>MARKER</title></html>"), json!("XML or HTML of 34 bytes"));
        assert_eq!(of(b""), Value::Null);
        assert_eq!(of(b"9034|process fail"), json!("text: 9034|process fail"));
        assert_eq!(of(b"MARKER"), json!("text of 6 bytes"));
        assert_eq!(of(b"<!DOCTYPE html><p class=x>MARKER"), json!("XML or HTML of 32 bytes"));
        assert_eq!(of(&[0xFF, 0xFE]), json!("2 bytes, not UTF-8"));
    }
}
