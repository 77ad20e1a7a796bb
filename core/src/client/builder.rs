//! A client with parts of one's own.

use std::sync::{Arc, Mutex};

use tokio::sync::Semaphore;

use super::callback_watch::CallbackWatch;
use super::certificates::CertificateManager;
use super::facade::Parts;
use super::notifications::SEEN_NOTIFICATIONS;
use super::recent::Recent;
use super::{BillLimits, Observer, QqWxPay, TokenProvider, TokenStore, Transport};
#[cfg(feature = "reqwest")]
use super::{ReqwestTransport, setting_file};
use crate::client::engine::context::ClientContext;
use crate::client::engine::event_queue::EventQueue;
use crate::client::engine::faults::Fault;
use crate::client::engine::observer::FaultKind;
use crate::client::engine::reentry::Asked;
#[cfg(feature = "reqwest")]
use crate::client::engine::reqwest_transport::Connections;
use crate::client::engine::signing;
use crate::client::token::fetcher::TokenFetcher;
use crate::client::token::manager::TokenManager;
use crate::client::token::source::TokenSource;
use crate::config::Config;
#[cfg(feature = "reqwest")]
use crate::config::Settings;
use crate::environment::{Clock, NonceSource, SystemClock, SystemNonce};
use crate::error::{Error, Result, sdk_codes};
use crate::retry::RetryPolicy;
use crate::store::{self, Chosen, Inboxes, Sharing};

impl QqWxPay {
    /// A client with the settings of the environment variables `QQ_WXPAY_…`; see [`Settings`] for each.
    ///
    /// # Errors
    /// `Config`, `Key` or `InvalidInput`, naming the variable or setting.
    #[cfg(feature = "reqwest")]
    pub fn from_env() -> Result<Self> {
        let settings = Settings::from_variables(setting_file::own_variables()?, setting_file::read_setting)?;
        Self::new(&settings)
    }

    /// A client with these settings and everything else as usual.
    ///
    /// # Errors
    /// As [`Settings::build`].
    #[cfg(feature = "reqwest")]
    pub fn new(settings: &Settings) -> Result<Self> {
        QqWxPayBuilder::new(settings.build()?).build()
    }

    /// A client with parts of your own: transport, token store, clock, limits.
    pub fn builder(config: Config) -> QqWxPayBuilder {
        QqWxPayBuilder::new(config)
    }
}

/// Puts a [`QqWxPay`] together. Everything but the configuration has a default.
///
/// ```
/// # fn example(settings: qq_wxpay::Settings) -> qq_wxpay::Result<qq_wxpay::QqWxPay> {
/// use std::sync::Arc;
/// use std::time::Duration;
///
/// use qq_wxpay::QqWxPay;
/// use qq_wxpay::client::MemoryTokenStore;
/// use qq_wxpay::retry::RetryPolicy;
///
/// let mut retry = RetryPolicy::default();
/// retry.deadline = Duration::from_secs(10);
/// QqWxPay::builder(settings.build()?).retry(retry).token_store(Arc::new(MemoryTokenStore::default())).build()
/// # }
/// ```
#[must_use]
pub struct QqWxPayBuilder {
    config: Config,
    transport: Option<Arc<dyn Transport>>,
    store: Option<Arc<dyn TokenStore>>,
    provider: Option<Arc<dyn TokenProvider>>,
    clock: Option<Arc<dyn Clock>>,
    nonces: Arc<dyn NonceSource>,
    observer: Option<Arc<dyn Observer>>,
    retry: RetryPolicy,
    bill_limits: BillLimits,
    /// With whom it shares its connections.
    #[cfg(feature = "reqwest")]
    connections: Arc<Connections>,
}

impl QqWxPayBuilder {
    pub(super) fn new(config: Config) -> Self {
        Self {
            config,
            transport: None,
            store: None,
            provider: None,
            clock: None,
            nonces: Arc::new(SystemNonce),
            observer: None,
            retry: RetryPolicy::default(),
            bill_limits: BillLimits::default(),
            #[cfg(feature = "reqwest")]
            connections: Arc::default(),
        }
    }

    /// With the connections of others.
    #[cfg(feature = "reqwest")]
    pub(super) fn sharing(self, connections: Arc<Connections>) -> Self {
        Self { connections, ..self }
    }

    /// Sends requests another way than with reqwest; without the feature `reqwest` it is needed.
    pub fn transport(mut self, transport: Arc<dyn Transport>) -> Self {
        self.transport = Some(transport);
        self
    }

    /// Keeps the access token in a store of your own, in place of the one of the setting `token_store`: by default a file that all
    /// processes of this user on this machine share. Without the setting, a client with a transport or clock of its own has its own token.
    pub fn token_store(mut self, store: Arc<dyn TokenStore>) -> Self {
        self.store = Some(store);
        self
    }

    /// Asks the host for the access token instead of fetching it: for those who have a central token server.
    pub fn token_provider(mut self, provider: Arc<dyn TokenProvider>) -> Self {
        self.provider = Some(provider);
        self
    }

    /// Another clock, for tests.
    pub fn clock(mut self, clock: Arc<dyn Clock>) -> Self {
        self.clock = Some(clock);
        self
    }

    /// Another source of nonces, for tests.
    pub fn nonces(mut self, nonces: Arc<dyn NonceSource>) -> Self {
        self.nonces = nonces;
        self
    }

    /// Tells `observer` what the client does, on a thread of its own: see [`Observer`].
    ///
    /// ```no_run
    /// # fn example(config: qq_wxpay::Config) -> qq_wxpay::Result<qq_wxpay::QqWxPay> {
    /// use qq_wxpay::client::Event;
    /// let observer = |event: &Event| {
    ///     if let Event::Attempt(attempt) = event {
    ///         println!("{} {:?} {:?}", attempt.operation, attempt.elapsed, attempt.code);
    ///     }
    /// };
    /// qq_wxpay::QqWxPay::builder(config).observer(std::sync::Arc::new(observer)).build()
    /// # }
    /// ```
    pub fn observer(mut self, observer: Arc<dyn Observer>) -> Self {
        let quick = observer.only_hands_on();
        self.observer = Some(if quick { observer } else { Arc::new(EventQueue::new(observer)) });
        self
    }

    /// Other limits of time and repetition.
    pub fn retry(mut self, retry: RetryPolicy) -> Self {
        self.retry = retry;
        self
    }

    /// Other limits of bill downloads.
    pub fn bill_limits(mut self, limits: BillLimits) -> Self {
        self.bill_limits = limits;
        self
    }

    /// The client.
    ///
    /// # Errors
    /// `Config` when both a token store and a token provider are given, or no transport without the feature `reqwest`. `Transport`
    /// when the HTTP client cannot be made.
    pub fn build(self) -> Result<QqWxPay> {
        if self.store.is_some() && self.provider.is_some() {
            return Err(Error::sdk(&sdk_codes::TOKEN_SOURCE_GIVEN_TWICE).with_field("token_provider"));
        }
        let is_usual = self.transport.is_none() && self.clock.is_none();
        let transport = match self.transport {
            Some(transport) => transport,
            #[cfg(feature = "reqwest")]
            None => Arc::new(ReqwestTransport::sharing(&self.connections, &self.config)?),
            #[cfg(not(feature = "reqwest"))]
            None => return Err(Error::sdk(&sdk_codes::TRANSPORT_MISSING).with_field("transport")),
        };
        let Self { config, clock, nonces, observer, retry, .. } = self;
        let clock = clock.unwrap_or_else(|| Arc::new(SystemClock));
        let is_meant = config.0.is_for_test;
        let is_sandbox = config.is_sandbox();
        let signatures = Arc::new(Semaphore::new(signing::AT_ONCE));
        let context = ClientContext {
            config,
            transport,
            clock,
            nonces,
            observer,
            signatures,
            faults: Arc::default(),
            asked: Asked::default(),
        };
        if is_sandbox && !is_meant {
            let error = Error::sdk(&sdk_codes::SANDBOX_CLIENT);
            context.report(&Fault {
                what: FaultKind::SandboxClient,
                error: &error,
                number: None,
                operation: None,
            });
        }
        let tokens = match self.provider {
            Some(provider) => TokenSource::Provided(provider, context.asked()),
            None => {
                let chosen = match self.store {
                    Some(store) => Chosen { store, sharing: Sharing::Others, unshared: None },
                    None => {
                        let report = reporting(&context, FaultKind::TokenStoreDegraded, Some("access_token"));
                        store::choose(&context.config, is_usual, report)?
                    }
                };
                let fetcher = TokenFetcher::new(context.clone(), chosen.store, retry);
                let clock = Arc::clone(&context.clock);
                TokenSource::Managed(Arc::new(TokenManager::new(
                    fetcher,
                    clock,
                    chosen.sharing,
                    chosen.unshared,
                )))
            }
        };
        let inboxes = Inboxes::of(&context.config, reporting(&context, FaultKind::InboxFailed, None))?;
        Ok(QqWxPay(Arc::new(Parts {
            inboxes,
            certificates: Arc::new(CertificateManager::new(context.clone(), retry)),
            context,
            tokens,
            retry,
            bill_limits: self.bill_limits,
            seen: Arc::new(Mutex::new(Recent::new(SEEN_NOTIFICATIONS))),
            confirmations: Arc::default(),
            health: Arc::default(),
            callbacks: Arc::new(CallbackWatch::default()),
            pace: None,
        })))
    }
}

/// Tells the people who run the shop that a store or inbox does not work, and what is done meanwhile.
fn reporting(
    context: &ClientContext,
    what: FaultKind,
    operation: Option<&'static str>,
) -> Arc<dyn Fn(&Error) + Send + Sync> {
    let context = context.clone();
    Arc::new(move |error| {
        context.report(&Fault { what, error, number: None, operation });
    })
}
