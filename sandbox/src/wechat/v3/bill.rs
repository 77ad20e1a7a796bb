//! Bills: the links to their files, and the files.

use axum::http::StatusCode;
use serde_json::{Value, json};

use super::{Caller, Refusal, reply};
use crate::bills::{self, BillProblem, Day, TradeKind};
use crate::call::Call;
use crate::faults::{self, Dialect, FaultEndpoint};
use crate::reply::Reply;
use crate::state::SandboxState;

/// `GET /v3/bill/tradebill`
pub(crate) fn trade(state: &SandboxState, call: Call) -> Reply {
    link(state, call, |state, call| {
        let day = day(call)?;
        let kind = match parameter(call, "bill_type").as_deref() {
            None | Some("ALL") => TradeKind::All,
            Some("SUCCESS") => TradeKind::Payments,
            Some("REFUND") => TradeKind::Refunds,
            Some(_) => return Err(wrong("bill_type", "must be ALL, SUCCESS or REFUND")),
        };
        let sub_mchid = parameter(call, "sub_mchid");
        if sub_mchid.as_ref().is_some_and(|number| !state.identity.sub_mchids.contains(number)) {
            return Err(Refusal::no_relation());
        }
        bills::trade(state, &day, kind, sub_mchid.as_deref()).map_err(refusal)
    })
}

/// `GET /v3/bill/fundflowbill`
pub(crate) fn fund_flow(state: &SandboxState, call: Call) -> Reply {
    link(state, call, |state, call| {
        let day = day(call)?;
        match parameter(call, "account_type").as_deref() {
            None | Some("BASIC") => bills::fund_flow(state, &day).map_err(refusal),
            // Nothing moves on these accounts here.
            Some("OPERATION" | "FEES") => Err(refusal(BillProblem::Missing)),
            Some(_) => Err(wrong("account_type", "must be BASIC, OPERATION or FEES")),
        }
    })
}

/// `GET /v3/billdownload/file`: the request is signed, the file is not.
pub(crate) fn file(state: &SandboxState, call: Call) -> Reply {
    count(state);
    faults::around(state, (FaultEndpoint::BillFile, true, Dialect::V3), call, |state, call| {
        let outcome = Caller::verify(state, &call).and_then(|_| {
            let token = parameter(&call, "token").ok_or_else(|| wrong("token", "is required"))?;
            let file = state.bills().find(&token, state.clock.now());
            let file = file.ok_or_else(|| wrong("token", "is unknown or has expired"))?;
            state.events.add("bill.downloaded", call.path.clone());
            let is_packed = file.starts_with(&[0x1F, 0x8B]);
            let content_type = if is_packed { "application/x-gzip" } else { "text/plain" };
            Ok(Reply::new(StatusCode::OK, content_type, file))
        });
        reply::answer(state, &call, outcome)
    })
}

fn link(
    state: &SandboxState,
    call: Call,
    make: fn(&SandboxState, &Call) -> Result<Vec<u8>, Refusal>,
) -> Reply {
    count(state);
    faults::around(state, (FaultEndpoint::Bill, true, Dialect::V3), call, |state, call| {
        let outcome = Caller::verify(state, &call).and_then(|_| {
            let is_packed = match parameter(&call, "tar_type").as_deref() {
                None => false,
                Some("GZIP") => true,
                Some(_) => return Err(wrong("tar_type", "must be GZIP")),
            };
            let file = make(state, &call)?;
            state.events.add("bill.made", call.path.clone());
            Ok(link_to(state, file, is_packed))
        });
        reply::reply(state, &call, outcome)
    })
}

/// The digest is of the file before it is packed.
fn link_to(state: &SandboxState, file: Vec<u8>, is_packed: bool) -> Value {
    let digest = bills::sha1(&file);
    let file = if is_packed { bills::packed(&file) } else { file };
    let token = state.bills().put(file, state.clock.now());
    let base = &state.identity.wechat_base_url;
    let ending = if is_packed { "&tartype=gzip" } else { "" };
    json!({
        "hash_type": "SHA1",
        "hash_value": digest,
        "download_url": format!("{base}/v3/billdownload/file?token={token}{ending}"),
    })
}

fn count(state: &SandboxState) {
    state.counters.direct_requests.count();
    state.counters.bill_requests.count();
}

fn day(call: &Call) -> Result<Day, Refusal> {
    let text = parameter(call, "bill_date").ok_or_else(|| wrong("bill_date", "is required"))?;
    Day::hyphenated(&text).ok_or_else(|| wrong("bill_date", "must be a day, yyyy-MM-dd"))
}

fn parameter(call: &Call, name: &str) -> Option<String> {
    call.parameter(name).filter(|value| !value.is_empty())
}

fn wrong(name: &str, issue: &str) -> Refusal {
    Refusal::parameter("query", name, issue)
}

fn refusal(problem: BillProblem) -> Refusal {
    let (code, message) = match problem {
        BillProblem::Missing => ("NO_STATEMENT_EXIST", "请求的账单文件不存在"),
        BillProblem::Creating => ("STATEMENT_CREATING", "账单生成中"),
    };
    Refusal::new(StatusCode::BAD_REQUEST, code, 268_435_464, message)
}
