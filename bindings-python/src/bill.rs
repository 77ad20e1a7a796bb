//! A bill on its way.

use std::sync::Arc;

use pyo3::prelude::*;
use qq_wxpay::Result;
use qq_wxpay::bridge::BillRows;
use tokio::sync::Mutex;

use crate::failure::{Reply, reply};
use crate::runtime;

/// The rows of a bill, some at a time: one call for many rows.
#[pyclass(frozen, module = "qq_wxpay._native")]
pub(crate) struct NativeBill {
    /// `None` when the reader has left.
    rows: Arc<Mutex<Option<BillRows>>>,
}

/// Rows as a JSON list, and the end as JSON once there are no more.
type Portion = (Option<String>, Option<String>); // what one call gives; the facade takes it apart at once

impl NativeBill {
    pub(crate) fn new(rows: BillRows) -> Self {
        Self { rows: Arc::new(Mutex::new(Some(rows))) }
    }
}

#[pymethods]
impl NativeBill {
    /// At most so many rows.
    fn next_rows(&self, py: Python<'_>, maximum: usize) -> PyResult<Reply<Portion>> {
        runtime::wait(py, portion(Arc::clone(&self.rows), maximum)).map(reply)
    }

    /// The same for an event loop: `done` gets the reply, on another thread. A portion that nobody waits for is not lost.
    fn begin_rows(&self, maximum: usize, done: Py<PyAny>) -> PyResult<()> {
        let rows = Arc::clone(&self.rows);
        runtime::handle()?.spawn(async move {
            let result = reply(portion(rows, maximum).await);
            Python::try_attach(|py| {
                let _ = done.call1(py, (result,));
            });
        });
        Ok(())
    }

    /// Ends the download.
    fn close(&self) {
        if let Ok(mut rows) = self.rows.try_lock() {
            drop(rows.take());
        }
    }
}

async fn portion(rows: Arc<Mutex<Option<BillRows>>>, maximum: usize) -> Result<Portion> {
    let mut rows = rows.lock().await;
    let Some(bill) = rows.as_mut() else { return Ok((None, None)) };
    let portion = bill.next_rows(maximum).await?;
    let end = if portion.is_none() { bill.finished() } else { None };
    Ok((portion, end))
}
