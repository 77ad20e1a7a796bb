//! What a store of access tokens does: it keeps the token, and says who may replace it.

use std::time::Duration;

use async_trait::async_trait;

use crate::error::Result;
use crate::operations::token::StoredToken;

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
