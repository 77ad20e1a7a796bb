//! The sandbox, the test kit and the command line as a Node addon, for development and tests. It shares nothing with the addon that it judges.

#![cfg_attr(test, allow(dead_code))] // in a test build the macros of napi register nothing, so nothing is called

mod command;
mod testing;

use std::path::PathBuf;
use std::sync::Arc;

use napi::bindgen_prelude::{Either, PromiseRaw};
use napi::{Env, Error as NodeError, Result as NodeResult, Status};
use napi_derive::napi;
use qq_wxpay_sandbox::{Options, Sandbox, env_file_text, write_env_file};
use tokio::sync::{RwLock, watch};

/// How the sandbox is started.
#[napi(object, object_to_js = false)]
pub struct SandboxOptions {
    /// The address to listen on.
    pub host: Option<String>,
    /// The port; 0 lets the system choose.
    pub port: Option<u16>,
    /// The port with mutual TLS.
    pub secure_port: Option<u16>,
    /// How many times faster refused notifications are repeated.
    pub time_scale: Option<f64>,
    /// The callback address of the QQ console.
    pub notify_url: Option<String>,
    /// A file that keeps keys and secrets from one start to the next.
    pub keep: Option<String>,
    /// The merchant number.
    pub mchid: Option<String>,
    /// The WeChat AppID.
    pub wechat_appid: Option<String>,
    /// The AppID of the QQ mini program.
    pub qq_appid: Option<String>,
}

/// Why a sandbox did not do what it was asked.
#[napi(object, object_from_js = false)]
pub struct Refused {
    /// The reason in one line.
    pub refused: String,
}

/// A running sandbox.
#[napi]
pub struct NativeSandbox {
    base_url: String,
    env: Vec<(String, String)>,
    running: Arc<RwLock<Option<Sandbox>>>,
    stopping: watch::Sender<bool>,
}

/// Starts a sandbox.
#[napi(ts_return_type = "Promise<NativeSandbox>")]
pub fn start_sandbox(env: &Env, given: SandboxOptions) -> NodeResult<PromiseRaw<'_, NativeSandbox>> {
    let mut options = Options { keep: given.keep.map(PathBuf::from), ..Options::default() };
    options.address.set_port(given.port.unwrap_or_default());
    options.secure_port = given.secure_port.unwrap_or_default();
    options.time_scale = given.time_scale.unwrap_or(options.time_scale);
    options.notify_url = given.notify_url.unwrap_or(options.notify_url);
    options.mchid = given.mchid.unwrap_or(options.mchid);
    options.wechat_appid = given.wechat_appid.unwrap_or(options.wechat_appid);
    options.qq_appid = given.qq_appid.unwrap_or(options.qq_appid);
    env.spawn_future(async move {
        if let Some(host) = given.host {
            let wrong = || NodeError::new(Status::InvalidArg, "`host` must be an IP address such as 0.0.0.0");
            options.address.set_ip(host.parse().map_err(|_| wrong())?);
        }
        let sandbox = Sandbox::start(options).await.map_err(said)?;
        let (base_url, env) = (sandbox.base_url(), sandbox.env());
        Ok(NativeSandbox {
            base_url,
            env,
            running: Arc::new(RwLock::new(Some(sandbox))),
            stopping: watch::Sender::new(false),
        })
    })
}

#[napi]
impl NativeSandbox {
    /// The address of all roles.
    #[napi(getter)]
    pub fn base_url(&self) -> String {
        self.base_url.clone()
    }

    /// The environment variables with which a client finds it: name, value, name, value, ...
    #[napi]
    pub fn environment(&self) -> Vec<String> {
        self.env.iter().flat_map(|(name, value)| [name.clone(), value.clone()]).collect()
    }

    /// The text of a file that a shell can read them from.
    #[napi]
    pub fn environment_text(&self) -> String {
        env_file_text(&self.env)
    }

    /// Writes that file, for its owner alone.
    #[napi]
    pub fn write_environment(&self, path: String) -> NodeResult<()> {
        write_env_file(&PathBuf::from(path), &self.env).map_err(said)
    }

    /// Does what is asked by name, with JSON in and out. What goes wrong is `{ refused }`.
    #[napi(ts_return_type = "Promise<string | Refused>")]
    pub fn control<'env>(
        &self,
        env: &'env Env,
        name: String,
        json: String,
    ) -> NodeResult<PromiseRaw<'env, Either<String, Refused>>> {
        let running = Arc::clone(&self.running);
        let mut stopping = self.stopping.subscribe();
        env.spawn_future(async move {
            let stopped = || Err("the sandbox has been stopped".to_owned());
            let outcome = match running.read().await.as_ref() {
                None => stopped(),
                Some(sandbox) => tokio::select! {
                    outcome = sandbox.control(&name, &json) => outcome,
                    _ = stopping.wait_for(|is_stopping| *is_stopping) => stopped(),
                },
            };
            Ok(outcome.map_or_else(|refused| Either::B(Refused { refused }), Either::A))
        })
    }

    /// Stops it.
    #[napi(ts_return_type = "Promise<void>")]
    pub fn stop<'env>(&self, env: &'env Env) -> NodeResult<PromiseRaw<'env, ()>> {
        let (running, stopping) = (Arc::clone(&self.running), self.stopping.clone());
        env.spawn_future(async move {
            // What is asked of it at this moment ends at once, and lets go of it.
            stopping.send_replace(true);
            let sandbox = running.write().await.take();
            if let Some(sandbox) = sandbox {
                sandbox.stop().await;
            }
            Ok(())
        })
    }
}

fn said(error: std::io::Error) -> NodeError {
    NodeError::new(Status::GenericFailure, error.to_string())
}
