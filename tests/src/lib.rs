//! What the test suites and the demo share: the conformance cases, and a shop that takes payments on a sandbox.

pub mod bill_server;
pub mod cases;
pub mod certificate_shop;
#[cfg(unix)]
pub mod chaos;
pub mod dice;
pub mod observe;
#[cfg(unix)]
pub mod redis;
pub mod shop;
pub mod simulated;
pub mod truth;

/// The programs in the document compile.
#[cfg(doctest)]
#[doc = include_str!("../../docs/metrics.md")]
pub struct MetricsDocument;

/// `value`, changed: what may grow is no literal outside its crate.
#[must_use]
pub fn with<T>(mut value: T, change: impl FnOnce(&mut T)) -> T {
    change(&mut value);
    value
}
