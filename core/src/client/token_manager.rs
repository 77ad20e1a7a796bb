//! One access token for everybody: single flight in the process, a lease across processes.

use std::future::Future;
use std::pin::Pin;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use futures_util::FutureExt as _;
use futures_util::future::Shared;
use tracing::{Instrument as _, info, warn};

use super::drive::Driver;
use super::token_store::{TokenProvider, TokenStore};
use super::transport::Transport;
use crate::config::Config;
use crate::environment::{Clock, NonceSource, SystemNonce, random_number};
use crate::error::{Error, Result, Retry, sdk_codes};
use crate::retry::RetryPolicy;
use crate::secret::Secret;
use crate::token::{Freshness, StoredToken, prepare_access_token};

/// How long one process may take to fetch; then another one may.
const LEASE: Duration = Duration::from_secs(30);

/// How long fetching under the lease may take.
const FETCH: Duration = Duration::from_secs(20);

/// How often a process that waits for another one looks again.
const LOOK_AGAIN: Duration = Duration::from_millis(200);

/// A token that replaced a refused one is not replaced again for this long, in seconds: then it is not the token.
const FORCED_PAUSE_SECONDS: i64 = 10;

/// After a failed replacement the old token is served this long before the next try, in seconds.
const FAILED_PAUSE_SECONDS: i64 = 5;

/// Where tokens come from.
#[derive(Clone)]
pub(super) enum TokenSource {
    Managed(Arc<TokenManager>),
    Provided(Arc<dyn TokenProvider>),
}

impl TokenSource {
    pub(super) async fn token(&self) -> Result<Secret> {
        match self {
            Self::Managed(manager) => manager.token().await,
            Self::Provided(provider) => provider.access_token(None).await,
        }
    }

    /// Another token than `refused`; `None` when there is no reason to believe that another one would do.
    pub(super) async fn replace(&self, refused: &Secret) -> Result<Option<Secret>> {
        match self {
            Self::Managed(manager) => manager.replace(refused).await,
            Self::Provided(provider) => {
                let token = provider.access_token(Some(refused)).await?;
                Ok((token != *refused).then_some(token))
            }
        }
    }
}

type Flight = Shared<Pin<Box<dyn Future<Output = Result<StoredToken>> + Send>>>; // a name for one unspeakable type, private to this file

/// Fetches, keeps and replaces the token.
pub(super) struct TokenManager {
    config: Config,
    transport: Arc<dyn Transport>,
    store: Arc<dyn TokenStore>,
    clock: Arc<dyn Clock>,
    nonces: Arc<dyn NonceSource>,
    retry: RetryPolicy,
    state: Mutex<State>,
    /// The flight under way has ended without a result.
    abandoned: AtomicBool,
}

#[derive(Default)]
struct State {
    cached: Option<StoredToken>,
    /// The replacement under way, shared by everybody who waits.
    flight: Option<Flight>,
    /// The token that last replaced a refused one, and when.
    forced: Option<(Secret, i64)>,
    failed_at: Option<i64>,
}

impl TokenManager {
    pub(super) fn new(
        config: Config,
        transport: Arc<dyn Transport>,
        store: Arc<dyn TokenStore>,
        clock: Arc<dyn Clock>,
        nonces: Arc<dyn NonceSource>,
        retry: RetryPolicy,
    ) -> Self {
        Self {
            config,
            transport,
            store,
            clock,
            nonces,
            retry,
            state: Mutex::default(),
            abandoned: AtomicBool::new(false),
        }
    }

    async fn token(self: &Arc<Self>) -> Result<Secret> {
        let now = self.clock.now();
        let (cached, flight) = {
            let mut state = self.state();
            let cached = state.cached.clone();
            match cached.as_ref().map_or(Freshness::Expired, |token| token.freshness(now)) {
                Freshness::Fresh => (cached, None),
                // The old token works meanwhile. After a failure there is a pause, so that a broken QQ is not hammered.
                Freshness::Aging => {
                    let pause = FAILED_PAUSE_SECONDS.unsigned_abs();
                    if state.failed_at.is_none_or(|at| now.abs_diff(at) >= pause) {
                        drop(self.flight(&mut state, None));
                    }
                    (cached, None)
                }
                Freshness::Old => (cached, Some(self.flight(&mut state, None))),
                Freshness::Expired => (None, Some(self.flight(&mut state, None))),
            }
        };
        match (cached, flight) {
            (Some(token), None) => Ok(token.access_token),
            (cached, Some(flight)) => match (flight.await, cached) {
                (Ok(token), _) => Ok(token.access_token),
                (Err(_), Some(old)) => Ok(old.access_token),
                (Err(error), None) => Err(error),
            },
            (None, None) => Err(Error::sdk(&sdk_codes::ACCESS_TOKEN_MISSING)),
        }
    }

    async fn replace(self: &Arc<Self>, refused: &Secret) -> Result<Option<Secret>> {
        let now = self.clock.now();
        let flight = {
            let mut state = self.state();
            if let Some(cached) = &state.cached
                && cached.access_token != *refused
                && cached.freshness(now) != Freshness::Expired
            {
                return Ok(Some(cached.access_token.clone()));
            }
            if let Some((token, at)) = &state.forced
                && token == refused
                && now.abs_diff(*at) < FORCED_PAUSE_SECONDS.unsigned_abs()
            {
                return Ok(None);
            }
            self.flight(&mut state, Some(refused.clone()))
        };
        let token = flight.await?;
        Ok((token.access_token != *refused).then_some(token.access_token))
    }

    fn state(&self) -> MutexGuard<'_, State> {
        // No code that can panic runs under this lock.
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Joins the replacement under way, or begins one. It runs as a task of its own: a caller that goes away does not
    /// stop it half-way, when the earlier token may be invalid already.
    fn flight(self: &Arc<Self>, state: &mut State, refused: Option<Secret>) -> Flight {
        if self.abandoned.swap(false, Ordering::SeqCst) {
            state.flight = None;
        }
        if let Some(flight) = &state.flight {
            return flight.clone();
        }
        let landing = Landing { manager: Arc::clone(self), forced: refused.is_some(), landed: false };
        let task = tokio::spawn(
            async move {
                let result = landing.manager.obtain(refused.as_ref()).await;
                landing.land(&result);
                result
            }
            .in_current_span(),
        );
        let flight =
            async move { task.await.unwrap_or_else(|_| Err(Error::sdk(&sdk_codes::CALL_ABANDONED))) }
                .boxed()
                .shared();
        state.flight = Some(flight.clone());
        flight
    }

    fn land(&self, result: &Result<StoredToken>, forced: bool) {
        let now = self.clock.now();
        let mut state = self.state();
        state.flight = None;
        match result {
            Ok(token) => {
                info!(forced, "access token replaced");
                state.cached = Some(token.clone());
                state.failed_at = None;
                if forced {
                    state.forced = Some((token.access_token.clone(), now));
                }
            }
            Err(error) => {
                warn!(kind = error.kind().name(), code = error.code(), "access token not replaced");
                state.failed_at = Some(now);
            }
        }
    }

    /// The token of another process, if it is good; else fetches under the lease.
    ///
    /// A token that was fetched is never thrown away: fetching it made the earlier one invalid.
    async fn obtain(&self, refused: Option<&Secret>) -> Result<StoredToken> {
        let appid = self.config.qq()?.appid.clone();
        // One owner for each attempt: after a fork two processes would else pass for one.
        let owner = SystemNonce.nonce();
        let mut waits_left = LEASE.as_millis() / LOOK_AGAIN.as_millis();
        loop {
            if let Some(token) = self.stored(&appid, refused).await? {
                return Ok(token);
            }
            if self.store.acquire_lease(&appid, &owner, LEASE).await? {
                break;
            }
            if waits_left == 0 {
                return Err(
                    Error::sdk(&sdk_codes::TOKEN_STORE_FAILED).with_detail("the lease was never granted")
                );
            }
            waits_left -= 1;
            tokio::time::sleep(LOOK_AGAIN).await;
        }
        // Between the look and the lease another process may have finished.
        let result = match self.stored(&appid, refused).await {
            Ok(None) => self.fetch_and_save(&appid, &owner, refused).await,
            Ok(Some(token)) => Ok(token),
            Err(error) => Err(error),
        };
        if let Err(error) = self.store.release_lease(&appid, &owner).await {
            warn!(code = error.code(), "the lease of the access token is not released; it ends by itself");
        }
        result
    }

    async fn fetch_and_save(
        &self,
        appid: &str,
        owner: &str,
        refused: Option<&Secret>,
    ) -> Result<StoredToken> {
        // Longer than the lease, and another process would fetch meanwhile.
        let fetched = tokio::time::timeout(FETCH, self.fetch()).await;
        let token =
            fetched.map_err(|_| Error::sdk(&sdk_codes::TIMED_OUT).with_retry(Retry::SameRequest))??;
        match self.store.save(appid, owner, &token).await {
            Ok(true) => Ok(token),
            // The lease was lost: whoever holds it now has a newer token, or is about to. Ours works for a while.
            Ok(false) => Ok(self.stored(appid, refused).await.ok().flatten().unwrap_or(token)),
            Err(error) => {
                warn!(code = error.code(), "the access token is not stored; it serves this process");
                Ok(token)
            }
        }
    }

    async fn stored(&self, appid: &str, refused: Option<&Secret>) -> Result<Option<StoredToken>> {
        let now = self.clock.now();
        let usable = |token: &StoredToken| {
            Some(&token.access_token) != refused
                && (refused.is_some() || token.freshness(now) == Freshness::Fresh)
        };
        let stored = self.store.load(appid).await?;
        Ok(stored.filter(|token| token.freshness(now) != Freshness::Expired).filter(usable))
    }

    async fn fetch(&self) -> Result<StoredToken> {
        let mut driver = Driver::new(
            &self.config,
            self.transport.as_ref(),
            self.clock.as_ref(),
            self.nonces.as_ref(),
            &self.retry,
        );
        let fetched = driver.run(|| prepare_access_token(&self.config)).await?;
        Ok(StoredToken::new(&fetched, self.clock.now(), random_number(self.nonces.as_ref())))
    }
}

/// Ends a flight, also when its task panics or its runtime stops: else everybody would wait for it for ever.
struct Landing {
    manager: Arc<TokenManager>,
    forced: bool,
    landed: bool,
}

impl Landing {
    fn land(mut self, result: &Result<StoredToken>) {
        self.landed = true;
        self.manager.land(result, self.forced);
    }
}

impl Drop for Landing {
    fn drop(&mut self) {
        if !self.landed {
            // No lock here: a runtime that has stopped drops the task while `flight` holds it.
            self.manager.abandoned.store(true, Ordering::SeqCst);
        }
    }
}
