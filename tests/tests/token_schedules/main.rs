//! The access token under every order of events: what the store and QQ answer comes one at a time, and between any two answers a caller begins,
//! goes away, or finds the token refused. All orders of small scenes are tried, and many of larger ones, on the real client under a clock that
//! stands still. Whoever waits gets an answer, one fetches for all, also of two processes, and no token is fetched without a reason.
//!
//! Nothing of the token's state is held across an await, and all of it is under one lock, so that the orders of awaits are the orders that threads
//! can bring about, but for the two steps with which a flight ends (`engine/single_flight.rs`: it is over, then its result is there).
#![allow(clippy::unwrap_used)] // a test that unwraps fails with the place and the value

mod choices;
mod world;

use std::future::Future;
use std::sync::Arc;
use std::sync::atomic::Ordering;
use std::time::Duration;

use qq_wxpay::client::TokenStore;
use qq_wxpay::environment::Clock;
use qq_wxpay::model::AccessToken;
use qq_wxpay::retry::RetryPolicy;
use qq_wxpay::{Config, QqWxPay, Result};
use qq_wxpay_tests::dice::Dice;
use qq_wxpay_tests::simulated::{VirtualClock, config};
use qq_wxpay_tests::with;
use tokio::task::JoinHandle;

use choices::Choices;
use world::{Door, World};

/// What may happen in a scene, beside the answers.
#[derive(Clone, Copy, Debug, Default)]
struct Scene {
    /// Clients with one store: each stands for a process.
    processes: usize,
    /// Callers that ask for the token, in each of them.
    callers: usize,
    /// Callers that go away.
    gone: usize,
    /// Fetches that fail.
    failures: usize,
    /// Tokens that are refused.
    refused: usize,
}

/// A caller under way.
struct Caller {
    task: JoinHandle<Result<AccessToken>>,
    /// The token that it found refused.
    refused: Option<AccessToken>,
}

/// One run of a scene.
struct Run<'a> {
    scene: Scene,
    left: Scene,
    world: Arc<World>,
    clients: Vec<QqWxPay>,
    callers: Vec<Caller>,
    /// Tokens that callers have got, the newest last.
    got: Vec<AccessToken>,
    errors: usize,
    trace: Vec<String>,
    choices: &'a mut Choices,
}

/// What can happen next.
#[derive(Clone, Debug)]
enum Step {
    Open(usize),
    Fail(usize),
    Call(usize),
    Refuse(usize),
    GoAway(usize),
}

impl Run<'_> {
    fn begin<'a>(scene: Scene, config: &Config, choices: &'a mut Choices) -> Run<'a> {
        let world = Arc::new(World::default());
        let clock: Arc<dyn Clock> = Arc::new(VirtualClock::begin());
        let retry = with(RetryPolicy::default(), |retry| retry.attempts = 1);
        let client = |_| {
            let door = Arc::new(Door(Arc::clone(&world)));
            let builder = QqWxPay::builder(config.clone()).clock(Arc::clone(&clock)).retry(retry);
            builder.token_store(Arc::clone(&door) as Arc<dyn TokenStore>).transport(door).build().unwrap()
        };
        let clients = (0..scene.processes).map(client).collect();
        let left = Scene { callers: scene.callers * scene.processes, ..scene };
        Run { scene, left, world, clients, callers: vec![], got: vec![], errors: 0, trace: vec![], choices }
    }

    /// Until nothing happens any more by itself.
    async fn settle(&mut self) {
        for _ in 0..40 {
            tokio::task::yield_now().await;
        }
        let (ended, under_way) = self.callers.drain(..).partition(|caller| caller.task.is_finished());
        self.callers = under_way;
        let ended: Vec<Caller> = ended;
        for caller in ended {
            match caller.task.await {
                Ok(Ok(token)) => {
                    assert_ne!(
                        caller.refused.as_ref(),
                        Some(&token),
                        "a refused token came again: {:?}",
                        self.trace
                    );
                    self.got.push(token);
                }
                Ok(Err(_)) => self.errors += 1,
                Err(gone) => assert!(gone.is_cancelled(), "a caller panicked: {:?}", self.trace),
            }
        }
    }

    fn steps(&self) -> Vec<Step> {
        let gates = self.world.gates.lock().unwrap();
        let mut steps: Vec<Step> = (0..gates.len()).map(Step::Open).collect();
        let is_fetch = |at: &usize| gates[*at].name == "fetch" && self.left.failures > 0;
        steps.extend((0..gates.len()).filter(is_fetch).map(Step::Fail));
        // The processes take turns: which of them begins makes no difference.
        let turn = (self.left.callers + self.left.refused) % self.clients.len();
        steps.extend((self.left.callers > 0).then_some(Step::Call(turn)));
        steps.extend((self.left.refused > 0 && !self.got.is_empty()).then_some(Step::Refuse(turn)));
        steps.extend((0..self.callers.len()).filter(|_| self.left.gone > 0).map(Step::GoAway));
        steps
    }

    fn call(&mut self, client: usize, refused: Option<AccessToken>) {
        let (pay, given) = (self.clients[client].clone(), refused.clone());
        let task = tokio::spawn(async move {
            if let Some(token) = given {
                pay.invalidate_access_token(&token.into()).await?;
            }
            pay.access_token().await
        });
        self.callers.push(Caller { task, refused });
    }

    fn take(&mut self, step: &Step) {
        let open = |at: usize, succeeds: bool| {
            let gate = self.world.gates.lock().unwrap().remove(at);
            // Whoever asked may have gone away.
            let _ = gate.open.send(succeeds);
            gate.name
        };
        match *step {
            Step::Open(at) => self.trace.push(format!("{} answers", open(at, true))),
            Step::Fail(at) => {
                self.left.failures -= 1;
                self.trace.push(format!("{} fails", open(at, false)));
            }
            Step::Call(client) => {
                self.left.callers -= 1;
                self.trace.push(format!("a caller of {client}"));
                self.call(client, None);
            }
            Step::Refuse(client) => {
                self.left.refused -= 1;
                let refused = self.got.last().cloned();
                self.trace.push(format!("the newest token is refused in {client}"));
                self.call(client, refused);
            }
            Step::GoAway(at) => {
                self.left.gone -= 1;
                self.trace.push(format!("caller {at} goes away"));
                self.callers.remove(at).task.abort();
            }
        }
    }

    async fn go(mut self) {
        for _ in 0..400 {
            self.settle().await;
            let steps = self.steps();
            if !steps.is_empty() {
                let chosen = self.choices.choose(steps.len());
                self.take(&steps[chosen]);
            } else if self.callers.is_empty() {
                return self.end().await;
            } else {
                // Somebody waits for another process's lease.
                self.trace.push("time passes".to_owned());
                tokio::time::sleep(Duration::from_secs(1)).await;
            }
        }
        panic!("somebody waits for ever: {:?}", self.trace);
    }

    /// What must hold when all is over; and then whoever asks is served.
    async fn end(self) {
        let (scene, trace) = (self.scene, &self.trace);
        assert!(self.world.most_at_once.load(Ordering::SeqCst) <= 1, "two fetched at once: {trace:?}");
        assert!(
            scene.failures > 0 || scene.refused > 0 || self.errors == 0,
            "an error without a reason: {trace:?}"
        );
        self.world.is_open.store(true, Ordering::SeqCst);
        // Every pause is over.
        tokio::time::sleep(Duration::from_secs(15)).await;
        for pay in &self.clients {
            let token = pay.access_token().await;
            assert!(token.is_ok(), "{token:?} afterwards: {trace:?}");
        }
        let (fetches, reasons) =
            (self.world.fetches.load(Ordering::SeqCst), 1 + scene.failures + scene.refused);
        assert!(fetches <= reasons, "{fetches} fetches, {reasons} reasons: {trace:?}");
    }
}

/// Runs it on a clock that stands still while anything can happen.
fn stand_still<T>(work: impl Future<Output = T>) -> T {
    let mut runtime = tokio::runtime::Builder::new_current_thread();
    runtime.enable_all().start_paused(true).build().unwrap().block_on(work)
}

/// Runs a scene in every order, or in so many that the dice choose; gives how many there were.
fn play(scene: Scene, mut choices: Choices, most: usize) -> usize {
    let config = config();
    for run in 1..=most {
        stand_still(async { Run::begin(scene, &config, &mut choices).go().await });
        if !choices.next() {
            return run;
        }
    }
    most
}

fn all() -> Choices {
    Choices::All { path: Vec::new(), at: 0 }
}

/// More than any of the small scenes has.
const ALL: usize = 1_000_000;

fn scene(change: impl FnOnce(&mut Scene)) -> Scene {
    with(Scene { processes: 1, callers: 2, ..Scene::default() }, change)
}

#[test]
fn one_fetches_for_all_who_wait_and_goes_on_when_they_go_away() {
    for gone in 0..=2 {
        let orders = play(scene(|scene| (scene.callers, scene.gone) = (3, gone)), all(), ALL);
        println!("3 callers, {gone} go away: {orders} orders");
        assert!(orders > 50, "{orders}");
    }
}

#[test]
fn a_fetch_that_fails_is_told_to_all_and_followed_by_a_pause() {
    let orders = play(scene(|scene| (scene.gone, scene.failures) = (1, 1)), all(), ALL);
    println!("2 callers, 1 goes away, 1 fetch fails: {orders} orders");
    assert!(orders > 50, "{orders}");
}

#[test]
fn a_refused_token_is_replaced_once() {
    let orders = play(scene(|scene| scene.refused = 1), all(), ALL);
    println!("2 callers, 1 refused token: {orders} orders");
    assert!(orders > 50, "{orders}");
}

#[test]
fn of_two_processes_one_fetches() {
    let scene = Scene { processes: 2, callers: 2, gone: 1, failures: 1, refused: 1 };
    play(scene, Choices::Some(Dice::new("two processes")), 1500);
    play(Scene { failures: 0, refused: 0, ..scene }, Choices::Some(Dice::new("without failures")), 1500);
}
