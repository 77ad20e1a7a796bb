//! `orderquery`.

use std::collections::BTreeMap;

use super::authentication::Request;
use super::reply::{self, Refusal, put};
use crate::call::Call;
use crate::clock::compact;
use crate::faults::{self, Dialect, FaultEndpoint};
use crate::orders::{Content, Family, Order, Single, state_description};
use crate::reply::Reply;
use crate::state::SandboxState;

/// `POST /pay/orderquery`
pub(crate) fn query(state: &SandboxState, call: Call) -> Reply {
    state.counters.direct_requests.count();
    state.counters.query_requests.count();
    faults::around(state, (FaultEndpoint::Query, true, Dialect::V2), call, |state, call| {
        reply::serve(state, &call, |request| {
            let fields = find(state, request)?;
            state.events.add("order.queried", format!("{} by V2", fields["out_trade_no"]));
            Ok(fields)
        })
    })
}

fn find(state: &SandboxState, request: &Request) -> Result<BTreeMap<String, String>, Refusal> {
    let book = state.orders();
    let mchid = &state.identity.mchid;
    let order = match (request.field("transaction_id"), request.field("out_trade_no")) {
        (Some(id), None) => book.find_transaction(mchid, id),
        (None, Some(number)) => book.find(Family::Single, mchid, number),
        _ => {
            return Err(Refusal::parameter("缺少参数transaction_id或out_trade_no"));
        }
    };
    let not_exist = || Refusal::new("ORDERNOTEXIST", "订单不存在");
    let order = order.ok_or_else(not_exist)?;
    match &order.content {
        Content::Single(single) if single.sub_mchid.as_deref() == request.field("sub_mch_id") => {
            Ok(fields(order, single))
        }
        _ => Err(not_exist()),
    }
}

fn fields(order: &Order, single: &Single) -> BTreeMap<String, String> {
    let mut fields = BTreeMap::new();
    put(&mut fields, "out_trade_no", &order.out_trade_no);
    put(&mut fields, "trade_state", order.trade_state(0));
    put(&mut fields, "trade_state_desc", state_description(order.trade_state(0)));
    if let Some(attach) = &single.attach {
        put(&mut fields, "attach", attach);
    }
    if order.payment().is_some() {
        fields.extend(payment_fields(order, single));
    }
    fields
}

/// The fields that a payment brings, in queries and in notifications.
pub(crate) fn payment_fields(order: &Order, single: &Single) -> BTreeMap<String, String> {
    let mut fields = BTreeMap::new();
    let Some(payment) = order.payment() else { return fields };
    if let Some(device) = &single.device {
        put(&mut fields, "device_info", device);
    }
    put(&mut fields, "openid", &payment.openid);
    put(&mut fields, "is_subscribe", "N");
    put(&mut fields, "trade_type", "MWEB");
    put(&mut fields, "bank_type", &payment.bank_type);
    put(&mut fields, "total_fee", &order.total.to_string());
    put(&mut fields, "cash_fee", &order.total.to_string());
    put(&mut fields, "fee_type", "CNY");
    put(&mut fields, "cash_fee_type", "CNY");
    put(&mut fields, "transaction_id", &payment.parts[0].transaction_id);
    put(&mut fields, "time_end", &compact(payment.paid_at));
    fields
}
