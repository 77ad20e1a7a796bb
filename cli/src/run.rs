//! The program from its arguments to its exit status.

use std::ffi::OsString;
use std::io::{self, Write};

use clap::error::ErrorKind;

use crate::arguments::{self, Arguments};
use crate::commands;
use crate::failure::{Failure, Outcome, Verdict};
use crate::host::Host;
use crate::language::Language;
use crate::output::{Output, Style};
use crate::refusal;

const FINE: u8 = 0;
const WRONG: u8 = 1;
const WRONG_USE: u8 = 2;

/// Does what the arguments (those behind the program's name) ask for, and gives the exit status: 0 fine, 1 something is wrong, 2 wrong use.
///
/// It makes a runtime of its own: call it on a thread that is not one of a tokio runtime.
pub fn run<A: Into<OsString>>(arguments: impl IntoIterator<Item = A>, host: Host<'_>) -> u8 {
    let given: Vec<OsString> = arguments.into_iter().map(Into::into).collect();
    let locale = || Language::of_locale(|name| host.variable(name));
    let language = Language::of_arguments(&given).unwrap_or_else(locale);
    let has_colours = host.is_terminal && host.variable("NO_COLOR").is_none();
    match arguments::read(arguments::described(language), &given) {
        Ok(read) => carry_out(read, host, language, has_colours),
        Err(refused) => {
            let is_asked = matches!(refused.kind(), ErrorKind::DisplayHelp | ErrorKind::DisplayVersion);
            let text = refusal::told(&refused, language, has_colours && is_asked);
            let written = if is_asked { write(host.out, &text) } else { write(host.err, &text) };
            // That nobody can be told anything is told by the status alone.
            if is_asked && written.is_ok() { FINE } else { WRONG_USE }
        }
    }
}

fn write(to: &mut dyn Write, text: &str) -> io::Result<()> {
    to.write_all(text.as_bytes())?;
    to.flush()
}

fn carry_out(asked: Arguments, host: Host<'_>, language: Language, has_colours: bool) -> u8 {
    let (out, err, mut surroundings) = host.parts();
    let mut output = Output::new(out, err, language).with_colours(has_colours).with_json(asked.json);
    let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(2).enable_all().build();
    let outcome = match runtime {
        Ok(runtime) => {
            let outcome =
                runtime.block_on(commands::carry_out(asked.command, &mut output, &mut surroundings));
            runtime.shutdown_background();
            outcome
        }
        Err(error) => Err(Failure::Failed(error.to_string())),
    };
    status(outcome, &mut output)
}

fn status(outcome: Outcome, output: &mut Output<'_>) -> u8 {
    let failure = match outcome {
        Ok(Verdict::Fine) => return FINE,
        Ok(Verdict::Wrong) => return WRONG,
        // Who reads has enough, as `head` has.
        Err(Failure::Output(error)) if error.kind() == io::ErrorKind::BrokenPipe => return FINE,
        Err(failure) => failure,
    };
    let code = if matches!(failure, Failure::Usage(_) | Failure::UsageIn(..)) { WRONG_USE } else { WRONG };
    let name = output.painted(Style::Bad, "qq-wxpay:");
    let told = failure.told(output.language());
    // The status tells it, too.
    let _ = output.aside(format!("{name} {told}"));
    code
}
