//! The paths of the control interface: each is an action.

use std::sync::Arc;

use axum::Router;
use axum::extract::State;
use axum::http::{Method, StatusCode};
use axum::routing::{MethodFilter, MethodRouter, on};
use serde_json::json;

use super::arguments::Arguments;
use super::door;
use super::failure::Failure;
use crate::call::Call;
use crate::reply::Reply;
use crate::state::SandboxState;

/// The paths under `/sandbox/`.
pub(crate) fn paths() -> Router<Arc<SandboxState>> {
    let order = |action| numbered(MethodFilter::POST, action, ("out_trade_no", 1));
    let refund = |action| numbered(MethodFilter::POST, action, ("out_refund_no", 1));
    Router::new()
        .route("/sandbox/identity", get("identity"))
        .route("/sandbox/env", get("env"))
        .route("/sandbox/successors", get("successors"))
        .route("/sandbox/statistics", get("statistics"))
        .route("/sandbox/events", get("events"))
        .route("/sandbox/orders", get("orders"))
        .route("/sandbox/refunds", get("refunds"))
        .route("/sandbox/exchanges", get("exchanges"))
        .route("/sandbox/exchanges/{id}", numbered(MethodFilter::GET, "exchange", ("id", 0)))
        .route(
            "/sandbox/switches",
            get("switches")
                .merge(at(MethodFilter::PUT, "change_switches"))
                .merge(at(MethodFilter::DELETE, "reset_switches")),
        )
        .route(
            "/sandbox/faults",
            get("faults").merge(post("add_fault")).merge(at(MethodFilter::DELETE, "clear_faults")),
        )
        .route("/sandbox/clock", get("clock").merge(post("advance_clock")))
        .route("/sandbox/deliveries/release", post("release_deliveries"))
        .route("/sandbox/deliveries/wait", post("wait_for_delivery"))
        .route(
            "/sandbox/orders/{number}/link",
            numbered(MethodFilter::GET, "order_link", ("out_trade_no", 1)),
        )
        .route("/sandbox/exchanges/{id}/diagnosis", numbered(MethodFilter::GET, "diagnosis", ("id", 1)))
        .route("/sandbox/orders/{number}/close", order("close_order"))
        .route("/sandbox/orders/{number}/fail-payment", order("fail_payment"))
        .route("/sandbox/orders/{number}/refund-in-console", order("refund_in_console"))
        .route("/sandbox/orders/{number}/deliver-again", order("deliver_again"))
        .route("/sandbox/refunds/{number}/settle", refund("settle_refund"))
        .route("/sandbox/refunds/{number}/deliver-again", refund("deliver_again"))
        .route("/sandbox/pay", post("pay"))
        .route("/sandbox/request-wx-payment", post("request_wx_payment"))
}

fn get(action: &'static str) -> MethodRouter<Arc<SandboxState>> {
    at(MethodFilter::GET, action)
}

fn post(action: &'static str) -> MethodRouter<Arc<SandboxState>> {
    at(MethodFilter::POST, action)
}

fn at(filter: MethodFilter, action: &'static str) -> MethodRouter<Arc<SandboxState>> {
    on(filter, move |State(state): State<Arc<SandboxState>>, call: Call| async move {
        answer(&state, action, given(&call)).await
    })
}

/// An action on what a segment of the path names: the argument's name, and how many segments follow.
fn numbered(
    filter: MethodFilter,
    action: &'static str,
    (name, others): (&'static str, usize),
) -> MethodRouter<Arc<SandboxState>> {
    on(filter, move |State(state): State<Arc<SandboxState>>, call: Call| async move {
        let number = call.segment_before(others).unwrap_or_default();
        answer(&state, action, given(&call).map(|arguments| arguments.with(name, number))).await
    })
}

/// The arguments of a call: its query when it asks, its body otherwise.
fn given(call: &Call) -> Result<Arguments, Failure> {
    match call.method {
        Method::GET => Ok(Arguments::of_query(call.query.as_deref().unwrap_or_default())),
        _ => Arguments::read(&call.body),
    }
}

async fn answer(state: &Arc<SandboxState>, action: &str, given: Result<Arguments, Failure>) -> Reply {
    let outcome = match given {
        Ok(arguments) => door::run(state, action, arguments).await,
        Err(failure) => Err(failure),
    };
    match outcome {
        Ok(value) => Reply::json(StatusCode::OK, &value),
        Err(Failure { status, reason }) => Reply::json(status, &json!({"error": reason})),
    }
}
