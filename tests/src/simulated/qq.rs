//! QQ's token service: each fetch ends all tokens but the one before it, which lives 5 minutes more.

use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use async_trait::async_trait;
use qq_wxpay::client::{Transport, TransportError, TransportErrorKind};
use qq_wxpay::http::{Headers, HttpRequest, HttpResponse};
use tokio::time::{Instant, sleep};

use super::{Dice, Life};

/// How long a token lives.
const LIFETIME: Duration = Duration::from_secs(7200);

/// How long the one before the last works.
const OVERLAP: Duration = Duration::from_secs(300);

/// How long a request, or its reply, is on its way, in milliseconds.
const WAY: (u64, u64) = (40, 200);

/// What a token begins with; then comes its number.
const TOKEN: &str = "SIMULATED-TOKEN-";

/// QQ.
pub struct SimulatedQq {
    begin: Instant,
    /// Whoever fetches first of a renewal is killed when QQ has made the token, before it has the reply.
    kills: bool,
    fetches: Mutex<Vec<Duration>>,
}

impl SimulatedQq {
    /// It has no token yet. `kills` lets each second fetch, beginning with the first one, cost the life of the process that asked.
    #[must_use]
    pub fn new(kills: bool) -> Self {
        Self { begin: Instant::now(), kills, fetches: Mutex::default() }
    }

    /// When tokens were fetched, since the beginning.
    #[must_use]
    pub fn fetches(&self) -> Vec<Duration> {
        self.all().clone()
    }

    /// Whether an order with this token is taken.
    #[must_use]
    pub fn takes(&self, token: &str) -> bool {
        let fetches = self.all();
        let Some(number) = token.strip_prefix(TOKEN).and_then(|number| number.parse::<usize>().ok()) else {
            return false;
        };
        let now = self.begin.elapsed();
        match fetches.len().checked_sub(number) {
            Some(0) => fetches.last().is_some_and(|at| now < *at + LIFETIME),
            Some(1) => fetches.last().is_some_and(|at| now < *at + OVERLAP),
            _ => false,
        }
    }

    /// Makes a token. Whether the process that asked for it is killed.
    fn issue(&self) -> (String, bool) {
        let mut fetches = self.all();
        fetches.push(self.begin.elapsed());
        (format!("{TOKEN}{}", fetches.len()), self.kills && fetches.len() % 2 == 1)
    }

    fn all(&self) -> MutexGuard<'_, Vec<Duration>> {
        self.fetches.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// The way of one process to QQ.
pub struct Line {
    pub(super) qq: Arc<SimulatedQq>,
    pub(super) life: Arc<Life>,
    pub(super) dice: Arc<Dice>,
}

#[async_trait]
impl Transport for Line {
    async fn send(&self, request: HttpRequest, _limit: Duration) -> Result<HttpResponse, TransportError> {
        if !request.address().ends_with("/api/getToken") {
            return Err(TransportError::new(TransportErrorKind::NotConnected, "only getToken is simulated"));
        }
        self.life.lived().await;
        sleep(self.dice.milliseconds(WAY.0, WAY.1)).await;
        let (token, kills) = self.qq.issue();
        if kills {
            self.life.end();
        }
        self.life.lived().await;
        sleep(self.dice.milliseconds(WAY.0, WAY.1)).await;
        let reply = serde_json::json!({ "access_token": token, "expires_in": LIFETIME.as_secs() });
        let headers: Headers = [("Content-Type", "application/json")].into_iter().collect();
        Ok(HttpResponse::new(200, headers, reply.to_string().into_bytes()))
    }
}
