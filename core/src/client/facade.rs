//! The facade: a client of one merchant.

use std::fmt;
use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};

use super::callback_watch::CallbackWatch;
use super::certificate_ends;
use super::certificates::CertificateManager;
use super::engine::bill_stream::BillLimits;
use super::engine::context::ClientContext;
use super::engine::driver::Driver;
#[cfg(feature = "bridge")]
use super::engine::faults::FaultLimiter;
use super::engine::state_events::CertificateEvent;
use super::notification_health::NotificationHealth;
use super::notification_queries::Confirmations;
use super::pace::Pace;
use super::recent::Recent;
use super::token::source::TokenSource;
use crate::config::Config;
use crate::environment::RequestStamp;
use crate::error::{Error, Result, sdk_codes};
use crate::model::{AccessToken, RefusedAccessToken};
use crate::retry::RetryPolicy;
use crate::store::{Inboxes, check_token_store};

/// Takes WeChat Pay in a QQ mini program: the facade of this crate. Clones share everything; make one per merchant.
///
/// ```
/// # async fn example(pay: qq_wxpay::QqWxPay) -> qq_wxpay::Result<()> {
/// use qq_wxpay::model::{OrderRequest, Placement};
/// // let pay = QqWxPay::from_env()?;
/// let request = OrderRequest::new("T20261123000001", "Blue mug", 1999, "203.0.113.7");
/// if let Placement::Placed(order) = pay.place_order(&request).await? {
///     println!("{:?}", order.request_payment); // hand it to qq.requestWxPayment
/// }
/// # Ok(())
/// # }
/// ```
#[derive(Clone)]
pub struct QqWxPay(pub(super) Arc<Parts>);

/// What clones share.
#[derive(Clone)]
pub(super) struct Parts {
    pub(super) context: ClientContext,
    pub(super) tokens: TokenSource,
    pub(super) retry: RetryPolicy,
    pub(super) bill_limits: BillLimits,
    /// The numbers of the notifications that were verified last.
    pub(super) seen: Arc<Mutex<Recent>>,
    pub(super) confirmations: Arc<Confirmations>,
    pub(super) health: Arc<NotificationHealth>,
    pub(super) certificates: Arc<CertificateManager>,
    pub(super) callbacks: Arc<CallbackWatch>,
    pub(super) inboxes: Option<Inboxes>,
    /// Of the calls of a run over many orders or refunds.
    pub(super) pace: Option<Arc<Pace>>,
}

impl QqWxPay {
    /// The configuration, for the pure functions.
    #[must_use]
    pub fn config(&self) -> &Config {
        &self.0.context.config
    }

    /// The same client with a total time limit for each call made through it: waiting for the access token, all attempts and
    /// the pauses between them. Without it the limit is [`RetryPolicy::deadline`]. The handle is cheap and shares everything.
    ///
    /// A call whose time is over ends with `TIMED_OUT`: an order that may have been sent is to be confirmed first, everything
    /// else may be repeated. [`QqWxPay::confirm_notification`] keeps its own limit of 4 seconds, if that is shorter.
    /// What asks more than once ([`QqWxPay::confirm_order`], [`QqWxPay::close_if_unpaid`]) has it for all questions and pauses
    /// together, a bill for finding and opening its file.
    ///
    /// ```no_run
    /// # async fn example(pay: qq_wxpay::QqWxPay, order: qq_wxpay::model::OrderRequest) -> qq_wxpay::Result<()> {
    /// let order = pay.within(std::time::Duration::from_secs(5)).place_order(&order).await?;
    /// # Ok(())
    /// # }
    /// ```
    #[must_use]
    pub fn within(&self, limit: Duration) -> Self {
        let mut parts = Parts::clone(&self.0);
        parts.retry.deadline = limit;
        Self(Arc::new(parts))
    }

    /// What a call may take at most.
    #[must_use]
    pub fn limit(&self) -> Duration {
        self.0.retry.deadline
    }

    /// QQ's access token: fetched once, shared by all tasks, replaced in time.
    ///
    /// # Errors
    /// `Api` with QQ's code, `Config`, or `Transport`.
    pub async fn access_token(&self) -> Result<AccessToken> {
        let token = self.driver().wait(self.0.tokens.token()).await;
        let access_token = token.map_err(|error| self.0.tokens.explain(error))?;
        Ok(AccessToken { access_token })
    }

    /// The certificates and keys in use; with each that ends within 30 days, or has ended, what to do about it
    /// (`MERCHANT_CERTIFICATE_ENDS`, `PLATFORM_CERTIFICATE_ENDS`). Nothing is asked for: platform certificates are those known by now.
    #[must_use]
    pub fn certificates_in_use(&self) -> Vec<(CertificateEvent, Option<Error>)> {
        certificate_ends::in_use(&self.0.context, self.0.context.now())
    }

    /// Tells that QQ refused this access token: it is replaced, unless it has been replaced already.
    ///
    /// # Errors
    /// As [`QqWxPay::access_token`].
    pub async fn invalidate_access_token(&self, refused: &RefusedAccessToken) -> Result<()> {
        let replaced = self.driver().wait(self.0.tokens.replace(&refused.access_token)).await;
        replaced.map(drop).map_err(|error| self.0.tokens.explain(error))
    }

    /// Tries the token store of your own that this client was given, see [`crate::client::check_token_store`].
    ///
    /// # Errors
    /// `TOKEN_STORE_WRONG` with the rule that it breaks, or when none was given; what the store raises.
    pub async fn check_token_store(&self) -> Result<()> {
        let store = self.0.tokens.given_store().ok_or_else(|| {
            Error::sdk(&sdk_codes::TOKEN_STORE_WRONG)
                .with_detail("this client was given none; those of the library need no check")
        })?;
        self.0.context.asked.scope(check_token_store(store.as_ref())).await
    }

    /// The same client for the next part of a call that began at `begin`: what is left of its time.
    pub(super) fn since(&self, begin: Instant) -> Self {
        self.within(self.0.retry.deadline.saturating_sub(begin.elapsed()))
    }

    /// The same client for the calls of a run, which share a pace.
    pub(super) fn at_pace(&self, pace: Arc<Pace>) -> Self {
        Self(Arc::new(Parts { pace: Some(pace), ..Parts::clone(&self.0) }))
    }

    /// What bounds the reports of faults.
    #[cfg(feature = "bridge")]
    pub(crate) fn fault_limiter(&self) -> Arc<FaultLimiter> {
        Arc::clone(&self.0.context.faults)
    }

    /// A call that begins now.
    pub(super) fn driver(&self) -> Driver<'_> {
        let parts = &self.0;
        parts.certificates.tell_of_ends();
        Driver::new(&parts.context, &parts.retry)
            .with_certificates(&parts.certificates)
            .at_pace(parts.pace.as_deref())
    }

    /// The moment and a fresh nonce, as this client's clock and source give them, for a request that is signed when it is made.
    #[cfg(feature = "bridge")]
    pub(crate) fn stamp_of_now(&self) -> RequestStamp {
        let ClientContext { clock, nonces, .. } = &self.0.context;
        RequestStamp::new(clock.now(), nonces.nonce())
    }

    /// Refuses a call out of a function that this client waits for.
    #[cfg(feature = "bridge")]
    pub(crate) fn refuse_reentry(&self) -> Result<()> {
        self.0.context.refuse_reentry()
    }

    /// The same for a request that the driver signs.
    pub(super) fn stamp(&self) -> RequestStamp {
        self.0.context.stamp()
    }
}

impl fmt::Debug for QqWxPay {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.debug_struct("QqWxPay").field("config", &self.0.context.config).finish_non_exhaustive()
    }
}
