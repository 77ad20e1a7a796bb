//! Forks: while a process forks, no thread of it is inside of a critical section of ours, so that the child finds every lock free.

use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

use qq_wxpay::bridge;

/// So long a fork waits for what the core does just then: a step takes milliseconds at most.
const PATIENCE: Duration = Duration::from_secs(2);

static IS_REGISTERED: AtomicBool = AtomicBool::new(false);

/// Registers for every fork of this process, once.
pub(crate) fn register() {
    if !IS_REGISTERED.swap(true, Ordering::AcqRel) {
        #[cfg(unix)]
        // SAFETY: the three functions take nothing, give nothing, do not unwind, and are there as long as the library; the system
        // forgets them when it is unloaded.
        unsafe {
            // Out of memory it is not registered; such a process will not fork either.
            libc::pthread_atfork(Some(before), Some(in_parent), Some(in_child));
        }
    }
}

extern "C" fn before() {
    bridge::before_fork(PATIENCE);
}

extern "C" fn in_parent() {
    bridge::after_fork_in_parent();
}

extern "C" fn in_child() {
    bridge::after_fork_in_child();
}
