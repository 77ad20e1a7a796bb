//! Everything that was heard in a run, each with its moment: the lines of the shop's processes, and what the director did and saw.

use std::sync::{Mutex, PoisonError};

use qq_wxpay_tests::chaos::{Line, now};

/// One thing that was heard.
#[derive(Debug, Clone)]
pub(crate) struct Entry {
    /// Microseconds, see [`now`].
    pub(crate) at: u64,
    pub(crate) what: What,
}

/// What was heard.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum What {
    /// A process of the shop said it.
    Said { pid: u32, line: Line },
    /// A process began.
    Started { pid: u32, machine: usize },
    /// A process was killed, and is gone.
    Killed { pid: u32 },
    /// All clocks went ahead, so that a token is due.
    Jumped,
    /// Redis does not answer any more.
    RedisGone,
    /// Redis answers again.
    RedisBack { emptied: bool },
    /// Redis has lost what it had.
    Flushed,
    /// A process cannot write files.
    DiskFull { pid: u32 },
    /// It can again.
    DiskFree { pid: u32 },
    /// The sandbox says of itself: the kind of its event, and its line.
    Sandbox { kind: String, summary: String },
    /// Something that only people read.
    Note(String),
}

/// What was heard, in the order of hearing.
#[derive(Default)]
pub(crate) struct Ledger(Mutex<Vec<Entry>>);

impl Ledger {
    /// Something that happens now.
    pub(crate) fn add(&self, what: What) {
        self.hear(Entry { at: now(), what });
    }

    pub(crate) fn note(&self, text: impl Into<String>) {
        self.add(What::Note(text.into()));
    }

    pub(crate) fn hear(&self, entry: Entry) {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).push(entry);
    }

    /// All of it, in the order in which it happened.
    pub(crate) fn all(&self) -> Vec<Entry> {
        let mut all = self.0.lock().unwrap_or_else(PoisonError::into_inner).clone();
        all.sort_by_key(|entry| entry.at);
        all
    }

    /// The first thing that was heard after the first `from` ones and is looked for.
    pub(crate) fn find<T>(&self, from: usize, look: impl Fn(&Entry) -> Option<T>) -> Option<T> {
        let all = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        all.iter().skip(from).find_map(look)
    }

    pub(crate) fn count(&self) -> usize {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).len()
    }
}
