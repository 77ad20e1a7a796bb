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
    /// It lies here already: there is no reply, and nothing to repeat.
    pub(super) is_file: bool,
}

/// Whose errors to expect.
#[derive(Clone, Copy)]
pub(super) enum Version {
    V2,
    V3,
}

impl Download {
    /// Of a file that lies here already. A refusal that was saved in its place is read as one of V3.
    pub(super) fn saved() -> Self {
        Self { version: Version::V3, digest: None, maximum_bytes: MAXIMUM_BILL_BYTES, is_file: true }
    }
}
