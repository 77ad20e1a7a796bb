//! What a notification says, before anything of it is encrypted or signed.

use std::collections::BTreeMap;

use serde_json::Value;

use super::payload::NotificationContent;
use crate::clock::rfc3339;
use crate::orders::{Content, Order, Refund, RefundForm, RefundStatus, Style};
use crate::random;
use crate::wechat::v2::{self, SignType};
use crate::wechat::v3;

/// What a notification says.
pub(crate) enum Statement {
    /// The resource of a V3 event.
    V3 { event: Event, resource: Value },
    /// The fields of V2, without `nonce_str` and `sign`.
    V2 { fields: BTreeMap<String, String>, sign_type: SignType },
    /// V2's notification of a refund: the fields that anybody can read, without `nonce_str` and `req_info`, and what `req_info` hides.
    V2Refund { fields: BTreeMap<String, String>, hidden: BTreeMap<String, String> },
}

/// What V3 calls an event.
pub(crate) struct Event {
    pub(crate) original_type: String,
    pub(crate) event_type: String,
    pub(crate) summary: String,
}

/// With what a statement is encrypted, and what stands outside.
pub(crate) struct Sealing<'a> {
    /// The `id` of a V3 notification.
    pub(crate) id: String,
    /// Its `create_time`, Unix seconds.
    pub(crate) created_at: i64,
    pub(crate) api_v3_key: &'a str,
    pub(crate) api_v2_key: &'a str,
}

impl Statement {
    /// What WeChat Pay tells about an order.
    pub(crate) fn of_order(order: &Order, wechat_appid: &str) -> Self {
        match order.content.style() {
            Style::V3 => Self::V3 {
                event: Event::new("transaction", "TRANSACTION.SUCCESS", "支付成功"),
                resource: v3::transaction(order),
            },
            Style::V2 { sign_type, sign_type_was_sent } => {
                Self::V2 { fields: v2_fields(order, wechat_appid, sign_type, sign_type_was_sent), sign_type }
            }
        }
    }

    /// What WeChat Pay tells about a refund; `None` while it is undecided.
    pub(crate) fn of_refund(refund: &Refund, wechat_appid: &str) -> Option<Self> {
        let event = match refund.status {
            RefundStatus::Processing => return None,
            RefundStatus::Success => Event::new("refund", "REFUND.SUCCESS", "退款成功"),
            RefundStatus::Abnormal => Event::new("refund", "REFUND.ABNORMAL", "退款异常"),
            RefundStatus::Closed => Event::new("refund", "REFUND.CLOSED", "退款关闭"),
        };
        Some(match refund.form {
            RefundForm::V3 => Self::V3 { event, resource: v3::refund_notice(refund) },
            RefundForm::V2 => Self::V2Refund {
                fields: v2::refund_notice_fields(refund, wechat_appid),
                hidden: v2::refund_notice_content(refund),
            },
        })
    }

    /// The callback of a self test.
    pub(crate) fn of_echo(content: Value) -> Self {
        Self::V3 { event: Event::new("security", "SECURITY_ECHO.SUCCESS", "安全回声"), resource: content }
    }

    /// The same, encrypted for the merchant.
    pub(crate) fn seal(self, sealing: &Sealing<'_>) -> NotificationContent {
        match self {
            Self::V3 { event, resource } => {
                NotificationContent::V3 { body: envelope(&event, &resource.to_string(), sealing) }
            }
            Self::V2 { fields, sign_type } => NotificationContent::V2 { fields, sign_type },
            Self::V2Refund { fields, hidden } => {
                NotificationContent::V2Refund { body: v2::refund_notice(fields, &hidden, sealing.api_v2_key) }
            }
        }
    }
}

impl Event {
    pub(crate) fn new(original_type: &str, event_type: &str, summary: &str) -> Self {
        let [original_type, event_type, summary] = [original_type, event_type, summary].map(str::to_owned);
        Self { original_type, event_type, summary }
    }
}

fn envelope(event: &Event, text: &str, sealing: &Sealing<'_>) -> String {
    let sealed = v3::seal(sealing.api_v3_key, &event.original_type, text);
    let member = |name: &str| format!("\"{name}\":{}", sealed[name]);
    let written = |text: &str| Value::from(text).to_string();
    // WeChat Pay's own order of fields. One blank here and one there: no writer of JSON gives these bytes again, so whoever
    // verifies something else than what arrived is found out.
    format!(
        "{{\"id\": {},\"create_time\":\"{}\",\"resource_type\":\"encrypt-resource\",\
         \"event_type\":{}, \"summary\":{},\"resource\":{{\
         \"original_type\":{},{},{},{}, {}}}}}",
        written(&sealing.id),
        rfc3339(sealing.created_at),
        written(&event.event_type),
        written(&event.summary),
        written(&event.original_type),
        member("algorithm"),
        member("ciphertext"),
        member("associated_data"),
        member("nonce"),
    )
}

fn v2_fields(
    order: &Order,
    wechat_appid: &str,
    sign_type: SignType,
    sign_type_was_sent: bool,
) -> BTreeMap<String, String> {
    let Content::Single(single) = &order.content else { return BTreeMap::new() };
    let mut fields = v2::payment_fields(order, single);
    let mut put = |name: &str, value: &str| fields.insert(name.to_owned(), value.to_owned());
    put("return_code", "SUCCESS");
    put("result_code", "SUCCESS");
    put("appid", wechat_appid);
    put("mch_id", &order.mchid);
    put("out_trade_no", &order.out_trade_no);
    let optional =
        [("sub_appid", &single.sub_appid), ("sub_mch_id", &single.sub_mchid), ("attach", &single.attach)];
    for (name, value) in optional {
        if let Some(value) = value {
            put(name, value);
        }
    }
    if sign_type_was_sent {
        put("sign_type", sign_type.name());
    }
    fields
}

/// 36 characters, as the `id` of real notifications.
pub(crate) fn new_id() -> String {
    let part = random::hexadecimal;
    format!("{}-{}-5{}-a{}-{}", part(8), part(4), part(3), part(3), part(12))
}
