//! Refunds: what is asked for, and where they stand.

mod abnormal;
mod id;
mod notice;
mod query;
mod reference;
mod reply;
mod request;

pub use abnormal::{AbnormalRefundRequest, AbnormalRefundType};
pub use id::RefundId;
pub use notice::{RefundNotice, RefundNoticeAmount};
pub use query::{RefundQuery, V2RefundQuery};
pub use reference::RefundReference;
pub use reply::{Refund, RefundAccount, RefundAmount, RefundPromotion, RefundedGoods};
pub use request::{RefundFrom, RefundGoods, RefundRequest, RefundRequestAmount};
