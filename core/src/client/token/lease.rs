//! Who fetches: one task for all of a client (`engine/single_flight.rs`), and of all that share a store the one that holds the lease.

use std::future::Future;
use std::pin::pin;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, Instant};

use futures_util::future::{Either, select};
use tracing::warn;

use crate::client::engine::reentry::Asked;
use crate::client::token::answer_limit::bounded;
use crate::environment::{NonceSource as _, SystemNonce};
use crate::error::{Error, Result, sdk_codes};
use crate::store::TokenStore;

/// How long a holder that says nothing keeps it: one that has died delays the others by less than the time of a call.
const LEASE: Duration = Duration::from_secs(12);

/// How often a holder that is at work says so.
const RENEW: Duration = Duration::from_secs(4);

/// How often a process that waits for another one looks again.
const LOOK_AGAIN: Duration = Duration::from_millis(200);

/// How long it looks. A call gives up earlier; this ends what nobody waits for any more.
const PATIENCE: Duration = Duration::from_secs(30);

/// The lease of the access token, as this client takes it.
pub(super) struct Lease {
    store: Arc<dyn TokenStore>,
    asked: Asked,
    /// Drawn once, so that a lease that a flight of ours left behind when it died is known as our own.
    name: String,
    waits: AtomicBool,
}

impl Lease {
    pub(super) fn of(store: Arc<dyn TokenStore>, asked: Asked) -> Self {
        // Not the given nonces: tests fix them, and two owners must never have one name.
        Self { store, asked, name: SystemNonce.nonce(), waits: AtomicBool::new(false) }
    }

    /// Whether a flight waits for a lease that somebody else has.
    pub(super) fn is_waited_for(&self) -> bool {
        self.waits.load(Ordering::Relaxed)
    }

    /// Who holds it when we do.
    pub(super) fn owner(&self) -> String {
        // After a fork two processes would else pass for one.
        format!("{}-{}", self.name, std::process::id())
    }

    /// Waits until the lease is ours; or until `look` finds something, which is given then. How long somebody else had it, too.
    pub(super) async fn acquire<T, F: Future<Output = Result<Option<T>>>>(
        &self,
        appid: &str,
        look: impl Fn() -> F,
    ) -> Result<(Option<T>, Duration)> {
        let waiting = Waiting(&self.waits);
        let begin = Instant::now();
        let mut waited = Duration::ZERO;
        loop {
            if let Some(found) = look().await? {
                return Ok((Some(found), waited));
            }
            if self.take(appid).await? {
                return Ok((None, waited));
            }
            waiting.0.store(true, Ordering::Relaxed);
            if begin.elapsed() > PATIENCE {
                return Err(
                    Error::sdk(&sdk_codes::TOKEN_STORE_FAILED).with_detail("the lease was never granted")
                );
            }
            tokio::time::sleep(LOOK_AGAIN).await;
            waited = begin.elapsed();
        }
    }

    /// Does `work` while the lease is renewed again and again. A renewal that fails is no reason to stop: saving is fenced.
    pub(super) async fn renewing<T>(&self, appid: &str, work: impl Future<Output = T>) -> T {
        let renewals = async {
            loop {
                tokio::time::sleep(RENEW).await;
                if !matches!(self.take(appid).await, Ok(true)) {
                    warn!("the lease of the access token was not renewed");
                }
            }
        };
        match select(pin!(work), pin!(renewals)).await {
            Either::Left((done, _)) => done,
            Either::Right((never, _)) => never,
        }
    }

    pub(super) async fn release(&self, appid: &str) {
        if let Err(error) = bounded(&self.asked, self.store.release_lease(appid, &self.owner())).await {
            warn!(code = error.code(), "the lease of the access token is not released; it ends by itself");
        }
    }

    async fn take(&self, appid: &str) -> Result<bool> {
        bounded(&self.asked, self.store.acquire_lease(appid, &self.owner(), LEASE)).await
    }
}

/// Says that nobody waits any more, also when the flight is dropped.
struct Waiting<'a>(&'a AtomicBool);

impl Drop for Waiting<'_> {
    fn drop(&mut self) {
        self.0.store(false, Ordering::Relaxed);
    }
}
