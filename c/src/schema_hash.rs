//! What the types of the facades are generated from, in short.

/// The hash of the schema.
pub(crate) const SCHEMA_HASH: &std::ffi::CStr = c"0";
