//! Two stores, the second for the time in which the first does not work: orders go on, and those who run the shop hear of it.

use std::future::Future;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

use async_trait::async_trait;
use tracing::info;

use super::TokenStore;
use crate::error::{Error, Result, sdk_codes};
use crate::operations::token::StoredToken;

/// How long the first is left alone after it has failed.
const PAUSE: Duration = Duration::from_secs(5);

/// How long before its end a token is replaced while the first store is away: nobody knows who else replaces it.
const BEFORE_ITS_END_SECONDS: i64 = 30;

/// How long the second store's lease lasts for a copy.
const COPYING: Duration = Duration::from_secs(5);

/// Is given the error with which the first store failed, once until it works again.
pub(crate) type Report = Arc<dyn Fn(&Error) + Send + Sync>;

/// A store with another one beside it.
pub(super) struct Fallback {
    first: Arc<dyn TokenStore>,
    second: Arc<dyn TokenStore>,
    /// What the second store means for the shop.
    meanwhile: &'static str,
    report: Report,
    state: Mutex<State>,
}

#[derive(Default)]
struct State {
    failed_at: Option<Instant>,
    /// Whose lease it is that was granted last.
    leased_by_second: bool,
    /// When the token was fetched that the second has, too.
    copied: Option<i64>,
}

impl Fallback {
    pub(super) fn new(
        first: Arc<dyn TokenStore>,
        second: Arc<dyn TokenStore>,
        meanwhile: &'static str,
        report: Report,
    ) -> Self {
        Self { first, second, meanwhile, report, state: Mutex::default() }
    }

    fn state(&self) -> MutexGuard<'_, State> {
        // Every change is one assignment.
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// The answer of the first; `None` while it does not work.
    async fn first<T>(&self, answer: impl Future<Output = Result<T>>) -> Option<T> {
        let failed_at = self.state().failed_at;
        if failed_at.is_some_and(|at| at.elapsed() < PAUSE) {
            return None;
        }
        self.ask_first(answer).await
    }

    /// The same without a pause.
    async fn ask_first<T>(&self, answer: impl Future<Output = Result<T>>) -> Option<T> {
        match answer.await {
            Ok(answer) => {
                if self.state().failed_at.take().is_some() {
                    info!("the token store works again");
                }
                Some(answer)
            }
            Err(error) => {
                let is_new = self.state().failed_at.replace(Instant::now()).is_none();
                if is_new {
                    let code = Some(error.code()).filter(|_| !error.is(&sdk_codes::TOKEN_STORE_FAILED));
                    let said = [code.unwrap_or_default(), error.detail(), self.meanwhile];
                    let detail =
                        said.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join("; ");
                    let degraded = Error::sdk(&sdk_codes::TOKEN_STORE_DEGRADED).with_detail(detail);
                    (self.report)(&degraded.with_source(error));
                }
                None
            }
        }
    }

    /// Keeps a token of the first store in the second, too, so that it serves when the first is gone.
    async fn copy(&self, appid: &str, owner: &str, token: &StoredToken) {
        if self.state().copied.replace(token.fetched_at) == Some(token.fetched_at) {
            return;
        }
        if matches!(self.second.acquire_lease(appid, owner, COPYING).await, Ok(true)) {
            // What fails here is missed only when the first fails, too.
            let _ = self.second.save(appid, owner, token).await;
        }
    }
}

#[async_trait]
impl TokenStore for Fallback {
    async fn load(&self, appid: &str) -> Result<Option<StoredToken>> {
        if let Some(found) = self.first(self.first.load(appid)).await {
            if let Some(token) = &found {
                let owner = format!("copy-{}", std::process::id());
                self.copy(appid, &owner, token).await;
            }
            return Ok(found);
        }
        let to_its_end = |token: StoredToken| StoredToken {
            refresh_at: token.refresh_at.max(token.expires_at.saturating_sub(BEFORE_ITS_END_SECONDS)),
            ..token
        };
        Ok(self.second.load(appid).await?.map(to_its_end))
    }

    async fn acquire_lease(&self, appid: &str, owner: &str, duration: Duration) -> Result<bool> {
        // Whoever fetches ends the tokens of others: first it is seen whether the store works again and has a newer one.
        let granted = self.ask_first(self.first.acquire_lease(appid, owner, duration)).await;
        self.state().leased_by_second = granted.is_none();
        match granted {
            Some(granted) => Ok(granted),
            None => self.second.acquire_lease(appid, owner, duration).await,
        }
    }

    async fn save(&self, appid: &str, owner: &str, token: &StoredToken) -> Result<bool> {
        let leased_by_second = self.state().leased_by_second;
        if !leased_by_second && let Some(saved) = self.first(self.first.save(appid, owner, token)).await {
            if saved {
                self.copy(appid, owner, token).await;
            }
            return Ok(saved);
        }
        if !leased_by_second {
            // It was fetched under a lease of the first, which is gone: it must not be lost with it.
            self.second.acquire_lease(appid, owner, COPYING).await?;
        }
        self.second.save(appid, owner, token).await
    }

    async fn release_lease(&self, appid: &str, owner: &str) -> Result<()> {
        if self.state().leased_by_second {
            return self.second.release_lease(appid, owner).await;
        }
        // One that is not given back ends by itself.
        self.first(self.first.release_lease(appid, owner)).await;
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)] // tests: a panic is the failure

    use std::sync::atomic::{AtomicBool, Ordering};

    use super::*;
    use crate::operations::token::{FetchedToken, Freshness};
    use crate::store::MemoryTokenStore;

    const LEASE: Duration = Duration::from_secs(12);
    const NOW: i64 = 1_700_000_000;

    /// A store that works or does not.
    #[derive(Default)]
    struct Shaky {
        inner: MemoryTokenStore,
        is_gone: AtomicBool,
    }

    impl Shaky {
        fn check(&self) -> Result<()> {
            if self.is_gone.load(Ordering::SeqCst) {
                return Err(Error::sdk(&sdk_codes::TOKEN_STORE_FAILED).with_detail("disk full"));
            }
            Ok(())
        }
    }

    #[async_trait]
    impl TokenStore for Shaky {
        async fn load(&self, appid: &str) -> Result<Option<StoredToken>> {
            self.check()?;
            self.inner.load(appid).await
        }

        async fn acquire_lease(&self, appid: &str, owner: &str, duration: Duration) -> Result<bool> {
            self.check()?;
            self.inner.acquire_lease(appid, owner, duration).await
        }

        async fn save(&self, appid: &str, owner: &str, token: &StoredToken) -> Result<bool> {
            self.check()?;
            self.inner.save(appid, owner, token).await
        }

        async fn release_lease(&self, appid: &str, owner: &str) -> Result<()> {
            self.check()?;
            self.inner.release_lease(appid, owner).await
        }
    }

    struct Scene {
        first: Arc<Shaky>,
        second: Arc<MemoryTokenStore>,
        store: Fallback,
        reported: Arc<Mutex<Vec<String>>>,
    }

    fn scene() -> Scene {
        let (first, second) = (Arc::new(Shaky::default()), Arc::new(MemoryTokenStore::default()));
        let reported: Arc<Mutex<Vec<String>>> = Arc::default();
        let list = Arc::clone(&reported);
        let report: Report = Arc::new(move |error: &Error| {
            list.lock().unwrap().push(format!("{} {}", error.code(), error.detail()));
        });
        let store = Fallback::new(first.clone(), second.clone(), "in memory meanwhile", report);
        Scene { first, second, store, reported }
    }

    fn token(text: &str, fetched_at: i64) -> StoredToken {
        StoredToken::new(&FetchedToken::new(text.into(), 7200), fetched_at, 0)
    }

    fn run(work: impl Future<Output = ()>) {
        tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap().block_on(work);
    }

    impl Scene {
        /// The pause is over.
        fn is_asked_again(&self) {
            let mut state = self.store.state();
            state.failed_at = state.failed_at.map(|_| Instant::now().checked_sub(PAUSE).unwrap());
        }
    }

    #[test]
    fn the_last_good_token_serves_to_its_end_and_the_failure_is_reported_once() {
        run(async {
            let scene = scene();
            let last = token("last", NOW);
            assert!(scene.store.acquire_lease("", "a", LEASE).await.unwrap());
            assert!(scene.store.save("", "a", &last).await.unwrap());
            assert_eq!(scene.second.load("").await.unwrap(), Some(last.clone()), "it has a copy");
            scene.first.is_gone.store(true, Ordering::SeqCst);
            for _ in 0..3 {
                let found = scene.store.load("").await.unwrap().unwrap();
                assert_eq!(found.access_token, last.access_token);
                assert_eq!(found.freshness(NOW + 7_100), Freshness::Fresh);
                scene.is_asked_again();
            }
            assert_eq!(
                *scene.reported.lock().unwrap(),
                ["TOKEN_STORE_DEGRADED disk full; in memory meanwhile"]
            );
        });
    }

    #[test]
    fn a_token_that_was_fetched_when_the_first_went_away_is_kept_in_the_second() {
        run(async {
            let scene = scene();
            assert!(scene.store.acquire_lease("", "a", LEASE).await.unwrap());
            scene.first.is_gone.store(true, Ordering::SeqCst);
            assert!(scene.store.save("", "a", &token("new", NOW)).await.unwrap());
            scene.store.release_lease("", "a").await.unwrap();
            assert_eq!(
                scene.store.load("").await.unwrap().unwrap().access_token,
                token("new", NOW).access_token
            );
            assert!(
                scene.store.acquire_lease("", "b", LEASE).await.unwrap(),
                "nobody holds the second's lease"
            );
        });
    }

    #[test]
    fn whoever_is_about_to_fetch_finds_the_token_of_a_store_that_is_back() {
        run(async {
            let scene = scene();
            scene.first.is_gone.store(true, Ordering::SeqCst);
            assert!(scene.store.acquire_lease("", "a", LEASE).await.unwrap());
            assert!(scene.store.save("", "a", &token("own", NOW)).await.unwrap());
            scene.first.is_gone.store(false, Ordering::SeqCst);
            assert!(scene.first.acquire_lease("", "b", LEASE).await.unwrap());
            assert!(scene.first.save("", "b", &token("newer", NOW + 1)).await.unwrap());
            assert!(scene.store.acquire_lease("", "a", LEASE).await.unwrap());
            let found = scene.store.load("").await.unwrap().unwrap();
            assert_eq!(found.access_token, token("newer", 0).access_token, "nothing is to be fetched");
        });
    }

    #[test]
    fn the_lease_is_one_of_the_second_while_the_first_is_away_and_of_the_first_again() {
        run(async {
            let scene = scene();
            scene.first.is_gone.store(true, Ordering::SeqCst);
            assert!(scene.store.acquire_lease("", "a", LEASE).await.unwrap());
            assert!(!scene.second.acquire_lease("", "b", LEASE).await.unwrap());
            assert!(scene.store.save("", "a", &token("second's", NOW)).await.unwrap());
            scene.first.is_gone.store(false, Ordering::SeqCst);
            assert!(scene.store.load("").await.unwrap().is_some(), "it is left alone for a while");
            scene.is_asked_again();
            assert_eq!(scene.store.load("").await.unwrap(), None, "the first has none yet");
            assert!(scene.store.acquire_lease("", "a", LEASE).await.unwrap());
            assert!(!scene.first.acquire_lease("", "b", LEASE).await.unwrap());
            scene.store.release_lease("", "a").await.unwrap();
            assert!(scene.first.acquire_lease("", "b", LEASE).await.unwrap());
            scene.first.is_gone.store(true, Ordering::SeqCst);
            scene.store.load("").await.unwrap();
            assert_eq!(scene.reported.lock().unwrap().len(), 2, "a second failure is another one");
        });
    }
}
