//! A sandbox in the process of the host.

use std::sync::Arc;
use std::{mem, process};

use qq_wxpay_sandbox::hosted::{self, Failure, HostedSandbox};
use tokio::runtime::{Handle, Runtime};

use crate::call::NativeCall;
use crate::failure::TestingFailure;

/// A sandbox that can be started, once, steered and stopped. It has threads of its own, which end with it: a process that is forked and
/// starts another sandbox has those of that one.
#[derive(uniffi::Object)]
pub struct NativeSandbox {
    process: u32,
    /// Gone only while this is dropped, and so is the next.
    threads: Option<Runtime>,
    shared: Option<Arc<HostedSandbox>>,
}

#[uniffi::export]
impl NativeSandbox {
    /// One that is not started yet.
    #[uniffi::constructor]
    pub fn create() -> Result<Arc<Self>, TestingFailure> {
        let threads = Some(hosted::threads()?);
        Ok(Arc::new(Self { process: process::id(), threads, shared: Some(Arc::default()) }))
    }

    /// Starts it with options as JSON; gives its addresses, and the environment of a client that finds it.
    pub fn start(&self, options: &str) -> Result<Arc<NativeCall>, TestingFailure> {
        let options = HostedSandbox::options(options)?;
        let (threads, shared) = self.own()?;
        NativeCall::begin(&threads, async move { Ok(shared.start(options).await?) })
    }

    /// Does what is asked by name, with arguments and result as JSON.
    pub fn control(&self, name: String, arguments: String) -> Result<Arc<NativeCall>, TestingFailure> {
        let (threads, shared) = self.own()?;
        NativeCall::begin(&threads, async move { Ok(shared.control(&name, &arguments).await?) })
    }

    /// Stops it; what is asked of it just then ends without a result. One that is stopped already stays so.
    pub fn stop(&self) -> Result<Arc<NativeCall>, TestingFailure> {
        let (threads, shared) = self.own()?;
        NativeCall::begin(&threads, async move {
            shared.stop().await;
            Ok("{}".to_owned())
        })
    }
}

impl NativeSandbox {
    fn own(&self) -> Result<(Handle, Arc<HostedSandbox>), TestingFailure> {
        match (&self.threads, &self.shared) {
            (Some(threads), Some(shared)) if self.process == process::id() => {
                Ok((threads.handle().clone(), Arc::clone(shared)))
            }
            _ => Err(Failure::of_the_parent().into()),
        }
    }
}

impl Drop for NativeSandbox {
    fn drop(&mut self) {
        if self.process != process::id() {
            // Ending them would wait for threads that are in the parent.
            mem::forget((self.threads.take(), self.shared.take()));
        } else if let Some(threads) = self.threads.take() {
            // Its tasks end with it; the thread of a host does not wait for that.
            threads.shutdown_background();
        }
    }
}
