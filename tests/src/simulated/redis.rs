//! Redis, as the token store of core uses it: the same four commands, each one operation.

use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use async_trait::async_trait;
use qq_wxpay::Result;
use qq_wxpay::client::TokenStore;
use qq_wxpay::environment::Clock as _;
use qq_wxpay::token::{Freshness, StoredToken};
use tokio::time::{Instant, sleep};

use super::{Dice, Life, VirtualClock};

/// How long a command is on its way, in milliseconds: the timers of tokio know no less.
const WAY: (u64, u64) = (1, 2);

/// One Redis, which never has too much to do.
pub struct SimulatedRedis {
    begin: Instant,
    state: Mutex<State>,
}

#[derive(Default)]
struct State {
    token: Option<StoredToken>,
    lease: Option<(String, Instant)>,
    /// How many commands there were in each second since the beginning.
    operations: Vec<u32>,
    waits: Waits,
}

/// When waits for a lease began, since the beginning, and how long they took.
pub type Waits = Vec<(Duration, Duration)>;

impl SimulatedRedis {
    /// With nothing in it.
    #[must_use]
    pub fn empty() -> Self {
        Self { begin: Instant::now(), state: Mutex::default() }
    }

    /// How many commands there were in each second since the beginning.
    #[must_use]
    pub fn operations(&self) -> Vec<u32> {
        self.state().operations.clone()
    }

    /// Each wait of a process for the lease of another one: from the first refusal until it has the lease, or finds a fresh token.
    #[must_use]
    pub fn waits(&self) -> Waits {
        self.state().waits.clone()
    }

    /// Grants the lease to `owner`, unless somebody else has it.
    pub fn grant(&self, owner: &str, duration: Duration) -> bool {
        let now = Instant::now();
        let lease = &mut self.state().lease;
        let is_free = lease.as_ref().is_none_or(|(holder, end)| holder == owner || *end <= now);
        if is_free {
            *lease = Some((owner.to_owned(), now + duration));
        }
        is_free
    }

    fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn counts(&self) {
        let second = usize::try_from(self.begin.elapsed().as_secs()).unwrap_or(usize::MAX);
        let operations = &mut self.state().operations;
        if operations.len() <= second {
            operations.resize(second + 1, 0);
        }
        operations[second] += 1;
    }
}

impl State {
    fn is_held_by(&self, owner: &str) -> bool {
        self.lease.as_ref().is_some_and(|(holder, end)| holder == owner && *end > Instant::now())
    }
}

/// The way of one process to Redis.
pub struct Door {
    redis: Arc<SimulatedRedis>,
    life: Arc<Life>,
    dice: Arc<Dice>,
    clock: Arc<VirtualClock>,
    /// Since when it waits for somebody else's lease.
    waits_since: Mutex<Option<Instant>>,
}

impl Door {
    pub(super) fn to(
        redis: &Arc<SimulatedRedis>,
        life: &Arc<Life>,
        dice: &Arc<Dice>,
        clock: &Arc<VirtualClock>,
    ) -> Self {
        let (redis, life) = (Arc::clone(redis), Arc::clone(life));
        Self { redis, life, dice: Arc::clone(dice), clock: Arc::clone(clock), waits_since: Mutex::default() }
    }

    async fn command(&self) {
        self.life.lived().await;
        sleep(self.dice.milliseconds(WAY.0, WAY.1)).await;
        self.life.lived().await;
        self.redis.counts();
    }

    fn waits_since(&self) -> MutexGuard<'_, Option<Instant>> {
        self.waits_since.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn waited(&self) {
        if let Some(since) = self.waits_since().take() {
            self.redis.state().waits.push((since - self.redis.begin, since.elapsed()));
        }
    }
}

#[async_trait]
impl TokenStore for Door {
    async fn load(&self, _: &str) -> Result<Option<StoredToken>> {
        self.command().await;
        let found = self.redis.state().token.clone();
        if found.as_ref().is_some_and(|token| token.freshness(self.clock.now()) == Freshness::Fresh) {
            self.waited();
        }
        Ok(found)
    }

    async fn acquire_lease(&self, _: &str, owner: &str, duration: Duration) -> Result<bool> {
        self.command().await;
        let granted = self.redis.grant(owner, duration);
        if granted {
            self.waited();
        } else {
            self.waits_since().get_or_insert_with(Instant::now);
        }
        Ok(granted)
    }

    async fn save(&self, _: &str, owner: &str, token: &StoredToken) -> Result<bool> {
        self.command().await;
        let mut state = self.redis.state();
        let held = state.is_held_by(owner);
        if held {
            (state.token, state.lease) = (Some(token.clone()), None);
        }
        Ok(held)
    }

    async fn release_lease(&self, _: &str, owner: &str) -> Result<()> {
        self.command().await;
        let mut state = self.redis.state();
        if state.is_held_by(owner) {
            state.lease = None;
        }
        Ok(())
    }
}
