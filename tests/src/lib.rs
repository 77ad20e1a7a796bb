//! What the test suites and the demo share: the conformance cases, and a shop that takes payments on a sandbox.

pub mod bill_server;
pub mod cases;
pub mod certificate_shop;
pub mod observe;
pub mod shop;
