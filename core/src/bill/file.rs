//! A bill download before and after its network part.

use std::fmt;

use super::reader::BillReader;
use super::row::BillRow;
use crate::endpoint::Leg;
use crate::http::{Headers, HttpRequest};

/// The largest bill that is read unless the caller says otherwise, in bytes (2 GiB).
pub const MAXIMUM_BILL_BYTES: u64 = 2 << 30;

/// A signed request for a bill, and the reader of its reply. To repeat, prepare again: a nonce is used once.
pub struct PreparedBillFile {
    pub(super) operation: &'static str,
    pub(super) leg: Leg,
    pub(crate) request: HttpRequest,
    pub(super) download: Download,
}

/// What the reader has to know about the file.
#[derive(Clone)]
pub(super) struct Download {
    pub(super) version: Version,
    /// Hex digits of SHA-1.
    pub(super) digest: Option<String>,
    pub(super) maximum_bytes: u64,
}

/// Whose errors to expect.
#[derive(Clone, Copy)]
pub(super) enum Version {
    V2,
    V3,
}

impl PreparedBillFile {
    /// The request to send, unchanged. Its query is a key to the bill: never log it.
    #[must_use]
    pub fn request(&self) -> &HttpRequest {
        &self.request
    }

    /// The name of the operation, for logs.
    #[must_use]
    pub fn operation(&self) -> &'static str {
        self.operation
    }

    /// Who is called.
    #[must_use]
    pub fn leg(&self) -> Leg {
        self.leg
    }

    /// The reader of the reply that has this status and these headers; then feed it the body.
    #[must_use]
    pub fn reader<R: BillRow>(&self, status: u16, headers: Headers) -> BillReader<R> {
        BillReader::new(self.download.clone(), status, headers)
    }
}

impl fmt::Debug for PreparedBillFile {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.debug_struct("PreparedBillFile")
            .field("operation", &self.operation)
            .field("request", &self.request)
            .finish_non_exhaustive()
    }
}
