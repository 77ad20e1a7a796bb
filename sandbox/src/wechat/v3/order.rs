//! Placing V3 orders, directly or through QQ's proxy.

use axum::http::StatusCode;
use serde_json::{Value, json};

use super::order_request::{self, Reading};
use super::{Caller, Refusal, reply};
use crate::call::Call;
use crate::cashier;
use crate::faults::{self, Dialect, FaultEndpoint};
use crate::orders::{Destination, Draft, PlacingProblem};
use crate::reply::Reply;
use crate::state::SandboxState;

/// `POST /v3/pay/transactions/h5`
pub(crate) fn direct(state: &SandboxState, call: Call) -> Reply {
    place(state, call, None, order_request::direct)
}

/// `POST /v3/pay/partner/transactions/h5`
pub(crate) fn partner(state: &SandboxState, call: Call) -> Reply {
    place(state, call, None, order_request::partner)
}

/// `POST /v3/combine-transactions/h5`
pub(crate) fn combine(state: &SandboxState, call: Call) -> Reply {
    place(state, call, None, order_request::combine)
}

/// A direct order that QQ forwards.
pub(crate) fn direct_through_qq(state: &SandboxState, call: Call, destination: Destination) -> Reply {
    place(state, call, Some(destination), order_request::direct)
}

/// A partner order that QQ forwards.
pub(crate) fn partner_through_qq(state: &SandboxState, call: Call, destination: Destination) -> Reply {
    place(state, call, Some(destination), order_request::partner)
}

/// A combine order that QQ forwards.
pub(crate) fn combine_through_qq(state: &SandboxState, call: Call, destination: Destination) -> Reply {
    place(state, call, Some(destination), order_request::combine)
}

fn place(
    state: &SandboxState,
    call: Call,
    through_qq: Option<Destination>,
    read: fn(Reading<'_>, &Value) -> Result<Draft, Refusal>,
) -> Reply {
    let is_direct = through_qq.is_none();
    if is_direct {
        state.counters.direct_requests.count();
    }
    faults::around(state, (FaultEndpoint::Order, is_direct, Dialect::V3), call, |state, call| {
        let outcome = Caller::verify(state, &call).and_then(|caller| {
            let body = without_nulls(call_body(&call)?);
            let draft = read(Reading { identity: &state.identity, caller: &caller, through_qq }, &body)?;
            issue_link(state, draft)
        });
        reply::reply(state, &call, outcome)
    })
}

/// The JSON of a request.
pub(super) fn call_body(call: &Call) -> Result<Value, Refusal> {
    serde_json::from_slice(&call.body).map_err(|_| Refusal::parameter("body", "/", "is not valid JSON"))
}

/// The same without fields that are null: they count as absent, also when an order is repeated.
fn without_nulls(value: Value) -> Value {
    match value {
        Value::Object(map) => {
            let kept = map.into_iter().filter(|(_, value)| !value.is_null());
            Value::Object(kept.map(|(name, value)| (name, without_nulls(value))).collect())
        }
        Value::Array(items) => Value::Array(items.into_iter().map(without_nulls).collect()),
        other => other,
    }
}

fn issue_link(state: &SandboxState, draft: Draft) -> Result<Value, Refusal> {
    let link = cashier::issue_link(state, draft).map_err(refusal)?;
    Ok(json!({"h5_url": link.url}))
}

fn refusal(problem: PlacingProblem) -> Refusal {
    let (status, code, number, message) = match problem {
        PlacingProblem::Paid => return Refusal::order_paid(),
        PlacingProblem::Closed => {
            (StatusCode::BAD_REQUEST, "ORDER_CLOSED", 268_447_914, "该订单已关闭，请重新下单")
        }
        PlacingProblem::OtherParameters => (
            StatusCode::BAD_REQUEST,
            "INVALID_REQUEST",
            268_498_688,
            "201 商户订单号重复，请求重入时参数与上次不一致",
        ),
        PlacingProblem::NumberUsed => {
            (StatusCode::FORBIDDEN, "OUT_TRADE_NO_USED", 268_498_688, "商户订单号重复")
        }
        PlacingProblem::DeadlinePassed => {
            return Refusal::parameter("body", "/time_expire", "lies in the past");
        }
    };
    Refusal::new(status, code, number, message)
}
