//! What a run stands on: a sandbox, a Redis of its own, folders for the machines, and the processes of the shop.

use std::path::{Path, PathBuf};
use std::process::Command as Program;
use std::sync::atomic::{AtomicI64, AtomicU64, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, SystemTime, UNIX_EPOCH};

use qq_wxpay_sandbox::{Options, RefundStatus, Sandbox, Switches};
use qq_wxpay_tests::chaos::Command;
use qq_wxpay_tests::redis::Redis;
use qq_wxpay_tests::with;

use crate::front::{Front, Living};
use crate::ledger::{Ledger, What};
use crate::plan::{Plan, Store};
use crate::process::Process;
use crate::program::Without;

/// How far all clocks go ahead when a token shall fall due: it is 7200 seconds old then but for some minutes.
pub(crate) const JUMP: i64 = 6800;

/// How long a process has for an answer: longer than two calls, and than a run of the poller.
const ANSWER: Duration = Duration::from_secs(30);

/// So many times faster than WeChat Pay's schedule a refused notification is repeated.
const TIME_SCALE: f64 = 20.0;

const DAY: Duration = Duration::from_secs(24 * 3600);

type Workers = Arc<Mutex<Vec<Option<Process>>>>;

/// Everything that a run needs.
pub(crate) struct Stage {
    pub(crate) plan: Plan,
    pub(crate) without: Without,
    pub(crate) sandbox: Sandbox,
    pub(crate) redis: Mutex<Option<Redis>>,
    pub(crate) ledger: Arc<Ledger>,
    pub(crate) front: Arc<Front>,
    /// Where notifications go.
    pub(crate) address: String,
    workers: Workers,
    folder: PathBuf,
    redis_url: Option<String>,
    jumped: AtomicI64,
    asks: AtomicU64,
    switches: Mutex<()>,
}

impl Stage {
    pub(crate) async fn open(plan: Plan, without: Without, keys: &Path) -> Self {
        let options = Options { time_scale: TIME_SCALE, keep: Some(keys.to_owned()), ..Options::default() };
        let sandbox = Sandbox::start(options).await.expect("the sandbox starts");
        sandbox.set_switches(calm(&plan));
        let name = format!("qq-wxpay-chaos-{}-{}", std::process::id(), plan.seed);
        let folder = std::env::temp_dir().join(name);
        let redis = (plan.store == Store::Redis).then(Redis::start);
        let redis_url = redis.as_ref().map(Redis::url);
        let workers: Workers = Arc::new(Mutex::new(plan.workers.iter().map(|_| None).collect()));
        let all = Arc::clone(&workers);
        let living: Living = Arc::new(move || {
            let all = all.lock().unwrap_or_else(PoisonError::into_inner);
            let ports = all
                .iter()
                .flatten()
                .filter_map(|one| *one.port.lock().unwrap_or_else(PoisonError::into_inner));
            ports.collect()
        });
        let (front, address) = Front::open(plan.seed, living).await;
        let stage = Self {
            without,
            sandbox,
            redis: Mutex::new(redis),
            ledger: Arc::default(),
            front,
            address,
            workers,
            folder,
            redis_url,
            jumped: AtomicI64::new(0),
            asks: AtomicU64::new(0),
            switches: Mutex::default(),
            plan,
        };
        (0..stage.plan.skews.len()).for_each(|machine| make_private(&stage.machine(machine)));
        stage.age_the_inbox();
        stage
    }

    /// The inbox looks as if it had been there for two days: a new one marks everything as a repeat, because it knows of nothing before it.
    fn age_the_inbox(&self) {
        let folder = self.machine(0).join("shared/inbox");
        make_private(&folder);
        let two_days_ago = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default() - 2 * DAY;
        std::fs::write(folder.join("since"), two_days_ago.as_millis().to_string())
            .expect("it can be written");
        let left = (10 * 365 * DAY - 2 * DAY).as_millis();
        self.redis(|redis| drop(redis.ask(&format!("SET qq-wxpay:inbox:since 1 PX {left}"))));
    }

    /// The folder of a machine.
    fn machine(&self, machine: usize) -> PathBuf {
        self.folder.join(format!("machine-{machine}"))
    }

    pub(crate) fn workers(&self) -> MutexGuard<'_, Vec<Option<Process>>> {
        self.workers.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Starts the process with this index unless it lives.
    pub(crate) fn start(&self, index: usize) {
        let mut workers = self.workers();
        if workers[index].is_none() {
            let machine = self.plan.workers[index];
            workers[index] = Some(Process::start(&mut self.program(machine), machine, &self.ledger));
        }
    }

    fn program(&self, machine: usize) -> Program {
        let home = self.machine(machine);
        let store = match &self.redis_url {
            Some(url) => url.clone(),
            None => format!("file:{}", home.join("shared").display()),
        };
        let skew = self.plan.skews[machine] + self.jumped.load(Ordering::SeqCst);
        let own = std::env::current_exe().expect("this program has a path");
        let mut program = Program::new(own.with_file_name("chaos_worker"));
        program
            .env_clear()
            .envs(self.sandbox.env())
            .env("QQ_WXPAY_TOKEN_STORE", if self.without == Without::Store { "memory" } else { &store })
            .env("XDG_RUNTIME_DIR", &home)
            .envs((self.without != Without::Inbox).then_some(("QQ_WXPAY_INBOX", &store)))
            .env("HOME", &home)
            .env("CHAOS_SEED", self.plan.seed.to_string())
            .env("CHAOS_SKEW", skew.to_string())
            .env("CHAOS_SUB_MCHID", &self.sandbox.identity().sub_mchids[0]);
        program
    }

    /// The index of a process that lives.
    pub(crate) fn pick(&self, pick: usize) -> Option<usize> {
        let workers = self.workers();
        let living: Vec<usize> = (0..workers.len()).filter(|index| workers[*index].is_some()).collect();
        (!living.is_empty()).then(|| living[pick % living.len()])
    }

    /// Kills the process with this index.
    pub(crate) fn kill(&self, index: usize) {
        let Some(mut process) = self.workers()[index].take() else { return };
        process.kill();
        self.ledger.add(What::Killed { pid: process.pid });
    }

    /// Asks a process for something, and waits for its answer.
    pub(crate) async fn ask(&self, pick: usize, make: impl FnOnce(u64) -> Command) -> Result<String, String> {
        let index = self.pick(pick).ok_or("nobody lives")?;
        let ask = self.asks.fetch_add(1, Ordering::SeqCst);
        let answer = {
            let mut workers = self.workers();
            let process = workers[index].as_mut().ok_or("it has died")?;
            let answer = process.answer(ask);
            process.tell(&make(ask));
            answer
        };
        match tokio::time::timeout(ANSWER, answer).await {
            Ok(Ok(said)) => said,
            Ok(Err(_)) => Err("it died".to_owned()),
            Err(_) => Err("no answer in time".to_owned()),
        }
    }

    /// Tells all that live.
    pub(crate) fn tell_all(&self, make: impl Fn(u64) -> Command) {
        for process in self.workers().iter_mut().flatten() {
            process.tell(&make(self.asks.fetch_add(1, Ordering::SeqCst)));
        }
    }

    /// All clocks go ahead, so that the token falls due.
    pub(crate) fn jump(&self) {
        self.ledger.add(What::Jumped);
        let mut workers = self.workers();
        // A process that starts later begins with it.
        self.jumped.fetch_add(JUMP, Ordering::SeqCst);
        workers.iter_mut().flatten().for_each(|process| process.tell(&Command::Clock(JUMP)));
        self.sandbox.advance_clock(JUMP);
    }

    /// Changes switches of the sandbox.
    pub(crate) fn switch(&self, change: impl FnOnce(&mut Switches)) {
        let _one_at_a_time = self.switches.lock().unwrap_or_else(PoisonError::into_inner);
        self.sandbox.set_switches(with(self.sandbox.switches(), change));
    }

    /// Does something with Redis, which may block.
    pub(crate) fn redis(&self, work: impl FnOnce(&mut Redis)) {
        tokio::task::block_in_place(|| {
            let mut redis = self.redis.lock().unwrap_or_else(PoisonError::into_inner);
            redis.as_mut().map(work);
        });
    }

    /// Nothing goes wrong on the sandbox's side any more.
    pub(crate) fn calm_down(&self) {
        self.sandbox.clear_faults();
        self.switch(|switches| *switches = calm(&self.plan));
        self.sandbox.release_deliveries();
        self.front.calm_down();
    }
}

impl Drop for Stage {
    fn drop(&mut self) {
        self.workers().clear();
        let _ = std::fs::remove_dir_all(&self.folder);
    }
}

/// The switches while nothing goes wrong.
fn calm(plan: &Plan) -> Switches {
    with(Switches::default(), |switches| {
        switches.token_overlap_seconds = plan.overlap;
        // The director decides how refunds end.
        switches.refund_outcome = RefundStatus::Processing;
    })
}

fn make_private(folder: &Path) {
    use std::os::unix::fs::DirBuilderExt as _;
    let made = std::fs::DirBuilder::new().recursive(true).mode(0o700).create(folder);
    made.expect("a folder for temporary files");
}
