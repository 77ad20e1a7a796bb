//! V2: is `sign` what the fields and the key give, and if not, what does give it?

mod digest;
mod fields;
mod joins;
mod keys;
mod message;
mod more_fields;
mod other_bodies;
mod refund_notice;
mod sign;
mod space;
mod values;

pub(super) use refund_notice::examine as refund_notice;
pub(super) use sign::examine as signed;
