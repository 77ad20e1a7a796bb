//! The host's function that takes events, and the thread that calls it.

use std::cell::Cell;
use std::ffi::c_void;
use std::io;
use std::sync::mpsc::{Receiver, channel};
use std::thread::{self, JoinHandle};
use std::time::Duration;

use crate::abi::Event;

thread_local! {
    /// The queue that this thread serves, by its address; 0: none.
    static SERVED: Cell<usize> = const { Cell::new(0) };
}

/// The host's function and what it is called with.
pub(super) struct Callback {
    pub(super) function: unsafe extern "C" fn(context: *mut c_void, event: *mut Event),
    pub(super) context: *mut c_void,
}

// SAFETY: the context is only handed to the host's function, which is said to be called on a thread of the library.
unsafe impl Send for Callback {}
// SAFETY: likewise; one thread calls it.
unsafe impl Sync for Callback {}

impl Callback {
    pub(super) fn call(&self, mut event: Event) {
        // SAFETY: the host gave function and context for this, until its queue is released; the event lives longer than the call.
        unsafe { (self.function)(self.context, &raw mut event) };
    }
}

/// The thread that calls the host's function.
pub(super) struct Server {
    thread: JoinHandle<()>,
    ended: Receiver<()>,
}

impl Server {
    /// Begins it for the queue at this address.
    pub(super) fn begin(address: usize, serve: impl FnOnce() + Send + 'static) -> io::Result<Self> {
        let (tell, ended) = channel::<()>();
        let serve = move || {
            SERVED.set(address);
            serve();
            drop(tell);
        };
        let thread = thread::Builder::new().name("qq-wxpay-events".to_owned()).spawn(serve)?;
        Ok(Self { thread, ended })
    }

    /// Waits until the host's function has returned for the last time, unless it is the one that waits.
    pub(super) fn end(self, patience: Option<Duration>) {
        if self.thread.thread().id() == thread::current().id() {
            return;
        }
        let has_ended = match patience {
            // The sender is dropped at the end, and never used.
            Some(patience) => {
                self.ended.recv_timeout(patience) == Err(std::sync::mpsc::RecvTimeoutError::Disconnected)
            }
            None => true,
        };
        if has_ended {
            // A function that does not return cannot end it by a panic either.
            let _ = self.thread.join();
        }
    }
}

/// Whether the host's function of the queue at this address runs on this thread.
pub(super) fn is_served_here(address: usize) -> bool {
    SERVED.get() == address
}
