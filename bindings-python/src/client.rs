//! The client: each method takes JSON text and gives JSON text, or why there is none.

use std::sync::Arc;
use std::time::Duration;

use pyo3::prelude::*;
use qq_wxpay::Result;
use qq_wxpay::bridge::{self, FieldCase, Host, Session, SessionParts, TestEnvironment};

use crate::bill::NativeBill;
use crate::failure::{Reply, reply};
use crate::host::{HostCallback, ObserverCallback};
use crate::interpreter;
use crate::merchants::NativeMerchants;
use crate::notification::NativeNotification;
use crate::prepared::{NativePrepared, NativePreparedBill};
use crate::reports::NativeReports;
use crate::runtime;

/// A client of one merchant, in one process: the facade makes another one after a fork.
#[pyclass(frozen, weakref, module = "qq_wxpay._native")]
pub(crate) struct NativeClient(Session);

#[pymethods]
impl NativeClient {
    /// Makes a client: `(True, client, None)`, or why there is none.
    #[staticmethod]
    #[pyo3(signature = (settings=None, variables=None, merchants=None, source=None, sends=false, signs=false, ask=None, observe=None, observes=false, now=None, nonce=None))]
    #[allow(clippy::too_many_arguments)] // keyword arguments of one caller, the facade
    fn create(
        settings: Option<&str>,
        variables: Option<&str>,
        merchants: Option<&Bound<'_, NativeMerchants>>,
        source: Option<&str>,
        sends: bool,
        signs: bool,
        ask: Option<Py<PyAny>>,
        observe: Option<Py<PyAny>>,
        observes: bool,
        now: Option<i64>,
        nonce: Option<String>,
    ) -> Reply<Self> {
        let host = ask.map(|ask| Arc::new(Host::new(Box::new(HostCallback(ask)), FieldCase::Snake)));
        let parts = SessionParts {
            settings,
            variables,
            merchants: merchants.map(|merchants| &merchants.get().0),
            host,
            token_source: source,
            sends,
            signs,
            observer: observe.map(|take| Arc::new(ObserverCallback { take, observes }) as _),
            test: TestEnvironment { now, nonce },
            ..SessionParts::default()
        };
        reply(Session::new(parts, FieldCase::Snake).map(Self))
    }

    /// A call over the network that waits for its result.
    fn call(
        &self,
        py: Python<'_>,
        operation: String,
        arguments: String,
        timeout: Option<f64>,
    ) -> PyResult<Reply<String>> {
        runtime::wait(py, self.0.call(operation, arguments, limit(timeout), None)).map(reply)
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
        interpreter::begin(py, self.0.call(operation, arguments, limit(timeout), Some(number)), done)
    }

    /// A call that needs no network.
    fn call_sync(&self, operation: &str, arguments: &str) -> Reply<String> {
        reply(self.0.call_sync(operation, arguments))
    }

    /// Begins to read a bill.
    fn bill(
        &self,
        py: Python<'_>,
        operation: String,
        arguments: String,
        timeout: Option<f64>,
    ) -> PyResult<Reply<NativeBill>> {
        runtime::wait(py, opened(self.0.bill(operation, arguments, limit(timeout), None))).map(reply)
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
        let bill = self.0.bill(operation, arguments, limit(timeout), Some(number));
        interpreter::begin(py, opened(bill), done)
    }

    /// Begins a run over open orders or refunds.
    fn reports(&self, operation: &str, arguments: &str, timeout: Option<f64>) -> Reply<NativeReports> {
        reply(self.0.reports(operation, arguments, limit(timeout)).map(NativeReports::new))
    }

    /// A signed request for an HTTP client of the host's own.
    fn prepare(
        &self,
        py: Python<'_>,
        operation: &str,
        arguments: &str,
        access_token: Option<String>,
    ) -> Reply<NativePrepared> {
        let prepared = py.detach(|| self.0.prepare(operation, arguments, access_token));
        reply(prepared.map(NativePrepared::new))
    }

    /// A signed request for a bill.
    fn prepare_bill(&self, operation: &str, arguments: &str) -> Reply<NativePreparedBill> {
        reply(self.0.prepare_bill(operation, arguments).map(NativePreparedBill::new))
    }

    /// Verifies and reads a notification. `headers` is a list: name, value, name, value, ...
    fn handle_notification(&self, headers: Vec<String>, body: &[u8]) -> Reply<NativeNotification> {
        // On the runtime, so that unknown certificates can be fetched meanwhile.
        let handle = runtime::handle().ok();
        let entered = handle.as_ref().map(tokio::runtime::Handle::enter);
        let handled = self.0.handle_notification(&bridge::listed_headers(headers), body);
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
        runtime::wait(py, self.notification(confirm, headers, body, timeout, None)).map(reply)
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
        interpreter::begin(py, self.notification(confirm, headers, body, timeout, Some(number)), done)
    }

    /// Cancels a call.
    fn cancel(&self, number: u32) {
        self.0.cancel(number);
    }

    /// Takes the host's answer to a question: JSON text, or nothing when it threw.
    fn answer(&self, number: u32, answer: Option<String>) {
        self.0.answer(number, answer);
    }

    /// Becomes one of several merchants, under this name; `replaces` the one that has it.
    fn join_merchants(
        &self,
        merchants: &Bound<'_, NativeMerchants>,
        name: &str,
        replaces: bool,
    ) -> Reply<()> {
        let (registry, client) = (&merchants.get().0, self.0.client());
        reply(if replaces { registry.replace(name, client) } else { registry.add(name, client) })
    }

    /// Lets go of connections and keys once the calls that are under way have ended; later calls are refused.
    fn close(&self) {
        self.0.close();
    }
}

impl NativeClient {
    fn notification(
        &self,
        confirm: bool,
        headers: Vec<String>,
        body: &[u8],
        timeout: Option<f64>,
        number: Option<u32>,
    ) -> impl Future<Output = Result<NativeNotification>> + Send + use<> {
        let headers = bridge::listed_headers(headers);
        let handled = self.0.await_notification(confirm, headers, body, limit(timeout), number);
        async { handled.await.map(NativeNotification::new) }
    }
}

async fn opened(bill: impl Future<Output = Result<bridge::BillRows>>) -> Result<NativeBill> {
    bill.await.map(NativeBill::new)
}

fn limit(timeout: Option<f64>) -> Option<Duration> {
    timeout.and_then(|seconds| Duration::try_from_secs_f64(seconds).ok())
}
