//! Plays a plan: orders live their lives while things go wrong, then everything is put right, and the poller has the last word.

use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};

use qq_wxpay_tests::chaos::{self, About, Command, Order, Refund};
use qq_wxpay_tests::dice::Dice;
use qq_wxpay_tests::shop::PATIENCE;
use qq_wxpay_tests::truth::Truth;
use tokio::task::JoinSet;

use crate::ledger::Ledger;
use crate::plan::{Life, PlannedRefund};
use crate::program::Without;
use crate::stage::Stage;
use crate::{events, runs, truth};

/// A claim of the inbox lasts for a minute when its holder dies.
const CLAIM: Duration = Duration::from_secs(60);

/// A run with less traffic waits for no claim.
pub(crate) const PATIENT: Duration = Duration::from_secs(10);

/// How long everything is left alone after it was put right, before the poller is asked.
const REST: Duration = Duration::from_secs(2);

/// What the shop itself knows of its orders.
#[derive(Default)]
pub(crate) struct Books {
    orders: Mutex<Vec<Order>>,
    refunds: Mutex<Vec<Refund>>,
}

impl Books {
    /// What the shop has not finished.
    pub(crate) fn open(&self, ledger: &Ledger) -> (Vec<Order>, Vec<Refund>) {
        let done = done(ledger);
        let is_paid = |number: &str| done.contains(&About::Paid { number: number.to_owned() });
        let has_ended = |number: &str| {
            done.iter().any(|about| matches!(about, About::Refund { number: other, .. } if other == number))
        };
        let mut orders = self.orders.lock().expect("nobody panics").clone();
        orders.retain(|order| !is_paid(&order.number));
        let mut refunds = self.refunds.lock().expect("nobody panics").clone();
        refunds.retain(|refund| !has_ended(&refund.number));
        (orders, refunds)
    }

    fn note_order(&self, order: &Order) {
        let mut orders = self.orders.lock().expect("nobody panics");
        if !orders.contains(order) {
            orders.push(order.clone());
        }
    }

    fn note_refund(&self, refund: &Refund) {
        let mut refunds = self.refunds.lock().expect("nobody panics");
        if !refunds.contains(refund) {
            refunds.push(refund.clone());
        }
    }
}

/// What the shop's functions have done, or the poller has reported.
fn done(ledger: &Ledger) -> Vec<About> {
    runs::reported(&ledger.all())
}

/// Plays it.
pub(crate) async fn play(stage: &Arc<Stage>, traffic: Duration) {
    let books = Arc::new(Books::default());
    let watch = tokio::spawn(truth::watch(Arc::clone(stage)));
    (0..stage.plan.workers.len()).for_each(|index| stage.start(index));
    let begin = Instant::now();
    stage.ledger.note("traffic begins");
    let mut lives = JoinSet::new();
    for life in stage.plan.lives.clone() {
        lives.spawn(live(Arc::clone(stage), Arc::clone(&books), life, begin));
    }
    events::happen(stage, &books, begin, traffic).await;
    stage.ledger.note("everything is put right");
    (0..stage.plan.workers.len()).for_each(|index| stage.start(index));
    stage.calm_down();
    let all = async { while lives.join_next().await.is_some() {} };
    if tokio::time::timeout(PATIENCE, all).await.is_err() {
        stage.ledger.note("some orders are not at the end of their lives");
    }
    tokio::time::sleep(REST).await;
    poll_until_all_is_reported(stage, &books).await;
    if traffic >= PATIENT {
        deliver_after_crashes(stage).await;
    }
    // What is under way comes to its end.
    tokio::time::sleep(REST).await;
    watch.abort();
}

/// From placing to the end of its refund. Whatever fails is done again.
async fn live(stage: Arc<Stage>, books: Arc<Books>, life: Life, begin: Instant) {
    tokio::time::sleep_until((begin + Duration::from_millis(life.placed_at)).into()).await;
    let mut dice = Dice::new(&format!("{} {}", stage.plan.seed, life.order.number));
    books.note_order(&life.order);
    let mut link = place(&stage, &life.order, &mut dice).await;
    let Some(after) = life.paid_after else { return };
    tokio::time::sleep(Duration::from_millis(after)).await;
    while let Some(url) = &link {
        match stage.sandbox.pay(url).await {
            Ok(()) => break,
            Err(_) if truth::is_paid(&stage, &life.order.number) => break,
            // It is too old: the payer asks for another one.
            Err(_) => link = place(&stage, &life.order, &mut dice).await,
        }
    }
    if let Some(refund) = life.refund {
        back(&stage, &books, refund, &mut dice).await;
    }
}

/// A link to pay the order with; `None` when it is paid.
async fn place(stage: &Stage, order: &Order, dice: &mut Dice) -> Option<String> {
    loop {
        let notify_url = format!("{}/notify/{}", stage.address, order.number);
        let make = |ask| Command::Place { ask, order: order.clone(), notify_url };
        match stage.ask(dice.below(1000), make).await {
            Ok(link) => return Some(link),
            Err(_) if truth::is_paid(stage, &order.number) => return None,
            Err(why) => stage.ledger.note(format!("{} is not placed: {why}", order.number)),
        }
        tokio::time::sleep(Duration::from_millis(200 + dice.below(300) as u64)).await;
    }
}

async fn back(stage: &Stage, books: &Books, planned: PlannedRefund, dice: &mut Dice) {
    tokio::time::sleep(Duration::from_millis(planned.asked_after)).await;
    books.note_refund(&planned.refund);
    let notify_url = format!("{}/notify/{}", stage.address, planned.refund.number);
    loop {
        let (refund, notify_url) = (planned.refund.clone(), notify_url.clone());
        match stage.ask(dice.below(1000), |ask| Command::Refund { ask, refund, notify_url }).await {
            Ok(_) => break,
            Err(why) => stage.ledger.note(format!("{} is not asked for: {why}", planned.refund.number)),
        }
        tokio::time::sleep(Duration::from_millis(200 + dice.below(300) as u64)).await;
    }
    tokio::time::sleep(Duration::from_millis(planned.ends_after)).await;
    let _ = stage.sandbox.settle_refund(&planned.refund.number, planned.end);
}

/// One run of the poller, by some process.
pub(crate) async fn poll(stage: &Stage, books: &Books, pick: usize) {
    if stage.without == Without::Poller {
        return;
    }
    let (orders, refunds) = books.open(&stage.ledger);
    let said = stage.ask(pick, |ask| Command::Poll { ask, orders, refunds }).await;
    stage.ledger.note(format!("the poller: {said:?}"));
}

/// The last word.
async fn poll_until_all_is_reported(stage: &Stage, books: &Books) {
    let begin = Instant::now();
    for pick in 0.. {
        poll(stage, books, pick).await;
        let is_all = truth::unreported(&Truth::of(&stage.sandbox).await, &done(&stage.ledger)).is_empty();
        if is_all || begin.elapsed() > PATIENCE || stage.without == Without::Poller {
            return;
        }
        tokio::time::sleep(Duration::from_secs(1)).await;
    }
}

/// What a process took and did not finish when it was killed is taken by another one, as soon as its claim has ended.
async fn deliver_after_crashes(stage: &Stage) {
    let crashes = runs::unfinished(&runs::of(&stage.ledger.all()));
    let Some(last) = crashes.iter().map(|run| run.end).max() else { return };
    stage.ledger.note("claims of crashed functions end");
    let passed = Duration::from_micros(chaos::now().saturating_sub(last));
    tokio::time::sleep(CLAIM.saturating_sub(passed) + REST).await;
    let begin = Instant::now();
    while begin.elapsed() < PATIENCE {
        let left = runs::unfinished(&runs::of(&stage.ledger.all()));
        if left.is_empty() {
            return;
        }
        for run in left {
            let sent = match &run.about {
                About::Paid { number } => stage.sandbox.deliver_again(number).await,
                About::Refund { number, .. } => stage.sandbox.deliver_refund_again(number).await,
            };
            stage.ledger.note(format!("{:?} comes again: {sent:?}", run.about));
        }
        tokio::time::sleep(REST).await;
    }
}
