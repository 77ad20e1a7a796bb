//! The network client: prepare, transport, finish, retry. It knows no protocol.

mod bill_stream;
mod bills;
mod builder;
mod closing;
mod confirming;
mod drive;
mod mutual_tls;
mod notifications;
mod orders;
mod queries;
mod refunds;
mod requests;
mod reqwest_transport;
mod seen_notifications;
mod token_manager;
mod token_store;
mod transport;

use std::fmt;
use std::sync::Arc;

pub use bill_stream::{BillLimits, BillStream};
pub use builder::QqWxPayBuilder;
pub use reqwest_transport::ReqwestTransport;
pub use token_store::{MemoryTokenStore, TokenProvider, TokenStore};
pub use transport::{ReplyBody, StreamingReply, Transport, TransportError, TransportErrorKind};

use crate::config::{Config, Settings};
use crate::environment::{Clock, NonceSource, Stamp};
use crate::error::Result;
use crate::retry::RetryPolicy;
use crate::secret::Secret;
use seen_notifications::SeenNotifications;
use token_manager::TokenSource;

/// Takes WeChat Pay in a QQ mini program: the facade of this crate. Clones share everything; make one per merchant.
///
/// ```no_run
/// # async fn example() -> qq_wxpay::Result<()> {
/// use qq_wxpay::{QqWxPay, model::OrderRequest};
/// let pay = QqWxPay::from_env()?;
/// let order = pay.place_order(&OrderRequest::new("T20261123000001", "Blue mug", 1999, "203.0.113.7")).await?;
/// println!("{:?}", order.request_payment); // hand it to qq.requestWxPayment
/// # Ok(())
/// # }
/// ```
#[derive(Clone)]
pub struct QqWxPay(Arc<Parts>);

struct Parts {
    config: Config,
    transport: Arc<dyn Transport>,
    tokens: TokenSource,
    clock: Arc<dyn Clock>,
    nonces: Arc<dyn NonceSource>,
    retry: RetryPolicy,
    bill_limits: BillLimits,
    seen: SeenNotifications,
}

impl QqWxPay {
    /// A client with the settings of the environment variables `QQ_WXPAY_…`; see [`Settings`] for each.
    ///
    /// # Errors
    /// `Config`, `Key` or `InvalidInput`, naming the variable or setting.
    pub fn from_env() -> Result<Self> {
        let variable = |name: &str| std::env::var(name).ok();
        let settings = Settings::from_variables(variable, |path| std::fs::read(path))?;
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
        &self.0.config
    }

    /// QQ's access token: fetched once, shared by all tasks, replaced in time.
    ///
    /// # Errors
    /// `Api` with QQ's code, `Config`, or `Transport`.
    pub async fn access_token(&self) -> Result<Secret> {
        self.0.tokens.token().await
    }

    /// Tells that QQ refused `access_token`: it is replaced, unless it has been replaced already.
    ///
    /// # Errors
    /// As [`QqWxPay::access_token`].
    pub async fn invalidate_access_token(&self, access_token: &Secret) -> Result<()> {
        self.0.tokens.replace(access_token).await.map(drop)
    }

    fn stamp(&self) -> Stamp {
        Stamp::new(self.0.clock.now(), self.0.nonces.nonce())
    }
}

impl fmt::Debug for QqWxPay {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.debug_struct("QqWxPay").field("config", &self.0.config).finish_non_exhaustive()
    }
}
