//! The relay of notifications: QQ receives them from WeChat Pay and passes them on.

use serde_json::Value;

use crate::switches::{NotificationBody, NotificationHeaders, RelayAnswer, Switches};
use crate::wechat::notification::{Answer, Message, Notification};

/// The message as the merchant gets it.
pub(crate) fn pass_on(switches: &Switches, mut message: Message) -> Message {
    if switches.notification_headers == NotificationHeaders::Drop {
        message.headers.clear();
    }
    if switches.notification_body == NotificationBody::Reserialized
        && let Ok(value) = serde_json::from_str::<Value>(&message.body)
    {
        message.body = format!("{value:#}");
    }
    message
}

/// Whether QQ keeps the merchant's refusal to itself, so that WeChat Pay does not repeat.
pub(crate) fn swallows(switches: &Switches, notification: &Notification, answer: &Answer) -> bool {
    let is_relayed = notification.destination.qq_appid.is_some();
    let was_answered = matches!(answer, Answer::Acknowledged | Answer::Refused(_));
    is_relayed && was_answered && switches.relay_answer == RelayAnswer::Swallow
}
