//! Reading the arguments of the JSON door: a name that nobody knows is refused with the nearest one.

use serde::de::DeserializeOwned;
use serde_json::{Map, Value};

use super::TestingError;

/// How a language writes the names of members.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Case {
    Snake,
    /// `outTradeNo`.
    Camel,
}

impl Case {
    /// How `name` is written.
    pub(super) fn write(self, name: &str) -> String {
        if self == Self::Snake {
            return name.to_owned();
        }
        let mut parts = name.split('_');
        let first = parts.next().unwrap_or_default().to_owned();
        parts.fold(first, |mut written, part| {
            let mut letters = part.chars();
            written.extend(letters.next().map(|letter| letter.to_ascii_uppercase()));
            written.push_str(letters.as_str());
            written
        })
    }
}

/// An object whose members are taken one by one.
pub(super) struct Reader {
    place: String,
    case: Case,
    left: Map<String, Value>,
    known: Vec<String>,
}

impl Reader {
    /// Begins to read; nothing is an empty object.
    pub(super) fn new(place: &str, case: Case, value: Value) -> Result<Self, TestingError> {
        let left = match value {
            Value::Object(left) => left,
            Value::Null => Map::new(),
            _ => return Err(TestingError::value(place, ("an object", "一个对象"))),
        };
        Ok(Self { place: place.to_owned(), case, left, known: Vec::new() })
    }

    /// Takes a member; `null` is as if it were not there.
    pub(super) fn take<T: DeserializeOwned>(
        &mut self,
        name: &str,
        expected: (&str, &str),
    ) -> Result<Option<T>, TestingError> {
        let name = self.case.write(name);
        let value = self.left.remove(&name).filter(|value| !value.is_null());
        let field = self.path(&name);
        self.known.push(name);
        let read = |value| serde_json::from_value(value).map_err(|_| TestingError::value(&field, expected));
        value.map(read).transpose()
    }

    /// Takes a text.
    pub(super) fn text(&mut self, name: &str) -> Result<Option<String>, TestingError> {
        self.take(name, ("a text", "文本"))
    }

    /// Takes a number of fen.
    pub(super) fn fen(&mut self, name: &str) -> Result<Option<i64>, TestingError> {
        self.take(name, ("a whole number of fen", "以分为单位的整数"))
    }

    /// The path of a member.
    pub(super) fn path(&self, name: &str) -> String {
        if self.place.is_empty() { name.to_owned() } else { format!("{}.{name}", self.place) }
    }

    /// Refuses what was not taken.
    pub(super) fn finish(self) -> Result<(), TestingError> {
        match self.left.keys().next() {
            Some(name) => {
                let known = self.known.iter().map(String::as_str);
                Err(TestingError::unknown(&self.path(name), name, known))
            }
            None => Ok(()),
        }
    }
}
