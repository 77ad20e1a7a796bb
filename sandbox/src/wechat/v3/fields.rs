//! Strict reading of JSON objects: types, presence, limits, and no field that nobody asked for.

use std::cell::RefCell;
use std::collections::BTreeSet;

use serde_json::{Map, Value};

use super::Refusal;

/// One JSON object of a request, with the fields that were asked for so far.
pub(crate) struct Fields<'a> {
    map: &'a Map<String, Value>,
    pointer: String,
    asked: RefCell<BTreeSet<&'static str>>,
}

impl<'a> Fields<'a> {
    /// The whole body.
    pub(crate) fn body(value: &'a Value) -> Result<Self, Refusal> {
        check_characters(value, "")?;
        Self::at(value, String::new())
    }

    /// A text of at most `limit` bytes of UTF-8; an empty one counts as wrong.
    pub(crate) fn text(&self, name: &'static str, limit: usize) -> Result<&'a str, Refusal> {
        self.optional_text(name, limit)?.ok_or_else(|| self.missing(name))
    }

    /// A text of at most `limit` bytes of UTF-8, when it is there.
    pub(crate) fn optional_text(&self, name: &'static str, limit: usize) -> Result<Option<&'a str>, Refusal> {
        let Some(value) = self.take(name) else { return Ok(None) };
        let text = value.as_str().ok_or_else(|| self.wrong(name, "must be a string"))?;
        if text.is_empty() {
            return Err(self.wrong(name, "must not be empty"));
        }
        if text.len() > limit {
            return Err(Refusal::too_long(&self.pointer_of(name), text.len(), limit));
        }
        Ok(Some(text))
    }

    /// A whole number within bounds.
    pub(crate) fn integer(&self, name: &'static str, least: i64, most: i64) -> Result<i64, Refusal> {
        self.optional_integer(name, least, most)?.ok_or_else(|| self.missing(name))
    }

    /// A whole number within bounds, when it is there.
    pub(crate) fn optional_integer(
        &self,
        name: &'static str,
        least: i64,
        most: i64,
    ) -> Result<Option<i64>, Refusal> {
        let Some(value) = self.take(name) else { return Ok(None) };
        let number = value.as_i64().ok_or_else(|| self.wrong(name, "must be an integer"))?;
        if number < least || number > most {
            return Err(self.wrong(name, format!("must lie between {least} and {most}")));
        }
        Ok(Some(number))
    }

    /// True or false, when it is there.
    pub(crate) fn optional_flag(&self, name: &'static str) -> Result<Option<bool>, Refusal> {
        let Some(value) = self.take(name) else { return Ok(None) };
        value.as_bool().map(Some).ok_or_else(|| self.wrong(name, "must be true or false"))
    }

    /// A nested object.
    pub(crate) fn object(&self, name: &'static str) -> Result<Self, Refusal> {
        self.optional_object(name)?.ok_or_else(|| self.missing(name))
    }

    /// A nested object, when it is there.
    pub(crate) fn optional_object(&self, name: &'static str) -> Result<Option<Self>, Refusal> {
        self.take(name).map(|value| Self::at(value, self.pointer_of(name))).transpose()
    }

    /// An array of objects.
    pub(crate) fn objects(
        &self,
        name: &'static str,
        least: usize,
        most: usize,
    ) -> Result<Vec<Self>, Refusal> {
        self.optional_objects(name, least, most)?.ok_or_else(|| self.missing(name))
    }

    /// An array of objects, when it is there.
    pub(crate) fn optional_objects(
        &self,
        name: &'static str,
        least: usize,
        most: usize,
    ) -> Result<Option<Vec<Self>>, Refusal> {
        let Some(value) = self.take(name) else { return Ok(None) };
        let items = value.as_array().ok_or_else(|| self.wrong(name, "must be an array"))?;
        if items.len() < least || items.len() > most {
            return Err(self.wrong(name, format!("must have {least} to {most} entries")));
        }
        let at = |(index, item)| Self::at(item, format!("{}/{index}", self.pointer_of(name)));
        items.iter().enumerate().map(at).collect::<Result<_, _>>().map(Some)
    }

    /// An array of texts out of a set, when it is there.
    pub(crate) fn check_texts(&self, name: &'static str, allowed: &[&str]) -> Result<(), Refusal> {
        let Some(value) = self.take(name) else { return Ok(()) };
        let items = value.as_array().ok_or_else(|| self.wrong(name, "must be an array"))?;
        let fits = |item: &Value| item.as_str().is_some_and(|text| allowed.contains(&text));
        if items.iter().all(fits) {
            Ok(())
        } else {
            Err(self.wrong(name, format!("must hold only {}", allowed.join(", "))))
        }
    }

    /// A refusal that names a field of this object.
    pub(crate) fn wrong(&self, name: &str, issue: impl Into<String>) -> Refusal {
        Refusal::parameter("body", &self.pointer_of(name), issue)
    }

    /// Refuses the object when it has a field that was not asked for.
    pub(crate) fn finish(self) -> Result<(), Refusal> {
        let asked = self.asked.borrow();
        match self.map.iter().find(|(name, value)| !value.is_null() && !asked.contains(name.as_str())) {
            Some((name, _)) => {
                let refusal = self.wrong(name, "is not a field of this interface");
                Err(Refusal { number: 270_924_358, ..refusal })
            }
            None => Ok(()),
        }
    }

    fn at(value: &'a Value, pointer: String) -> Result<Self, Refusal> {
        let Value::Object(map) = value else {
            let field = if pointer.is_empty() { "/" } else { &pointer };
            return Err(Refusal::parameter("body", field, "must be an object"));
        };
        Ok(Self { map, pointer, asked: RefCell::default() })
    }

    fn take(&self, name: &'static str) -> Option<&'a Value> {
        self.asked.borrow_mut().insert(name);
        self.map.get(name).filter(|value| !value.is_null())
    }

    fn missing(&self, name: &str) -> Refusal {
        self.wrong(name, "is required")
    }

    fn pointer_of(&self, name: &str) -> String {
        format!("{}/{name}", self.pointer)
    }
}

/// WeChat Pay stores characters of one to three bytes only.
fn check_characters(value: &Value, pointer: &str) -> Result<(), Refusal> {
    match value {
        Value::String(text) if text.chars().any(|letter| letter.len_utf8() > 3) => {
            Err(Refusal::parameter("body", pointer, "has a character of four bytes"))
        }
        Value::Array(items) => items
            .iter()
            .enumerate()
            .try_for_each(|(index, item)| check_characters(item, &format!("{pointer}/{index}"))),
        Value::Object(map) => {
            map.iter().try_for_each(|(name, item)| check_characters(item, &format!("{pointer}/{name}")))
        }
        _ => Ok(()),
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn field(refusal: Refusal) -> String {
        refusal.detail.expect("a parameter error has a detail")["field"].to_string()
    }

    #[test]
    fn a_refusal_names_the_field() {
        let body = json!({"amount": {"total": "1"}, "list": [{"n": 0}], "extra": 1, "absent": null});
        let fields = Fields::body(&body).expect("an object");
        let amount = fields.object("amount").expect("there");
        assert_eq!(field(amount.integer("total", 1, 9).expect_err("a string")), r#""/amount/total""#);
        assert_eq!(field(amount.text("currency", 3).expect_err("missing")), r#""/amount/currency""#);
        let list = fields.objects("list", 1, 2).expect("one entry");
        assert_eq!(field(list[0].integer("n", 1, 9).expect_err("too small")), r#""/list/0/n""#);
        assert!(fields.optional_text("absent", 3).expect("null is absent").is_none());
        assert_eq!(field(fields.finish().expect_err("an extra field")), r#""/extra""#);
    }

    #[test]
    fn characters_of_four_bytes_are_refused_anywhere() {
        let body = json!({"a": [{"b": "价格😀"}]});
        assert_eq!(field(Fields::body(&body).err().expect("an emoji")), r#""/a/0/b""#);
    }
}
