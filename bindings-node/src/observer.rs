//! What a client reports to the host: an observer that is JavaScript.

use std::sync::atomic::{AtomicU32, Ordering};

use napi::Status;
use napi::bindgen_prelude::FnArgs;
use napi::threadsafe_function::{ThreadsafeFunction, ThreadsafeFunctionCallMode};
use qq_wxpay::bridge::{self, FieldCase};
use qq_wxpay::client::{Event, Observer};

/// The function of the facade that takes events. It is held weakly: it keeps no process alive.
type Observe = ThreadsafeFunction<
    FnArgs<(String, u32)>,
    (),
    FnArgs<(String, u32)>,
    Status,
    false,
    true,
    { ObserverCallback::QUEUE },
>; // named once: napi writes all seven parameters

/// Hands events to JavaScript's thread and waits for nothing.
pub(crate) struct ObserverCallback {
    observe: Observe,
    /// The shop has no observer: nothing but what must be in its log crosses the border.
    only_faults: bool,
    /// So many events found the queue full since the last one that got in.
    dropped: AtomicU32,
}

impl ObserverCallback {
    /// So many events may wait for JavaScript's thread; what comes on top is dropped.
    pub(crate) const QUEUE: usize = 10_000;

    pub(crate) fn new(observe: Observe, only_faults: bool) -> Self {
        Self { observe, only_faults, dropped: AtomicU32::new(0) }
    }
}

impl Observer for ObserverCallback {
    fn observe(&self, event: &Event) {
        if self.only_faults && !matches!(event, Event::Fault(_)) {
            return;
        }
        let event = bridge::event_json(event, FieldCase::Camel);
        let dropped = self.dropped.swap(0, Ordering::Relaxed);
        // A full queue, or a thread that has ended: no call waits for that. The next event that gets in says how many did not.
        if self.observe.call((event, dropped).into(), ThreadsafeFunctionCallMode::NonBlocking) != Status::Ok {
            self.dropped.fetch_add(dropped.saturating_add(1), Ordering::Relaxed);
        }
    }

    fn only_hands_on(&self) -> bool {
        true
    }
}
