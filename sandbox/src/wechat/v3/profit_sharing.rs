//! Unfreezing what an order with profit sharing holds back, and asking where that stands. Sharing itself is not played.

use axum::http::StatusCode;
use serde_json::{Value, json};

use super::order::call_body;
use super::{Caller, Fields, Refusal, reply};
use crate::call::Call;
use crate::clock::rfc3339;
use crate::orders::{OrderName, Unfreezing};
use crate::random;
use crate::reply::Reply;
use crate::state::SandboxState;

/// `POST /v3/profitsharing/orders/unfreeze`
pub(crate) fn unfreeze(state: &SandboxState, call: Call) -> Reply {
    answered(state, call, accept)
}

/// `GET /v3/profitsharing/orders/{out_order_no}?transaction_id=`; WeChat Pay works in the background, so here it is done by now.
pub(crate) fn query(state: &SandboxState, call: Call) -> Reply {
    answered(state, call, find)
}

fn answered(
    state: &SandboxState,
    call: Call,
    act: fn(&SandboxState, &Caller, &Call) -> Result<Value, Refusal>,
) -> Reply {
    state.counters.direct_requests.count();
    let outcome = Caller::verify(state, &call).and_then(|caller| act(state, &caller, &call));
    reply::reply(state, &call, outcome)
}

fn accept(state: &SandboxState, caller: &Caller, call: &Call) -> Result<Value, Refusal> {
    let body = call_body(call)?;
    let fields = Fields::body(&body)?;
    let sub_mchid = fields.optional_text("sub_mchid", 32)?;
    let transaction_id = fields.text("transaction_id", 32)?.to_owned();
    let out_order_no = fields.text("out_order_no", 64)?.to_owned();
    if !out_order_no.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"_-|*@".contains(&byte)) {
        return Err(fields.wrong("out_order_no", "has a character that is not allowed"));
    }
    let description = fields.text("description", 80)?.to_owned();
    fields.finish()?;
    let now = state.clock.now();
    let mut book = state.orders();
    let named = OrderName::TransactionId(transaction_id.clone());
    let part = book.part((&caller.mchid, sub_mchid), &named).ok_or_else(unknown_order)?;
    if !part.shares() {
        return Err(Refusal::business("非分账订单不支持分账"));
    }
    let asked = Unfreezing {
        mchid: caller.mchid.clone(),
        sub_mchid: sub_mchid.map(str::to_owned),
        transaction_id,
        out_order_no,
        description,
        amount: part.total(),
        order_id: format!("3008{}", random::digits(24)),
        detail_id: format!("3601{}", random::digits(19)),
        created_at: now,
    };
    let unfrozen = book
        .unfreeze(asked)
        .map_err(|message| Refusal::new(StatusCode::FORBIDDEN, "NOT_ENOUGH", 268_435_464, message))?;
    let unfrozen = unfrozen.ok_or_else(|| Refusal::business("商户分账单号重复，请求参数不一致"))?;
    drop(book);
    state.events.add("order.unfrozen", unfrozen.out_order_no.clone());
    Ok(object(&unfrozen, false))
}

fn find(state: &SandboxState, caller: &Caller, call: &Call) -> Result<Value, Refusal> {
    let number = call.last_segment().unwrap_or_default();
    let parameter = |name| call.parameter(name).filter(|value| !value.is_empty());
    let transaction_id = parameter("transaction_id")
        .ok_or_else(|| Refusal::parameter("query", "transaction_id", "is required"))?;
    let book = state.orders();
    let found = book
        .unfreezing(&caller.mchid, &number)
        .filter(|found| found.transaction_id == transaction_id && found.sub_mchid == parameter("sub_mchid"));
    found.map(|found| object(found, true)).ok_or_else(|| Refusal::not_exists("分账单不存在"))
}

fn unknown_order() -> Refusal {
    Refusal::not_exists("订单不存在")
}

fn object(unfrozen: &Unfreezing, is_done: bool) -> Value {
    let time = rfc3339(unfrozen.created_at);
    let mut receiver = json!({
        "amount": unfrozen.amount,
        "description": unfrozen.description,
        "type": "MERCHANT_ID",
        "account": unfrozen.sub_mchid.as_ref().unwrap_or(&unfrozen.mchid),
        "result": if is_done { "SUCCESS" } else { "PENDING" },
        "detail_id": unfrozen.detail_id,
        "create_time": time,
    });
    if is_done {
        receiver["finish_time"] = json!(time);
    }
    let mut object = json!({
        "transaction_id": unfrozen.transaction_id,
        "out_order_no": unfrozen.out_order_no,
        "order_id": unfrozen.order_id,
        "state": if is_done { "FINISHED" } else { "PROCESSING" },
        "receivers": [receiver],
    });
    if let Some(sub_mchid) = &unfrozen.sub_mchid {
        object["sub_mchid"] = json!(sub_mchid);
    }
    object
}
