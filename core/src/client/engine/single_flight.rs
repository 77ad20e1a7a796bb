//! Single flight: work that is done once for everybody who waits for it. Access tokens (`token/manager.rs`) and platform certificates
//! (`certificates.rs`) are fetched so.

use std::future::Future;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use futures_util::FutureExt as _;
use futures_util::future::{BoxFuture, Shared};
use tokio::runtime::Handle;
use tokio::sync::oneshot;
use tracing::Instrument as _;

use crate::fork_gate::in_sections;

/// Work under way, for one who waits.
pub(in crate::client) struct Flight<T> {
    result: Shared<BoxFuture<'static, Option<T>>>,
    end: Shared<BoxFuture<'static, ()>>,
    is_over: Arc<AtomicBool>,
}

// Not derived: that would ask for more of `T`.
impl<T: Clone> Clone for Flight<T> {
    fn clone(&self) -> Self {
        Self { result: self.result.clone(), end: self.end.clone(), is_over: Arc::clone(&self.is_over) }
    }
}

impl<T: Clone> Flight<T> {
    /// What came of it; `None` when its task panicked, or its runtime stopped.
    pub(in crate::client) async fn result(&self) -> Option<T> {
        self.result.clone().await
    }

    /// Waits until the next one may begin.
    pub(in crate::client) async fn end(&self) {
        self.end.clone().await;
    }
}

/// One flight at a time. It lives under the lock of whoever decides when one is needed.
pub(in crate::client) struct SingleFlight<T>(Option<Flight<T>>);

impl<T> Default for SingleFlight<T> {
    fn default() -> Self {
        Self(None)
    }
}

impl<T: Clone + Send + 'static> SingleFlight<T> {
    /// The one under way.
    pub(in crate::client) fn current(&self) -> Option<Flight<T>> {
        self.0.as_ref().filter(|flight| !flight.is_over.load(Ordering::SeqCst)).cloned()
    }

    /// Begins one, as a task of its own: a caller that goes away does not stop it half-way.
    pub(in crate::client) fn begin<F>(
        &mut self,
        runtime: &Handle,
        work: impl FnOnce(FlightGuard<T>) -> F,
    ) -> Flight<T>
    where
        F: Future<Output = ()> + Send + 'static,
    {
        let (sender, result) = oneshot::channel();
        let (end, ended) = oneshot::channel();
        let is_over = Arc::new(AtomicBool::new(false));
        let guard = FlightGuard { result: Some(sender), is_over: Arc::clone(&is_over), _end: end };
        drop(runtime.spawn(in_sections(work(guard)).in_current_span()));
        let flight = Flight {
            result: result.map(Result::ok).boxed().shared(),
            end: ended.map(drop).boxed().shared(),
            is_over,
        };
        self.0 = Some(flight.clone());
        flight
    }
}

/// Held by the work. A flight is over when it is dropped, also when the task panics or its runtime stops: else everybody would
/// wait for ever.
pub(in crate::client) struct FlightGuard<T> {
    result: Option<oneshot::Sender<T>>,
    is_over: Arc<AtomicBool>,
    /// Dropped last of all.
    _end: oneshot::Sender<()>,
}

impl<T> FlightGuard<T> {
    /// Gives the result to everybody while the work goes on.
    pub(in crate::client) fn publish(&mut self, result: T) {
        if let Some(sender) = self.result.take() {
            // Nobody may be waiting any more.
            let _ = sender.send(result);
        }
    }

    /// The work is done: whoever asks from now on begins another flight.
    pub(in crate::client) fn complete(mut self, result: T) {
        self.is_over.store(true, Ordering::SeqCst);
        self.publish(result);
    }
}

impl<T> Drop for FlightGuard<T> {
    fn drop(&mut self) {
        // No lock here: a runtime that has stopped drops the task while `begin` is called under one.
        self.is_over.store(true, Ordering::SeqCst);
    }
}
