//! What to answer to a notification.

use serde::Serialize;

use crate::error::{Error, ErrorKind};
use crate::model::MessageVersion;

/// An HTTP answer: send exactly this, within 5 seconds.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[non_exhaustive]
pub struct Acknowledgement {
    /// HTTP status.
    pub status: u16,
    /// Value of the header `Content-Type`.
    pub content_type: &'static str,
    /// The exact body.
    pub body: &'static str,
}

impl Acknowledgement {
    /// Says that the notification was taken: it does not come again.
    #[must_use]
    pub fn accepted(version: MessageVersion) -> Self {
        match version {
            MessageVersion::V2 => Self {
                status: 200,
                content_type: "text/xml; charset=utf-8",
                body: "<xml><return_code><![CDATA[SUCCESS]]></return_code><return_msg><![CDATA[OK]]></return_msg></xml>",
            },
            MessageVersion::V3 => Self {
                status: 200,
                content_type: "application/json; charset=utf-8",
                body: r#"{"code":"SUCCESS","message":"成功"}"#,
            },
        }
    }

    /// Says that the notification was not taken: it comes again later. Use it when your own work failed.
    #[must_use]
    pub fn failed(version: MessageVersion) -> Self {
        Self::refused(version, 500)
    }

    /// The answer to a notification that is refused because of `error`.
    pub(super) fn of(version: MessageVersion, error: &Error) -> Self {
        let status = match error.kind() {
            ErrorKind::Signature | ErrorKind::Stale => 401,
            ErrorKind::Malformed | ErrorKind::Mismatch => 400,
            // Our own keys or settings are wrong: once they are right, the notification may come again.
            _ => 500,
        };
        Self::refused(version, status)
    }

    /// V2 too gets an HTTP error: a relay that only looks at the status must not take it for accepted.
    fn refused(version: MessageVersion, status: u16) -> Self {
        match version {
            MessageVersion::V2 => Self {
                status,
                content_type: "text/xml; charset=utf-8",
                body: "<xml><return_code><![CDATA[FAIL]]></return_code><return_msg><![CDATA[失败]]></return_msg></xml>",
            },
            MessageVersion::V3 => Self {
                status,
                content_type: "application/json; charset=utf-8",
                body: r#"{"code":"FAIL","message":"失败"}"#,
            },
        }
    }
}
