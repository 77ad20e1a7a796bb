//! What a merchant's address answers.

use std::collections::BTreeMap;
use std::fmt;

use crate::wechat::v2::xml;

/// What came of a try.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Answer {
    /// The merchant acknowledged it.
    Acknowledged,
    /// The merchant answered something else.
    Refused(String),
    /// No answer came in time.
    Failed(String),
}

/// In words, for the log of the sandbox.
impl fmt::Display for Answer {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Acknowledged => out.write_str("acknowledged"),
            Self::Refused(answer) => write!(out, "answered with {answer}, which is no acknowledgement"),
            Self::Failed(reason) => out.write_str(reason),
        }
    }
}

/// Whether WeChat Pay takes this answer for "received": V3 looks at the status alone, V2 at the XML.
pub(crate) fn is_acknowledgement(is_xml: bool, status: u16, body: &[u8]) -> bool {
    if is_xml {
        let is_success = |fields: BTreeMap<String, String>| {
            fields.get("return_code").is_some_and(|code| code == "SUCCESS")
        };
        return (200..300).contains(&status) && xml::parse(body).is_ok_and(is_success);
    }
    matches!(status, 200 | 204)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_the_documented_answers_acknowledge() {
        assert!(is_acknowledgement(false, 204, b""));
        assert!(is_acknowledgement(false, 200, r#"{"code":"SUCCESS","message":"成功"}"#.as_bytes()));
        assert!(is_acknowledgement(false, 200, br#"{"code":"FAIL"}"#));
        assert!(is_acknowledgement(false, 200, b"ok"));
        for status in [201, 202, 302, 401, 500] {
            assert!(!is_acknowledgement(false, status, br#"{"code":"SUCCESS"}"#), "{status}");
        }
        let success = b"<xml><return_code><![CDATA[SUCCESS]]></return_code></xml>";
        assert!(is_acknowledgement(true, 200, success));
        assert!(!is_acknowledgement(true, 500, success));
        assert!(!is_acknowledgement(true, 200, b""));
    }
}
