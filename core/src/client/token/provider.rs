//! Access tokens from elsewhere.

use async_trait::async_trait;

use crate::error::Result;
use crate::secret::Secret;

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
