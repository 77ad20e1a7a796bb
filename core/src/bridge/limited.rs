//! Where asynchronous work of a host without a runtime runs: on the runtime of this process, so that its steps keep no thread of the
//! host.

use std::future::Future;
use std::time::Duration;

use tokio::runtime::Handle;
use tokio::task::JoinHandle;
use tokio::time::timeout;

use super::runtime::runtime;
use crate::error::{Error, Result, sdk_codes};

/// The client keeps its limits itself; so much later a limit is kept here, where it waits for a function of the host that does not
/// return.
const GRACE: Duration = Duration::from_millis(250);

/// Ends its work when it is dropped.
struct Working<T>(JoinHandle<T>);

impl<T> Drop for Working<T> {
    fn drop(&mut self) {
        self.0.abort();
    }
}

/// Does the work on the runtime of this process, within the limit. Dropping this future ends the work where it stands. `unknown` is the
/// result when nobody knows what became of the work: an order may exist by then.
///
/// # Errors
/// Those of the work and of `unknown`; `TIMED_OUT`; `NO_RUNTIME`.
pub async fn run_within<T: Send + 'static>(
    limit: Option<Duration>,
    work: impl Future<Output = Result<T>> + Send + 'static,
    unknown: impl Fn() -> Result<T>,
) -> Result<T> {
    // What runs on it stays on it, also while it is being ended: another one would have threads that nobody ends.
    let runtime = Handle::try_current().or_else(|_| runtime());
    let runtime = runtime
        .map_err(|error| Error::sdk(&sdk_codes::NO_RUNTIME).with_detail("no threads").with_source(error))?;
    let mut working = Working(runtime.spawn(work));
    let ended = match limit {
        None => Ok((&mut working.0).await),
        Some(limit) => {
            let watch = async move { timeout(limit + GRACE, &mut working.0).await };
            let mut watching = Working(runtime.spawn(watch));
            (&mut watching.0).await.unwrap_or_else(|error| Ok(Err(error)))
        }
    };
    match ended {
        Ok(Ok(result)) => result,
        // It did not end by itself: it panicked, or the runtime was ended.
        Ok(Err(_)) => unknown(),
        Err(_) => unknown().map_err(|error| Error::sdk(&sdk_codes::TIMED_OUT).with_retry(error.retry())),
    }
}
