//! The client: each method takes JSON text and gives JSON text, or a [`Failure`].

use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use napi::bindgen_prelude::{Either, FnArgs, Function, PromiseRaw};
use napi::{Env, Result as NodeResult};
use napi_derive::napi;
use qq_wxpay::bridge::{self, CallsUnderWay, Fixed, Host, Names};
use qq_wxpay::error::sdk_codes;
use qq_wxpay::notify::MAXIMUM_NOTIFICATION_BYTES;
use qq_wxpay::{Error, QqWxPay, Result, Retry, Secret, Settings};

use crate::bill::NativeBill;
use crate::failure::Failure;
use crate::host::AskFacade;
use crate::notification::NativeNotification;
use crate::prepared::{NativePrepared, NativePreparedBill};
use crate::spectator::Spectator;

/// A client of one merchant.
#[napi]
pub struct NativeClient {
    /// `None` after `close`.
    pay: Mutex<Option<QqWxPay>>,
    calls: Arc<CallsUnderWay>,
    host: Option<Arc<Host>>,
}

/// How a call is limited.
#[napi(object, object_to_js = false)]
pub struct Limits {
    /// Milliseconds for the whole call.
    pub timeout: Option<u32>,
    /// The number under which the call can be given up.
    pub number: Option<u32>,
}

/// What keeps the access token, when the host does.
#[napi(string_enum = "snake_case")]
pub enum TokenSource {
    /// It supplies the token.
    Provider,
    /// It keeps the token for many processes.
    Store,
}

/// The parts of a client that the host brings along.
#[napi(object, object_to_js = false)]
pub struct Parts<'env> {
    /// Settings as JSON, with names in snake case.
    pub settings: Option<String>,
    /// Else: environment variables as a JSON object.
    pub variables: Option<String>,
    /// What the function below is.
    pub token_source: Option<TokenSource>,
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
pub struct Testing {
    /// Unix seconds.
    pub now: Option<i64>,
    /// The nonce of every request.
    pub nonce: Option<String>,
}

/// Makes a client.
#[napi]
pub fn create_client(parts: Parts<'_>) -> NodeResult<Either<NativeClient, Failure>> {
    let host = match parts.ask {
        Some(ask) => {
            let ask = ask.build_threadsafe_function().weak::<true>().build()?;
            Some(Arc::new(Host::new(Box::new(AskFacade(ask)), Names::Camel)))
        }
        None => None,
    };
    let observer = match parts.observe {
        Some(observe) => {
            let observe = observe.build_threadsafe_function().weak::<true>();
            let observe = observe.max_queue_size::<{ Spectator::QUEUE }>().build()?;
            Some(Spectator::new(observe, parts.only_faults.unwrap_or_default()))
        }
        None => None,
    };
    let made = bridge::settings(parts.settings.as_deref(), parts.variables.as_deref(), Names::Camel)
        .and_then(|settings| client(&settings, parts.token_source, host.as_ref(), observer, parts.testing));
    Ok(Failure::or(made.map(|pay| NativeClient { pay: Mutex::new(Some(pay)), calls: Arc::default(), host })))
}

fn client(
    settings: &Settings,
    source: Option<TokenSource>,
    host: Option<&Arc<Host>>,
    observer: Option<Spectator>,
    testing: Option<Testing>,
) -> Result<QqWxPay> {
    let mut builder = QqWxPay::builder(settings.build()?);
    match (source, host) {
        (Some(TokenSource::Provider), Some(host)) => builder = builder.token_provider(Arc::clone(host) as _),
        (Some(TokenSource::Store), Some(host)) => builder = builder.token_store(Arc::clone(host) as _),
        _ => {}
    }
    if let Some(observer) = observer {
        builder = builder.observer(Arc::new(observer));
    }
    if let Some(testing) = testing {
        builder = Fixed { now: testing.now, nonce: testing.nonce }.apply(builder);
    }
    builder.build()
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
        let pay = self.pay(limits.timeout);
        let (same_operation, same_arguments) = (operation.clone(), arguments.clone());
        let work = async move { bridge::call(&pay?, &operation, &arguments, Names::Camel).await };
        self.spawn(env, limits.number, work, move || {
            bridge::abandoned(&same_operation, &same_arguments, Names::Camel)
        })
    }

    /// A call that needs no network.
    #[napi]
    pub fn now(&self, operation: String, arguments: String) -> Either<String, Failure> {
        Failure::or(self.pay(None).and_then(|pay| bridge::now(&pay, &operation, &arguments, Names::Camel)))
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
        let pay = self.pay(limits.timeout);
        let work = async move {
            bridge::bill(&pay?, &operation, &arguments, Names::Camel).await.map(NativeBill::new)
        };
        self.spawn(env, limits.number, work, question_given_up)
    }

    /// A signed request for an HTTP client of the host's own.
    #[napi]
    pub fn prepare(
        &self,
        operation: String,
        arguments: String,
        access_token: Option<String>,
    ) -> Either<NativePrepared, Failure> {
        let token = access_token.map(Secret::new);
        let prepared = self
            .pay(None)
            .and_then(|pay| bridge::prepare(&pay, &operation, &arguments, token.as_ref(), Names::Camel));
        Failure::or(prepared.map(NativePrepared::new))
    }

    /// A signed request for a bill.
    #[napi]
    pub fn prepare_bill(&self, operation: String, arguments: String) -> Either<NativePreparedBill, Failure> {
        let prepared =
            self.pay(None).and_then(|pay| bridge::prepare_bill(&pay, &operation, &arguments, Names::Camel));
        Failure::or(prepared.map(NativePreparedBill::new))
    }

    /// Verifies and reads a notification. `headers` is a JSON list: name, value, name, value, ...
    #[napi]
    pub fn handle_notification(&self, headers: String, body: &[u8]) -> Either<NativeNotification, Failure> {
        let handled = self
            .pay(None)
            .map(|pay| bridge::handle_notification(&pay, &bridge::headers(&headers), body, Names::Camel));
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
        let pay = self.pay(limits.timeout);
        // The core refuses what is longer, and needs no copy of it for that.
        let body = body.get(..=MAXIMUM_NOTIFICATION_BYTES).unwrap_or(body).to_vec();
        let work = async move {
            let (pay, headers) = (pay?, bridge::headers(&headers));
            let handled = bridge::await_notification(&pay, confirm, &headers, &body, Names::Camel).await;
            Ok(NativeNotification::new(handled))
        };
        self.spawn(env, limits.number, work, question_given_up)
    }

    /// Gives a call up.
    #[napi]
    pub fn abandon(&self, number: u32) {
        self.calls.abandon(number);
    }

    /// Takes the host's answer to a question: JSON text, or nothing when it threw.
    #[napi]
    pub fn answer(&self, number: u32, answer: Option<String>) {
        if let Some(host) = &self.host {
            host.answer(number, answer);
        }
    }

    /// Lets go of connections and keys once the calls that are under way have ended; later calls are refused.
    #[napi]
    pub fn close(&self) {
        drop(self.slot().take());
    }

    fn spawn<'env, T>(
        &self,
        env: &'env Env,
        number: Option<u32>,
        work: impl Future<Output = Result<T>> + Send + 'static,
        given_up: impl FnOnce() -> Result<T> + Send + 'static,
    ) -> NodeResult<PromiseRaw<'env, Either<T, Failure>>>
    where
        T: napi::bindgen_prelude::ToNapiValue + Send + 'static,
    {
        let calls = Arc::clone(&self.calls);
        let work = calls.begin(number, work, given_up);
        env.spawn_future(async move {
            let result = work.await;
            calls.end(number);
            Ok(Failure::or(result))
        })
    }

    fn pay(&self, timeout: Option<u32>) -> Result<QqWxPay> {
        let pay = self.slot().clone().ok_or_else(|| Error::sdk(&sdk_codes::CLIENT_CLOSED))?;
        Ok(match timeout {
            Some(milliseconds) => pay.within(Duration::from_millis(milliseconds.into())),
            None => pay,
        })
    }

    fn slot(&self) -> std::sync::MutexGuard<'_, Option<QqWxPay>> {
        // It is set once and taken once: a panic elsewhere cannot leave it half done.
        self.pay.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// A question that is given up changes nothing.
fn question_given_up<T>() -> Result<T> {
    Err(Error::sdk(&sdk_codes::CALL_ABANDONED).with_retry(Retry::SameRequest))
}
