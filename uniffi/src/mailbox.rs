//! What waits for a host that fetches it: for languages that no other thread may call, such as Ruby.
//!
//! Nothing here calls the host. It is woken by a byte in a pipe, on which it can wait as it likes: with a time limit, under its own
//! scheduler, and on a thread that it can make anew.

use std::collections::VecDeque;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use qq_wxpay::Error;
use qq_wxpay::bridge::{self, Ask, FieldCase};
use qq_wxpay::client::{Event, Observer};
use qq_wxpay::error::sdk_codes;

use crate::bell::{Bell, Ear};
use crate::failure::NativeFailure;

/// So many events wait at most: an observer that hangs does not fill the memory.
const MOST_EVENTS: usize = 1_000;

/// Something for a function of the host.
#[derive(uniffi::Record)]
pub struct NativeLetter {
    /// The client's number, as its facade gave it.
    pub client: u64,
    /// The number of the question, by which it is answered; nothing for an event, which nobody answers.
    pub number: Option<u32>,
    /// The name of the question; `event` for an event.
    pub name: String,
    /// The arguments, or the event, as JSON.
    pub content: String,
}

#[derive(Default)]
struct Letters {
    waiting: VecDeque<NativeLetter>,
    events: usize,
}

/// The letters for the functions of all clients of a process.
#[derive(uniffi::Object)]
pub struct NativeMailbox {
    letters: Mutex<Letters>,
    dropped: AtomicU64,
    bell: Bell,
    ear: Ear,
}

#[uniffi::export]
impl NativeMailbox {
    /// An empty one.
    #[uniffi::constructor]
    pub fn create() -> std::result::Result<Arc<Self>, NativeFailure> {
        let (bell, ear) = Bell::hung().map_err(|error| {
            let error = Error::sdk(&sdk_codes::NO_RUNTIME).with_detail("no pipes").with_source(error);
            NativeFailure::new(&error, FieldCase::Snake)
        })?;
        Ok(Arc::new(Self { letters: Mutex::default(), dropped: AtomicU64::new(0), bell, ear }))
    }

    /// The descriptor that becomes readable when there is a letter again: the host's own from now on. Nothing where the
    /// system has none: look again after a while.
    pub fn descriptor(&self) -> Option<i32> {
        self.ear.descriptor()
    }

    /// The next letter. Before taking, take the byte out of the descriptor; take until there is none.
    pub fn take(&self) -> Option<NativeLetter> {
        let mut letters = self.letters();
        let letter = letters.waiting.pop_front()?;
        letters.events -= usize::from(letter.number.is_none());
        Some(letter)
    }

    /// How many events found no room since this was asked last.
    pub fn dropped(&self) -> u64 {
        self.dropped.swap(0, Ordering::Relaxed)
    }
}

impl NativeMailbox {
    pub(crate) fn put(&self, letter: NativeLetter) {
        let mut letters = self.letters();
        if letter.number.is_none() {
            if letters.events == MOST_EVENTS {
                self.dropped.fetch_add(1, Ordering::Relaxed);
                return;
            }
            letters.events += 1;
        }
        let was_empty = letters.waiting.is_empty();
        letters.waiting.push_back(letter);
        drop(letters);
        if was_empty {
            self.bell.ring();
        }
    }

    fn letters(&self) -> MutexGuard<'_, Letters> {
        // Every change is one letter more or less: a panic elsewhere cannot leave it half done.
        self.letters.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// The way of one client to its host.
pub(crate) struct Address {
    pub(crate) mailbox: Arc<NativeMailbox>,
    pub(crate) client: u64,
}

impl Address {
    pub(crate) fn ask(&self, number: u32, name: String, content: String) {
        self.mailbox.put(NativeLetter { client: self.client, number: Some(number), name, content });
    }
}

pub(crate) struct ByMail(pub(crate) Arc<Address>);

impl Ask for ByMail {
    fn ask(&self, number: u32, question: String, arguments: String) -> bool {
        self.0.ask(number, question, arguments);
        true
    }
}

/// Puts into the mailbox what a client did: of a host without an observer only what belongs into its log.
pub(crate) struct Reporter {
    pub(crate) address: Arc<Address>,
    pub(crate) names: FieldCase,
    pub(crate) faults_alone: bool,
}

impl Observer for Reporter {
    fn observe(&self, event: &Event) {
        if self.faults_alone && !matches!(event, Event::Fault(_)) {
            return;
        }
        let (name, content) = ("event".to_owned(), bridge::event_json(event, self.names));
        let Address { mailbox, client } = &*self.address;
        mailbox.put(NativeLetter { client: *client, number: None, name, content });
    }

    fn only_hands_on(&self) -> bool {
        true
    }
}
