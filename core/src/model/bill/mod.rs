//! Bills: what is asked for, the link, the rows and their totals.

mod amount;
pub(crate) mod column;
pub(crate) mod fund_flow;
mod link;
mod request;
pub(crate) mod trade;

pub use fund_flow::{FundDirection, FundFlowRow, FundFlowSummary};
pub use link::{BillLink, FinishedBill};
pub use request::{FundAccount, FundFlowBillRequest, TradeBillRequest, TradeBillType, V2TradeBillRequest};
pub use trade::{TradeBillRow, TradeBillSummary};
