//! Bills: asking for them, and reading them row by row without ever holding the file.
//!
//! V3 takes two steps: a signed reply names a link and a digest ([`LinkTradeBill`](super::LinkTradeBill), [`LinkFundFlowBill`](super::LinkFundFlowBill)), then
//! the file is downloaded ([`prepare_bill_file`]). V2 takes one ([`prepare_v2_bill`]) and has no digest.
//!
//! Give the reply of a [`PreparedBillFile`] to its [`BillReader`] as it arrives. Only [`BillReader::finish`] proves the rows:
//! until then they are [`Unverified`], so write them where they can be taken back.
//!
//! ```
//! # fn example(config: &qq_wxpay::Config, link: &qq_wxpay::model::BillLink) -> qq_wxpay::Result<()> {
//! use qq_wxpay::{CallContext, bill, environment::RequestStamp, http::Headers, model::TradeBillRow};
//! let file = bill::prepare_bill_file(link, &CallContext::new(config, &RequestStamp::system()))?;
//! # let (status, headers, chunks) = (200, Headers::default(), [b"".as_slice()]);
//! // … send file.request() …
//! let mut reader = file.reader::<TradeBillRow>(status, headers);
//! for chunk in chunks {
//!     reader.feed(chunk);
//!     while let Some(row) = reader.next_row()? {
//!         println!("{:?}", row.unproven().out_trade_no); // keep it apart until the end
//!     }
//! }
//! let bill = reader.finish()?; // now the rows are proven
//! assert!(bill.verified);
//! # Ok(())
//! # }
//! ```

mod download;
mod file;
mod lines;
mod link;
mod reader;
mod refusal;
mod row;
mod table;
mod unpack;
mod v2;

#[cfg(test)]
mod reader_tests;
#[cfg(test)]
mod table_tests;

pub use download::MAXIMUM_BILL_BYTES;
pub use file::PreparedBillFile;
pub use link::prepare_bill_file;
pub use reader::BillReader;
pub use row::{BillRow, Unverified};
pub use v2::prepare_v2_bill;
