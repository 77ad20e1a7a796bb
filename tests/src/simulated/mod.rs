//! QQ's token service and a Redis on virtual time, without a network: clients of core run on them under tokio's paused clock, by the thousand
//! and faster than time passes.

mod qq;
mod redis;

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::time::Duration;

use qq_wxpay::client::{TokenStore, Transport};
use qq_wxpay::environment::{Clock, NonceSource};
use qq_wxpay::{Config, QqWxPay, Settings};
use tokio::time::Instant;

pub use self::qq::{Line, SimulatedQq};
pub use self::redis::{Door, SimulatedRedis, Waits};

/// Where the virtual clock begins, Unix seconds.
const EPOCH: i64 = 1_800_000_000;

/// Numbers that a seed decides (SplitMix64), and the nonces made of them.
pub struct Dice(AtomicU64);

impl Dice {
    /// The numbers of this seed.
    #[must_use]
    pub fn of(seed: u64) -> Self {
        // Neighbours have nothing in common.
        Self(AtomicU64::new(mixed(seed.wrapping_mul(0xD1B5_4A32_D192_ED03))))
    }

    /// Any number.
    pub fn number(&self) -> u64 {
        const STEP: u64 = 0x9E37_79B9_7F4A_7C15;
        mixed(self.0.fetch_add(STEP, Ordering::Relaxed).wrapping_add(STEP))
    }

    /// So many milliseconds, both ends included.
    pub fn milliseconds(&self, from: u64, to: u64) -> Duration {
        Duration::from_millis(from + self.number() % (to - from + 1))
    }
}

impl NonceSource for Dice {
    fn nonce(&self) -> String {
        format!("{:016X}{:016X}", self.number(), self.number())
    }
}

fn mixed(mut number: u64) -> u64 {
    number = (number ^ (number >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
    number = (number ^ (number >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
    number ^ (number >> 31)
}

/// tokio's clock, as Unix seconds.
pub struct VirtualClock(Instant);

impl VirtualClock {
    /// A clock that begins now.
    #[must_use]
    pub fn begin() -> Self {
        Self(Instant::now())
    }
}

impl Clock for VirtualClock {
    fn now(&self) -> i64 {
        EPOCH + i64::try_from(self.0.elapsed().as_secs()).unwrap_or(i64::MAX - EPOCH)
    }
}

/// Whether a process lives. A dead one sends nothing, and hears no answer.
#[derive(Default)]
pub struct Life(AtomicBool);

impl Life {
    /// It is killed.
    pub fn end(&self) {
        self.0.store(true, Ordering::Relaxed);
    }

    /// Whether it was.
    #[must_use]
    pub fn is_over(&self) -> bool {
        self.0.load(Ordering::Relaxed)
    }

    /// Goes on in a living process only.
    async fn lived(&self) {
        if self.is_over() {
            std::future::pending::<()>().await;
        }
    }
}

/// One process: a client of core with its ways to the world.
pub struct Process {
    /// The client.
    pub pay: QqWxPay,
    /// Whether the process lives.
    pub life: Arc<Life>,
    /// Its luck.
    pub dice: Arc<Dice>,
}

impl Process {
    /// A client that fetches from `qq`. It shares its token over `redis`, or is for itself.
    ///
    /// # Panics
    /// When the settings are wrong.
    #[must_use]
    pub fn start(
        config: &Config,
        clock: &Arc<VirtualClock>,
        qq: &Arc<SimulatedQq>,
        redis: Option<&Arc<SimulatedRedis>>,
        seed: u64,
    ) -> Self {
        let (life, dice) = (Arc::new(Life::default()), Arc::new(Dice::of(seed)));
        let line = Line { qq: Arc::clone(qq), life: Arc::clone(&life), dice: Arc::clone(&dice) };
        let mut builder = QqWxPay::builder(config.clone())
            .transport(Arc::new(line) as Arc<dyn Transport>)
            .clock(Arc::clone(clock) as Arc<dyn Clock>)
            .nonces(Arc::clone(&dice) as Arc<dyn NonceSource>);
        if let Some(redis) = redis {
            let door = Door::to(redis, &life, &dice, clock);
            builder = builder.token_store(Arc::new(door) as Arc<dyn TokenStore>);
        }
        Self { pay: builder.build().expect("the client can be made"), life, dice }
    }
}

/// Settings of a shop that orders through QQ. Nothing is ever sent to these addresses.
///
/// # Panics
/// When core refuses them.
#[must_use]
pub fn config() -> Config {
    let settings = Settings::new()
        .wechat_appid("wxd678efh567hg6787")
        .mchid("1230000109")
        .api_v2_key("8934e7d15453e97507ef794cf7b0519d")
        .qq_appid("1109000000")
        .qq_app_secret("a secret of the simulation");
    settings.build().expect("the settings are right")
}
