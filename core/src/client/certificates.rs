//! Platform certificates: fetched in time and when a message names an unknown one, never faster than that.

use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use async_trait::async_trait;
use tracing::{info, warn};

use super::certificate_ends::CertificateEnds;
use crate::client::engine::context::ClientContext;
use crate::client::engine::driver::{Driver, KeySource, runtime};
use crate::client::engine::single_flight::{Flight, SingleFlight};
use crate::error::{Error, Result, sdk_codes};
use crate::model::NoArguments;
use crate::operation::{CallContext, FetchCertificates, Operation as _};
use crate::operations::certificates::{PlatformCertificates, adopt, is_due};
use crate::retry::{Idempotency, RetryPolicy};
use crate::verify::is_certificate_serial;

/// Between two downloads that nobody asked for explicitly, in seconds: whatever an attacker sends, however they end.
const PAUSE_SECONDS: u64 = 60;

/// Between two downloads without which no reply can be verified at all, in seconds.
const NEEDED_PAUSE_SECONDS: u64 = 5;

/// How long a notification waits for certificates: it must be answered within 5 seconds.
pub(super) const NOTIFICATION_WAIT: Duration = Duration::from_secs(3);

type Download = Flight<Result<PlatformCertificates>>; // a short name, private to this file

/// Why certificates are fetched.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Reason {
    /// The user says so.
    Asked,
    /// There is no key that is valid, and a call is about to be made.
    Needed,
    /// They are old.
    Due,
    /// A message names a key that is not known: anybody can send one.
    UnknownSerial,
}

/// Fetches and adopts platform certificates: one download at a time, shared by everybody who waits for it.
pub(super) struct CertificateManager {
    context: ClientContext,
    retry: RetryPolicy,
    ends: CertificateEnds,
    /// Since when configured certificates count as fetched.
    since: i64,
    state: Mutex<State>,
}

#[derive(Default)]
struct State {
    flight: SingleFlight<Result<PlatformCertificates>>,
    /// When the last download began, in Unix seconds.
    begun_at: Option<i64>,
    /// How the last download ended, if badly.
    failure: Option<Error>,
}

impl CertificateManager {
    pub(super) fn new(context: ClientContext, retry: RetryPolicy) -> Self {
        let since = context.now();
        let ends = CertificateEnds::default();
        ends.tell(&context);
        Self { context, retry, ends, since, state: Mutex::default() }
    }

    /// Tells how long the certificates last, once a day.
    pub(super) fn tell_of_ends(&self) {
        self.ends.tell_now_and_then(&self.context);
    }

    /// Fetches now, whatever is there.
    pub(super) async fn refresh(self: &Arc<Self>) -> Result<PlatformCertificates> {
        self.fetch(Reason::Asked).await
    }

    /// Before a V3 call: fetches when there is no valid key, and begins in the background when the keys are old.
    pub(super) async fn ensure_keys(self: &Arc<Self>) -> Result<()> {
        let Ok(v3) = self.context.config.v3() else { return Ok(()) };
        if !v3.trust.is_usable(self.context.now()) {
            self.fetch(Reason::Needed).await?;
        } else {
            self.refresh_if_due();
        }
        Ok(())
    }

    /// Begins a download in the background when the certificates are old.
    pub(super) fn refresh_if_due(self: &Arc<Self>) {
        if is_due(&self.context.config, self.since, self.context.now()) {
            // Who waits for nothing looks at nothing: the download goes on by itself.
            drop(self.flight(Reason::Due));
        }
    }

    /// Begins a download in the background because of an unknown serial.
    pub(super) fn begin_for_unknown_serial(self: &Arc<Self>) {
        drop(self.flight(Reason::UnknownSerial));
    }

    /// Fetches because of an unknown serial; whether other keys are there than those of `generation`.
    pub(super) async fn refresh_for_unknown_serial(self: &Arc<Self>, generation: u64) -> bool {
        let current = KeySource::generation(self);
        if current == generation
            && let Ok(flight) = self.flight(Reason::UnknownSerial)
        {
            drop(flight.result().await);
        }
        self.generation() != generation
    }

    async fn fetch(self: &Arc<Self>, reason: Reason) -> Result<PlatformCertificates> {
        self.context.config.v3()?;
        self.context.refuse_reentry()?;
        self.flight(reason)?.result().await.unwrap_or_else(|| Err(Error::sdk(&sdk_codes::CALL_ABANDONED)))
    }

    /// The download under way; else begins one, unless it is too early for this reason.
    fn flight(self: &Arc<Self>, reason: Reason) -> Result<Download> {
        // Before the lock: without a runtime nothing can begin, and nothing may panic while others wait.
        let runtime = runtime()?;
        let now = self.context.now();
        let mut state = self.state();
        if let Some(flight) = state.flight.current() {
            return Ok(flight);
        }
        let pause = match reason {
            Reason::Asked => 0,
            Reason::Needed => NEEDED_PAUSE_SECONDS,
            Reason::Due | Reason::UnknownSerial => PAUSE_SECONDS,
        };
        let is_early = state.begun_at.is_some_and(|begun| now.abs_diff(begun) < pause);
        // What nobody asked for is limited for all clients of the configuration together.
        let shared_pause = if matches!(reason, Reason::Asked | Reason::Needed) { 0 } else { pause };
        if is_early || !self.context.config.v3()?.trust.begin_download(now, shared_pause) {
            let failure = state.failure.clone();
            return Err(failure.unwrap_or_else(|| Error::sdk(&sdk_codes::CALL_ABANDONED)));
        }
        state.begun_at = Some(now);
        let manager = Arc::clone(self);
        Ok(state
            .flight
            .begin(&runtime, |guard| async move { guard.complete(manager.download(reason).await) }))
    }

    async fn download(&self, reason: Reason) -> Result<PlatformCertificates> {
        // What anybody can cause is tried once.
        let attempts = if reason == Reason::UnknownSerial { 1 } else { self.retry.attempts };
        let retry = RetryPolicy { attempts, ..self.retry };
        let ClientContext { config, .. } = &self.context;
        let mut driver = Driver::new(&self.context, &retry);
        let result = driver
            .execute(|| {
                FetchCertificates::prepare(&NoArguments {}, &CallContext::new(config, &self.context.stamp()))
            })
            .await;
        let result = result.and_then(|list| {
            adopt(config, &list, self.context.now())?;
            self.ends.tell(&self.context);
            Ok(list)
        });
        let mut state = self.state();
        match &result {
            Ok(list) => {
                info!(certificates = list.certificates().len(), "platform certificates adopted");
                state.failure = None;
            }
            Err(error) => {
                warn!(kind = error.kind().name(), code = error.code(), "platform certificates not adopted");
                state.failure = Some(error.clone());
            }
        }
        result
    }

    fn state(&self) -> MutexGuard<'_, State> {
        // Nothing panics between two steps that belong together.
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

#[async_trait]
impl KeySource for Arc<CertificateManager> {
    fn generation(&self) -> u64 {
        self.context.config.v3().map_or(0, |v3| v3.trust.generation())
    }

    async fn ensure_keys(&self) -> Result<()> {
        CertificateManager::ensure_keys(self).await
    }

    async fn on_verification_failure(
        &self,
        error: &Error,
        idempotency: Idempotency,
        generation: u64,
    ) -> bool {
        if !is_about_an_unknown_key(error) {
            return false;
        }
        if idempotency == Idempotency::NonIdempotent {
            self.begin_for_unknown_serial();
            return false;
        }
        self.refresh_for_unknown_serial(generation).await
    }
}

/// Whether a message failed because it names a key that fetching may bring: public keys are configured, never fetched.
pub(super) fn is_about_an_unknown_key(error: &Error) -> bool {
    // The detail of this error is the serial, when it looks like one.
    error.is(&sdk_codes::NOTHING_TO_VERIFY_WITH)
        || (error.is(&sdk_codes::SERIAL_UNKNOWN) && is_certificate_serial(error.detail()))
}
