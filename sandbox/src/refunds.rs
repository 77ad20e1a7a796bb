//! What becomes of refunds, and the notifications that tell of it.

use std::sync::Arc;
use std::time::Duration;

use serde::Deserialize;

use crate::journal::Entry;
use crate::orders::{
    OrderName, Part, Refund, RefundDraft, RefundForm, RefundProblem, RefundSource, RefundStatus, RefundTerms,
    Style,
};
use crate::random;
use crate::state::SandboxState;
use crate::wechat::notification::Notification;

/// A refund that a person makes in the merchant console.
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct ConsoleRefund {
    /// The amount in fen; absent: everything that is not refunded yet.
    pub refund: Option<i64>,
    /// Where the console sends the notification; absent: the callback address of the sandbox's options.
    pub notify_url: Option<String>,
    /// The form of the notification; absent: the one of the interface that made the order.
    ///
    /// V2's form also reaches merchants that use V3 only.
    pub form: Option<ConsoleForm>,
}

/// The form of the notification of a refund that is made in the console.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum ConsoleForm {
    /// V3's envelope, signed, and encrypted with the APIv3 key.
    V3,
    /// V2's `req_info`, encrypted with the V2 key.
    V2,
}

/// Takes a refund into the table, or gives the one that is there already.
pub(crate) fn accept(state: &SandboxState, draft: RefundDraft) -> Result<Refund, RefundProblem> {
    let switches = state.switches();
    let now = state.clock.now();
    let due_at = now + i64::from(switches.refund_seconds);
    let (refund, is_new) = state.orders().refund(draft, now, due_at, switches.refund_funds)?;
    let kind = if is_new { "refund.created" } else { "refund.repeated" };
    if is_new {
        state.counters.refunds_created.count();
    }
    let summary =
        format!("{} of {} for {} fen", refund.out_refund_no, refund.out_trade_no, refund.terms.refund);
    state.events.add(kind, summary);
    Ok(refund)
}

/// Decides what becomes of a refund, and sends the notification.
pub(crate) fn settle(state: &SandboxState, out_refund_no: &str, status: RefundStatus) -> Result<(), String> {
    let now = state.clock.now();
    let refund = state.orders().settle_refund(out_refund_no, status, now)?;
    state.events.add("refund.settled", format!("{out_refund_no} {}", status.v3_name()));
    if let Some(notification) = Notification::about_refund(&refund, state) {
        let kind = state.delivery_queue.take(notification, state.switches().deliver);
        state.events.add(kind, out_refund_no.to_owned());
    }
    Ok(())
}

/// Moves the sandbox's clock; refunds whose time comes are decided at once.
pub(crate) fn advance_clock(state: &SandboxState, seconds: i64) {
    state.clock.advance(seconds);
    state.journal.put(Entry::Clock);
    settle_due(state);
}

/// Decides all refunds whose time has come, as the switches say.
pub(crate) fn settle_due(state: &SandboxState) {
    let outcome = state.switches().refund_outcome;
    if outcome == RefundStatus::Processing {
        return;
    }
    let due = state.orders().due_refunds(state.clock.now());
    for number in due {
        // Whoever settles it in this very moment has the same right to.
        let _ = settle(state, &number, outcome);
    }
}

/// Looks for due refunds until the task that runs this is aborted.
pub(crate) async fn run(state: Arc<SandboxState>) {
    let mut ticks = tokio::time::interval(Duration::from_millis(100));
    loop {
        ticks.tick().await;
        settle_due(&state);
    }
}

/// Refunds an order or sub order as the console does; gives the number of the refund.
pub(crate) fn refund_in_console(
    state: &SandboxState,
    out_trade_no: &str,
    asked: &ConsoleRefund,
) -> Result<String, String> {
    let notify_url = asked.notify_url.clone().unwrap_or_else(|| state.identity.notify_url.clone());
    let draft = {
        let book = state.orders();
        let part = book.all().flat_map(Part::all).find(|part| part.out_trade_no() == out_trade_no);
        let part = part.ok_or("no order has this number")?;
        let payment = part.payment().ok_or("the order is not paid")?;
        let is_counted = |refund: &&Refund| {
            refund.transaction_id == payment.transaction_id && refund.status != RefundStatus::Closed
        };
        let refunded: i64 = book.refunds().iter().filter(is_counted).map(|refund| refund.terms.refund).sum();
        let (mchid, sub_mchid) = part.owner();
        let form = match (asked.form, part.order.content.style()) {
            (Some(ConsoleForm::V3), _) | (None, Style::V3) => RefundForm::V3,
            (Some(ConsoleForm::V2), _) | (None, Style::V2 { .. }) => RefundForm::V2,
        };
        RefundDraft {
            mchid: mchid.to_owned(),
            sub_mchid: sub_mchid.map(str::to_owned),
            named: OrderName::OutTradeNo(out_trade_no.to_owned()),
            out_refund_no: format!("CONSOLE{}", random::digits(20)),
            terms: RefundTerms {
                refund: asked.refund.unwrap_or(part.total() - refunded),
                total: part.total(),
                reason: None,
                notify_url: Some(notify_url),
                funds_account: "UNSETTLED",
                from: Vec::new(),
                goods: String::new(),
            },
            form,
            source: RefundSource::Console,
        }
    };
    if draft.terms.refund < 1 {
        return Err("the amount must be at least one fen".to_owned());
    }
    let refund = accept(state, draft).map_err(|problem| format!("the refund is refused: {problem}"))?;
    Ok(refund.out_refund_no)
}
