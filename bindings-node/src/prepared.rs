//! Signed requests, and the reading of their replies, for an HTTP client of the host's own.

use napi::bindgen_prelude::Either;
use napi_derive::napi;
use qq_wxpay::bridge::{self, FieldCase, PreparedBill, PreparedCall};

use crate::failure::Failure;

/// A signed request that waits for its reply.
#[napi]
pub struct NativePrepared(PreparedCall);

impl NativePrepared {
    pub(crate) fn new(prepared: PreparedCall) -> Self {
        Self(prepared)
    }
}

#[napi]
impl NativePrepared {
    /// Method, address, headers and body, as JSON.
    #[napi]
    pub fn request(&self) -> String {
        self.0.request(FieldCase::Camel)
    }

    /// Reads the reply. `headers` is a JSON list: name, value, name, value, ...
    #[napi]
    pub fn finish(&self, status: u16, headers: String, body: &[u8]) -> Either<String, Failure> {
        Failure::or(self.0.finish(status, bridge::headers(&headers), body.to_vec(), FieldCase::Camel))
    }
}

/// A signed request for a bill that waits for its file.
#[napi]
pub struct NativePreparedBill(PreparedBill);

impl NativePreparedBill {
    pub(crate) fn new(prepared: PreparedBill) -> Self {
        Self(prepared)
    }
}

#[napi]
impl NativePreparedBill {
    /// Method, address, headers and body, as JSON.
    #[napi]
    pub fn request(&self) -> String {
        self.0.request()
    }

    /// Begins to read the reply.
    #[napi]
    pub fn begin(&mut self, status: u16, headers: String) {
        self.0.begin(status, bridge::headers(&headers));
    }

    /// Takes the next piece of the file.
    #[napi]
    pub fn feed(&mut self, bytes: &[u8]) {
        self.0.feed(bytes);
    }

    /// A JSON list of at most so many rows; nothing when more bytes are needed.
    #[napi]
    pub fn next_rows(&mut self, maximum: u32) -> Either<Option<String>, Failure> {
        Failure::or(self.0.next_rows(usize::try_from(maximum).unwrap_or(usize::MAX)))
    }

    /// The totals and the proof, as JSON.
    #[napi]
    pub fn finish(&mut self) -> Either<Option<String>, Failure> {
        Failure::or(self.0.finish())
    }
}
