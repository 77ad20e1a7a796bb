//! The sandboxes of a process.

use std::collections::HashMap;
use std::future::Future;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use qq_wxpay_sandbox::hosted::{Failure, HostedSandbox, THREADS};
use serde::Deserialize;
use serde_json::Value;
use tokio::runtime::{Builder, Runtime};

/// A sandbox and its threads, which end with it.
struct Own {
    process: u32,
    /// Gone once it is stopped.
    threads: Mutex<Option<Runtime>>,
    sandbox: Arc<HostedSandbox>,
}

/// By their handles.
static SANDBOXES: Mutex<Option<HashMap<u64, Arc<Own>>>> = Mutex::new(None);

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Action {
    sandbox: u64,
    action: String,
    #[serde(default)]
    arguments: Option<Value>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Which {
    sandbox: u64,
}

/// Starts one; gives its handle and what it says of itself.
pub(crate) fn start(options: &str) -> Result<(u64, String), Failure> {
    let options = HostedSandbox::options(options)?;
    let mut builder = Builder::new_multi_thread();
    let threads = builder.worker_threads(THREADS).enable_all().thread_name("qq-wxpay-sandbox").build();
    let threads = threads.map_err(|error| Failure::broken(&error.to_string()))?;
    let sandbox = Arc::new(HostedSandbox::new());
    let started = threads.block_on(sandbox.start(options))?;
    let own = Own { process: std::process::id(), threads: Mutex::new(Some(threads)), sandbox };
    let mut all = sandboxes();
    let all = all.get_or_insert_default();
    let handle = all.keys().max().map_or(1, |last| last + 1);
    all.insert(handle, Arc::new(own));
    Ok((handle, started))
}

/// Does what is asked by name.
pub(crate) fn control(arguments: &str) -> Result<String, Failure> {
    let Action { sandbox, action, arguments } = read(arguments, "{sandbox, action, arguments}")?;
    let arguments = arguments.map_or_else(|| "{}".to_owned(), |arguments| arguments.to_string());
    let own = find(sandbox)?;
    own.waited(own.sandbox.control(&action, &arguments))?
}

/// Stops one; what is asked of it just then ends without a result.
pub(crate) fn stop(arguments: &str) -> Result<String, Failure> {
    let Which { sandbox } = read(arguments, "{sandbox}")?;
    let own = find(sandbox)?;
    own.waited(own.sandbox.stop())?;
    // Whoever waits on them still gets his answer: the threads end behind him.
    if let Some(threads) = own.threads().take() {
        threads.shutdown_background();
    }
    Ok("{}".to_owned())
}

impl Own {
    /// On this thread; the sandbox goes on on its own ones.
    fn waited<T>(&self, work: impl Future<Output = T>) -> Result<T, Failure> {
        let handle = self.threads().as_ref().map(|threads| threads.handle().clone());
        Ok(handle.ok_or_else(Failure::stopped)?.block_on(work))
    }

    fn threads(&self) -> MutexGuard<'_, Option<Runtime>> {
        // It is set once and taken once: a panic elsewhere cannot leave it half done.
        self.threads.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

fn find(handle: u64) -> Result<Arc<Own>, Failure> {
    let own = sandboxes().as_ref().and_then(|all| all.get(&handle).cloned()).ok_or_else(Failure::stopped)?;
    if own.process == std::process::id() { Ok(own) } else { Err(Failure::of_the_parent()) }
}

fn sandboxes() -> MutexGuard<'static, Option<HashMap<u64, Arc<Own>>>> {
    // Every change is one insertion: a panic elsewhere cannot leave it half done.
    SANDBOXES.lock().unwrap_or_else(PoisonError::into_inner)
}

fn read<'a, T: Deserialize<'a>>(arguments: &'a str, form: &str) -> Result<T, Failure> {
    serde_json::from_str(arguments).map_err(|error| {
        let place = format!("line {}, column {}", error.line(), error.column());
        let (en, zh) = (format!("the arguments are {form}; {place}"), format!("参数应为 {form}；{place}"));
        Failure::option("arguments", &en, &zh)
    })
}
