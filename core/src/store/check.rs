//! What a token store of the host's own must do, tried on it.

use std::time::Duration;

use futures_util::future::join_all;

use super::TokenStore;
use crate::environment::{Clock as _, NonceSource as _, SystemClock, SystemNonce};
use crate::error::{Error, Result, sdk_codes};
use crate::operations::token::{FetchedToken, StoredToken};
use crate::secret::Secret;

/// Far longer than the check takes.
const LONG: Duration = Duration::from_secs(30);

/// A lease whose end is waited for.
const SHORT: Duration = Duration::from_secs(1);

/// How many try to get one lease at the same time.
const AT_ONCE: usize = 16;

/// Tries a token store of your own: whether it keeps what it is given, grants a lease to one at a time, and saves for its holder alone. It
/// takes about two seconds, and touches no token of yours: it uses AppIDs that nobody has.
///
/// ```
/// # tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap().block_on(async {
/// use qq_wxpay::client::{MemoryTokenStore, check_token_store};
///
/// // In a test of yours, with your store in place of this one.
/// check_token_store(&MemoryTokenStore::default()).await.unwrap();
/// # });
/// ```
///
/// # Errors
/// `TOKEN_STORE_WRONG` with the rule that it breaks; what the store itself raises.
pub async fn check_token_store(store: &dyn TokenStore) -> Result<()> {
    let nonce = SystemNonce.nonce();
    let (appid, other) = (format!("check-{}", &nonce[..12]), format!("check-{}", &nonce[12..24]));
    let (appid, other) = (appid.as_str(), other.as_str());
    keeps(store, appid, other).await?;
    leases(store, appid).await?;
    ends(store, appid).await?;
    one_of_many(store, appid).await
}

async fn keeps(store: &dyn TokenStore, appid: &str, other: &str) -> Result<()> {
    rule(store.load(appid).await?.is_none(), "`load` gives nothing for an AppID that has no token")?;
    let (first, second) = (token("first"), token("second"));
    rule(
        store.acquire_lease(appid, "a", LONG).await?,
        "`acquire_lease` gives true when nobody holds the lease",
    )?;
    rule(store.save(appid, "a", &first).await?, "`save` gives true to the holder of the lease")?;
    rule(
        store.load(appid).await? == Some(first),
        "`load` gives the token that was saved, with all its times",
    )?;
    rule(store.load(other).await?.is_none(), "each AppID has a token of its own")?;
    rule(store.acquire_lease(appid, "b", LONG).await?, "`save` ends the lease")?;
    rule(store.save(appid, "b", &second).await?, "`save` gives true to the holder of the lease")?;
    rule(store.load(appid).await? == Some(second), "`save` replaces the token")
}

async fn leases(store: &dyn TokenStore, appid: &str) -> Result<()> {
    let kept = store.load(appid).await?;
    rule(
        store.acquire_lease(appid, "a", LONG).await?,
        "`acquire_lease` gives true when nobody holds the lease",
    )?;
    rule(
        !store.acquire_lease(appid, "b", LONG).await?,
        "`acquire_lease` gives false while another one holds the lease",
    )?;
    rule(
        store.acquire_lease(appid, "a", LONG).await?,
        "`acquire_lease` gives true to the one that holds the lease already",
    )?;
    rule(
        !store.save(appid, "b", &token("stolen")).await?,
        "`save` gives false to all but the holder of the lease",
    )?;
    rule(store.load(appid).await? == kept, "`save` keeps nothing unless it is the holder's")?;
    store.release_lease(appid, "b").await?;
    rule(!store.acquire_lease(appid, "b", LONG).await?, "`release_lease` ends no lease of another one")?;
    store.release_lease(appid, "a").await?;
    rule(store.acquire_lease(appid, "b", LONG).await?, "`release_lease` ends the lease of its holder")?;
    store.release_lease(appid, "b").await
}

async fn ends(store: &dyn TokenStore, appid: &str) -> Result<()> {
    rule(
        store.acquire_lease(appid, "a", SHORT).await?,
        "`acquire_lease` gives true when nobody holds the lease",
    )?;
    tokio::time::sleep(SHORT + SHORT / 2).await;
    rule(
        store.acquire_lease(appid, "b", LONG).await?,
        "a lease ends by itself after its duration (here 1 s)",
    )?;
    rule(!store.save(appid, "a", &token("late")).await?, "`save` gives false to one whose lease has ended")?;
    store.release_lease(appid, "b").await
}

async fn one_of_many(store: &dyn TokenStore, appid: &str) -> Result<()> {
    let names: Vec<String> = (0..AT_ONCE).map(|index| format!("many-{index}")).collect();
    let asked = join_all(names.iter().map(|name| store.acquire_lease(appid, name, LONG))).await;
    let granted = asked.into_iter().collect::<Result<Vec<_>>>()?;
    for (name, _) in names.iter().zip(&granted).filter(|(_, granted)| **granted) {
        store.release_lease(appid, name).await?;
    }
    rule(
        granted.iter().filter(|granted| **granted).count() == 1,
        "of many at the same time one gets the lease",
    )
}

fn token(text: &str) -> StoredToken {
    StoredToken::new(&FetchedToken::new(Secret::new(format!("check-{text}")), 7200), SystemClock.now(), 0)
}

fn rule(is_kept: bool, rule: &str) -> Result<()> {
    if is_kept { Ok(()) } else { Err(Error::sdk(&sdk_codes::TOKEN_STORE_WRONG).with_detail(rule)) }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)] // tests: a panic is the failure

    use async_trait::async_trait;

    use super::*;
    use crate::store::MemoryTokenStore;

    /// A store with one mistake.
    struct Wrong(Mistake, MemoryTokenStore);

    #[derive(Clone, Copy, PartialEq)]
    enum Mistake {
        None,
        GrantsToAll,
        NeverGrants,
        SavesForAll,
        ForgetsTheTimes,
        ReleasesForAll,
        LeasesForEver,
        OneTokenForAll,
    }

    #[async_trait]
    impl TokenStore for Wrong {
        async fn load(&self, appid: &str) -> Result<Option<StoredToken>> {
            let appid = if self.0 == Mistake::OneTokenForAll { "" } else { appid };
            let found = self.1.load(appid).await?;
            Ok(match self.0 {
                Mistake::ForgetsTheTimes => found.map(|token| StoredToken { refresh_at: 0, ..token }),
                _ => found,
            })
        }

        async fn acquire_lease(&self, appid: &str, owner: &str, duration: Duration) -> Result<bool> {
            let duration = if self.0 == Mistake::LeasesForEver { LONG } else { duration };
            let appid = if self.0 == Mistake::OneTokenForAll { "" } else { appid };
            match self.0 {
                Mistake::GrantsToAll => self.1.acquire_lease(appid, owner, duration).await.map(|_| true),
                Mistake::NeverGrants => Ok(false),
                _ => self.1.acquire_lease(appid, owner, duration).await,
            }
        }

        async fn save(&self, appid: &str, owner: &str, token: &StoredToken) -> Result<bool> {
            let appid = if self.0 == Mistake::OneTokenForAll { "" } else { appid };
            if self.0 == Mistake::SavesForAll {
                let store = &self.1;
                store.release_lease(appid, "a").await?;
                store.acquire_lease(appid, owner, LONG).await?;
            }
            self.1.save(appid, owner, token).await
        }

        async fn release_lease(&self, appid: &str, owner: &str) -> Result<()> {
            if self.0 == Mistake::ReleasesForAll {
                self.1.release_lease(appid, "a").await?;
            }
            self.1.release_lease(appid, owner).await
        }
    }

    fn found(mistake: Mistake) -> Option<String> {
        let store = Wrong(mistake, MemoryTokenStore::default());
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
        let error = runtime.block_on(check_token_store(&store)).err()?;
        assert_eq!(error.code(), "TOKEN_STORE_WRONG");
        Some(error.detail().to_owned())
    }

    #[test]
    fn each_mistake_is_named() {
        assert_eq!(found(Mistake::None), None);
        for (mistake, rule) in [
            (Mistake::GrantsToAll, "`acquire_lease` gives false while another one holds the lease"),
            (Mistake::NeverGrants, "`acquire_lease` gives true when nobody holds the lease"),
            (Mistake::SavesForAll, "`save` gives false to all but the holder of the lease"),
            (Mistake::ForgetsTheTimes, "`load` gives the token that was saved, with all its times"),
            (Mistake::ReleasesForAll, "`release_lease` ends no lease of another one"),
            (Mistake::LeasesForEver, "a lease ends by itself after its duration (here 1 s)"),
            (Mistake::OneTokenForAll, "each AppID has a token of its own"),
        ] {
            assert_eq!(found(mistake).as_deref(), Some(rule));
        }
    }
}
