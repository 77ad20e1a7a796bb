//! The command line, in this process.

use std::thread;

use napi::bindgen_prelude::PromiseRaw;
use napi::{Env, Error as NodeError, Result as NodeResult, Status};
use napi_derive::napi;
use qq_wxpay_cli::run_in_process;
use tokio::sync::oneshot;

/// Does what the arguments of `qq-wxpay` ask for, with the streams of the process, and gives the exit status.
#[napi(ts_return_type = "Promise<number>")]
pub fn run_command(env: &Env, arguments: Vec<String>) -> NodeResult<PromiseRaw<'_, u32>> {
    let (done, ended) = oneshot::channel();
    // A thread of its own: the command makes a runtime, and none can be made on a thread of another one.
    thread::spawn(move || done.send(u32::from(run_in_process(arguments))));
    let failed = |_| NodeError::new(Status::GenericFailure, "the command ended without a status");
    env.spawn_future(async move { ended.await.map_err(failed) })
}
