//! The commands, in this process through `run` and as the program.

#![cfg(unix)]
#![allow(clippy::unwrap_used, reason = "in tests a panic is the report")]

mod bill;
mod check;
mod check_notify;
mod decode_error;
mod document;
mod language;
mod listen;
mod proxy;
mod sandbox;
mod shop;
mod told;
mod trigger;
mod world;
