//! The client: each method takes JSON text and gives JSON text, or why there is none.

use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use pyo3::prelude::*;
use qq_wxpay::bridge::{self, CallsUnderWay, Fixed, Host, MAXIMUM_NOTIFICATION_BYTES, Names};
use qq_wxpay::error::sdk_codes;
use qq_wxpay::{Error, QqWxPay, Result, Retry, Secret, Settings};

use crate::bill::NativeBill;
use crate::failure::{Reply, reply};
use crate::host::{AskFacade, Spectator};
use crate::interpreter;
use crate::notification::NativeNotification;
use crate::prepared::{NativePrepared, NativePreparedBill};
use crate::runtime;

const NAMES: Names = Names::Snake;

/// A client of one merchant, in one process: the facade makes another one after a fork.
#[pyclass(frozen, weakref, module = "qq_wxpay._native")]
pub(crate) struct NativeClient {
    /// `None` after `close`.
    pay: Mutex<Option<QqWxPay>>,
    calls: Arc<CallsUnderWay>,
    host: Option<Arc<Host>>,
}

#[pymethods]
impl NativeClient {
    /// Makes a client: `(True, client, None)`, or why there is none.
    #[staticmethod]
    #[pyo3(signature = (settings=None, variables=None, source=None, ask=None, observe=None, now=None, nonce=None))]
    #[allow(clippy::too_many_arguments)] // keyword arguments of one caller, the facade
    fn create(
        settings: Option<&str>,
        variables: Option<&str>,
        source: Option<&str>,
        ask: Option<Py<PyAny>>,
        observe: Option<Py<PyAny>>,
        now: Option<i64>,
        nonce: Option<String>,
    ) -> Reply<Self> {
        let host = ask.map(|ask| Arc::new(Host::new(Box::new(AskFacade(ask)), NAMES)));
        let made = bridge::settings(settings, variables, NAMES).and_then(|settings| {
            client(&settings, source, host.as_ref(), observe.map(Spectator), Fixed { now, nonce })
        });
        reply(made.map(|pay| Self { pay: Mutex::new(Some(pay)), calls: Arc::default(), host }))
    }

    /// A call over the network that waits for its result.
    fn call(
        &self,
        py: Python<'_>,
        operation: &str,
        arguments: &str,
        timeout: Option<f64>,
    ) -> PyResult<Reply<String>> {
        let pay = self.pay(timeout);
        let work = async { bridge::call(&pay?, operation, arguments, NAMES).await };
        runtime::wait(py, work).map(reply)
    }

    /// The same for an event loop: `done` gets the reply, on another thread.
    fn begin_call(
        &self,
        py: Python<'_>,
        number: u32,
        operation: String,
        arguments: String,
        timeout: Option<f64>,
        done: Py<PyAny>,
    ) -> PyResult<()> {
        let pay = self.pay(timeout);
        let (same_operation, same_arguments) = (operation.clone(), arguments.clone());
        let work = async move { bridge::call(&pay?, &operation, &arguments, NAMES).await };
        self.begin(py, number, done, work, move || bridge::abandoned(&same_operation, &same_arguments, NAMES))
    }

    /// A call that needs no network.
    fn now(&self, operation: &str, arguments: &str) -> Reply<String> {
        reply(self.pay(None).and_then(|pay| bridge::now(&pay, operation, arguments, NAMES)))
    }

    /// Begins to read a bill.
    fn bill(
        &self,
        py: Python<'_>,
        operation: &str,
        arguments: &str,
        timeout: Option<f64>,
    ) -> PyResult<Reply<NativeBill>> {
        let pay = self.pay(timeout);
        let work = async { bridge::bill(&pay?, operation, arguments, NAMES).await.map(NativeBill::new) };
        runtime::wait(py, work).map(reply)
    }

    /// The same for an event loop.
    fn begin_bill(
        &self,
        py: Python<'_>,
        number: u32,
        operation: String,
        arguments: String,
        timeout: Option<f64>,
        done: Py<PyAny>,
    ) -> PyResult<()> {
        let pay = self.pay(timeout);
        let work =
            async move { bridge::bill(&pay?, &operation, &arguments, NAMES).await.map(NativeBill::new) };
        self.begin(py, number, done, work, question_given_up)
    }

    /// A signed request for an HTTP client of the host's own.
    fn prepare(
        &self,
        py: Python<'_>,
        operation: &str,
        arguments: &str,
        access_token: Option<&str>,
    ) -> Reply<NativePrepared> {
        let token = access_token.map(Secret::new);
        reply(py.detach(|| {
            let pay = self.pay(None)?;
            bridge::prepare(&pay, operation, arguments, token.as_ref(), NAMES).map(NativePrepared::new)
        }))
    }

    /// A signed request for a bill.
    fn prepare_bill(&self, operation: &str, arguments: &str) -> Reply<NativePreparedBill> {
        let prepared = self.pay(None).and_then(|pay| bridge::prepare_bill(&pay, operation, arguments, NAMES));
        reply(prepared.map(NativePreparedBill::new))
    }

    /// Verifies and reads a notification. `headers` is a list: name, value, name, value, ...
    fn handle_notification(&self, headers: Vec<String>, body: &[u8]) -> Reply<NativeNotification> {
        // On the runtime, so that unknown certificates can be fetched meanwhile.
        let handle = runtime::handle().ok();
        let entered = handle.as_ref().map(tokio::runtime::Handle::enter);
        let handled = self.pay(None).map(|pay| {
            let headers = bridge::listed_headers(headers);
            bridge::handle_notification(&pay, &headers, body, Names::Snake)
        });
        drop(entered);
        reply(handled.map(NativeNotification::new))
    }

    /// The same, over the network: with the keys that are still to be fetched, or with a query of the order.
    fn await_notification(
        &self,
        py: Python<'_>,
        confirm: bool,
        headers: Vec<String>,
        body: &[u8],
        timeout: Option<f64>,
    ) -> PyResult<Reply<NativeNotification>> {
        let work = notification(self.pay(timeout), confirm, headers, kept(body));
        runtime::wait(py, work).map(reply)
    }

    /// The same for an event loop.
    #[allow(clippy::too_many_arguments)] // of one caller, the facade
    fn begin_notification(
        &self,
        py: Python<'_>,
        number: u32,
        confirm: bool,
        headers: Vec<String>,
        body: &[u8],
        timeout: Option<f64>,
        done: Py<PyAny>,
    ) -> PyResult<()> {
        let work = notification(self.pay(timeout), confirm, headers, kept(body));
        self.begin(py, number, done, work, question_given_up)
    }

    /// Gives a call up.
    fn abandon(&self, number: u32) {
        self.calls.abandon(number);
    }

    /// Takes the host's answer to a question: JSON text, or nothing when it threw.
    fn answer(&self, number: u32, answer: Option<String>) {
        if let Some(host) = &self.host {
            host.answer(number, answer);
        }
    }

    /// Lets go of connections and keys once the calls that are under way have ended; later calls are refused.
    fn close(&self) {
        drop(self.slot().take());
    }
}

impl NativeClient {
    fn begin<T>(
        &self,
        py: Python<'_>,
        number: u32,
        done: Py<PyAny>,
        work: impl Future<Output = Result<T>> + Send + 'static,
        given_up: impl FnOnce() -> Result<T> + Send + 'static,
    ) -> PyResult<()>
    where
        T: Send + 'static,
        Reply<T>: for<'py> IntoPyObject<'py>,
    {
        let calls = Arc::clone(&self.calls);
        let work = calls.begin(Some(number), work, given_up);
        let work = async move {
            let result = work.await;
            calls.end(Some(number));
            result
        };
        interpreter::begin(py, work, done)
    }

    fn pay(&self, timeout: Option<f64>) -> Result<QqWxPay> {
        let pay = self.slot().clone().ok_or_else(|| Error::sdk(&sdk_codes::CLIENT_CLOSED))?;
        Ok(match timeout.and_then(|seconds| Duration::try_from_secs_f64(seconds).ok()) {
            Some(limit) => pay.within(limit),
            None => pay,
        })
    }

    fn slot(&self) -> std::sync::MutexGuard<'_, Option<QqWxPay>> {
        // It is set once and taken once: a panic elsewhere cannot leave it half done.
        self.pay.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

fn client(
    settings: &Settings,
    source: Option<&str>,
    host: Option<&Arc<Host>>,
    observer: Option<Spectator>,
    fixed: Fixed,
) -> Result<QqWxPay> {
    let mut builder = fixed.apply(QqWxPay::builder(settings.build()?));
    match (source, host) {
        (Some("provider"), Some(host)) => builder = builder.token_provider(Arc::clone(host) as _),
        (Some("store"), Some(host)) => builder = builder.token_store(Arc::clone(host) as _),
        _ => {}
    }
    if let Some(observer) = observer {
        builder = builder.observer(Arc::new(observer));
    }
    builder.build()
}

async fn notification(
    pay: Result<QqWxPay>,
    confirm: bool,
    headers: Vec<String>,
    body: Vec<u8>,
) -> Result<NativeNotification> {
    let (pay, headers) = (pay?, bridge::listed_headers(headers));
    Ok(NativeNotification::new(
        bridge::await_notification(&pay, confirm, &headers, &body, Names::Snake).await,
    ))
}

/// A copy for the other thread; of a body that is too long only as much as shows that.
fn kept(body: &[u8]) -> Vec<u8> {
    body[..body.len().min(MAXIMUM_NOTIFICATION_BYTES + 1)].to_vec()
}

/// A question that is given up changes nothing.
fn question_given_up<T>() -> Result<T> {
    Err(Error::sdk(&sdk_codes::CALL_ABANDONED).with_retry(Retry::SameRequest))
}
