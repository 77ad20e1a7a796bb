//! The log of what happened, readable by tests and by people.

use std::collections::VecDeque;
use std::sync::{Arc, Mutex, MutexGuard};

use crate::clock::Clock;
use crate::journal::{Entry, Event, Journal};

/// The newest events, in order.
pub(crate) struct Events {
    clock: Arc<Clock>,
    journal: Arc<Journal>,
    log: Mutex<VecDeque<Arc<Event>>>,
}

impl Events {
    /// An empty log, whose events also stand in the journal.
    pub(crate) fn new(clock: Arc<Clock>, journal: Arc<Journal>) -> Self {
        Self { clock, journal, log: Mutex::default() }
    }

    /// Notes that something happened.
    pub(crate) fn add(&self, kind: &str, summary: impl Into<String>) {
        let event = Arc::new(Event { at: self.clock.now(), kind: kind.to_owned(), summary: summary.into() });
        let mut log = self.lock();
        if log.len() == CAPACITY {
            log.pop_front();
        }
        log.push_back(Arc::clone(&event));
        drop(log);
        self.journal.put(Entry::Event(event));
    }

    /// A copy of the log, oldest first.
    pub(crate) fn all(&self) -> Vec<Event> {
        self.lock().iter().map(|event| Event::clone(event)).collect()
    }

    fn lock(&self) -> MutexGuard<'_, VecDeque<Arc<Event>>> {
        self.log.lock().expect("no holder of the event log panics")
    }
}

/// Enough for any test, and a bound for a sandbox that runs for days.
const CAPACITY: usize = 10_000;
