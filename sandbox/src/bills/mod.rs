//! Bills: files made of the table of orders and refunds, and the links that lead to them.

mod bill;
mod day;
mod files;
mod flow;
mod sheet;
mod trade;

pub(crate) use bill::{fund_flow, packed, sha1, trade};
pub(crate) use day::{BillProblem, Day};
pub(crate) use files::BillFiles;
pub(crate) use trade::TradeKind;
