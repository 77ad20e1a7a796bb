//! `completions`: what a shell needs to complete the command line.

use clap::Args;
use clap_complete::{Shell, generate};

use crate::chinese::Chinese;
use crate::failure::{Outcome, Verdict};
use crate::output::Output;

/// Write the completions of a shell
#[derive(Debug, Args)]
#[command(after_long_help = "\
Examples:
  qq-wxpay completions bash > ~/.local/share/bash-completion/completions/qq-wxpay
  qq-wxpay completions zsh > \"${fpath[1]}/_qq-wxpay\"
  qq-wxpay completions fish > ~/.config/fish/completions/qq-wxpay.fish")]
pub(crate) struct Arguments {
    /// The shell
    #[arg(value_enum)]
    shell: Shell,
}

pub(crate) const CHINESE: Chinese = &[
    ("", "输出命令行补全脚本"),
    ("shell", "所用的 shell"),
    (
        "after",
        "\
示例：
  qq-wxpay completions bash > ~/.local/share/bash-completion/completions/qq-wxpay
  qq-wxpay completions zsh > \"${fpath[1]}/_qq-wxpay\"
  qq-wxpay completions fish > ~/.config/fish/completions/qq-wxpay.fish",
    ),
];

/// `described` is the whole command line.
pub(crate) fn run(arguments: &Arguments, mut described: clap::Command, output: &mut Output<'_>) -> Outcome {
    let mut script = Vec::new();
    generate(arguments.shell, &mut described, "qq-wxpay", &mut script);
    output.raw(&script)?;
    Ok(Verdict::Fine)
}
