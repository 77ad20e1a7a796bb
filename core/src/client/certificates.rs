//! Platform certificates: fetched in time and when a message names an unknown one, never faster than that.

use std::future::Future;
use std::pin::Pin;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use futures_util::FutureExt as _;
use futures_util::future::Shared;
use tokio::task::AbortHandle;
use tracing::{Instrument as _, info, warn};

use super::QqWxPay;
use super::drive::{Driver, runtime};
use super::means::Means;
use crate::call::{Effect, Prepared};
use crate::certificates::{PlatformCertificates, adopt, is_due, prepare_certificates};
use crate::error::{Error, Result, sdk_codes};
use crate::retry::RetryPolicy;
use crate::secret::Secret;
use crate::sensitive::{self, EncryptedText};
use crate::trust::is_certificate_serial;

/// Between two downloads that nobody asked for explicitly, in seconds: whatever an attacker sends, however they end.
const PAUSE_SECONDS: u64 = 60;

/// Between two downloads without which no reply can be verified at all, in seconds.
const NEEDED_PAUSE_SECONDS: u64 = 5;

/// How long a notification waits for certificates: it must be answered within 5 seconds (protocol 6.4).
pub(super) const NOTIFICATION_WAIT: Duration = Duration::from_secs(3);

impl QqWxPay {
    /// Fetches WeChat Pay's platform certificates now, and trusts them once they are verified.
    ///
    /// It is not needed in the ordinary course: they are fetched when there is no valid key, every 12 hours, and when a
    /// message names an unknown one.
    ///
    /// # Errors
    /// `CERTIFICATES_NOT_AVAILABLE` for a merchant that has public-key mode only; else as
    /// [`crate::certificates::prepare_certificates`]. The keys from before stay.
    pub async fn refresh_certificates(&self) -> Result<PlatformCertificates> {
        self.0.certificates.fetch(Reason::Asked).await
    }

    /// Encrypts a text for WeChat Pay ([`crate::sensitive::encrypt`]); fetches the platform certificates first when there
    /// is no key yet.
    ///
    /// # Errors
    /// As [`crate::sensitive::encrypt`] and [`QqWxPay::refresh_certificates`].
    pub async fn encrypt_sensitive(&self, text: &str) -> Result<EncryptedText> {
        self.0.certificates.keys_for_a_call().await?;
        sensitive::encrypt(self.config(), text, self.0.means.now())
    }

    /// Decrypts a text that WeChat Pay encrypted for the merchant ([`crate::sensitive::decrypt`]).
    ///
    /// # Errors
    /// As [`crate::sensitive::decrypt`].
    pub fn decrypt_sensitive(&self, ciphertext: &str) -> Result<Secret> {
        sensitive::decrypt(self.config(), ciphertext)
    }
}

type Flight = Shared<Pin<Box<dyn Future<Output = Result<PlatformCertificates>> + Send>>>; // a name for one unspeakable type, private to this file

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
pub(super) struct CertificateKeeper {
    means: Means,
    retry: RetryPolicy,
    /// Since when configured certificates count as fetched.
    since: i64,
    state: Mutex<State>,
}

#[derive(Default)]
struct State {
    /// The download under way, and its task.
    flight: Option<(Flight, AbortHandle)>,
    /// When the last download began, in Unix seconds.
    begun_at: Option<i64>,
    /// How the last download ended, if badly.
    failure: Option<Error>,
}

impl CertificateKeeper {
    pub(super) fn new(means: Means, retry: RetryPolicy) -> Self {
        let since = means.now();
        Self { means, retry, since, state: Mutex::default() }
    }

    /// Before a V3 call: fetches when there is no valid key, and begins in the background when the keys are old.
    pub(super) async fn before<T>(self: &Arc<Self>, call: &Prepared<T>) -> Result<()> {
        if call.is_signed_for_v3() { self.keys_for_a_call().await } else { Ok(()) }
    }

    /// The same for a call that is not prepared yet.
    pub(super) async fn keys_for_a_call(self: &Arc<Self>) -> Result<()> {
        let Ok(v3) = self.means.config.v3() else { return Ok(()) };
        if !v3.trust.is_usable(self.means.now()) {
            self.fetch(Reason::Needed).await?;
        } else {
            self.refresh_if_due();
        }
        Ok(())
    }

    /// After a call that ended with `error`: fetches when a key was unknown. Whether the same call may find other keys now.
    pub(super) async fn after(self: &Arc<Self>, error: &Error, effect: Effect, generation: u64) -> bool {
        if !is_about_an_unknown_key(error) {
            return false;
        }
        if effect == Effect::Once {
            self.begin_for_unknown_serial();
            return false;
        }
        self.learn(generation).await
    }

    /// Begins a download in the background when the certificates are old.
    pub(super) fn refresh_if_due(self: &Arc<Self>) {
        if is_due(&self.means.config, self.since, self.means.now()) {
            // Who waits for nothing looks at nothing: the download goes on by itself.
            drop(self.flight(Reason::Due));
        }
    }

    /// Begins a download in the background because of an unknown serial.
    pub(super) fn begin_for_unknown_serial(self: &Arc<Self>) {
        drop(self.flight(Reason::UnknownSerial));
    }

    /// Fetches because of an unknown serial; whether other keys are there than those of `generation`.
    pub(super) async fn learn(self: &Arc<Self>, generation: u64) -> bool {
        if self.generation() == generation
            && let Ok(flight) = self.flight(Reason::UnknownSerial)
        {
            drop(flight.await);
        }
        self.generation() != generation
    }

    /// Changes whenever certificates are adopted.
    pub(super) fn generation(&self) -> u64 {
        self.means.config.v3().map_or(0, |v3| v3.trust.generation())
    }

    async fn fetch(self: &Arc<Self>, reason: Reason) -> Result<PlatformCertificates> {
        self.means.config.v3()?;
        self.means.refuse_reentry()?;
        self.flight(reason)?.await
    }

    /// The download under way; else begins one, unless it is too early for this reason.
    ///
    /// It runs as a task of its own: a caller that goes away does not stop it.
    fn flight(self: &Arc<Self>, reason: Reason) -> Result<Flight> {
        // Before the lock: without a runtime nothing can begin, and nothing may panic while others wait.
        let runtime = runtime()?;
        let now = self.means.now();
        let mut state = self.state();
        // A task that is over and still stands here ended without a result: it panicked, or its runtime stopped.
        if let Some((flight, task)) = &state.flight
            && !task.is_finished()
        {
            return Ok(flight.clone());
        }
        let pause = match reason {
            Reason::Asked => 0,
            Reason::Needed => NEEDED_PAUSE_SECONDS,
            Reason::Due | Reason::UnknownSerial => PAUSE_SECONDS,
        };
        let is_early = state.begun_at.is_some_and(|begun| now.abs_diff(begun) < pause);
        // What nobody asked for is limited for all clients of the configuration together.
        let shared_pause = if matches!(reason, Reason::Asked | Reason::Needed) { 0 } else { pause };
        if is_early || !self.means.config.v3()?.trust.begin_download(now, shared_pause) {
            let failure = state.failure.clone();
            return Err(failure.unwrap_or_else(|| Error::sdk(&sdk_codes::CALL_ABANDONED)));
        }
        state.begun_at = Some(now);
        let keeper = Arc::clone(self);
        let download = async move { keeper.download(reason).await };
        let task = runtime.spawn(download.in_current_span());
        let handle = task.abort_handle();
        let flight =
            async move { task.await.unwrap_or_else(|_| Err(Error::sdk(&sdk_codes::CALL_ABANDONED))) }
                .boxed()
                .shared();
        state.flight = Some((flight.clone(), handle));
        Ok(flight)
    }

    async fn download(&self, reason: Reason) -> Result<PlatformCertificates> {
        // What anybody can cause is tried once.
        let attempts = if reason == Reason::UnknownSerial { 1 } else { self.retry.attempts };
        let retry = RetryPolicy { attempts, ..self.retry };
        let Means { config, .. } = &self.means;
        let mut driver = Driver::new(&self.means, &retry);
        let result = driver.run(|| prepare_certificates(config, &self.means.stamp())).await;
        let result = result.and_then(|list| {
            adopt(config, &list, self.means.now())?;
            Ok(list)
        });
        let mut state = self.state();
        state.flight = None;
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

/// Whether a message failed because it names a key that fetching may bring: public keys are configured, never fetched.
pub(super) fn is_about_an_unknown_key(error: &Error) -> bool {
    // The detail of this error is the serial, when it looks like one.
    error.is(&sdk_codes::NOTHING_TO_VERIFY_WITH)
        || (error.is(&sdk_codes::SERIAL_UNKNOWN) && is_certificate_serial(error.detail()))
}
