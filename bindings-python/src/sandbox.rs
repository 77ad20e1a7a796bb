//! The sandbox, for `python -m qq_wxpay sandbox` and for tests.

use std::path::PathBuf;
use std::sync::{Mutex, PoisonError};

use pyo3::exceptions::{PyOSError, PyValueError};
use pyo3::prelude::*;
use qq_wxpay_sandbox::{Options, Sandbox, env_file_text, write_env_file};

use crate::runtime;

/// A running sandbox.
#[pyclass(frozen, module = "qq_wxpay._native")]
pub(crate) struct NativeSandbox {
    base_url: String,
    env: Vec<(String, String)>,
    running: Mutex<Option<Sandbox>>,
}

/// Starts a sandbox.
#[pyfunction]
#[pyo3(signature = (port, secure_port, time_scale=None, notify_url=None, host=None, keep=None))]
pub(crate) fn start_sandbox(
    py: Python<'_>,
    port: u16,
    secure_port: u16,
    time_scale: Option<f64>,
    notify_url: Option<String>,
    host: Option<String>,
    keep: Option<PathBuf>,
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
    let sandbox = runtime::wait(py, Sandbox::start(options))?.map_err(said)?;
    let (base_url, env) = (sandbox.base_url(), sandbox.env());
    Ok(NativeSandbox { base_url, env, running: Mutex::new(Some(sandbox)) })
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

    /// Stops it.
    fn stop(&self, py: Python<'_>) -> PyResult<()> {
        let sandbox = self.running.lock().unwrap_or_else(PoisonError::into_inner).take();
        match sandbox {
            Some(sandbox) => runtime::wait(py, sandbox.stop()),
            None => Ok(()),
        }
    }
}

fn said(error: std::io::Error) -> PyErr {
    PyOSError::new_err(error.to_string())
}
