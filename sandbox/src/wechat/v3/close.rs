//! Closing V3 orders: they can no longer be paid, and their numbers stay used.

use serde_json::Value;

use super::order::call_body;
use super::{Caller, Fields, Refusal, reply};
use crate::call::Call;
use crate::faults::{self, Dialect, FaultEndpoint};
use crate::orders::{ClosingProblem, Combine, Content, Family};
use crate::reply::Reply;
use crate::state::SandboxState;

/// `POST /v3/pay/transactions/out-trade-no/{out_trade_no}/close`
pub(crate) fn direct(state: &SandboxState, call: Call) -> Reply {
    answer(state, call, |state, caller, number, body| {
        let fields = Fields::body(body)?;
        check_merchant(&fields, "mchid", caller)?;
        fields.finish()?;
        close_single(state, caller, number, None)
    })
}

/// `POST /v3/pay/partner/transactions/out-trade-no/{out_trade_no}/close`
pub(crate) fn partner(state: &SandboxState, call: Call) -> Reply {
    answer(state, call, |state, caller, number, body| {
        let fields = Fields::body(body)?;
        check_merchant(&fields, "sp_mchid", caller)?;
        let sub_mchid = fields.text("sub_mchid", 32)?;
        fields.finish()?;
        close_single(state, caller, number, Some(sub_mchid))
    })
}

/// `POST /v3/combine-transactions/out-trade-no/{combine_out_trade_no}/close`
pub(crate) fn combine(state: &SandboxState, call: Call) -> Reply {
    answer(state, call, |state, caller, number, body| {
        let fields = Fields::body(body)?;
        let appid = fields.text("combine_appid", 32)?.to_owned();
        let mut named = fields
            .objects("sub_orders", 1, 50)?
            .into_iter()
            .map(read_sub_order)
            .collect::<Result<Vec<_>, _>>()?;
        fields.finish()?;
        named.sort_unstable();
        let mut is_other = false;
        let outcome = state.orders().close_own((Family::Combine, &caller.mchid, number), |content| {
            // The order is found by its number alone; the rest of the request must describe it.
            is_other = !matches!(content, Content::Combine(combine)
                if combine.appid == appid && sub_orders(combine) == named);
            !is_other
        });
        if is_other {
            return Err(fields_differ());
        }
        finish(state, number, outcome)
    })
}

fn answer(
    state: &SandboxState,
    call: Call,
    close: fn(&SandboxState, &Caller, &str, &Value) -> Result<(), Refusal>,
) -> Reply {
    state.counters.direct_requests.count();
    state.counters.close_requests.count();
    faults::around(state, (FaultEndpoint::Close, true, Dialect::V3), call, |state, call| {
        let outcome = Caller::verify(state, &call).and_then(|caller| {
            let number = call.segment_before(1).unwrap_or_default();
            close(state, &caller, &number, &call_body(&call)?)
        });
        reply::empty_reply(state, &call, outcome)
    })
}

fn close_single(
    state: &SandboxState,
    caller: &Caller,
    number: &str,
    sub_mchid: Option<&str>,
) -> Result<(), Refusal> {
    let outcome = state.orders().close_own(
        (Family::Single, &caller.mchid, number),
        |content| matches!(content, Content::Single(single) if single.sub_mchid.as_deref() == sub_mchid),
    );
    finish(state, number, outcome)
}

/// Closing is re-entrant: a closed order is closed.
fn finish(state: &SandboxState, number: &str, outcome: Result<(), ClosingProblem>) -> Result<(), Refusal> {
    match outcome {
        Ok(()) => {
            state.events.add("order.closed", number.to_owned());
            Ok(())
        }
        Err(ClosingProblem::Closed) => Ok(()),
        Err(ClosingProblem::Paid) => Err(Refusal::order_paid()),
        Err(ClosingProblem::Unknown) => Err(Refusal::order_not_exist()),
    }
}

/// What names a sub order.
#[derive(PartialEq, Eq, PartialOrd, Ord)]
struct Named {
    mchid: String,
    out_trade_no: String,
    sub_mchid: Option<String>,
    sub_appid: Option<String>,
}

fn read_sub_order(fields: Fields<'_>) -> Result<Named, Refusal> {
    let owned = |text: Option<&str>| text.map(str::to_owned);
    let named = Named {
        mchid: fields.text("mchid", 32)?.to_owned(),
        out_trade_no: fields.text("out_trade_no", 32)?.to_owned(),
        sub_mchid: owned(fields.optional_text("sub_mchid", 32)?),
        sub_appid: owned(fields.optional_text("sub_appid", 32)?),
    };
    fields.finish()?;
    Ok(named)
}

fn sub_orders(combine: &Combine) -> Vec<Named> {
    let named = combine.sub_orders.iter().map(|sub| Named {
        mchid: sub.mchid.clone(),
        out_trade_no: sub.out_trade_no.clone(),
        sub_mchid: sub.sub_mchid.clone(),
        sub_appid: sub.sub_appid.clone(),
    });
    let mut named: Vec<_> = named.collect();
    named.sort_unstable();
    named
}

fn fields_differ() -> Refusal {
    Refusal::parameter("body", "/sub_orders", "must be exactly the sub orders of the order, with its AppID")
}

fn check_merchant(fields: &Fields<'_>, name: &'static str, caller: &Caller) -> Result<(), Refusal> {
    if fields.text(name, 32)? == caller.mchid {
        Ok(())
    } else {
        Err(fields.wrong(name, "is not the merchant number in Authorization"))
    }
}
