//! The threads of a sandbox in a process of another language.

use tokio::runtime::{Builder, Runtime};

use super::Failure;

/// Two answer at once, as a shop and its payer do.
const THREADS: usize = 2;

/// A runtime of its own, which ends with its sandbox.
///
/// # Errors
/// `CALL_FAILED` when the system gives no threads.
pub fn threads() -> Result<Runtime, Failure> {
    let mut builder = Builder::new_multi_thread();
    builder.worker_threads(THREADS).enable_all().thread_name("qq-wxpay-sandbox");
    let threads = builder.on_thread_start(keep_sigpipe_away).build();
    threads.map_err(|error| Failure::broken(&error.to_string()))
}

/// As core does it for its own threads: to write to a connection that is closed is an error and no signal, which would end a host in
/// Swift or C.
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
