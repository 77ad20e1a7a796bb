//! The command line: which seeds, how many at once, and what the shop goes without so that the judge must find something.

use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::sync::Arc;
use std::time::{Duration, Instant};

use qq_wxpay_tests::truth::Truth;
use tokio::sync::Semaphore;
use tokio::task::JoinSet;

use crate::judge::{self, Verdict};
use crate::ledger::{Entry, What};
use crate::plan::Plan;
use crate::play;
use crate::stage::Stage;

const USAGE: &str = "chaos SECONDS FIRST_SEED COUNT [AT_ONCE] [without-inbox | without-poller | without-store]
chaos SECONDS SEED plan

SECONDS of traffic in each run. `plan` shows what happens in one. `without-…` leaves something out, and is right when the judge finds in every run what that is for.";

/// What the shop goes without.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Without {
    Nothing,
    Inbox,
    Poller,
    Store,
}

/// What is to be run.
struct Wanted {
    traffic: u64,
    seeds: std::ops::Range<u64>,
    at_once: usize,
    without: Without,
}

pub(crate) fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    if let [seconds, seed, word] = arguments.as_slice()
        && word == "plan"
    {
        let plan = seconds.parse().ok().zip(seed.parse().ok()).map(|(seconds, seed)| Plan::of(seed, seconds));
        println!("{plan:#?}");
        return ExitCode::SUCCESS;
    }
    let Some(wanted) = Wanted::of(&arguments) else {
        println!("{USAGE}");
        return ExitCode::from(2);
    };
    if !qq_wxpay_tests::redis::is_there() {
        println!("redis-server is missing: nothing is run");
        return ExitCode::SUCCESS;
    }
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build().unwrap();
    if runtime.block_on(run(&wanted)) { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}

impl Wanted {
    fn of(arguments: &[String]) -> Option<Self> {
        let (without, numbers) = match arguments.split_last()? {
            (last, before) if last == "without-inbox" => (Without::Inbox, before),
            (last, before) if last == "without-poller" => (Without::Poller, before),
            (last, before) if last == "without-store" => (Without::Store, before),
            _ => (Without::Nothing, arguments),
        };
        let numbers: Vec<u64> = numbers.iter().map(|text| text.parse().ok()).collect::<Option<_>>()?;
        let (traffic, first, count, at_once) = match numbers[..] {
            [traffic, first, count] => (traffic, first, count, 1),
            [traffic, first, count, at_once] => (traffic, first, count, at_once),
            _ => return None,
        };
        let at_once = usize::try_from(at_once).ok()?;
        (traffic >= 4 && at_once > 0).then_some(Self {
            traffic,
            seeds: first..first + count,
            at_once,
            without,
        })
    }
}

/// Runs them all; whether they went as they must.
async fn run(wanted: &Wanted) -> bool {
    let begin = Instant::now();
    let folder = std::env::temp_dir().join(format!("qq-wxpay-chaos-{}", std::process::id()));
    std::fs::create_dir_all(&folder).unwrap();
    // Made by the first sandbox, for all: they take longer than the rest.
    let keys = folder.join("keys.json");
    drop(Stage::open(Plan::of(0, wanted.traffic), wanted.without, &keys).await);
    let (limit, mut under_way) = (Arc::new(Semaphore::new(wanted.at_once)), JoinSet::new());
    for seed in wanted.seeds.clone() {
        let (limit, keys) = (Arc::clone(&limit), keys.clone());
        let (traffic, without) = (wanted.traffic, wanted.without);
        under_way.spawn(async move {
            let _turn = limit.acquire().await.unwrap();
            one(seed, traffic, without, keys).await
        });
    }
    let mut right = 0;
    while let Some(ended) = under_way.join_next().await {
        right += u64::from(ended.is_ok_and(|is_right| is_right));
    }
    let count = wanted.seeds.end - wanted.seeds.start;
    let seconds = begin.elapsed().as_secs();
    println!("{right} of {count} seeds as they must be ({:?} left out), {seconds} s", wanted.without);
    let _ = std::fs::remove_dir_all(&folder);
    right == count
}

/// One run; whether it went as it must.
async fn one(seed: u64, traffic: u64, without: Without, keys: PathBuf) -> bool {
    let begin = Instant::now();
    let stage = Arc::new(Stage::open(Plan::of(seed, traffic), without, Path::new(&keys)).await);
    play::play(&stage, Duration::from_secs(traffic)).await;
    let truth = Truth::of(&stage.sandbox).await;
    let entries = stage.ledger.all();
    let verdict = judge::judge(&stage.plan, &entries, &truth, Duration::from_secs(traffic) >= play::PATIENT);
    let is_right = is_as_it_must_be(&verdict, without);
    let word = if is_right { "as it must be" } else { "WRONG" };
    let f = verdict.figures;
    println!(
        "seed {seed}: {word}; {}, {} processes, clocks {:?}; {} orders paid of {}, {} refunds; {} killed, {} runs of a function, {} of \
         them ended by a crash, {} marked as repeats ({} of them the first); {} reports of the poller ({} too late); {} \
         getToken; {} s",
        judge::store(&stage.plan),
        stage.plan.workers.len(),
        stage.plan.skews,
        f.paid,
        stage.plan.lives.len(),
        f.refunds,
        f.kills,
        f.runs,
        f.crashes,
        f.repeats,
        f.marked,
        f.polled,
        f.polled_too,
        f.tokens,
        begin.elapsed().as_secs(),
    );
    if !is_right {
        tell(&stage, &verdict, &entries, traffic);
    }
    is_right
}

fn is_as_it_must_be(verdict: &Verdict, without: Without) -> bool {
    match without {
        Without::Nothing => verdict.wrongs().next().is_none(),
        Without::Inbox => !verdict.doubled.is_empty() && verdict.wrongs().count() == verdict.doubled.len(),
        Without::Poller => !verdict.unreported.is_empty(),
        Without::Store => !verdict.tokens.is_empty(),
    }
}

/// All that is needed to see what happened, and to have it happen again.
fn tell(stage: &Stage, verdict: &Verdict, entries: &[Entry], traffic: u64) {
    let mut text = String::new();
    for wrong in verdict.wrongs() {
        text.push_str(&format!("  WRONG: {wrong}\n"));
    }
    text.push_str(&format!(
        "  again: cargo xtask test chaos {traffic} {} 1\n  {:?}\n",
        stage.plan.seed, stage.plan
    ));
    let begin = entries.first().map_or(0, |entry| entry.at);
    for entry in entries {
        let passed = entry.at - begin;
        let (seconds, milliseconds) = (passed / 1_000_000, passed / 1000 % 1000);
        let what = match &entry.what {
            What::Said { pid, line } => format!("process {pid}: {line:?}"),
            What::Sandbox { kind, summary } => format!("sandbox: {kind} {summary}"),
            What::Note(text) => text.clone(),
            other => format!("{other:?}"),
        };
        text.push_str(&format!("  {seconds:>3}.{milliseconds:03} ({}) {what}\n", entry.at));
    }
    println!("{text}");
}
