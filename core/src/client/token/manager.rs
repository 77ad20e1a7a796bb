//! One access token for everybody in this process: kept, replaced in time (`operations/token/renewal.rs` says when), fetched by one for
//! all (`lease.rs` says who).

use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use tokio::runtime::Handle;
use tracing::{Instrument as _, info, warn};

use crate::client::engine::driver::runtime;
use crate::client::engine::single_flight::{Flight, SingleFlight};
use crate::client::engine::state_events::TokenOrigin;
use crate::client::token::backoff::{Failure, Forced, is_within};
use crate::client::token::fetcher::TokenFetcher;
use crate::environment::Clock;
use crate::error::{Error, Result, sdk_codes};
use crate::fork_gate::in_sections;
use crate::operations::token::{Freshness, StoredToken};
use crate::retry::advice::not_sent;
use crate::secret::Secret;
use crate::store::{Sharing, TokenStore, has_forked};

/// How often a fresh token is compared with the one in a shared store, in seconds: another process may have had to
/// replace it.
const LOOK_SECONDS: i64 = 60;

/// A token that is refused earlier than so long after it was fetched was no good from the beginning, in seconds.
const SETTLED_SECONDS: i64 = 10;

/// Keeps and replaces the token.
pub(in crate::client) struct TokenManager {
    fetcher: TokenFetcher,
    clock: Arc<dyn Clock>,
    sharing: Sharing,
    /// Why no other process has the token.
    unshared: Option<&'static str>,
    state: Mutex<State>,
    /// A token was fetched here, and not only found in the store.
    fetched: AtomicBool,
    /// It was reported that the process is a fork of another one with a token.
    warned: AtomicBool,
}

#[derive(Default)]
struct State {
    cached: Option<StoredToken>,
    flight: SingleFlight<Result<StoredToken>>,
    forced: Option<Forced>,
    failure: Option<Failure>,
    /// When the token was last compared with the store's.
    looked_at: i64,
}

/// What there is in place of a refused token.
enum Instead {
    Token(Secret),
    Flight(Flight<Result<StoredToken>>),
    /// A new token was refused: another one would not do either.
    Nothing,
}

impl State {
    /// The error of a failure that is so recent that nobody tries again.
    fn recent_failure(&self, now: i64) -> Option<Error> {
        self.failure.as_ref().filter(|failure| failure.is_recent(now)).map(|failure| failure.error.clone())
    }
}

impl TokenManager {
    pub(in crate::client) fn new(
        fetcher: TokenFetcher,
        clock: Arc<dyn Clock>,
        sharing: Sharing,
        unshared: Option<&'static str>,
    ) -> Self {
        let (state, fetched, warned) = Default::default();
        Self { fetcher, clock, sharing, unshared, state, fetched, warned }
    }

    /// Whether a token is known to be fetched with the AppSecret of the configuration, by this client or another of this process.
    pub(in crate::client) fn has_fetched(&self) -> bool {
        let by_secret = matches!(self.sharing, Sharing::Process | Sharing::Sealed);
        let is_proven = by_secret && self.state().cached.is_some();
        is_proven || self.fetched.load(Ordering::SeqCst)
    }

    /// The store that the host gave.
    pub(in crate::client) fn given_store(&self) -> Option<Arc<dyn TokenStore>> {
        (self.sharing == Sharing::Others).then(|| self.fetcher.store())
    }

    /// Whether a replacement is under way that waits for somebody else's lease.
    pub(in crate::client) fn waits_for_the_lease(&self) -> bool {
        self.fetcher.waits_for_lease()
    }

    pub(in crate::client) async fn token(self: &Arc<Self>) -> Result<Secret> {
        let mut token = self.serve().await?;
        // It died while it was waited for, or comes from a replacement that began before the clock was moved.
        if token.freshness(self.clock.now()) == Freshness::Expired {
            token = self.serve().await?;
        }
        Ok(token.access_token)
    }

    async fn serve(self: &Arc<Self>) -> Result<StoredToken> {
        self.warn_of_forks();
        let runtime = runtime()?;
        let now = self.clock.now();
        let (usable, flight) = {
            let mut state = self.state();
            let cached = state.cached.clone();
            let freshness = cached.as_ref().map_or(Freshness::Expired, |token| token.freshness(now));
            let usable = cached.filter(|_| freshness != Freshness::Expired);
            let failure = state.recent_failure(now);
            match (freshness, failure) {
                (Freshness::Fresh, _) => {
                    self.look_now_and_then(&runtime, &mut state, now);
                    (usable, None)
                }
                // The old token works meanwhile.
                (Freshness::Aging, None) => {
                    drop(self.flight(&runtime, &mut state, None));
                    (usable, None)
                }
                (_, Some(error)) => return usable.ok_or(error),
                (Freshness::Old | Freshness::Expired, None) => {
                    (usable, Some(self.flight(&runtime, &mut state, None)))
                }
            }
        };
        match flight {
            Some(flight) => match (token_of(&flight).await, usable) {
                (Ok(token), _) => {
                    if token.freshness(self.clock.now()) == Freshness::Expired {
                        // Whoever asks again must not join the flight that brought it.
                        flight.end().await;
                    }
                    Ok(token)
                }
                (Err(_), Some(old)) => Ok(old),
                (Err(error), None) => Err(error),
            },
            None => usable.ok_or_else(|| Error::sdk(&sdk_codes::ACCESS_TOKEN_MISSING)),
        }
    }

    /// Another token than `refused`; `None` when a new token was refused, so that another one would not do either.
    pub(in crate::client) async fn replace(self: &Arc<Self>, refused: &Secret) -> Result<Option<Secret>> {
        self.warn_of_others(refused, self.clock.now());
        for _ in 0..2 {
            let flight = match self.flight_instead_of(refused)? {
                Instead::Token(token) => return Ok(Some(token)),
                Instead::Nothing => return Ok(None),
                Instead::Flight(flight) => flight,
            };
            let token = token_of(&flight).await?.access_token;
            if token != *refused {
                return Ok(Some(token));
            }
            // It is the flight that brought the refused token, and still saves it.
            flight.end().await;
        }
        Ok(None)
    }

    fn flight_instead_of(self: &Arc<Self>, refused: &Secret) -> Result<Instead> {
        let runtime = runtime()?;
        let now = self.clock.now();
        let mut state = self.state();
        if let Some(cached) = &state.cached
            && cached.access_token != *refused
            && cached.freshness(now) != Freshness::Expired
        {
            return Ok(Instead::Token(cached.access_token.clone()));
        }
        if state.forced.as_ref().is_some_and(|forced| forced.refuses_another(refused, now)) {
            return Ok(Instead::Nothing);
        }
        if let Some(error) = state.recent_failure(now) {
            return Err(error);
        }
        Ok(Instead::Flight(self.flight(&runtime, &mut state, Some(refused.clone()))))
    }

    /// A child of a process with a token in its memory fetches its own, and ends its parent's.
    fn warn_of_forks(&self) {
        if let Some(why) = self.unshared
            && has_forked()
            && !self.warned.swap(true, Ordering::Relaxed)
        {
            self.fetcher.report_unshared(&Error::sdk(&sdk_codes::TOKEN_STORE_FORKED).with_detail(why));
        }
    }

    /// A token that QQ refuses in the midst of its life was ended by somebody else.
    fn warn_of_others(&self, refused: &Secret, now: i64) {
        let is_early = self.state().cached.as_ref().is_some_and(|token| {
            token.access_token == *refused
                && token.freshness(now) == Freshness::Fresh
                && now - token.fetched_at >= SETTLED_SECONDS
        });
        if is_early {
            let error = Error::sdk(&sdk_codes::TOKEN_ENDED_EARLY);
            self.fetcher.report_unshared(&match self.unshared {
                Some(why) => error.with_detail(format!("this process shares its token with no other: {why}")),
                None => error,
            });
        }
    }

    fn state(&self) -> MutexGuard<'_, State> {
        // No code that can panic runs under this lock.
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Joins the replacement under way, or begins one: when its caller goes away, the earlier token may be invalid already.
    fn flight(
        self: &Arc<Self>,
        runtime: &Handle,
        state: &mut State,
        refused: Option<Secret>,
    ) -> Flight<Result<StoredToken>> {
        if let Some(flight) = state.flight.current() {
            return flight;
        }
        let manager = Arc::clone(self);
        state.flight.begin(runtime, |mut guard| async move {
            // A token serves from the moment it is there, also while it is being saved.
            let mut keep = |token: &StoredToken| {
                manager.keep(token, refused.as_ref());
                guard.publish(Ok(token.clone()));
            };
            let result = manager.fetcher.obtain(refused.as_ref(), &mut keep).await;
            // The observer is not notified while the lock is held.
            if let Some(error) = manager.landed(&result) {
                manager.fetcher.report(&error);
            }
            guard.complete(result);
        })
    }

    /// In the background: the token at hand works for some minutes even if another process has replaced it.
    fn look_now_and_then(self: &Arc<Self>, runtime: &Handle, state: &mut State, now: i64) {
        if self.sharing == Sharing::Nobody || is_within(LOOK_SECONDS, state.looked_at, now) {
            return;
        }
        state.looked_at = now;
        let manager = Arc::clone(self);
        let look = async move {
            let Ok(Some(found)) = manager.fetcher.look().await else { return };
            if manager.adopt(&found) {
                manager.fetcher.tell(&found, TokenOrigin::Store, Duration::ZERO);
            }
        };
        drop(runtime.spawn(in_sections(look).in_current_span()));
    }

    /// Takes the token of another process unless the own one is newer; whether it is another one.
    fn adopt(&self, found: &StoredToken) -> bool {
        let mut state = self.state();
        let own = state.cached.as_ref();
        let takes = own.is_none_or(|own| own.fetched_at <= found.fetched_at);
        let is_other = own.is_none_or(|own| own.access_token != found.access_token);
        if takes {
            state.cached = Some(found.clone());
        }
        takes && is_other
    }

    /// A token was fetched: it serves from now on, also while it is being saved.
    fn keep(&self, token: &StoredToken, refused: Option<&Secret>) {
        self.fetched.store(true, Ordering::SeqCst);
        let now = self.clock.now();
        let mut state = self.state();
        info!(forced = refused.is_some(), "access token replaced");
        if let Some(refused) = refused {
            state.forced = Some(Forced::after(state.forced.as_ref(), refused, &token.access_token, now));
        }
        state.cached = Some(token.clone());
        state.failure = None;
    }

    /// Notes how the flight ended, and gives what the people who run the shop must hear of.
    fn landed(&self, result: &Result<StoredToken>) -> Option<Error> {
        let now = self.clock.now();
        let mut told = None;
        let mut state = self.state();
        match result {
            Ok(token) => {
                state.cached = Some(token.clone());
                state.failure = None;
                state.looked_at = now;
            }
            Err(error) => {
                warn!(kind = error.kind().name(), code = error.code(), "access token not replaced");
                if error.is(&sdk_codes::TOKEN_STORE_FAILED) {
                    told = Some(error.clone());
                }
                state.failure = Some(Failure::after(state.failure.as_ref(), error, now));
            }
        }
        told
    }
}

async fn token_of(flight: &Flight<Result<StoredToken>>) -> Result<StoredToken> {
    flight.result().await.unwrap_or_else(|| Err(not_sent(Error::sdk(&sdk_codes::CALL_ABANDONED))))
}
