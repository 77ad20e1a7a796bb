//! Order queries.

use serde_json::Value;

use super::{Caller, Refusal, reply, transaction};
use crate::call::Call;
use crate::faults::{self, Dialect, FaultEndpoint};
use crate::orders::{Content, Family, Order, OrderBook};
use crate::reply::Reply;
use crate::state::SandboxState;

/// `GET /v3/pay/transactions/out-trade-no/{out_trade_no}`
pub(crate) fn direct_by_out_trade_no(state: &SandboxState, call: Call) -> Reply {
    answer(state, call, |book, caller, call| {
        check_parameter(call, "mchid", Some(&caller.mchid))?;
        single(by_out_trade_no(book, caller, call), None)
    })
}

/// `GET /v3/pay/transactions/id/{transaction_id}`
pub(crate) fn direct_by_transaction_id(state: &SandboxState, call: Call) -> Reply {
    answer(state, call, |book, caller, call| {
        check_parameter(call, "mchid", Some(&caller.mchid))?;
        single(by_transaction_id(book, caller, call), None)
    })
}

/// `GET /v3/pay/partner/transactions/out-trade-no/{out_trade_no}`
pub(crate) fn partner_by_out_trade_no(state: &SandboxState, call: Call) -> Reply {
    answer(state, call, |book, caller, call| {
        let sub_mchid = partner_numbers(caller, call)?;
        single(by_out_trade_no(book, caller, call), Some(&sub_mchid))
    })
}

/// `GET /v3/pay/partner/transactions/id/{transaction_id}`
pub(crate) fn partner_by_transaction_id(state: &SandboxState, call: Call) -> Reply {
    answer(state, call, |book, caller, call| {
        let sub_mchid = partner_numbers(caller, call)?;
        single(by_transaction_id(book, caller, call), Some(&sub_mchid))
    })
}

/// `GET /v3/combine-transactions/out-trade-no/{combine_out_trade_no}`
pub(crate) fn combine(state: &SandboxState, call: Call) -> Reply {
    answer(state, call, |book, caller, call| {
        let number = call.last_segment().unwrap_or_default();
        let order = book.find(Family::Combine, &caller.mchid, &number);
        order.map(transaction).ok_or_else(Refusal::order_not_exist)
    })
}

fn answer(
    state: &SandboxState,
    call: Call,
    find: fn(&OrderBook, &Caller, &Call) -> Result<Value, Refusal>,
) -> Reply {
    state.counters.direct_requests.count();
    state.counters.query_requests.count();
    faults::around(state, (FaultEndpoint::Query, true, Dialect::V3), call, |state, call| {
        let outcome = Caller::verify(state, &call).and_then(|caller| find(&state.orders(), &caller, &call));
        if outcome.is_ok() {
            state.events.add("order.queried", call.path.clone());
        }
        reply::reply(state, &call, outcome)
    })
}

fn by_out_trade_no<'a>(book: &'a OrderBook, caller: &Caller, call: &Call) -> Option<&'a Order> {
    book.find(Family::Single, &caller.mchid, &call.last_segment()?)
}

fn by_transaction_id<'a>(book: &'a OrderBook, caller: &Caller, call: &Call) -> Option<&'a Order> {
    book.find_transaction(&caller.mchid, &call.last_segment()?)
}

/// A direct query sees direct orders, a partner query those of its sub merchant.
fn single(order: Option<&Order>, sub_mchid: Option<&str>) -> Result<Value, Refusal> {
    let belongs = |order: &&Order| match &order.content {
        Content::Single(single) => single.sub_mchid.as_deref() == sub_mchid,
        Content::Combine(_) => false,
    };
    order.filter(belongs).map(transaction).ok_or_else(Refusal::order_not_exist)
}

fn partner_numbers(caller: &Caller, call: &Call) -> Result<String, Refusal> {
    check_parameter(call, "sp_mchid", Some(&caller.mchid))?;
    check_parameter(call, "sub_mchid", None)
}

fn check_parameter(call: &Call, name: &str, expected: Option<&str>) -> Result<String, Refusal> {
    let value = call.parameter(name).filter(|value| !value.is_empty());
    let value = value.ok_or_else(|| Refusal::parameter("query", name, "is required"))?;
    if expected.is_some_and(|expected| expected != value) {
        return Err(Refusal::parameter("query", name, "is not the merchant number in Authorization"));
    }
    Ok(value)
}
