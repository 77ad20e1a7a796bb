//! What belongs to one process: in a child by `fork` nothing of it is touched.

use std::{fmt, mem, process};

/// Something with threads or locks behind it. In a child by `fork` its threads are missing, and whoever held its locks is in the
/// parent: there it is neither reached nor dropped.
pub struct OfProcess<T> {
    process: u32,
    /// Gone only while this is dropped or taken apart.
    value: Option<T>,
}

impl<T> OfProcess<T> {
    /// Something of this process.
    pub fn new(value: T) -> Self {
        Self { process: process::id(), value: Some(value) }
    }

    /// Whether this is the process that made it.
    #[must_use]
    pub fn is_here(&self) -> bool {
        self.process == process::id()
    }

    /// It, in the process that made it.
    #[must_use]
    pub fn get(&self) -> Option<&T> {
        self.value.as_ref().filter(|_| self.is_here())
    }

    /// The same, to keep it.
    #[must_use]
    pub fn take(mut self) -> Option<T> {
        if self.is_here() { self.value.take() } else { None }
    }
}

impl<T> Drop for OfProcess<T> {
    fn drop(&mut self) {
        if !self.is_here() {
            mem::forget(self.value.take());
        }
    }
}

impl<T> fmt::Debug for OfProcess<T> {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.debug_struct("OfProcess").field("process", &self.process).finish_non_exhaustive()
    }
}
