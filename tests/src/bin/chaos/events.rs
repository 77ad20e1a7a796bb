//! What goes wrong, by the plan.

use std::sync::Arc;
use std::time::{Duration, Instant};

use qq_wxpay_sandbox::{Deliver, Fault, FaultEndpoint, FaultKind, NotificationHeaders, RelayAnswer};
use qq_wxpay_tests::chaos::{Command, Line};
use tokio::task::JoinSet;

use crate::ledger::What;
use crate::plan::{Event, Mood};
use crate::play::{self, Books};
use crate::stage::Stage;

/// How long a holder of the lease is waited for.
const SOON: Duration = Duration::from_secs(6);

/// Everything of the plan happens, each at its moment; it ends when traffic is over and all that was away is back.
pub(crate) async fn happen(stage: &Arc<Stage>, books: &Arc<Books>, begin: Instant, traffic: Duration) {
    let mut under_way = JoinSet::new();
    for (at, event) in stage.plan.events.clone() {
        let moment = begin + Duration::from_millis(at);
        let (stage, books) = (Arc::clone(stage), Arc::clone(books));
        under_way.spawn(async move {
            tokio::time::sleep_until(moment.into()).await;
            stage.ledger.note(format!("{event:?}"));
            one(&stage, &books, event).await;
        });
    }
    tokio::time::sleep_until((begin + traffic).into()).await;
    while under_way.join_next().await.is_some() {}
}

async fn one(stage: &Stage, books: &Books, event: Event) {
    let pause = |milliseconds| tokio::time::sleep(Duration::from_millis(milliseconds));
    match event {
        Event::Kill { pick, again_after } => {
            if let Some(index) = stage.pick(pick) {
                kill(stage, index);
                pause(again_after).await;
                stage.start(index);
            }
        }
        Event::KillHolder { again_after } => {
            if let Some(index) = holder(stage).await {
                kill(stage, index);
                pause(again_after).await;
                stage.start(index);
            }
        }
        Event::Jump => {
            stage.jump();
            stage.tell_all(|ask| Command::Token { ask });
        }
        Event::PauseRedis { during } => {
            stage.redis(|redis| redis.pause());
            stage.ledger.add(What::RedisGone);
            pause(during).await;
            stage.redis(|redis| redis.resume());
            stage.ledger.add(What::RedisBack { emptied: false });
        }
        Event::RestartRedis { away } => {
            stage.ledger.add(What::RedisGone);
            stage.redis(|redis| redis.end());
            pause(away).await;
            stage.redis(|redis| redis.restart());
            stage.ledger.add(What::RedisBack { emptied: true });
        }
        Event::FlushRedis => {
            stage.redis(|redis| drop(redis.ask("FLUSHALL")));
            stage.ledger.add(What::Flushed);
        }
        Event::DiskFull { pick, during } => disk_full(stage, pick, during).await,
        Event::Strike(fault) => stage.sandbox.add_fault(fault),
        Event::Mood { mood, during } => {
            set(stage, mood, true);
            pause(during).await;
            set(stage, mood, false);
        }
        Event::Poll { pick } => play::poll(stage, books, pick).await,
    }
}

fn kill(stage: &Stage, index: usize) {
    tokio::task::block_in_place(|| stage.kill(index));
}

/// The index of the process that fetches a token which falls due now, while it waits for QQ's answer.
async fn holder(stage: &Stage) -> Option<usize> {
    let heard = stage.ledger.count();
    stage.sandbox.add_fault(Fault { endpoint: FaultEndpoint::Token, kind: FaultKind::TimeOut, times: 1 });
    stage.jump();
    stage.tell_all(|ask| Command::Token { ask });
    let begin = Instant::now();
    while begin.elapsed() < SOON {
        let fetching = stage.ledger.find(heard, |entry| match &entry.what {
            What::Said { pid, line: Line::Fetching } => Some(*pid),
            _ => None,
        });
        if let Some(pid) = fetching {
            // The request arrives.
            tokio::time::sleep(Duration::from_millis(100)).await;
            let workers = stage.workers();
            return workers.iter().position(|process| process.as_ref().is_some_and(|own| own.pid == pid));
        }
        tokio::time::sleep(Duration::from_millis(10)).await;
    }
    None
}

async fn disk_full(stage: &Stage, pick: usize, during: u64) {
    let Some(index) = stage.pick(pick) else { return };
    let tell = |full: bool, pid: Option<u32>| {
        let mut workers = stage.workers();
        let process = workers[index].as_mut().filter(|process| pid.is_none_or(|pid| pid == process.pid))?;
        process.tell(&Command::Disk { full });
        Some(process.pid)
    };
    let Some(pid) = tell(true, None) else { return };
    stage.ledger.add(What::DiskFull { pid });
    tokio::time::sleep(Duration::from_millis(during)).await;
    tell(false, Some(pid));
    stage.ledger.add(What::DiskFree { pid });
}

fn set(stage: &Stage, mood: Mood, begins: bool) {
    stage.switch(|switches| match mood {
        Mood::Lost => switches.deliver = if begins { Deliver::Lost } else { Deliver::Normal },
        Mood::Held => switches.deliver = if begins { Deliver::Hold } else { Deliver::Normal },
        Mood::Doubled => switches.duplicate_each = begins,
        Mood::Probed => switches.probe_before_each = begins,
        Mood::Stale => switches.notification_delay_seconds = if begins { 400 } else { 0 },
        Mood::Unsigned => {
            switches.notification_headers =
                if begins { NotificationHeaders::Drop } else { NotificationHeaders::Keep };
        }
        Mood::Swallowed => {
            switches.relay_answer = if begins { RelayAnswer::Swallow } else { RelayAnswer::Pass };
        }
    });
    if !begins && mood == Mood::Held {
        stage.sandbox.release_deliveries();
    }
}
