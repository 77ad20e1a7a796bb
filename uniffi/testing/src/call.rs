//! A call that takes time. A host waits for it as it likes: by a descriptor, on a thread that it blocks, or as a future.

use std::future::Future;
use std::mem;
use std::sync::Arc;

use qq_wxpay_sandbox::hosted::Failure;
use tokio::runtime::Handle;
use tokio::sync::watch;
use tokio::task::AbortHandle;

// The byte in a pipe is that of the production library.
#[path = "../../src/bell.rs"]
mod bell;

use bell::{Bell, Ear};

use crate::failure::TestingFailure;

type Outcome = Result<String, TestingFailure>; // local, for its four mentions

/// A call that is under way, or has ended. Letting go of it gives it up.
#[derive(uniffi::Object)]
pub struct NativeCall {
    /// The process that began it: in a forked child nothing of it is touched.
    process: u32,
    runtime: Handle,
    /// Gone only while this is dropped, and so is the next.
    work: Option<AbortHandle>,
    ended: Option<watch::Receiver<Option<Outcome>>>,
    ear: Arc<Ear>,
}

#[uniffi::export]
impl NativeCall {
    /// The descriptor that becomes readable when it has ended: the host's own from now on. Nothing where the system has none.
    pub fn descriptor(&self) -> Option<i32> {
        self.ear.descriptor()
    }

    /// Whether it has ended.
    pub fn has_ended(&self) -> bool {
        self.work.as_ref().is_none_or(AbortHandle::is_finished)
    }

    /// Its result, as JSON; of a call that has not ended, that nothing came of it.
    pub fn text(&self) -> Result<String, TestingFailure> {
        let ended = self.ended.as_ref().and_then(|ended| ended.borrow().clone());
        ended.unwrap_or_else(|| Err(Failure::broken("it has not ended").into()))
    }

    /// The same, once it has ended; this thread waits for it.
    pub fn wait(&self) -> Result<String, TestingFailure> {
        if self.process != std::process::id() {
            return Err(Failure::of_the_parent().into());
        }
        match self.ended.clone() {
            Some(ended) => self.runtime.block_on(outcome(ended)),
            None => self.text(),
        }
    }

    /// The same for hosts that await.
    pub async fn ended(&self) -> Result<String, TestingFailure> {
        match self.ended.clone() {
            Some(ended) => outcome(ended).await,
            None => self.text(),
        }
    }
}

/// The fields are dropped in this order.
struct Ring {
    _bell: Bell,
    _heard: Arc<Ear>,
}

async fn outcome(mut ended: watch::Receiver<Option<Outcome>>) -> Outcome {
    let known = ended.wait_for(Option::is_some).await.ok().and_then(|known| known.clone());
    known.unwrap_or_else(|| Err(Failure::broken("it was given up").into()))
}

impl NativeCall {
    /// Begins the work.
    pub(crate) fn begin(
        runtime: &Handle,
        work: impl Future<Output = Outcome> + Send + 'static,
    ) -> Result<Arc<Self>, TestingFailure> {
        let (bell, ear) = Bell::hung().map_err(|error| Failure::broken(&error.to_string()))?;
        let (tell, ended) = watch::channel(None);
        let ear = Arc::new(ear);
        // Held until it has rung: a byte for nobody is a signal that ends processes.
        let heard = Arc::clone(&ear);
        let ring = Ring { _bell: bell, _heard: heard };
        let task = runtime.spawn(async move {
            tell.send_replace(Some(work.await));
            drop(ring); // it rings, as when this is dropped before
        });
        Ok(Arc::new(Self {
            process: std::process::id(),
            runtime: runtime.clone(),
            work: Some(task.abort_handle()),
            ended: Some(ended),
            ear,
        }))
    }
}

impl Drop for NativeCall {
    fn drop(&mut self) {
        if self.process != std::process::id() {
            // Its threads, and whoever held its locks, are in the parent.
            mem::forget((self.work.take(), self.ended.take()));
        }
        if let Some(work) = &self.work {
            work.abort();
        }
    }
}
