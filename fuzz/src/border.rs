//! JSON as it crosses the border of a language: what is written in one language says the same in every other.

use qq_wxpay::bridge::FieldCase;
use serde_json::{Map, Value};

/// JSON that the border has written.
pub(crate) fn read(text: &str) -> Value {
    assert!(text.is_ascii(), "the border writes ASCII");
    serde_json::from_str(text).expect("the border writes JSON")
}

/// The same value with the names that JavaScript gives its keys.
pub(crate) fn in_camel(value: Value) -> Value {
    match value {
        Value::Object(object) => {
            let named = object.into_iter().map(|(key, value)| (FieldCase::Camel.name(&key), in_camel(value)));
            Value::Object(named.collect::<Map<_, _>>())
        }
        Value::Array(list) => list.into_iter().map(in_camel).collect(),
        other => other,
    }
}

/// `written` says the same in every language, and gives the value.
pub(crate) fn same_in_every_language(written: impl Fn(FieldCase) -> String) -> Value {
    let (snake, camel) = (written(FieldCase::Snake), written(FieldCase::Camel));
    assert_eq!(snake, written(FieldCase::Go), "Go's JSON has the names of the wire");
    let value = read(&snake);
    assert_eq!(in_camel(value.clone()), read(&camel), "two languages differ");
    value
}
