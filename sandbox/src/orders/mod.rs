//! The order table: orders, their payment links, what a payment makes of them, and their refunds.

mod book;
mod order;
mod part;
mod refund;
mod refunding;
mod unfreeze;
mod unfreezing;

pub(crate) use book::{Change, ClosingProblem, Key as OrderKey, LinkProblem, OrderBook, PlacingProblem, pay};
pub(crate) use order::{
    Combine, Content, Destination, Draft, Family, Order, Payment, Single, State, Style, SubOrder, SubPayment,
    state_description,
};
pub(crate) use part::Part;
pub use refund::RefundStatus;
pub(crate) use refund::{OrderName, Refund, RefundDraft, RefundForm, RefundSource, RefundTerms};
pub(crate) use refunding::RefundProblem;
pub(crate) use unfreezing::Unfreezing;
