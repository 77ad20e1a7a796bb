//! A bill on its way.

use pyo3::prelude::*;
use qq_wxpay::Result;
use qq_wxpay::bridge::BillRows;

use crate::failure::{Reply, reply};
use crate::{interpreter, runtime};

/// The rows of a bill, some at a time: one call for many rows.
#[pyclass(frozen, module = "qq_wxpay._native")]
pub(crate) struct NativeBill(BillRows);

/// Rows as a JSON list, and the end as JSON once there are no more.
type Portion = (Option<String>, Option<String>); // what one call gives; the facade takes it apart at once

impl NativeBill {
    pub(crate) fn new(rows: BillRows) -> Self {
        Self(rows)
    }
}

#[pymethods]
impl NativeBill {
    /// At most so many rows.
    fn next_rows(&self, py: Python<'_>, maximum: usize) -> PyResult<Reply<Portion>> {
        runtime::wait(py, portion(self.0.clone(), maximum)).map(reply)
    }

    /// The same for an event loop: `done` gets the reply, on another thread. A portion that nobody waits for is not lost.
    fn begin_rows(&self, py: Python<'_>, maximum: usize, done: Py<PyAny>) -> PyResult<()> {
        interpreter::begin(py, portion(self.0.clone(), maximum), done)
    }

    /// Ends the download.
    fn close(&self) {
        self.0.leave_if_idle();
    }
}

async fn portion(rows: BillRows, maximum: usize) -> Result<Portion> {
    let portion = rows.next_rows(maximum).await?;
    let end = if portion.is_none() { rows.finished().await } else { None };
    Ok((portion, end))
}
