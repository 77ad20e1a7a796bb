//! The journal as one watcher reads it. Nothing is kept for a watcher but a number: who reads slowly only finds less that is still there.

use std::collections::HashSet;
use std::sync::Arc;

use serde_json::{Value, json};

use super::snapshot::{order, refund, snapshot};
use crate::control;
use crate::journal::{Entry, summary};
use crate::orders::OrderKey;
use crate::state::SandboxState;

/// So many entries of before are told to one who comes.
const EARLIER: u64 = 500;
/// So many entries are told at once.
const AT_ONCE: usize = 200;
/// A text in a line of a list is no longer.
const LONGEST_TEXT: usize = 300;

/// What one watcher has read.
pub(super) struct Feed {
    state: Arc<SandboxState>,
    after: u64,
}

/// What is told at once.
pub(super) struct Told {
    pub(super) text: String,
    /// Whether there may be more already.
    pub(super) is_full: bool,
}

impl Feed {
    /// Begins behind the entry that the watcher names, or a little before the newest one; gives what to say first.
    pub(super) fn open(state: Arc<SandboxState>, last_id: Option<&str>) -> (Self, String) {
        let newest = state.journal.newest();
        let known = last_id.and_then(|id| {
            let (instance, number) = id.split_once('-')?;
            (instance == state.journal.instance).then(|| number.parse::<u64>().ok())?
        });
        let feed = Self { after: known.unwrap_or(newest.saturating_sub(EARLIER)).min(newest), state };
        let mut text = String::from("retry: 1000\n\n");
        if known.is_none() {
            // The clock may move and orders may change meanwhile: what tells so has a higher number, and comes after this.
            feed.say(&mut text, "snapshot", feed.after, &snapshot(&feed.state));
        } else {
            feed.say(&mut text, "again", feed.after, &json!({}));
        }
        (feed, text)
    }

    /// What is new; nothing when nothing is.
    pub(super) fn next(&mut self) -> Option<Told> {
        let mut text = String::new();
        let read = self.state.journal.after(self.after, AT_ONCE);
        if read.lost > 0 {
            // Whoever is so far behind would miss something again with each step: go where there is room.
            let to = self.state.journal.newest().saturating_sub(EARLIER).max(self.after);
            let lost = to - self.after;
            self.after = to;
            self.say(&mut text, "gap", to, &json!({ "lost": lost }));
            self.say(&mut text, "snapshot", to, &snapshot(&self.state));
            return Some(Told { text, is_full: true });
        }
        let is_full = read.entries.len() == AT_ONCE;
        let mut seen = Seen::default();
        let mut lines: Vec<(u64, &'static str, Value)> = Vec::new();
        // Of what only says that something changed the last one counts: it is told as it is now.
        for (number, entry) in read.entries.into_iter().rev() {
            self.after = self.after.max(number);
            lines.extend(self.line(number, entry, &mut seen).map(|(name, value)| (number, name, value)));
        }
        if lines.is_empty() {
            return None;
        }
        for (number, name, value) in lines.iter().rev() {
            self.say(&mut text, name, *number, value);
        }
        Some(Told { text, is_full })
    }

    fn line(&self, number: u64, entry: Entry, seen: &mut Seen) -> Option<(&'static str, Value)> {
        let state = &self.state;
        Some(match entry {
            Entry::Exchange(exchange) => ("exchange", shortened(summary(number, &exchange))),
            Entry::Event(event) => {
                let value =
                    json!({"id": number, "at": event.at, "kind": event.kind, "summary": event.summary});
                ("event", shortened(value))
            }
            Entry::Order(key) => {
                let is_new = seen.orders.insert(Arc::clone(&key));
                let book = is_new.then(|| state.orders())?;
                ("order", order(book.get(&key)?))
            }
            Entry::Refund(refund_number) => {
                let is_new = seen.refunds.insert(Arc::clone(&refund_number));
                let book = is_new.then(|| state.orders())?;
                let found = book.refunds().iter().rev().find(|one| one.out_refund_no == *refund_number);
                ("refund", refund(found?))
            }
            Entry::Clock => ("clock", first(&mut seen.clock).then(|| control::clock(state))?),
            Entry::Switches => ("switches", first(&mut seen.switches).then(|| control::switches(state))?),
            Entry::Faults => ("faults", first(&mut seen.faults).then(|| control::faults(state))?),
        })
    }

    /// One event of the stream. JSON has no line breaks of its own.
    fn say(&self, text: &mut String, name: &str, number: u64, value: &Value) {
        let instance = &self.state.journal.instance;
        text.push_str(&format!("id: {instance}-{number}\nevent: {name}\ndata: {value}\n\n"));
    }
}

/// What was told in this step.
#[derive(Default)]
struct Seen {
    orders: HashSet<Arc<OrderKey>>,
    refunds: HashSet<Arc<str>>,
    clock: bool,
    switches: bool,
    faults: bool,
}

fn first(seen: &mut bool) -> bool {
    !std::mem::replace(seen, true)
}

/// A line without long texts: the whole is told to those who ask.
fn shortened(mut value: Value) -> Value {
    for text in value.as_object_mut().into_iter().flat_map(|object| object.values_mut()) {
        if let Value::String(text) = text
            && let Some((end, _)) = text.char_indices().nth(LONGEST_TEXT)
        {
            text.truncate(end);
            text.push('…');
        }
    }
    value
}
