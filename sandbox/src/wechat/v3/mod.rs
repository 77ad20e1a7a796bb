//! WeChat Pay APIv3: orders, queries, closing, refunds, bills, certificates, the self test.

mod abnormal_refund;
mod authentication;
pub(crate) mod bill;
mod certificates;
pub(crate) mod close;
mod echo;
mod envelope;
mod fields;
mod h5_fields;
pub(crate) mod order;
mod order_request;
pub(crate) mod paths;
pub(crate) mod profit_sharing;
pub(crate) mod query;
pub(crate) mod refund;
mod refund_request;
mod refund_view;
mod refusal;
mod reply;
mod signers;
mod transaction;

pub(crate) use authentication::Caller;
pub(crate) use certificates::certificates;
pub(crate) use echo::echo;
pub(crate) use envelope::seal;
pub(crate) use fields::Fields;
pub(crate) use h5_fields::is_notify_url;
pub(crate) use refund_request::is_refund_notify_url;
pub(crate) use refund_view::refund_notice;
pub(crate) use refusal::Refusal;
pub(crate) use reply::{SIGNATURE_HEADERS, answer, signed_headers};
pub(crate) use signers::{Signer, for_notification};
pub(crate) use transaction::transaction;
