//! What a notification says; it stays the same however often it is sent.

use std::collections::BTreeMap;

use crate::orders::Destination;
use crate::wechat::v2::SignType;

/// One notification about one order or refund.
pub(crate) struct Notification {
    pub(crate) subject: Subject,
    pub(crate) destination: Destination,
    pub(super) content: NotificationContent,
}

/// What a notification is about, by the merchant's number.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub(crate) enum Subject {
    Order(String),
    Refund(String),
    /// A self test, by its text.
    Echo(String),
}

/// The same, encrypted, and not signed yet.
pub(crate) enum NotificationContent {
    /// The encrypted JSON.
    V3 { body: String },
    /// The fields, still without `nonce_str` and `sign`.
    V2 { fields: BTreeMap<String, String>, sign_type: SignType },
    /// V2's notification of a refund, which has no signature.
    V2Refund { body: String },
}

impl Subject {
    /// The merchant's number, or the text of a self test.
    pub(crate) fn number(&self) -> &str {
        match self {
            Self::Order(number) | Self::Refund(number) | Self::Echo(number) => number,
        }
    }
}
