//! Many processes that take one access token: `cargo xtask test load`.
//!
//! 16 processes (8 Rust, 4 Node, 4 Python), each with 1,000 callers that ask for the token and one that places orders, over three lives of
//! a token. With a store that they share there is one `getToken` for each renewal, and no order is refused; without one there are many.
#![allow(clippy::print_stdout)] // a program speaks through it
#![allow(clippy::unwrap_used)] // a program of the tests: a panic is the failure

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, ExitCode, Stdio};
use std::time::Instant;

use qq_wxpay_sandbox::{Options, Sandbox, Switches};
use qq_wxpay_tests::redis::Redis;
use serde::Deserialize;

const CALLERS: u32 = 1000;

/// What a process says at its end.
#[derive(Debug, Deserialize)]
struct Report {
    tokens: u64,
    orders: u64,
    failures: BTreeMap<String, u64>,
    distinct: u64,
}

/// How the token lives in one run, in seconds.
#[derive(Clone, Copy)]
struct Life {
    lifetime: u32,
    /// How long the token before the last one works.
    overlap: u32,
}

impl Life {
    /// The run lasts for three lives.
    fn seconds(self) -> u64 {
        u64::from(self.lifetime) * 3
    }

    /// How many tokens are fetched in a run of so many seconds: the first at once, the others when less than a quarter of a life is left,
    /// or up to a twentieth earlier. A busy machine may take some seconds more.
    fn due(self, elapsed: u64) -> std::ops::RangeInclusive<u64> {
        let lifetime = u64::from(self.lifetime);
        let soonest = lifetime - lifetime / 4 - lifetime / 20;
        (1 + self.seconds() / (lifetime + 2))..=(1 + elapsed / soonest)
    }
}

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let [python, lifetime, stores @ ..] = arguments.as_slice() else {
        println!(
            "load PYTHON SECONDS STORE…, where STORE is file, redis or memory, and SECONDS the life of a token"
        );
        return ExitCode::from(2);
    };
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build().unwrap();
    let lifetime = lifetime.parse().unwrap();
    let mut is_right = true;
    for (store, overlap) in stores.iter().flat_map(|store| [(store, 0), (store, 300)]) {
        // The shorter form of the test takes the harder case.
        if lifetime >= 40 || overlap == 0 {
            is_right &= runtime.block_on(load(python, store, Life { lifetime, overlap }));
        }
    }
    if is_right { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}

/// One run; whether it went as it must.
async fn load(python: &str, kind: &str, life: Life) -> bool {
    let sandbox = Sandbox::start(Options::default()).await.unwrap();
    let mut switches = Switches::default();
    (switches.token_lifetime_seconds, switches.token_overlap_seconds) = (life.lifetime, life.overlap);
    sandbox.set_switches(switches);
    let folder = std::env::temp_dir().join(format!("qq-wxpay-load-{}", std::process::id()));
    let redis = (kind == "redis").then(Redis::start);
    let store = match &redis {
        Some(redis) => redis.url(),
        None if kind == "file" => format!("file:{}", folder.display()),
        None => kind.to_owned(),
    };
    let begin = Instant::now();
    let children: Vec<Child> = (0..16).map(|index| start(index, python, &store, life, &sandbox)).collect();
    let waiting = tokio::task::spawn_blocking(|| children.into_iter().map(report).collect::<Vec<_>>());
    let reports = waiting.await.unwrap();
    let elapsed = begin.elapsed().as_secs();
    let _ = std::fs::remove_dir_all(&folder);

    let fetched = sandbox.statistics().token_requests;
    sandbox.stop().await;
    let sum = |part: fn(&Report) -> u64| reports.iter().map(part).sum::<u64>();
    let mut failures = BTreeMap::<&str, u64>::new();
    for (code, count) in reports.iter().flat_map(|report| &report.failures) {
        *failures.entry(code).or_default() += count;
    }
    println!(
        "{kind}, life {} s, overlap {} s: {fetched} getToken in {elapsed} s, {} tokens asked for, {} orders placed, failures {failures:?}",
        life.lifetime,
        life.overlap,
        sum(|report| report.tokens),
        sum(|report| report.orders),
    );
    if kind == "memory" {
        return true; // for contrast
    }
    let is_one_for_all = reports.iter().all(|report| report.distinct <= fetched);
    let due = life.due(elapsed);
    let is_right =
        due.contains(&fetched) && failures.is_empty() && is_one_for_all && sum(|report| report.orders) > 0;
    if !is_right {
        println!("WRONG: {due:?} getToken were due, no failure, and no token beside them: {reports:?}");
    }
    is_right
}

fn start(index: u32, python: &str, store: &str, life: Life, sandbox: &Sandbox) -> Child {
    let scripts = Path::new(env!("CARGO_MANIFEST_DIR")).join("load");
    let mut command = match index {
        0..8 => Command::new(own("load_worker")),
        8..12 => {
            let mut node = Command::new("node");
            node.arg(scripts.join("worker.mjs"));
            node
        }
        _ => {
            let mut interpreter = Command::new(python);
            interpreter.arg(scripts.join("worker.py"));
            interpreter
        }
    };
    command
        .envs(sandbox.env())
        .env("QQ_WXPAY_TOKEN_STORE", store)
        .env("LOAD_NAME", format!("LOAD-{index}"))
        .env("LOAD_CALLERS", CALLERS.to_string())
        .env("LOAD_SECONDS", life.seconds().to_string())
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .unwrap()
}

fn report(child: Child) -> Report {
    let output = child.wait_with_output().unwrap();
    assert!(output.status.success(), "{output:?}");
    serde_json::from_slice(&output.stdout).unwrap()
}

/// A program beside this one.
fn own(name: &str) -> PathBuf {
    std::env::current_exe().unwrap().with_file_name(format!("{name}{}", std::env::consts::EXE_SUFFIX))
}
