//! The program `qq-wxpay`.

use std::io::{self, IsTerminal as _};
use std::process::ExitCode;

use qq_wxpay_cli::{Host, run};

fn main() -> ExitCode {
    let (mut out, mut err, mut input) = (io::stdout(), io::stderr(), io::stdin());
    let is_terminal = out.is_terminal();
    let asks = input.is_terminal() && err.is_terminal();
    let mut host = Host::new(&mut out, &mut err);
    host.is_terminal = is_terminal;
    host.can_be_asked = asks;
    host.input = Some(&mut input);
    host.ends_by_signal = true;
    ExitCode::from(run(std::env::args_os().skip(1), host))
}
