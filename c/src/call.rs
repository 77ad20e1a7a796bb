//! Calls: those that a thread of the host waits for, and those that end by an event.

use std::mem;
use std::sync::Arc;

use qq_wxpay::bridge::{self, FieldCase, run_within};
use qq_wxpay::error::sdk_codes;
use qq_wxpay::{Error, Result};
use tokio::runtime::Handle;
use tokio::sync::Notify;

use crate::event::Letter;
use crate::handles::{Object, TABLE};
use crate::outcome::{Asked, Given, GivenUp, Work};
use crate::queue::Queue;

/// The runtime of this process.
pub(crate) fn runtime() -> Result<Handle> {
    bridge::runtime()
        .map_err(|error| Error::sdk(&sdk_codes::NO_RUNTIME).with_detail("no threads").with_source(error))
}

/// Does the work; this thread waits for it.
pub(crate) fn wait(object: &dyn Object, work: Work) -> Result<Given> {
    match work {
        Work::Done(outcome) => outcome,
        // What is waited for would be told by this thread.
        Work::Running(_) if object.waits_here() => Err(Error::sdk(&sdk_codes::CLIENT_REENTERED)),
        Work::Running(running) => {
            runtime()?.block_on(run_within(running.limit, running.work, running.given_up))
        }
    }
}

/// A call that is under way.
struct Call {
    process: u32,
    cancelled: Arc<Notify>,
}

impl Object for Call {
    fn work(self: Arc<Self>, asked: Asked<'_>) -> Work {
        Work::unknown(asked.method)
    }

    fn let_go(self: Arc<Self>) -> Option<Arc<dyn Object>> {
        self.cancel();
        // Its end is still to be told; that takes it out.
        (self.process == std::process::id()).then_some(self)
    }

    fn cancel(&self) {
        if self.process == std::process::id() {
            self.cancelled.notify_one();
        }
    }
}

/// Begins the work: its end is told by the queue of the object, once, also when it is cancelled, panics, or the threads are ended.
pub(crate) fn begin(object: &dyn Object, work: Work, tag: u64) -> Result<u64> {
    let no_queue = || {
        let detail = "the end of a call is told by a queue: give one to `client_new`";
        Error::sdk(&sdk_codes::FIELD_MISSING).with_field("queue").with_detail(detail)
    };
    let queue = object.queue().ok_or_else(no_queue)?;
    let cancelled = Arc::new(Notify::new());
    let end = |given_up| {
        let call = Call { process: std::process::id(), cancelled: Arc::clone(&cancelled) };
        let call = TABLE.insert(Arc::new(call));
        End { queue: Arc::clone(&queue), call, tag, names: object.names(), given_up: Some(given_up) }
    };
    match work {
        Work::Done(outcome) => {
            let end = end(Box::new(bridge::cancelled_question) as GivenUp);
            let call = end.call;
            end.tell(outcome);
            Ok(call)
        }
        Work::Running(running) => {
            let runtime = runtime()?;
            // For whoever cancels; the other one is for threads that are ended.
            let (given_up, end) = (running.given_up, end);
            let given_up: Arc<GivenUp> = Arc::new(given_up);
            let same = Arc::clone(&given_up);
            let end = end(Box::new(move || same()));
            let call = end.call;
            runtime.spawn(async move {
                let unknown = || given_up();
                let outcome = tokio::select! {
                    biased;
                    () = cancelled.notified() => given_up(),
                    outcome = run_within(running.limit, running.work, unknown) => outcome,
                };
                end.tell(outcome);
            });
            Ok(call)
        }
    }
}

/// Tells the end of a call, at the latest when it is dropped.
struct End {
    queue: Arc<Queue>,
    call: u64,
    tag: u64,
    names: FieldCase,
    /// Gone once it is told.
    given_up: Option<GivenUp>,
}

impl End {
    fn tell(mut self, outcome: Result<Given>) {
        self.given_up = None;
        self.put(outcome);
    }

    fn put(&self, outcome: Result<Given>) {
        drop(TABLE.remove(self.call));
        self.queue.put(Letter::Ended { call: self.call, tag: self.tag, outcome, names: self.names });
    }
}

impl Drop for End {
    fn drop(&mut self) {
        if let Some(given_up) = mem::take(&mut self.given_up) {
            self.put(given_up());
        }
    }
}
