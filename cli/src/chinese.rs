//! The help in Chinese.

use clap::{Arg, Command};

/// Texts by the name of the argument; `""` is what the command does, `+` what is said of it in full, `after` what stands at the end.
pub(crate) type Chinese = &'static [(&'static str, &'static str)];

const TEMPLATE: &str = "{before-help}{about-with-newline}\n用法：{usage}\n\n{all-args}{after-help}";

/// The command with its texts in Chinese.
pub(crate) fn described(command: Command, texts: Chinese) -> Command {
    let text = |name: &str| texts.iter().find(|(own, _)| *own == name).map(|(_, text)| *text);
    let about = text("").unwrap_or_default();
    let long_about = text("+").map_or_else(|| about.to_owned(), |more| format!("{about}\n\n{more}"));
    let mut command = command
        .about(about)
        .long_about(long_about)
        .help_template(TEMPLATE)
        .subcommand_help_heading("命令")
        .subcommand_value_name("命令")
        .mut_args(|argument| of_argument(argument, text));
    if let Some(after) = text("after") {
        command = command.after_long_help(after);
    }
    command
}

fn of_argument(argument: Arg, text: impl Fn(&str) -> Option<&'static str>) -> Arg {
    let id = argument.get_id().to_string();
    let common = match id.as_str() {
        "help" => Some("显示帮助：-h 简要，--help 完整"),
        "version" => Some("显示版本"),
        _ => None,
    };
    let mut help = text(&id).or(common).unwrap_or_default().to_owned();
    let values: Vec<String> =
        argument.get_possible_values().iter().map(|value| value.get_name().to_owned()).collect();
    let takes_values = argument.get_action().takes_values();
    if takes_values && !values.is_empty() && !values.iter().any(|value| help.contains(value.as_str())) {
        help.push_str(&format!("（可选值：{}）", values.join("、")));
    }
    let defaults: Vec<_> =
        argument.get_default_values().iter().map(|value| value.to_string_lossy()).collect();
    if takes_values && !defaults.is_empty() {
        help.push_str(&format!("（默认：{}）", defaults.join("、")));
    }
    let heading = if argument.is_positional() { "参数" } else { "选项" };
    let argument = argument.help(help).long_help(None::<&str>).help_heading(heading);
    if takes_values { argument.hide_possible_values(true).hide_default_value(true) } else { argument }
}
