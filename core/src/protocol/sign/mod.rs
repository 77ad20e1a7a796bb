//! What is signed, and how the signature is written: V3 in `v3`, V2 in `v2`.

pub(crate) mod v2;
pub(crate) mod v3;
