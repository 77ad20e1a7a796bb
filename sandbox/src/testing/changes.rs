//! What a test wants to be otherwise than it would be.

use std::collections::BTreeMap;

use serde_json::{Map, Value};

use super::known_fields::{V2Place, is_known, known, place_in_v2_refund};
use super::paths::{put, steps, without_indexes};
use super::reader::{Case, Reader};
use super::{Kind, Spoilt, TestingError};
use crate::clock::parse_rfc3339;
use crate::wechat::notification::Statement;

/// Changes of a notification; none by default.
#[derive(Debug, Clone, Default, PartialEq)]
#[non_exhaustive]
pub struct Changes {
    /// What is wrong with it.
    pub spoilt: Option<Spoilt>,
    /// Fields of the decrypted resource (V3) or of the message (V2), by their path as on the wire: `amount.total`,
    /// `sub_orders[0].attach`, `total_fee`. An object changes the fields that it names, `null` removes one. They are signed and encrypted
    /// like all others.
    pub fields: Map<String, Value>,
    /// Fields that the documentation does not know, for readers that must put up with those of the future.
    pub extra: Map<String, Value>,
    /// Headers by name, after signing; `None` removes one.
    pub headers: BTreeMap<String, Option<String>>,
    /// When it is signed, Unix seconds. Absent: now.
    pub time: Option<i64>,
    /// WeChat Pay's number of the notification (V3). The same number twice is a repetition. Absent: a new one each time.
    pub id: Option<String>,
    /// The `event_type` (V3).
    pub event_type: Option<String>,
}

impl Changes {
    /// Spoils it.
    #[must_use]
    pub fn spoilt(mut self, spoilt: Spoilt) -> Self {
        self.spoilt = Some(spoilt);
        self
    }

    /// Changes a field, by its path; [`Value::Null`] removes it.
    #[must_use]
    pub fn field(mut self, path: &str, value: impl Into<Value>) -> Self {
        self.fields.insert(path.to_owned(), value.into());
        self
    }

    /// Adds a field that the documentation does not know.
    #[must_use]
    pub fn extra(mut self, path: &str, value: impl Into<Value>) -> Self {
        self.extra.insert(path.to_owned(), value.into());
        self
    }

    /// Replaces or adds a header.
    #[must_use]
    pub fn header(mut self, name: &str, value: impl Into<String>) -> Self {
        self.headers.insert(name.to_owned(), Some(value.into()));
        self
    }

    /// Removes a header.
    #[must_use]
    pub fn without_header(mut self, name: &str) -> Self {
        self.headers.insert(name.to_owned(), None);
        self
    }

    /// Signs it at a time, Unix seconds.
    #[must_use]
    pub fn at(mut self, unix: i64) -> Self {
        self.time = Some(unix);
        self
    }

    /// Gives it a number of WeChat Pay (V3).
    #[must_use]
    pub fn id(mut self, id: impl Into<String>) -> Self {
        self.id = Some(id.into());
        self
    }

    /// Gives it another event type (V3).
    #[must_use]
    pub fn event_type(mut self, event_type: impl Into<String>) -> Self {
        self.event_type = Some(event_type.into());
        self
    }

    pub(super) fn read(case: Case, value: Value) -> Result<Self, TestingError> {
        let mut given = Reader::new("changes", case, value)?;
        let object = ("an object", "一个对象");
        let headers = given.take::<Map<String, Value>>("headers", object)?.unwrap_or_default();
        let spoilt = given.text("spoilt")?;
        let time = given.take::<Value>("time", object)?;
        let changes = Self {
            spoilt: spoilt.map(|name| Spoilt::of(&name)).transpose()?,
            fields: given.take("fields", object)?.unwrap_or_default(),
            extra: given.take("extra", object)?.unwrap_or_default(),
            headers: headers.into_iter().map(header).collect::<Result<_, _>>()?,
            time: time.as_ref().map(time_of).transpose()?,
            id: given.text("id")?,
            event_type: given.text("event_type")?,
        };
        given.finish()?;
        Ok(changes)
    }

    /// Changes what is said.
    pub(super) fn apply(&self, kind: Kind, statement: &mut Statement) -> Result<(), TestingError> {
        if kind.is_v2() && (self.id.is_some() || self.event_type.is_some()) {
            let text =
                ("a message of V2 has no `id` and no `event_type`", "V2 报文没有 `id` 和 `event_type`");
            return Err(TestingError::impossible("changes.id", text));
        }
        for (path, value) in &self.fields {
            self::apply(Some(kind), statement, ("fields", path), value)?;
        }
        for (path, value) in &self.extra {
            self::apply(None, statement, ("extra", path), value)?;
        }
        if let (Some(event_type), Statement::V3 { event, .. }) = (&self.event_type, statement) {
            event.event_type.clone_from(event_type);
        }
        Ok(())
    }
}

/// Changes one field; with a kind only one that it has.
fn apply(
    kind: Option<Kind>,
    statement: &mut Statement,
    (member, path): (&str, &str),
    value: &Value,
) -> Result<(), TestingError> {
    let field = format!("changes.{member}.{path}");
    let no_place =
        || TestingError::value(&field, ("a field, such as amount.total", "字段路径，例如 amount.total"));
    let steps = steps(path).ok_or_else(no_place)?;
    if let Some(kind) = kind {
        let general = without_indexes(&steps);
        if !is_known(kind, &general) {
            return Err(TestingError::unknown(&field, &general, known(kind)));
        }
    }
    if let Value::Object(members) = value {
        return members.iter().try_for_each(|(name, value)| {
            apply(kind, statement, (member, &format!("{path}.{name}")), value)
        });
    }
    let value = Some(value.clone()).filter(|value| !value.is_null());
    match statement {
        Statement::V3 { resource, .. } => put(resource, &steps, value).then_some(()).ok_or_else(no_place),
        Statement::V2 { fields, .. } => put_text(fields, path, value),
        Statement::V2Refund { fields, hidden } => match place_in_v2_refund(path) {
            V2Place::Outside => put_text(fields, path, value),
            V2Place::Hidden => put_text(hidden, path, value),
        },
    }
}

/// V2 has texts only; numbers are written as they are.
fn put_text(
    fields: &mut BTreeMap<String, String>,
    name: &str,
    value: Option<Value>,
) -> Result<(), TestingError> {
    let is_name = |byte: u8| byte.is_ascii_alphanumeric() || byte == b'_';
    if !name.bytes().all(is_name) {
        let expected = ("the name of a field of V2", "V2 字段名");
        return Err(TestingError::value(&format!("changes.extra.{name}"), expected));
    }
    match value {
        None => fields.remove(name),
        Some(Value::String(text)) => fields.insert(name.to_owned(), text),
        Some(other) => fields.insert(name.to_owned(), other.to_string()),
    };
    Ok(())
}

fn header((name, value): (String, Value)) -> Result<(String, Option<String>), TestingError> {
    match value {
        Value::Null => Ok((name, None)),
        Value::String(text) => Ok((name, Some(text))),
        _ => Err(TestingError::value(&format!("changes.headers.{name}"), ("a text or null", "文本或 null"))),
    }
}

fn time_of(value: &Value) -> Result<i64, TestingError> {
    let expected = (
        "Unix seconds, or a time such as 2026-01-31T12:00:00+08:00",
        "Unix 秒数，或形如 2026-01-31T12:00:00+08:00 的时间",
    );
    let time = value.as_i64().or_else(|| value.as_str().and_then(parse_rfc3339));
    time.filter(|unix| (0..=LAST_SECOND).contains(unix))
        .ok_or_else(|| TestingError::value("changes.time", expected))
}

/// The end of the year 9999 in Beijing, the last that RFC 3339 can write.
const LAST_SECOND: i64 = 253_402_271_999;
