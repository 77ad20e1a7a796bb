//! A sandbox for a program in any language: says as one line of JSON where it is and with which variables a client finds it, and ends with
//! its standard input. Arguments: the port (0 lets the system choose), and how many times faster notifications are repeated.

#![allow(clippy::print_stdout, reason = "this is how it speaks")]

use std::error::Error;
use std::io::Read as _;

use qq_wxpay_sandbox::{Options, Sandbox};

fn main() -> Result<(), Box<dyn Error>> {
    let mut arguments = std::env::args().skip(1);
    let mut options = Options { time_scale: 100.0, ..Options::default() };
    if let Some(port) = arguments.next() {
        options.address.set_port(port.parse()?);
    }
    if let Some(time_scale) = arguments.next() {
        options.time_scale = time_scale.parse()?;
    }
    let runtime = tokio::runtime::Runtime::new()?;
    let sandbox = runtime.block_on(Sandbox::start(options))?;
    let env: serde_json::Map<_, _> =
        sandbox.env().into_iter().map(|(name, value)| (name, value.into())).collect();
    println!("{}", serde_json::json!({"base_url": sandbox.base_url(), "env": env}));
    // Whoever started it closes the pipe, or ends.
    std::io::stdin().read_to_end(&mut Vec::new())?;
    runtime.block_on(sandbox.stop());
    Ok(())
}
