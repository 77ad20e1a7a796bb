//! What the host brings along: its token provider or store, its HTTP client, its signer, its observer.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

use qq_wxpay::bridge::{self, Ask, FieldCase, HostFailure};
use qq_wxpay::client::{Event, Observer, wait_for_observers};
use qq_wxpay::crypto::Signer;
use qq_wxpay::error::sdk_codes;
use qq_wxpay::{Error, Result};

use crate::failure::NativeFailure;

/// The facade's own object that takes questions and events. It hands them on and returns; it throws nothing.
#[uniffi::export(with_foreign)]
pub trait NativeHost: Send + Sync {
    /// Takes a question: number, name, arguments as JSON. It is answered through [`crate::NativeClient::answer`].
    fn ask(&self, number: u32, question: String, arguments: String);

    /// Takes what a client did, as JSON.
    fn observe(&self, event: String);
}

/// Signs in the place of a private key: an HSM or a KMS.
#[uniffi::export(with_foreign)]
pub trait NativeSigner: Send + Sync {
    /// The RSASSA-PKCS1-v1_5 signature with SHA-256 of `message`, 256 bytes.
    fn sign(&self, message: Vec<u8>) -> std::result::Result<Vec<u8>, NativeFailure>;
}

/// So long a host that leaves waits for its observers.
const LAST_EVENTS: Duration = Duration::from_millis(500);

/// Whether the host's own functions are gone, because its runtime is ending.
static HOST_HAS_LEFT: AtomicBool = AtomicBool::new(false);

/// A host is there, again or for the first time: its functions may be called from now on.
#[uniffi::export]
pub fn host_comes() {
    HOST_HAS_LEFT.store(false, Ordering::SeqCst);
}

/// From now on none of the host's own functions is called, not even the one that ends an object of it. For hosts that take
/// their functions down while threads of this library are still running; call it as late as possible.
///
/// With `patience`, milliseconds, these threads are ended too: so long they may take to return from functions of the host, which
/// must be able to run meanwhile.
#[uniffi::export]
pub fn host_leaves(patience: Option<u64>) {
    // What is not told in this time is told to nobody.
    let _ = wait_for_observers(LAST_EVENTS);
    HOST_HAS_LEFT.store(true, Ordering::SeqCst);
    if let Some(milliseconds) = patience {
        bridge::end_runtime(Duration::from_millis(milliseconds));
    }
}

pub(crate) fn host_has_left() -> bool {
    HOST_HAS_LEFT.load(Ordering::SeqCst)
}

/// An object of the host.
pub(crate) struct Foreign<T: ?Sized>(Option<Arc<T>>);

impl<T: ?Sized> Foreign<T> {
    pub(crate) fn new(object: Arc<T>) -> Self {
        Self(Some(object))
    }

    /// The object, while the host is there.
    fn there(&self) -> Option<&T> {
        self.0.as_deref().filter(|_| !host_has_left())
    }
}

impl<T: ?Sized> Drop for Foreign<T> {
    fn drop(&mut self) {
        let object = self.0.take();
        if host_has_left() {
            std::mem::forget(object);
        }
    }
}

pub(crate) struct HostCallback(pub(crate) Arc<Foreign<dyn NativeHost>>);

impl Ask for HostCallback {
    fn ask(&self, number: u32, question: String, arguments: String) -> bool {
        let host = self.0.there();
        if let Some(host) = host {
            host.ask(number, question, arguments);
        }
        host.is_some()
    }
}

pub(crate) struct ObserverCallback {
    pub(crate) host: Arc<Foreign<dyn NativeHost>>,
    pub(crate) names: FieldCase,
    /// Nobody watches: the host is told only what belongs into its log.
    pub(crate) only_faults: bool,
}

impl Observer for ObserverCallback {
    fn observe(&self, event: &Event) {
        if let Some(host) = self.host.there() {
            host.observe(bridge::event_json(event, self.names));
        }
    }

    fn wants(&self, event: &Event) -> bool {
        !self.only_faults || matches!(event, Event::Fault(_))
    }
}

pub(crate) struct HostSigner(pub(crate) Foreign<dyn NativeSigner>);

impl Signer for HostSigner {
    fn sign_sha256_rsa(&self, message: &[u8]) -> Result<Vec<u8>> {
        let error = Error::sdk(&sdk_codes::SIGNING_FAILED);
        let Some(signer) = self.0.there() else { return Err(error) };
        signer.sign(message.to_vec()).map_err(|failure| match failure {
            // The number is the facade's: by it the call that fails finds what the signer threw.
            NativeFailure::Failed { question: Some(number), .. } => {
                error.with_source(HostFailure::Threw(number))
            }
            NativeFailure::Failed { question: None, .. } => error,
        })
    }

    fn blocks(&self) -> bool {
        true
    }
}
