//! The operations, one file or folder per family: what is sent, and what the reply is taken for.
//!
//! Each is a type without content that implements [`Operation`](crate::Operation): for those who bring their own HTTP client.

pub mod bill;
pub mod certificates;
mod close;
pub(crate) mod order;
mod profit_sharing;
mod query;
mod raw_request;
mod refund;
pub mod self_test;
pub mod token;

pub use crate::operation::markers::*;
