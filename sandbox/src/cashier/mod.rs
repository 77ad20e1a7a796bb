//! The payment page of WeChat Pay, as a payer meets it.

mod link;
mod page;
mod pay;

pub(crate) use link::{address, issue_link};
pub(crate) use page::open;
pub(crate) use pay::{cancel, pay};
