//! Calls that are under way and may be given up: for languages that cancel.

use std::collections::HashMap;
use std::fmt;
use std::future::Future;
use std::sync::{Mutex, MutexGuard, PoisonError};

use crate::error::Result;
use futures_util::future::{AbortHandle, Abortable};

/// The calls of one client that its facade may give up, by the numbers it gave them.
#[derive(Default)]
pub struct CallsUnderWay(Mutex<HashMap<u32, AbortHandle>>);

impl CallsUnderWay {
    /// Makes a call one that can be given up: then its work is dropped where it stands.
    ///
    /// It is registered now, before anything of it runs, so that no order to give it up comes too early.
    pub fn begin<T, W: Future<Output = Result<T>>, G: FnOnce() -> Result<T>>(
        &self,
        number: Option<u32>,
        work: W,
        given_up: G,
    ) -> impl Future<Output = Result<T>> + use<T, W, G> {
        let (handle, registration) = AbortHandle::new_pair();
        if let Some(number) = number {
            self.handles().insert(number, handle);
        }
        let work = Abortable::new(work, registration);
        async { work.await.unwrap_or_else(|_| given_up()) }
    }

    /// The call has ended.
    pub fn end(&self, number: Option<u32>) {
        if let Some(number) = number {
            self.handles().remove(&number);
        }
    }

    /// Gives the call up, if it is still under way.
    pub fn abandon(&self, number: u32) {
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

impl fmt::Debug for CallsUnderWay {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.debug_struct("CallsUnderWay").finish_non_exhaustive()
    }
}
