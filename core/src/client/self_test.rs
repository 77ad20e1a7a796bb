//! The self test, and waiting for its callback.

use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use tokio::sync::Notify;

use super::{Parts, QqWxPay};
use crate::error::{Error, ErrorKind, Result};
use crate::notify::Outcome;
use crate::self_test::{CheckState, SelfTest, SelfTestReport, prepare_self_test};

/// The longest wait for a callback, in seconds.
const LONGEST_WAIT_SECONDS: u32 = 60;

/// How many callbacks are remembered while tests wait.
const REMEMBERED: usize = 64;

impl QqWxPay {
    /// Tests keys, serials, clock and, with a `notify_url`, the way of notifications, without an order
    /// ([`crate::self_test`]).
    ///
    /// The call is sent once and never repeated. The callback counts when a notification method of this client (or of a clone) is given it
    /// in time; while it waits, `notify_url` must be served.
    ///
    /// ```no_run
    /// # async fn example(pay: qq_wxpay::QqWxPay) -> qq_wxpay::Result<()> {
    /// use qq_wxpay::self_test::SelfTest;
    /// let report = pay.self_test(&SelfTest::with_callback("https://pay.example.com/notify")).await?;
    /// if let Some(error) = &report.verification.error {
    ///     println!("verification {}: {error}", report.verification.state.name());
    /// }
    /// # Ok(())
    /// # }
    /// ```
    ///
    /// # Errors
    /// Only what is wrong before anything is sent: `InvalidInput` or `Config` for `notify_url`, `Config` without V3.
    /// Everything else is in the report.
    pub async fn self_test(&self, test: &SelfTest) -> Result<SelfTestReport> {
        self.config().v3()?;
        // A certificate may be needed to encrypt for; that it cannot be had belongs into the report.
        if let Err(error) = self.0.certificates.keys_for_a_call().await {
            return Ok(SelfTestReport::ended_by(error));
        }
        let _watching = self.0.callbacks.watch();
        let mut parts = Parts::clone(&self.0);
        parts.retry.attempts = 1;
        let once = Self(Arc::new(parts));
        let prepare = || prepare_self_test(self.config(), test, &self.stamp());
        let mut report = match once.driver().run(prepare).await {
            Ok(report) => report,
            Err(error) if matches!(error.kind(), ErrorKind::InvalidInput | ErrorKind::Config) => {
                return Err(error);
            }
            Err(error) => return Ok(SelfTestReport::ended_by(error)),
        };
        if test.notify_url.is_some() && report.signature.state == CheckState::Holds {
            let wait = Duration::from_secs(test.callback_seconds.min(LONGEST_WAIT_SECONDS).into());
            let arrived = tokio::time::timeout(wait, self.0.callbacks.arrival(&report.echo_message)).await;
            report.called_back(arrived.map_err(|_| self.0.callbacks.last_refusal()));
        }
        Ok(report)
    }
}

/// The callbacks that arrive while self tests wait for them.
#[derive(Default)]
pub(super) struct CallbackWatch {
    seen: Mutex<Seen>,
    news: Notify,
}

#[derive(Default)]
struct Seen {
    watchers: usize,
    messages: Vec<String>,
    /// Why the last V3 notification was refused: perhaps it was the callback.
    refusal: Option<Error>,
}

/// A self test that waits; dropping it ends the wait.
struct Watching<'a>(&'a CallbackWatch);

impl CallbackWatch {
    /// Notes what a notification turned out to be, if a self test waits.
    pub(super) fn note(&self, outcome: &Outcome) {
        let mut seen = self.seen.lock().unwrap_or_else(PoisonError::into_inner);
        if seen.watchers == 0 {
            return;
        }
        match outcome {
            Outcome::SecurityEcho(echo) if seen.messages.len() < REMEMBERED => {
                seen.messages.push(echo.echo_message.clone());
            }
            Outcome::Refused(error) => seen.refusal = Some(error.clone()),
            _ => return,
        }
        drop(seen);
        self.news.notify_waiters();
    }

    fn watch(&self) -> Watching<'_> {
        self.seen.lock().unwrap_or_else(PoisonError::into_inner).watchers += 1;
        Watching(self)
    }

    /// Ends when the callback with this text has arrived.
    async fn arrival(&self, message: &str) {
        loop {
            // Registered before the look, so that nothing slips in between.
            let news = self.news.notified();
            if self.seen.lock().unwrap_or_else(PoisonError::into_inner).messages.iter().any(|m| m == message)
            {
                return;
            }
            news.await;
        }
    }

    fn last_refusal(&self) -> Option<Error> {
        self.seen.lock().unwrap_or_else(PoisonError::into_inner).refusal.clone()
    }
}

impl Drop for Watching<'_> {
    fn drop(&mut self) {
        let mut seen = self.0.seen.lock().unwrap_or_else(PoisonError::into_inner);
        seen.watchers -= 1;
        if seen.watchers == 0 {
            *seen = Seen::default();
        }
    }
}
