//! What waits for a host that fetches it: for languages that no other thread may call, such as Ruby.
//!
//! Nothing here calls the host. It is woken by a byte in a pipe, on which it can wait as it likes: with a time limit, under its own
//! scheduler, and on a thread that it can make anew.

use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use qq_wxpay::Error;
use qq_wxpay::bridge::{Ask, FieldCase, Letters};
use qq_wxpay::error::sdk_codes;

use crate::bell::{Bell, Ear};
use crate::failure::NativeFailure;

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

/// The letters for the functions of all clients of a process.
#[derive(uniffi::Object)]
pub struct NativeMailbox {
    letters: Mutex<Letters<NativeLetter>>,
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
        Ok(Arc::new(Self { letters: Mutex::default(), bell, ear }))
    }

    /// The descriptor that becomes readable when there is a letter again: the host's own from now on. Nothing where the
    /// system has none: look again after a while.
    pub fn descriptor(&self) -> Option<i32> {
        self.ear.descriptor()
    }

    /// The next letter. Before taking, take the byte out of the descriptor; take until there is none.
    pub fn take(&self) -> Option<NativeLetter> {
        self.letters().take()
    }

    /// How many events found no room since this was asked last.
    pub fn dropped(&self) -> u64 {
        self.letters().dropped()
    }
}

impl NativeMailbox {
    pub(crate) fn put(&self, letter: NativeLetter) {
        let is_event = letter.number.is_none();
        let is_first = self.letters().put(letter, is_event);
        if is_first {
            self.bell.ring();
        }
    }

    fn letters(&self) -> MutexGuard<'_, Letters<NativeLetter>> {
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

    pub(crate) fn tell(&self, content: String) {
        self.mailbox.put(NativeLetter {
            client: self.client,
            number: None,
            name: "event".to_owned(),
            content,
        });
    }
}

pub(crate) struct ByMail(pub(crate) Arc<Address>);

impl Ask for ByMail {
    fn ask(&self, number: u32, question: String, arguments: String) -> bool {
        self.0.ask(number, question, arguments);
        true
    }
}
