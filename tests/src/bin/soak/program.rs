//! The program: a sandbox, a process in each language, orders for as long as it shall last, and the judgement.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::process::{Command, ExitCode};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};

use qq_wxpay_sandbox::{Options, Sandbox};
use qq_wxpay_tests::truth::Truth;
use tokio::net::TcpListener;
use tokio::task::JoinSet;

use crate::front::{Front, Workers};
use crate::growth::{self, Sample};
use crate::judge::{self, Own};
use crate::life::Life;
use crate::report::{self, Row};
use crate::traffic::Traffic;
use crate::worker::Worker;
use crate::{languages, weather};

/// So many times faster than WeChat Pay's schedule a refused notification is repeated.
const TIME_SCALE: f64 = 60.0;

const USAGE: &str = "soak SECONDS FOLDER LANGUAGE…, where FOLDER is one that every language sees; what they say to people is in it afterwards, LANGUAGE.log";

/// The samples of each process, by its name.
type Samples = Arc<Mutex<BTreeMap<String, Vec<Sample>>>>;

/// The name of the sandbox among the processes: it runs in this one.
const SANDBOX: &str = "sandbox";

pub(crate) fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let [seconds, folder, languages @ ..] = arguments.as_slice() else {
        println!("{USAGE}");
        return ExitCode::from(2);
    };
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build().unwrap();
    let wrongs = runtime.block_on(soak(seconds.parse().unwrap(), Path::new(folder), languages));
    wrongs.iter().for_each(|wrong| println!("WRONG: {wrong}"));
    if wrongs.is_empty() { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}

/// One run; what is wrong.
async fn soak(seconds: u64, parent: &Path, languages: &[String]) -> Vec<String> {
    let listener = TcpListener::bind(("127.0.0.1", 0)).await.unwrap();
    let address = format!("http://{}", listener.local_addr().unwrap());
    let options = Options { time_scale: TIME_SCALE, ..Options::default() };
    let sandbox = Arc::new(Sandbox::start(options).await.unwrap());
    let folder = Folder::new(parent);
    let start = |language: &String| {
        let log = std::fs::File::create(parent.join(format!("{language}.log"))).unwrap();
        let worker = Worker::start(language, &mut settings(&sandbox, &folder.0, language), log);
        (language.clone(), Arc::new(worker))
    };
    let workers: Workers = languages.iter().map(start).collect();
    let seed = seconds.to_string();
    let front = Front::new(workers.clone(), &seed);
    front.serve(listener);

    let (traffic, samples) = (Arc::new(Traffic::default()), Samples::default());
    let mut around = JoinSet::new();
    around.spawn(look_at(workers.clone(), Arc::clone(&samples)));
    let (watched, watching) = (Arc::clone(&traffic), Arc::clone(&sandbox));
    around.spawn(async move { watched.watch(&watching).await });
    let mut bad_weather = JoinSet::new();
    let (faulty, moody, other) = (Arc::clone(&sandbox), Arc::clone(&sandbox), seed.clone());
    bad_weather.spawn(async move { weather::faults(&faulty, &seed).await });
    bad_weather.spawn(async move { weather::moods(&moody, &other).await });

    let end = Instant::now() + Duration::from_secs(seconds);
    let mut lives = live(&sandbox, &workers, &address, end);
    if let Some(language) = ended_before(end, &workers).await {
        let log = parent.join(format!("{language}.log"));
        return vec![format!("{language} ended in the middle of it, see {}", log.display())];
    }
    bad_weather.shutdown().await;
    weather::calm_down(&sandbox);
    front.calm_down();
    while lives.join_next().await.is_some() {}
    around.shutdown().await;
    traffic.read(&sandbox).await;

    let mut wrongs = ends(&workers);
    let samples = samples.lock().unwrap().clone();
    let rows = judge(&sandbox, &workers, &traffic, &samples, &mut wrongs).await;
    report::print(seconds, traffic.strikes(), &rows);
    wrongs
}

/// The program of a language with its settings: all share the access token, and each has an inbox of its own.
fn settings(sandbox: &Sandbox, folder: &Path, language: &str) -> Command {
    let mut program = languages::program(language);
    let place = |name: &str| format!("file:{}", private(&folder.join(name)).display());
    program
        .envs(sandbox.env())
        .env("QQ_WXPAY_TOKEN_STORE", place("token"))
        .env("QQ_WXPAY_INBOX", place(&format!("inbox-{language}")));
    program
}

/// Orders in every process, one after the other in each lane, until the time is over.
fn live(sandbox: &Arc<Sandbox>, workers: &Workers, address: &str, end: Instant) -> JoinSet<()> {
    let mut lanes = JoinSet::new();
    for (language, worker) in workers {
        let count = Arc::new(AtomicUsize::new(0));
        for _ in 0..languages::lives(language) {
            let (sandbox, worker, count) = (Arc::clone(sandbox), Arc::clone(worker), Arc::clone(&count));
            let notify_url = format!("{address}/{language}");
            lanes.spawn(async move {
                while Instant::now() < end {
                    let order = count.fetch_add(1, Ordering::Relaxed);
                    let number = format!("SOAK-{}-{order:06}", worker.language);
                    let (sandbox, worker) = (&sandbox, &worker);
                    Life { sandbox, worker, notify_url: &notify_url, number }.live().await;
                }
            });
        }
    }
    lanes
}

/// Waits until the time is over; the language of a process that has ended before.
async fn ended_before(end: Instant, workers: &Workers) -> Option<String> {
    while Instant::now() < end {
        if let Some((language, _)) = workers.iter().find(|(_, worker)| worker.has_ended()) {
            return Some(language.clone());
        }
        tokio::time::sleep(Duration::from_millis(200)).await;
    }
    None
}

/// Looks at all processes until the task that runs this is aborted.
async fn look_at(workers: Workers, samples: Samples) {
    loop {
        // The workers are below this process, in which the sandbox runs.
        let own = (SANDBOX.to_owned(), Sample::of_exactly(std::process::id()));
        let all =
            workers.iter().map(|(language, worker)| (language.clone(), Sample::of(worker.pid))).chain([own]);
        for (name, sample) in all {
            if let Some(sample) = sample {
                samples.lock().unwrap().entry(name).or_default().push(sample);
            }
        }
        tokio::time::sleep(growth::EACH).await;
    }
}

/// All processes end by themselves and in order.
fn ends(workers: &Workers) -> Vec<String> {
    let ended = workers.iter().map(|(language, worker)| (language, worker.end()));
    let wrong = ended.filter(|(_, status)| !status.is_some_and(|status| status.success()));
    wrong.map(|(language, status)| format!("{language} did not end in order: {status:?}")).collect()
}

/// A row for each process and one for the sandbox.
async fn judge(
    sandbox: &Sandbox,
    workers: &Workers,
    traffic: &Traffic,
    samples: &BTreeMap<String, Vec<Sample>>,
    wrongs: &mut Vec<String>,
) -> Vec<Row> {
    let (truth, payments) = (Truth::of(sandbox).await, traffic.payments());
    let samples_of = |name: &str| samples.get(name).cloned().unwrap_or_default();
    let mut rows = Vec::new();
    for (language, worker) in workers {
        let (own, books, samples) = (Own::of(&truth, language), worker.books(), samples_of(language));
        let found = judge::judge(&books, &own, &payments).into_iter().chain(growth::wrongs(&samples));
        wrongs.extend(found.map(|wrong| format!("{language}: {wrong}")));
        if own.paid.is_empty() {
            wrongs.push(format!("{language}: nothing was paid"));
        }
        println!("{language}: calls that failed, by their codes: {:?}", books.failures);
        rows.push(Row {
            language: language.clone(),
            orders: own.orders(),
            paid: own.paid.len(),
            closed: books.closed.len(),
            refunds: own.refunds.len(),
            notifications: books.notifications,
            failures: books.failures.values().sum(),
            traffic: traffic.of(language),
            samples,
        });
    }
    rows.push(of_the_sandbox(&rows, samples_of(SANDBOX)));
    rows
}

/// The sums of all rows, and the memory of the sandbox: it keeps every order, as a ledger does, and so it grows with them.
fn of_the_sandbox(rows: &[Row], samples: Vec<Sample>) -> Row {
    let sum = |of: fn(&Row) -> usize| rows.iter().map(of).sum();
    Row {
        language: SANDBOX.to_owned(),
        orders: sum(|row| row.orders),
        paid: sum(|row| row.paid),
        closed: sum(|row| row.closed),
        refunds: sum(|row| row.refunds),
        notifications: rows.iter().map(|row| row.notifications).sum(),
        failures: rows.iter().map(|row| row.failures).sum(),
        traffic: rows.iter().fold(Default::default(), |sum, row| row.traffic.and(sum)),
        samples,
    }
}

/// A folder for tokens and inboxes, which goes with the run.
struct Folder(PathBuf);

impl Folder {
    fn new(parent: &Path) -> Self {
        Self(private(&parent.join(format!("run-{}", std::process::id()))))
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        let _ = std::fs::remove_dir_all(&self.0);
    }
}

fn private(folder: &Path) -> PathBuf {
    use std::os::unix::fs::DirBuilderExt as _;
    std::fs::DirBuilder::new().recursive(true).mode(0o700).create(folder).unwrap();
    folder.to_owned()
}
