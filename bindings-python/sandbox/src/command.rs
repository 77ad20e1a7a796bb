//! The command line, in this process.

use pyo3::prelude::*;
use qq_wxpay_cli::run_in_process;

/// Does what the arguments of `qq-wxpay` ask for, with the streams of the process, and gives the exit status.
#[pyfunction]
pub(crate) fn run_command(py: Python<'_>, arguments: Vec<String>) -> u8 {
    py.detach(|| run_in_process(arguments))
}
