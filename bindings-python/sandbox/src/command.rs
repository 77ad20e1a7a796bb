//! The command line, in this process.

use std::io::{self, IsTerminal as _};

use pyo3::prelude::*;
use qq_wxpay_cli::{Host, run};

/// Does what the arguments of `qq-wxpay` ask for, with the streams of the process, and gives the exit status.
#[pyfunction]
pub(crate) fn run_command(py: Python<'_>, arguments: Vec<String>) -> u8 {
    py.detach(|| {
        let (mut out, mut err, mut input) = (io::stdout(), io::stderr(), io::stdin());
        let is_terminal = out.is_terminal();
        let can_be_asked = input.is_terminal() && err.is_terminal();
        let mut host = Host::new(&mut out, &mut err);
        host.is_terminal = is_terminal;
        host.can_be_asked = can_be_asked;
        host.input = Some(&mut input);
        host.ends_by_signal = true;
        run(arguments, host)
    })
}
