//! Calls that are under way and may be cancelled: for languages that do.

use std::collections::HashMap;
use std::fmt;
use std::future::Future;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use futures_util::future::{AbortHandle, Abortable};

use crate::error::{Error, Result, sdk_codes};
use crate::retry::Idempotency;
use crate::retry::advice::{Stage, advised};

/// The calls of one client that its facade may cancel, by the numbers it gave them.
#[derive(Default)]
pub(super) struct InFlightCalls(Mutex<HashMap<u32, AbortHandle>>);

impl InFlightCalls {
    /// Makes a call one that can be cancelled: then its work is dropped where it stands.
    ///
    /// It is registered now, before anything of it runs, so that no order to cancel it comes too early.
    pub(super) fn track<T, W: Future<Output = Result<T>>, C: FnOnce() -> Result<T>>(
        self: &Arc<Self>,
        number: Option<u32>,
        work: W,
        cancelled: C,
    ) -> impl Future<Output = Result<T>> + use<T, W, C> {
        let (handle, registration) = AbortHandle::new_pair();
        if let Some(number) = number {
            self.handles().insert(number, handle);
        }
        let work = Abortable::new(work, registration);
        let end = number.map(|number| End { calls: Arc::clone(self), number });
        async move {
            let result = work.await.unwrap_or_else(|_| cancelled());
            drop(end);
            result
        }
    }

    /// Cancels the call, if it is still under way.
    pub(super) fn cancel(&self, number: u32) {
        // Not while the lock is held: whoever is woken here may end the call at once, and wait for the lock.
        let handle = self.handles().remove(&number);
        if let Some(handle) = handle {
            handle.abort();
        }
    }

    fn handles(&self) -> MutexGuard<'_, HashMap<u32, AbortHandle>> {
        // Every change is one insertion or removal: a panic elsewhere cannot leave it half done.
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// Forgets a call that has ended, or was dropped.
struct End {
    calls: Arc<InFlightCalls>,
    number: u32,
}

impl Drop for End {
    fn drop(&mut self) {
        self.calls.handles().remove(&self.number);
    }
}

/// What is known of a question that was cancelled: it changed nothing.
///
/// # Errors
/// Always: `CALL_ABANDONED`.
pub fn cancelled_question<T>() -> Result<T> {
    Err(advised(Error::sdk(&sdk_codes::CALL_ABANDONED), Stage::Cancelled, Idempotency::Safe))
}

impl fmt::Debug for InFlightCalls {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.debug_struct("InFlightCalls").finish_non_exhaustive()
    }
}
