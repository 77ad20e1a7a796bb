//! A run over open orders or refunds.

use pyo3::prelude::*;
use qq_wxpay::Result;
use qq_wxpay::bridge::Reports;

use crate::failure::{Reply, reply};
use crate::{interpreter, runtime};

/// The reports of a run: those that are there at once in one call.
#[pyclass(frozen, module = "qq_wxpay._native")]
pub(crate) struct NativeReports(Reports);

impl NativeReports {
    pub(crate) fn new(reports: Reports) -> Self {
        Self(reports)
    }
}

#[pymethods]
impl NativeReports {
    /// The next reports as a JSON list, at most so many; nothing at the end.
    fn next_reports(&self, py: Python<'_>, maximum: usize) -> PyResult<Reply<Option<String>>> {
        runtime::wait(py, portion(self.0.clone(), maximum)).map(reply)
    }

    /// The same for an event loop: `done` gets the reply, on another thread.
    fn begin_reports(&self, py: Python<'_>, maximum: usize, done: Py<PyAny>) -> PyResult<()> {
        interpreter::begin(py, portion(self.0.clone(), maximum), done)
    }

    /// Ends the run.
    fn close(&self) {
        self.0.leave();
    }
}

async fn portion(reports: Reports, maximum: usize) -> Result<Option<String>> {
    Ok(reports.next_reports(maximum).await)
}
