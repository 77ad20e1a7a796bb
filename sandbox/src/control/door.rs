//! The actions by their names.

use std::sync::Arc;

use serde_json::Value;

use super::arguments::Arguments;
use super::failure::Failure;
use super::{actions, diagnosis, views, waiting};
use crate::state::SandboxState;

/// Every name that [`run`] knows.
const NAMES: [&str; 28] = [
    "add_fault",
    "advance_clock",
    "change_switches",
    "clear_faults",
    "clock",
    "close_order",
    "deliver_again",
    "diagnosis",
    "env",
    "events",
    "exchange",
    "exchanges",
    "fail_payment",
    "faults",
    "identity",
    "order_link",
    "orders",
    "pay",
    "refund_in_console",
    "refunds",
    "release_deliveries",
    "request_wx_payment",
    "reset_switches",
    "settle_refund",
    "statistics",
    "successors",
    "switches",
    "wait_for_delivery",
];

/// Does what is asked by name, with arguments and result as JSON.
pub(crate) async fn call(state: &Arc<SandboxState>, name: &str, json: &str) -> Result<String, String> {
    let outcome = match Arguments::read(json.as_bytes()) {
        Ok(arguments) => run(state, name, arguments).await,
        Err(failure) => Err(failure),
    };
    outcome.map(|value| value.to_string()).map_err(|failure| failure.reason)
}

/// Does what is asked by name.
pub(super) async fn run(
    state: &Arc<SandboxState>,
    name: &str,
    arguments: Arguments,
) -> Result<Value, Failure> {
    match name {
        "add_fault" => actions::add_fault(state, arguments),
        "advance_clock" => actions::advance_clock(state, arguments),
        "change_switches" => actions::change_switches(state, arguments),
        "clear_faults" => Ok(actions::clear_faults(state)),
        "clock" => Ok(views::clock(state)),
        "close_order" => actions::close_order(state, &arguments),
        "deliver_again" => actions::deliver_again(state, arguments).await,
        "diagnosis" => diagnosis::diagnosis(state, arguments).await,
        "env" => Ok(views::env(state)),
        "events" => Ok(views::events(state)),
        "exchange" => views::exchange(state, arguments),
        "exchanges" => views::exchanges(state, arguments),
        "fail_payment" => actions::fail_payment(state, &arguments),
        "faults" => Ok(views::faults(state)),
        "identity" => Ok(views::identity(state)),
        "order_link" => actions::order_link(state, &arguments),
        "orders" => views::orders(state, arguments),
        "pay" => actions::pay(state, &arguments).await,
        "refund_in_console" => actions::refund_in_console(state, arguments),
        "refunds" => views::refunds(state, arguments),
        "release_deliveries" => Ok(actions::release_deliveries(state)),
        "request_wx_payment" => actions::request_wx_payment(state, arguments).await,
        "reset_switches" => Ok(actions::reset_switches(state)),
        "settle_refund" => actions::settle_refund(state, arguments),
        "statistics" => Ok(views::statistics(state)),
        "successors" => Ok(views::successors(state)),
        "switches" => Ok(views::switches(state)),
        "wait_for_delivery" => waiting::wait_for_delivery(state, arguments).await,
        _ => Err(Failure::not_found(format!("no action is called {name}; there are: {}", NAMES.join(", ")))),
    }
}
