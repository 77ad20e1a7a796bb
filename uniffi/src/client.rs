//! The client: each method takes JSON text and gives JSON text, or a [`NativeFailure`].

use std::future::Future;
use std::mem;
use std::sync::{Arc, Mutex, PoisonError, Weak};
use std::time::Duration;

use qq_wxpay::bridge::{self, CallsUnderWay, Fixed, Host, Names};
use qq_wxpay::client::Observer;
use qq_wxpay::crypto::Signer;
use qq_wxpay::error::sdk_codes;
use qq_wxpay::{Error, QqWxPay, Result, Secret};

use crate::bill::NativeBill;
use crate::failure::NativeFailure;
use crate::fetched::FetchingSigner;
use crate::host::{AskHost, Foreign, HostSigner, NativeHost, NativeSigner, Spectator, host_has_left};
use crate::names;
use crate::notification::NativeNotification;
use crate::prepared::{NativePrepared, NativePreparedBill};
use crate::runtime::{run, unknown};

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
    /// `None` after `close`.
    pay: Mutex<Option<QqWxPay>>,
    /// Gone after `shut_down`, so that the two sides do not hold each other for ever.
    host: Mutex<Option<Arc<Host>>>,
    /// The same for the answers that calls still wait for then.
    asked: Option<Weak<Host>>,
    /// Takes its answers by itself.
    signer: Option<Arc<FetchingSigner>>,
    /// Whether functions of the host are behind it, which may hold a call up.
    has_foreign_parts: bool,
    /// Whether the host's own objects are behind it.
    holds_host: bool,
    /// The process that made it.
    process: u32,
    calls: CallsUnderWay,
    names: Names,
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
    /// Makes a client.
    #[uniffi::constructor]
    pub fn create(
        parts: NativeParts,
        host: Option<Arc<dyn NativeHost>>,
        signer: Option<Arc<dyn NativeSigner>>,
    ) -> std::result::Result<Arc<Self>, NativeFailure> {
        let names = names(parts.camel);
        let holds_host = host.is_some() || signer.is_some();
        let host = host.map(|host| Arc::new(Foreign::new(host)));
        let foreigners = Foreigners {
            host: host.as_ref().map(|host| Arc::new(Host::new(Box::new(AskHost(Arc::clone(host))), names))),
            observer: host.map(|host| {
                Arc::new(Spectator { host, names, only_faults: !parts.observes }) as Arc<dyn Observer>
            }),
            signer: signer.map(|signer| Arc::new(HostSigner(Foreign::new(signer))) as _),
        };
        Self::made(parts, foreigners, None, holds_host)
    }

    /// A call that needs no network.
    pub fn now(&self, operation: &str, arguments: &str) -> std::result::Result<String, NativeFailure> {
        self.told(self.pay(None).and_then(|pay| bridge::now(&pay, operation, arguments, self.names)))
    }

    /// A signed request for an HTTP client of the host's own.
    pub fn prepare(
        &self,
        operation: &str,
        arguments: &str,
        access_token: Option<String>,
    ) -> std::result::Result<Arc<NativePrepared>, NativeFailure> {
        let token = access_token.map(Secret::new);
        let prepared = self
            .pay(None)
            .and_then(|pay| bridge::prepare(&pay, operation, arguments, token.as_ref(), self.names));
        self.told(prepared).map(|prepared| Arc::new(NativePrepared::new(prepared, self.names)))
    }

    /// A signed request for a bill.
    pub fn prepare_bill(
        &self,
        operation: &str,
        arguments: &str,
    ) -> std::result::Result<Arc<NativePreparedBill>, NativeFailure> {
        let prepared =
            self.pay(None).and_then(|pay| bridge::prepare_bill(&pay, operation, arguments, self.names));
        self.told(prepared).map(|prepared| Arc::new(NativePreparedBill::new(prepared, self.names)))
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
        let handled = self
            .pay(None)
            .map(|pay| bridge::handle_notification(&pay, &bridge::headers(headers), &body, self.names));
        drop(entered);
        self.told(handled).map(|handled| Arc::new(NativeNotification::new(handled, self.names)))
    }

    /// Takes the host's answer to a question: JSON text, or nothing when it threw.
    pub fn answer(&self, number: u32, answer: Option<String>) {
        if self.signer.as_ref().is_some_and(|signer| signer.answer(number, &answer)) {
            return;
        }
        let host = self.asked.as_ref().and_then(Weak::upgrade);
        if let Some(host) = host {
            host.answer(number, answer);
        }
    }

    /// Gives a call up, if it is still under way: its work is dropped where it stands.
    pub fn abandon(&self, number: u32) {
        self.calls.abandon(number);
    }

    /// Lets go of connections and keys once the calls that are under way have ended; later calls are refused.
    pub fn shut_down(&self) {
        drop(self.slot().take());
        drop(self.host().take());
    }
}

#[uniffi::export]
impl NativeClient {
    /// A call over the network, limited to so many milliseconds. One with a number can be given up by it.
    #[uniffi::method(default(number = None))]
    pub async fn call(
        &self,
        operation: String,
        arguments: String,
        timeout: Option<u64>,
        number: Option<u32>,
    ) -> std::result::Result<String, NativeFailure> {
        let (pay, limit, names) = (self.caller(timeout), self.limit(timeout), self.names);
        let (same_operation, same_arguments) = (operation.clone(), arguments.clone());
        let unknown = || bridge::abandoned(&same_operation, &same_arguments, names);
        let called =
            run(limit, async move { bridge::call(&pay?, &operation, &arguments, names).await }, unknown);
        self.told(self.numbered(number, called, unknown).await)
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
        let (pay, limit, names) = (self.caller(timeout), self.limit(timeout), self.names);
        let rows =
            run(limit, async move { bridge::bill(&pay?, &operation, &arguments, names).await }, unknown);
        let rows = self.numbered(number, rows, unknown).await;
        self.told(rows).map(|rows| Arc::new(NativeBill::new(rows, self.names)))
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
        let (pay, limit, names) = (self.caller(timeout), self.limit(timeout), self.names);
        let work = async move {
            let (pay, headers) = (pay?, bridge::headers(&headers));
            Ok(bridge::await_notification(&pay, confirm, &headers, &body, names).await)
        };
        let handled = self.numbered(number, run(limit, work, unknown), unknown).await;
        self.told(handled).map(|handled| Arc::new(NativeNotification::new(handled, self.names)))
    }
}

/// Not on the thread of the host that lets go: it may be its garbage collector, where the host's own functions must not run,
/// and the end of a host's object is such a function.
impl Drop for NativeClient {
    fn drop(&mut self) {
        if self.process != std::process::id() {
            // A forked child: its threads, and whoever held its locks, are in the parent.
            mem::forget((mem::take(&mut self.pay), mem::take(&mut self.host), self.signer.take()));
            return;
        }
        let (pay, host) = (self.slot().take(), self.host().take());
        if (pay.is_some() || host.is_some())
            && self.holds_host
            && !host_has_left()
            && let Ok(runtime) = bridge::runtime()
        {
            drop(runtime.spawn_blocking(move || drop((pay, host))));
        }
    }
}

impl NativeClient {
    pub(crate) fn made(
        parts: NativeParts,
        foreigners: Foreigners,
        signer: Option<Arc<FetchingSigner>>,
        holds_host: bool,
    ) -> std::result::Result<Arc<Self>, NativeFailure> {
        let names = names(parts.camel);
        let has_foreign_parts = parts.token_source.is_some()
            || parts.sends
            || parts.signs
            || parts.observes
            || foreigners.signer.is_some();
        let host = foreigners.host.clone();
        let pay = client(parts, names, foreigners).map_err(|error| NativeFailure::new(&error, names))?;
        Ok(Arc::new(Self {
            pay: Mutex::new(Some(pay)),
            asked: host.as_ref().map(Arc::downgrade),
            host: Mutex::new(host),
            signer,
            has_foreign_parts,
            holds_host,
            process: std::process::id(),
            calls: CallsUnderWay::default(),
            names,
        }))
    }

    pub(crate) fn names(&self) -> Names {
        self.names
    }

    /// What a call may take at most.
    pub(crate) fn longest(&self, timeout: Option<u64>) -> Option<Duration> {
        self.pay(timeout).ok().map(|pay| pay.limit())
    }

    fn told<T>(&self, result: Result<T>) -> std::result::Result<T, NativeFailure> {
        result.map_err(|error| NativeFailure::new(&error, self.names))
    }

    /// The work, until it is given up.
    async fn numbered<T>(
        &self,
        number: Option<u32>,
        work: impl Future<Output = Result<T>>,
        unknown: impl FnOnce() -> Result<T>,
    ) -> Result<T> {
        let result = self.calls.begin(number, work, unknown).await;
        self.calls.end(number);
        result
    }

    /// The client for a call, unless it comes from a function that the client itself waits for on this thread.
    fn caller(&self, timeout: Option<u64>) -> Result<QqWxPay> {
        let pay = self.pay(timeout)?;
        bridge::refuse_reentry(&pay)?;
        Ok(pay)
    }

    fn pay(&self, timeout: Option<u64>) -> Result<QqWxPay> {
        let pay = self.slot().clone().ok_or_else(|| Error::sdk(&sdk_codes::CLIENT_CLOSED))?;
        Ok(match timeout {
            Some(milliseconds) => pay.within(Duration::from_millis(milliseconds)),
            None => pay,
        })
    }

    /// What a call may take, where a function of the host could hold it up.
    fn limit(&self, timeout: Option<u64>) -> Option<Duration> {
        self.has_foreign_parts.then(|| self.pay(timeout).ok().map(|pay| pay.limit())).flatten()
    }

    fn host(&self) -> std::sync::MutexGuard<'_, Option<Arc<Host>>> {
        self.host.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn slot(&self) -> std::sync::MutexGuard<'_, Option<QqWxPay>> {
        // It is set once and taken once: a panic elsewhere cannot leave it half done.
        self.pay.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

fn client(parts: NativeParts, names: Names, foreigners: Foreigners) -> Result<QqWxPay> {
    let Foreigners { host, observer, signer } = foreigners;
    let settings = bridge::settings(parts.settings.as_deref(), parts.variables.as_deref(), names)?;
    let config = match (signer, &host) {
        (Some(signer), _) => settings.build_with(Default::default(), Some(signer))?,
        (None, Some(host)) if parts.signs => {
            settings.build_with_async_signer(Default::default(), Arc::clone(host) as _)?
        }
        (None, _) => settings.build()?,
    };
    let mut builder = Fixed { now: parts.now, nonce: parts.nonce }.apply(QqWxPay::builder(config));
    match (parts.token_source.as_deref(), &host) {
        (Some("provider"), Some(host)) => builder = builder.token_provider(Arc::clone(host) as _),
        (Some("store"), Some(host)) => builder = builder.token_store(Arc::clone(host) as _),
        _ => {}
    }
    if let (true, Some(host)) = (parts.sends, host) {
        builder = builder.transport(host);
    }
    if let Some(observer) = observer {
        builder = builder.observer(observer);
    }
    builder.build()
}
