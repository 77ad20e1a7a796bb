//! What an action is given: one JSON object.

use serde::Deserialize;
use serde::de::DeserializeOwned;
use serde_json::{Map, Value};

use super::failure::Failure;
use crate::wechat::notification::Subject;

/// The arguments of one action.
#[derive(Debug, Default)]
pub(super) struct Arguments(Map<String, Value>);

impl Arguments {
    /// Reads them; nothing and `null` are no arguments.
    pub(super) fn read(json: &[u8]) -> Result<Self, Failure> {
        if json.trim_ascii().is_empty() {
            return Ok(Self::default());
        }
        match serde_json::from_slice(json) {
            Ok(Value::Object(given)) => Ok(Self(given)),
            Ok(Value::Null) => Ok(Self::default()),
            Ok(_) => Err(Failure::bad_request("the arguments must be a JSON object")),
            Err(error) => Err(Failure::bad_request(format!("the arguments are not JSON: {error}"))),
        }
    }

    /// The pairs of a query: numbers and truth values where such are meant.
    pub(super) fn of_query(query: &str) -> Self {
        let pairs = url::form_urlencoded::parse(query.as_bytes());
        Self(pairs.map(|(name, text)| (name.clone().into_owned(), typed(&name, text.into_owned()))).collect())
    }

    /// The same with one more, out of an address, which takes the place of one with that name.
    pub(super) fn with(mut self, name: &str, text: String) -> Self {
        self.0.insert(name.to_owned(), typed(name, text));
        self
    }

    /// All of them as one record; unknown names are refused where the record does that.
    pub(super) fn all<T: DeserializeOwned>(self) -> Result<T, Failure> {
        serde_json::from_value(Value::Object(self.0)).map_err(|error| Failure::bad_request(error.to_string()))
    }

    /// All of them as they are.
    pub(super) fn object(self) -> Value {
        Value::Object(self.0)
    }

    /// A text that must be there.
    pub(super) fn text(&self, name: &str) -> Result<String, Failure> {
        let found = self.0.get(name).and_then(Value::as_str);
        found.map(str::to_owned).ok_or_else(|| Failure::bad_request(format!("{name} must be a text")))
    }

    /// Takes a text out that must be there.
    pub(super) fn take_text(&mut self, name: &str) -> Result<String, Failure> {
        let found = self.text(name)?;
        self.0.remove(name);
        Ok(found)
    }
}

/// A text out of an address as the value that is meant: a number, a truth value, or the text itself.
fn typed(name: &str, text: String) -> Value {
    let value = match name {
        "id" | "after" | "limit" => text.parse::<u64>().ok().map(Value::from),
        "reveal" => text.parse::<bool>().ok().map(Value::from),
        _ => None,
    };
    value.unwrap_or_else(|| Value::from(text))
}

/// An order or a refund by its number.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Named {
    out_trade_no: Option<String>,
    out_refund_no: Option<String>,
}

impl Named {
    /// What is named.
    pub(super) fn subject(self) -> Result<Subject, Failure> {
        subject(self.out_trade_no, self.out_refund_no)
    }
}

/// The one that is given of an order's and a refund's number.
pub(super) fn subject(order: Option<String>, refund: Option<String>) -> Result<Subject, Failure> {
    match (order, refund) {
        (Some(number), None) => Ok(Subject::Order(number)),
        (None, Some(number)) => Ok(Subject::Refund(number)),
        _ => Err(Failure::bad_request("one of out_trade_no and out_refund_no must be given")),
    }
}
