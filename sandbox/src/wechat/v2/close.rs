//! `closeorder`.

use std::collections::BTreeMap;

use super::limits::{self, Field};
use super::reply::{self, Refusal, put};
use crate::call::Call;
use crate::faults::{self, Dialect, FaultEndpoint};
use crate::orders::{ClosingProblem, Content, Family};
use crate::reply::Reply;
use crate::state::SandboxState;

/// `POST /pay/closeorder`
pub(crate) fn close(state: &SandboxState, call: Call) -> Reply {
    state.counters.direct_requests.count();
    state.counters.close_requests.count();
    faults::around(state, (FaultEndpoint::Close, true, Dialect::V2), call, |state, call| {
        reply::serve(state, &call, |request| {
            limits::check_own(request, &[Field("out_trade_no", 32, true)])?;
            let number = request.field("out_trade_no").unwrap_or_default();
            let key = (Family::Single, state.identity.mchid.as_str(), number);
            let outcome = state.orders().close_own(key, |content| {
                matches!(content, Content::Single(single)
                    if single.sub_mchid.as_deref() == request.field("sub_mch_id"))
            });
            outcome.map_err(refusal)?;
            state.events.add("order.closed", format!("{number} by V2"));
            let mut fields = BTreeMap::new();
            put(&mut fields, "result_msg", "OK");
            Ok(fields)
        })
    })
}

fn refusal(problem: ClosingProblem) -> Refusal {
    match problem {
        ClosingProblem::Unknown => Refusal::new("ORDERNOTEXIST", "订单不存在"),
        ClosingProblem::Paid => Refusal::new("ORDERPAID", "该订单已支付"),
        ClosingProblem::Closed => Refusal::new("ORDERCLOSED", "该订单已关闭"),
    }
}
