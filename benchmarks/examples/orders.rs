//! Orders over HTTP, to a server that answers at once, signed.
//!
//! `orders load`: how many a second on one core, 64 in flight and one at a time, and beside it the bare exchange. `orders scale`: 1 to 1,024 in
//! flight by 1 to 8 processes, on all cores. A client is `orders client PARTY IN_FLIGHT SECONDS ADDRESS THREADS`, and prints orders a
//! second and microseconds of the processor for each.
#![allow(clippy::print_stdout)] // a client tells its figures
#![allow(clippy::float_arithmetic)] // figures of time, no amounts

use std::error::Error;
use std::io::{BufRead as _, BufReader};
use std::path::PathBuf;
use std::process::{Child, Command, Stdio};
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::{Duration, Instant};

use qq_wxpay::model::{OrderRequest, Placement, RequestFromJson as _};
use qq_wxpay::{QqWxPay, Settings};
use qq_wxpay_benchmarks::figures::{By, given, median, processor, tell};
use qq_wxpay_benchmarks::work::read;
use serde_json::{Value, json};
use tokio::task::JoinSet;

type Result<T> = std::result::Result<T, Box<dyn Error + Send + Sync>>;

const OURS: &str = "qq-wxpay";
const BARE: &str = "reqwest";

/// Processes, and orders in flight over all of them.
const PROCESSES: [usize; 4] = [1, 2, 4, 8];
const IN_FLIGHT: [usize; 11] = [1, 2, 4, 8, 16, 32, 64, 128, 256, 512, 1024];

fn main() -> Result<()> {
    let words: Vec<String> = std::env::args().skip(1).collect();
    match words.iter().map(String::as_str).collect::<Vec<_>>().as_slice() {
        ["load"] => load(),
        ["scale"] => scale(),
        ["client", party, in_flight, seconds, address, threads] => {
            let client = Client { party: (*party).to_owned(), address: (*address).to_owned() };
            client.run(in_flight.parse()?, Duration::from_secs_f64(seconds.parse()?), threads.parse()?)
        }
        _ => Err("orders load | scale".into()),
    }
}

fn load() -> Result<()> {
    let server = Server::start(Some(1))?;
    for in_flight in [64, 1] {
        let mut found = [OURS, BARE].map(|party| (party, Vec::new(), Vec::new()));
        for _ in 0..given("ROUNDS", 3.0) as usize {
            for (party, rates, costs) in &mut found {
                let client = server.client(party, in_flight, Some(0))?;
                let (rate, cost) = said(client)?;
                rates.push(rate);
                costs.push(cost);
            }
        }
        let [(_, rates, costs), (_, bare_rates, bare_costs)] = found;
        let (rate, cost) = (median(rates), median(costs));
        let (bare, bare_cost) = (1e6 / median(bare_rates), median(bare_costs));
        tell(&format!("orders-{in_flight}"), "orders/s", By::Clock, Some(rate), &[]);
        tell(&format!("exchange-{in_flight}"), "us", By::Clock, None, &[(BARE, bare)]);
        if in_flight > 1 {
            tell("order-processor", "us", By::Processor, Some(cost), &[]);
            tell("exchange-64-processor", "us", By::Processor, None, &[(BARE, bare_cost)]);
        }
    }
    Ok(())
}

fn scale() -> Result<()> {
    let server = Server::start(None)?;
    // Where it is only tried, the ends of each curve are enough.
    let step = if given("SECONDS", 3.0) < 1.0 { IN_FLIGHT.len() - 1 } else { 1 };
    for processes in PROCESSES {
        for in_flight in IN_FLIGHT.into_iter().step_by(step).filter(|in_flight| *in_flight >= processes) {
            let each = in_flight / processes;
            let clients: Vec<Child> =
                (0..processes).map(|_| server.client(OURS, each, None)).collect::<Result<_>>()?;
            let rates: Vec<f64> =
                clients.into_iter().map(|client| Ok(said(client)?.0)).collect::<Result<_>>()?;
            let row = format!("orders/{processes}/{in_flight}");
            tell(&row, "orders/s", By::Clock, Some(rates.iter().sum()), &[]);
        }
    }
    Ok(())
}

/// On this core, where the system can do that.
fn on_core(core: Option<usize>, program: PathBuf) -> Command {
    match core {
        Some(core) if cfg!(target_os = "linux") => {
            let mut command = Command::new("taskset");
            command.args(["-c", &core.to_string()]).arg(program);
            command
        }
        _ => Command::new(program),
    }
}

struct Server {
    process: Child,
    address: String,
}

impl Server {
    fn start(core: Option<usize>) -> Result<Self> {
        let key = read("keys.json")["wechat_pay_private_key"].as_str().unwrap_or_default().to_owned();
        let file = std::env::temp_dir().join(format!("qq-wxpay-reply-key-{}", std::process::id()));
        std::fs::write(&file, key)?;
        let key_id =
            read("defaults.json")["settings"]["public_key_id"].as_str().unwrap_or_default().to_owned();
        let own = std::env::current_exe()?;
        let built =
            own.parent().and_then(|examples| examples.parent()).ok_or("it lies where cargo builds")?;
        let mut command = on_core(core, built.join("reply_server"));
        let mut process =
            command.arg(&file).arg(key_id).stdin(Stdio::piped()).stdout(Stdio::piped()).spawn()?;
        let mut line = String::new();
        BufReader::new(process.stdout.as_mut().ok_or("it is piped")?).read_line(&mut line)?;
        std::fs::remove_file(file)?;
        Ok(Self { process, address: line.trim().to_owned() })
    }

    /// Pinned to a core it has one thread, else one for each core.
    fn client(&self, party: &str, in_flight: usize, core: Option<usize>) -> Result<Child> {
        let mut command = on_core(core, std::env::current_exe()?);
        let seconds = given("SECONDS", 3.0).to_string();
        command.args(["client", party, &in_flight.to_string(), &seconds, &self.address]);
        let threads = if core.is_some() { 1 } else { std::thread::available_parallelism()?.get() };
        Ok(command.arg(threads.to_string()).stdout(Stdio::piped()).spawn()?)
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}

/// What a client tells at its end.
fn said(client: Child) -> Result<(f64, f64)> {
    let done = client.wait_with_output()?;
    let text = String::from_utf8(done.stdout)?;
    let mut words = text.split_whitespace();
    match (done.status.success(), words.next(), words.next()) {
        (true, Some(rate), Some(cost)) => Ok((rate.parse()?, cost.parse()?)),
        _ => Err(format!("a client failed: {}", done.status).into()),
    }
}

struct Client {
    party: String,
    address: String,
}

impl Client {
    fn run(self, in_flight: usize, length: Duration, threads: usize) -> Result<()> {
        let mut builder = if threads == 1 {
            tokio::runtime::Builder::new_current_thread()
        } else {
            tokio::runtime::Builder::new_multi_thread()
        };
        let runtime = builder.enable_all().build()?;
        let entered = runtime.enter();
        let sender = Arc::new(Sender::new(&self)?);
        drop(entered);
        runtime.block_on(orders(&sender, in_flight, length / 3))?; // to be warm
        let (begin, used) = (Instant::now(), processor());
        let placed = runtime.block_on(orders(&sender, in_flight, length))? as f64;
        let spent = (processor() - used).as_secs_f64();
        println!("{} {}", placed / begin.elapsed().as_secs_f64(), spent * 1e6 / placed);
        Ok(())
    }
}

enum Sender {
    Ours(Box<QqWxPay>),
    Bare(reqwest::Client, String),
}

impl Sender {
    fn new(client: &Client) -> Result<Self> {
        if client.party != OURS {
            return Ok(Self::Bare(
                reqwest::Client::new(),
                format!("{}/v3/pay/transactions/h5", client.address),
            ));
        }
        let mut settings = read("defaults.json")["settings"].clone();
        settings["channel"] = json!("direct");
        settings["wechat_base_url"] = json!(client.address);
        settings["qq_base_url"] = json!(client.address);
        Ok(Self::Ours(Box::new(QqWxPay::new(&Settings::from_json(&settings.to_string())?)?)))
    }

    async fn place(&self, number: u64) -> Result<()> {
        match self {
            Self::Ours(pay) => {
                let number = format!("T{}x{number}", std::process::id());
                let order = OrderRequest::new(&number, "蓝色马克杯", 1999, "203.0.113.7");
                match pay.place_order(&order).await? {
                    Placement::Placed(_) => Ok(()),
                    other => Err(format!("an order has no link: {other:?}").into()),
                }
            }
            Self::Bare(client, url) => {
                let body = "x".repeat(380);
                let reply =
                    client.post(url).header("Content-Type", "application/json").body(body).send().await?;
                let reply: Value = serde_json::from_slice(&reply.bytes().await?)?;
                reply["h5_url"].is_string().then_some(()).ok_or_else(|| "a reply has no link".into())
            }
        }
    }
}

/// So many at once for so long: how many were placed.
async fn orders(sender: &Arc<Sender>, in_flight: usize, length: Duration) -> Result<u64> {
    static NUMBER: AtomicU64 = AtomicU64::new(0);
    let (before, end) = (NUMBER.load(Ordering::Relaxed), Instant::now() + length);
    let mut tasks = JoinSet::new();
    for _ in 0..in_flight {
        let sender = Arc::clone(sender);
        tasks.spawn(async move {
            while Instant::now() < end {
                sender.place(NUMBER.fetch_add(1, Ordering::Relaxed)).await?;
            }
            Ok::<_, Box<dyn Error + Send + Sync>>(())
        });
    }
    while let Some(ended) = tasks.join_next().await {
        ended??;
    }
    Ok(NUMBER.load(Ordering::Relaxed) - before)
}
