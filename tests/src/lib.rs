//! What the test suites share: reading the conformance cases, and running one through the Rust core.

pub mod cases;
pub mod observe;
