//! QQ's access token: fetched once, shared, replaced in time.

mod backoff;
mod bounded;
pub(super) mod fetcher;
pub(super) mod manager;
pub(super) mod process;
pub(super) mod source;
pub(super) mod store;
