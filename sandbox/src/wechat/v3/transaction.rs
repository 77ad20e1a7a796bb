//! Writing orders as the transactions of queries and notifications.

use serde_json::{Map, Value, json};

use crate::clock::rfc3339;
use crate::orders::{Combine, Content, Order, Payment, Single, state_description};

/// An order as V3 shows it; an unpaid one lacks all that only a payment brings.
pub(crate) fn transaction(order: &Order) -> Value {
    let fields = match &order.content {
        Content::Single(single) => single_transaction(order, single),
        Content::Combine(combine) => combine_transaction(order, combine),
    };
    Value::Object(fields)
}

fn single_transaction(order: &Order, single: &Single) -> Map<String, Value> {
    let mut fields = Map::new();
    let is_partner = single.sub_mchid.is_some();
    let (appid, mchid) = if is_partner { ("sp_appid", "sp_mchid") } else { ("appid", "mchid") };
    put(&mut fields, appid, &single.appid);
    put(&mut fields, mchid, &order.mchid);
    put_optional(&mut fields, "sub_appid", single.sub_appid.as_ref());
    put_optional(&mut fields, "sub_mchid", single.sub_mchid.as_ref());
    put(&mut fields, "out_trade_no", &order.out_trade_no);
    put(&mut fields, "trade_state", order.trade_state(0));
    match (&single.attach, order.payment()) {
        (None, None) => {}
        (attach, _) => put(&mut fields, "attach", attach.as_deref().unwrap_or_default()),
    }
    put(&mut fields, "trade_state_desc", state_description(order.trade_state(0)));
    if single.device.is_some() || order.payment().is_none() {
        let device = single.device.as_deref().unwrap_or_default();
        fields.insert("scene_info".to_owned(), json!({ "device_id": device }));
    }
    fields.insert("promotion_detail".to_owned(), json!([]));
    fields.insert("amount".to_owned(), json!({"total": order.total, "currency": "CNY"}));
    if let Some(payment) = order.payment() {
        put_payment(&mut fields, payment, 0);
        let openid = &payment.openid;
        let payer = match (&single.sub_mchid, &single.sub_appid) {
            (None, _) => json!({"openid": openid}),
            (Some(_), None) => json!({"sp_openid": openid}),
            (Some(_), Some(_)) => json!({"sp_openid": openid, "sub_openid": format!("{openid}Sub")}),
        };
        fields.insert("payer".to_owned(), payer);
        let amount = json!({
            "total": order.total, "payer_total": order.total, "currency": "CNY", "payer_currency": "CNY",
        });
        fields.insert("amount".to_owned(), amount);
    }
    fields
}

fn combine_transaction(order: &Order, combine: &Combine) -> Map<String, Value> {
    let mut fields = Map::new();
    put(&mut fields, "combine_appid", &combine.appid);
    put(&mut fields, "combine_mchid", &order.mchid);
    put(&mut fields, "combine_out_trade_no", &order.out_trade_no);
    if let Some(device) = &combine.device {
        fields.insert("scene_info".to_owned(), json!({"device_id": device}));
    }
    if let Some(payment) = order.payment() {
        fields.insert("combine_payer_info".to_owned(), json!({"openid": payment.openid}));
    }
    let sub_orders = (0..combine.sub_orders.len()).map(|index| sub_order(order, combine, index)).collect();
    fields.insert("sub_orders".to_owned(), Value::Array(sub_orders));
    fields
}

fn sub_order(order: &Order, combine: &Combine, index: usize) -> Value {
    let part = &combine.sub_orders[index];
    let mut fields = Map::new();
    put(&mut fields, "mchid", &part.mchid);
    put_optional(&mut fields, "sub_mchid", part.sub_mchid.as_ref());
    put_optional(&mut fields, "sub_appid", part.sub_appid.as_ref());
    put(&mut fields, "out_trade_no", &part.out_trade_no);
    put(&mut fields, "trade_state", order.trade_state(index));
    put(&mut fields, "attach", &part.attach);
    let mut amount = json!({"total_amount": part.total, "currency": "CNY"});
    if let Some(payment) = order.payment() {
        put_payment(&mut fields, payment, index);
        amount["payer_amount"] = json!(part.total);
        amount["payer_currency"] = json!("CNY");
    }
    fields.insert("amount".to_owned(), amount);
    Value::Object(fields)
}

fn put_payment(fields: &mut Map<String, Value>, payment: &Payment, index: usize) {
    put(fields, "transaction_id", &payment.parts[index].transaction_id);
    put(fields, "trade_type", "MWEB");
    put(fields, "bank_type", &payment.bank_type);
    put(fields, "success_time", &rfc3339(payment.paid_at));
}

fn put(fields: &mut Map<String, Value>, name: &str, value: &str) {
    fields.insert(name.to_owned(), Value::from(value));
}

fn put_optional(fields: &mut Map<String, Value>, name: &str, value: Option<&String>) {
    if let Some(value) = value {
        put(fields, name, value);
    }
}
