//! The two kinds of rows.

use std::collections::BTreeMap;

use crate::model::bill_column::Column;
use crate::model::{
    FundFlowRow, FundFlowSummary, TradeBillRow, TradeBillSummary, bill_fund_flow, bill_trade,
};

/// A row of a bill: [`TradeBillRow`] or [`FundFlowRow`].
pub trait BillRow: Layout + Send + 'static {}

impl BillRow for TradeBillRow {}
impl BillRow for FundFlowRow {}

/// Where the columns of a bill belong; nobody else can implement it.
pub trait Layout: Default + std::fmt::Debug {
    /// The totals at the end of the bill.
    type Summary: Default + Clone + Send + std::fmt::Debug + 'static;

    #[doc(hidden)]
    fn columns() -> &'static [Column<Self>];
    #[doc(hidden)]
    fn summary_columns() -> &'static [Column<Self::Summary>];
    #[doc(hidden)]
    fn other(&mut self) -> &mut BTreeMap<String, String>;
    #[doc(hidden)]
    fn summary_other(summary: &mut Self::Summary) -> &mut BTreeMap<String, String>;
}

impl Layout for TradeBillRow {
    type Summary = TradeBillSummary;

    fn columns() -> &'static [Column<Self>] {
        bill_trade::ROW
    }

    fn summary_columns() -> &'static [Column<TradeBillSummary>] {
        bill_trade::SUMMARY
    }

    fn other(&mut self) -> &mut BTreeMap<String, String> {
        &mut self.other
    }

    fn summary_other(summary: &mut TradeBillSummary) -> &mut BTreeMap<String, String> {
        &mut summary.other
    }
}

impl Layout for FundFlowRow {
    type Summary = FundFlowSummary;

    fn columns() -> &'static [Column<Self>] {
        bill_fund_flow::ROW
    }

    fn summary_columns() -> &'static [Column<FundFlowSummary>] {
        bill_fund_flow::SUMMARY
    }

    fn other(&mut self) -> &mut BTreeMap<String, String> {
        &mut self.other
    }

    fn summary_other(summary: &mut FundFlowSummary) -> &mut BTreeMap<String, String> {
        &mut summary.other
    }
}

/// A row that nothing proves yet: the digest is known to be right only when the whole bill was read.
///
/// Until the end is reached without an error, use it only in ways that can be undone: in a transaction, in a table apart.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Unverified<R>(pub(super) R);

impl<R> Unverified<R> {
    /// The row, not proven yet.
    pub fn unproven(&self) -> &R {
        &self.0
    }

    /// The row, not proven yet.
    pub fn into_unproven(self) -> R {
        self.0
    }
}
