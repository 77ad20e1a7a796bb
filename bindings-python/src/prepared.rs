//! Signed requests, and the reading of their replies, for an HTTP client of the host's own.

use std::sync::{Mutex, MutexGuard, PoisonError};

use pyo3::prelude::*;
use pyo3::types::PyBytes;
use qq_wxpay::bridge::{self, FieldCase, PreparedBill, PreparedCall};
use qq_wxpay::http::HttpRequest;

use crate::failure::{Reply, reply};

/// Method, address, headers, body, and whether the connection must show the merchant certificate.
type Request<'py> = (&'static str, String, Vec<(&'static str, String)>, Bound<'py, PyBytes>, bool); // it becomes a tuple

fn request<'py>(py: Python<'py>, request: &HttpRequest) -> Request<'py> {
    let headers = request.headers().map(|(name, value)| (name, value.to_owned())).collect();
    let body = PyBytes::new(py, request.body());
    (request.method().as_str(), request.url().to_owned(), headers, body, request.client_certificate())
}

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
    /// What to send.
    fn request<'py>(&self, py: Python<'py>) -> Request<'py> {
        request(py, self.0.http_request())
    }

    /// Reads the reply. `headers` is a list: name, value, name, value, ...
    fn finish(&self, status: u16, headers: Vec<String>, body: &[u8]) -> Reply<String> {
        reply(self.0.finish(status, bridge::listed_headers(headers), body.to_vec(), FieldCase::Snake))
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
    /// What to send.
    fn request<'py>(&self, py: Python<'py>) -> Request<'py> {
        request(py, self.bill().http_request())
    }

    /// Begins to read the reply.
    fn begin(&self, status: u16, headers: Vec<String>) {
        self.bill().begin(status, bridge::listed_headers(headers));
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
