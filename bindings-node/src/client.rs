//! The client: each method takes JSON text and gives JSON text, or a [`Failure`].

use std::sync::Arc;
use std::time::Duration;

use napi::bindgen_prelude::{Either, FnArgs, Function, PromiseRaw, ToNapiValue};
use napi::{Env, Result as NodeResult};
use napi_derive::napi;
use qq_wxpay::Result;
use qq_wxpay::bridge::{self, FieldCase, Host, Session, SessionParts, TestEnvironment};

use crate::bill::NativeBill;
use crate::failure::Failure;
use crate::host::HostCallback;
use crate::merchants::NativeMerchants;
use crate::notification::NativeNotification;
use crate::observer::ObserverCallback;
use crate::prepared::{NativePrepared, NativePreparedBill};
use crate::reports::NativeReports;

/// A client of one merchant.
#[napi]
pub struct NativeClient(pub(crate) Session);

/// How a call is limited.
#[napi(object, object_to_js = false)]
pub struct Limits {
    /// Milliseconds for the whole call.
    pub timeout: Option<u32>,
    /// The number under which the call can be given up.
    pub number: Option<u32>,
}

/// The parts of a client that the host brings along.
#[napi(object, object_to_js = false)]
pub struct Parts<'env> {
    /// Settings as JSON, with names in snake case.
    pub settings: Option<String>,
    /// Else: environment variables as a JSON object.
    pub variables: Option<String>,
    /// What the function below keeps: `provider` or `store`.
    pub token_source: Option<String>,
    /// Whether it sends the requests.
    pub sends: Option<bool>,
    /// Whether it signs them.
    pub signs: Option<bool>,
    /// Takes a question: number, name, arguments as JSON.
    pub ask: Option<Function<'env, FnArgs<(u32, String, String)>, ()>>,
    /// Takes what the client did, as JSON, and how many events before it found no room.
    pub observe: Option<Function<'env, FnArgs<(String, u32)>, ()>>,
    /// Whether it takes nothing but faults.
    pub only_faults: Option<bool>,
    /// For tests.
    pub testing: Option<Testing>,
}

/// The time and the nonce of a client that runs conformance cases. For tests only: a nonce is used once.
#[napi(object, object_to_js = false)]
#[derive(Default)]
pub struct Testing {
    /// Unix seconds.
    pub now: Option<i64>,
    /// The nonce of every request.
    pub nonce: Option<String>,
}

/// Makes a client; one of several merchants shares their connections.
#[napi]
pub fn create_client(
    parts: Parts<'_>,
    merchants: Option<&NativeMerchants>,
) -> NodeResult<Either<NativeClient, Failure>> {
    let host = match parts.ask {
        Some(ask) => {
            let ask = ask.build_threadsafe_function().weak::<true>().build()?;
            Some(Arc::new(Host::new(Box::new(HostCallback(ask)), FieldCase::Camel)))
        }
        None => None,
    };
    let observer = match parts.observe {
        Some(observe) => {
            let observe = observe.build_threadsafe_function().weak::<true>();
            let observe = observe.max_queue_size::<{ ObserverCallback::QUEUE }>().build()?;
            Some(Arc::new(ObserverCallback::new(observe, parts.only_faults.unwrap_or_default())) as _)
        }
        None => None,
    };
    let testing = parts.testing.unwrap_or_default();
    let session = SessionParts {
        settings: parts.settings.as_deref(),
        variables: parts.variables.as_deref(),
        merchants: merchants.map(|merchants| &merchants.0),
        host,
        token_source: parts.token_source.as_deref(),
        sends: parts.sends.unwrap_or_default(),
        signs: parts.signs.unwrap_or_default(),
        observer,
        test: TestEnvironment { now: testing.now, nonce: testing.nonce },
        ..SessionParts::default()
    };
    Ok(Failure::or(Session::new(session, FieldCase::Camel).map(NativeClient)))
}

#[napi]
impl NativeClient {
    /// A call over the network. Its work, signing included, runs on other threads than JavaScript's.
    #[napi(ts_return_type = "Promise<string | Failure>")]
    pub fn call<'env>(
        &self,
        env: &'env Env,
        operation: String,
        arguments: String,
        limits: Limits,
    ) -> NodeResult<PromiseRaw<'env, Either<String, Failure>>> {
        promise(env, self.0.call(operation, arguments, limits.time(), limits.number))
    }

    /// A call that needs no network.
    #[napi]
    pub fn call_sync(&self, operation: String, arguments: String) -> Either<String, Failure> {
        Failure::or(self.0.call_sync(&operation, &arguments))
    }

    /// Begins to read a bill.
    #[napi(ts_return_type = "Promise<NativeBill | Failure>")]
    pub fn bill<'env>(
        &self,
        env: &'env Env,
        operation: String,
        arguments: String,
        limits: Limits,
    ) -> NodeResult<PromiseRaw<'env, Either<NativeBill, Failure>>> {
        let opened = self.0.bill(operation, arguments, limits.time(), limits.number);
        promise(env, async { opened.await.map(NativeBill::new) })
    }

    /// Begins a run over open orders or refunds.
    #[napi]
    pub fn reports(
        &self,
        operation: String,
        arguments: String,
        limits: Limits,
    ) -> Either<NativeReports, Failure> {
        Failure::or(self.0.reports(&operation, &arguments, limits.time()).map(NativeReports::new))
    }

    /// A signed request for an HTTP client of the host's own.
    #[napi]
    pub fn prepare(
        &self,
        operation: String,
        arguments: String,
        access_token: Option<String>,
    ) -> Either<NativePrepared, Failure> {
        Failure::or(self.0.prepare(&operation, &arguments, access_token).map(NativePrepared::new))
    }

    /// A signed request for a bill.
    #[napi]
    pub fn prepare_bill(&self, operation: String, arguments: String) -> Either<NativePreparedBill, Failure> {
        Failure::or(self.0.prepare_bill(&operation, &arguments).map(NativePreparedBill::new))
    }

    /// Verifies and reads a notification. `headers` is a JSON list: name, value, name, value, ...
    #[napi]
    pub fn handle_notification(&self, headers: String, body: &[u8]) -> Either<NativeNotification, Failure> {
        let handled = self.0.handle_notification(&bridge::headers(&headers), body);
        Failure::or(handled.map(NativeNotification::new))
    }

    /// The same, over the network: with the keys that are still to be fetched, or with a query of the order.
    #[napi(ts_return_type = "Promise<NativeNotification | Failure>")]
    pub fn await_notification<'env>(
        &self,
        env: &'env Env,
        confirm: bool,
        headers: String,
        body: &[u8],
        limits: Limits,
    ) -> NodeResult<PromiseRaw<'env, Either<NativeNotification, Failure>>> {
        let headers = bridge::headers(&headers);
        let handled = self.0.await_notification(confirm, headers, body, limits.time(), limits.number);
        promise(env, async { handled.await.map(NativeNotification::new) })
    }

    /// Cancels a call.
    #[napi]
    pub fn cancel(&self, number: u32) {
        self.0.cancel(number);
    }

    /// Takes the host's answer to a question: JSON text, or nothing when it threw.
    #[napi]
    pub fn answer(&self, number: u32, answer: Option<String>) {
        self.0.answer(number, answer);
    }

    /// Lets go of connections and keys once the calls that are under way have ended; later calls are refused.
    #[napi]
    pub fn close(&self) {
        self.0.close();
    }
}

impl Limits {
    fn time(&self) -> Option<Duration> {
        self.timeout.map(|milliseconds| Duration::from_millis(milliseconds.into()))
    }
}

fn promise<T: ToNapiValue + Send + 'static>(
    env: &Env,
    work: impl Future<Output = Result<T>> + Send + 'static,
) -> NodeResult<PromiseRaw<'_, Either<T, Failure>>> {
    env.spawn_future(async { Ok(Failure::or(work.await)) })
}
