//! The tokio runtime of a process, for hosts that have none.

use std::io;
use std::mem;
use std::sync::Arc;

use arc_swap::ArcSwapOption;
use tokio::runtime::{Builder, Handle, Runtime};

/// The runtime and the process that made it: after a fork its threads are missing.
struct Own {
    process: u32,
    runtime: Runtime,
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
        return Ok(own.runtime.handle().clone());
    }
    let runtime = Builder::new_multi_thread().enable_all().thread_name("qq-wxpay").build()?;
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
