//! The border to C, and by it to Go, PHP, C# and whatever else calls C: it converts, calls the core, and hands the result back as JSON
//! text. `include/qq_wxpay.h` is written from this crate.
//!
//! Nothing unwinds over the border, no object is reached by an address (a handle is a place in a table, and a number of who has it), and
//! `out` always says how it went.

mod abi;
mod call;
mod client;
mod event;
mod exports;
mod fork;
mod guard;
mod handles;
mod keeping;
mod library;
mod memory;
mod merchants;
mod objects;
mod outcome;
mod queue;
mod schema_hash;

pub use abi::*;
pub use exports::*;
