//! What may be done after a failure, and when a call is repeated.

pub(crate) mod advice;
mod idempotency;
mod policy;

pub use idempotency::Idempotency;
pub use policy::RetryPolicy;
