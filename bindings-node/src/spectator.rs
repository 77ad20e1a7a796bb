//! What a client tells the host: an observer that is JavaScript.

use napi::Status;
use napi::bindgen_prelude::FnArgs;
use napi::threadsafe_function::{ThreadsafeFunction, ThreadsafeFunctionCallMode};
use qq_wxpay::bridge::{self, Names};
use qq_wxpay::client::{Event, Observer};

/// The function of the facade that takes events. It is held weakly: it keeps no process alive.
type Observe =
    ThreadsafeFunction<FnArgs<(String,)>, (), FnArgs<(String,)>, Status, false, true, { Spectator::QUEUE }>; // named once: napi writes all seven parameters

/// Hands events to JavaScript's thread and waits for nothing.
pub(crate) struct Spectator(Observe);

impl Spectator {
    /// So many events may wait for JavaScript's thread; what comes on top is dropped.
    pub(crate) const QUEUE: usize = 10_000;

    pub(crate) fn new(observe: Observe) -> Self {
        Self(observe)
    }
}

impl Observer for Spectator {
    fn observe(&self, event: &Event) {
        let event = bridge::event_json(event, Names::Camel);
        // A full queue, or a thread that has ended: nobody looks, and no call waits for that.
        let _ = self.0.call((event,).into(), ThreadsafeFunctionCallMode::NonBlocking);
    }
}
