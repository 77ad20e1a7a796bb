//! A bill on its way.

use std::sync::Arc;

use qq_wxpay::bridge::{BillRows, Names};
use tokio::sync::Mutex;

use crate::failure::NativeFailure;
use crate::runtime::run;

/// The rows of a bill, some at a time: one call for many rows.
#[derive(uniffi::Object)]
pub struct NativeBill {
    /// `None` when the reader has left.
    rows: Arc<Mutex<Option<BillRows>>>,
    names: Names,
}

impl NativeBill {
    pub(crate) fn new(rows: BillRows, names: Names) -> Self {
        Self { rows: Arc::new(Mutex::new(Some(rows))), names }
    }
}

#[uniffi::export]
impl NativeBill {
    /// A JSON list of at most so many rows; nothing at the end.
    pub async fn next_rows(&self, maximum: u32) -> Result<Option<String>, NativeFailure> {
        let rows = Arc::clone(&self.rows);
        let portion = run(async move {
            match rows.lock().await.as_mut() {
                Some(bill) => bill.next_rows(usize::try_from(maximum).unwrap_or(usize::MAX)).await,
                None => Ok(None),
            }
        });
        portion.await.map_err(|error| NativeFailure::new(&error, self.names))
    }

    /// The totals and the proof, as JSON; nothing before the end.
    pub async fn finished(&self) -> Option<String> {
        self.rows.lock().await.as_ref().and_then(BillRows::finished)
    }

    /// Ends the download.
    pub async fn leave(&self) {
        drop(self.rows.lock().await.take());
    }
}
