//! Headers as JSON: an object, Node's flat list, pairs, or objects with name and value.

use serde_json::Value;

use super::{Header, MOST};

/// `None` when the value has no form in which headers come.
pub(super) fn read(value: &Value) -> Option<Vec<Header>> {
    match value {
        Value::Object(members) => {
            // A request that was logged as a whole has its headers in a member.
            let inner = ["headers", "rawHeaders", "header"].into_iter().find_map(|name| members.get(name));
            match inner.filter(|inner| inner.is_object() || inner.is_array()) {
                Some(inner) => read(inner),
                None => {
                    Some(members.iter().take(MOST).flat_map(|(name, value)| named(name, value)).collect())
                }
            }
        }
        Value::Array(items) => list(items),
        _ => None,
    }
}

fn list(items: &[Value]) -> Option<Vec<Header>> {
    let items = &items[..items.len().min(2 * MOST)];
    if items.iter().all(Value::is_string) {
        // `rawHeaders` of Node: name, value, name, value; or whole lines.
        let texts: Vec<&str> = items.iter().filter_map(Value::as_str).collect();
        if texts.iter().all(|text| text.split_once(": ").is_some_and(|(name, _)| !name.contains(' '))) {
            let pairs = texts.iter().filter_map(|text| text.split_once(": "));
            return Some(pairs.map(|(name, value)| (name.to_owned(), value.trim().to_owned())).collect());
        }
        let pairs = texts.chunks_exact(2);
        let is_whole = pairs.remainder().is_empty();
        return is_whole.then(|| pairs.map(|pair| (pair[0].to_owned(), pair[1].to_owned())).collect());
    }
    let mut headers = Vec::new();
    for item in items {
        headers.extend(match item {
            Value::Array(pair) => named(pair.first()?.as_str()?, pair.get(1)?),
            // HAR and browsers, Postman, proxies.
            Value::Object(members) => {
                let name =
                    ["name", "key", "Name", "Key"].into_iter().find_map(|own| members.get(own)?.as_str());
                let value = ["value", "values", "Value"].into_iter().find_map(|own| members.get(own));
                match (name, value) {
                    (Some(name), Some(value)) => named(name, value),
                    _ => members.iter().flat_map(|(name, value)| named(name, value)).collect(),
                }
            }
            _ => return None,
        });
    }
    Some(headers)
}

/// A header with one value, or with a list of them, as some languages give it for each name.
fn named(name: &str, value: &Value) -> Vec<Header> {
    let text = |value: &Value| match value {
        Value::String(text) => Some(text.clone()),
        Value::Number(number) => Some(number.to_string()),
        // HTTP libraries of Lambda and CloudFront.
        Value::Object(members) => members.get("value")?.as_str().map(str::to_owned),
        _ => None,
    };
    let texts: Vec<String> = match value {
        Value::Array(values) => values.iter().take(MOST).filter_map(text).collect(),
        value => text(value).into_iter().collect(),
    };
    texts.into_iter().map(|text| (name.to_owned(), text)).collect()
}
