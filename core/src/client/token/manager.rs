//! One access token for everybody in this process: kept, replaced in time, fetched by one for all.

use std::future::Future;
use std::pin::Pin;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use futures_util::FutureExt as _;
use futures_util::future::Shared;
use tokio::runtime::Handle;
use tokio::sync::oneshot;
use tracing::{Instrument as _, info, warn};

use crate::client::engine::driver::runtime;
use crate::client::token::fetcher::TokenFetcher;
use crate::client::token::pauses::{Failure, Forced, is_within};
use crate::environment::Clock;
use crate::error::{Error, Result, sdk_codes};
use crate::operations::token::{Freshness, StoredToken};
use crate::retry::advice::not_sent;
use crate::secret::Secret;

/// How often a fresh token is compared with the one in a shared store, in seconds: another process may have had to
/// replace it.
const LOOK_SECONDS: i64 = 60;

/// A replacement under way, shared by everybody who waits.
#[derive(Clone)]
struct Flight {
    /// Its token, as soon as there is one.
    token: Shared<Pin<Box<dyn Future<Output = Result<StoredToken>> + Send>>>,
    /// The token is saved, too, and the next flight may begin.
    end: Shared<Pin<Box<dyn Future<Output = ()> + Send>>>,
}

/// Keeps and replaces the token.
pub(in crate::client) struct TokenManager {
    fetcher: TokenFetcher,
    clock: Arc<dyn Clock>,
    sharing: Sharing,
    state: Mutex<State>,
    /// The flight under way has ended without a result.
    abandoned: AtomicBool,
    /// A token was fetched here, and not only found in the store.
    fetched: AtomicBool,
}

/// Who else may change what is in the store.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(in crate::client) enum Sharing {
    Nobody,
    /// Clients of this process with the same AppSecret.
    Process,
    /// Other processes, too.
    Others,
}

#[derive(Default)]
struct State {
    cached: Option<StoredToken>,
    flight: Option<Flight>,
    forced: Option<Forced>,
    failure: Option<Failure>,
    /// When the token was last compared with the store's.
    looked_at: i64,
}

/// What there is in place of a refused token.
enum Instead {
    Token(Secret),
    Flight(Flight),
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
    pub(in crate::client) fn new(fetcher: TokenFetcher, clock: Arc<dyn Clock>, sharing: Sharing) -> Self {
        let state = Mutex::default();
        Self {
            fetcher,
            clock,
            sharing,
            state,
            abandoned: AtomicBool::new(false),
            fetched: AtomicBool::new(false),
        }
    }

    /// Whether a token is known to be fetched with the AppSecret of the configuration, by this client or another of this process.
    pub(in crate::client) fn has_fetched(&self) -> bool {
        let is_proven = self.sharing == Sharing::Process && self.state().cached.is_some();
        is_proven || self.fetched.load(Ordering::SeqCst)
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
            Some(flight) => match (flight.token.await, usable) {
                (Ok(token), _) => {
                    if token.freshness(self.clock.now()) == Freshness::Expired {
                        // Whoever asks again must not join the flight that brought it.
                        flight.end.await;
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
        for _ in 0..2 {
            let flight = match self.flight_instead_of(refused)? {
                Instead::Token(token) => return Ok(Some(token)),
                Instead::Nothing => return Ok(None),
                Instead::Flight(flight) => flight,
            };
            let token = flight.token.await?.access_token;
            if token != *refused {
                return Ok(Some(token));
            }
            // It is the flight that brought the refused token, and still saves it.
            flight.end.await;
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

    fn state(&self) -> MutexGuard<'_, State> {
        // No code that can panic runs under this lock.
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Joins the replacement under way, or begins one. It runs as a task of its own: a caller that goes away does not
    /// stop it half-way, when the earlier token may be invalid already.
    fn flight(self: &Arc<Self>, runtime: &Handle, state: &mut State, refused: Option<Secret>) -> Flight {
        if self.abandoned.swap(false, Ordering::SeqCst) {
            state.flight = None;
        }
        if let Some(flight) = &state.flight {
            return flight.clone();
        }
        let (tell, told) = oneshot::channel();
        let (end, ended) = oneshot::channel();
        let mut landing = Landing {
            manager: Arc::clone(self),
            refused: refused.clone(),
            tell: Some(tell),
            landed: false,
            _end: end,
        };
        let manager = Arc::clone(self);
        let task = async move {
            let result = manager.fetcher.obtain(refused.as_ref(), &mut |token| landing.keep(token)).await;
            landing.land(result);
        };
        drop(runtime.spawn(task.in_current_span()));
        let abandoned = || not_sent(Error::sdk(&sdk_codes::CALL_ABANDONED));
        let flight = Flight {
            token: told.map(move |told| told.unwrap_or_else(|_| Err(abandoned()))).boxed().shared(),
            end: ended.map(drop).boxed().shared(),
        };
        state.flight = Some(flight.clone());
        flight
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
            let mut state = manager.state();
            if state.cached.as_ref().is_none_or(|own| own.fetched_at <= found.fetched_at) {
                state.cached = Some(found);
            }
        };
        drop(runtime.spawn(look.in_current_span()));
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

    fn land(&self, result: &Result<StoredToken>) {
        // The observer is not told while the lock is held.
        if let Some(error) = self.landed(result) {
            self.fetcher.report(&error);
        }
    }

    /// Notes how the flight ended, and gives what the people who run the shop must hear of.
    fn landed(&self, result: &Result<StoredToken>) -> Option<Error> {
        let now = self.clock.now();
        let mut told = None;
        let mut state = self.state();
        state.flight = None;
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

/// Ends a flight, also when its task panics or its runtime stops: else everybody would wait for it for ever.
struct Landing {
    manager: Arc<TokenManager>,
    refused: Option<Secret>,
    tell: Option<oneshot::Sender<Result<StoredToken>>>,
    landed: bool,
    /// Dropped last of all.
    _end: oneshot::Sender<()>,
}

impl Landing {
    fn keep(&mut self, token: &StoredToken) {
        self.manager.keep(token, self.refused.as_ref());
        self.tell(Ok(token.clone()));
    }

    fn land(mut self, result: Result<StoredToken>) {
        self.landed = true;
        self.manager.land(&result);
        self.tell(result);
    }

    fn tell(&mut self, result: Result<StoredToken>) {
        if let Some(tell) = self.tell.take() {
            // Nobody may be waiting any more.
            let _ = tell.send(result);
        }
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
