//! Bills: rows over the border in portions, never one by one and never all at once.

use std::fmt;
use std::sync::Arc;

use serde::Serialize;
use tokio::sync::Mutex;

use super::FieldCase;
use super::operations::unknown_operation;
use super::prepared::RequestRecord;
use crate::client::{BillStream, QqWxPay};
use crate::error::{Error, Result, sdk_codes};
use crate::fork_gate::in_sections;
use crate::http::{Headers, HttpRequest};
use crate::model::{
    BillLink, FundFlowBillRequest, FundFlowRow, RequestFromJson, TradeBillRequest, TradeBillRow,
    V2TradeBillRequest,
};
use crate::operation::CallContext;
use crate::operations::bill::{BillReader, BillRow, PreparedBillFile, prepare_bill_file, prepare_v2_bill};

/// A bill that is being read: its rows some at a time, once, by one reader. Clones are the same bill.
#[derive(Clone)]
pub struct BillRows {
    /// `None` when the reader has left.
    open: Arc<Mutex<Option<OpenBill>>>,
    names: FieldCase,
}

struct OpenBill {
    rows: Rows<BillStream<TradeBillRow>, BillStream<FundFlowRow>>,
    /// Rows of a portion that is not complete yet: abandoning a call loses none.
    waiting: Vec<String>,
    has_ended: bool,
}

enum Rows<T, F> {
    Trade(T),
    FundFlow(F),
}

/// Opens a bill.
///
/// # Errors
/// As the operation of [`QqWxPay`] with this name, fields named as in the language; `UNKNOWN_OPERATION`.
pub async fn bill(pay: &QqWxPay, operation: &str, arguments: &str, names: FieldCase) -> Result<BillRows> {
    let opened = open(pay, operation, &names.read(arguments)).await;
    let open = |rows| Arc::new(Mutex::new(Some(OpenBill { rows, waiting: Vec::new(), has_ended: false })));
    opened.map(|rows| BillRows { open: open(rows), names }).map_err(|error| names.error(&error))
}

async fn open(
    pay: &QqWxPay,
    operation: &str,
    arguments: &str,
) -> Result<Rows<BillStream<TradeBillRow>, BillStream<FundFlowRow>>> {
    Ok(match operation {
        "trade_bill" => Rows::Trade(pay.trade_bill(&TradeBillRequest::from_json(arguments)?).await?),
        "fund_flow_bill" => {
            Rows::FundFlow(pay.fund_flow_bill(&FundFlowBillRequest::from_json(arguments)?).await?)
        }
        "v2_trade_bill" => Rows::Trade(pay.v2_trade_bill(&V2TradeBillRequest::from_json(arguments)?).await?),
        _ => return Err(unknown_operation(operation)),
    })
}

impl BillRows {
    /// The next rows, `maximum` at the most, as a JSON array; `None` when the bill is complete and its digest right.
    ///
    /// # Errors
    /// As [`BillStream::next_row`]: throw away every row of this bill. `BILL_READ_BEFORE` after the end, and after [`Self::leave`].
    pub async fn next_rows(&self, maximum: usize) -> Result<Option<String>> {
        in_sections(self.collected(maximum)).await
    }

    async fn collected(&self, maximum: usize) -> Result<Option<String>> {
        let mut open = self.open.lock().await;
        let read_before = || self.names.error(&Error::sdk(&sdk_codes::BILL_READ_BEFORE));
        let bill = open.as_mut().filter(|bill| !bill.has_ended).ok_or_else(read_before)?;
        let collected = match &mut bill.rows {
            Rows::Trade(stream) => collect(stream, &mut bill.waiting, maximum, self.names).await,
            Rows::FundFlow(stream) => collect(stream, &mut bill.waiting, maximum, self.names).await,
        };
        let portion = written(collected.map(|()| std::mem::take(&mut bill.waiting)), self.names)?;
        bill.has_ended = portion.is_none();
        Ok(portion)
    }

    /// The totals and what proves the bill, as JSON; `None` before the end, and after [`Self::leave`].
    pub async fn finished(&self) -> Option<String> {
        let open = self.open.lock().await;
        match &open.as_ref()?.rows {
            Rows::Trade(stream) => stream.finished().map(|end| self.names.json(end)),
            Rows::FundFlow(stream) => stream.finished().map(|end| self.names.json(end)),
        }
    }

    /// Ends the download.
    pub async fn leave(&self) {
        drop(self.open.lock().await.take());
    }

    /// Ends the download unless somebody is reading just now.
    pub fn leave_if_idle(&self) {
        if let Ok(mut open) = self.open.try_lock() {
            drop(open.take());
        }
    }
}

impl fmt::Debug for BillRows {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.debug_struct("BillRows").finish_non_exhaustive()
    }
}

async fn collect<R: BillRow + Serialize>(
    stream: &mut BillStream<R>,
    rows: &mut Vec<String>,
    maximum: usize,
    names: FieldCase,
) -> Result<()> {
    while rows.len() < maximum {
        match stream.next_row().await? {
            Some(row) => rows.push(names.json(&row.into_unproven())),
            None => break,
        }
    }
    Ok(())
}

fn written(portion: Result<Vec<String>>, names: FieldCase) -> Result<Option<String>> {
    let rows = portion.map_err(|error| names.error(&error))?;
    Ok((!rows.is_empty()).then(|| format!("[{}]", rows.join(","))))
}

/// A signed request for a bill, and the reader of its file.
pub struct PreparedBill {
    file: PreparedBillFile,
    reader: Option<Rows<BillReader<TradeBillRow>, BillReader<FundFlowRow>>>,
    is_trade: bool,
    names: FieldCase,
}

/// Prepares the download of a bill; `arguments` is the link, in V2 what bill it is.
///
/// # Errors
/// `InvalidInput` or `Config`, fields named as in the language; `UNKNOWN_OPERATION`.
pub fn prepare_bill(
    pay: &QqWxPay,
    operation: &str,
    arguments: &str,
    names: FieldCase,
) -> Result<PreparedBill> {
    let prepared = || {
        let arguments = names.read(arguments);
        let stamp = pay.stamp_of_now();
        let call = CallContext::new(pay.config(), &stamp);
        let link = || prepare_bill_file(&BillLink::from_json(&arguments)?, &call);
        Ok(match operation {
            "trade_bill_file" => (link()?, true),
            "fund_flow_bill_file" => (link()?, false),
            "v2_trade_bill" => {
                let request = V2TradeBillRequest::from_json(&arguments)?;
                (prepare_v2_bill(&request, &call)?, true)
            }
            _ => return Err(unknown_operation(operation)),
        })
    };
    let (file, is_trade) = prepared().map_err(|error: Error| names.error(&error))?;
    Ok(PreparedBill { file, reader: None, is_trade, names })
}

impl PreparedBill {
    /// The request to send.
    #[must_use]
    pub fn http_request(&self) -> &HttpRequest {
        self.file.request()
    }

    /// The request to send, as JSON of a [`super::RequestRecord`].
    #[must_use]
    pub fn request(&self) -> String {
        self.names.json(&RequestRecord::of(self.file.request()))
    }

    /// Begins to read the reply that has this status and these headers; what was read before is forgotten.
    pub fn begin(&mut self, status: u16, headers: Headers) {
        self.reader = Some(match self.is_trade {
            true => Rows::Trade(self.file.reader(status, headers)),
            false => Rows::FundFlow(self.file.reader(status, headers)),
        });
    }

    /// Takes the next piece of the body; then take its rows, before the next piece.
    pub fn feed(&mut self, bytes: &[u8]) {
        match &mut self.reader {
            Some(Rows::Trade(reader)) => reader.feed(bytes),
            Some(Rows::FundFlow(reader)) => reader.feed(bytes),
            None => {}
        }
    }

    /// The next rows, `maximum` at the most, as a JSON array; `None` when more bytes are needed.
    ///
    /// # Errors
    /// As [`BillReader::next_row`]: throw away every row of this bill.
    pub fn next_rows(&mut self, maximum: usize) -> Result<Option<String>> {
        let portion = match &mut self.reader {
            Some(Rows::Trade(reader)) => portion_of(reader, maximum, self.names),
            Some(Rows::FundFlow(reader)) => portion_of(reader, maximum, self.names),
            None => Ok(Vec::new()),
        };
        written(portion, self.names)
    }

    /// Ends the reading: the totals and what proves the bill, as JSON; `None` when nothing was begun. Rows that were not taken
    /// are counted, but lost.
    ///
    /// # Errors
    /// As [`BillReader::finish`]: throw away every row of this bill.
    pub fn finish(&mut self) -> Result<Option<String>> {
        let finished = match self.reader.take() {
            Some(Rows::Trade(reader)) => reader.finish().map(|end| Some(self.names.json(&end))),
            Some(Rows::FundFlow(reader)) => reader.finish().map(|end| Some(self.names.json(&end))),
            None => Ok(None),
        };
        finished.map_err(|error| self.names.error(&error))
    }
}

impl fmt::Debug for PreparedBill {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.debug_struct("PreparedBill").field("file", &self.file).finish_non_exhaustive()
    }
}

fn portion_of<R: BillRow + Serialize>(
    reader: &mut BillReader<R>,
    maximum: usize,
    names: FieldCase,
) -> Result<Vec<String>> {
    let mut rows = Vec::new();
    while rows.len() < maximum
        && let Some(row) = reader.next_row()?
    {
        rows.push(names.json(&row.into_unproven()));
    }
    Ok(rows)
}
