//! Signed requests, and the reading of their replies, for an HTTP client of the host's own.

use std::sync::{Mutex, MutexGuard, PoisonError};

use pyo3::prelude::*;
use qq_wxpay::bridge::{self, Names, PreparedBill, PreparedCall};

use crate::failure::{Reply, reply};

/// A signed request that waits for its reply.
#[pyclass(frozen, module = "qq_wxpay._native")]
pub(crate) struct NativePrepared(PreparedCall);

impl NativePrepared {
    pub(crate) fn new(prepared: PreparedCall) -> Self {
        Self(prepared)
    }
}

#[pymethods]
impl NativePrepared {
    /// Method, address, headers and body, as JSON.
    fn request(&self) -> String {
        self.0.request(Names::Snake)
    }

    /// Reads the reply. `headers` is a JSON list: name, value, name, value, ...
    fn finish(&self, status: u16, headers: &str, body: &[u8]) -> Reply<String> {
        reply(self.0.finish(status, bridge::headers(headers), body.to_vec(), Names::Snake))
    }
}

/// A signed request for a bill that waits for its file.
#[pyclass(frozen, module = "qq_wxpay._native")]
pub(crate) struct NativePreparedBill(Mutex<PreparedBill>);

impl NativePreparedBill {
    pub(crate) fn new(prepared: PreparedBill) -> Self {
        Self(Mutex::new(prepared))
    }

    fn bill(&self) -> MutexGuard<'_, PreparedBill> {
        // A reader that panicked stays where it was; it gives no proof.
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

#[pymethods]
impl NativePreparedBill {
    /// Method, address, headers and body, as JSON.
    fn request(&self) -> String {
        self.bill().request()
    }

    /// Begins to read the reply.
    fn begin(&self, status: u16, headers: &str) {
        self.bill().begin(status, bridge::headers(headers));
    }

    /// Takes the next piece of the file.
    fn feed(&self, bytes: &[u8]) {
        self.bill().feed(bytes);
    }

    /// A JSON list of at most so many rows; nothing when more bytes are needed.
    fn next_rows(&self, maximum: usize) -> Reply<Option<String>> {
        reply(self.bill().next_rows(maximum))
    }

    /// The totals and the proof, as JSON.
    fn finish(&self) -> Reply<Option<String>> {
        reply(self.bill().finish())
    }
}
