//! The same over V2.

mod fields;
pub(crate) mod names;
mod order;
mod refund;
mod refund_notice;
mod refund_request;
mod transaction;

pub use order::V2OrderRequest;
pub use refund::{V2Refund, V2RefundAccepted, V2RefundCoupon, V2Refunds};
pub use refund_notice::V2RefundNotice;
pub use refund_request::V2RefundRequest;
pub use transaction::{V2Coupon, V2Transaction};
