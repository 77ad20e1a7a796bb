//! The loop: prepare, transport, finish, repeat?

use std::future::Future;
use std::panic::catch_unwind;
use std::time::{Duration, Instant};

use async_trait::async_trait;
use futures_util::FutureExt as _;
use tokio::runtime::Handle;
use tracing::{Instrument as _, debug, info_span, warn};

use crate::client::engine::attempt::Attempt;
use crate::client::engine::call::Call;
use crate::client::engine::context::ClientContext;
use crate::client::engine::faults::Fault;
use crate::client::engine::observer::FaultKind;
use crate::client::engine::signing;
use crate::client::engine::whom::{own_place, to_whom, tries_the_other_host};
use crate::client::pace::Pace;
use crate::config::Config;
use crate::error::{Error, ErrorKind, Result, Retry, sdk_codes};
use crate::http::HttpRequest;
use crate::protocol::endpoint::{self, Upstream};
use crate::protocol::prepared::Prepared;
use crate::retry::advice::{Stage, advised, after_open_attempt, leaves_open, not_sent};
use crate::retry::{Idempotency, RetryPolicy};

/// One call of the user with everything that it sends: its time limit, and what its earlier attempts leave open.
pub(in crate::client) struct Driver<'a> {
    context: &'a ClientContext,
    retry: &'a RetryPolicy,
    call: Call<'a>,
    /// An earlier attempt may have been carried out: no later refusal says that nothing happened.
    is_open: bool,
    /// Tells when the call is dropped while nobody knows what became of it.
    left_open: LeftOpen<'a>,
    /// Has the keys ready that V3 replies are verified with.
    keys: Option<&'a dyn KeySource>,
    /// How fast a run of many calls asks.
    pace: Option<&'a Pace>,
}

/// WeChat Pay's keys, some of which may still be to be fetched.
#[async_trait]
pub(in crate::client) trait KeySource: Send + Sync {
    /// Changes whenever there are other keys.
    fn generation(&self) -> u64;

    /// Before a call whose reply is signed for V3.
    async fn ensure_keys(&self) -> Result<()>;

    /// After a call that ended with `error`: whether the same call may find other keys now than those of `generation`.
    async fn on_verification_failure(&self, error: &Error, idempotency: Idempotency, generation: u64)
    -> bool;
}

/// What a call has sent whose outcome nobody knows yet; one that is dropped with it is reported.
struct LeftOpen<'a> {
    context: &'a ClientContext,
    sent: Option<(&'static str, Option<String>)>,
}

impl Drop for LeftOpen<'_> {
    fn drop(&mut self) {
        let Some((operation, number)) = self.sent.take() else { return };
        self.context.report(&Fault {
            what: FaultKind::CallLeftOpen,
            error: &Error::sdk(&sdk_codes::CALL_ABANDONED),
            number: number.as_deref(),
            operation: Some(operation),
        });
    }
}

impl<'a> Driver<'a> {
    /// A call that begins now.
    pub(in crate::client) fn new(context: &'a ClientContext, retry: &'a RetryPolicy) -> Self {
        let left_open = LeftOpen { context, sent: None };
        Self { context, retry, call: Call::begin(context), is_open: false, left_open, keys: None, pace: None }
    }

    /// The same for a call whose reply may need keys that are still to be fetched.
    pub(in crate::client) fn with_certificates(self, keys: &'a dyn KeySource) -> Self {
        Self { keys: Some(keys), ..self }
    }

    /// Says what the call is before anything of it is sent.
    pub(in crate::client) fn is_about(&mut self, operation: &'static str, upstream: Upstream) {
        self.call.is_about(operation, upstream);
    }

    /// Says how it ended, where that is not what [`Self::execute`] gave.
    pub(in crate::client) fn ended<T>(&mut self, result: &Result<T>) {
        self.call.ended(result);
    }

    /// The same for a call of a run: each repetition waits for its turn.
    pub(in crate::client) fn at_pace(self, pace: Option<&'a Pace>) -> Self {
        Self { pace, ..self }
    }

    /// Sends what `prepare` makes until there is a result or a final error; each attempt is prepared, and so signed, anew.
    pub(in crate::client) async fn execute<T>(
        &mut self,
        prepare: impl FnMut() -> Result<Prepared<T>>,
    ) -> Result<T> {
        let result = self.attempts(prepare).await;
        self.call.ended(&result);
        // Whoever gets the result knows.
        self.left_open.sent = None;
        result
    }

    async fn attempts<T>(&mut self, mut prepare: impl FnMut() -> Result<Prepared<T>>) -> Result<T> {
        runtime()?;
        self.context.refuse_reentry()?;
        let mut attempt = 1;
        let mut at_backup = false;
        let mut refreshed = false;
        loop {
            if let Some(pace) = self.pace.filter(|_| attempt > 1) {
                self.wait(pace.turn().map(Ok)).await?;
            }
            let generation = self.keys.map_or(0, |keys| keys.generation());
            let mut prepared = prepare().map_err(|error| self.finalize_error(error))?;
            self.call.is_about(prepared.operation(), prepared.upstream());
            self.sign(prepared.request_mut()).await.map_err(|error| self.finalize_error(error))?;
            let idempotency = prepared.idempotency();
            if let Some(keys) = self.keys.filter(|_| attempt == 1 && prepared.is_signed_for_v3()) {
                self.wait(keys.ensure_keys()).await?;
            }
            let span = info_span!(
                "qq_wxpay",
                operation = prepared.operation(),
                number = prepared.number(),
                upstream = ?prepared.upstream(),
                attempt,
                at_backup
            );
            let mut seen = self.call.attempt(prepared.operation(), prepared.upstream(), attempt, at_backup);
            if idempotency != Idempotency::Safe && !self.left().is_zero() {
                self.left_open.sent = Some((prepared.operation(), prepared.number().map(str::to_owned)));
            }
            let result = self.attempt(&prepared, at_backup, &mut seen).instrument(span.clone()).await;
            if let Some(pace) = self.pace {
                pace.note(result.as_ref().err());
            }
            let error = match result {
                Ok(value) => {
                    seen.end(false);
                    return Ok(value);
                }
                Err(error) => error,
            };
            seen.failed(&error);
            let random = self.context.random();
            let pause = if !refreshed
                && attempt < self.retry.attempts
                && self.refresh_unknown_keys(&error, idempotency, generation).await
            {
                refreshed = true;
                Some(Duration::ZERO)
            } else {
                self.retry.pause(&error, idempotency, attempt, self.call.began_at().elapsed(), random)
            };
            span.in_scope(|| log_failure(&error, pause.is_some()));
            seen.end(pause.is_some());
            at_backup ^=
                has_other_host(&self.context.config, prepared.upstream()) && tries_the_other_host(&error);
            let asks_to_repeat = error.kind() == ErrorKind::Api && error.retry() == Retry::SameRequest;
            let leaves_open = leaves_open(&error, idempotency);
            let error = if asks_to_repeat { error } else { self.finalize_error(error) };
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
    pub(in crate::client) async fn wait<T>(&mut self, needed: impl Future<Output = Result<T>>) -> Result<T> {
        runtime()?;
        self.context.refuse_reentry()?;
        let result = tokio::time::timeout(self.left(), needed).await;
        let result =
            result.unwrap_or_else(|_| Err(out_of_time())).map_err(|error| self.finalize_error(error));
        if let Err(error) = &result {
            self.call.failed(error);
        }
        result
    }

    /// Corrects the advice of a final error by what the earlier attempts leave open.
    pub(in crate::client) fn finalize_error(&self, error: Error) -> Error {
        if self.is_open { after_open_attempt(error) } else { error }
    }

    /// Puts the signature in, where one is missing.
    pub(in crate::client) async fn sign(&self, request: &mut HttpRequest) -> Result<()> {
        signing::sign(self.context, request, self.left()).await
    }

    async fn attempt<T>(&self, prepared: &Prepared<T>, at_backup: bool, seen: &mut Attempt<'_>) -> Result<T> {
        let timeout = self.retry.attempt_timeout.min(self.left());
        if timeout.is_zero() {
            return Err(out_of_time());
        }
        let sent = Instant::now();
        let request = at_host(&self.context.config, prepared.upstream(), prepared.request(), at_backup);
        let asked = own_place(request.url());
        // The transport may be the user's: it is not trusted to keep the time.
        let exchange =
            tokio::time::timeout(timeout, self.context.ask(self.context.transport.send(request, timeout)));
        let reply = match exchange.await {
            Ok(Ok(reply)) => reply,
            Ok(Err(error)) => {
                let error = to_whom(error.into(), (prepared.upstream(), at_backup), asked.as_deref());
                return Err(advised(error, Stage::NoReply, prepared.idempotency()));
            }
            Err(_) => {
                let error = Error::sdk(&sdk_codes::TIMED_OUT);
                let error = to_whom(error, (prepared.upstream(), at_backup), asked.as_deref());
                return Err(advised(error, Stage::NoReply, prepared.idempotency()));
            }
        };
        seen.answered(reply.status(), reply.request_id());
        debug!(
            status = reply.status(),
            request_id = reply.request_id(),
            elapsed_ms = sent.elapsed().as_millis(),
            "answered"
        );
        prepared.finish(&reply, self.context.now())
    }

    /// Whether the reply named an unknown key, and other keys are there now.
    async fn refresh_unknown_keys(&self, error: &Error, idempotency: Idempotency, generation: u64) -> bool {
        let Some(keys) = self.keys else { return false };
        tokio::time::timeout(self.left(), keys.on_verification_failure(error, idempotency, generation))
            .await
            .unwrap_or(false)
    }

    fn left(&self) -> Duration {
        self.retry.deadline.saturating_sub(self.call.began_at().elapsed())
    }
}

/// The runtime that polls: timers and tasks need one.
pub(in crate::client) fn runtime() -> Result<Handle> {
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

/// Whether there is another host for this upstream: QQ has none.
pub(in crate::client) fn has_other_host(config: &Config, upstream: Upstream) -> bool {
    upstream == Upstream::WeChatPay && config.0.wechat_backup_base.is_some()
}

/// The request at the host whose turn it is. QQ has no backup host.
pub(in crate::client) fn at_host(
    config: &Config,
    upstream: Upstream,
    request: &HttpRequest,
    at_backup: bool,
) -> HttpRequest {
    let elsewhere = match upstream {
        Upstream::WeChatPay if at_backup => endpoint::at_backup(config, request),
        _ => None,
    };
    elsewhere.unwrap_or_else(|| request.clone())
}

/// The time was over before this attempt was sent.
pub(in crate::client) fn out_of_time() -> Error {
    not_sent(Error::sdk(&sdk_codes::TIMED_OUT)).with_detail("nothing was sent in time")
}

/// Tells of a failed attempt, without anything secret.
pub(in crate::client) fn log_failure(error: &Error, repeat: bool) {
    let (kind, code, status) = (error.kind().name(), error.code(), error.http_status());
    warn!(kind, code, status, repeat, "failed");
}
