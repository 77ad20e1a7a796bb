//! The error code that a fault answers.

use std::fmt;

use axum::http::StatusCode;
use serde::{Deserialize, Serialize};

/// An error code, said as whoever is asked says it: QQ's `errcode`, V2's `err_code` in a signed reply, V3's `code`.
///
/// ```
/// use qq_wxpay_sandbox::{ErrorAnswer, FaultKind};
///
/// let kind = FaultKind::Refuse(ErrorAnswer::new("ORDERPAID", 403)?);
/// assert_eq!(serde_json::to_string(&kind).unwrap(), r#"{"refuse":{"code":"ORDERPAID","status":403}}"#);
/// # Ok::<(), String>(())
/// ```
#[derive(Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "Parts", into = "Parts")]
pub struct ErrorAnswer {
    /// Filled up with zeros: a fault is a plain value that can be copied.
    code: [u8; LONGEST_CODE],
    status: StatusCode,
}

/// The longest code that V2 has room for.
const LONGEST_CODE: usize = 32;

impl ErrorAnswer {
    /// The code, and the HTTP status for V3; QQ and V2 say errors with status 200.
    ///
    /// # Errors
    /// When the code is not 1 to 32 letters, digits, `_` and `-`, or the status is none of 400 to 599.
    pub fn new(code: &str, status: u16) -> Result<Self, String> {
        let fits = |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'-');
        if !(1..=LONGEST_CODE).contains(&code.len()) || !code.bytes().all(fits) {
            return Err(format!("code must be 1 to {LONGEST_CODE} letters, digits, _ and -"));
        }
        let status = StatusCode::from_u16(status).ok().filter(|_| (400..=599).contains(&status));
        let status = status.ok_or("status must lie between 400 and 599")?;
        let mut bytes = [0; LONGEST_CODE];
        bytes[..code.len()].copy_from_slice(code.as_bytes());
        Ok(Self { code: bytes, status })
    }

    /// The code.
    pub fn code(&self) -> &str {
        let code = std::str::from_utf8(&self.code).expect("only ASCII was taken");
        code.trim_end_matches('\0')
    }

    /// The HTTP status at V3.
    pub fn status(&self) -> u16 {
        self.status.as_u16()
    }

    pub(super) fn status_code(&self) -> StatusCode {
        self.status
    }
}

impl fmt::Debug for ErrorAnswer {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "{} {}", self.status(), self.code())
    }
}

/// The form in JSON.
#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Parts {
    code: String,
    #[serde(default = "bad_request")]
    status: u16,
}

fn bad_request() -> u16 {
    400
}

impl TryFrom<Parts> for ErrorAnswer {
    type Error = String;

    fn try_from(parts: Parts) -> Result<Self, String> {
        Self::new(&parts.code, parts.status)
    }
}

impl From<ErrorAnswer> for Parts {
    fn from(answer: ErrorAnswer) -> Self {
        Self { code: answer.code().to_owned(), status: answer.status() }
    }
}
