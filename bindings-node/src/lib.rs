//! The Node addon: it converts, calls the core, and hands the result back as JSON text.
//!
//! Nothing here is for users: `lib/` is the facade, with classes, checks and errors. A call that fails does not throw here; it
//! gives a [`Failure`], of which the facade makes the error, so that its stack names the caller.

#![allow(clippy::type_complexity)] // the macros of napi need the whole type of a function in place: they do not see through an alias
#![cfg_attr(test, allow(dead_code))] // in a test build the macros of napi register nothing, so nothing is called

mod bill;
mod client;
mod failure;
mod host;
mod joining;
mod merchants;
mod notification;
mod observer;
mod prepared;
mod reports;

pub use failure::Failure;
