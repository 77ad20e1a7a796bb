//! The newest entries, each with a number.

use std::collections::VecDeque;
use std::sync::{Arc, Mutex, MutexGuard};

use tokio::sync::watch;

use super::{Event, Exchange};
use crate::orders::OrderKey;
use crate::random;

/// One thing that a watcher wants to know of.
#[derive(Clone)]
pub(crate) enum Entry {
    /// A request and its answer.
    Exchange(Arc<Exchange>),
    Event(Arc<Event>),
    /// This order is not what it was; what it is stands in the book.
    Order(Arc<OrderKey>),
    /// The refund with this number is not what it was.
    Refund(Arc<str>),
    /// The clock was moved.
    Clock,
    Switches,
    Faults,
}

/// All entries that are still kept.
pub(crate) struct Journal {
    /// Tells the journal of one start from that of another: numbers begin anew.
    pub(crate) instance: String,
    ring: Mutex<Ring>,
    newest: watch::Sender<u64>,
}

#[derive(Default)]
struct Ring {
    entries: VecDeque<Entry>,
    /// The number of the entry that will be put next.
    next: u64,
    bytes: usize,
}

/// Some entries behind a number.
pub(crate) struct Read {
    /// Each with its number.
    pub(crate) entries: Vec<(u64, Entry)>,
    /// How many behind that number are no longer kept.
    pub(crate) lost: u64,
}

/// The most entries that are kept.
const MOST_ENTRIES: usize = 10_000;
/// The most bytes of exchanges that are kept.
const MOST_BYTES: usize = 16 * 1024 * 1024;

impl Default for Journal {
    fn default() -> Self {
        Self {
            instance: random::hexadecimal(8),
            ring: Mutex::new(Ring { next: 1, ..Ring::default() }),
            newest: watch::Sender::new(0),
        }
    }
}

impl Journal {
    /// Puts one more entry behind all others; the oldest make room.
    pub(crate) fn put(&self, entry: Entry) {
        let mut dropped = Vec::new();
        let number = {
            let mut ring = self.lock();
            ring.bytes += size(&entry);
            ring.entries.push_back(entry);
            while ring.entries.len() > MOST_ENTRIES || ring.bytes > MOST_BYTES {
                let Some(oldest) = ring.entries.pop_front() else { break };
                ring.bytes -= size(&oldest);
                dropped.push(oldest);
            }
            ring.next += 1;
            ring.next - 1
        };
        self.newest.send_if_modified(|newest| {
            // Of two who put at once the later number stays.
            let is_newer = number > *newest;
            *newest = number.max(*newest);
            is_newer
        });
    }

    /// Up to `most` entries with numbers above `after`, the oldest first.
    pub(crate) fn after(&self, after: u64, most: usize) -> Read {
        let ring = self.lock();
        let first = ring.next - ring.entries.len() as u64;
        let from = (after + 1).clamp(first, ring.next);
        let skipped = usize::try_from(from - first).unwrap_or(usize::MAX);
        let entries = ring.entries.iter().skip(skipped).take(most).cloned();
        Read { entries: (from..).zip(entries).collect(), lost: first.saturating_sub(after + 1) }
    }

    /// The number of the newest entry; 0 when there is none.
    pub(crate) fn newest(&self) -> u64 {
        self.lock().next - 1
    }

    /// The exchange with this number, if it is still kept.
    pub(crate) fn exchange(&self, number: u64) -> Option<Arc<Exchange>> {
        let read = self.after(number.checked_sub(1)?, 1);
        match read.entries.into_iter().next() {
            Some((found, Entry::Exchange(exchange))) if found == number => Some(exchange),
            _ => None,
        }
    }

    /// Changes whenever an entry is put.
    pub(crate) fn changes(&self) -> watch::Receiver<u64> {
        self.newest.subscribe()
    }

    fn lock(&self) -> MutexGuard<'_, Ring> {
        self.ring.lock().expect("no holder of the journal panics")
    }
}

/// What an entry takes, about.
fn size(entry: &Entry) -> usize {
    match entry {
        Entry::Exchange(exchange) => exchange.size(),
        Entry::Event(event) => event.kind.len() + event.summary.len() + 64,
        Entry::Order(_) | Entry::Refund(_) | Entry::Clock | Entry::Switches | Entry::Faults => 64,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn note(text: String) -> Entry {
        Entry::Event(Arc::new(Event { at: 0, kind: String::new(), summary: text }))
    }

    #[test]
    fn entries_have_numbers_and_the_oldest_make_room() {
        let journal = Journal::default();
        for _ in 0..MOST_ENTRIES + 5 {
            journal.put(Entry::Clock);
        }
        let read = journal.after(0, usize::MAX);
        assert_eq!((read.lost, read.entries.len()), (5, MOST_ENTRIES));
        assert_eq!(read.entries[0].0, 6);
        assert_eq!(journal.newest(), MOST_ENTRIES as u64 + 5);
        let read = journal.after(journal.newest() - 2, 1);
        assert_eq!((read.lost, read.entries.len(), read.entries[0].0), (0, 1, journal.newest() - 1));
        assert!(journal.after(journal.newest(), 1).entries.is_empty());
        assert!(journal.after(u64::MAX - 1, 1).entries.is_empty());
    }

    #[test]
    fn long_entries_make_room_sooner() {
        let journal = Journal::default();
        for _ in 0..40 {
            journal.put(note("x".repeat(1024 * 1024)));
        }
        let kept = journal.after(0, usize::MAX).entries.len();
        assert!((14..=16).contains(&kept), "{kept}");
        assert!(journal.exchange(40).is_none() && journal.exchange(0).is_none());
    }
}
