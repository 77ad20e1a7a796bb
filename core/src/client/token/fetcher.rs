//! Getting a token: another process's from the store, or a new one from QQ under the lease.

use std::future::Future;
use std::sync::Arc;
use std::time::Duration;

use crate::client::engine::context::ClientContext;
use crate::client::engine::driver::Driver;
use crate::client::engine::faults::Fault;
use crate::client::engine::observer::{Event, FaultKind};
use crate::client::engine::state_events::{TokenEvent, TokenOrigin};
use crate::client::token::answer_limit::bounded;
use crate::client::token::lease::Lease;
use crate::error::{Error, Result, sdk_codes};
use crate::model::NoArguments;
use crate::operation::{CallContext, FetchAccessToken, Operation as _};
use crate::operations::token::{Freshness, StoredToken, check_form};
use crate::retry::RetryPolicy;
use crate::retry::advice::not_sent;
use crate::secret::Secret;
use crate::store::TokenStore;

/// How long fetching may take, with all its repetitions: less than a call.
const FETCH: Duration = Duration::from_secs(14);

/// Gets tokens from the store and from QQ.
pub(in crate::client) struct TokenFetcher {
    context: ClientContext,
    store: Arc<dyn TokenStore>,
    retry: RetryPolicy,
    lease: Lease,
}

impl TokenFetcher {
    pub(in crate::client) fn new(
        context: ClientContext,
        store: Arc<dyn TokenStore>,
        retry: RetryPolicy,
    ) -> Self {
        let lease = Lease::of(Arc::clone(&store), context.clone());
        Self { context, store, retry, lease }
    }

    pub(in crate::client) fn store(&self) -> Arc<dyn TokenStore> {
        Arc::clone(&self.store)
    }

    pub(in crate::client) fn waits_for_lease(&self) -> bool {
        self.lease.is_waited_for()
    }

    /// Tells the people who run the shop that the store does not do its work.
    pub(in crate::client) fn report(&self, error: &Error) {
        let what = FaultKind::TokenStoreFailed;
        self.context.report(&Fault { what, error, number: None, operation: Some("access_token") });
    }

    /// Tells them that others fetch tokens, too.
    pub(in crate::client) fn report_unshared(&self, error: &Error) {
        let what = FaultKind::TokenNotShared;
        self.context.report(&Fault { what, error, number: None, operation: Some("access_token") });
    }

    /// Tells the observer of another token than before, and how long was waited for the lease.
    pub(in crate::client) fn tell(&self, token: &StoredToken, origin: TokenOrigin, waited: Duration) {
        let now = self.context.now();
        let seconds = |from: i64, to: i64| u64::try_from(to.saturating_sub(from)).unwrap_or(0);
        self.context.emit(|| {
            Event::Token(TokenEvent {
                origin,
                age_seconds: seconds(token.fetched_at, now),
                ends_in_seconds: seconds(now, token.expires_at),
                lease_wait_ms: u64::try_from(waited.as_millis()).unwrap_or(u64::MAX),
            })
        });
    }

    async fn bounded<T>(&self, answer: impl Future<Output = Result<T>>) -> Result<T> {
        bounded(&self.context.asked, answer).await
    }

    /// The token of another process, if it is good; else fetches under the lease. `keep` gets a fetched token at once:
    /// fetching it made the earlier one invalid, so it is never thrown away, whatever becomes of the store.
    pub(in crate::client) async fn obtain(
        &self,
        refused: Option<&Secret>,
        keep: &mut (dyn FnMut(&StoredToken) + Send),
    ) -> Result<StoredToken> {
        let appid = self.context.config.qq()?.appid.clone();
        let (found, waited) = self.lease.acquire(&appid, || self.stored(&appid, refused)).await?;
        if let Some(token) = found {
            self.tell(&token, TokenOrigin::Store, waited);
            return Ok(token);
        }
        // Between the look and the lease another process may have finished.
        let result = match self.stored(&appid, refused).await {
            Ok(None) => {
                let mut keep = |token: &StoredToken| {
                    self.tell(token, TokenOrigin::Fetched, waited);
                    keep(token);
                };
                self.fetch_and_save(&appid, refused, &mut keep).await
            }
            Ok(Some(token)) => {
                self.tell(&token, TokenOrigin::Store, waited);
                Ok(token)
            }
            Err(error) => Err(error),
        };
        self.lease.release(&appid).await;
        result
    }

    /// The fresh token of the store, if there is one.
    pub(in crate::client) async fn look(&self) -> Result<Option<StoredToken>> {
        self.stored(&self.context.config.qq()?.appid, None).await
    }

    async fn fetch_and_save(
        &self,
        appid: &str,
        refused: Option<&Secret>,
        keep: &mut (dyn FnMut(&StoredToken) + Send),
    ) -> Result<StoredToken> {
        let fetched = self.lease.renewing(appid, tokio::time::timeout(FETCH, self.fetch())).await;
        let token = fetched.map_err(|_| not_sent(Error::sdk(&sdk_codes::TIMED_OUT)))??;
        keep(&token);
        match self.bounded(self.store.save(appid, &self.lease.owner(), &token)).await {
            Ok(true) => Ok(token),
            // The lease was lost: whoever holds it now has a newer token, or is about to. Ours works for a while.
            Ok(false) => Ok(match self.stored(appid, refused).await.ok().flatten() {
                Some(newer) => {
                    self.tell(&newer, TokenOrigin::Store, Duration::ZERO);
                    newer
                }
                None => {
                    let detail = "`save` gave false, and no newer token is there; the fetched one serves this process alone";
                    self.report(&Error::sdk(&sdk_codes::TOKEN_STORE_FAILED).with_detail(detail));
                    token
                }
            }),
            Err(error) => {
                let detail = match error.detail() {
                    "" => "`save`; the fetched token serves this process alone".to_owned(),
                    said => format!("`save`: {said}; the fetched token serves this process alone"),
                };
                self.report(&error.with_detail(detail));
                Ok(token)
            }
        }
    }

    async fn stored(&self, appid: &str, refused: Option<&Secret>) -> Result<Option<StoredToken>> {
        let now = self.context.now();
        let usable = |token: &StoredToken| {
            Some(&token.access_token) != refused
                && (refused.is_some() || token.freshness(now) == Freshness::Fresh)
        };
        let stored = self.bounded(self.store.load(appid)).await?;
        // A line feed that somebody's tool put behind it would make every order fail: as if there were none.
        if let Some(error) = stored.as_ref().and_then(|token| check_form(&token.access_token).err()) {
            self.report(&error);
            return Ok(None);
        }
        Ok(stored.filter(|token| token.freshness(now) != Freshness::Expired).filter(usable))
    }

    async fn fetch(&self) -> Result<StoredToken> {
        let mut driver = Driver::new(&self.context, &self.retry);
        let fetched = driver
            .execute(|| {
                FetchAccessToken::prepare(
                    &NoArguments {},
                    &CallContext::new(&self.context.config, &self.context.stamp()),
                )
            })
            .await?;
        Ok(StoredToken::new(&fetched, self.context.now(), self.context.random()))
    }
}
