//! WeChat Pay V2: XML messages with a digest inside.

mod limits;
mod order;
mod query;
mod reply;
mod sign;
pub(crate) mod xml;

pub(crate) use order::{order, order_through_qq};
pub(crate) use query::{payment_fields, query};
pub(crate) use reply::system_error;
pub(crate) use sign::{SignType, sign};
