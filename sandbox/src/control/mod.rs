//! The control interface: actions by name, JSON in and out, over HTTP under `/sandbox/` and from the languages.

mod actions;
mod arguments;
mod diagnosis;
mod door;
mod failure;
mod http;
mod resending;
mod views;
mod waiting;

pub(crate) use door::call;
pub(crate) use http::paths;
pub(crate) use resending::resend;
pub(crate) use views::{clock, faults, order, refund, switches};
