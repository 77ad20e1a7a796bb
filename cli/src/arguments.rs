//! What is asked for on the command line.

use clap::{Arg, ArgAction, CommandFactory as _, FromArgMatches as _, Parser, Subcommand};

use crate::chinese::{self, Chinese};
use crate::language::Language;
use crate::{decode_error, verify};

/// WeChat Pay in QQ mini programs: find out what is wrong, see what arrives, try it without an account.
///
/// Settings are environment variables (QQ_WXPAY_MCHID and others), as the libraries take them; `--env-file` of a command reads them from
/// a file.
#[derive(Debug, Parser)]
#[command(
    name = "qq-wxpay",
    version,
    disable_help_flag = true,
    disable_help_subcommand = true,
    disable_version_flag = true,
    after_long_help = "\
Exit status:
  0  everything is fine
  1  something is wrong: a check failed, a signature does not hold, nobody answered
  2  wrong use: an unknown command or option, a value that cannot be read

Environment:
  QQ_WXPAY_…                the settings, see docs/settings.md of the repository
  LC_ALL, LC_MESSAGES, LANG Chinese when the first that is set begins with zh
  NO_COLOR                  no colours, whatever it says; without a terminal there are none"
)]
pub(crate) struct Arguments {
    /// Speak English (en) or Chinese (zh); without it, as the locale says
    #[arg(long, global = true, value_name = "LANGUAGE", value_enum)]
    pub(crate) lang: Option<Language>,
    /// Write results as JSON, for programs: one object, or one a line for what goes on
    #[arg(long, global = true)]
    pub(crate) json: bool,
    #[command(subcommand)]
    pub(crate) command: Command,
}

#[derive(Debug, Subcommand)]
pub(crate) enum Command {
    DecodeError(decode_error::Arguments),
    Verify(verify::Arguments),
}

/// The Chinese texts of each command.
const COMMANDS: &[(&str, Chinese)] = &[("decode-error", decode_error::CHINESE), ("verify", verify::CHINESE)];

const CHINESE: Chinese = &[
    ("", "QQ 小程序微信支付：查出问题所在，查看收到的内容，无需商户账号即可试用"),
    ("+", "配置来自环境变量（QQ_WXPAY_MCHID 等），与各语言的库相同；部分命令可用 --env-file 从文件读取。"),
    ("lang", "使用英文（en）或中文（zh）；不指定时按系统语言环境"),
    ("json", "以 JSON 输出结果，供程序读取：一个对象；持续输出的命令每行一个"),
    (
        "after",
        "\
退出码：
  0  一切正常
  1  有问题：检查未通过、签名不成立、对方没有应答
  2  用法错误：未知的命令或选项，无法识别的值

环境变量：
  QQ_WXPAY_…                 各项配置，见仓库中的 docs/settings.zh-CN.md
  LC_ALL、LC_MESSAGES、LANG  首个已设置的变量以 zh 开头时使用中文
  NO_COLOR                   不使用颜色；输出到非终端时本来就没有颜色",
    ),
];

/// The whole command line, described in this language.
pub(crate) fn described(language: Language) -> clap::Command {
    let help = Arg::new("help").short('h').long("help").action(ArgAction::Help).global(true);
    let help = help.help("Show what this can do: -h in short, --help in full");
    let version = Arg::new("version").short('V').long("version").action(ArgAction::Version);
    let all = Arguments::command().arg(help).arg(version.help("Show the version")).max_term_width(100);
    match language {
        Language::English => all,
        Language::Chinese => COMMANDS.iter().fold(chinese::described(all, CHINESE), |all, (name, texts)| {
            all.mut_subcommand(name, |command| chinese::described(command, texts))
        }),
    }
}

/// Reads the arguments behind the name of the program.
pub(crate) fn read(
    described: clap::Command,
    arguments: &[std::ffi::OsString],
) -> Result<Arguments, clap::Error> {
    let name = std::ffi::OsString::from("qq-wxpay");
    let matches = described.try_get_matches_from(std::iter::once(&name).chain(arguments))?;
    Arguments::from_arg_matches(&matches)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn clap_finds_no_fault_in_either_language() {
        described(Language::English).debug_assert();
        described(Language::Chinese).debug_assert();
    }

    #[test]
    fn every_command_and_option_is_described_in_both_languages() {
        let is_chinese = |text: Option<&clap::builder::StyledStr>| {
            text.is_some_and(|text| {
                text.to_string().chars().any(|letter| ('\u{4e00}'..'\u{9fff}').contains(&letter))
            })
        };
        for (language, wanted) in [(Language::English, false), (Language::Chinese, true)] {
            let mut all = described(language);
            all.build();
            let mut count = 0;
            for command in std::iter::once(&all).chain(all.get_subcommands()) {
                assert_eq!(is_chinese(command.get_about()), wanted, "{}", command.get_name());
                assert_eq!(command.get_after_long_help().is_some(), true, "{}", command.get_name());
                assert_eq!(is_chinese(command.get_after_long_help()), wanted, "{}", command.get_name());
                for argument in command.get_arguments() {
                    assert!(argument.get_help().is_some(), "{} {}", command.get_name(), argument.get_id());
                    assert_eq!(
                        is_chinese(argument.get_help()),
                        wanted,
                        "{} {}",
                        command.get_name(),
                        argument.get_id()
                    );
                    count += 1;
                }
            }
            assert!(count > 5);
        }
    }
}
