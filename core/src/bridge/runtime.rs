//! The tokio runtime of a process, for hosts that have none.

use std::io;
use std::mem;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use arc_swap::ArcSwapOption;
use tokio::runtime::{Builder, Handle, Runtime};

/// The runtime and the process that made it: after a fork its threads are missing.
struct Own {
    process: u32,
    handle: Handle,
    /// Taken by whoever ends it.
    threads: Mutex<Option<Runtime>>,
}

/// Without a lock: one that another thread holds at the moment of a fork would stay locked in the child for ever.
static CURRENT: ArcSwapOption<Own> = ArcSwapOption::const_empty();

/// A handle of the runtime of this process, which is made when it is needed first; a forked child makes its own.
///
/// # Errors
///
/// When the system gives no threads.
pub fn runtime() -> io::Result<Handle> {
    let process = std::process::id();
    if let Some(own) = &*CURRENT.load()
        && own.process == process
    {
        return Ok(own.handle.clone());
    }
    let runtime = Builder::new_multi_thread().enable_all().thread_name("qq-wxpay").build()?;
    let handle = runtime.handle().clone();
    let made = Arc::new(Own { process, handle, threads: Mutex::new(Some(runtime)) });
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
    let current = CURRENT.load_full().unwrap_or_else(|| Arc::clone(&made));
    if !Arc::ptr_eq(&current, &made)
        && let Some(spare) = made.take()
    {
        // Somebody else was first. This thread may be one of a runtime, which must not wait for the end of another one.
        spare.shutdown_background();
    }
    Ok(current.handle.clone())
}

impl Own {
    fn take(&self) -> Option<Runtime> {
        self.threads.lock().unwrap_or_else(PoisonError::into_inner).take()
    }
}

/// Ends the runtime of this process: what is under way is dropped, and its threads get `patience` to return from functions of the
/// host. It must not be called on one of them.
pub fn end_runtime(patience: Duration) {
    let ended = CURRENT.load_full().filter(|own| own.process == std::process::id());
    let threads = ended.and_then(|own| own.take());
    if let Some(threads) = threads {
        CURRENT.store(None);
        threads.shutdown_timeout(patience);
    }
}
