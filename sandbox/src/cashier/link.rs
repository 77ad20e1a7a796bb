//! Payment links.

use crate::orders::{Draft, PlacingProblem};
use crate::state::SandboxState;

/// A link and the prepay ID in it.
pub(crate) struct Link {
    pub(crate) url: String,
    pub(crate) prepay_id: String,
}

/// Places an order and issues a link to its cashier page.
pub(crate) fn issue_link(state: &SandboxState, draft: Draft) -> Result<Link, PlacingProblem> {
    let summary = format!("{} for {} fen", draft.out_trade_no, draft.total);
    let way = if draft.destination.qq_appid.is_some() { "through QQ" } else { "directly" };
    let switches = state.switches();
    let rules = (switches.fresh_link_for_same_order, switches.refuse_past_time_expire);
    let placed = state.orders().place(draft, state.clock.now(), rules)?;
    if placed.is_new {
        state.counters.orders_created.count();
    }
    let kind = if placed.is_new { "order.created" } else { "order.repeated" };
    state.events.add(kind, format!("{summary}, {way}"));
    let url = address(state, &placed.prepay_id, &placed.package);
    Ok(Link { url, prepay_id: placed.prepay_id })
}

/// The address of a link.
pub(crate) fn address(state: &SandboxState, prepay_id: &str, package: &str) -> String {
    let base = &state.identity.wechat_base_url;
    format!("{base}/cgi-bin/mmpayweb-bin/checkmweb?prepay_id={prepay_id}&package={package}")
}
