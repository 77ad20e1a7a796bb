//! Everything that the page shows besides the journal.

use serde_json::{Value, json};

use crate::control::{self, order, refund};
use crate::orders::Order;
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
