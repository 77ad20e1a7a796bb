//! What the control interface shows.

use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

use super::arguments::Arguments;
use super::failure::Failure;
use crate::clock::rfc3339;
use crate::environment;
use crate::journal::{self, Entry};
use crate::orders::{Content, Order, Refund, Style};
use crate::state::SandboxState;

/// All numbers and keys, and the environment variables that hold them.
pub(super) fn identity(state: &SandboxState) -> Value {
    let mut value = to_value(&state.identity);
    value["env"] = env(state);
    value
}

/// The environment variables with which a client finds the sandbox.
pub(super) fn env(state: &SandboxState) -> Value {
    object(environment::variables(&state.identity))
}

/// The variables of what comes after a change of AppSecret, merchant key, APIv3 key and public key.
pub(super) fn successors(state: &SandboxState) -> Value {
    object(state.keyring.successors().variables())
}

/// How often things happened.
pub(super) fn statistics(state: &SandboxState) -> Value {
    to_value(&state.counters.read())
}

/// What happened.
pub(super) fn events(state: &SandboxState) -> Value {
    to_value(&state.events.all())
}

/// All switches.
pub(crate) fn switches(state: &SandboxState) -> Value {
    to_value(&state.switches())
}

/// The faults that wait for their turn.
pub(crate) fn faults(state: &SandboxState) -> Value {
    to_value(&state.faults.all())
}

/// The time of the sandbox, and how far it is from the machine's.
pub(crate) fn clock(state: &SandboxState) -> Value {
    let now = state.clock.now();
    json!({"now": now, "ahead_seconds": state.clock.ahead(), "time": rfc3339(now)})
}

/// Which of a list are wanted.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Chosen {
    out_trade_no: Option<String>,
    out_refund_no: Option<String>,
    limit: Option<usize>,
}

/// All orders by number, or the newest `limit` of them.
pub(super) fn orders(state: &SandboxState, arguments: Arguments) -> Result<Value, Failure> {
    let chosen: Chosen = arguments.all()?;
    let book = state.orders();
    let is_wanted =
        |order: &&Order| chosen.out_trade_no.as_ref().is_none_or(|number| order.out_trade_no == *number);
    let mut found: Vec<&Order> = book.all().filter(is_wanted).collect();
    if let Some(limit) = chosen.limit {
        found.sort_by_key(|order| std::cmp::Reverse(order.created_at));
        found.truncate(limit);
    }
    Ok(found.into_iter().map(order).collect())
}

/// All refunds, the oldest first, or the newest `limit` of them.
pub(super) fn refunds(state: &SandboxState, arguments: Arguments) -> Result<Value, Failure> {
    let chosen: Chosen = arguments.all()?;
    let book = state.orders();
    let fits = |wanted: &Option<String>, number: &String| wanted.as_ref().is_none_or(|text| text == number);
    let is_wanted = |refund: &&Refund| {
        fits(&chosen.out_trade_no, &refund.out_trade_no) && fits(&chosen.out_refund_no, &refund.out_refund_no)
    };
    let found: Vec<&Refund> = book.refunds().iter().filter(is_wanted).collect();
    let skipped = found.len() - chosen.limit.unwrap_or(found.len()).min(found.len());
    Ok(found[skipped..].iter().map(|found| refund(found)).collect())
}

/// Which exchanges are wanted.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Exchanges {
    #[serde(default)]
    after: u64,
    #[serde(default = "hundred")]
    limit: usize,
    #[serde(default)]
    reveal: bool,
}

fn hundred() -> usize {
    100
}

/// The newest exchanges above a number, in full, the oldest first.
pub(super) fn exchanges(state: &SandboxState, arguments: Arguments) -> Result<Value, Failure> {
    let asked: Exchanges = arguments.all()?;
    let kept = state.journal.after(asked.after, usize::MAX).entries;
    let found = kept.iter().filter_map(|(number, entry)| match entry {
        Entry::Exchange(exchange) => Some((*number, exchange)),
        _ => None,
    });
    let mut newest: Vec<_> = found.rev().take(asked.limit).collect();
    newest.reverse();
    let shown = newest.into_iter().map(|(number, found)| journal::details(number, found, asked.reveal));
    Ok(shown.collect())
}

/// One exchange.
pub(super) fn exchange(state: &SandboxState, arguments: Arguments) -> Result<Value, Failure> {
    #[derive(Deserialize)]
    #[serde(deny_unknown_fields)]
    struct One {
        id: u64,
        #[serde(default)]
        reveal: bool,
    }
    let One { id, reveal } = arguments.all()?;
    let found = state.journal.exchange(id);
    let found = found.ok_or_else(|| Failure::not_found("no exchange that is still kept has this number"))?;
    Ok(journal::details(id, &found, reveal))
}

/// A refund as it is shown.
pub(crate) fn refund(refund: &Refund) -> Value {
    json!({
        "mchid": refund.mchid,
        "sub_mchid": refund.sub_mchid,
        "out_refund_no": refund.out_refund_no,
        "refund_id": refund.refund_id,
        "out_trade_no": refund.out_trade_no,
        "transaction_id": refund.transaction_id,
        "refund": refund.terms.refund,
        "total": refund.terms.total,
        "status": refund.status.v3_name(),
        "created": rfc3339(refund.created_at),
        "notification_goes_to": refund.terms.notify_url,
    })
}

/// An order as it is shown.
pub(crate) fn order(order: &Order) -> Value {
    let kind = match &order.content {
        Content::Combine(_) => "combine",
        Content::Single(single) if single.style != Style::V3 => "v2",
        Content::Single(single) if single.sub_mchid.is_some() => "partner",
        Content::Single(_) => "direct",
    };
    let payment = order.payment().map(|payment| {
        let transactions: Vec<_> = payment.parts.iter().map(|part| part.transaction_id.as_str()).collect();
        let states: Vec<_> = (0..payment.parts.len()).map(|part| order.trade_state(part)).collect();
        json!({
            "success_time": rfc3339(payment.paid_at),
            "transaction_ids": transactions,
            "trade_states": states,
        })
    });
    json!({
        "kind": kind,
        "mchid": order.mchid,
        "out_trade_no": order.out_trade_no,
        "description": order.description,
        "total": order.total,
        "created": rfc3339(order.created_at),
        "trade_state": order.trade_state(0),
        "payment": payment,
        "through_qq": order.destination.qq_appid,
        "notification_goes_to": order.destination.url,
    })
}

/// Plain data as JSON.
pub(crate) fn to_value(value: &impl Serialize) -> Value {
    serde_json::to_value(value).expect("plain data has a JSON form")
}

fn object(variables: Vec<(String, String)>) -> Value {
    variables.into_iter().map(|(name, value)| (name, Value::from(value))).collect()
}
