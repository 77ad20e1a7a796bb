//! Requests that arrive as JSON: a wrong key or type is named with its path.

use serde::de::DeserializeOwned;
use serde_path_to_error::{Path, Segment};

use crate::error::{Error, Result, sdk_codes};
use crate::wire::objects::ObjectsOnly;

/// No field name of ours is longer, in bytes.
const LONGEST_NAME: usize = 64;

/// Reads a request from JSON text.
///
/// ```
/// use qq_wxpay::model::{OrderRequest, RequestFromJson};
/// let error = OrderRequest::from_json(r#"{"descripton":"Blue mug"}"#).unwrap_err();
/// assert_eq!(error.code(), "UNKNOWN_FIELD");
/// assert!(error.to_string().contains("did you mean `description`"));
/// ```
pub trait RequestFromJson: DeserializeOwned {
    /// Reads the request; a key that does not exist and a value of the wrong type are `InvalidInput`.
    fn from_json(text: &str) -> Result<Self> {
        read_request(text)
    }
}

pub(in crate::model) fn read_request<T: DeserializeOwned>(text: &str) -> Result<T> {
    let mut reader = serde_json::Deserializer::from_str(text);
    let value = serde_path_to_error::deserialize(ObjectsOnly(&mut reader)).map_err(|error| {
        let path = shown(error.path());
        explain(&path, &error.into_inner())
    })?;
    reader.end().map_err(|error| explain("", &error))?;
    Ok(value)
}

/// One of several numbers: none and more than one are told as what they are.
pub(in crate::model) fn one_of<T: DeserializeOwned>(names: &[&str], text: &str) -> Result<T> {
    let given = match serde_json::from_str(text) {
        Ok(serde_json::Value::Object(given)) => given,
        Ok(_) => {
            return Err(Error::sdk(&sdk_codes::WRONG_TYPE)
                .with_field("(the request)")
                .with_detail("expected an object"));
        }
        Err(_) => return read_request(text),
    };
    let found = names.iter().filter(|&&name| given.get(name).is_some_and(|value| !value.is_null())).count();
    let entry = match found {
        0 if given.values().all(serde_json::Value::is_null) => &sdk_codes::FIELD_MISSING,
        2.. => &sdk_codes::ONE_NUMBER_ONLY,
        _ => return read_request(text),
    };
    let known = names.iter().map(|name| format!("`{name}`")).collect::<Vec<_>>().join(", ");
    Err(Error::sdk(entry).with_field(names[0]).with_detail(format!("exactly one of {known}")))
}

/// The one number that is given; `field` is the first that could be.
pub(in crate::model) fn only_one<T>(numbers: impl IntoIterator<Item = Option<T>>, field: &str) -> Result<T> {
    let mut given = numbers.into_iter().flatten();
    match (given.next(), given.next()) {
        (Some(number), None) => Ok(number),
        (None, _) => Err(Error::sdk(&sdk_codes::FIELD_MISSING).with_field(field)),
        (Some(_), Some(_)) => Err(Error::sdk(&sdk_codes::ONE_NUMBER_ONLY).with_field(field)),
    }
}

/// The path to the trouble. Names in it may be the caller's own: they are cut and stay on one line.
fn shown(path: &Path) -> String {
    let mut out = String::new();
    for segment in path {
        let name = match segment {
            Segment::Seq { index } => {
                out.push_str(&format!("[{index}]"));
                continue;
            }
            Segment::Map { key } => key,
            Segment::Enum { variant } => variant,
            Segment::Unknown => "?",
        };
        if !out.is_empty() {
            out.push('.');
        }
        let fits = |(start, c): &(usize, char)| start + c.len_utf8() <= LONGEST_NAME;
        out.extend(name.char_indices().take_while(fits).flat_map(|(_, c)| c.escape_debug()));
        if name.len() > LONGEST_NAME {
            out.push('…');
        }
    }
    out
}

/// Turns serde's message into an error that never repeats the value that was given.
fn explain(path: &str, error: &serde_json::Error) -> Error {
    let field = if path.is_empty() { "(the request)" } else { path };
    if !error.is_data() {
        return Error::sdk(&sdk_codes::NOT_JSON).with_field("(the request)").with_detail(format!(
            "line {}, column {}",
            error.line(),
            error.column()
        ));
    }
    // Behind the last "expected" serde names our own types and fields; values stand before it.
    let message = error.to_string();
    let (head, expected) = message.rsplit_once(", expected ").unwrap_or((&message, ""));
    if let Some(rest) = head.strip_prefix("missing field `") {
        let name = rest.split('`').next().unwrap_or_default();
        let field = if path.is_empty() { name.to_owned() } else { format!("{path}.{name}") };
        return Error::sdk(&sdk_codes::FIELD_MISSING).with_field(field);
    }
    let expected = expected.split(" at line ").next().unwrap_or_default();
    let (entry, detail) = match head.strip_prefix("unknown field `") {
        Some(rest) => (&sdk_codes::UNKNOWN_FIELD, suggest(rest.strip_suffix('`').unwrap_or(rest), expected)),
        None if expected.is_empty() => (&sdk_codes::WRONG_TYPE, "value not accepted".to_owned()),
        None => (&sdk_codes::WRONG_TYPE, format!("expected {}", plainly(expected))),
    };
    Error::sdk(entry).with_field(field).with_detail(detail)
}

/// Fields that are often written one level too high.
const INSIDE: [&str; 5] = [
    "amount.total",
    "amount.currency",
    "scene_info.payer_client_ip",
    "scene_info.h5_info",
    "settle_info.profit_sharing",
];

/// What serde expects, in words that are not Rust's.
fn plainly(expected: &str) -> &str {
    match expected {
        "i64" | "u64" | "i32" | "u32" => "a whole number",
        "a sequence" => "a list",
        "a map" => "an object",
        named if named.starts_with("struct ") => "an object",
        other => other,
    }
}

fn suggest(key: &str, expected: &str) -> String {
    let known = expected.split('`').skip(1).step_by(2);
    // Comparing takes time by the length of both.
    let close = known.filter(|_| key.len() <= LONGEST_NAME);
    let distances = close.map(|name| (strsim::damerau_levenshtein(name, key), name));
    // Of a short name only one letter may differ.
    let nearest = distances.min().filter(|(distance, _)| *distance <= (key.len() / 3).clamp(1, 3));
    let inside = INSIDE.iter().find(|path| {
        path.rsplit('.').next() == Some(key)
            && expected.contains(&format!("`{}`", path.split('.').next().unwrap_or(path)))
    });
    match nearest.map(|(_, name)| name).or(inside.copied()) {
        Some(name) => format!("did you mean `{name}`?"),
        None => format!("known are {}", expected.trim_start_matches("one of ")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{ApiRequest, Expected, OrderId, OrderReference, OrderRequest, RefundId};

    fn refused(json: &str) -> (String, String, String) {
        let error = OrderRequest::from_json(json).unwrap_err();
        (error.code().to_owned(), error.field().unwrap_or_default().to_owned(), error.detail().to_owned())
    }

    #[test]
    fn a_wrong_amount_names_the_field_and_hides_the_value() {
        for value in ["\"MARKER\"", "19.99", "null", "true", "99999999999999999999"] {
            let (code, field, detail) = refused(&format!(r#"{{"amount":{{"total":{value}}}}}"#));
            assert_eq!((code.as_str(), field.as_str()), ("WRONG_TYPE", "amount.total"), "{value}");
            assert!(!detail.contains("MARKER") && !detail.contains("19.99"), "{detail}");
        }
    }

    #[test]
    fn what_is_expected_is_said_without_words_of_rust() {
        let detail = |json: &str| refused(json).2;
        assert_eq!(detail(r#""T1""#), "expected an object");
        let number = OrderReference::from_json(r#""T1""#).unwrap_err();
        assert!(
            number.detail().contains("`family`") && number.detail().contains("`out_trade_no`"),
            "{number}"
        );
        assert_eq!(detail(r#"{"amount":5}"#), "expected an object");
        assert_eq!(detail(r#"{"amount":{"total":"5"}}"#), "expected a whole number");
        assert_eq!(detail(r#"{"description":5}"#), "expected a string");
        assert_eq!(detail(r#"{"detail":{"goods_detail":5}}"#), "expected a list");
    }

    #[test]
    fn an_order_has_one_number() {
        let told = |json: &str| {
            let error = OrderId::from_json(json).unwrap_err();
            (error.code().to_owned(), error.field().unwrap_or_default().to_owned())
        };
        let missing = ("FIELD_MISSING".to_owned(), "out_trade_no".to_owned());
        assert_eq!([told("{}"), told(r#"{"out_trade_no":null}"#)], [missing.clone(), missing]);
        let both = told(r#"{"out_trade_no":"T1","transaction_id":"1"}"#);
        assert_eq!(both, ("ONE_NUMBER_ONLY".to_owned(), "out_trade_no".to_owned()));
        assert_eq!(told(r#"{"out_tradeno":"T1"}"#).0, "WRONG_TYPE");
        assert_eq!(told("[]").0, "WRONG_TYPE");
        let right = OrderId::from_json(r#"{"out_trade_no":"T1"}"#).unwrap();
        assert_eq!(right, OrderId::OutTradeNo("T1".to_owned()));
        assert_eq!(RefundId::from_json("{}").unwrap_err().field(), Some("out_refund_no"));
    }

    #[test]
    fn a_value_that_looks_like_our_own_words_is_hidden_too() {
        let (code, _, detail) = refused(r#"{"amount":{"total":"x, expected MARKER"}}"#);
        assert_eq!(code, "WRONG_TYPE");
        assert!(!detail.contains("MARKER"), "{detail}");
        let (_, _, detail) = refused(r#"{"limit_pay":{"MARKER at line 1":1}}"#);
        assert!(!detail.contains("MARKER"), "{detail}");
    }

    #[test]
    fn a_list_is_no_request_and_no_part_of_one() {
        for (json, place) in [
            (r#"["T1", "mug"]"#, "(the request)"),
            (r#"{"amount":[1999]}"#, "amount"),
            (r#"{"detail":{"goods_detail":[["1"]]}}"#, "detail.goods_detail[0]"),
        ] {
            let (code, field, _) = refused(json);
            assert_eq!((code.as_str(), field.as_str()), ("WRONG_TYPE", place));
        }
    }

    #[test]
    fn long_and_strange_names_are_cut_and_get_no_suggestion() {
        let (code, field, detail) = refused(&format!(r#"{{"{}":1}}"#, "名".repeat(100_000)));
        assert_eq!(
            (code.as_str(), field.as_str()),
            ("UNKNOWN_FIELD", format!("{}…", "名".repeat(21)).as_str())
        );
        assert!(detail.starts_with("known are "), "{detail}");
        let (_, field, detail) = refused(r#"{"amount":{"to`tal\n, expected `x`":1}}"#);
        assert_eq!(field, r"amount.to`tal\n, expected `x`");
        assert!(detail.starts_with("known are `total`"), "{detail}");
    }

    #[test]
    fn a_missing_field_is_told_with_its_path() {
        let missing = |json: &str| {
            let error = Expected::from_json(json).unwrap_err();
            (error.code().to_owned(), error.field().unwrap_or_default().to_owned())
        };
        let expected = ("FIELD_MISSING".to_owned(), "parts[0].total".to_owned());
        assert_eq!(missing(r#"{"parts":[{"out_trade_no":"MARKER"}]}"#), expected);
        let error = ApiRequest::from_json(r#"{"method":"GET"}"#).unwrap_err();
        assert_eq!((error.code(), error.field()), ("FIELD_MISSING", Some("path")));
    }

    #[test]
    fn a_misspelt_key_names_the_nearest() {
        let (code, field, detail) = refused(r#"{"amount":{"totl":1}}"#);
        assert_eq!((code.as_str(), field.as_str()), ("UNKNOWN_FIELD", "amount.totl"));
        assert_eq!(detail, "did you mean `total`?");
    }

    #[test]
    fn a_key_that_stands_one_level_too_high_is_sent_down() {
        let detail = |json: &str| refused(json).2;
        assert_eq!(detail(r#"{"total":1}"#), "did you mean `amount.total`?");
        assert_eq!(detail(r#"{"payer_client_ip":"x"}"#), "did you mean `scene_info.payer_client_ip`?");
        assert!(detail(r#"{"refund":1}"#).starts_with("known are "), "an order has no such part");
        assert_eq!(detail(r#"{"amount":{"totla":1}}"#), "did you mean `total`?");
    }

    #[test]
    fn broken_json_is_told_by_its_place() {
        let (code, _, detail) = refused("{\"description\": MARKER}");
        assert_eq!(code, "NOT_JSON");
        assert!(!detail.contains("MARKER"));
        assert_eq!(refused("{} {}").0, "NOT_JSON");
    }
}
