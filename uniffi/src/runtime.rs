//! Where asynchronous work runs: on the runtime of this process, so that its steps keep no thread of the host.

use std::future::Future;

use qq_wxpay::error::sdk_codes;
use qq_wxpay::{Error, Result, bridge};
use tokio::task::JoinHandle;

/// Ends its work when it is dropped.
struct Working<T>(JoinHandle<T>);

impl<T> Drop for Working<T> {
    fn drop(&mut self) {
        self.0.abort();
    }
}

/// Does the work on the runtime. Dropping this future ends the work where it stands.
pub(crate) async fn run<T: Send + 'static>(
    work: impl Future<Output = Result<T>> + Send + 'static,
) -> Result<T> {
    let runtime = bridge::runtime()
        .map_err(|error| Error::sdk(&sdk_codes::NO_RUNTIME).with_detail("no threads").with_source(error))?;
    let mut working = Working(runtime.spawn(work));
    // The runtime lives as long as the process, so a task that did not end by itself panicked.
    (&mut working.0).await.unwrap_or_else(|_| Err(Error::sdk(&sdk_codes::CALL_ABANDONED)))
}
