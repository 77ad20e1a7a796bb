//! A signer of the host's that is asked through its mailbox.

use std::collections::HashMap;
use std::fmt;
use std::sync::atomic::{AtomicU32, Ordering};
use std::sync::mpsc::{SyncSender, sync_channel};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use qq_wxpay::bridge::HostFailure;
use qq_wxpay::crypto::Signer;
use qq_wxpay::error::sdk_codes;
use qq_wxpay::{Error, Result};

use crate::mailbox::Address;

/// The numbers of the core's questions stay below.
const FIRST: u32 = 1 << 31;

/// A signer is waited for no longer: the limit of its call has passed long before.
const PATIENCE: Duration = Duration::from_secs(60);

/// A signer that is asked through the mailbox.
pub(crate) struct FetchingSigner {
    address: Arc<Address>,
    last: AtomicU32,
    open: Mutex<HashMap<u32, SyncSender<Option<String>>>>,
}

impl FetchingSigner {
    pub(crate) fn new(address: Arc<Address>) -> Self {
        Self { address, last: AtomicU32::new(FIRST), open: Mutex::default() }
    }

    /// Takes an answer: a JSON text in Base64, or nothing when the signer threw. Whether it was one for this signer.
    pub(crate) fn answer(&self, number: u32, answer: &Option<String>) -> bool {
        if let Some(waiting) = self.open().remove(&number) {
            // Whoever asked may have given up.
            let _ = waiting.try_send(answer.clone());
        }
        number >= FIRST
    }

    fn ask(&self, message: &[u8]) -> (u32, Option<String>) {
        let number = self.last.fetch_add(1, Ordering::Relaxed) | FIRST;
        let (sender, receiver) = sync_channel(1);
        self.open().insert(number, sender);
        self.address.ask(number, "sign".to_owned(), format!("[\"{}\"]", STANDARD.encode(message)));
        let answer = receiver.recv_timeout(PATIENCE).ok().flatten();
        self.open().remove(&number);
        (number, answer)
    }

    fn open(&self) -> MutexGuard<'_, HashMap<u32, SyncSender<Option<String>>>> {
        // Every change is one insertion or removal: a panic elsewhere cannot leave it half done.
        self.open.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Signer for FetchingSigner {
    fn sign_sha256_rsa(&self, message: &[u8]) -> Result<Vec<u8>> {
        let (number, answer) = self.ask(message);
        let text = answer.as_deref().and_then(|answer| answer.strip_prefix('"')?.strip_suffix('"'));
        let signed = text.and_then(|text| STANDARD.decode(text).ok());
        let threw = || Error::sdk(&sdk_codes::SIGNING_FAILED).with_source(HostFailure::Threw(number));
        signed.ok_or_else(threw)
    }

    fn blocks(&self) -> bool {
        true
    }
}

impl fmt::Debug for FetchingSigner {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.debug_struct("FetchingSigner").finish_non_exhaustive()
    }
}
