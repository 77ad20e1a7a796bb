//! The program in a process that is there for it: the binary, or the commands of the packages of other languages.

use std::ffi::OsString;
use std::io::{self, IsTerminal as _};

use crate::{Host, run};

/// Does what the arguments ask for, as [`run`] does, with the streams of the process; SIGINT and SIGTERM end what goes on.
pub fn run_in_process<A: Into<OsString>>(arguments: impl IntoIterator<Item = A>) -> u8 {
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
