//! Signed requests, and the reading of their replies, for an HTTP client of the host's own.

use std::sync::{Mutex, MutexGuard, PoisonError};

use qq_wxpay::bridge::{self, FieldCase, PreparedBill, PreparedCall};

use crate::failure::NativeFailure;

/// A signed request that waits for its reply.
#[derive(uniffi::Object)]
pub struct NativePrepared(PreparedCall, FieldCase);

impl NativePrepared {
    pub(crate) fn new(prepared: PreparedCall, names: FieldCase) -> Self {
        Self(prepared, names)
    }
}

#[uniffi::export]
impl NativePrepared {
    /// Method, address, headers and body, as JSON.
    pub fn request(&self) -> String {
        self.0.request(self.1)
    }

    /// Reads the reply. `headers` is a JSON list: name, value, name, value, ...
    pub fn finish(&self, status: u16, headers: &str, body: Vec<u8>) -> Result<String, NativeFailure> {
        let result = self.0.finish(status, bridge::headers(headers), body, self.1);
        result.map_err(|error| NativeFailure::new(&error, self.1))
    }
}

/// A signed request for a bill that waits for its file.
#[derive(uniffi::Object)]
pub struct NativePreparedBill(Mutex<PreparedBill>, FieldCase);

impl NativePreparedBill {
    pub(crate) fn new(prepared: PreparedBill, names: FieldCase) -> Self {
        Self(Mutex::new(prepared), names)
    }

    fn bill(&self) -> MutexGuard<'_, PreparedBill> {
        // A reader that panicked stays where it was; it gives no proof.
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

#[uniffi::export]
impl NativePreparedBill {
    /// Method, address, headers and body, as JSON.
    pub fn request(&self) -> String {
        self.bill().request()
    }

    /// Begins to read the reply.
    pub fn begin(&self, status: u16, headers: &str) {
        self.bill().begin(status, bridge::headers(headers));
    }

    /// Takes the next piece of the file.
    pub fn feed(&self, bytes: Vec<u8>) {
        self.bill().feed(&bytes);
    }

    /// A JSON list of at most so many rows; nothing when more bytes are needed.
    pub fn next_rows(&self, maximum: u32) -> Result<Option<String>, NativeFailure> {
        let rows = self.bill().next_rows(usize::try_from(maximum).unwrap_or(usize::MAX));
        rows.map_err(|error| NativeFailure::new(&error, self.1))
    }

    /// The totals and the proof, as JSON.
    pub fn finish(&self) -> Result<Option<String>, NativeFailure> {
        self.bill().finish().map_err(|error| NativeFailure::new(&error, self.1))
    }
}
