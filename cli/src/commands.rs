//! From what is asked for to the command that does it.

use crate::arguments::Command;
use crate::failure::Outcome;
use crate::host::Surroundings;
use crate::output::Output;
use crate::{decode_error, verify};

/// Does what is asked for.
pub(crate) async fn carry_out(
    command: Command,
    output: &mut Output<'_>,
    surroundings: &mut Surroundings<'_>,
) -> Outcome {
    match command {
        Command::DecodeError(arguments) => decode_error::run(&arguments, output),
        Command::Verify(arguments) => verify::run(&arguments, output, surroundings),
    }
}
