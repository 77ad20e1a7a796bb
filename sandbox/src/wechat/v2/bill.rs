//! `downloadbill`: the file at once, or XML that says why not.

use std::collections::BTreeMap;

use axum::http::StatusCode;

use super::authentication::{Request, verify};
use super::limits::{self, Field};
use super::reply::put;
use super::xml;
use crate::bills::{self, BillProblem, Day, TradeKind};
use crate::call::Call;
use crate::faults::{self, Dialect, FaultEndpoint};
use crate::reply::Reply;
use crate::state::SandboxState;

const FIELDS: [Field; 3] =
    [Field("bill_date", 8, true), Field("bill_type", 16, false), Field("tar_type", 8, false)];

/// `error_code` and `return_msg` of a refusal.
struct Refusal(&'static str, String);

/// `POST /pay/downloadbill`
pub(crate) fn bill(state: &SandboxState, call: Call) -> Reply {
    state.counters.direct_requests.count();
    state.counters.bill_requests.count();
    faults::around(state, (FaultEndpoint::Bill, true, Dialect::V2Bill), call, |state, call| {
        match read(state, &call) {
            Ok(file) => {
                state.events.add("bill.downloaded", call.path.clone());
                Reply::new(StatusCode::OK, "text/plain; charset=utf-8", file)
            }
            Err(Refusal(code, message)) => {
                state.events.add("wechat.refused", format!("{code} {message} at {}", call.path));
                failure(code, &message)
            }
        }
    })
}

fn read(state: &SandboxState, call: &Call) -> Result<Vec<u8>, Refusal> {
    let request = verify(state, call).map_err(|message| {
        Refusal("20001", if message.starts_with("签名错误") { "sign error".to_owned() } else { message })
    })?;
    limits::check_own(&request, &FIELDS).map_err(|refusal| Refusal("20001", refusal.message))?;
    let day = request.field("bill_date").and_then(Day::plain).ok_or_else(|| invalid("bill_date"))?;
    let is_packed = match request.field("tar_type") {
        None => false,
        Some("GZIP") => true,
        Some(_) => return Err(invalid("tar_type")),
    };
    let file = make(state, &request, &day)?;
    Ok(if is_packed { bills::packed(&file) } else { file })
}

fn make(state: &SandboxState, request: &Request, day: &Day) -> Result<Vec<u8>, Refusal> {
    let kind = match request.field("bill_type") {
        None | Some("ALL") => TradeKind::All,
        Some("SUCCESS") => TradeKind::Payments,
        Some("REFUND") => TradeKind::Refunds,
        // Nobody recharges anything here.
        Some("RECHARGE_REFUND") => return Err(missing(BillProblem::Missing)),
        Some(_) => return Err(invalid("bill_type")),
    };
    bills::trade(state, day, kind, request.field("sub_mch_id")).map_err(missing)
}

fn invalid(name: &str) -> Refusal {
    Refusal("20001", format!("invalid {name}"))
}

fn missing(problem: BillProblem) -> Refusal {
    match problem {
        BillProblem::Missing => Refusal("20002", "No Bill Exist".to_owned()),
        BillProblem::Creating => Refusal("20003", "Bill Creating".to_owned()),
    }
}

/// A refusal. It carries no signature.
pub(crate) fn failure(code: &str, message: &str) -> Reply {
    let mut fields = BTreeMap::new();
    put(&mut fields, "return_code", "FAIL");
    put(&mut fields, "return_msg", message);
    put(&mut fields, "error_code", code);
    Reply::xml(xml::write(&fields))
}
