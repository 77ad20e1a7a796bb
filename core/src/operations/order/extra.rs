//! Fields that WeChat Pay has and this library does not know yet: they are given apart, and signed and sent with the others.

use serde_json::{Map, Value};

use crate::error::{Error, Result, sdk_codes};
use crate::model::{RequestFromJson, check};
use crate::wire::xml::Fields;

/// Longer than any order needs, in bytes.
const LONGEST: usize = 16_384;

/// Fields that say whose the order is and where its money goes: the settings' and the library's own.
const RESERVED: [&str; 6] = ["sign", "appid", "mchid", "mch_id", "notify_url", "trade_type"];

/// The text as a JSON object; `field` is its name for errors.
fn object(field: &str, text: &str) -> Result<Map<String, Value>> {
    let refuse = |detail: &str| Err(Error::sdk(&sdk_codes::EXTRA_FORM).with_field(field).with_detail(detail));
    if text.len() > LONGEST {
        return refuse("more than 16384 bytes");
    }
    match serde_json::from_str(text) {
        Ok(Value::Object(fields)) => Ok(fields),
        Ok(_) => refuse("it is no object"),
        Err(_) => refuse("it is not JSON"),
    }
}

fn refuse_known(field: &str, name: &str) -> Error {
    let name = if name.len() > 64 { "…" } else { name };
    Error::sdk(&sdk_codes::EXTRA_KNOWN).with_field(format!("{field}.{name}"))
}

/// Whether the request itself has a field of this name, where it belongs: its form is looked at there.
fn knows<T: RequestFromJson>(name: &str) -> bool {
    let alone = Value::Object(Map::from_iter([(name.to_owned(), Value::Null)]));
    T::from_json(&alone.to_string()).err().is_none_or(|error| !error.is(&sdk_codes::UNKNOWN_FIELD))
}

/// The body of a V3 order with these fields in it. An object that both have becomes one; nothing is replaced, and what the request
/// has a field for is given there.
pub(super) fn into_body<T: RequestFromJson>(
    body: Vec<u8>,
    extra: Option<&str>,
    field: &str,
) -> Result<Vec<u8>> {
    let Some(text) = extra else { return Ok(body) };
    let extra = object(field, text)?;
    if let Some(name) = extra.keys().find(|name| RESERVED.contains(&name.as_str())) {
        return Err(refuse_known(field, name));
    }
    let mut whole: Map<String, Value> =
        serde_json::from_slice(&body).expect("a body is an object that was just written");
    if let Some(name) = extra.keys().find(|name| !whole.contains_key(*name) && knows::<T>(name)) {
        return Err(refuse_known(field, name));
    }
    merge(&mut whole, extra, field)?;
    Ok(serde_json::to_vec(&whole).expect("a map of values can be written"))
}

fn merge(into: &mut Map<String, Value>, from: Map<String, Value>, field: &str) -> Result<()> {
    for (name, value) in from {
        match (into.get_mut(&name), value) {
            (None, value) => drop(into.insert(name, value)),
            (Some(Value::Object(own)), Value::Object(more)) => merge(own, more, &format!("{field}.{name}"))?,
            (Some(_), _) => return Err(refuse_known(field, &name)),
        }
    }
    Ok(())
}

/// Appends these fields to a V2 order: texts and whole numbers.
pub(super) fn into_fields<T: RequestFromJson>(fields: &mut Fields, extra: Option<&str>) -> Result<()> {
    let Some(text) = extra else { return Ok(()) };
    for (name, value) in object("extra", text)? {
        let named = format!("extra.{}", if name.len() > 64 { "…" } else { &name });
        let plain = name.len() <= 64
            && name.starts_with(|c: char| c.is_ascii_lowercase())
            && name.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'_');
        let value = match value {
            Value::String(text) => text,
            Value::Number(number) if number.is_i64() => number.to_string(),
            _ => {
                return Err(Error::sdk(&sdk_codes::EXTRA_FORM)
                    .with_field(named)
                    .with_detail("text or a whole number"));
            }
        };
        if !plain {
            return Err(Error::sdk(&sdk_codes::EXTRA_FORM)
                .with_field(named)
                .with_detail("this is no name of a field of V2"));
        }
        if RESERVED.contains(&name.as_str()) || fields.value(&name).is_some() || knows::<T>(&name) {
            return Err(refuse_known("extra", &name));
        }
        check::text(&named, &value, 6000)?;
        check::v2_text(&named, Some(&value))?;
        fields.push(&name, value);
    }
    Ok(())
}
