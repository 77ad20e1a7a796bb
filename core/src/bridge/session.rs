//! A client behind the border of a language: what every binding does with one. A binding converts, calls this, maps the error.

use std::fmt;
use std::future::Future;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError, Weak};
use std::time::Duration;

use super::bills::{BillRows, PreparedBill, bill, prepare_bill};
use super::cancel::{InFlightCalls, cancelled_question};
use super::construct::{TestEnvironment, settings};
use super::notification::{HandledNotification, await_notification, handle_notification};
use super::operations::{call, call_sync, cancelled_outcome, prepare};
use super::prepared::PreparedCall;
use super::reports::{Reports, reports};
use super::{FieldCase, Host, MAXIMUM_NOTIFICATION_BYTES, MerchantRegistry};
use crate::client::{Observer, QqWxPay};
use crate::crypto::Signer;
use crate::error::{Error, Result, sdk_codes};
use crate::fork_gate::{in_sections, section};
use crate::http::Headers;
use crate::secret::Secret;

/// What a session is made of.
#[derive(Default)]
pub struct SessionParts<'a> {
    /// Settings as JSON, its fields named as in the language.
    pub settings: Option<&'a str>,
    /// Else: environment variables as a JSON object.
    pub variables: Option<&'a str>,
    /// The merchants that it is to be one of: it shares their connections.
    pub merchants: Option<&'a MerchantRegistry>,
    /// The functions of the host.
    pub host: Option<Arc<Host>>,
    /// What the host keeps: `provider` or `store`.
    pub token_source: Option<&'a str>,
    /// Whether the host sends the requests.
    pub sends: bool,
    /// Whether the host signs, and is awaited.
    pub signs: bool,
    /// The observer of what the client does.
    pub observer: Option<Arc<dyn Observer>>,
    /// A signer that answers at once.
    pub signer: Option<Arc<dyn Signer>>,
    /// For conformance cases.
    pub test: TestEnvironment,
}

/// A client of one merchant, until it is closed, and its calls that are under way.
pub struct Session {
    /// `None` after `close`.
    pay: Mutex<Option<QqWxPay>>,
    /// Gone after `close`, so that the two sides do not hold each other for ever.
    host: Mutex<Option<Arc<Host>>>,
    /// The same for the answers that calls still wait for then.
    asked: Option<Weak<Host>>,
    calls: Arc<InFlightCalls>,
    case: FieldCase,
}

impl Session {
    /// Makes the client.
    ///
    /// # Errors
    /// `InvalidInput`, `Config` or `Key`, naming the setting or variable.
    pub fn new(parts: SessionParts<'_>, case: FieldCase) -> Result<Self> {
        let host = parts.host.clone();
        let pay = client(parts, case).map_err(|error| case.error(&error))?;
        Ok(Self {
            pay: Mutex::new(Some(pay)),
            asked: host.as_ref().map(Arc::downgrade),
            host: Mutex::new(host),
            calls: Arc::default(),
            case,
        })
    }

    /// The client, for a [`MerchantRegistry`].
    ///
    /// # Errors
    /// `CLIENT_CLOSED`.
    pub fn client(&self) -> Result<QqWxPay> {
        self.pay(None)
    }

    /// How fields are named.
    pub fn case(&self) -> FieldCase {
        self.case
    }

    /// A call over the network: JSON in, JSON out. One with a number can be cancelled by it, from now on.
    pub fn call(
        &self,
        operation: String,
        arguments: String,
        limit: Option<Duration>,
        number: Option<u32>,
    ) -> impl Future<Output = Result<String>> + Send + use<> {
        let (pay, case) = (self.caller(limit), self.case);
        let (same_operation, same_arguments) = (operation.clone(), arguments.clone());
        let work = in_sections(async move { call(&pay?, &operation, &arguments, case).await });
        self.calls.track(number, work, move || cancelled_outcome(&same_operation, &same_arguments, case))
    }

    /// Begins to read a bill.
    pub fn bill(
        &self,
        operation: String,
        arguments: String,
        limit: Option<Duration>,
        number: Option<u32>,
    ) -> impl Future<Output = Result<BillRows>> + Send + use<> {
        let (pay, case) = (self.caller(limit), self.case);
        let work = in_sections(async move { bill(&pay?, &operation, &arguments, case).await });
        self.calls.track(number, work, cancelled_question)
    }

    /// Begins a run over open orders or refunds: nothing is asked before its first report is waited for. The limit is that of each
    /// question.
    ///
    /// # Errors
    /// As [`reports`]; `CLIENT_CLOSED`, `CLIENT_REENTERED`.
    pub fn reports(&self, operation: &str, arguments: &str, limit: Option<Duration>) -> Result<Reports> {
        section(|| reports(&self.caller(limit)?, operation, arguments, self.case))
    }

    /// Reads a notification with the keys that are still to be fetched, or with a query of the order.
    pub fn await_notification(
        &self,
        confirm: bool,
        headers: Headers,
        body: &[u8],
        limit: Option<Duration>,
        number: Option<u32>,
    ) -> impl Future<Output = Result<HandledNotification>> + Send + use<> {
        let (pay, case) = (self.caller(limit), self.case);
        // Of a body that is too long only as much as shows that.
        let body = body.get(..=MAXIMUM_NOTIFICATION_BYTES).unwrap_or(body).to_vec();
        let work =
            in_sections(async move { Ok(await_notification(&pay?, confirm, &headers, &body, case).await) });
        self.calls.track(number, work, cancelled_question)
    }

    /// The same with the keys that are there, at once.
    ///
    /// # Errors
    /// `CLIENT_CLOSED`.
    pub fn handle_notification(&self, headers: &Headers, body: &[u8]) -> Result<HandledNotification> {
        Ok(handle_notification(&self.pay(None)?, headers, body, self.case))
    }

    /// A call that needs no network.
    ///
    /// # Errors
    /// Those of the operation.
    pub fn call_sync(&self, operation: &str, arguments: &str) -> Result<String> {
        section(|| call_sync(&self.pay(None)?, operation, arguments, self.case))
    }

    /// A signed request for an HTTP client of the host's own.
    ///
    /// # Errors
    /// As [`prepare`].
    pub fn prepare(
        &self,
        operation: &str,
        arguments: &str,
        access_token: Option<String>,
    ) -> Result<PreparedCall> {
        let token = access_token.map(Secret::new);
        section(|| prepare(&self.pay(None)?, operation, arguments, token.as_ref(), self.case))
    }

    /// A signed request for a bill.
    ///
    /// # Errors
    /// As [`prepare_bill`].
    pub fn prepare_bill(&self, operation: &str, arguments: &str) -> Result<PreparedBill> {
        section(|| prepare_bill(&self.pay(None)?, operation, arguments, self.case))
    }

    /// What a call may take at most; `None` after `close`.
    pub fn limit(&self, own: Option<Duration>) -> Option<Duration> {
        self.pay(own).ok().map(|pay| pay.limit())
    }

    /// Cancels a call, if it is still under way: its work is dropped where it stands.
    pub fn cancel(&self, number: u32) {
        self.calls.cancel(number);
    }

    /// Takes the host's answer to a question: JSON text, or nothing when it threw.
    pub fn answer(&self, number: u32, answer: Option<String>) {
        if let Some(host) = self.asked.as_ref().and_then(Weak::upgrade) {
            host.answer(number, answer);
        }
    }

    /// Lets go of connections and keys once the calls that are under way have ended; later calls are refused.
    pub fn close(&self) {
        drop(self.take());
    }

    /// What it held, to be let go elsewhere.
    pub fn take(&self) -> Option<impl Send + use<>> {
        let (pay, host) = (self.slot().take(), self.host().take());
        (pay.is_some() || host.is_some()).then_some((pay, host))
    }

    /// The client for a call, unless it comes from a function that the client itself waits for on this thread.
    fn caller(&self, limit: Option<Duration>) -> Result<QqWxPay> {
        let pay = self.pay(limit)?;
        pay.refuse_reentry()?;
        Ok(pay)
    }

    fn pay(&self, limit: Option<Duration>) -> Result<QqWxPay> {
        let pay = self.slot().clone().ok_or_else(|| Error::sdk(&sdk_codes::CLIENT_CLOSED))?;
        Ok(match limit {
            Some(limit) => pay.within(limit),
            None => pay,
        })
    }

    fn host(&self) -> MutexGuard<'_, Option<Arc<Host>>> {
        self.host.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn slot(&self) -> MutexGuard<'_, Option<QqWxPay>> {
        // It is set once and taken once: a panic elsewhere cannot leave it half done.
        self.pay.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl fmt::Debug for Session {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.debug_struct("Session").finish_non_exhaustive()
    }
}

fn client(parts: SessionParts<'_>, case: FieldCase) -> Result<QqWxPay> {
    let settings = settings(parts.settings, parts.variables, case)?;
    let config = match (parts.signer, &parts.host) {
        (Some(signer), _) => settings.build_with(Default::default(), Some(signer))?,
        (None, Some(host)) if parts.signs => {
            settings.build_with_async_signer(Default::default(), Arc::clone(host) as _)?
        }
        (None, _) => settings.build()?,
    };
    let mut builder = parts.test.apply(match parts.merchants {
        Some(registry) => registry.merchants().builder(config),
        None => QqWxPay::builder(config),
    });
    match (parts.token_source, &parts.host) {
        (Some("provider"), Some(host)) => builder = builder.token_provider(Arc::clone(host) as _),
        (Some("store"), Some(host)) => builder = builder.token_store(Arc::clone(host) as _),
        _ => {}
    }
    if let (true, Some(host)) = (parts.sends, parts.host) {
        builder = builder.transport(host);
    }
    if let Some(observer) = parts.observer {
        builder = builder.observer(observer);
    }
    builder.build()
}
