//! A bill on its way: rows one after the other, proof at the end.

use std::fmt;
use std::time::{Duration, Instant};

use crate::client::engine::transport::ReplyBody;
use crate::error::{Error, Result, sdk_codes};
use crate::model::FinishedBill;
use crate::operations::bill::{BillReader, BillRow, MAXIMUM_BILL_BYTES, Unverified};
use crate::retry::Idempotency;
use crate::retry::advice::{Stage, advised};

/// Limits of a bill download.
///
/// ```
/// use std::time::Duration;
///
/// use qq_wxpay::client::BillLimits;
///
/// let mut limits = BillLimits::default();
/// limits.total = Duration::from_secs(600);
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct BillLimits {
    /// The largest file, in bytes, packed and unpacked.
    pub maximum_bytes: u64,
    /// How long the next piece of the file may take.
    pub between_chunks: Duration,
    /// How long all pieces together may take. The time that you need for the rows does not count.
    pub total: Duration,
}

impl Default for BillLimits {
    fn default() -> Self {
        Self {
            maximum_bytes: MAXIMUM_BILL_BYTES,
            between_chunks: Duration::from_secs(30),
            total: Duration::from_secs(30 * 60),
        }
    }
}

/// The rows of a bill as they arrive. Memory does not grow with the bill.
///
/// The rows are [`Unverified`] until [`BillStream::next_row`] has given `None`, which it gives only when the digest is right: write
/// them where they can be taken back, and take them back on every error. Dropping the stream ends the download.
///
/// ```no_run
/// # async fn example(pay: qq_wxpay::QqWxPay) -> qq_wxpay::Result<()> {
/// use qq_wxpay::model::FundFlowBillRequest;
///
/// let mut kept = Vec::new(); // or a table of its own, until the bill is proven
/// let bill = pay.fund_flow_bill(&FundFlowBillRequest::new("2026-06-08")).await?;
/// let finished = bill.for_each(|row| Ok(kept.push(row.unproven().clone()))).await?; // on an error: throw `kept` away
/// println!("{} rows, {:?}", finished.rows, finished.summary.count);
/// # Ok(())
/// # }
/// ```
pub struct BillStream<R: BillRow> {
    body: Box<dyn ReplyBody>,
    reader: Option<BillReader<R>>,
    limits: BillLimits,
    waited: Duration,
    end: Option<Result<FinishedBill<R::Summary>>>,
}

impl<R: BillRow> BillStream<R> {
    pub(in crate::client) fn new(
        body: Box<dyn ReplyBody>,
        reader: BillReader<R>,
        limits: BillLimits,
    ) -> Self {
        let reader = Some(reader.with_maximum_bytes(limits.maximum_bytes));
        Self { body, reader, limits, waited: Duration::ZERO, end: None }
    }

    /// The next row; `None` when the bill is complete and, in V3, its digest right.
    ///
    /// Abandoning the call loses nothing.
    ///
    /// # Errors
    /// `Signature` with `BILL_DIGEST_WRONG`, `Malformed` or `Transport`: throw away every row of this bill and download it
    /// again. Every further call gives the same error.
    pub async fn next_row(&mut self) -> Result<Option<Unverified<R>>> {
        loop {
            let Some(reader) = &mut self.reader else {
                return match &self.end {
                    Some(Err(error)) => Err(error.clone()),
                    _ => Ok(None),
                };
            };
            match reader.next_row() {
                Ok(Some(row)) => return Ok(Some(row)),
                Ok(None) => self.receive().await,
                Err(error) => self.close(Err(error)),
            }
        }
    }

    /// The totals and what proves the bill; `None` before [`BillStream::next_row`] has given `None`.
    #[must_use]
    pub fn finished(&self) -> Option<&FinishedBill<R::Summary>> {
        self.end.as_ref()?.as_ref().ok()
    }

    /// Hands every row to `take`, then gives the totals and what proves the bill.
    ///
    /// # Errors
    /// As [`BillStream::next_row`]; and the first error of `take`, which ends the download.
    pub async fn for_each(
        mut self,
        mut take: impl FnMut(Unverified<R>) -> Result<()>,
    ) -> Result<FinishedBill<R::Summary>> {
        while let Some(row) = self.next_row().await? {
            take(row)?;
        }
        Ok(self.finished().cloned().expect("the rows ended without an error"))
    }

    /// Reads on until it is clear whether this is a bill at all.
    ///
    /// # Errors
    /// The error that came in place of a bill.
    pub(in crate::client) async fn begin(&mut self) -> Result<()> {
        while self.reader.as_ref().is_some_and(|reader| !reader.has_begun()) {
            self.receive().await;
        }
        match &self.end {
            Some(Err(error)) => Err(error.clone()),
            _ => Ok(()),
        }
    }

    /// Waits for the next piece, or for the end.
    async fn receive(&mut self) {
        let left = self.limits.total.saturating_sub(self.waited).min(self.limits.between_chunks);
        let begin = Instant::now();
        let received = tokio::time::timeout(left, self.body.next_chunk()).await;
        self.waited += begin.elapsed();
        match received {
            Ok(Ok(Some(chunk))) => {
                if let Some(reader) = &mut self.reader {
                    reader.feed(&chunk);
                }
            }
            Ok(Ok(None)) => {
                let end = self.reader.take().map(BillReader::finish);
                self.end = self.end.take().or(end);
            }
            Ok(Err(error)) => self.close(Err(advised(error.into(), Stage::NoReply, Idempotency::Safe))),
            Err(_) => {
                let late = Error::sdk(&sdk_codes::TIMED_OUT);
                self.close(Err(advised(late, Stage::NoReply, Idempotency::Safe)));
            }
        }
    }

    fn close(&mut self, end: Result<FinishedBill<R::Summary>>) {
        self.reader = None;
        self.end = Some(end);
    }
}

impl<R: BillRow> fmt::Debug for BillStream<R> {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.debug_struct("BillStream")
            .field("limits", &self.limits)
            .field("end", &self.end)
            .finish_non_exhaustive()
    }
}
