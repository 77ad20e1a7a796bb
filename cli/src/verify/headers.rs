//! Headers in a file of their own.

use serde_json::Value;

/// More headers are not read.
const MOST: usize = 500;

/// Headers as lines `Name: value`, or as a JSON object; a request or status line before them is passed over. `None` when it is neither.
pub(super) fn read(text: &str) -> Option<Vec<(String, String)>> {
    let text = text.trim_start_matches('\u{FEFF}');
    if text.trim_start().starts_with('{') {
        return of_json(&serde_json::from_str(text).ok()?);
    }
    let lines = text.lines().map(str::trim_end).filter(|line| !line.trim().is_empty());
    let mut headers: Vec<(String, String)> = Vec::new();
    for (number, line) in lines.enumerate().take(MOST) {
        if line.starts_with([' ', '\t'])
            && let Some((_, value)) = headers.last_mut()
        {
            // A value that goes on in the next line, as it did long ago.
            value.push(' ');
            value.push_str(line.trim());
            continue;
        }
        // Pseudo headers of HTTP/2 begin with a colon.
        let split = line.strip_prefix(':').unwrap_or(line).split_once(':');
        match split {
            Some((name, value)) if !name.trim().is_empty() && !name.trim().contains(' ') => {
                headers.push((name.trim().to_owned(), value.trim().to_owned()));
            }
            _ if number == 0 => {}
            _ => return None,
        }
    }
    Some(headers)
}

fn of_json(value: &Value) -> Option<Vec<(String, String)>> {
    let members = value.as_object()?;
    let mut headers = Vec::new();
    for (name, value) in members.iter().take(MOST) {
        match value {
            // Some languages give a list for each name.
            Value::Array(values) => {
                let texts = values.iter().take(MOST).filter_map(text);
                headers.extend(texts.map(|text| (name.clone(), text)));
            }
            value => headers.extend(text(value).map(|text| (name.clone(), text))),
        }
    }
    Some(headers)
}

fn text(value: &Value) -> Option<String> {
    match value {
        Value::String(text) => Some(text.clone()),
        Value::Number(number) => Some(number.to_string()),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn pairs(text: &str) -> Option<String> {
        Some(read(text)?.iter().map(|(name, value)| format!("{name}={value};")).collect())
    }

    #[test]
    fn lines_and_objects() {
        assert_eq!(pairs("POST /x HTTP/1.1\r\nA: b:c\r\nD:\r\n").as_deref(), Some("A=b:c;D=;"));
        assert_eq!(pairs(":method: POST\na: b\n  c\n").as_deref(), Some("method=POST;a=b c;"));
        assert_eq!(pairs("{\"a\": [\"b\", 1], \"c\": \"d\", \"e\": null}").as_deref(), Some("a=b;a=1;c=d;"));
        assert_eq!(pairs("").as_deref(), Some(""));
        assert_eq!(pairs("a: b\nnonsense\n"), None);
        assert_eq!(pairs("{\"a\""), None);
    }
}
