//! What the host brings along: its token provider or store, its HTTP client, its signer, its observer.

use std::sync::Arc;

use qq_wxpay::bridge::{self, Ask, HostFailure, Names};
use qq_wxpay::client::{Event, Observer};
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

pub(crate) struct AskHost(pub(crate) Arc<dyn NativeHost>);

impl Ask for AskHost {
    fn ask(&self, number: u32, question: String, arguments: String) -> bool {
        self.0.ask(number, question, arguments);
        true
    }
}

pub(crate) struct Spectator(pub(crate) Arc<dyn NativeHost>, pub(crate) Names);

impl Observer for Spectator {
    fn observe(&self, event: &Event) {
        self.0.observe(bridge::event_json(event, self.1));
    }
}

pub(crate) struct HostSigner(pub(crate) Arc<dyn NativeSigner>);

impl Signer for HostSigner {
    fn sign_sha256_rsa(&self, message: &[u8]) -> Result<Vec<u8>> {
        self.0.sign(message.to_vec()).map_err(|NativeFailure::Failed { question, .. }| {
            // The number is the facade's: by it the call that fails finds what the signer threw.
            let error = Error::sdk(&sdk_codes::SIGNING_FAILED);
            match question {
                Some(number) => error.with_source(HostFailure::Threw(number)),
                None => error,
            }
        })
    }

    fn blocks(&self) -> bool {
        true
    }
}
