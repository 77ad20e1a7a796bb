//! A row as names and cells, in the order of the library's fields.

use std::fmt;

use serde::Serialize;
use serde::de::{Deserialize, Deserializer, MapAccess, Visitor};
use serde_json::Value;

use crate::failure::Failure;

/// Fields in their order; of columns that the library does not know, by the name that the bill gives them.
pub(super) struct Row(Vec<(String, Value)>);

/// The fields of a row.
pub(super) fn row_of(row: &impl Serialize) -> Result<Row, Failure> {
    let failed = |error: serde_json::Error| Failure::Failed(error.to_string());
    // As text: a `Value` does not keep the order.
    let Pairs(pairs) = serde_json::from_str(&serde_json::to_string(row).map_err(failed)?).map_err(failed)?;
    let flat = pairs.into_iter().flat_map(|(name, value)| match value {
        Value::Object(others) => others.into_iter().collect(),
        value => vec![(name, value)],
    });
    Ok(Row(flat.collect()))
}

impl Row {
    pub(super) fn names(&self) -> Vec<String> {
        self.0.iter().map(|(name, _)| name.clone()).collect()
    }

    /// The cells of these columns.
    pub(super) fn cells(&self, names: &[String]) -> Vec<String> {
        names
            .iter()
            .map(|name| self.0.iter().find(|(own, _)| own == name).map_or_else(String::new, cell))
            .collect()
    }
}

fn cell((_, value): &(String, Value)) -> String {
    match value {
        Value::Null => String::new(),
        Value::String(text) => text.clone(),
        other => other.to_string(),
    }
}

struct Pairs(Vec<(String, Value)>);

impl<'de> Deserialize<'de> for Pairs {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        struct Reader;

        impl<'de> Visitor<'de> for Reader {
            type Value = Pairs;

            fn expecting(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
                out.write_str("an object")
            }

            fn visit_map<A: MapAccess<'de>>(self, mut members: A) -> Result<Pairs, A::Error> {
                let mut pairs = Vec::new();
                while let Some(pair) = members.next_entry()? {
                    pairs.push(pair);
                }
                Ok(Pairs(pairs))
            }
        }

        from.deserialize_map(Reader)
    }
}
