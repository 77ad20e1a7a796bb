//! A sandbox in the process of another language: started, steered and stopped with JSON text. What the bindings of this repository share.

mod failure;
mod options;

use std::collections::BTreeMap;

use serde::Serialize;
use tokio::sync::{RwLock, watch};

use crate::options::Options;
use crate::sandbox::Sandbox;
pub use failure::Failure;

/// So many threads it wants: two answer at once, as a shop and its payer do.
pub const THREADS: usize = 2;

/// A sandbox that can be started, once, steered and stopped.
pub struct HostedSandbox {
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

impl HostedSandbox {
    /// One that is not started yet.
    #[must_use]
    pub fn new() -> Self {
        Self { running: RwLock::new(None), ending: watch::channel(false).0 }
    }

    /// Reads the options of a sandbox: a JSON object.
    ///
    /// # Errors
    /// `WRONG_VALUE`, naming the option.
    pub fn options(json: &str) -> Result<Options, Failure> {
        options::read(json)
    }

    /// Starts it; gives its addresses, and the environment of a client that finds it, as JSON.
    ///
    /// # Errors
    /// `SANDBOX_NOT_STARTED`; `SANDBOX_STOPPED` when it was started or stopped before.
    pub async fn start(&self, options: Options) -> Result<String, Failure> {
        let mut running = self.running.write().await;
        if *self.ending.borrow() || running.is_some() {
            return Err(Failure::stopped());
        }
        let sandbox = Sandbox::start(options).await;
        let sandbox = sandbox.map_err(|error| Failure::not_started(&error.to_string()))?;
        let started = Started {
            base_url: sandbox.base_url(),
            secure_url: sandbox.secure_url(),
            environment: sandbox.env().into_iter().collect(),
        };
        *running = Some(sandbox);
        serde_json::to_string(&started).map_err(|error| Failure::broken(&error.to_string()))
    }

    /// Does what is asked by name, as [`Sandbox::control`].
    ///
    /// # Errors
    /// `SANDBOX_REFUSED`; `SANDBOX_STOPPED`.
    pub async fn control(&self, name: &str, arguments: &str) -> Result<String, Failure> {
        let mut ending = self.ending.subscribe();
        let running = self.running.read().await;
        let sandbox = running.as_ref().ok_or_else(Failure::stopped)?;
        tokio::select! {
            biased;
            done = sandbox.control(name, arguments) => done.map_err(|reason| Failure::refused(&reason)),
            _ = ending.wait_for(|ending| *ending) => Err(Failure::stopped()),
        }
    }

    /// Stops it; what is asked of it just then ends without a result. One that is stopped already stays so.
    pub async fn stop(&self) {
        self.ending.send_replace(true);
        if let Some(sandbox) = self.running.write().await.take() {
            sandbox.stop().await;
        }
    }
}

impl Default for HostedSandbox {
    fn default() -> Self {
        Self::new()
    }
}

impl std::fmt::Debug for HostedSandbox {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        out.debug_struct("HostedSandbox").finish_non_exhaustive()
    }
}
