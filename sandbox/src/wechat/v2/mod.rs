//! WeChat Pay V2: XML messages with a digest inside.

mod authentication;
mod bill;
mod close;
mod limits;
mod order;
mod query;
mod refund;
mod refund_notice;
mod refund_query;
mod reply;
mod sign;
pub(crate) mod xml;

pub(crate) use bill::{bill, failure as bill_failure};
pub(crate) use close::close;
pub(crate) use order::{order, order_through_qq};
pub(crate) use query::{payment_fields, query};
pub(crate) use refund::refund;
pub(crate) use refund_notice::{refund_notice, refund_notice_content, refund_notice_fields};
pub(crate) use refund_query::query as query_refund;
pub(crate) use reply::{failure, refuse};
pub(crate) use sign::{SignType, sign};
