//! The tokio runtime of this process.

use std::time::Duration;

use pyo3::exceptions::PyRuntimeError;
use pyo3::prelude::*;
use qq_wxpay::bridge;
use tokio::runtime::Handle;

/// How often a waiting call looks whether Ctrl-C was pressed.
const LOOK: Duration = Duration::from_millis(100);

/// A handle of the runtime of this process.
pub(crate) fn handle() -> PyResult<Handle> {
    bridge::runtime().map_err(|error| PyRuntimeError::new_err(format!("no threads: {error}")))
}

/// Waits for the work without holding the interpreter. Ctrl-C and other signals of Python end the wait, and the work.
pub(crate) fn wait<T: Send>(py: Python<'_>, work: impl Future<Output = T> + Send) -> PyResult<T> {
    let handle = handle()?;
    let mut work = Box::pin(work);
    loop {
        let done = py.detach(|| handle.block_on(async { tokio::time::timeout(LOOK, &mut work).await }));
        match done {
            Ok(done) => return Ok(done),
            Err(_) => py.check_signals()?,
        }
    }
}
