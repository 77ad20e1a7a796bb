//! What the control interface does.

use serde::Deserialize;
use serde_json::{Value, json};

use super::arguments::{Arguments, Named};
use super::failure::Failure;
use super::resending::resend;
use super::views::to_value;
use crate::cashier;
use crate::faults::Fault;
use crate::orders::RefundStatus;
use crate::payer::{self, Client, Payer};
use crate::refunds::{self, ConsoleRefund};
use crate::state::SandboxState;
use crate::switches::Switches;

/// The switches that are given, changed; gives all of them.
pub(super) fn change_switches(state: &SandboxState, arguments: Arguments) -> Result<Value, Failure> {
    let switches = state.switches().changed_by(&arguments.object()).map_err(Failure::bad_request)?;
    state.set_switches(switches);
    Ok(to_value(&state.switches()))
}

/// All switches as they are at the start.
pub(super) fn reset_switches(state: &SandboxState) -> Value {
    state.set_switches(Switches::default());
    to_value(&state.switches())
}

/// One more [`Fault`].
pub(super) fn add_fault(state: &SandboxState, arguments: Arguments) -> Result<Value, Failure> {
    state.faults.add(arguments.all::<Fault>()?);
    Ok(done())
}

/// No fault any more.
pub(super) fn clear_faults(state: &SandboxState) -> Value {
    state.faults.clear();
    done()
}

/// The clock moved by `advance_seconds`.
pub(super) fn advance_clock(state: &SandboxState, arguments: Arguments) -> Result<Value, Failure> {
    #[derive(Deserialize)]
    struct Advance {
        advance_seconds: i64,
    }
    let Ok(Advance { advance_seconds }) = arguments.all() else {
        return Err(Failure::bad_request("advance_seconds must be an integer"));
    };
    refunds::advance_clock(state, advance_seconds);
    Ok(super::views::clock(state))
}

/// The notifications that were held back, on their way.
pub(super) fn release_deliveries(state: &SandboxState) -> Value {
    json!({"released": state.delivery_queue.release()})
}

/// The unpaid order `out_trade_no` closed.
pub(super) fn close_order(state: &SandboxState, arguments: &Arguments) -> Result<Value, Failure> {
    let number = arguments.text("out_trade_no")?;
    if state.orders().close(&number) { Ok(done()) } else { Err(no_unpaid_order()) }
}

/// The payment of the unpaid order `out_trade_no` failed for good.
pub(super) fn fail_payment(state: &SandboxState, arguments: &Arguments) -> Result<Value, Failure> {
    let number = arguments.text("out_trade_no")?;
    if state.orders().fail(&number) { Ok(done()) } else { Err(no_unpaid_order()) }
}

/// The last notification about `out_trade_no` or `out_refund_no`, once more.
pub(super) async fn deliver_again(state: &SandboxState, arguments: Arguments) -> Result<Value, Failure> {
    let subject = arguments.all::<Named>()?.subject()?;
    resend(state, &subject).await.map(|()| done()).map_err(Failure::impossible)
}

/// The refund `out_refund_no` decided `as` SUCCESS, ABNORMAL or CLOSED.
pub(super) fn settle_refund(state: &SandboxState, arguments: Arguments) -> Result<Value, Failure> {
    #[derive(Deserialize)]
    struct Settle {
        out_refund_no: String,
        r#as: RefundStatus,
    }
    match arguments.all() {
        Ok(Settle { out_refund_no, r#as: status }) if status != RefundStatus::Processing => {
            refunds::settle(state, &out_refund_no, status).map(|()| done()).map_err(Failure::impossible)
        }
        _ => Err(Failure::bad_request("as must be SUCCESS, ABNORMAL or CLOSED, of an out_refund_no")),
    }
}

/// The paid order `out_trade_no` refunded as a [`ConsoleRefund`] says.
pub(super) fn refund_in_console(state: &SandboxState, mut arguments: Arguments) -> Result<Value, Failure> {
    let number = arguments.take_text("out_trade_no")?;
    let asked = arguments.all::<ConsoleRefund>()?;
    let refund = refunds::refund_in_console(state, &number, &asked).map_err(Failure::impossible)?;
    Ok(json!({"out_refund_no": refund}))
}

/// The link `h5_url`, or the newest link of `out_trade_no`, paid.
pub(super) async fn pay(state: &SandboxState, arguments: &Arguments) -> Result<Value, Failure> {
    let h5_url = match arguments.text("h5_url") {
        Ok(h5_url) => h5_url,
        Err(reason) => link_of(state, &arguments.text("out_trade_no").map_err(|_| reason)?)?,
    };
    let paid = payer::pay(state, &h5_url, &state.identity.referer).await;
    paid.map(|()| done()).map_err(Failure::impossible)
}

/// What `qq.requestWxPayment` is given for the order `out_trade_no`.
pub(super) fn order_link(state: &SandboxState, arguments: &Arguments) -> Result<Value, Failure> {
    let url = link_of(state, &arguments.text("out_trade_no")?)?;
    Ok(json!({"h5_url": url, "referer": state.identity.referer}))
}

fn link_of(state: &SandboxState, out_trade_no: &str) -> Result<String, Failure> {
    let link = state.orders().newest_link(out_trade_no);
    let (prepay_id, package) = link.ok_or_else(|| Failure::not_found("no order has this number"))?;
    Ok(cashier::address(state, &prepay_id, &package))
}

/// What `qq.requestWxPayment({url, referer})` comes to.
pub(super) async fn request_wx_payment(state: &SandboxState, arguments: Arguments) -> Result<Value, Failure> {
    #[derive(Default, Deserialize)]
    #[serde(default, deny_unknown_fields)]
    struct Request {
        url: String,
        referer: String,
        payer: Payer,
        client: Client,
    }
    let Request { url, referer, payer, client } = arguments.all()?;
    let played = payer::play(state, (&url, &referer), payer, client).await;
    Ok(json!({"errMsg": played.err_msg, "shown": played.shown}))
}

fn no_unpaid_order() -> Failure {
    Failure::not_found("no unpaid order has this number")
}

fn done() -> Value {
    json!({"done": true})
}
