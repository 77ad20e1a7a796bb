//! JSON of WeChat Pay and QQ.

use serde::de::DeserializeOwned;

use super::objects::ObjectsOnly;
use crate::error::{Error, Result, sdk_codes};

/// Reads a message; on failure the path is named and nothing of the content is repeated.
///
/// Every message, and every record in it, is an object.
pub(crate) fn read<T: DeserializeOwned>(bytes: &[u8]) -> Result<T> {
    // Keeping track of the path costs as much as reading: only a message that fails is read a second time for it.
    let mut reader = serde_json::Deserializer::from_slice(bytes);
    match T::deserialize(ObjectsOnly(&mut reader)) {
        Ok(value) if reader.end().is_ok() => Ok(value),
        _ => read_with_path(bytes),
    }
}

fn read_with_path<T: DeserializeOwned>(bytes: &[u8]) -> Result<T> {
    let mut reader = serde_json::Deserializer::from_slice(bytes);
    let value = serde_path_to_error::deserialize(ObjectsOnly(&mut reader)).map_err(|error| {
        let path = error.path().to_string();
        let error = error.into_inner();
        if error.is_data() {
            Error::sdk(&sdk_codes::MESSAGE_FIELD).with_field(if path == "." {
                "(the message)"
            } else {
                &path
            })
        } else {
            not_json(&error)
        }
    })?;
    reader.end().map_err(|error| not_json(&error))?;
    Ok(value)
}

fn not_json(error: &serde_json::Error) -> Error {
    Error::sdk(&sdk_codes::MESSAGE_UNREADABLE).with_detail(format!(
        "not JSON at line {}, column {}",
        error.line(),
        error.column()
    ))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::Transaction;

    #[test]
    fn trouble_is_told_by_its_place_without_the_content() {
        let error = read::<Transaction>(br#"{"mchid":"1","out_trade_no":7777}"#).unwrap_err();
        assert_eq!((error.code(), error.field()), ("MESSAGE_FIELD", Some("out_trade_no")));
        assert!(!error.to_string().contains("7777"));
        assert_eq!(read::<Transaction>(b"{\"mchid\":MARKER").unwrap_err().code(), "MESSAGE_UNREADABLE");
    }

    #[test]
    fn two_values_for_one_field_are_refused() {
        let doubled = br#"{"mchid":"1","out_trade_no":"a","out_trade_no":"b","trade_state":"SUCCESS"}"#;
        assert_eq!(read::<Transaction>(doubled).unwrap_err().code(), "MESSAGE_FIELD");
    }

    #[test]
    fn a_list_is_no_record_at_any_depth() {
        let refused = |text: &str| {
            let error = read::<Transaction>(text.as_bytes()).unwrap_err();
            (error.code().to_owned(), error.field().unwrap_or_default().to_owned())
        };
        let field = |path: &str| ("MESSAGE_FIELD".to_owned(), path.to_owned());
        let order = r#""mchid":"1","out_trade_no":"a","trade_state":"SUCCESS""#;
        assert_eq!(refused(r#"["wx1","1","a"]"#), field("(the message)"));
        assert_eq!(refused(&format!(r#"{{{order},"amount":[100,100,"CNY"]}}"#)), field("amount"));
        assert_eq!(refused(&format!(r#"{{{order},"payer":["o"]}}"#)), field("payer"));
        assert_eq!(
            refused(&format!(r#"{{{order},"promotion_detail":[{{}},["1"]]}}"#)),
            field("promotion_detail[1]")
        );
        let nested = r#"{"promotion_detail":[{"goods_detail":[["1"]]}],"mchid":"1","out_trade_no":"a"}"#;
        assert_eq!(refused(nested), field("promotion_detail[0].goods_detail[0]"));
        let right =
            format!(r#"{{{order},"amount":{{"total":100}},"promotion_detail":[{{"goods_detail":[{{}}]}}]}}"#);
        assert!(read::<Transaction>(right.as_bytes()).is_ok());
    }

    #[test]
    fn deep_nesting_is_refused() {
        let deep = "[".repeat(100_000);
        assert_eq!(read::<serde_json::Value>(deep.as_bytes()).unwrap_err().code(), "MESSAGE_UNREADABLE");
    }
}
