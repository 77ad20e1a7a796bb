//! What all operations share: addresses, signatures and their verification, replies, encrypted texts.

pub(crate) mod encrypted_resource;
pub(crate) mod endpoint;
pub(crate) mod prepared;
pub(crate) mod reply;
pub mod sensitive;
pub(crate) mod sign;
pub(crate) mod wechat_call;
