//! What a notification says; it stays the same however often it is sent.

use std::collections::BTreeMap;

use serde_json::json;

use crate::clock::rfc3339;
use crate::identity::Identity;
use crate::orders::{Content, Destination, Order, Style};
use crate::random;
use crate::wechat::v2::{SignType, payment_fields};
use crate::wechat::v3;

/// One notification about one order.
pub(crate) struct Parcel {
    pub(crate) out_trade_no: String,
    pub(crate) destination: Destination,
    pub(super) content: ParcelContent,
}

pub(super) enum ParcelContent {
    /// The encrypted JSON.
    V3 { body: String },
    /// The fields, still without `nonce_str` and `sign`.
    V2 { fields: BTreeMap<String, String>, sign_type: SignType },
}

impl Parcel {
    /// The notification that a paid order causes.
    pub(crate) fn about(order: &Order, identity: &Identity, now: i64) -> Self {
        let content = match order.content.style() {
            Style::V3 => ParcelContent::V3 { body: v3_body(order, identity, now) },
            Style::V2 { sign_type, sign_type_was_sent } => ParcelContent::V2 {
                fields: v2_fields(order, identity, sign_type, sign_type_was_sent),
                sign_type,
            },
        };
        Self { out_trade_no: order.out_trade_no.clone(), destination: order.destination.clone(), content }
    }
}

fn v3_body(order: &Order, identity: &Identity, now: i64) -> String {
    let text = v3::transaction(order).to_string();
    let mut resource = v3::seal(&identity.api_v3_key, "transaction", &text);
    resource["original_type"] = json!("transaction");
    json!({
        "id": uuid_like(),
        "create_time": rfc3339(now),
        "resource_type": "encrypt-resource",
        "event_type": "TRANSACTION.SUCCESS",
        "summary": "支付成功",
        "resource": resource,
    })
    .to_string()
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
    // Receivers must include fields they do not know when they verify.
    put("sandbox_future_field", "signed as well");
    fields
}

/// 36 characters, as the `id` of real notifications.
fn uuid_like() -> String {
    let part = random::hexadecimal;
    format!("{}-{}-5{}-a{}-{}", part(8), part(4), part(3), part(3), part(12))
}
