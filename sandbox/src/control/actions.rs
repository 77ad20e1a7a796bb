//! What the control interface does.

use std::sync::Arc;
use std::time::Duration;

use axum::extract::State;
use axum::http::StatusCode;
use serde_json::{Value, json};

use crate::call::Call;
use crate::faults::Fault;
use crate::orders::RefundStatus;
use crate::payer;
use crate::refunds::{self, ConsoleRefund};
use crate::reply::Reply;
use crate::state::SandboxState;
use crate::wechat::notification::{Answer, Subject, attempt};

/// `PUT /sandbox/switches` with the switches to change.
pub(super) fn change_switches(state: &SandboxState, call: Call) -> Reply {
    let outcome = body(&call).and_then(|changes| state.switches().changed_by(&changes));
    match outcome {
        Ok(switches) => {
            state.set_switches(switches.clone());
            Reply::json(StatusCode::OK, &serde_json::to_value(switches).unwrap_or_default())
        }
        Err(reason) => bad_request(&reason),
    }
}

/// `POST /sandbox/faults` with one fault.
pub(super) fn add_fault(state: &SandboxState, call: Call) -> Reply {
    match serde_json::from_slice::<Fault>(&call.body) {
        Ok(fault) => {
            state.faults.add(fault);
            done()
        }
        Err(error) => bad_request(&error.to_string()),
    }
}

/// `DELETE /sandbox/faults`
pub(super) fn clear_faults(state: &SandboxState, _call: Call) -> Reply {
    state.faults.clear();
    done()
}

/// `POST /sandbox/clock` with `{"advance_seconds": n}`.
pub(super) fn advance_clock(state: &SandboxState, call: Call) -> Reply {
    let seconds = body(&call).map(|body| body["advance_seconds"].as_i64());
    match seconds {
        Ok(Some(seconds)) => {
            refunds::advance_clock(state, seconds);
            Reply::json(StatusCode::OK, &json!({"now": state.clock.now()}))
        }
        _ => bad_request("advance_seconds must be an integer"),
    }
}

/// `POST /sandbox/deliveries/release`
pub(super) fn release(state: &SandboxState, _call: Call) -> Reply {
    Reply::json(StatusCode::OK, &json!({"released": state.delivery_queue.release()}))
}

/// `POST /sandbox/orders/{out_trade_no}/close`
pub(super) fn close(state: &SandboxState, call: Call) -> Reply {
    match call.segment_before(1) {
        Some(number) if state.orders().close(&number) => done(),
        _ => Reply::json(StatusCode::NOT_FOUND, &json!({"error": "no unpaid order has this number"})),
    }
}

/// `POST /sandbox/orders/{out_trade_no}/fail-payment`
pub(super) fn fail_payment(state: &SandboxState, call: Call) -> Reply {
    match call.segment_before(1) {
        Some(number) if state.orders().fail(&number) => done(),
        _ => Reply::json(StatusCode::NOT_FOUND, &json!({"error": "no unpaid order has this number"})),
    }
}

/// `POST /sandbox/orders/{out_trade_no}/deliver-again`
pub(super) async fn deliver_again(State(state): State<Arc<SandboxState>>, call: Call) -> Reply {
    let number = call.segment_before(1).unwrap_or_default();
    outcome(resend(&state, &Subject::Order(number)).await)
}

/// `POST /sandbox/refunds/{out_refund_no}/deliver-again`
pub(super) async fn deliver_refund_again(State(state): State<Arc<SandboxState>>, call: Call) -> Reply {
    let number = call.segment_before(1).unwrap_or_default();
    outcome(resend(&state, &Subject::Refund(number)).await)
}

/// `POST /sandbox/refunds/{out_refund_no}/settle` with `{"as": "SUCCESS"}`, `ABNORMAL` or `CLOSED`.
pub(super) fn settle_refund(state: &SandboxState, call: Call) -> Reply {
    let status = body(&call).map(|body| serde_json::from_value::<RefundStatus>(body["as"].clone()));
    match status {
        Ok(Ok(status)) if status != RefundStatus::Processing => {
            outcome(refunds::settle(state, &call.segment_before(1).unwrap_or_default(), status))
        }
        _ => bad_request("as must be SUCCESS, ABNORMAL or CLOSED"),
    }
}

/// `POST /sandbox/orders/{out_trade_no}/refund-in-console` with a [`ConsoleRefund`], which may be empty.
pub(super) fn refund_in_console(state: &SandboxState, call: Call) -> Reply {
    let text: &[u8] = if call.body.is_empty() { b"{}" } else { &call.body };
    let asked = match serde_json::from_slice::<ConsoleRefund>(text) {
        Ok(asked) => asked,
        Err(error) => return bad_request(&error.to_string()),
    };
    match refunds::refund_in_console(state, &call.segment_before(1).unwrap_or_default(), &asked) {
        Ok(number) => Reply::json(StatusCode::OK, &json!({"out_refund_no": number})),
        Err(reason) => outcome(Err(reason)),
    }
}

/// `POST /sandbox/pay` with `{"h5_url": "..."}`.
pub(super) async fn pay(State(state): State<Arc<SandboxState>>, call: Call) -> Reply {
    let body = body(&call).unwrap_or_default();
    match body["h5_url"].as_str() {
        Some(h5_url) => outcome(payer::pay(&state, h5_url, &state.identity.referer).await),
        None => bad_request("h5_url must be a text"),
    }
}

/// `POST /sandbox/request-wx-payment` with `{"url": "...", "referer": "..."}`.
pub(super) async fn request_wx_payment(State(state): State<Arc<SandboxState>>, call: Call) -> Reply {
    let body = body(&call).unwrap_or_default();
    let text = |name: &str| body[name].as_str().unwrap_or_default();
    let outcome = payer::request_wx_payment(&state, text("url"), text("referer")).await;
    Reply::json(StatusCode::OK, &json!({"errMsg": outcome.err_msg, "shown": outcome.shown}))
}

/// Sends the last notification about an order or a refund once more, signed anew.
pub(crate) async fn resend(state: &SandboxState, subject: &Subject) -> Result<(), String> {
    let notification =
        state.delivery_queue.last(subject).ok_or("there was no notification about this number")?;
    match attempt(state, &notification, PATIENCE).await {
        Answer::Acknowledged => Ok(()),
        Answer::Refused(answer) => Err(format!("the merchant refused the notification: {answer}")),
        Answer::Failed(reason) => Err(format!("the notification did not arrive: {reason}")),
    }
}

/// How long the merchant has for its answer, as in ordinary deliveries.
const PATIENCE: Duration = Duration::from_secs(5);

fn body(call: &Call) -> Result<Value, String> {
    serde_json::from_slice(&call.body).map_err(|error| error.to_string())
}

fn outcome(outcome: Result<(), String>) -> Reply {
    match outcome {
        Ok(()) => done(),
        Err(reason) => Reply::json(StatusCode::UNPROCESSABLE_ENTITY, &json!({"error": reason})),
    }
}

fn done() -> Reply {
    Reply::json(StatusCode::OK, &json!({"done": true}))
}

fn bad_request(reason: &str) -> Reply {
    Reply::json(StatusCode::BAD_REQUEST, &json!({"error": reason}))
}
