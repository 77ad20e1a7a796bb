//! The self test, and waiting for its callback.

use std::sync::Arc;
use std::time::Duration;

use super::QqWxPay;
use super::facade::Parts;
use crate::error::{Error, ErrorKind, Result, sdk_codes};
use crate::model::NoArguments;
use crate::operation::{FetchCertificates, RunSelfTest};
use crate::operations::self_test::{Check, CheckState, SelfTest, SelfTestReport};

/// The longest wait for a callback, in seconds.
const LONGEST_WAIT_SECONDS: u32 = 60;

impl QqWxPay {
    /// Tests keys, serials, clock, QQ's AppSecret and, with a `notify_url`, the way of notifications, without an order
    /// ([`crate::operations::self_test`]). What could not be tested is named in the report, with the reason.
    ///
    /// Beside the test itself the platform certificates are asked for, and QQ for an access token if this client has none. The call is sent once and never repeated. The callback counts when a notification method of this client (or of a clone) is given it
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
        if let Err(error) = self.0.certificates.ensure_keys().await {
            return Ok(SelfTestReport::ended_by(error));
        }
        let _watching = self.0.callbacks.watch();
        let mut parts = Parts::clone(&self.0);
        parts.retry.attempts = 1;
        let once = Self(Arc::new(parts));
        let mut report = match once.execute::<RunSelfTest>(test).await {
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
        report.api_v3_key = once.test_api_v3_key(&report).await;
        report.qq_app_secret = self.test_qq_app_secret().await;
        Ok(report)
    }

    /// What WeChat Pay encrypts with the APIv3 key, and is there without an order: platform certificates, and the callback.
    async fn test_api_v3_key(&self, report: &SelfTestReport) -> Check {
        let not_tested = || Error::sdk(&sdk_codes::API_V3_KEY_NOT_TESTED);
        if report.signature.state != CheckState::Holds {
            return Check::not_tested(Some(report.signature.error.clone().unwrap_or_else(not_tested)));
        }
        let fetched = self.execute::<FetchCertificates>(&NoArguments {}).await;
        match fetched.map(drop) {
            Ok(()) => Check::holds(),
            Err(error) if is_about_the_key(&error) => Check::fails(error),
            Err(error) => match &report.callback {
                Check { state: CheckState::Holds, .. } if !self.has_a_previous_key() => Check::holds(),
                Check { error: Some(refused), .. } if is_about_the_key(refused) => {
                    Check::fails(refused.clone())
                }
                _ => Check::not_tested(Some(not_tested().with_source(error))),
            },
        }
    }

    /// A callback may have been opened with the previous key.
    fn has_a_previous_key(&self) -> bool {
        self.config().0.v3.as_ref().is_some_and(|v3| v3.api_keys.len() > 1)
    }

    /// The way by which orders get their token; it ends no token that another process uses.
    async fn test_qq_app_secret(&self) -> Check {
        if let Err(error) = self.config().qq() {
            return Check::not_tested(Some(error));
        }
        match self.driver().wait(self.0.tokens.token()).await {
            Ok(_) if self.0.tokens.has_fetched() => Check::holds(),
            Ok(_) => Check::not_tested(Some(Error::sdk(&sdk_codes::APP_SECRET_NOT_TESTED))),
            Err(error) if matches!(error.kind(), ErrorKind::Api | ErrorKind::Config) => Check::fails(error),
            Err(error) => Check::not_tested(Some(error)),
        }
    }
}

/// Whether the APIv3 key did not open something.
fn is_about_the_key(error: &Error) -> bool {
    error.kind() == ErrorKind::Decrypt || error.is(&sdk_codes::API_KEYS_SWAPPED)
}
