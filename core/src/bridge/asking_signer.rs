//! The host's own signer, asked by a question and waited for on a thread: so that what is prepared at once can be signed, too.

use std::collections::HashMap;
use std::fmt;
use std::sync::atomic::{AtomicU32, Ordering};
use std::sync::mpsc::{SyncSender, sync_channel};
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;

use super::{Ask, FieldCase, HostFailure};
use crate::crypto::Signer;
use crate::error::{Error, Result, sdk_codes};

/// The numbers of [`super::Host`]'s questions stay below.
const FIRST: u32 = 1 << 31;

/// A signer is waited for no longer: the limit of its call has passed long before.
const PATIENCE: Duration = Duration::from_secs(60);

/// A signer that is asked by the question `sign`.
pub struct AskingSigner {
    ask: Box<dyn Ask>,
    names: FieldCase,
    last: AtomicU32,
    open: Mutex<HashMap<u32, SyncSender<Option<String>>>>,
}

impl AskingSigner {
    /// One that is asked this way.
    #[must_use]
    pub fn new(ask: Box<dyn Ask>, names: FieldCase) -> Self {
        Self { ask, names, last: AtomicU32::new(FIRST), open: Mutex::default() }
    }

    /// Takes an answer: a JSON text in Base64, or nothing when the signer threw. Gives whether it was one for a signer.
    pub fn answer(&self, number: u32, answer: &Option<String>) -> bool {
        if let Some(waiting) = self.open().remove(&number) {
            // Whoever asked may have given up.
            let _ = waiting.try_send(answer.clone());
        }
        number >= FIRST
    }

    fn asked(&self, message: &[u8]) -> (u32, Option<String>) {
        let number = self.last.fetch_add(1, Ordering::Relaxed) | FIRST;
        let (sender, receiver) = sync_channel(1);
        self.open().insert(number, sender);
        let arguments = format!("[\"{}\"]", STANDARD.encode(message));
        let is_asked = self.ask.ask(number, self.names.word("sign"), arguments);
        let answer = if is_asked { receiver.recv_timeout(PATIENCE).ok().flatten() } else { None };
        self.open().remove(&number);
        (number, answer)
    }

    fn open(&self) -> MutexGuard<'_, HashMap<u32, SyncSender<Option<String>>>> {
        // Every change is one insertion or removal: a panic elsewhere cannot leave it half done.
        self.open.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Signer for AskingSigner {
    fn sign_sha256_rsa(&self, message: &[u8]) -> Result<Vec<u8>> {
        let (number, answer) = self.asked(message);
        let text = answer.as_deref().and_then(|answer| answer.strip_prefix('"')?.strip_suffix('"'));
        let signed = text.and_then(|text| STANDARD.decode(text).ok());
        let threw = || Error::sdk(&sdk_codes::SIGNING_FAILED).with_source(HostFailure::Threw(number));
        signed.ok_or_else(threw)
    }

    fn blocks(&self) -> bool {
        true
    }
}

impl fmt::Debug for AskingSigner {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.debug_struct("AskingSigner").finish_non_exhaustive()
    }
}
