//! The log of what happened, readable by tests and by people.

use std::collections::VecDeque;
use std::sync::{Arc, Mutex, MutexGuard};

use crate::clock::Clock;
use crate::journal::{Entry, Event, Journal};

/// The newest events, in order.
pub(crate) struct Events {
    clock: Arc<Clock>,
    journal: Arc<Journal>,
    log: Mutex<Log>,
}

#[derive(Default)]
struct Log {
    newest: VecDeque<Arc<Event>>,
    /// How many there were before the oldest of these.
    dropped: u64,
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
        if log.newest.len() == CAPACITY {
            log.newest.pop_front();
            log.dropped += 1;
        }
        log.newest.push_back(Arc::clone(&event));
        drop(log);
        self.journal.put(Entry::Event(event));
    }

    /// A copy of the log, oldest first.
    pub(crate) fn all(&self) -> Vec<Event> {
        self.lock().newest.iter().map(|event| Event::clone(event)).collect()
    }

    /// Those behind the first `seen` that ever were, oldest first, and how many there were so far.
    pub(crate) fn since(&self, seen: u64) -> (Vec<Event>, u64) {
        let log = self.lock();
        let known = usize::try_from(seen.saturating_sub(log.dropped)).unwrap_or(usize::MAX);
        let events = log.newest.iter().skip(known).map(|event| Event::clone(event)).collect();
        (events, log.dropped + log.newest.len() as u64)
    }

    fn lock(&self) -> MutexGuard<'_, Log> {
        self.log.lock().expect("no holder of the event log panics")
    }
}

/// Enough for any test, and a bound for a sandbox that runs for days.
const CAPACITY: usize = 10_000;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn who_looks_again_sees_what_is_new_even_when_the_oldest_are_dropped() {
        let events = Events::new(Arc::default(), Arc::default());
        assert_eq!(events.since(0), (Vec::new(), 0));
        for number in 0..CAPACITY + 5 {
            events.add("a", number.to_string());
        }
        let (all, seen) = events.since(3);
        assert_eq!((all.len(), all[0].summary.as_str(), seen), (CAPACITY, "5", CAPACITY as u64 + 5));
        events.add("b", "new");
        let (new, seen) = events.since(seen);
        assert_eq!((new.len(), new[0].summary.as_str()), (1, "new"));
        assert!(events.since(seen).0.is_empty());
    }
}
