//! The tokio runtime of a process, for hosts that have none.

use std::io;
use std::mem;
use std::sync::{Arc, Mutex, PoisonError};
use std::thread;
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
    ask_for_a_thread()?;
    let mut builder = Builder::new_multi_thread();
    let runtime = builder.enable_all().thread_name("qq-wxpay").on_thread_start(keep_sigpipe_away).build()?;
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

/// Whether the system gives one: tokio panics where it does not.
fn ask_for_a_thread() -> io::Result<()> {
    let asked = thread::Builder::new().name("qq-wxpay".to_owned()).spawn(|| ())?;
    // It does nothing that could panic. It is waited for, so that none is left where the library is unloaded.
    let _ = asked.join();
    Ok(())
}

impl Own {
    fn take(&self) -> Option<Runtime> {
        self.threads.lock().unwrap_or_else(PoisonError::into_inner).take()
    }
}

/// Lets writing to a connection that the other side has closed be an error and no signal, on the thread that calls it: what std does for
/// programs in Rust. A host in Swift or C that does not ignore SIGPIPE would be ended by it.
fn keep_sigpipe_away() {
    #[cfg(unix)]
    {
        use nix::sys::signal::{SigSet, Signal};
        let mut set = SigSet::empty();
        set.add(Signal::SIGPIPE);
        // It fails only for a set that does not exist.
        let _ = set.thread_block();
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

#[cfg(all(test, target_os = "linux"))]
mod tests {
    use super::*;

    /// Whether SIGPIPE is blocked on this thread, as the system tells it.
    fn is_blocked() -> bool {
        let told = std::fs::read_to_string("/proc/thread-self/status").expect("there is /proc");
        let mask = told.lines().find_map(|line| line.strip_prefix("SigBlk:")).expect("it tells the mask");
        u64::from_str_radix(mask.trim(), 16).expect("it is hexadecimal") & (1 << 12) != 0
    }

    #[test]
    fn no_thread_of_ours_is_interrupted_by_sigpipe_and_the_host_keeps_its_own_way() {
        let runtime = runtime().expect("there are threads");
        let on_worker = runtime.block_on(runtime.spawn(async { is_blocked() })).expect("it ends");
        let on_blocking = runtime.block_on(runtime.spawn_blocking(is_blocked)).expect("it ends");
        assert!(on_worker && on_blocking);
        assert!(!is_blocked(), "the thread of the host is its own");
    }
}
