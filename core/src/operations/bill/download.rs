//! What the reader of a bill has to know about the file.

/// The largest bill that is read unless the caller says otherwise, in bytes (2 GiB).
pub const MAXIMUM_BILL_BYTES: u64 = 2 << 30;

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
