//! From what is asked for to the command that does it.

use crate::arguments::Command;
use crate::decode_error;
use crate::failure::Outcome;
use crate::output::Output;

/// Does what is asked for.
pub(crate) async fn carry_out(command: Command, output: &mut Output<'_>) -> Outcome {
    match command {
        Command::DecodeError(arguments) => decode_error::run(&arguments, output),
    }
}
