//! A function of the user that the client waits for must not wait for that client: it would wait for itself.

use std::future::Future;
use std::sync::Arc;

tokio::task_local! {
    /// The clients that wait for what runs here.
    static WAITING: Vec<Asked>;
}

/// A client, its clones included, as one that asks functions of the user: token provider and store, transport, signer.
#[derive(Clone, Debug, Default)]
pub(in crate::client) struct Asked(Arc<Mark>);

/// Its address tells one client from another; so it has one.
#[derive(Debug, Default)]
struct Mark {
    _byte: u8,
}

impl Asked {
    /// Runs a function of the user that the client waits for.
    pub(in crate::client) async fn scope<T>(&self, answer: impl Future<Output = T>) -> T {
        WAITING.scope(self.and_who_waits_already(), answer).await
    }

    /// The same for a function that is not awaited.
    pub(in crate::client) fn now<T>(&self, answer: impl FnOnce() -> T) -> T {
        WAITING.sync_scope(self.and_who_waits_already(), answer)
    }

    fn and_who_waits_already(&self) -> Vec<Self> {
        let mut waiting = WAITING.try_with(Vec::clone).unwrap_or_default();
        waiting.push(self.clone());
        waiting
    }

    /// Whether what runs here is such a function.
    pub(in crate::client) fn waits_here(&self) -> bool {
        WAITING
            .try_with(|waiting| waiting.iter().any(|other| Arc::ptr_eq(&self.0, &other.0)))
            .unwrap_or(false)
    }
}
