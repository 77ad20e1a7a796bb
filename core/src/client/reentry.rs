//! A function of the user that the client waits for must not wait for that client: it would wait for itself.

use std::future::Future;
use std::sync::Arc;

use super::means::Means;
use crate::error::{Error, Result, sdk_codes};

tokio::task_local! {
    /// The clients that wait for what runs here.
    static WAITING: Vec<Asked>;
}

/// A client, its clones included, as one that asks functions of the user: token provider and store, transport, signer.
#[derive(Clone, Debug, Default)]
pub(super) struct Asked(Arc<Mark>);

/// Its address tells one client from another; so it has one.
#[derive(Debug, Default)]
struct Mark {
    _byte: u8,
}

impl Asked {
    /// Runs a function of the user that the client waits for.
    pub(super) async fn scope<T>(&self, answer: impl Future<Output = T>) -> T {
        WAITING.scope(self.and_who_waits_already(), answer).await
    }

    /// The same for a function that is not awaited.
    pub(super) fn now<T>(&self, answer: impl FnOnce() -> T) -> T {
        WAITING.sync_scope(self.and_who_waits_already(), answer)
    }

    fn and_who_waits_already(&self) -> Vec<Self> {
        let mut waiting = WAITING.try_with(Vec::clone).unwrap_or_default();
        waiting.push(self.clone());
        waiting
    }

    fn waits_here(&self) -> bool {
        WAITING
            .try_with(|waiting| waiting.iter().any(|other| Arc::ptr_eq(&self.0, &other.0)))
            .unwrap_or(false)
    }
}

impl Means {
    /// Who the client is to the functions that it asks.
    pub(super) fn asked(&self) -> Asked {
        self.asked.clone()
    }

    /// See [`Asked::scope`].
    pub(super) async fn ask<T>(&self, answer: impl Future<Output = T>) -> T {
        self.asked.scope(answer).await
    }

    /// See [`Asked::now`].
    pub(super) fn ask_now<T>(&self, answer: impl FnOnce() -> T) -> T {
        self.asked.now(answer)
    }

    /// Refuses a call out of a function that this client waits for.
    ///
    /// # Errors
    /// `CLIENT_REENTERED`.
    pub(super) fn refuse_reentry(&self) -> Result<()> {
        if self.asked.waits_here() { Err(Error::sdk(&sdk_codes::CLIENT_REENTERED)) } else { Ok(()) }
    }
}
