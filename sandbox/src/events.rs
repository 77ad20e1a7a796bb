//! The log of what happened, readable by tests and by people.

use std::collections::VecDeque;
use std::sync::{Arc, Mutex, MutexGuard};

use serde::Serialize;

use crate::clock::Clock;

/// One thing that happened in the sandbox.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct Event {
    /// When, in Unix seconds of the sandbox's clock.
    pub at: i64,
    /// What kind of thing, such as `order.created`.
    pub kind: String,
    /// What exactly, in one line without secrets.
    pub summary: String,
}

/// The newest events, in order.
pub(crate) struct Events {
    clock: Arc<Clock>,
    log: Mutex<VecDeque<Event>>,
}

impl Events {
    /// An empty log.
    pub(crate) fn new(clock: Arc<Clock>) -> Self {
        Self { clock, log: Mutex::default() }
    }

    /// Notes that something happened.
    pub(crate) fn add(&self, kind: &str, summary: impl Into<String>) {
        let event = Event { at: self.clock.now(), kind: kind.to_owned(), summary: summary.into() };
        let mut log = self.lock();
        if log.len() == CAPACITY {
            log.pop_front();
        }
        log.push_back(event);
    }

    /// A copy of the log, oldest first.
    pub(crate) fn all(&self) -> Vec<Event> {
        self.lock().iter().cloned().collect()
    }

    fn lock(&self) -> MutexGuard<'_, VecDeque<Event>> {
        self.log.lock().expect("no holder of the event log panics")
    }
}

/// Enough for any test, and a bound for a sandbox that runs for days.
const CAPACITY: usize = 10_000;
