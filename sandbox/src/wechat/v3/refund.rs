//! V3 refunds: asking for one, asking about one, and sending an abnormal one elsewhere.

use axum::http::StatusCode;
use serde_json::Value;

use super::order::call_body;
use super::refund_view::refund_object;
use super::{Caller, Refusal, abnormal_refund, refund_request, reply};
use crate::call::Call;
use crate::faults::{self, Dialect, FaultEndpoint};
use crate::orders::RefundProblem;
use crate::refunds;
use crate::reply::Reply;
use crate::state::SandboxState;

/// `POST /v3/refund/domestic/refunds`
pub(crate) fn refund(state: &SandboxState, call: Call) -> Reply {
    asked(state, call, |state, caller, call| {
        let draft = refund_request::read(&state.identity, caller, &call_body(call)?)?;
        let refund = refunds::accept(state, draft).map_err(refusal)?;
        Ok(refund_object(&refund))
    })
}

/// `POST /v3/refund/domestic/refunds/{refund_id}/apply-abnormal-refund`
pub(crate) fn apply_abnormal(state: &SandboxState, call: Call) -> Reply {
    asked(state, call, abnormal_refund::apply)
}

/// `GET /v3/refund/domestic/refunds/{out_refund_no}`
pub(crate) fn query(state: &SandboxState, call: Call) -> Reply {
    state.counters.direct_requests.count();
    state.counters.refund_query_requests.count();
    faults::around(state, (FaultEndpoint::RefundQuery, true, Dialect::V3), call, |state, call| {
        let outcome = Caller::verify(state, &call).and_then(|caller| {
            refunds::settle_due(state);
            find(state, &caller, &call)
        });
        if outcome.is_ok() {
            state.events.add("refund.queried", call.path.clone());
        }
        reply::reply(state, &call, outcome)
    })
}

fn asked(
    state: &SandboxState,
    call: Call,
    act: fn(&SandboxState, &Caller, &Call) -> Result<Value, Refusal>,
) -> Reply {
    state.counters.direct_requests.count();
    state.counters.refund_requests.count();
    faults::around(state, (FaultEndpoint::Refund, true, Dialect::V3), call, |state, call| {
        let outcome = Caller::verify(state, &call).and_then(|caller| act(state, &caller, &call));
        reply::reply(state, &call, outcome)
    })
}

fn find(state: &SandboxState, caller: &Caller, call: &Call) -> Result<Value, Refusal> {
    let sub_mchid = call.parameter("sub_mchid").filter(|value| !value.is_empty());
    let number = call.last_segment().unwrap_or_default();
    let book = state.orders();
    let refund = book.refund_by_number(&caller.mchid, &number).ok_or_else(unknown)?;
    match (&refund.sub_mchid, sub_mchid) {
        (Some(_), None) => Err(Refusal::parameter("query", "sub_mchid", "is required")),
        (own, asked) if *own == asked => Ok(refund_object(refund)),
        _ => Err(unknown()),
    }
}

fn unknown() -> Refusal {
    Refusal::not_exists("退款单不存在")
}

fn refusal(problem: RefundProblem) -> Refusal {
    match problem {
        RefundProblem::OrderUnknown | RefundProblem::Unpaid => Refusal::not_exists("订单不存在"),
        RefundProblem::OtherParameters | RefundProblem::OtherTotal => {
            Refusal::business("订单金额或退款金额与之前请求不一致，请核实后再试")
        }
        // NOT_ENOUGH is about a balance, INVALID_REQUEST about a rule of the business,
        // and what an order still has to give is such a rule.
        RefundProblem::NothingLeft => Refusal::business("订单已全额退款"),
        RefundProblem::TooMuch => Refusal::business("申请退款金额超过订单可退金额"),
        RefundProblem::TooMany => Refusal::business("部分退款次数超过50次"),
        RefundProblem::Overdue => Refusal::business("订单已经超过退款期限"),
        RefundProblem::NoFunds => Refusal::new(
            StatusCode::FORBIDDEN,
            "NOT_ENOUGH",
            268_435_464,
            "基本账户余额不足，请充值后重新发起",
        ),
    }
}
