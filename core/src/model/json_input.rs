//! Requests that arrive as JSON: a wrong key or type is named with its path.

use serde::de::DeserializeOwned;

use super::{
    ApiRequest, CloseCombineOrderRequest, CombineOrderRequest, Expected, FundFlowBillRequest, OrderId,
    OrderRequest, PartnerOrderRequest, RefundId, RefundRequest, TradeBillRequest, V2OrderRequest,
    V2RefundRequest, V2TradeBillRequest,
};
use crate::error::{Error, Result, sdk_codes};

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
        if text.trim_start().starts_with('[') {
            return Err(Error::sdk(&sdk_codes::WRONG_TYPE)
                .with_field("(the request)")
                .with_detail("expected an object"));
        }
        let mut reader = serde_json::Deserializer::from_str(text);
        let value = serde_path_to_error::deserialize(&mut reader).map_err(|error| {
            let path = error.path().to_string();
            explain(&path, &error.into_inner())
        })?;
        reader.end().map_err(|error| explain(".", &error))?;
        Ok(value)
    }
}

impl RequestFromJson for OrderRequest {}
impl RequestFromJson for PartnerOrderRequest {}
impl RequestFromJson for CombineOrderRequest {}
impl RequestFromJson for V2OrderRequest {}
impl RequestFromJson for OrderId {}
impl RequestFromJson for CloseCombineOrderRequest {}
impl RequestFromJson for RefundRequest {}
impl RequestFromJson for V2RefundRequest {}
impl RequestFromJson for RefundId {}
impl RequestFromJson for ApiRequest {}
impl RequestFromJson for Expected {}
impl RequestFromJson for TradeBillRequest {}
impl RequestFromJson for FundFlowBillRequest {}
impl RequestFromJson for V2TradeBillRequest {}
impl RequestFromJson for crate::config::Settings {}
impl RequestFromJson for crate::self_test::SelfTest {}

/// Turns serde's message into an error that never repeats the value that was given.
fn explain(path: &str, error: &serde_json::Error) -> Error {
    let message = error.to_string();
    let field = if path == "." { "(the request)" } else { path };
    if !error.is_data() {
        return Error::sdk(&sdk_codes::NOT_JSON).with_field("(the request)").with_detail(format!(
            "line {}, column {}",
            error.line(),
            error.column()
        ));
    }
    let (head, expected) = message.rsplit_once(", expected ").unwrap_or((&message, ""));
    if let Some(key) = head.strip_prefix("unknown field `").and_then(|rest| rest.split('`').next()) {
        let nearest = backquoted(expected)
            .map(|name| (strsim::damerau_levenshtein(name, key), name))
            .min()
            .filter(|(distance, _)| *distance <= 3);
        let detail = nearest.map_or_else(
            || format!("known are {}", expected.trim_start_matches("one of ")),
            |(_, name)| format!("did you mean `{name}`?"),
        );
        return Error::sdk(&sdk_codes::UNKNOWN_FIELD)
            .with_field(field)
            .with_detail(without_position(&detail));
    }
    let detail =
        if expected.is_empty() { "value not accepted".to_owned() } else { format!("expected {expected}") };
    Error::sdk(&sdk_codes::WRONG_TYPE).with_field(field).with_detail(without_position(&detail))
}

fn backquoted(text: &str) -> impl Iterator<Item = &str> {
    text.split('`').skip(1).step_by(2)
}

fn without_position(text: &str) -> String {
    text.split(" at line ").next().unwrap_or_default().to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

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
    fn a_value_that_looks_like_our_own_words_is_hidden_too() {
        let (code, _, detail) = refused(r#"{"amount":{"total":"x, expected MARKER"}}"#);
        assert_eq!(code, "WRONG_TYPE");
        assert!(!detail.contains("MARKER"), "{detail}");
        assert_eq!(refused(r#"["T1", "mug"]"#).0, "WRONG_TYPE");
    }

    #[test]
    fn a_misspelt_key_names_the_nearest() {
        let (code, field, detail) = refused(r#"{"amount":{"totl":1}}"#);
        assert_eq!((code.as_str(), field.as_str()), ("UNKNOWN_FIELD", "amount.totl"));
        assert_eq!(detail, "did you mean `total`?");
    }

    #[test]
    fn broken_json_is_told_by_its_place() {
        let (code, _, detail) = refused("{\"description\": MARKER}");
        assert_eq!(code, "NOT_JSON");
        assert!(!detail.contains("MARKER"));
        assert_eq!(refused("{} {}").0, "NOT_JSON");
    }
}
