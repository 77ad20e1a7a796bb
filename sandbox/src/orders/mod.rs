//! The order table: orders, their payment links, and what a payment makes of them.

mod book;
mod order;

pub(crate) use book::{ClosingProblem, LinkProblem, OrderBook, PlacingProblem, pay};
pub(crate) use order::{
    Combine, Content, Destination, Draft, Family, Order, Payment, Single, State, Style, SubOrder, SubPayment,
    state_description,
};
