//! A running sandbox, with threads of its own.

use std::path::PathBuf;
use std::process;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use pyo3::exceptions::{PyOSError, PyRuntimeError, PyValueError};
use pyo3::prelude::*;
use qq_wxpay_sandbox::{Options, Sandbox, env_file_text, write_env_file};
use tokio::runtime::{Builder, Handle, Runtime};
use tokio::sync::{RwLock, watch};

/// How often a waiting call looks whether Ctrl-C was pressed.
const LOOK: Duration = Duration::from_millis(100);

/// A running sandbox.
#[pyclass(frozen, module = "qq_wxpay_sandbox._native")]
pub(crate) struct NativeSandbox {
    base_url: String,
    env: Vec<(String, String)>,
    running: Arc<RwLock<Option<Sandbox>>>,
    stopping: watch::Sender<bool>,
    handle: Handle,
    threads: Mutex<Option<Runtime>>,
    /// The process whose threads they are: a forked child has none of them.
    process: u32,
}

/// Starts a sandbox.
#[pyfunction]
#[pyo3(signature = (port, secure_port, time_scale=None, notify_url=None, host=None, keep=None, mchid=None, wechat_appid=None, qq_appid=None))]
#[allow(clippy::too_many_arguments)] // keyword arguments of one caller, the facade
pub(crate) fn start_sandbox(
    py: Python<'_>,
    port: u16,
    secure_port: u16,
    time_scale: Option<f64>,
    notify_url: Option<String>,
    host: Option<String>,
    keep: Option<PathBuf>,
    mchid: Option<String>,
    wechat_appid: Option<String>,
    qq_appid: Option<String>,
) -> PyResult<NativeSandbox> {
    let mut options = Options::default();
    if let Some(host) = host {
        let wrong = || PyValueError::new_err("host must be an IP address such as 0.0.0.0");
        options.address.set_ip(host.parse().map_err(|_| wrong())?);
    }
    options.keep = keep;
    options.address.set_port(port);
    options.secure_port = secure_port;
    options.time_scale = time_scale.unwrap_or(options.time_scale);
    options.notify_url = notify_url.unwrap_or(options.notify_url);
    options.mchid = mchid.unwrap_or(options.mchid);
    options.wechat_appid = wechat_appid.unwrap_or(options.wechat_appid);
    options.qq_appid = qq_appid.unwrap_or(options.qq_appid);
    let threads = Builder::new_multi_thread().worker_threads(2).enable_all().build().map_err(said)?;
    let sandbox = wait(py, threads.handle(), Sandbox::start(options))?.map_err(said)?;
    Ok(NativeSandbox {
        base_url: sandbox.base_url(),
        env: sandbox.env(),
        running: Arc::new(RwLock::new(Some(sandbox))),
        stopping: watch::Sender::new(false),
        handle: threads.handle().clone(),
        threads: Mutex::new(Some(threads)),
        process: process::id(),
    })
}

#[pymethods]
impl NativeSandbox {
    /// The address of all roles.
    #[getter]
    fn base_url(&self) -> &str {
        &self.base_url
    }

    /// The environment variables with which a client finds it.
    fn environment(&self) -> Vec<(String, String)> {
        self.env.clone()
    }

    /// The text of a file that a shell can read them from.
    fn environment_text(&self) -> String {
        env_file_text(&self.env)
    }

    /// Writes that file, for its owner alone.
    fn write_environment(&self, path: PathBuf) -> PyResult<()> {
        write_env_file(&path, &self.env).map_err(said)
    }

    /// Does what is asked by name, with JSON in and out: `(True, result)`, or `(False, reason)`.
    fn control(&self, py: Python<'_>, name: &str, arguments: &str) -> PyResult<(bool, String)> {
        self.check_process()?;
        let stopped = || Err("the sandbox has been stopped".to_owned());
        let mut stopping = self.stopping.subscribe();
        let work = async {
            match self.running.read().await.as_ref() {
                None => stopped(),
                Some(sandbox) => tokio::select! {
                    outcome = sandbox.control(name, arguments) => outcome,
                    _ = stopping.wait_for(|is_stopping| *is_stopping) => stopped(),
                },
            }
        };
        let outcome = wait(py, &self.handle, work)?;
        Ok(outcome.map_or_else(|reason| (false, reason), |result| (true, result)))
    }

    /// Stops it.
    fn stop(&self, py: Python<'_>) -> PyResult<()> {
        if self.process != process::id() {
            return Ok(());
        }
        // What is asked of it at this moment ends at once, and lets go of it.
        self.stopping.send_replace(true);
        wait(py, &self.handle, async {
            let sandbox = self.running.write().await.take();
            if let Some(sandbox) = sandbox {
                sandbox.stop().await;
            }
        })?;
        self.let_go();
        Ok(())
    }
}

impl NativeSandbox {
    fn check_process(&self) -> PyResult<()> {
        if self.process == process::id() {
            return Ok(());
        }
        Err(PyRuntimeError::new_err(
            "this sandbox belongs to the process that started it; a fork has no part in it",
        ))
    }

    fn let_go(&self) {
        let threads = self.threads.lock().unwrap_or_else(PoisonError::into_inner).take();
        match threads {
            Some(threads) if self.process == process::id() => threads.shutdown_background(),
            // Its threads are those of another process: waiting for them would never end.
            Some(threads) => std::mem::forget(threads),
            None => {}
        }
    }
}

impl Drop for NativeSandbox {
    fn drop(&mut self) {
        self.let_go();
    }
}

/// Waits for the work without holding the interpreter. Ctrl-C and other signals of Python end the wait, and the work.
fn wait<T: Send>(py: Python<'_>, handle: &Handle, work: impl Future<Output = T> + Send) -> PyResult<T> {
    let mut work = Box::pin(work);
    loop {
        let done = py.detach(|| handle.block_on(async { tokio::time::timeout(LOOK, &mut work).await }));
        match done {
            Ok(done) => return Ok(done),
            Err(_) => py.check_signals()?,
        }
    }
}

fn said(error: std::io::Error) -> PyErr {
    PyOSError::new_err(error.to_string())
}
