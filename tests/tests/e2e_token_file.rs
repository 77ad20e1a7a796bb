//! The access token in a file: processes that share it without a word, and what becomes of it when something is in the way.
#![cfg(unix)]
#![allow(clippy::unwrap_used)] // a test that unwraps fails with the place and the value

use std::fs;
use std::os::unix::process::CommandExt as _;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::sync::atomic::{AtomicU32, Ordering};
use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};

use qq_wxpay::QqWxPay;
use qq_wxpay::client::FaultEvent;
use qq_wxpay::model::Placement;
use qq_wxpay_sandbox::{Fault, FaultEndpoint, FaultKind};
use qq_wxpay_tests::shop::{Shop, direct, keeping_faults, settings, until};
use qq_wxpay_tests::with;

/// A folder for one test.
struct Folder(PathBuf);

impl Folder {
    fn new() -> Self {
        static COUNT: AtomicU32 = AtomicU32::new(0);
        let name = format!("qq-wxpay-file-{}-{}", std::process::id(), COUNT.fetch_add(1, Ordering::SeqCst));
        let path = std::env::temp_dir().join(name);
        fs::create_dir(&path).unwrap();
        Self(path)
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.0);
    }
}

/// A process with nothing but the settings of the sandbox, and this folder for the user's files.
fn process(shop: &Shop, home: &Path, number: &str) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_one_order"));
    command.arg(number).env_clear().envs(shop.sandbox.env()).env("HOME", home).stdout(Stdio::piped());
    command
}

fn order(child: Child) {
    let output = child.wait_with_output().unwrap();
    assert!(output.status.success(), "{output:?}");
}

#[tokio::test(flavor = "multi_thread")]
async fn two_hundred_processes_of_one_order_each_take_one_token() {
    let (shop, home) = (Shop::open().await, Folder::new());
    for batch in 0..25 {
        let numbers = (0..8).map(|index| format!("ONE-{batch}-{index}"));
        let children: Vec<_> =
            numbers.map(|number| process(&shop, &home.0, &number).spawn().unwrap()).collect();
        tokio::task::spawn_blocking(|| children.into_iter().for_each(order)).await.unwrap();
    }
    let seen = shop.sandbox.statistics();
    assert_eq!(seen.token_requests, 1);
    let folder = home.0.join(".cache/qq-wxpay");
    let names: Vec<_> = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().file_name()).collect();
    assert_eq!(names.len(), 2, "the file and its lock, and nothing left over: {names:?}");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_process_that_is_killed_while_it_fetches_delays_the_others_by_less_than_a_call() {
    let (shop, home) = (Shop::open().await, Folder::new());
    shop.sandbox.add_fault(Fault { endpoint: FaultEndpoint::Token, kind: FaultKind::TimeOut, times: 1 });
    let mut dies = process(&shop, &home.0, "KILL-1").spawn().unwrap();
    until("it fetches", || shop.sandbox.statistics().token_requests == 1).await;
    dies.kill().unwrap();
    dies.wait().unwrap();
    let begin = Instant::now();
    let others: Vec<_> =
        (2..5).map(|index| process(&shop, &home.0, &format!("KILL-{index}")).spawn().unwrap()).collect();
    tokio::task::spawn_blocking(|| others.into_iter().for_each(order)).await.unwrap();
    assert_eq!(shop.sandbox.statistics().token_requests, 2, "one of them fetches for all");
    assert!(begin.elapsed() < Duration::from_secs(24), "{:?}", begin.elapsed());
}

#[tokio::test(flavor = "multi_thread")]
async fn orders_go_on_when_the_folder_is_gone_and_it_is_said_once() {
    let (shop, home) = (Shop::open().await, Folder::new());
    let folder = home.0.join("tokens");
    let choice = format!("file:{}", folder.display());
    let settings = with(settings(&shop.sandbox), |settings| settings.token_store = Some(choice.clone()));
    let faults: Arc<Mutex<Vec<FaultEvent>>> = Arc::default();
    let pay = QqWxPay::builder(settings.build().unwrap()).observer(keeping_faults(&faults)).build().unwrap();
    fs::remove_dir_all(&folder).unwrap();
    fs::write(&folder, "no folder any more").unwrap();
    for index in 0..3 {
        pay.place_order(&direct(&format!("GONE-{index}"))).await.and_then(Placement::placed).unwrap();
    }
    assert_eq!(shop.sandbox.statistics().token_requests, 1);
    until("it is reported", || !faults.lock().unwrap().is_empty()).await;
    let reported = faults.lock().unwrap().clone();
    assert_eq!((reported.len(), reported[0].code.as_str()), (1, "TOKEN_STORE_DEGRADED"), "{reported:?}");
    assert!(reported[0].message.contains("in this process alone meanwhile"), "{}", reported[0].message);
    // A folder that cannot be used from the beginning is refused when the client is made.
    let error = QqWxPay::new(&settings).unwrap_err();
    assert_eq!((error.code(), error.field()), ("STORE_FOLDER", Some("token_store")), "{error}");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_user_without_a_home_has_a_folder_of_its_own() {
    let shop = Shop::open().await;
    let temporary = Folder::new();
    let as_nobody = |number: &str| {
        let mut command = process(&shop, &temporary.0, number);
        command.env_remove("HOME").env("TMPDIR", &temporary.0);
        command
    };
    let id = rustix::process::geteuid().as_raw();
    let (user, mut one, mut two) = if id == 0 {
        use std::os::unix::fs::PermissionsExt as _;
        fs::set_permissions(&temporary.0, fs::Permissions::from_mode(0o1777)).unwrap();
        let (mut one, mut two) = (as_nobody("NOBODY-1"), as_nobody("NOBODY-2"));
        for command in [&mut one, &mut two] {
            command.uid(65534).gid(65534);
        }
        (65534, one, two)
    } else {
        (id, as_nobody("NOBODY-1"), as_nobody("NOBODY-2"))
    };
    order(one.spawn().unwrap());
    order(two.spawn().unwrap());
    assert_eq!(shop.sandbox.statistics().token_requests, 1);
    assert!(temporary.0.join(format!("qq-wxpay-{user}")).is_dir());
}

#[tokio::test(flavor = "multi_thread")]
async fn somebody_else_who_fetches_tokens_is_reported() {
    let shop = Shop::open().await;
    let home = Folder::new();
    let of = |name: &str| {
        let choice = format!("file:{}", home.0.join(name).display());
        let settings = with(settings(&shop.sandbox), |settings| settings.token_store = Some(choice));
        let faults: Arc<Mutex<Vec<FaultEvent>>> = Arc::default();
        let clock = Arc::clone(&shop.clock) as Arc<dyn qq_wxpay::environment::Clock>;
        let builder =
            QqWxPay::builder(settings.build().unwrap()).clock(clock).observer(keeping_faults(&faults));
        (builder.build().unwrap(), faults)
    };
    let ((pay, faults), (other, _)) = (of("here"), of("on another machine"));
    pay.place_order(&direct("ELSE-1")).await.and_then(Placement::placed).unwrap();
    other.access_token().await.unwrap();
    shop.advance(301); // the token before it has ended
    pay.place_order(&direct("ELSE-2")).await.and_then(Placement::placed).unwrap();
    until("it is reported", || !faults.lock().unwrap().is_empty()).await;
    let reported = faults.lock().unwrap().clone();
    assert_eq!(reported.len(), 1);
    assert_eq!(
        (reported[0].what.name(), reported[0].code.as_str()),
        ("token_not_shared", "TOKEN_ENDED_EARLY")
    );
}

/// A process that has the lock open as a forked child has, and lives until it is killed.
fn child_with(lock: &fs::File) -> Child {
    let shared = Stdio::from(lock.try_clone().unwrap());
    Command::new("sleep").arg("60").stdin(shared).spawn().unwrap()
}

#[tokio::test(flavor = "multi_thread")]
async fn a_child_that_lives_on_with_the_lock_of_its_dead_parent_stops_nobody() {
    let (shop, home) = (Shop::open().await, Folder::new());
    let path = home.0.join(".cache/qq-wxpay/lock");
    order(process(&shop, &home.0, "FORK-0").spawn().unwrap()); // the folder is there
    let place = |number: &str| {
        fs::remove_file(
            fs::read_dir(path.parent().unwrap())
                .unwrap()
                .flatten()
                .map(|entry| entry.path())
                .find(|path| !path.ends_with("lock"))
                .unwrap(),
        )
        .unwrap();
        let begin = Instant::now();
        order(process(&shop, &home.0, number).spawn().unwrap());
        begin.elapsed()
    };
    let open = || fs::File::options().read(true).write(true).open(&path).unwrap();

    // The parent has ended inside: its child keeps the lock for as long as it lives.
    let lock = open();
    lock.lock().unwrap();
    let mut child = child_with(&lock);
    drop(lock);
    assert!(open().try_lock().is_err(), "nobody can take it from the child");
    assert!(place("FORK-1") < Duration::from_secs(20), "the others go on without it");
    child.kill().unwrap();
    child.wait().unwrap();

    // The parent has unlocked it by name: that the child has it open, too, is nothing to the others.
    let lock = open();
    lock.lock().unwrap();
    let mut child = child_with(&lock);
    lock.unlock().unwrap();
    assert!(open().try_lock().is_ok());
    place("FORK-2");
    child.kill().unwrap();
    child.wait().unwrap();
    assert_eq!(shop.sandbox.statistics().token_requests, 3);
}
