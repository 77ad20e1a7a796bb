//! Those who wait for another's lease have the token soon, and leave the store alone meanwhile; on virtual time.
#![allow(clippy::unwrap_used)] // tests: a panic is the failure

use std::sync::Arc;
use std::time::Duration;

use qq_wxpay_tests::simulated::{Process, SimulatedQq, SimulatedRedis, VirtualClock, config};
use tokio::task::JoinSet;
use tokio::time::Instant;

/// How long a lease lasts that nobody gives back.
const LEASE: Duration = Duration::from_secs(12);

/// How much later than it ends a lease is taken over, at most.
const LATER: Duration = Duration::from_secs(1);

/// What a command and its answer take more.
const WAY: Duration = Duration::from_millis(10);

struct Scene {
    qq: Arc<SimulatedQq>,
    redis: Arc<SimulatedRedis>,
    clock: Arc<VirtualClock>,
}

impl Scene {
    fn begin() -> Self {
        let (qq, redis) = (Arc::new(SimulatedQq::new(false)), Arc::new(SimulatedRedis::empty()));
        Self { qq, redis, clock: Arc::new(VirtualClock::begin()) }
    }

    fn process(&self, seed: u64) -> Process {
        Process::start(&config(), &self.clock, &self.qq, Some(&self.redis), seed)
    }

    fn waits(&self) -> Vec<Duration> {
        self.redis.waits().into_iter().map(|(_, wait)| wait).collect()
    }

    /// So many processes ask for the token at the same moment, until each has it.
    async fn all_ask(&self, processes: u64) {
        let mut tasks = JoinSet::new();
        for seed in 0..processes {
            let process = self.process(seed);
            tasks.spawn(async move { process.pay.access_token().await.unwrap() });
        }
        tasks.join_all().await;
    }
}

#[tokio::test(start_paused = true)]
async fn a_lease_that_nobody_gives_back_is_taken_over_within_a_second_of_its_end() {
    for seed in 0..50 {
        let scene = Scene::begin();
        assert!(scene.redis.grant("a process that has died", LEASE));
        scene.process(seed).pay.access_token().await.unwrap();
        let waits = scene.waits();
        assert!(
            matches!(waits[..], [wait] if wait + WAY >= LEASE && wait <= LEASE + LATER + WAY),
            "{waits:?}"
        );
    }
}

#[tokio::test(start_paused = true)]
async fn many_that_wait_for_a_dead_holder_leave_the_store_alone() {
    let scene = Scene::begin();
    assert!(scene.redis.grant("a process that has died", LEASE));
    scene.all_ask(200).await;
    assert_eq!(scene.qq.fetches().len(), 1);
    let longest = scene.waits().into_iter().max().unwrap();
    assert!(longest <= LEASE + LATER + LATER, "a lease, a fetch, and a last pause: {longest:?}");
    // Two commands for each look, and a look in 875 ms, in the mean. Five looks a second would be 2,000 commands.
    let operations = scene.redis.operations();
    for (second, count) in operations.iter().enumerate().take(12).skip(3) {
        assert!((300..=600).contains(count), "in second {second}: {operations:?}");
    }
    let first_second = operations[0];
    assert!(first_second > 200 * 4, "in the beginning they look more often: {operations:?}");
}

#[tokio::test(start_paused = true)]
async fn those_who_wait_for_a_holder_at_work_have_the_token_soon() {
    let scene = Scene::begin();
    scene.all_ask(200).await;
    assert_eq!(scene.qq.fetches().len(), 1);
    let (waits, operations) = (scene.waits(), scene.redis.operations());
    assert_eq!(waits.len(), 199);
    assert!(waits.iter().all(|wait| *wait < LATER), "{:?}", waits.iter().max());
    assert!(operations.iter().sum::<u32>() < 200 * 10, "{operations:?}");
}

#[tokio::test(start_paused = true)]
async fn a_lease_that_is_never_free_is_not_waited_for_without_end() {
    let scene = Scene::begin();
    assert!(scene.redis.grant("a process that never ends", Duration::from_secs(3600)));
    let begin = Instant::now();
    let patient = scene.process(1).pay.within(Duration::from_secs(60));
    let error = patient.access_token().await.unwrap_err();
    assert_eq!((error.code(), error.detail()), ("TOKEN_STORE_FAILED", "the lease was never granted"));
    assert!((30..=32).contains(&begin.elapsed().as_secs()), "{:?}", begin.elapsed());
    assert!(scene.qq.fetches().is_empty());
}
