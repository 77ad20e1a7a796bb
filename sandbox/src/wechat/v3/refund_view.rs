//! Writing refunds as V3 shows them.

use serde_json::{Map, Value, json};

use crate::clock::rfc3339;
use crate::orders::Refund;

/// The refund of replies.
pub(crate) fn refund_object(refund: &Refund) -> Value {
    let terms = &refund.terms;
    let from: Vec<_> =
        terms.from.iter().map(|(account, amount)| json!({"account": account, "amount": amount})).collect();
    let mut object = json!({
        "refund_id": refund.refund_id,
        "out_refund_no": refund.out_refund_no,
        "transaction_id": refund.transaction_id,
        "out_trade_no": refund.out_trade_no,
        "channel": refund.channel(),
        "user_received_account": refund.received_account(),
        "create_time": rfc3339(refund.created_at),
        "status": refund.status.v3_name(),
        "funds_account": terms.funds_account,
        "amount": {
            "total": terms.total,
            "refund": terms.refund,
            "from": from,
            "payer_total": terms.total,
            "payer_refund": terms.refund,
            "settlement_refund": terms.refund,
            "settlement_total": terms.total,
            "discount_refund": 0,
            "currency": "CNY",
            "refund_fee": 0,
        },
        "promotion_detail": [],
    });
    if let Some(time) = refund.success_at {
        object["success_time"] = json!(rfc3339(time));
    }
    object
}

/// What the notification of a refund says; it calls the status otherwise and has no currency.
pub(crate) fn refund_notice(refund: &Refund) -> Value {
    let mut fields = Map::new();
    let mut put = |name: &str, value: &str| fields.insert(name.to_owned(), Value::from(value));
    match &refund.sub_mchid {
        Some(sub_mchid) => {
            put("sp_mchid", &refund.mchid);
            put("sub_mchid", sub_mchid);
        }
        None => {
            put("mchid", &refund.mchid);
        }
    }
    put("out_trade_no", &refund.out_trade_no);
    put("transaction_id", &refund.transaction_id);
    put("out_refund_no", &refund.out_refund_no);
    put("refund_id", &refund.refund_id);
    put("refund_status", refund.status.v3_name());
    if let Some(time) = refund.success_at {
        put("success_time", &rfc3339(time));
    }
    put("user_received_account", refund.received_account());
    let (total, refunded) = (refund.terms.total, refund.terms.refund);
    let amount = json!({
        "total": total, "refund": refunded, "payer_total": total, "payer_refund": refunded,
    });
    fields.insert("amount".to_owned(), amount);
    Value::Object(fields)
}
