//! The sandbox judged from outside, by a client with its own signing.

#![allow(clippy::unwrap_used, reason = "in tests a panic is the report")]

mod as_found;
mod bills;
mod cashier;
mod certificates;
mod client;
mod closing;
mod control;
mod control_door;
mod cuts;
mod echo;
mod faults;
mod live_guard;
mod live_stream;
mod live_texts;
mod notifications;
mod orders_direct;
mod orders_others;
mod orders_v2;
mod profit_sharing;
mod queries;
mod receiver;
mod refunds;
mod refunds_v2;
mod refusals_proxy;
mod refusals_v3;
mod tokens;
