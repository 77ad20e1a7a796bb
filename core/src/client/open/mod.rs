//! Open orders and refunds, asked for one after the other: what became of each is reported once.

mod order;
mod plan;
mod refund;
mod run;

use std::fmt;

use super::QqWxPay;
use crate::error::Result;
use crate::model::{OpenOrders, OpenRefunds};
use crate::notify::{OpenOrderReport, OpenRefundReport};
use order::OrderRow;
use refund::RefundRow;
use run::Run;

/// What became of open orders, one report for each row of the list, as it comes. Dropping it ends the run.
///
/// [`QqWxPay::confirm_open_orders`] makes it.
pub struct OpenOrderReports(Run<OrderRow>);

/// What became of open refunds, one report for each row of the list, as it comes. Dropping it ends the run.
///
/// [`QqWxPay::confirm_open_refunds`] makes it.
pub struct OpenRefundReports(Run<RefundRow>);

impl QqWxPay {
    /// Asks what became of open orders, and closes those that are older than you say: for those whose notification was lost. Run it each
    /// minute with all orders that are open in your database.
    ///
    /// Which rows are due is decided by their age: 30 s after ordering, then after 1, 2, 3, 5, 10, 15, 20, 30, 45 minutes, 1, 1.5, 2, 3, 4, 6, 8,
    /// 12, 18 hours, then daily. No process remembers anything. Each row has one report, in no order; of two rows with one number the
    /// second is refused. A row that fails stops no other.
    ///
    /// ```no_run
    /// # async fn example(pay: qq_wxpay::QqWxPay, open: Vec<qq_wxpay::model::OpenOrder>) -> qq_wxpay::Result<()> {
    /// use qq_wxpay::model::OpenOrders;
    /// use qq_wxpay::notify::OpenOrderReport;
    ///
    /// let mut reports = pay.confirm_open_orders(&OpenOrders::new(open).close_after(2 * 3600))?;
    /// while let Some(report) = reports.next().await {
    ///     match report {
    ///         OpenOrderReport::Paid { paid, .. } => println!("deliver {}", paid.out_trade_no), // as after a notification
    ///         OpenOrderReport::Closed { order, .. } => println!("its goods are free: {}", order.out_trade_no),
    ///         OpenOrderReport::Refused { error, .. } => eprintln!("{error}"),
    ///         _ => {} // a later run
    ///     }
    /// }
    /// # Ok(())
    /// # }
    /// ```
    ///
    /// # Errors
    /// `CLOSE_TOO_EARLY`, `VALUE_NOT_ALLOWED`: what is wrong with the limits of the run. What is wrong with a row is its report.
    pub fn confirm_open_orders(&self, open: &OpenOrders) -> Result<OpenOrderReports> {
        let limits = open.limits()?;
        let rows = order::plan(open, limits, self.0.context.now());
        Ok(OpenOrderReports(Run::begin(self, rows, limits)))
    }

    /// Asks what became of open refunds, V2's too: one that ended abnormally and whose notification was lost is money that nobody has.
    ///
    /// Else as [`QqWxPay::confirm_open_orders`].
    ///
    /// # Errors
    /// `VALUE_NOT_ALLOWED`: what is wrong with the limits of the run. What is wrong with a row is its report.
    pub fn confirm_open_refunds(&self, open: &OpenRefunds) -> Result<OpenRefundReports> {
        let limits = open.limits()?;
        let rows = refund::plan(open, limits, self.0.context.now());
        Ok(OpenRefundReports(Run::begin(self, rows, limits)))
    }
}

impl OpenOrderReports {
    /// The next report, as soon as there is one; `None` after the last. Abandoning the call loses none.
    pub async fn next(&mut self) -> Option<OpenOrderReport> {
        self.0.next().await
    }
}

impl OpenRefundReports {
    /// The next report, as soon as there is one; `None` after the last. Abandoning the call loses none.
    pub async fn next(&mut self) -> Option<OpenRefundReport> {
        self.0.next().await
    }
}

impl fmt::Debug for OpenOrderReports {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.debug_struct("OpenOrderReports").finish_non_exhaustive()
    }
}

impl fmt::Debug for OpenRefundReports {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.debug_struct("OpenRefundReports").finish_non_exhaustive()
    }
}
