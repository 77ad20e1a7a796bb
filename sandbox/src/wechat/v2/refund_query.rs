//! `refundquery`.

use std::collections::BTreeMap;

use super::authentication::Request;
use super::limits::{self, Field};
use super::reply::{self, Refusal, put};
use crate::call::Call;
use crate::clock::spaced;
use crate::faults::{self, Dialect, FaultEndpoint};
use crate::orders::{OrderName, Refund};
use crate::refunds;
use crate::reply::Reply;
use crate::state::SandboxState;

/// The most refunds of one reply.
const PAGE: usize = 10;

/// `POST /pay/refundquery`
pub(crate) fn query(state: &SandboxState, call: Call) -> Reply {
    state.counters.direct_requests.count();
    state.counters.refund_query_requests.count();
    faults::around(state, (FaultEndpoint::RefundQuery, true, Dialect::V2), call, |state, call| {
        reply::serve(state, &call, |request| {
            limits::check_own(request, &FIELDS)?;
            refunds::settle_due(state);
            let found = find(state, request)?;
            let offset = offset(request)?;
            let first = found.first().ok_or_else(not_exist)?;
            if offset >= found.len() {
                return Err(not_exist());
            }
            state.events.add("refund.queried", format!("{} by V2", first.out_trade_no));
            Ok(fields(&found, offset))
        })
    })
}

const FIELDS: [Field; 6] = [
    Field("device_info", 32, false),
    Field("transaction_id", 32, false),
    Field("out_trade_no", 32, false),
    Field("out_refund_no", 64, false),
    Field("refund_id", 32, false),
    Field("offset", 15, false),
];

/// The refunds that the request names; of several numbers the most exact one counts.
fn find(state: &SandboxState, request: &Request) -> Result<Vec<Refund>, Refusal> {
    let book = state.orders();
    let owner = (state.identity.mchid.as_str(), request.field("sub_mch_id"));
    let own =
        book.refunds().iter().filter(|refund| (refund.mchid.as_str(), refund.sub_mchid.as_deref()) == owner);
    if let Some(id) = request.field("refund_id") {
        return Ok(own.filter(|refund| refund.refund_id == id).cloned().collect());
    }
    if let Some(number) = request.field("out_refund_no") {
        return Ok(own.filter(|refund| refund.out_refund_no == number).cloned().collect());
    }
    if let Some(id) = request.field("transaction_id") {
        if book.part(owner, &OrderName::TransactionId(id.to_owned())).is_none() {
            return Err(Refusal::new("INVALID_TRANSACTIONID", "无效transaction_id"));
        }
        return Ok(own.filter(|refund| refund.transaction_id == id).cloned().collect());
    }
    let names = "缺少参数refund_id、out_refund_no、transaction_id或out_trade_no";
    let number = request.field("out_trade_no").ok_or_else(|| Refusal::parameter(names))?;
    Ok(own.filter(|refund| refund.out_trade_no == number).cloned().collect())
}

fn offset(request: &Request) -> Result<usize, Refusal> {
    let Some(text) = request.field("offset") else { return Ok(0) };
    text.parse().map_err(|_| Refusal::parameter("参数错误：offset must be a number of refunds to leave out"))
}

fn fields(found: &[Refund], offset: usize) -> BTreeMap<String, String> {
    let mut fields = BTreeMap::new();
    let (first, page) = (&found[0], &found[offset..found.len().min(offset + PAGE)]);
    let total = first.terms.total.to_string();
    put(&mut fields, "transaction_id", &first.transaction_id);
    put(&mut fields, "out_trade_no", &first.out_trade_no);
    put(&mut fields, "total_fee", &total);
    put(&mut fields, "settlement_total_fee", &total);
    put(&mut fields, "cash_fee", &total);
    put(&mut fields, "fee_type", "CNY");
    put(&mut fields, "total_refund_count", &found.len().to_string());
    put(&mut fields, "refund_count", &page.len().to_string());
    for (index, refund) in page.iter().enumerate() {
        put_refund(&mut fields, index, refund);
    }
    fields
}

fn put_refund(fields: &mut BTreeMap<String, String>, index: usize, refund: &Refund) {
    let mut put = |name: &str, value: &str| fields.insert(format!("{name}_{index}"), value.to_owned());
    let amount = refund.terms.refund.to_string();
    put("out_refund_no", &refund.out_refund_no);
    put("refund_id", &refund.refund_id);
    put("refund_channel", refund.channel());
    put("refund_fee", &amount);
    put("settlement_refund_fee", &amount);
    put("coupon_refund_fee", "0");
    put("coupon_refund_count", "0");
    put("refund_status", refund.status.v2_name());
    put("refund_account", account(refund));
    // One letter is missing in the official name.
    put("refund_recv_accout", refund.received_account());
    if let Some(time) = refund.success_at {
        put("refund_success_time", &spaced(time));
    }
}

/// V2's word for the account that pays the refund.
pub(super) fn account(refund: &Refund) -> &'static str {
    if refund.terms.funds_account == "AVAILABLE" {
        "REFUND_SOURCE_RECHARGE_FUNDS"
    } else {
        "REFUND_SOURCE_UNSETTLED_FUNDS"
    }
}

fn not_exist() -> Refusal {
    Refusal::new("REFUNDNOTEXIST", "退款不存在")
}
