//! Who fetches: one task for all of a client (`engine/single_flight.rs`), and of all that share a store the one that holds the lease.

use std::future::Future;
use std::pin::pin;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

use futures_util::future::{Either, select};
use tokio::time::Instant;
use tracing::warn;

use crate::client::engine::context::ClientContext;
use crate::client::token::answer_limit::bounded;
use crate::environment::{NonceSource as _, SystemNonce};
use crate::error::{Error, Result, sdk_codes};
use crate::store::TokenStore;

/// How long a holder that says nothing keeps it: one that has died delays the others by less than the time of a call.
const LEASE: Duration = Duration::from_secs(12);

/// How often a holder that is at work says so.
const RENEW: Duration = Duration::from_secs(4);

/// How soon a process that waits for another one looks again; each further pause is twice as long. A fetch takes less than a second, and
/// those who wait for one are to have the token soon.
const LOOK_AGAIN: Duration = Duration::from_millis(200);

/// The longest such pause: who waits so long waits for a holder that has died, and ten thousand who looked five times a second would keep
/// a Redis busy with nothing else. So much later than it ends a lease is taken over, at most.
const LONGEST_LOOK_AGAIN: Duration = Duration::from_secs(1);

/// How long it looks. A call gives up earlier; this ends what nobody waits for any more.
const PATIENCE: Duration = Duration::from_secs(30);

/// The lease of the access token, as this client takes it.
pub(super) struct Lease {
    store: Arc<dyn TokenStore>,
    context: ClientContext,
    /// Drawn once, so that a lease that a flight of ours left behind when it died is known as our own.
    name: String,
    waits: AtomicBool,
}

impl Lease {
    pub(super) fn of(store: Arc<dyn TokenStore>, context: ClientContext) -> Self {
        // Not the given nonces: tests fix them, and two owners must never have one name.
        Self { store, context, name: SystemNonce.nonce(), waits: AtomicBool::new(false) }
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

    /// Waits until the lease is ours; or until `look` finds something, which is given then.
    pub(super) async fn acquire<T, F: Future<Output = Result<Option<T>>>>(
        &self,
        appid: &str,
        look: impl Fn() -> F,
    ) -> Result<Option<T>> {
        let waiting = Waiting(&self.waits);
        let begin = Instant::now();
        for looks in 0.. {
            if let Some(found) = look().await? {
                return Ok(Some(found));
            }
            if self.take(appid).await? {
                return Ok(None);
            }
            waiting.0.store(true, Ordering::Relaxed);
            if begin.elapsed() > PATIENCE {
                break;
            }
            tokio::time::sleep(pause(looks, self.context.random())).await;
        }
        Err(Error::sdk(&sdk_codes::TOKEN_STORE_FAILED).with_detail("the lease was never granted"))
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
        if let Err(error) = bounded(&self.context.asked, self.store.release_lease(appid, &self.owner())).await
        {
            warn!(code = error.code(), "the lease of the access token is not released; it ends by itself");
        }
    }

    async fn take(&self, appid: &str) -> Result<bool> {
        bounded(&self.context.asked, self.store.acquire_lease(appid, &self.owner(), LEASE)).await
    }
}

/// The pause after so many looks before this one. Up to a quarter is taken off at random: those who begin together do not stay together.
fn pause(looks: u32, random: u32) -> Duration {
    let doubled = LOOK_AGAIN.saturating_mul(1 << looks.min(16)).min(LONGEST_LOOK_AGAIN);
    doubled - doubled * (random % 1024) / 4096
}

/// Says that nobody waits any more, also when the flight is dropped.
struct Waiting<'a>(&'a AtomicBool);

impl Drop for Waiting<'_> {
    fn drop(&mut self) {
        self.0.store(false, Ordering::Relaxed);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_pause_doubles_up_to_a_second() {
        let longest = [0, 1, 2, 3, 4, 16, 17, u32::MAX].map(|looks| pause(looks, 0).as_millis());
        assert_eq!(longest, [200, 400, 800, 1_000, 1_000, 1_000, 1_000, 1_000]);
    }

    #[test]
    fn chance_takes_off_a_quarter_at_most() {
        for looks in 0..6 {
            let longest = pause(looks, 0);
            assert!(pause(looks, 512) < longest, "{looks}");
            for random in [1, 1023, 1024, u32::MAX] {
                let pause = pause(looks, random);
                assert!(pause <= longest && pause >= longest * 3 / 4, "{looks} {random}: {pause:?}");
            }
        }
    }
}
