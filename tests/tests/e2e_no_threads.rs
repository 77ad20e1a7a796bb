//! A process that gets no thread any more: the languages that have no runtime of their own are told so, with a typed error and at once, and with
//! the first thread all goes on.
#![cfg(target_os = "linux")] // a limit of the address space: unlike that of processes it holds for root, too
#![allow(clippy::unwrap_used)] // a test that unwraps fails with the place and the value

use std::thread;

use futures_util::FutureExt as _;
use qq_wxpay::bridge::{run_within, runtime};
use qq_wxpay::{Error, Result, Retry};
use rustix::process::{Resource, Rlimit, getrlimit, setrlimit};

/// Less than the stack of a thread, and enough for everything else here.
const ROOM: u64 = 1 << 20;

/// While it lives there is no room for the stack of a thread.
struct NoThreads(Rlimit);

impl NoThreads {
    fn begin() -> Self {
        let before = getrlimit(Resource::As);
        let status = std::fs::read_to_string("/proc/self/status").unwrap();
        let size = status.lines().find_map(|line| line.strip_prefix("VmSize:")).unwrap();
        let size: u64 = size.split_whitespace().next().unwrap().parse().unwrap();
        setrlimit(Resource::As, Rlimit { current: Some(size * 1024 + ROOM), ..before }).unwrap();
        Self(before)
    }
}

impl Drop for NoThreads {
    fn drop(&mut self) {
        setrlimit(Resource::As, self.0).unwrap();
    }
}

async fn work() -> Result<u8> {
    Ok(7)
}

fn unknown() -> Result<u8> {
    panic!("nothing began, so nothing is unknown")
}

/// Alone in its program: the limit is that of the whole process.
#[test]
fn without_a_thread_it_is_told_and_with_one_all_goes_on() {
    let none = NoThreads::begin();
    let is_refused = thread::Builder::new().spawn(|| ()).is_err();
    let told: Option<Result<u8>> = run_within(None, work(), unknown).now_or_never();
    drop(none);
    assert!(is_refused, "there is a thread left");
    let error: Error = told.unwrap().unwrap_err();
    assert_eq!((error.code(), error.retry()), ("NO_RUNTIME", Retry::Never), "{error}");
    assert!(error.to_string().contains("no threads"), "{error}");
    assert_eq!(runtime().unwrap().block_on(run_within(None, work(), unknown)).unwrap(), 7);
}
