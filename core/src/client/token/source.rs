//! Where tokens come from: fetched and kept here, or supplied by the host.

use std::sync::Arc;

use crate::client::engine::reentry::Asked;
use crate::client::token::answer_limit::bounded;
use crate::client::token::manager::TokenManager;
use crate::client::token::provider::TokenProvider;
use crate::error::{Error, Result, sdk_codes};
use crate::operations::token::check_form;
use crate::secret::Secret;
use crate::store::TokenStore;

/// Where tokens come from.
#[derive(Clone)]
pub(in crate::client) enum TokenSource {
    Managed(Arc<TokenManager>),
    Provided(Arc<dyn TokenProvider>, Asked),
}

impl TokenSource {
    pub(in crate::client) async fn token(&self) -> Result<Secret> {
        match self {
            Self::Managed(manager) => manager.token().await,
            Self::Provided(provider, asked) => provided(provider.as_ref(), asked, None).await,
        }
    }

    /// Whether a token was fetched here with the AppSecret, so that it is known to be right.
    pub(in crate::client) fn has_fetched(&self) -> bool {
        match self {
            Self::Managed(manager) => manager.has_fetched(),
            Self::Provided(..) => false,
        }
    }

    /// The store that the host gave.
    pub(in crate::client) fn given_store(&self) -> Option<Arc<dyn TokenStore>> {
        match self {
            Self::Managed(manager) => manager.given_store(),
            Self::Provided(..) => None,
        }
    }

    /// The same error, and that the time was over because somebody else held the lease of the store, if so.
    pub(in crate::client) fn explain(&self, error: Error) -> Error {
        let waits = matches!(self, Self::Managed(manager) if manager.waits_for_the_lease());
        if waits && error.is(&sdk_codes::TIMED_OUT) {
            let detail =
                "`acquire_lease` never gave the lease: another process has it, or gave it back nowhere";
            return error.with_detail(detail).with_entry(&sdk_codes::TOKEN_LEASE_NOT_FREE);
        }
        error
    }

    /// Another token than `refused`; `None` when there is no reason to believe that another one would do.
    pub(in crate::client) async fn replace(&self, refused: &Secret) -> Result<Option<Secret>> {
        match self {
            Self::Managed(manager) => manager.replace(refused).await,
            Self::Provided(provider, asked) => {
                let token = provided(provider.as_ref(), asked, Some(refused)).await?;
                Ok((token != *refused).then_some(token))
            }
        }
    }
}

/// The provider's token, which is the host's own: one that cannot be a token is refused by name, and not mended.
async fn provided(provider: &dyn TokenProvider, asked: &Asked, refused: Option<&Secret>) -> Result<Secret> {
    let token = bounded(asked, provider.access_token(refused)).await?;
    match check_form(&token) {
        Ok(()) => Ok(token),
        Err(error) => {
            let detail = format!("the token provider gave one {}", error.detail());
            Err(error.with_detail(detail.trim_end().to_owned()))
        }
    }
}
