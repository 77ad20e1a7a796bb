//! The store and QQ, whose answers come when the schedule says so.

use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};
use std::time::Duration;

use qq_wxpay::Result;
use qq_wxpay::client::{
    MemoryTokenStore, TokenStore, Transport, TransportError, TransportErrorKind, async_trait,
};
use qq_wxpay::http::{HttpRequest, HttpResponse};
use qq_wxpay::token::StoredToken;
use tokio::sync::oneshot;

/// An answer that waits until it is its turn. `true`: it succeeds.
pub(crate) struct Gate {
    pub(crate) name: &'static str,
    pub(crate) open: oneshot::Sender<bool>,
}

/// The store and QQ, whose answers wait.
#[derive(Default)]
pub(crate) struct World {
    store: MemoryTokenStore,
    pub(crate) gates: Mutex<Vec<Gate>>,
    /// Answers come at once.
    pub(crate) is_open: AtomicBool,
    pub(crate) fetches: AtomicUsize,
    fetching: AtomicUsize,
    pub(crate) most_at_once: AtomicUsize,
}

impl World {
    async fn gate(&self, name: &'static str) -> bool {
        if self.is_open.load(Ordering::SeqCst) {
            return true;
        }
        let (open, opened) = oneshot::channel();
        self.gates.lock().unwrap().push(Gate { name, open });
        opened.await.unwrap_or(true)
    }
}

/// The world as a client sees it.
pub(crate) struct Door(pub(crate) Arc<World>);

#[async_trait]
impl TokenStore for Door {
    async fn load(&self, appid: &str) -> Result<Option<StoredToken>> {
        self.0.gate("load").await;
        self.0.store.load(appid).await
    }

    async fn acquire_lease(&self, appid: &str, owner: &str, duration: Duration) -> Result<bool> {
        self.0.gate("lease").await;
        self.0.store.acquire_lease(appid, owner, duration).await
    }

    async fn save(&self, appid: &str, owner: &str, token: &StoredToken) -> Result<bool> {
        self.0.gate("save").await;
        self.0.store.save(appid, owner, token).await
    }

    async fn release_lease(&self, appid: &str, owner: &str) -> Result<()> {
        self.0.gate("release").await;
        self.0.store.release_lease(appid, owner).await
    }
}

/// Counts a fetch that is under way, however it ends.
struct Fetching<'a>(&'a World);

impl Drop for Fetching<'_> {
    fn drop(&mut self) {
        self.0.fetching.fetch_sub(1, Ordering::SeqCst);
    }
}

#[async_trait]
impl Transport for Door {
    async fn send(&self, _: HttpRequest, _: Duration) -> std::result::Result<HttpResponse, TransportError> {
        let now = self.0.fetching.fetch_add(1, Ordering::SeqCst) + 1;
        let fetching = Fetching(&self.0);
        self.0.most_at_once.fetch_max(now, Ordering::SeqCst);
        let number = self.0.fetches.fetch_add(1, Ordering::SeqCst) + 1;
        let succeeds = self.0.gate("fetch").await;
        drop(fetching);
        if !succeeds {
            return Err(TransportError::new(TransportErrorKind::ConnectionLost, "it broke"));
        }
        let reply = format!(r#"{{"access_token":"TOKEN-{number}","expires_in":7200}}"#);
        Ok(HttpResponse::new(200, std::iter::empty::<(&str, &str)>().collect(), reply.into_bytes()))
    }
}
