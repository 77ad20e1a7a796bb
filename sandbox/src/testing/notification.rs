//! Making a notification, whole or spoilt.

use std::collections::BTreeMap;

use super::credentials::{OTHER_API_KEY, OTHER_PUBLIC_KEY_ID, other};
use super::statements::statement;
use super::wallet::Wallet;
use super::{Changes, Kind, Order, Spoilt, TestingError};
use crate::clock::Clock;
use crate::wechat::notification::{Message, NotificationContent, Sealing, Signing, new_id};
use crate::wechat::v2::{SignType, sign, xml};
use crate::wechat::v3::Signer;

/// Older than WeChat Pay's 300 seconds.
const STALE_SECONDS: i64 = 3600;

/// A notification as it arrives at the shop.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct SignedNotification {
    /// The headers, names as WeChat Pay's documentation writes them.
    pub headers: Vec<(String, String)>,
    /// The body, byte for byte as it was signed.
    pub body: Vec<u8>,
    /// WeChat Pay's number of it; `None` in V2, which has none.
    pub id: Option<String>,
}

impl Wallet {
    /// [`signed_notification`], by these keys.
    ///
    /// # Errors
    /// `UNKNOWN_NAME`, `WRONG_VALUE` or `NOT_POSSIBLE`, for what the order or the changes name.
    pub fn signed_notification(
        &self,
        kind: Kind,
        order: &Order,
        changes: &Changes,
    ) -> Result<SignedNotification, TestingError> {
        make(self, kind, order, changes)
    }

    /// [`again`], by these keys.
    ///
    /// # Errors
    /// `WRONG_VALUE` when the body is none that these keys made.
    pub fn again(&self, notification: &SignedNotification) -> Result<SignedNotification, TestingError> {
        repeat(self, notification)
    }
}

/// Makes a notification about an order that a client of [`settings`](super::settings) believes, unless it is spoilt.
///
/// # Errors
/// `UNKNOWN_NAME`, `WRONG_VALUE` or `NOT_POSSIBLE`, for what the order or the changes name.
pub fn signed_notification(
    kind: Kind,
    order: &Order,
    changes: &Changes,
) -> Result<SignedNotification, TestingError> {
    Wallet::fixed().signed_notification(kind, order, changes)
}

/// The same by any keys.
fn make(
    wallet: &Wallet,
    kind: Kind,
    order: &Order,
    changes: &Changes,
) -> Result<SignedNotification, TestingError> {
    if let Some(spoilt) = changes.spoilt {
        spoilt.check(kind)?;
    }
    check_headers(changes)?;
    let now = Clock::default().now();
    let mut statement = statement(kind, order, now)?;
    changes.apply(kind, &mut statement)?;
    let signed_at = changes.time.unwrap_or(now);
    let signed_at = if changes.spoilt == Some(Spoilt::Stale) { signed_at - STALE_SECONDS } else { signed_at };
    let id = changes.id.clone().unwrap_or_else(new_id);
    let (api_v3_key, api_v2_key) = match changes.spoilt {
        Some(Spoilt::Undecryptable) => (OTHER_API_KEY, OTHER_API_KEY),
        Some(Spoilt::WrongKey) => (wallet.api_v3_key(), OTHER_API_KEY),
        _ => (wallet.api_v3_key(), wallet.api_v2_key()),
    };
    let content = statement.seal(&Sealing { id: id.clone(), created_at: signed_at, api_v3_key, api_v2_key });
    let signer = match changes.spoilt {
        Some(Spoilt::WrongKey) => Signer { keys: other(), serial: wallet.public_key_id() },
        Some(Spoilt::UnknownSerial) => Signer { keys: other(), serial: OTHER_PUBLIC_KEY_ID },
        _ => wallet.signer(),
    };
    let message = sign_content(
        content,
        &Signing { signer, timestamp: signed_at, api_v2_key, future_field: false },
        changes.spoilt,
    );
    let mut headers = headers_of(&message);
    change_headers(&mut headers, changes);
    let id = (!kind.is_v2()).then_some(id);
    Ok(SignedNotification { headers, body: message.body.into_bytes(), id })
}

/// The same notification once more, as WeChat Pay repeats it: the same `id` and content, signed anew and rightly, now.
///
/// # Errors
/// `WRONG_VALUE` when the body is none that the test kit makes.
pub fn again(notification: &SignedNotification) -> Result<SignedNotification, TestingError> {
    Wallet::fixed().again(notification)
}

/// The same by any keys.
fn repeat(wallet: &Wallet, notification: &SignedNotification) -> Result<SignedNotification, TestingError> {
    let expected = ("the body of a notification", "通知报文的正文");
    let wrong = || TestingError::value("body", expected);
    let body = String::from_utf8(notification.body.clone()).map_err(|_| wrong())?;
    let content = if body.starts_with('{') {
        NotificationContent::V3 { body }
    } else {
        let mut fields = xml::parse(body.as_bytes()).map_err(|_| wrong())?;
        if fields.contains_key("req_info") {
            NotificationContent::V2Refund { body }
        } else {
            let former = fields.remove("sign");
            let is_md5 = former == Some(sign(&fields, SignType::Md5, wallet.api_v2_key()));
            let sign_type = if is_md5 { SignType::Md5 } else { SignType::HmacSha256 };
            NotificationContent::V2 { fields, sign_type }
        }
    };
    let timestamp = Clock::default().now();
    let api_v2_key = wallet.api_v2_key();
    let signing = Signing { signer: wallet.signer(), timestamp, api_v2_key, future_field: false };
    let message = Message::sign(&content, &signing);
    let mut headers = headers_of(&message);
    let is_made = |name: &str| headers.iter().any(|(made, _)| made.eq_ignore_ascii_case(name));
    let kept: Vec<_> = notification.headers.iter().filter(|(name, _)| !is_made(name)).cloned().collect();
    headers.extend(kept);
    Ok(SignedNotification { headers, body: message.body.into_bytes(), id: notification.id.clone() })
}

fn sign_content(content: NotificationContent, signing: &Signing<'_>, spoilt: Option<Spoilt>) -> Message {
    match (spoilt, &content) {
        (Some(Spoilt::Forged), NotificationContent::V3 { body }) => {
            let signed = NotificationContent::V3 { body: format!("{body} ") };
            Message { body: body.clone(), ..Message::sign(&signed, signing) }
        }
        (Some(Spoilt::Forged), NotificationContent::V2 { .. }) => {
            respelt(Message::sign(&content, signing), |signature| Some(signature.chars().rev().collect()))
        }
        (Some(Spoilt::Unsigned), NotificationContent::V3 { .. }) => {
            Message { headers: Vec::new(), ..Message::sign(&content, signing) }
        }
        (Some(Spoilt::Unsigned), NotificationContent::V2 { .. }) => {
            respelt(Message::sign(&content, signing), |_| None)
        }
        (Some(Spoilt::Probe), _) => {
            Message::sign(&content, signing).probe().expect("only V3 can be a probe, which was checked")
        }
        _ => Message::sign(&content, signing),
    }
}

/// The same message of V2 with another `sign`.
fn respelt(message: Message, spell: impl FnOnce(String) -> Option<String>) -> Message {
    let mut fields: BTreeMap<String, String> =
        xml::parse(message.body.as_bytes()).expect("what was just written can be read");
    if let Some(signature) = fields.remove("sign").and_then(spell) {
        fields.insert("sign".to_owned(), signature);
    }
    Message { body: xml::write(&fields), ..message }
}

const WRITTEN: [(&str, &str); 5] = [
    ("wechatpay-timestamp", "Wechatpay-Timestamp"),
    ("wechatpay-nonce", "Wechatpay-Nonce"),
    ("wechatpay-signature", "Wechatpay-Signature"),
    ("wechatpay-serial", "Wechatpay-Serial"),
    ("wechatpay-signature-type", "Wechatpay-Signature-Type"),
];

fn headers_of(message: &Message) -> Vec<(String, String)> {
    let written =
        |name: &str| WRITTEN.iter().find(|(own, _)| *own == name).map_or(name, |(_, text)| text).to_owned();
    let mut headers = vec![("Content-Type".to_owned(), message.content_type.to_owned())];
    headers.extend(message.headers.iter().map(|(name, value)| (written(name), value.clone())));
    headers
}

/// A header of the family `Wechatpay-` that does not exist is a misspelt one.
fn check_headers(changes: &Changes) -> Result<(), TestingError> {
    let is_unknown = |name: &&String| {
        let lower = name.to_ascii_lowercase();
        lower.starts_with("wechatpay") && WRITTEN.iter().all(|(own, _)| *own != lower)
    };
    match changes.headers.keys().find(is_unknown) {
        Some(name) => {
            let field = format!("changes.headers.{name}");
            Err(TestingError::unknown(&field, name, WRITTEN.iter().map(|(_, written)| *written)))
        }
        None => Ok(()),
    }
}

fn change_headers(headers: &mut Vec<(String, String)>, changes: &Changes) {
    for (name, value) in &changes.headers {
        let place = headers.iter().position(|(own, _)| own.eq_ignore_ascii_case(name));
        match (place, value) {
            (Some(place), Some(value)) => headers[place].1.clone_from(value),
            (Some(place), None) => drop(headers.remove(place)),
            (None, Some(value)) => headers.push((name.clone(), value.clone())),
            (None, None) => {}
        }
    }
}
