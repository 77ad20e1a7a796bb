//! QQ's access token: fetched once, shared, replaced in time.

mod answer_limit;
mod backoff;
pub(super) mod fetcher;
mod lease;
pub(super) mod manager;
pub(super) mod provider;
pub(super) mod source;
