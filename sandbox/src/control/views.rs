//! What the control interface shows.

use axum::http::StatusCode;
use serde::Serialize;
use serde_json::{Value, json};

use crate::call::Call;
use crate::clock::rfc3339;
use crate::environment;
use crate::orders::{Content, Order, Style};
use crate::reply::Reply;
use crate::world::World;

/// `GET /sandbox/identity`: all numbers and keys, and the environment variables that hold them.
pub(super) fn identity(world: &World, _call: Call) -> Reply {
    let mut value = to_value(&world.identity);
    let variables = environment::variables(&world.identity);
    value["env"] = variables.into_iter().map(|(name, value)| (name, Value::from(value))).collect();
    Reply::json(StatusCode::OK, &value)
}

/// `GET /sandbox/statistics`
pub(super) fn statistics(world: &World, _call: Call) -> Reply {
    Reply::json(StatusCode::OK, &to_value(&world.counters.read()))
}

/// `GET /sandbox/events`
pub(super) fn events(world: &World, _call: Call) -> Reply {
    Reply::json(StatusCode::OK, &to_value(&world.events.all()))
}

/// `GET /sandbox/switches`
pub(super) fn switches(world: &World, _call: Call) -> Reply {
    Reply::json(StatusCode::OK, &to_value(&world.switches()))
}

/// `GET /sandbox/orders`
pub(super) fn orders(world: &World, _call: Call) -> Reply {
    let orders: Vec<Value> = world.orders().all().map(order).collect();
    Reply::json(StatusCode::OK, &Value::from(orders))
}

fn order(order: &Order) -> Value {
    let kind = match &order.content {
        Content::Combine(_) => "combine",
        Content::Single(single) if single.style != Style::V3 => "v2",
        Content::Single(single) if single.sub_mchid.is_some() => "partner",
        Content::Single(_) => "direct",
    };
    let payment = order.payment().map(|payment| {
        let transactions: Vec<_> = payment.parts.iter().map(|part| part.transaction_id.as_str()).collect();
        json!({"success_time": rfc3339(payment.paid_at), "transaction_ids": transactions})
    });
    json!({
        "kind": kind,
        "mchid": order.mchid,
        "out_trade_no": order.out_trade_no,
        "description": order.description,
        "total": order.total,
        "trade_state": order.trade_state(0),
        "payment": payment,
        "through_qq": order.destination.qq_appid,
        "notification_goes_to": order.destination.url,
    })
}

fn to_value(value: &impl Serialize) -> Value {
    serde_json::to_value(value).expect("plain data has a JSON form")
}
