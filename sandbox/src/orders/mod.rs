//! The order table: orders, their payment links, what a payment makes of them, and their refunds.

mod book;
mod change;
mod order;
mod part;
mod refund;
mod refunding;
mod unfreeze;
mod unfreezing;

pub(crate) use book::{ClosingProblem, LinkProblem, OrderBook, PlacingProblem, pay};
pub(crate) use change::{Change, Key as OrderKey};
pub(crate) use order::{
    Combine, Content, Destination, Draft, Family, Order, Payment, Single, State, Style, SubOrder, SubPayment,
    state_description,
};
pub(crate) use part::Part;
pub use refund::RefundStatus;
pub(crate) use refund::{OrderName, Refund, RefundDraft, RefundForm, RefundSource, RefundTerms};
pub(crate) use refunding::RefundProblem;
pub(crate) use unfreezing::Unfreezing;
