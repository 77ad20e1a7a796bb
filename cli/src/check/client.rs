//! The client with which the set-up is tried.

use std::sync::Arc;
use std::time::Duration;

use qq_wxpay::QqWxPay;
use qq_wxpay::client::ReqwestTransport;
use qq_wxpay::retry::RetryPolicy;

use super::set_up::SetUp;
use crate::failure::Failure;
use crate::transcript::{Log, Recorder};

/// What one call may take.
const PATIENCE: Duration = Duration::from_secs(10);

/// A client whose requests and replies are noted, and which asks once.
pub(super) fn make(set_up: &SetUp, log: &Log) -> Result<QqWxPay, Failure> {
    let transport = Recorder::new(ReqwestTransport::new(&set_up.config)?, log.clone());
    let mut retry = RetryPolicy::default();
    retry.attempts = 1;
    retry.deadline = PATIENCE;
    Ok(QqWxPay::builder(set_up.config.clone()).transport(Arc::new(transport)).retry(retry).build()?)
}
