//! Where tokens come from: fetched and kept here, or supplied by the host.

use std::future::Future;
use std::sync::Arc;
use std::time::Duration;

use super::token_manager::TokenManager;
use super::token_store::TokenProvider;
use crate::error::{Error, Result, sdk_codes};
use crate::secret::Secret;
use crate::token::check_form;

/// How long one call of a token store or token provider may take. A store answers in milliseconds; one that hangs must
/// hold nobody up for ever, and a lease (30 s) must outlast taking it, looking again, fetching and saving.
pub(super) const ANSWER: Duration = Duration::from_secs(5);

/// Where tokens come from.
#[derive(Clone)]
pub(super) enum TokenSource {
    Managed(Arc<TokenManager>),
    Provided(Arc<dyn TokenProvider>),
}

impl TokenSource {
    pub(super) async fn token(&self) -> Result<Secret> {
        match self {
            Self::Managed(manager) => manager.token().await,
            Self::Provided(provider) => provided(provider.as_ref(), None).await,
        }
    }

    /// Whether a token was fetched here with the AppSecret, so that it is known to be right.
    pub(super) fn has_fetched(&self) -> bool {
        match self {
            Self::Managed(manager) => manager.has_fetched(),
            Self::Provided(_) => false,
        }
    }

    /// Another token than `refused`; `None` when there is no reason to believe that another one would do.
    pub(super) async fn replace(&self, refused: &Secret) -> Result<Option<Secret>> {
        match self {
            Self::Managed(manager) => manager.replace(refused).await,
            Self::Provided(provider) => {
                let token = provided(provider.as_ref(), Some(refused)).await?;
                Ok((token != *refused).then_some(token))
            }
        }
    }
}

/// The provider's token, which is the host's own: one that cannot be a token is refused by name, and not mended.
async fn provided(provider: &dyn TokenProvider, refused: Option<&Secret>) -> Result<Secret> {
    let token = bounded(provider.access_token(refused)).await?;
    match check_form(&token) {
        Ok(()) => Ok(token),
        Err(error) => {
            let detail = format!("the token provider gave one {}", error.detail());
            Err(error.with_detail(detail.trim_end().to_owned()))
        }
    }
}

/// Waits for a store or provider of the host, which is not trusted to answer at all.
pub(super) async fn bounded<T>(answer: impl Future<Output = Result<T>>) -> Result<T> {
    tokio::time::timeout(ANSWER, answer).await.unwrap_or_else(|_| {
        let detail = format!("no answer within {} s", ANSWER.as_secs());
        Err(Error::sdk(&sdk_codes::TOKEN_STORE_FAILED).with_detail(detail))
    })
}
