//! JSON of WeChat Pay and QQ.

use serde::de::DeserializeOwned;

use crate::error::{Error, Result, sdk_codes};

/// Reads a message; on failure the path is named and nothing of the content is repeated.
///
/// Every message is an object. A list would be read field by field in the order of our own declarations.
pub(crate) fn read<T: DeserializeOwned>(bytes: &[u8]) -> Result<T> {
    if bytes.trim_ascii_start().starts_with(b"[") {
        return Err(Error::sdk(&sdk_codes::MESSAGE_UNREADABLE).with_detail("a list in place of an object"));
    }
    // Keeping track of the path costs as much as reading: only a message that fails is read a second time for it.
    serde_json::from_slice(bytes).or_else(|_| read_with_path(bytes))
}

fn read_with_path<T: DeserializeOwned>(bytes: &[u8]) -> Result<T> {
    let mut reader = serde_json::Deserializer::from_slice(bytes);
    let value = serde_path_to_error::deserialize(&mut reader).map_err(|error| {
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
    fn deep_nesting_is_refused() {
        let deep = "[".repeat(100_000);
        assert_eq!(read::<serde_json::Value>(deep.as_bytes()).unwrap_err().code(), "MESSAGE_UNREADABLE");
    }
}
