//! The two kinds of rows.

use std::collections::BTreeMap;

use crate::model::bill::column::Column;
use crate::model::bill::{fund_flow, trade};
use crate::model::{FundFlowRow, FundFlowSummary, TradeBillRow, TradeBillSummary};

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
    /// Takes this row into totals of its own, to hold the bill's against.
    #[doc(hidden)]
    fn count_into(&self, own: &mut Self::Summary);
    /// Whether the bill's totals count the rows that `own` counted.
    #[doc(hidden)]
    fn counts_as(summary: &Self::Summary, own: &Self::Summary) -> bool;
    /// How many rows the totals count.
    #[doc(hidden)]
    fn count(summary: &Self::Summary) -> Option<i64>;
}

impl Layout for TradeBillRow {
    type Summary = TradeBillSummary;

    fn columns() -> &'static [Column<Self>] {
        trade::ROW
    }

    fn summary_columns() -> &'static [Column<TradeBillSummary>] {
        trade::SUMMARY
    }

    fn other(&mut self) -> &mut BTreeMap<String, String> {
        &mut self.other
    }

    fn summary_other(summary: &mut TradeBillSummary) -> &mut BTreeMap<String, String> {
        &mut summary.other
    }

    fn count_into(&self, own: &mut TradeBillSummary) {
        own.take(self);
    }

    fn counts_as(summary: &TradeBillSummary, own: &TradeBillSummary) -> bool {
        summary.counts_as(own)
    }

    fn count(summary: &TradeBillSummary) -> Option<i64> {
        summary.count
    }
}

impl Layout for FundFlowRow {
    type Summary = FundFlowSummary;

    fn columns() -> &'static [Column<Self>] {
        fund_flow::ROW
    }

    fn summary_columns() -> &'static [Column<FundFlowSummary>] {
        fund_flow::SUMMARY
    }

    fn other(&mut self) -> &mut BTreeMap<String, String> {
        &mut self.other
    }

    fn summary_other(summary: &mut FundFlowSummary) -> &mut BTreeMap<String, String> {
        &mut summary.other
    }

    fn count_into(&self, own: &mut FundFlowSummary) {
        own.take(self);
    }

    fn counts_as(summary: &FundFlowSummary, own: &FundFlowSummary) -> bool {
        summary.counts_as(own)
    }

    fn count(summary: &FundFlowSummary) -> Option<i64> {
        summary.count
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
