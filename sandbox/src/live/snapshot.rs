//! Everything that the page shows besides the journal.

use serde_json::{Value, json};

use crate::control;
use crate::journal::hide_query;
use crate::orders::{Order, Refund};
use crate::state::SandboxState;

/// So many orders, and so many refunds, at most.
const MOST: usize = 200;

/// The newest orders and refunds, clock, switches and faults.
pub(super) fn snapshot(state: &SandboxState) -> Value {
    let (orders, refunds) = {
        let book = state.orders();
        let mut newest: Vec<&Order> = book.all().collect();
        if newest.len() > MOST {
            newest.select_nth_unstable_by_key(MOST, |order| std::cmp::Reverse(order.created_at));
            newest.truncate(MOST);
        }
        newest.sort_by_key(|order| order.created_at);
        let refunds = book.refunds();
        let recent = &refunds[refunds.len().saturating_sub(MOST)..];
        (newest.into_iter().map(order).collect::<Value>(), recent.iter().map(refund).collect::<Value>())
    };
    json!({
        "orders": orders,
        "refunds": refunds,
        "clock": control::clock(state),
        "switches": control::switches(state),
        "faults": control::faults(state),
        "referer": state.identity.referer,
        "base_url": state.identity.qq_base_url,
    })
}

/// An order as bystanders may see it.
pub(super) fn order(order: &Order) -> Value {
    without_query(control::order(order))
}

/// A refund as bystanders may see it.
pub(super) fn refund(refund: &Refund) -> Value {
    without_query(control::refund(refund))
}

/// What a merchant puts into the query of its address may be a secret.
fn without_query(mut value: Value) -> Value {
    let address = &mut value["notification_goes_to"];
    if let Value::String(url) = address {
        *url = hide_query(url);
    }
    value
}
