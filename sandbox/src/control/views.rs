//! What the control interface shows.

use axum::http::StatusCode;
use serde::Serialize;
use serde_json::{Value, json};

use crate::call::Call;
use crate::clock::rfc3339;
use crate::environment;
use crate::orders::{Content, Order, Refund, Style};
use crate::reply::Reply;
use crate::state::SandboxState;

/// `GET /sandbox/identity`: all numbers and keys, and the environment variables that hold them.
pub(super) fn identity(state: &SandboxState, _call: Call) -> Reply {
    let mut value = to_value(&state.identity);
    let variables = environment::variables(&state.identity);
    value["env"] = variables.into_iter().map(|(name, value)| (name, Value::from(value))).collect();
    Reply::json(StatusCode::OK, &value)
}

/// `GET /sandbox/successors`: the variables of what comes after a change of AppSecret, merchant key, APIv3 key and public key.
pub(super) fn successors(state: &SandboxState, _call: Call) -> Reply {
    let variables = state.keyring.successors().variables();
    Reply::json(
        StatusCode::OK,
        &variables.into_iter().map(|(name, value)| (name, Value::from(value))).collect(),
    )
}

/// `GET /sandbox/statistics`
pub(super) fn statistics(state: &SandboxState, _call: Call) -> Reply {
    Reply::json(StatusCode::OK, &to_value(&state.counters.read()))
}

/// `GET /sandbox/events`
pub(super) fn events(state: &SandboxState, _call: Call) -> Reply {
    Reply::json(StatusCode::OK, &to_value(&state.events.all()))
}

/// `GET /sandbox/switches`
pub(super) fn switches(state: &SandboxState, _call: Call) -> Reply {
    Reply::json(StatusCode::OK, &to_value(&state.switches()))
}

/// `GET /sandbox/orders`
pub(super) fn orders(state: &SandboxState, _call: Call) -> Reply {
    let orders: Vec<Value> = state.orders().all().map(order).collect();
    Reply::json(StatusCode::OK, &Value::from(orders))
}

/// `GET /sandbox/refunds`
pub(super) fn refunds(state: &SandboxState, _call: Call) -> Reply {
    let refunds: Vec<Value> = state.orders().refunds().iter().map(refund).collect();
    Reply::json(StatusCode::OK, &Value::from(refunds))
}

fn refund(refund: &Refund) -> Value {
    json!({
        "mchid": refund.mchid,
        "sub_mchid": refund.sub_mchid,
        "out_refund_no": refund.out_refund_no,
        "refund_id": refund.refund_id,
        "out_trade_no": refund.out_trade_no,
        "transaction_id": refund.transaction_id,
        "refund": refund.terms.refund,
        "total": refund.terms.total,
        "status": refund.status.v3_name(),
        "created": rfc3339(refund.created_at),
        "notification_goes_to": refund.terms.notify_url,
    })
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
        let states: Vec<_> = (0..payment.parts.len()).map(|part| order.trade_state(part)).collect();
        json!({
            "success_time": rfc3339(payment.paid_at),
            "transaction_ids": transactions,
            "trade_states": states,
        })
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
