//! A sandbox in the process of the host.

use std::collections::BTreeMap;
use std::mem;
use std::sync::Arc;

use qq_wxpay_sandbox::{Options, Sandbox};
use serde::Serialize;
use tokio::runtime::{Builder, Handle, Runtime};
use tokio::sync::{RwLock, watch};

use crate::call::NativeCall;
use crate::failure::TestingFailure;
use crate::options;

/// Two answer at once, as a shop and its payer do.
const THREADS: usize = 2;

/// A sandbox that can be started, once, steered and stopped. It has threads of its own, which end with it: a process that is forked and
/// starts another sandbox has those of that one.
#[derive(uniffi::Object)]
pub struct NativeSandbox {
    process: u32,
    /// Gone only while this is dropped, and so is the next.
    threads: Option<Runtime>,
    shared: Option<Arc<Shared>>,
}

struct Shared {
    running: RwLock<Option<Sandbox>>,
    /// Whether it is being stopped, or was.
    ending: watch::Sender<bool>,
}

/// What a started sandbox says of itself.
#[derive(Serialize)]
struct Started {
    base_url: String,
    secure_url: String,
    environment: BTreeMap<String, String>,
}

#[uniffi::export]
impl NativeSandbox {
    /// One that is not started yet.
    #[uniffi::constructor]
    pub fn create() -> Result<Arc<Self>, TestingFailure> {
        let mut builder = Builder::new_multi_thread();
        // As core does it for its own threads: to write to a connection that is closed is an error and no signal.
        let builder = builder.worker_threads(THREADS).enable_all().thread_name("qq-wxpay-sandbox");
        let threads = builder.on_thread_start(keep_sigpipe_away).build();
        let threads = threads.map_err(|error| TestingFailure::broken(&error.to_string()))?;
        let shared = Shared { running: RwLock::new(None), ending: watch::channel(false).0 };
        Ok(Arc::new(Self {
            process: std::process::id(),
            threads: Some(threads),
            shared: Some(Arc::new(shared)),
        }))
    }

    /// Starts it with options as JSON; gives its addresses, and the environment of a client that finds it.
    pub fn start(&self, options: &str) -> Result<Arc<NativeCall>, TestingFailure> {
        let options = options::read(options)?;
        let (threads, shared) = self.own()?;
        NativeCall::begin(&threads, async move { shared.start(options).await })
    }

    /// Does what is asked by name, with arguments and result as JSON.
    pub fn control(&self, name: String, arguments: String) -> Result<Arc<NativeCall>, TestingFailure> {
        let (threads, shared) = self.own()?;
        NativeCall::begin(&threads, async move { shared.control(&name, &arguments).await })
    }

    /// Stops it; what is asked of it just then ends without a result. One that is stopped already stays so.
    pub fn stop(&self) -> Result<Arc<NativeCall>, TestingFailure> {
        let (threads, shared) = self.own()?;
        NativeCall::begin(&threads, async move { shared.stop().await })
    }
}

impl NativeSandbox {
    fn own(&self) -> Result<(Handle, Arc<Shared>), TestingFailure> {
        match (&self.threads, &self.shared) {
            (Some(threads), Some(shared)) if self.process == std::process::id() => {
                Ok((threads.handle().clone(), Arc::clone(shared)))
            }
            _ => Err(TestingFailure::of_the_parent()),
        }
    }
}

impl Shared {
    async fn start(&self, options: Options) -> Result<String, TestingFailure> {
        let mut running = self.running.write().await;
        if *self.ending.borrow() || running.is_some() {
            return Err(TestingFailure::stopped());
        }
        let sandbox = Sandbox::start(options).await;
        let sandbox = sandbox.map_err(|error| TestingFailure::not_started(&error.to_string()))?;
        let started = Started {
            base_url: sandbox.base_url(),
            secure_url: sandbox.secure_url(),
            environment: sandbox.env().into_iter().collect(),
        };
        *running = Some(sandbox);
        serde_json::to_string(&started).map_err(|error| TestingFailure::broken(&error.to_string()))
    }

    async fn control(&self, name: &str, arguments: &str) -> Result<String, TestingFailure> {
        let mut ending = self.ending.subscribe();
        let running = self.running.read().await;
        let sandbox = running.as_ref().ok_or_else(TestingFailure::stopped)?;
        tokio::select! {
            biased;
            done = sandbox.control(name, arguments) => done.map_err(|reason| TestingFailure::refused(&reason)),
            _ = ending.wait_for(|ending| *ending) => Err(TestingFailure::stopped()),
        }
    }

    async fn stop(&self) -> Result<String, TestingFailure> {
        self.ending.send_replace(true);
        if let Some(sandbox) = self.running.write().await.take() {
            sandbox.stop().await;
        }
        Ok("{}".to_owned())
    }
}

impl Drop for NativeSandbox {
    fn drop(&mut self) {
        if self.process != std::process::id() {
            // Ending them would wait for threads that are in the parent.
            mem::forget((self.threads.take(), self.shared.take()));
        } else if let Some(threads) = self.threads.take() {
            // Its tasks end with it; the thread of a host does not wait for that.
            threads.shutdown_background();
        }
    }
}

fn keep_sigpipe_away() {
    #[cfg(unix)]
    {
        use nix::sys::signal::{SigSet, Signal};
        let mut set = SigSet::empty();
        set.add(Signal::SIGPIPE);
        let _ = set.thread_block();
    }
}
