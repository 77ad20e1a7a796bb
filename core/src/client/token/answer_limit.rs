//! Functions of the host that keep the token are not trusted to answer at all.

use std::future::Future;
use std::time::Duration;

use crate::client::engine::reentry::Asked;
use crate::error::{Error, Result, sdk_codes};

/// How long one call of a token store or token provider may take. A store answers in milliseconds; one that hangs must
/// hold nobody up for ever.
pub(in crate::client) const ANSWER: Duration = Duration::from_secs(5);

/// Waits for a store or provider of the host, which is not trusted to answer at all.
pub(in crate::client) async fn bounded<T>(
    asked: &Asked,
    answer: impl Future<Output = Result<T>>,
) -> Result<T> {
    tokio::time::timeout(ANSWER, asked.scope(answer)).await.unwrap_or_else(|_| {
        let detail = format!("no answer within {} s", ANSWER.as_secs());
        Err(Error::sdk(&sdk_codes::TOKEN_STORE_FAILED).with_detail(detail))
    })
}
