//! The command line, in this process.

use std::io::{self, IsTerminal as _};
use std::thread;

use napi::bindgen_prelude::PromiseRaw;
use napi::{Env, Error as NodeError, Result as NodeResult, Status};
use napi_derive::napi;
use qq_wxpay_cli::{Host, run};
use tokio::sync::oneshot;

/// Does what the arguments of `qq-wxpay` ask for, with the streams of the process, and gives the exit status.
#[napi(ts_return_type = "Promise<number>")]
pub fn run_command(env: &Env, arguments: Vec<String>) -> NodeResult<PromiseRaw<'_, u32>> {
    let (done, ended) = oneshot::channel();
    // A thread of its own: the command makes a runtime, and none can be made on a thread of another one.
    thread::spawn(move || done.send(u32::from(with_streams(arguments))));
    let failed = |_| NodeError::new(Status::GenericFailure, "the command ended without a status");
    env.spawn_future(async move { ended.await.map_err(failed) })
}

fn with_streams(arguments: Vec<String>) -> u8 {
    let (mut out, mut err, mut input) = (io::stdout(), io::stderr(), io::stdin());
    let is_terminal = out.is_terminal();
    let can_be_asked = input.is_terminal() && err.is_terminal();
    let mut host = Host::new(&mut out, &mut err);
    host.is_terminal = is_terminal;
    host.can_be_asked = can_be_asked;
    host.input = Some(&mut input);
    host.ends_by_signal = true;
    run(arguments, host)
}
