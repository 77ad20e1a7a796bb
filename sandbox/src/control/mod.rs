//! The control interface under `/sandbox/`.

mod actions;
mod views;

use std::sync::Arc;

use axum::Router;
use axum::routing::{MethodFilter, post as post_async};

pub(crate) use actions::resend;

use crate::endpoint::{get, handle, post};
use crate::state::SandboxState;

/// The paths of the control interface.
pub(crate) fn paths() -> Router<Arc<SandboxState>> {
    Router::new()
        .route("/sandbox/identity", get(views::identity))
        .route("/sandbox/successors", get(views::successors))
        .route("/sandbox/statistics", get(views::statistics))
        .route("/sandbox/events", get(views::events))
        .route("/sandbox/orders", get(views::orders))
        .route(
            "/sandbox/switches",
            get(views::switches).merge(handle(MethodFilter::PUT, actions::change_switches)),
        )
        .route(
            "/sandbox/faults",
            post(actions::add_fault).merge(handle(MethodFilter::DELETE, actions::clear_faults)),
        )
        .route("/sandbox/clock", post(actions::advance_clock))
        .route("/sandbox/deliveries/release", post(actions::release))
        .route("/sandbox/orders/{number}/close", post(actions::close))
        .route("/sandbox/orders/{number}/fail-payment", post(actions::fail_payment))
        .route("/sandbox/orders/{number}/refund-in-console", post(actions::refund_in_console))
        .route("/sandbox/refunds", get(views::refunds))
        .route("/sandbox/refunds/{number}/settle", post(actions::settle_refund))
        .route("/sandbox/refunds/{number}/deliver-again", post_async(actions::deliver_refund_again))
        .route("/sandbox/orders/{number}/deliver-again", post_async(actions::deliver_again))
        .route("/sandbox/pay", post_async(actions::pay))
        .route("/sandbox/request-wx-payment", post_async(actions::request_wx_payment))
}
