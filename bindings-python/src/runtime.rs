//! The tokio runtime of this process.

use std::mem;
use std::sync::Arc;
use std::time::Duration;

use arc_swap::ArcSwapOption;
use pyo3::exceptions::PyRuntimeError;
use pyo3::prelude::*;
use tokio::runtime::{Builder, Runtime};

/// How often a waiting call looks whether Ctrl-C was pressed.
const LOOK: Duration = Duration::from_millis(100);

/// The runtime and the process that made it: after a fork its threads are missing.
struct Own {
    process: u32,
    runtime: Runtime,
}

/// Without a lock: one that another thread holds at the moment of a fork would stay locked in the child for ever.
static CURRENT: ArcSwapOption<Own> = ArcSwapOption::const_empty();

/// A handle of the runtime of this process, which is made when it is needed first.
pub(crate) fn handle() -> PyResult<tokio::runtime::Handle> {
    let process = std::process::id();
    if let Some(own) = &*CURRENT.load()
        && own.process == process
    {
        return Ok(own.runtime.handle().clone());
    }
    let runtime = Builder::new_multi_thread().enable_all().thread_name("qq-wxpay").build();
    let runtime = runtime.map_err(|error| PyRuntimeError::new_err(format!("no threads: {error}")))?;
    let made = Arc::new(Own { process, runtime });
    let before = CURRENT.rcu(|current| match current {
        Some(own) if own.process == process => Arc::clone(own),
        _ => Arc::clone(&made),
    });
    if let Some(before) = before
        && before.process != process
    {
        // The parent's: ending it would wait for threads that do not exist here.
        mem::forget(before);
    }
    let current = CURRENT.load_full();
    Ok(current.unwrap_or(made).runtime.handle().clone())
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
