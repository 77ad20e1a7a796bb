//! The network client: prepare, transport, finish, retry. It knows no protocol.

mod attempt;
mod bill_stream;
mod bills;
mod builder;
mod certificates;
mod closing;
mod confirmations;
mod confirming;
mod drive;
mod event_queue;
mod faults;
mod http_client;
mod means;
mod merchants;
mod mutual_tls;
mod notification_handlers;
mod notifications;
mod observer;
mod orders;
mod process_tokens;
mod queries;
mod reentry;
mod refunds;
mod requests;
mod reqwest_transport;
mod seen_notifications;
mod self_test;
mod setting_file;
mod signing;
mod token_fetcher;
mod token_manager;
mod token_pauses;
mod token_source;
mod token_store;
mod transport;

use std::fmt;
use std::sync::Arc;
use std::time::{Duration, Instant};

/// What the traits here are implemented with, as in the example of [`TokenProvider`].
pub use async_trait::async_trait;
pub use bill_stream::{BillLimits, BillStream};
pub use builder::QqWxPayBuilder;
pub use event_queue::wait_for_observers;
#[cfg(feature = "bridge")]
pub(crate) use faults::FaultLimiter;
pub use merchants::{MerchantNotification, Merchants};
pub use notification_handlers::{Delivered, Notifications, NotificationsBuilder, Recipient};
pub use observer::{AttemptEvent, Event, FaultEvent, FaultKind, FaultLevel, NotificationEvent, Observer};
pub use reqwest_transport::ReqwestTransport;
#[cfg(feature = "bridge")]
pub(crate) use setting_file::read_setting;
pub use token_store::{MemoryTokenStore, TokenProvider, TokenStore};
pub use transport::{ReplyBody, StreamingReply, Transport, TransportError, TransportErrorKind};

use crate::config::{Config, Settings};
use crate::environment::Stamp;
use crate::error::Result;
use crate::retry::RetryPolicy;
use crate::secret::Secret;
use certificates::CertificateKeeper;
use confirmations::Confirmations;
use drive::Driver;
use means::Means;
use notifications::NotificationHealth;
use seen_notifications::SeenNotifications;
use self_test::CallbackWatch;
use token_source::TokenSource;

/// Takes WeChat Pay in a QQ mini program: the facade of this crate. Clones share everything; make one per merchant.
///
/// ```no_run
/// # async fn example() -> qq_wxpay::Result<()> {
/// use qq_wxpay::{QqWxPay, model::{OrderRequest, Placement}};
/// let pay = QqWxPay::from_env()?;
/// let request = OrderRequest::new("T20261123000001", "Blue mug", 1999, "203.0.113.7");
/// if let Placement::Placed(order) = pay.place_order(&request).await? {
///     println!("{:?}", order.request_payment); // hand it to qq.requestWxPayment
/// }
/// # Ok(())
/// # }
/// ```
#[derive(Clone)]
pub struct QqWxPay(Arc<Parts>);

#[derive(Clone)]
struct Parts {
    means: Means,
    tokens: TokenSource,
    retry: RetryPolicy,
    bill_limits: BillLimits,
    seen: Arc<SeenNotifications>,
    confirmations: Arc<Confirmations>,
    health: Arc<NotificationHealth>,
    certificates: Arc<CertificateKeeper>,
    callbacks: Arc<CallbackWatch>,
}

impl QqWxPay {
    /// A client with the settings of the environment variables `QQ_WXPAY_…`; see [`Settings`] for each.
    ///
    /// # Errors
    /// `Config`, `Key` or `InvalidInput`, naming the variable or setting.
    pub fn from_env() -> Result<Self> {
        let settings = Settings::from_variables(setting_file::own_variables()?, setting_file::read_setting)?;
        Self::new(&settings)
    }

    /// A client with these settings and everything else as usual.
    ///
    /// # Errors
    /// As [`Settings::build`].
    pub fn new(settings: &Settings) -> Result<Self> {
        QqWxPayBuilder::new(settings.build()?).build()
    }

    /// A client with parts of your own: transport, token store, clock, limits.
    pub fn builder(config: Config) -> QqWxPayBuilder {
        QqWxPayBuilder::new(config)
    }

    /// The configuration, for the pure functions.
    #[must_use]
    pub fn config(&self) -> &Config {
        &self.0.means.config
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
    pub async fn access_token(&self) -> Result<Secret> {
        let token = self.driver().wait(self.0.tokens.token()).await;
        token.map_err(|error| self.0.tokens.explain(error))
    }

    /// Tells that QQ refused `access_token`: it is replaced, unless it has been replaced already.
    ///
    /// # Errors
    /// As [`QqWxPay::access_token`].
    pub async fn invalidate_access_token(&self, access_token: &Secret) -> Result<()> {
        let replaced = self.driver().wait(self.0.tokens.replace(access_token)).await;
        replaced.map(drop).map_err(|error| self.0.tokens.explain(error))
    }

    /// The same client for the next part of a call that began at `begin`: what is left of its time.
    fn since(&self, begin: Instant) -> Self {
        self.within(self.0.retry.deadline.saturating_sub(begin.elapsed()))
    }

    /// What bounds the reports of faults.
    #[cfg(feature = "bridge")]
    pub(crate) fn fault_limiter(&self) -> Arc<FaultLimiter> {
        Arc::clone(&self.0.means.faults)
    }

    /// A call that begins now.
    fn driver(&self) -> Driver<'_> {
        let parts = &self.0;
        Driver::new(&parts.means, &parts.retry).knowing(&parts.certificates)
    }

    /// The moment and a fresh nonce, as this client's clock and source give them, for a request that is signed when it is made.
    #[cfg(feature = "bridge")]
    pub(crate) fn stamp_of_now(&self) -> Stamp {
        let Means { clock, nonces, .. } = &self.0.means;
        Stamp::new(clock.now(), nonces.nonce())
    }

    /// Refuses a call out of a function that this client waits for.
    #[cfg(feature = "bridge")]
    pub(crate) fn refuse_reentry(&self) -> Result<()> {
        self.0.means.refuse_reentry()
    }

    /// The same for a request that the driver signs.
    fn stamp(&self) -> Stamp {
        self.0.means.stamp()
    }
}

impl fmt::Debug for QqWxPay {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.debug_struct("QqWxPay").field("config", &self.0.means.config).finish_non_exhaustive()
    }
}
