//! What may be done after a failure, and when a call is repeated.

pub(crate) mod advice;
mod idempotency;
mod policy;
#[cfg(feature = "client")]
pub(crate) mod schedule;

pub use idempotency::Idempotency;
pub use policy::RetryPolicy;
