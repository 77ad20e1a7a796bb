//! A client whose host fetches: what is for its functions from a [`NativeMailbox`], and its results by a [`NativeCall`].

use std::collections::HashMap;
use std::fmt;
use std::sync::atomic::{AtomicU32, Ordering};
use std::sync::mpsc::{SyncSender, sync_channel};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use qq_wxpay::bridge::{self, Host, HostFailure};
use qq_wxpay::crypto::Signer;
use qq_wxpay::error::sdk_codes;
use qq_wxpay::{Error, Result};

use crate::client::{Foreigners, NativeClient, NativeParts};
use crate::failure::NativeFailure;
use crate::mailbox::{Address, ByMail, NativeMailbox, Reporter};
use crate::names;
use crate::pending::{Answer, NativeCall};

/// The numbers of the core's questions stay below.
const FIRST: u32 = 1 << 31;

/// A signer is waited for no longer: the limit of its call has passed long before.
const PATIENCE: Duration = Duration::from_secs(60);

#[uniffi::export]
impl NativeClient {
    /// Makes a client whose host fetches. `client` is its number in the mailbox; `signs` tells whether its host has a signer.
    #[uniffi::constructor]
    pub fn with_mailbox(
        parts: NativeParts,
        mailbox: Arc<NativeMailbox>,
        client: u64,
        signs: bool,
    ) -> std::result::Result<Arc<Self>, NativeFailure> {
        let names = names(parts.camel);
        let address = Arc::new(Address { mailbox, client });
        let host = Arc::new(Host::new(Box::new(ByMail(Arc::clone(&address))), names));
        let signer = signs.then(|| Arc::new(FetchingSigner::new(Arc::clone(&address))));
        let reporter = Reporter { address, names, faults_alone: !parts.observes };
        let foreigners = Foreigners {
            host: Some(host),
            observer: Some(Arc::new(reporter)),
            signer: signer.clone().map(|own| own as _),
        };
        Self::made(parts, foreigners, signer, false)
    }

    /// Begins a call over the network.
    pub fn begin_call(
        self: Arc<Self>,
        operation: String,
        arguments: String,
        timeout: Option<u64>,
    ) -> std::result::Result<Arc<NativeCall>, NativeFailure> {
        let (limit, names) = (self.longest(timeout), self.case());
        let (same_operation, same_arguments) = (operation.clone(), arguments.clone());
        let given_up = move || bridge::cancelled_outcome(&same_operation, &same_arguments, names);
        let work = async move {
            self.call(operation, arguments, timeout, None).await.map(|text| Answer::Text(Some(text)))
        };
        NativeCall::begin(work, limit, given_up, names)
    }

    /// Begins to read a bill.
    pub fn begin_bill(
        self: Arc<Self>,
        operation: String,
        arguments: String,
        timeout: Option<u64>,
    ) -> std::result::Result<Arc<NativeCall>, NativeFailure> {
        let (limit, names) = (self.longest(timeout), self.case());
        let work = async move { self.bill(operation, arguments, timeout, None).await.map(Answer::Bill) };
        NativeCall::begin(work, limit, nothing, names)
    }

    /// Begins to read a notification, with the keys that are still to be fetched, or with a query of the order.
    pub fn begin_notification(
        self: Arc<Self>,
        confirm: bool,
        headers: String,
        body: Vec<u8>,
        timeout: Option<u64>,
    ) -> std::result::Result<Arc<NativeCall>, NativeFailure> {
        let (limit, names) = (self.longest(timeout), self.case());
        let work = async move {
            self.await_notification(confirm, headers, body, timeout, None).await.map(Answer::Notification)
        };
        NativeCall::begin(work, limit, nothing, names)
    }

    /// Begins to sign a request for an HTTP client of the host's own, where its signer has to be asked.
    pub fn begin_prepare(
        self: Arc<Self>,
        operation: String,
        arguments: String,
        access_token: Option<String>,
    ) -> std::result::Result<Arc<NativeCall>, NativeFailure> {
        let (limit, names) = (self.longest(None), self.case());
        let signing = move || self.prepare(&operation, &arguments, access_token).map(Answer::Prepared);
        NativeCall::begin(aside(signing, names), limit, nothing, names)
    }

    /// The same for a bill.
    pub fn begin_prepare_bill(
        self: Arc<Self>,
        operation: String,
        arguments: String,
    ) -> std::result::Result<Arc<NativeCall>, NativeFailure> {
        let (limit, names) = (self.longest(None), self.case());
        let signing = move || self.prepare_bill(&operation, &arguments).map(Answer::PreparedBill);
        NativeCall::begin(aside(signing, names), limit, nothing, names)
    }
}

/// On a thread that may wait for the signer.
async fn aside(
    signing: impl FnOnce() -> std::result::Result<Answer, NativeFailure> + Send + 'static,
    names: bridge::FieldCase,
) -> std::result::Result<Answer, NativeFailure> {
    let signed = tokio::task::spawn_blocking(signing).await;
    signed.unwrap_or_else(|_| Err(NativeFailure::new(&Error::sdk(&sdk_codes::CALL_ABANDONED), names)))
}

fn nothing() -> Result<String> {
    Err(Error::sdk(&sdk_codes::CALL_ABANDONED))
}

/// A signer that is asked through the mailbox.
pub(crate) struct FetchingSigner {
    address: Arc<Address>,
    last: AtomicU32,
    open: Mutex<HashMap<u32, SyncSender<Option<String>>>>,
}

impl FetchingSigner {
    fn new(address: Arc<Address>) -> Self {
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
