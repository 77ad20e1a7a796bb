//! Where tokens come from: fetched and kept here, or supplied by the host.

use std::future::Future;
use std::sync::Arc;
use std::time::Duration;

use super::reentry::Asked;
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
    Provided(Arc<dyn TokenProvider>, Asked),
}

impl TokenSource {
    pub(super) async fn token(&self) -> Result<Secret> {
        match self {
            Self::Managed(manager) => manager.token().await,
            Self::Provided(provider, asked) => provided(provider.as_ref(), asked, None).await,
        }
    }

    /// Whether a token was fetched here with the AppSecret, so that it is known to be right.
    pub(super) fn has_fetched(&self) -> bool {
        match self {
            Self::Managed(manager) => manager.has_fetched(),
            Self::Provided(..) => false,
        }
    }

    /// The same error, and that the time was over because somebody else held the lease of the store, if so.
    pub(super) fn explain(&self, error: Error) -> Error {
        let waits = matches!(self, Self::Managed(manager) if manager.waits_for_the_lease());
        if waits && error.is(&sdk_codes::TIMED_OUT) {
            let detail =
                "`acquire_lease` never gave the lease: another process has it, or gave it back nowhere";
            return error.with_detail(detail).explained_by(&sdk_codes::TOKEN_LEASE_NOT_FREE);
        }
        error
    }

    /// Another token than `refused`; `None` when there is no reason to believe that another one would do.
    pub(super) async fn replace(&self, refused: &Secret) -> Result<Option<Secret>> {
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

/// Waits for a store or provider of the host, which is not trusted to answer at all.
pub(super) async fn bounded<T>(asked: &Asked, answer: impl Future<Output = Result<T>>) -> Result<T> {
    tokio::time::timeout(ANSWER, asked.scope(answer)).await.unwrap_or_else(|_| {
        let detail = format!("no answer within {} s", ANSWER.as_secs());
        Err(Error::sdk(&sdk_codes::TOKEN_STORE_FAILED).with_detail(detail))
    })
}
