//! The operations, one file or folder per family: what is sent, and what the reply is taken for.
//!
//! Each is a type without content that implements [`Operation`](crate::Operation): for those who bring their own HTTP client.

pub mod bill;
pub mod certificates;
mod close;
pub(crate) mod order;
mod query;
mod raw_request;
mod refund;
pub mod self_test;
pub mod token;

pub use crate::operation::{
    CloseCombineOrder, CloseOrder, ClosePartnerOrder, CloseV2Order, FetchAccessToken, FetchCertificates,
    LinkFundFlowBill, LinkTradeBill, PlaceCombineOrder, PlaceOrder, PlacePartnerOrder, PlaceV2Order,
    QueryCombineOrder, QueryOrder, QueryPartnerOrder, QueryRefund, QueryV2Order, QueryV2Refund, RawRequest,
    RedirectAbnormalRefund, RequestRefund, RequestV2Refund, RunSelfTest,
};
