//! Where the access token is kept, and who may replace it.

use std::sync::Mutex;
use std::time::{Duration, Instant};

use async_trait::async_trait;

use crate::error::Result;
use crate::operations::token::StoredToken;
use crate::secret::Secret;

/// Keeps the access token of a QQ AppID for one or many processes.
///
/// Only the holder of the lease fetches: fetching makes the earlier token invalid. A lease has an owner and an end; a
/// token is saved only while the lease is still the owner's (fencing), so a process that was held up overwrites nothing.
/// Each call should end within 5 seconds; one that takes longer counts as failed and is given up, wherever it stands.
/// Errors should be made with [`crate::Error::sdk`]`(&TOKEN_STORE_FAILED)` and the store's own error as source.
/// It is implemented with [`async_trait`](macro@crate::client::async_trait), as every trait here that is awaited.
///
/// ```
/// use std::time::Duration;
///
/// use qq_wxpay::client::{TokenStore, async_trait};
/// use qq_wxpay::error::sdk_codes;
/// use qq_wxpay::token::StoredToken;
/// use qq_wxpay::{Error, Result};
///
/// /// In Redis; `Redis` stands for your client of it.
/// struct RedisTokens(Redis);
///
/// fn failed(error: impl std::error::Error + Send + Sync + 'static) -> Error {
///     Error::sdk(&sdk_codes::TOKEN_STORE_FAILED).with_source(error)
/// }
///
/// #[async_trait]
/// impl TokenStore for RedisTokens {
///     async fn load(&self, appid: &str) -> Result<Option<StoredToken>> {
///         let text = self.0.get(&format!("token:{appid}")).await.map_err(failed)?;
///         text.map(|text| serde_json::from_str(&text).map_err(failed)).transpose()
///     }
///
///     async fn acquire_lease(&self, appid: &str, owner: &str, duration: Duration) -> Result<bool> {
///         // SET lease:appid owner NX PX duration; true as well when the value is `owner` already.
///         self.0.take(&format!("lease:{appid}"), owner, duration).await.map_err(failed)
///     }
///
///     async fn save(&self, appid: &str, owner: &str, token: &StoredToken) -> Result<bool> {
///         // One script: unless lease:appid is `owner`, nothing and false; else SET token:appid, DEL lease:appid, true.
///         let text = serde_json::to_string(token).map_err(failed)?; // the token is in it: only for the store
///         self.0.put_if_taken(&format!("token:{appid}"), &text, &format!("lease:{appid}"), owner).await.map_err(failed)
///     }
///
///     async fn release_lease(&self, appid: &str, owner: &str) -> Result<()> {
///         self.0.give_back(&format!("lease:{appid}"), owner).await.map_err(failed)
///     }
/// }
/// # struct Redis;
/// # impl Redis {
/// #     async fn get(&self, _: &str) -> std::io::Result<Option<String>> { Ok(None) }
/// #     async fn take(&self, _: &str, _: &str, _: Duration) -> std::io::Result<bool> { Ok(true) }
/// #     async fn put_if_taken(&self, _: &str, _: &str, _: &str, _: &str) -> std::io::Result<bool> { Ok(true) }
/// #     async fn give_back(&self, _: &str, _: &str) -> std::io::Result<()> { Ok(()) }
/// # }
/// ```
#[async_trait]
pub trait TokenStore: Send + Sync {
    /// The stored token; `None` when there is none.
    async fn load(&self, qq_appid: &str) -> Result<Option<StoredToken>>;

    /// Takes the lease for `duration`, unless somebody else holds it (Redis: `SET NX PX`). `false` when not granted.
    ///
    /// A lease that is `owner`'s already is granted again: it is left from an attempt that died, and one owner never makes
    /// two at a time. A store that refuses it makes this process wait for the end of its own lease.
    async fn acquire_lease(&self, qq_appid: &str, owner: &str, duration: Duration) -> Result<bool>;

    /// Stores the token if the lease is still `owner`'s, and ends the lease. `false` when it was lost meanwhile.
    async fn save(&self, qq_appid: &str, owner: &str, token: &StoredToken) -> Result<bool>;

    /// Ends the lease if it is still `owner`'s, without storing anything.
    async fn release_lease(&self, qq_appid: &str, owner: &str) -> Result<()>;
}

/// Supplies the access token from elsewhere, for example from a central token server of the host.
///
/// ```
/// use qq_wxpay::client::{TokenProvider, async_trait};
/// use qq_wxpay::{Result, Secret};
///
/// struct TokenServer;
///
/// #[async_trait]
/// impl TokenProvider for TokenServer {
///     async fn access_token(&self, refused: Option<&Secret>) -> Result<Secret> {
///         Ok(ask_the_server(refused.is_some()).await)
///     }
/// }
/// # async fn ask_the_server(_: bool) -> Secret { Secret::new("token") }
/// # let _ = async { let _ = TokenServer.access_token(None).await; };
/// ```
#[async_trait]
pub trait TokenProvider: Send + Sync {
    /// The token to use now. `refused` is a token that QQ has just refused: supply another one if you can.
    async fn access_token(&self, refused: Option<&Secret>) -> Result<Secret>;
}

/// Keeps the token in this process. It serves one AppID.
#[derive(Default)]
pub struct MemoryTokenStore(Mutex<Memory>);

#[derive(Default)]
struct Memory {
    token: Option<StoredToken>,
    lease: Option<(String, Instant)>,
}

impl MemoryTokenStore {
    fn memory(&self) -> std::sync::MutexGuard<'_, Memory> {
        // Every change is a single assignment: a panic of another thread cannot leave it half done.
        self.0.lock().unwrap_or_else(std::sync::PoisonError::into_inner)
    }
}

#[async_trait]
impl TokenStore for MemoryTokenStore {
    async fn load(&self, _: &str) -> Result<Option<StoredToken>> {
        Ok(self.memory().token.clone())
    }

    async fn acquire_lease(&self, _: &str, owner: &str, duration: Duration) -> Result<bool> {
        let mut memory = self.memory();
        let now = Instant::now();
        let free = memory.lease.as_ref().is_none_or(|(holder, end)| holder == owner || *end <= now);
        if free {
            memory.lease = Some((owner.to_owned(), now + duration));
        }
        Ok(free)
    }

    async fn save(&self, _: &str, owner: &str, token: &StoredToken) -> Result<bool> {
        let mut memory = self.memory();
        let now = Instant::now();
        let held = memory.lease.as_ref().is_some_and(|(holder, end)| holder == owner && *end > now);
        if held {
            memory.token = Some(token.clone());
            memory.lease = None;
        }
        Ok(held)
    }

    async fn release_lease(&self, _: &str, owner: &str) -> Result<()> {
        let mut memory = self.memory();
        if memory.lease.as_ref().is_some_and(|(holder, _)| holder == owner) {
            memory.lease = None;
        }
        Ok(())
    }
}
