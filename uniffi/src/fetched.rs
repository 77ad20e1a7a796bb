//! A client whose host fetches: what is for its functions from a [`NativeMailbox`], and its results by a [`NativeCall`].

use qq_wxpay::bridge::{self, AskingSigner, Host, Reporter};
use qq_wxpay::error::sdk_codes;
use qq_wxpay::{Error, Result};
use std::sync::Arc;

use crate::bill::NativeBill;
use crate::client::{Foreigners, NativeClient, NativeParts};
use crate::failure::NativeFailure;
use crate::mailbox::{Address, ByMail, NativeMailbox};
use crate::merchants::NativeMerchants;
use crate::names;
use crate::pending::{Answer, NativeCall};

#[uniffi::export]
impl NativeClient {
    /// Makes a client whose host fetches. `client` is its number in the mailbox; `signs` tells whether its host has a signer.
    #[uniffi::constructor(default(merchants = None))]
    pub fn with_mailbox(
        parts: NativeParts,
        mailbox: Arc<NativeMailbox>,
        client: u64,
        signs: bool,
        merchants: Option<Arc<NativeMerchants>>,
    ) -> std::result::Result<Arc<Self>, NativeFailure> {
        let names = names(parts.camel);
        let address = Arc::new(Address { mailbox, client });
        let host = Arc::new(Host::new(Box::new(ByMail(Arc::clone(&address))), names));
        let signer =
            signs.then(|| Arc::new(AskingSigner::new(Box::new(ByMail(Arc::clone(&address))), names)));
        let reporter = Reporter::new(Box::new(move |event| address.tell(event)), names, !parts.observes);
        let foreigners = Foreigners {
            host: Some(host),
            observer: Some(Arc::new(reporter)),
            signer: signer.clone().map(|own| own as _),
        };
        Self::made(parts, foreigners, signer, false, merchants.as_deref())
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

#[uniffi::export]
impl NativeBill {
    /// Begins to fetch a JSON list of at most so many rows; nothing at the end.
    pub fn begin_rows(self: Arc<Self>, maximum: u32) -> std::result::Result<Arc<NativeCall>, NativeFailure> {
        let names = self.case();
        let work = async move { self.next_rows(maximum).await.map(Answer::Text) };
        NativeCall::begin(work, None, bridge::cancelled_question, names)
    }

    /// Begins to end the download; the text are the totals and the proof, as JSON, once all rows were read.
    pub fn begin_leaving(self: Arc<Self>) -> std::result::Result<Arc<NativeCall>, NativeFailure> {
        let names = self.case();
        let work = async move {
            let finished = self.finished().await;
            self.leave().await;
            Ok(Answer::Text(finished))
        };
        NativeCall::begin(work, None, bridge::cancelled_question, names)
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
