//! The one door for other languages: a name and JSON in, JSON out.

use serde_json::{Map, Value, json};

use super::reader::{Case, Reader};
use super::{
    Changes, Kind, Order, SignedNotification, Spoilt, TestingError, again, settings, signed_notification,
};

const NAMES: [&str; 4] = ["signed_notification", "again", "settings", "kinds"];

/// Does what `name` says with the arguments, a JSON object (`case`: `"camel"` for languages that write `outTradeNo`; the fields of
/// messages keep the names that they have on the wire):
///
/// - `signed_notification`: `kind`, `order`, `changes` as [`Kind`], [`Order`], [`Changes`]; gives `headers`, `body` (a text) and `id`
/// - `again`: `headers`, `body` and `id` of one; gives the same
/// - `settings`: gives the variables of [`settings`] as one object
/// - `kinds`: gives the names of all `kinds` and of all ways to be `spoilt`
///
/// # Errors
/// [`TestingError`]; it serialises as an object with `code`, `field`, `nearest`, `en` and `zh`.
pub fn call(name: &str, json: &str) -> Result<String, TestingError> {
    let arguments: Value = serde_json::from_str(json).map_err(|_| TestingError::not_json())?;
    let case = match arguments.get("case").and_then(Value::as_str) {
        Some("camel") => Case::Camel,
        _ => Case::Snake,
    };
    let mut given = Reader::new("", case, arguments)?;
    given.text("case")?;
    let answer = match name {
        "signed_notification" => {
            let kind = given.text("kind")?;
            let (order, changes) = (member(&mut given, "order")?, member(&mut given, "changes")?);
            given.finish()?;
            let kind = kind.as_deref().map_or(Ok(Kind::Payment), Kind::of)?;
            let (order, changes) = (Order::read(case, order)?, Changes::read(case, changes)?);
            written(&signed_notification(kind, &order, &changes)?)
        }
        "again" => {
            let text = ("a text", "文本");
            let headers: Map<String, Value> =
                given.take("headers", ("an object", "一个对象"))?.unwrap_or_default();
            let body = given.text("body")?.ok_or_else(|| TestingError::value("body", text))?;
            let id = given.text("id")?;
            given.finish()?;
            let header = |(name, value): (String, Value)| match value {
                Value::String(value) => Ok((name, value)),
                _ => Err(TestingError::value(&format!("headers.{name}"), text)),
            };
            let headers = headers.into_iter().map(header).collect::<Result<_, _>>()?;
            written(&again(&SignedNotification { headers, body: body.into_bytes(), id })?)
        }
        "settings" => {
            given.finish()?;
            settings().into_iter().map(|(name, value)| (name, Value::from(value))).collect()
        }
        "kinds" => {
            given.finish()?;
            let kinds: Vec<_> = Kind::ALL.iter().map(|kind| kind.name()).collect();
            let spoilt: Vec<_> = Spoilt::ALL.iter().map(|spoilt| spoilt.name()).collect();
            json!({ "kinds": kinds, "spoilt": spoilt })
        }
        _ => return Err(TestingError::unknown("name", name, NAMES)),
    };
    Ok(answer.to_string())
}

fn member(given: &mut Reader, name: &str) -> Result<Value, TestingError> {
    Ok(given.take(name, ("an object", "一个对象"))?.unwrap_or_default())
}

fn written(notification: &SignedNotification) -> Value {
    let headers: Map<String, Value> = notification
        .headers
        .iter()
        .map(|(name, value)| (name.clone(), Value::from(value.as_str())))
        .collect();
    json!({ "headers": headers, "body": String::from_utf8_lossy(&notification.body), "id": notification.id })
}
