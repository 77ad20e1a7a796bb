//! Refunds and where they stand. They go straight to WeChat Pay, also for orders that went through QQ.

mod abnormal;
mod v2;
mod v3;

use crate::config::{Config, NotifyUrl};
use crate::error::Result;

/// Where the notification of a refund goes: it never passes QQ, so it is always the merchant's own address.
fn notify_url(config: &Config, own: Option<&String>) -> Result<Option<NotifyUrl>> {
    match own {
        Some(text) => config.parse_notify_url("notify_url", text).map(Some),
        None => Ok(config.0.notify_url.clone()),
    }
}
