//! The notifications of payments, refunds and self tests.

use std::collections::BTreeMap;

use super::payload::NotificationContent;
use super::{Notification, Subject};
use crate::clock::rfc3339;
use crate::identity::Identity;
use crate::orders::{Content, Destination, Order, Refund, RefundForm, RefundStatus, Style};
use crate::random;
use crate::state::SandboxState;
use crate::wechat::v2::{SignType, payment_fields, refund_notice};
use crate::wechat::v3;

impl Notification {
    /// The notification that a paid order causes.
    pub(crate) fn about(order: &Order, state: &SandboxState) -> Self {
        let content = match order.content.style() {
            Style::V3 => {
                let text = v3::transaction(order).to_string();
                let event = ("transaction", "TRANSACTION.SUCCESS", "支付成功");
                NotificationContent::V3 {
                    body: envelope(event, &text, state.api_v3_key_of_notification(), state.clock.now()),
                }
            }
            Style::V2 { sign_type, sign_type_was_sent } => NotificationContent::V2 {
                fields: v2_fields(order, &state.identity, sign_type, sign_type_was_sent),
                sign_type,
            },
        };
        let subject = Subject::Order(order.out_trade_no.clone());
        Self { subject, destination: order.destination.clone(), content }
    }

    /// The notification that a decided refund causes; `None` without an address, or undecided.
    ///
    /// It goes straight to the merchant: QQ's relay carries payments only.
    pub(crate) fn about_refund(refund: &Refund, state: &SandboxState) -> Option<Self> {
        let url = refund.terms.notify_url.clone()?;
        let event = match refund.status {
            RefundStatus::Processing => return None,
            RefundStatus::Success => ("refund", "REFUND.SUCCESS", "退款成功"),
            RefundStatus::Abnormal => ("refund", "REFUND.ABNORMAL", "退款异常"),
            RefundStatus::Closed => ("refund", "REFUND.CLOSED", "退款关闭"),
        };
        let content = match refund.form {
            RefundForm::V3 => {
                let text = v3::refund_notice(refund).to_string();
                NotificationContent::V3 {
                    body: envelope(event, &text, state.api_v3_key_of_notification(), state.clock.now()),
                }
            }
            RefundForm::V2 => NotificationContent::V2Refund { body: refund_notice(refund, &state.identity) },
        };
        let subject = Subject::Refund(refund.out_refund_no.clone());
        Some(Self { subject, destination: Destination { url, qq_appid: None }, content })
    }

    /// The callback of a self test, straight to the merchant.
    pub(crate) fn about_echo(
        (url, message): (&str, &str),
        content: &str,
        api_v3_key: &str,
        now: i64,
    ) -> Self {
        let event = ("security", "SECURITY_ECHO.SUCCESS", "安全回声");
        let content = NotificationContent::V3 { body: envelope(event, content, api_v3_key, now) };
        let destination = Destination { url: url.to_owned(), qq_appid: None };
        Self { subject: Subject::Echo(message.to_owned()), destination, content }
    }
}

fn envelope(
    (original_type, event_type, summary): (&str, &str, &str),
    text: &str,
    api_v3_key: &str,
    now: i64,
) -> String {
    let sealed = v3::seal(api_v3_key, original_type, text);
    let member = |name: &str| format!("\"{name}\":{}", sealed[name]);
    // WeChat Pay's own order of fields. One blank here and one there: no writer of JSON gives these bytes again, so whoever
    // verifies something else than what arrived is found out.
    format!(
        "{{\"id\": \"{}\",\"create_time\":\"{}\",\"resource_type\":\"encrypt-resource\",\
         \"event_type\":\"{event_type}\", \"summary\":\"{summary}\",\"resource\":{{\
         \"original_type\":\"{original_type}\",{},{},{}, {}}}}}",
        uuid_like(),
        rfc3339(now),
        member("algorithm"),
        member("ciphertext"),
        member("associated_data"),
        member("nonce"),
    )
}

fn v2_fields(
    order: &Order,
    identity: &Identity,
    sign_type: SignType,
    sign_type_was_sent: bool,
) -> BTreeMap<String, String> {
    let Content::Single(single) = &order.content else { return BTreeMap::new() };
    let mut fields = payment_fields(order, single);
    let mut put = |name: &str, value: &str| fields.insert(name.to_owned(), value.to_owned());
    put("return_code", "SUCCESS");
    put("result_code", "SUCCESS");
    put("appid", &identity.wechat_appid);
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
fn uuid_like() -> String {
    let part = random::hexadecimal;
    format!("{}-{}-5{}-a{}-{}", part(8), part(4), part(3), part(3), part(12))
}
