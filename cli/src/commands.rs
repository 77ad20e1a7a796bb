//! From what is asked for to the command that does it.

use crate::arguments::{Command, described};
use crate::failure::Outcome;
use crate::host::Surroundings;
use crate::output::Output;
use crate::{bill, check, completions, decode_error, listen, sandbox, trigger, verify};

/// Does what is asked for.
pub(crate) async fn carry_out(
    command: Command,
    output: &mut Output<'_>,
    surroundings: &mut Surroundings<'_>,
) -> Outcome {
    match command {
        Command::Bill(arguments) => bill::run(&arguments, output),
        Command::Check(arguments) => check::run(&arguments, output, surroundings).await,
        Command::Completions(arguments) => completions::run(&arguments, described(output.language()), output),
        Command::DecodeError(arguments) => decode_error::run(&arguments, output),
        Command::Listen(arguments) => listen::run(&arguments, output, surroundings).await,
        Command::Sandbox(arguments) => sandbox::run(&arguments, output, surroundings).await,
        Command::Trigger(arguments) => trigger::run(&arguments, output).await,
        Command::Verify(arguments) => verify::run(&arguments, output, surroundings),
    }
}
