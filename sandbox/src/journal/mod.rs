//! What arrived, what was sent and what changed, in the order in which it happened: bounded, and read by many without a queue for each.

mod about;
mod event;
mod exchange;
mod hidden;
mod ring;
mod view;

pub use event::Event;
pub(crate) use exchange::{Captured, Exchange, Outcome, Role, head};
pub(crate) use hidden::address as hide_query;
pub(crate) use ring::{Entry, Journal};
pub(crate) use view::{details, summary};
