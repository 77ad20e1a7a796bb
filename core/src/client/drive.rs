//! The loop: prepare, transport, finish, repeat?

use std::future::Future;
use std::panic::catch_unwind;
use std::sync::Arc;
use std::time::{Duration, Instant};

use tokio::runtime::Handle;
use tracing::{Instrument as _, debug, info_span, warn};

use super::attempt::Attempt;
use super::certificates::CertificateKeeper;
use super::faults::Fault;
use super::means::Means;
use super::observer::FaultKind;
use super::signing;
use crate::call::{Effect, Prepared};
use crate::config::Config;
use crate::endpoint::{self, Leg};
use crate::error::{Entry, Error, ErrorKind, Result, Retry, sdk_codes};
use crate::http::HttpRequest;
use crate::retry::RetryPolicy;

/// One call of the user with everything that it sends: its time limit, and what its earlier attempts leave open.
pub(super) struct Driver<'a> {
    means: &'a Means,
    retry: &'a RetryPolicy,
    begin: Instant,
    /// An earlier attempt may have been carried out: no later refusal says that nothing happened.
    is_open: bool,
    /// Tells when the call is dropped while nobody knows what became of it.
    left_open: LeftOpen<'a>,
    /// Has the keys ready that V3 replies are verified with.
    certificates: Option<&'a Arc<CertificateKeeper>>,
}

/// What a call has sent whose outcome nobody knows yet; one that is dropped with it is told.
struct LeftOpen<'a> {
    means: &'a Means,
    sent: Option<(&'static str, Option<String>)>,
}

impl Drop for LeftOpen<'_> {
    fn drop(&mut self) {
        let Some((operation, number)) = self.sent.take() else { return };
        self.means.report(&Fault {
            what: FaultKind::CallLeftOpen,
            error: &Error::sdk(&sdk_codes::CALL_ABANDONED),
            number: number.as_deref(),
            operation: Some(operation),
        });
    }
}

/// The failures after which the other host of WeChat Pay is tried: those of the network, not of the business.
static UNREACHABLE: [&Entry; 3] =
    [&sdk_codes::NOT_CONNECTED, &sdk_codes::CONNECTION_LOST, &sdk_codes::TIMED_OUT];

impl<'a> Driver<'a> {
    /// A call that begins now.
    pub(super) fn new(means: &'a Means, retry: &'a RetryPolicy) -> Self {
        let left_open = LeftOpen { means, sent: None };
        Self { means, retry, begin: Instant::now(), is_open: false, left_open, certificates: None }
    }

    /// The same for a call whose reply may need keys that are still to be fetched.
    pub(super) fn knowing(self, certificates: &'a Arc<CertificateKeeper>) -> Self {
        Self { certificates: Some(certificates), ..self }
    }

    /// Sends what `prepare` makes until there is a result or a final error; each attempt is prepared, and so signed, anew.
    pub(super) async fn run<T>(&mut self, prepare: impl FnMut() -> Result<Prepared<T>>) -> Result<T> {
        let result = self.attempts(prepare).await;
        // Whoever gets the result knows.
        self.left_open.sent = None;
        result
    }

    async fn attempts<T>(&mut self, mut prepare: impl FnMut() -> Result<Prepared<T>>) -> Result<T> {
        runtime()?;
        self.means.refuse_reentry()?;
        let mut attempt = 1;
        let mut at_backup = false;
        let mut learned = false;
        loop {
            let generation = self.certificates.map_or(0, |keeper| keeper.generation());
            let mut prepared = prepare().map_err(|error| self.judge(error))?;
            self.sign(prepared.request_mut()).await.map_err(|error| self.judge(error))?;
            let effect = prepared.effect();
            if let Some(keeper) = self.certificates.filter(|_| attempt == 1) {
                self.wait(keeper.before(&prepared)).await?;
            }
            let span = info_span!(
                "qq_wxpay",
                operation = prepared.operation(),
                number = prepared.number(),
                leg = ?prepared.leg(),
                attempt,
                at_backup
            );
            let mut seen =
                Attempt::begin(self.means, prepared.operation(), prepared.leg(), attempt, at_backup);
            if effect != Effect::Read && !self.left().is_zero() {
                self.left_open.sent = Some((prepared.operation(), prepared.number().map(str::to_owned)));
            }
            let result = self.attempt(&prepared, at_backup, &mut seen).instrument(span.clone()).await;
            let error = match result {
                Ok(value) => {
                    seen.end(false);
                    return Ok(value);
                }
                Err(error) => error,
            };
            seen.failed(&error);
            let random = self.means.random();
            let pause = if !learned
                && attempt < self.retry.attempts
                && self.learn(&error, effect, generation).await
            {
                learned = true;
                Some(Duration::ZERO)
            } else {
                self.retry.pause(&error, effect, attempt, self.begin.elapsed(), random)
            };
            span.in_scope(|| log_failure(&error, pause.is_some()));
            seen.end(pause.is_some());
            at_backup ^= has_other_host(&self.means.config, prepared.leg()) && tries_the_other_host(&error);
            let asks_to_repeat = error.kind() == ErrorKind::Api && error.retry() == Retry::SameRequest;
            let leaves_open = effect != Effect::Read && leaves_open(&error);
            let error = if asks_to_repeat { error } else { self.judge(error) };
            self.is_open |= leaves_open;
            if !self.is_open {
                self.left_open.sent = None;
            }
            match pause {
                Some(pause) => tokio::time::sleep(pause).await,
                None => return Err(error),
            }
            attempt += 1;
        }
    }

    /// Waits for what the call needs beside its attempts, such as the access token, but not beyond the end of the call.
    pub(super) async fn wait<T>(&self, needed: impl Future<Output = Result<T>>) -> Result<T> {
        runtime()?;
        self.means.refuse_reentry()?;
        let result = tokio::time::timeout(self.left(), needed).await;
        result.unwrap_or_else(|_| Err(out_of_time())).map_err(|error| self.judge(error))
    }

    /// Corrects the advice of a final error by what the earlier attempts leave open.
    pub(super) fn judge(&self, error: Error) -> Error {
        if self.is_open { error.with_retry(Retry::ConfirmFirst) } else { error }
    }

    /// Puts the signature in, where one is missing.
    pub(super) async fn sign(&self, request: &mut HttpRequest) -> Result<()> {
        signing::sign(self.means, request, self.left()).await
    }

    async fn attempt<T>(&self, prepared: &Prepared<T>, at_backup: bool, seen: &mut Attempt<'_>) -> Result<T> {
        let timeout = self.retry.attempt_timeout.min(self.left());
        if timeout.is_zero() {
            return Err(out_of_time());
        }
        let sent = Instant::now();
        let request = at_host(&self.means.config, prepared.leg(), prepared.request(), at_backup);
        // The transport may be the user's: it is not trusted to keep the time.
        let exchange =
            tokio::time::timeout(timeout, self.means.ask(self.means.transport.send(request, timeout)));
        let reply = match exchange.await {
            Ok(Ok(reply)) => reply,
            Ok(Err(error)) => {
                let error = to_whom(error.into(), prepared.leg(), at_backup);
                return Err(harmless_when_reading(prepared.effect(), error));
            }
            Err(_) => {
                let error = to_whom(Error::sdk(&sdk_codes::TIMED_OUT), prepared.leg(), at_backup);
                return Err(harmless_when_reading(prepared.effect(), error));
            }
        };
        seen.answered(reply.status(), reply.request_id());
        debug!(
            status = reply.status(),
            request_id = reply.request_id(),
            elapsed_ms = sent.elapsed().as_millis(),
            "answered"
        );
        prepared.finish(&reply, self.means.now())
    }

    /// Whether the reply named an unknown key, and other keys are there now.
    async fn learn(&self, error: &Error, effect: Effect, generation: u64) -> bool {
        let Some(keeper) = self.certificates else { return false };
        tokio::time::timeout(self.left(), keeper.after(error, effect, generation)).await.unwrap_or(false)
    }

    fn left(&self) -> Duration {
        self.retry.deadline.saturating_sub(self.begin.elapsed())
    }
}

/// The runtime that polls: timers and tasks need one.
pub(super) fn runtime() -> Result<Handle> {
    let missing = || Error::sdk(&sdk_codes::NO_RUNTIME);
    let runtime = Handle::try_current().map_err(|_| missing())?;
    // Nothing but a panic tells that a runtime has no timers.
    let has_timers = catch_unwind(|| drop(tokio::time::sleep(Duration::ZERO))).is_ok();
    if has_timers {
        Ok(runtime)
    } else {
        Err(missing().with_detail("the runtime has no timers: enable_time"))
    }
}

/// Whether the next attempt goes to the other host of WeChat Pay.
pub(super) fn tries_the_other_host(error: &Error) -> bool {
    UNREACHABLE.into_iter().any(|entry| error.is(entry))
}

/// Whether there is another host for this leg: QQ has none.
pub(super) fn has_other_host(config: &Config, leg: Leg) -> bool {
    leg == Leg::WeChatPay && config.0.wechat_backup_base.is_some()
}

/// An error of the network that says to whom the way is broken.
pub(super) fn to_whom(error: Error, leg: Leg, at_backup: bool) -> Error {
    if !tries_the_other_host(&error) {
        return error;
    }
    let host = match leg {
        Leg::Qq => "QQ",
        Leg::WeChatPay if at_backup => "WeChat Pay's backup host",
        Leg::WeChatPay => "WeChat Pay",
    };
    let detail = match error.detail() {
        "" => format!("to {host}"),
        detail => format!("to {host}: {detail}"),
    };
    error.with_detail(detail)
}

/// The request at the host whose turn it is. QQ has no backup host.
pub(super) fn at_host(config: &Config, leg: Leg, request: &HttpRequest, at_backup: bool) -> HttpRequest {
    let elsewhere = match leg {
        Leg::WeChatPay if at_backup => endpoint::at_backup(config, request),
        _ => None,
    };
    elsewhere.unwrap_or_else(|| request.clone())
}

/// The time was over before this attempt was sent.
pub(super) fn out_of_time() -> Error {
    Error::sdk(&sdk_codes::TIMED_OUT).with_retry(Retry::SameRequest).with_detail("nothing was sent in time")
}

fn leaves_open(error: &Error) -> bool {
    error.retry() == Retry::ConfirmFirst || error.http_status().is_some_and(|status| status >= 500)
}

/// Tells of a failed attempt, without anything secret.
pub(super) fn log_failure(error: &Error, repeat: bool) {
    let (kind, code, status) = (error.kind().name(), error.code(), error.http_status());
    warn!(kind, code, status, repeat, "failed");
}

/// A question whose answer is lost can simply be asked again.
pub(super) fn harmless_when_reading(effect: Effect, error: Error) -> Error {
    match effect {
        Effect::Read if error.retry() != Retry::Never => error.with_retry(Retry::SameRequest),
        Effect::Read | Effect::Repeatable | Effect::Once => error,
    }
}
