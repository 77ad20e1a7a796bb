//! The client: each method takes JSON text and gives JSON text, or a [`NativeFailure`].

use std::mem;
use std::sync::Arc;
use std::time::Duration;

use qq_wxpay::Result;
use qq_wxpay::bridge::{
    self, AskingSigner, FieldCase, Host, Session, SessionParts, TestEnvironment, run_within,
};
use qq_wxpay::client::Observer;
use qq_wxpay::crypto::Signer;

use crate::bill::NativeBill;
use crate::failure::NativeFailure;
use crate::host::{
    Foreign, HostCallback, HostSigner, NativeHost, NativeSigner, ObserverCallback, host_has_left,
};
use crate::merchants::NativeMerchants;
use crate::names;
use crate::notification::NativeNotification;
use crate::prepared::{NativePrepared, NativePreparedBill};

/// What a client is made of.
#[derive(uniffi::Record)]
pub struct NativeParts {
    /// Whether JSON has its names in camel case.
    pub camel: bool,
    /// Settings as JSON.
    pub settings: Option<String>,
    /// Else: environment variables as a JSON object.
    pub variables: Option<String>,
    /// What the host keeps: `provider` or `store`.
    pub token_source: Option<String>,
    /// Whether the host sends the requests.
    pub sends: bool,
    /// Whether the host is asked for signatures, by the question `sign`, and awaited. Else it signs by its [`NativeSigner`], if it has one.
    #[uniffi(default = false)]
    pub signs: bool,
    /// Whether the host is told all that the client does. Of faults it is told in any case, for its log.
    pub observes: bool,
    /// For conformance cases: Unix seconds.
    pub now: Option<i64>,
    /// For conformance cases: the nonce of every request.
    pub nonce: Option<String>,
}

/// A client of one merchant.
#[derive(uniffi::Object)]
pub struct NativeClient {
    /// Gone only while this is dropped.
    session: Option<Session>,
    /// Takes its answers by itself.
    signer: Option<Arc<AskingSigner>>,
    /// Whether functions of the host are behind it, which may hold a call up.
    has_foreign_parts: bool,
    /// Whether the host's own objects are behind it.
    holds_host: bool,
    /// The process that made it.
    process: u32,
}

/// The host's own parts of a client.
#[derive(Default)]
pub(crate) struct Foreigners {
    pub(crate) host: Option<Arc<Host>>,
    pub(crate) observer: Option<Arc<dyn Observer>>,
    pub(crate) signer: Option<Arc<dyn Signer>>,
}

#[uniffi::export]
impl NativeClient {
    /// Makes a client; one of several merchants shares their connections.
    #[uniffi::constructor(default(merchants = None))]
    pub fn create(
        parts: NativeParts,
        host: Option<Arc<dyn NativeHost>>,
        signer: Option<Arc<dyn NativeSigner>>,
        merchants: Option<Arc<NativeMerchants>>,
    ) -> std::result::Result<Arc<Self>, NativeFailure> {
        let names = names(parts.camel);
        let holds_host = host.is_some() || signer.is_some();
        let host = host.map(|host| Arc::new(Foreign::new(host)));
        let foreigners = Foreigners {
            host: host
                .as_ref()
                .map(|host| Arc::new(Host::new(Box::new(HostCallback(Arc::clone(host))), names))),
            observer: host.map(|host| {
                Arc::new(ObserverCallback { host, names, only_faults: !parts.observes }) as Arc<dyn Observer>
            }),
            signer: signer.map(|signer| Arc::new(HostSigner(Foreign::new(signer))) as _),
        };
        Self::made(parts, foreigners, None, holds_host, merchants.as_deref())
    }

    /// A call that needs no network.
    pub fn call_sync(&self, operation: &str, arguments: &str) -> std::result::Result<String, NativeFailure> {
        self.told(self.session().call_sync(operation, arguments))
    }

    /// A signed request for an HTTP client of the host's own.
    pub fn prepare(
        &self,
        operation: &str,
        arguments: &str,
        access_token: Option<String>,
    ) -> std::result::Result<Arc<NativePrepared>, NativeFailure> {
        let prepared = self.told(self.session().prepare(operation, arguments, access_token));
        prepared.map(|prepared| Arc::new(NativePrepared::new(prepared, self.case())))
    }

    /// A signed request for a bill.
    pub fn prepare_bill(
        &self,
        operation: &str,
        arguments: &str,
    ) -> std::result::Result<Arc<NativePreparedBill>, NativeFailure> {
        let prepared = self.told(self.session().prepare_bill(operation, arguments));
        prepared.map(|prepared| Arc::new(NativePreparedBill::new(prepared, self.case())))
    }

    /// Verifies and reads a notification. `headers` is a JSON list: name, value, name, value, ...
    pub fn handle_notification(
        &self,
        headers: &str,
        body: Vec<u8>,
    ) -> std::result::Result<Arc<NativeNotification>, NativeFailure> {
        // On the runtime, so that unknown certificates can be fetched meanwhile.
        let handle = bridge::runtime().ok();
        let entered = handle.as_ref().map(tokio::runtime::Handle::enter);
        let handled = self.session().handle_notification(&bridge::headers(headers), &body);
        drop(entered);
        self.told(handled).map(|handled| Arc::new(NativeNotification::new(handled, self.case())))
    }

    /// Takes the host's answer to a question: JSON text, or nothing when it threw.
    pub fn answer(&self, number: u32, answer: Option<String>) {
        if !self.signer.as_ref().is_some_and(|signer| signer.answer(number, &answer)) {
            self.session().answer(number, answer);
        }
    }

    /// Cancels a call, if it is still under way: its work is dropped where it stands.
    pub fn cancel(&self, number: u32) {
        self.session().cancel(number);
    }

    /// Lets go of connections and keys once the calls that are under way have ended; later calls are refused.
    pub fn shut_down(&self) {
        self.session().close();
    }
}

#[uniffi::export]
impl NativeClient {
    /// A call over the network, limited to so many milliseconds. One with a number can be cancelled by it.
    #[uniffi::method(default(number = None))]
    pub async fn call(
        &self,
        operation: String,
        arguments: String,
        timeout: Option<u64>,
        number: Option<u32>,
    ) -> std::result::Result<String, NativeFailure> {
        let case = self.case();
        let (same_operation, same_arguments) = (operation.clone(), arguments.clone());
        let unknown = || bridge::cancelled_outcome(&same_operation, &same_arguments, case);
        let called = self.session().call(operation, arguments, time(timeout), number);
        self.told(run_within(self.limit(timeout), called, unknown).await)
    }

    /// Begins to read a bill.
    #[uniffi::method(default(number = None))]
    pub async fn bill(
        &self,
        operation: String,
        arguments: String,
        timeout: Option<u64>,
        number: Option<u32>,
    ) -> std::result::Result<Arc<NativeBill>, NativeFailure> {
        let opened = self.session().bill(operation, arguments, time(timeout), number);
        let rows = run_within(self.limit(timeout), opened, bridge::cancelled_question).await;
        self.told(rows).map(|rows| Arc::new(NativeBill::new(rows, self.case())))
    }

    /// The notification with the keys that are still to be fetched, or with a query of the order.
    #[uniffi::method(default(number = None))]
    pub async fn await_notification(
        &self,
        confirm: bool,
        headers: String,
        body: Vec<u8>,
        timeout: Option<u64>,
        number: Option<u32>,
    ) -> std::result::Result<Arc<NativeNotification>, NativeFailure> {
        let headers = bridge::headers(&headers);
        let read = self.session().await_notification(confirm, headers, &body, time(timeout), number);
        let handled = run_within(self.limit(timeout), read, bridge::cancelled_question).await;
        self.told(handled).map(|handled| Arc::new(NativeNotification::new(handled, self.case())))
    }
}

/// Not on the thread of the host that lets go: it may be its garbage collector, where the host's own functions must not run,
/// and the end of a host's object is such a function.
impl Drop for NativeClient {
    fn drop(&mut self) {
        if self.process != std::process::id() {
            // A forked child: its threads, and whoever held its locks, are in the parent.
            mem::forget((self.session.take(), self.signer.take()));
            return;
        }
        if self.holds_host
            && !host_has_left()
            && let Some(session) = self.session.take()
            && let Ok(runtime) = bridge::runtime()
        {
            drop(runtime.spawn_blocking(move || drop(session)));
        }
    }
}

impl NativeClient {
    pub(crate) fn made(
        parts: NativeParts,
        foreigners: Foreigners,
        signer: Option<Arc<AskingSigner>>,
        holds_host: bool,
        merchants: Option<&NativeMerchants>,
    ) -> std::result::Result<Arc<Self>, NativeFailure> {
        let case = names(parts.camel);
        let has_foreign_parts = parts.token_source.is_some()
            || parts.sends
            || parts.signs
            || parts.observes
            || foreigners.signer.is_some();
        let session = SessionParts {
            settings: parts.settings.as_deref(),
            variables: parts.variables.as_deref(),
            merchants: merchants.map(NativeMerchants::registry),
            host: foreigners.host,
            token_source: parts.token_source.as_deref(),
            sends: parts.sends,
            signs: parts.signs,
            observer: foreigners.observer,
            signer: foreigners.signer,
            test: TestEnvironment { now: parts.now, nonce: parts.nonce },
        };
        let session = Session::new(session, case).map_err(|error| NativeFailure::new(&error, case))?;
        let process = std::process::id();
        Ok(Arc::new(Self { session: Some(session), signer, has_foreign_parts, holds_host, process }))
    }

    pub(crate) fn case(&self) -> FieldCase {
        self.session().case()
    }

    pub(crate) fn begun_reports(
        &self,
        operation: &str,
        arguments: &str,
        timeout: Option<u64>,
    ) -> std::result::Result<bridge::Reports, NativeFailure> {
        self.told(self.session().reports(operation, arguments, time(timeout)))
    }

    /// What a call may take at most.
    pub(crate) fn longest(&self, timeout: Option<u64>) -> Option<Duration> {
        self.session().limit(time(timeout))
    }

    pub(crate) fn session(&self) -> &Session {
        self.session.as_ref().expect("it is taken only while this is dropped")
    }

    fn told<T>(&self, result: Result<T>) -> std::result::Result<T, NativeFailure> {
        result.map_err(|error| NativeFailure::new(&error, self.case()))
    }

    /// What a call may take, where a function of the host could hold it up.
    fn limit(&self, timeout: Option<u64>) -> Option<Duration> {
        self.has_foreign_parts.then(|| self.longest(timeout)).flatten()
    }
}

fn time(milliseconds: Option<u64>) -> Option<Duration> {
    milliseconds.map(Duration::from_millis)
}
