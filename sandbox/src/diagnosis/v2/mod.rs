//! V2: is `sign` what the fields and the key give, and if not, what does give it?

mod digest;
mod fields;
mod joins;
mod keys;
mod message;
mod refund_notice;
mod sign;
mod space;

pub(super) use refund_notice::examine as refund_notice;
pub(super) use sign::examine as signed;
