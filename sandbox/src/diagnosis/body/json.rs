//! JSON that keeps the order of its members and the form of its numbers, as a signature over its bytes needs it.

/// A value.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Json {
    /// `null`, `true`, `false` and numbers, as they are written.
    Bare(String),
    Text(String),
    List(Vec<Json>),
    Object(Vec<(String, Json)>),
}

/// Deeper nesting is not read.
const MOST_DEPTH: usize = 32;

/// More values are not read.
const MOST_VALUES: usize = 20_000;

/// Reads a text that is JSON from its first to its last byte.
pub(super) fn parse(bytes: &[u8]) -> Option<Json> {
    let text = std::str::from_utf8(bytes).ok()?;
    let mut reader = Reader { rest: text, values: 0 };
    let value = reader.value(0)?;
    reader.blank();
    reader.rest.is_empty().then_some(value)
}

/// Whether a text begins as JSON and ends before it is complete.
pub(super) fn is_unfinished(bytes: &[u8]) -> bool {
    let text = match std::str::from_utf8(bytes) {
        Ok(text) => text,
        Err(error) if error.error_len().is_none() => {
            std::str::from_utf8(&bytes[..error.valid_up_to()]).unwrap_or_default()
        }
        Err(_) => return false,
    };
    let mut reader = Reader { rest: text, values: 0 };
    reader.value(0).is_none() && (reader.rest.is_empty() || !reader.rest.contains('"'))
}

struct Reader<'a> {
    rest: &'a str,
    values: usize,
}

impl Reader<'_> {
    fn value(&mut self, depth: usize) -> Option<Json> {
        self.values += 1;
        if depth > MOST_DEPTH || self.values > MOST_VALUES {
            return None;
        }
        self.blank();
        if self.take('{') {
            return self.object(depth);
        }
        if self.take('[') {
            return self.list(depth);
        }
        if self.take('"') {
            return self.text().map(Json::Text);
        }
        let is_bare = |byte: u8| byte.is_ascii_alphanumeric() || b"+-.".contains(&byte);
        let length = self.rest.bytes().take_while(|byte| is_bare(*byte)).count();
        let (bare, rest) = self.rest.split_at(length);
        self.rest = rest;
        let is_number = || {
            bare.parse::<f64>().is_ok() && bare.starts_with(|one: char| one == '-' || one.is_ascii_digit())
        };
        (["null", "true", "false"].contains(&bare) || is_number()).then(|| Json::Bare(bare.to_owned()))
    }

    fn object(&mut self, depth: usize) -> Option<Json> {
        let mut members = Vec::new();
        self.blank();
        if self.take('}') {
            return Some(Json::Object(members));
        }
        loop {
            self.blank();
            let name = self.take('"').then(|| self.text())??;
            self.blank();
            self.take(':').then_some(())?;
            members.push((name, self.value(depth + 1)?));
            self.blank();
            if self.take('}') {
                return Some(Json::Object(members));
            }
            self.take(',').then_some(())?;
        }
    }

    fn list(&mut self, depth: usize) -> Option<Json> {
        let mut values = Vec::new();
        self.blank();
        if self.take(']') {
            return Some(Json::List(values));
        }
        loop {
            values.push(self.value(depth + 1)?);
            self.blank();
            if self.take(']') {
                return Some(Json::List(values));
            }
            self.take(',').then_some(())?;
        }
    }

    /// What stands before the next quote, with its escapes resolved.
    fn text(&mut self) -> Option<String> {
        let mut text = String::new();
        loop {
            let plain = self.rest.find(['"', '\\'])?;
            text.push_str(&self.rest[..plain]);
            self.rest = &self.rest[plain..];
            if self.take('"') {
                return Some(text);
            }
            self.take('\\');
            let mark = self.rest.chars().next()?;
            self.rest = &self.rest[mark.len_utf8()..];
            text.push(match mark {
                'n' => '\n',
                'r' => '\r',
                't' => '\t',
                'b' => '\u{8}',
                'f' => '\u{C}',
                'u' => self.unicode()?,
                '"' | '\\' | '/' => mark,
                _ => return None,
            });
        }
    }

    fn unicode(&mut self) -> Option<char> {
        let first = self.four_digits()?;
        if !(0xD800..0xDC00).contains(&first) {
            return Some(char::from_u32(first).unwrap_or('\u{FFFD}'));
        }
        let Some(rest) = self.rest.strip_prefix("\\u") else { return Some('\u{FFFD}') };
        self.rest = rest;
        let second = self.four_digits()?;
        let code = 0x10000 + ((first - 0xD800) << 10) + second.checked_sub(0xDC00)?;
        Some(char::from_u32(code).unwrap_or('\u{FFFD}'))
    }

    fn four_digits(&mut self) -> Option<u32> {
        let digits =
            self.rest.get(..4).filter(|digits| digits.bytes().all(|byte| byte.is_ascii_hexdigit()))?;
        self.rest = &self.rest[4..];
        u32::from_str_radix(digits, 16).ok()
    }

    fn blank(&mut self) {
        self.rest = self.rest.trim_start_matches([' ', '\t', '\r', '\n']);
    }

    fn take(&mut self, mark: char) -> bool {
        let rest = self.rest.strip_prefix(mark);
        self.rest = rest.unwrap_or(self.rest);
        rest.is_some()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn order_and_numbers_stay_and_garbage_is_refused() {
        let Some(Json::Object(members)) =
            parse("{\"b\" : 1.50, \"a\":[null,\"\\u4e2d\\ud83d\\ude00\\/\"]}".as_bytes())
        else {
            panic!("this is JSON");
        };
        assert_eq!(members[0], ("b".to_owned(), Json::Bare("1.50".to_owned())));
        let list = Json::List(vec![Json::Bare("null".to_owned()), Json::Text("中😀/".to_owned())]);
        assert_eq!(members[1], ("a".to_owned(), list));
        let deep = "[".repeat(100_000);
        for wrong in
            ["", "{", "{\"a\"}", "[1,]", "nul", "1 2", "\"\\u12\"", "\"\\ud800\\u0041\"", "inf", &deep]
        {
            assert_eq!(parse(wrong.as_bytes()), None, "{wrong:.20}");
        }
    }
}
