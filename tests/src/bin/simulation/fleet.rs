//! One run: so many processes that place orders, on virtual time.

use std::collections::BTreeMap;
use std::ops::Range;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use qq_wxpay::{Error, Secret};
use qq_wxpay_tests::simulated::{self, Dice, Process, SimulatedQq, SimulatedRedis, VirtualClock};
use tokio::time::{Instant, sleep};

use crate::figures::{Figures, Waits, per_second};

/// What happens to the processes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(crate) enum Scenario {
    /// They share a store, and all goes well.
    InOrder,
    /// They share a store, and whoever fetches first of a renewal is killed meanwhile.
    HolderKilled,
    /// All start in one second, and none has a token.
    ColdStart,
    /// The same, and the one that fetches first is killed meanwhile.
    ColdStartHolderKilled,
    /// Each fetches for itself.
    Alone,
}

impl Scenario {
    pub(crate) const ALL: [Self; 5] =
        [Self::InOrder, Self::HolderKilled, Self::ColdStart, Self::ColdStartHolderKilled, Self::Alone];

    pub(crate) fn name(self) -> &'static str {
        match self {
            Self::InOrder => "shared store, in order",
            Self::HolderKilled => "shared store, holder of the lease killed at each renewal",
            Self::ColdStart => "shared store, all start in one second",
            Self::ColdStartHolderKilled => "the same, holder of the lease killed",
            Self::Alone => "each process for itself",
        }
    }

    pub(crate) fn is_cold(self) -> bool {
        matches!(self, Self::ColdStart | Self::ColdStartHolderKilled)
    }

    pub(crate) fn shares(self) -> bool {
        self != Self::Alone
    }

    fn kills(self) -> bool {
        matches!(self, Self::HolderKilled | Self::ColdStartHolderKilled)
    }
}

/// The length of a run, and how often orders are placed.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Pace {
    /// Between two orders of one process, in the mean.
    pub(crate) gap: Duration,
    /// How long the processes of a warm run take to start, and its figures do not count.
    pub(crate) warming: Duration,
    /// How long a warm run with a shared store is measured.
    pub(crate) shared: Duration,
    /// How long one is measured in which each process is for itself.
    pub(crate) alone: Duration,
}

/// How long a run is measured that starts cold.
const COLD: Duration = Duration::from_secs(60);

/// All start within so long when they start cold.
const AT_ONCE: Duration = Duration::from_secs(1);

impl Pace {
    /// When a run is measured.
    fn window(self, scenario: Scenario) -> Range<Duration> {
        match scenario {
            _ if scenario.is_cold() => Duration::ZERO..COLD,
            Scenario::Alone => self.warming..self.warming + self.alone,
            _ => self.warming..self.warming + self.shared,
        }
    }
}

/// What became of the orders.
#[derive(Default)]
pub(crate) struct Orders {
    pub(crate) placed: u64,
    /// How often QQ refused an order for its token; most are placed with the next token.
    pub(crate) refused: u64,
    /// Those that were refused twice, or that got no token.
    pub(crate) lost: BTreeMap<String, u64>,
    /// How long those waited for a token that had to.
    pub(crate) waits: Vec<Duration>,
}

/// What one run is made of.
struct Fleet {
    begin: Instant,
    window: Range<Duration>,
    gap: Duration,
    qq: Arc<SimulatedQq>,
    orders: Mutex<Orders>,
}

/// Runs it, on a thread of its own time.
pub(crate) fn run(scenario: Scenario, processes: usize, pace: Pace, seed: u64) -> Figures {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_time().start_paused(true).build();
    runtime.expect("a runtime can be made").block_on(run_here(scenario, processes, pace, seed))
}

async fn run_here(scenario: Scenario, processes: usize, pace: Pace, seed: u64) -> Figures {
    let (clock, config) = (Arc::new(VirtualClock::begin()), simulated::config());
    let redis = scenario.shares().then(|| Arc::new(SimulatedRedis::empty()));
    let fleet = Arc::new(Fleet {
        begin: Instant::now(),
        window: pace.window(scenario),
        gap: pace.gap,
        qq: Arc::new(SimulatedQq::new(scenario.kills())),
        orders: Mutex::default(),
    });
    let starting = if scenario.is_cold() { AT_ONCE } else { pace.warming };
    for index in 0..processes {
        let seed = seed.wrapping_mul(1_000_003).wrapping_add(index as u64);
        let process = Process::start(&config, &clock, &fleet.qq, redis.as_ref(), seed);
        let after = process.dice.milliseconds(0, whole_milliseconds(starting));
        tokio::spawn(Arc::clone(&fleet).places_orders(process, after));
    }
    sleep(fleet.window.end).await;
    fleet.figures(scenario, processes, redis.as_deref())
}

impl Fleet {
    /// The life of a process: orders come when they come, whether those before are placed or not.
    async fn places_orders(self: Arc<Self>, process: Process, after: Duration) {
        let process = Arc::new(process);
        sleep(after).await;
        while !process.life.is_over() {
            tokio::spawn(Arc::clone(&self).places_order(Arc::clone(&process)));
            sleep(pause(&process.dice, self.gap)).await;
        }
    }

    /// What `QqWxPay::place_order` does about the token: an order that QQ refuses for it is sent once more with another one.
    async fn places_order(self: Arc<Self>, process: Arc<Process>) {
        let begin = Instant::now();
        let placed = self.is_taken(&process).await;
        if process.life.is_over() || !self.window.contains(&(begin - self.begin)) {
            return;
        }
        let mut orders = self.orders.lock().unwrap_or_else(PoisonError::into_inner);
        if !begin.elapsed().is_zero() {
            orders.waits.push(begin.elapsed());
        }
        match placed {
            Ok(refusals @ 0..2) => {
                orders.placed += 1;
                orders.refused += refusals;
            }
            Ok(_) => {
                orders.refused += 2;
                *orders.lost.entry("refused for its token".to_owned()).or_default() += 1;
            }
            Err(error) => *orders.lost.entry(error.code().to_owned()).or_default() += 1,
        }
    }

    /// How often QQ refused the order for its token, twice at most.
    async fn is_taken(&self, process: &Process) -> Result<u64, Error> {
        let token = process.pay.access_token().await?;
        if self.takes(&token.access_token) {
            return Ok(0);
        }
        process.pay.invalidate_access_token(&token.into()).await?;
        let other = process.pay.access_token().await?.access_token;
        Ok(if self.takes(&other) { 1 } else { 2 })
    }

    fn takes(&self, token: &Secret) -> bool {
        self.qq.takes(token.expose())
    }

    fn figures(&self, scenario: Scenario, processes: usize, redis: Option<&SimulatedRedis>) -> Figures {
        let orders = std::mem::take(&mut *self.orders.lock().unwrap_or_else(PoisonError::into_inner));
        let fetches = self.qq.fetches().iter().filter(|at| self.window.contains(*at)).count();
        let lease_waits = redis.map(SimulatedRedis::waits).unwrap_or_default();
        let lease_waits = lease_waits.iter().filter(|(at, _)| self.window.contains(at));
        let operations = redis.map(SimulatedRedis::operations).unwrap_or_default();
        let (mean, peak) = per_second(&operations, &self.window);
        Figures {
            scenario,
            processes,
            fetches,
            measured: self.window.end - self.window.start,
            lease_waits: Waits::of(lease_waits.map(|(_, wait)| *wait).collect()),
            order_waits: Waits::of(orders.waits),
            placed: orders.placed,
            refused: orders.refused,
            lost: orders.lost,
            operations_mean: mean,
            operations_peak: peak,
        }
    }
}

fn whole_milliseconds(time: Duration) -> u64 {
    u64::try_from(time.as_millis()).unwrap_or(u64::MAX)
}

/// The time to the next order, of those that come independently of each other.
fn pause(dice: &Dice, mean: Duration) -> Duration {
    // Of 53 bits, as many as a float has; never 0, whose logarithm is none.
    let share = ((dice.number() >> 11) + 1) as f64 / (1_u64 << 53) as f64;
    mean.mul_f64(-share.ln())
}
