//! A bill download before and after its network part.

use std::fmt;

use super::download::Download;
use super::reader::BillReader;
use super::row::BillRow;
use crate::http::{Headers, HttpRequest};
use crate::protocol::endpoint::Upstream;

/// A signed request for a bill, and the reader of its reply. To repeat, prepare again: a nonce is used once.
pub struct PreparedBillFile {
    pub(super) operation: &'static str,
    pub(super) upstream: Upstream,
    pub(crate) request: HttpRequest,
    pub(super) download: Download,
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
    pub fn upstream(&self) -> Upstream {
        self.upstream
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
