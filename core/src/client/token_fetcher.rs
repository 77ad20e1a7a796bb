//! Getting a token: another process's from the store, or a new one from QQ under the lease.

use std::sync::Arc;
use std::time::{Duration, Instant};

use tracing::warn;

use super::drive::Driver;
use super::faults::Fault;
use super::means::Means;
use super::observer::FaultKind;
use super::token_source::bounded;
use super::token_store::TokenStore;
use crate::environment::{NonceSource as _, SystemNonce};
use crate::error::{Error, Result, Retry, sdk_codes};
use crate::retry::RetryPolicy;
use crate::secret::Secret;
use crate::token::{Freshness, StoredToken, check_form, prepare_access_token};

/// How long one process may take to fetch; then another one may.
const LEASE: Duration = Duration::from_secs(30);

/// How long fetching under the lease may take: together with three calls of a slow store less than the lease.
const FETCH: Duration = Duration::from_secs(14);

/// How often a process that waits for another one looks again.
const LOOK_AGAIN: Duration = Duration::from_millis(200);

/// Gets tokens from the store and from QQ.
pub(super) struct TokenFetcher {
    means: Means,
    store: Arc<dyn TokenStore>,
    retry: RetryPolicy,
    /// Drawn once, so that a lease that a flight of ours left behind when it died is known as our own.
    name: String,
}

impl TokenFetcher {
    pub(super) fn new(means: Means, store: Arc<dyn TokenStore>, retry: RetryPolicy) -> Self {
        // Not the given nonces: tests fix them, and two owners must never have one name.
        Self { means, store, retry, name: SystemNonce.nonce() }
    }

    /// The token of another process, if it is good; else fetches under the lease. `keep` gets a fetched token at once:
    /// fetching it made the earlier one invalid, so it is never thrown away, whatever becomes of the store.
    pub(super) async fn obtain(
        &self,
        refused: Option<&Secret>,
        keep: &mut (dyn FnMut(&StoredToken) + Send),
    ) -> Result<StoredToken> {
        let appid = self.means.config.qq()?.appid.clone();
        // After a fork two processes would else pass for one.
        let owner = format!("{}-{}", self.name, std::process::id());
        let begin = Instant::now();
        loop {
            if let Some(token) = self.stored(&appid, refused).await? {
                return Ok(token);
            }
            if bounded(self.store.acquire_lease(&appid, &owner, LEASE)).await? {
                break;
            }
            if begin.elapsed() > LEASE {
                return Err(
                    Error::sdk(&sdk_codes::TOKEN_STORE_FAILED).with_detail("the lease was never granted")
                );
            }
            tokio::time::sleep(LOOK_AGAIN).await;
        }
        // Between the look and the lease another process may have finished.
        let result = match self.stored(&appid, refused).await {
            Ok(None) => self.fetch_and_save(&appid, &owner, refused, keep).await,
            Ok(Some(token)) => Ok(token),
            Err(error) => Err(error),
        };
        if let Err(error) = bounded(self.store.release_lease(&appid, &owner)).await {
            warn!(code = error.code(), "the lease of the access token is not released; it ends by itself");
        }
        result
    }

    /// The fresh token of the store, if there is one.
    pub(super) async fn look(&self) -> Result<Option<StoredToken>> {
        self.stored(&self.means.config.qq()?.appid, None).await
    }

    async fn fetch_and_save(
        &self,
        appid: &str,
        owner: &str,
        refused: Option<&Secret>,
        keep: &mut (dyn FnMut(&StoredToken) + Send),
    ) -> Result<StoredToken> {
        // Longer than the lease, and another process would fetch meanwhile.
        let fetched = tokio::time::timeout(FETCH, self.fetch()).await;
        let token =
            fetched.map_err(|_| Error::sdk(&sdk_codes::TIMED_OUT).with_retry(Retry::SameRequest))??;
        keep(&token);
        match bounded(self.store.save(appid, owner, &token)).await {
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
        let now = self.means.now();
        let usable = |token: &StoredToken| {
            Some(&token.access_token) != refused
                && (refused.is_some() || token.freshness(now) == Freshness::Fresh)
        };
        let stored = bounded(self.store.load(appid)).await?;
        // A line feed that somebody's tool put behind it would make every order fail: as if there were none.
        if let Some(error) = stored.as_ref().and_then(|token| check_form(&token.access_token).err()) {
            let what = FaultKind::TokenStoreFailed;
            self.means.report(&Fault { what, error: &error, number: None, operation: None });
            return Ok(None);
        }
        Ok(stored.filter(|token| token.freshness(now) != Freshness::Expired).filter(usable))
    }

    async fn fetch(&self) -> Result<StoredToken> {
        let mut driver = Driver::new(&self.means, &self.retry);
        let fetched = driver.run(|| prepare_access_token(&self.means.config)).await?;
        Ok(StoredToken::new(&fetched, self.means.now(), self.means.random()))
    }
}
