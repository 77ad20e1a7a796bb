//! The program `qq-wxpay`.

use std::process::ExitCode;

fn main() -> ExitCode {
    ExitCode::from(qq_wxpay_cli::run_in_process(std::env::args_os().skip(1)))
}
