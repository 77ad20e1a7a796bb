//! Help, version, completions, and the language in which they speak.

use crate::told::{program, told};

const COMMANDS: [&str; 8] =
    ["check", "verify", "trigger", "listen", "sandbox", "decode-error", "bill", "completions"];

#[test]
fn help_is_there_in_both_languages_for_every_command() {
    for command in COMMANDS {
        let english = told(&[command, "--help", "--lang", "en"], &[]);
        let chinese = told(&["--lang=zh", command, "--help"], &[]);
        assert_eq!((english.code, chinese.code), (0, 0));
        assert!(
            english.out.contains("Usage: qq-wxpay") && english.out.contains("Examples:"),
            "{}",
            english.out
        );
        assert!(chinese.out.contains("用法：qq-wxpay") && chinese.out.contains("示例："), "{}", chinese.out);
        for english_alone in ["[default:", "[possible values:", "Options:"] {
            assert!(!chinese.out.contains(english_alone), "{command}: {}", chinese.out);
        }
    }
    let all = told(&["--help"], &[]).out;
    assert!(all.contains("Exit status:") && COMMANDS.iter().all(|command| all.contains(command)), "{all}");
}

#[test]
fn wrong_use_is_told_in_both_languages() {
    let english = told(&["chek"], &[]);
    assert_eq!((english.code, english.out.as_str()), (2, ""));
    assert!(
        english.err.contains("unrecognized subcommand") && english.err.contains("check"),
        "{}",
        english.err
    );
    let chinese = told(&["chek", "--lang", "zh"], &[]);
    assert!(chinese.err.contains("没有命令“chek”") && chinese.err.contains("check"), "{}", chinese.err);
    let value = told(&["--lang", "zh", "sandbox", "--port", "many"], &[]);
    assert!(value.err.contains("的值“many”无效"), "{}", value.err);
    assert_eq!(told(&[], &[]).code, 2);
    assert!(told(&["--lang", "zh"], &[]).err.contains("用法"));
}

#[test]
fn the_program_speaks_the_language_of_the_locale_without_colours_in_a_pipe() {
    let chinese = program(&["--help"], &[("LANG", "zh_CN.UTF-8")]);
    assert!(chinese.code == 0 && chinese.out.contains("命令"), "{}", chinese.out);
    let english = program(&["--help"], &[("LANG", "zh_CN.UTF-8"), ("LC_ALL", "C.UTF-8")]);
    assert!(english.out.contains("Commands:") && !english.all().contains('\u{1b}'));
    let version = program(&["--version"], &[]);
    assert_eq!(version.out, format!("qq-wxpay {}\n", env!("CARGO_PKG_VERSION")));
    assert_eq!(program(&["nothing"], &[]).code, 2);
}

#[test]
fn completions_know_the_commands() {
    for shell in ["bash", "zsh", "fish", "powershell", "elvish"] {
        let script = told(&["completions", shell], &[]);
        assert!(
            script.code == 0 && script.out.contains("decode-error") && script.out.contains("ask-proxy"),
            "{shell}"
        );
    }
    let script = program(&["completions", "bash"], &[]);
    assert_eq!(script.code, 0);
    assert_eq!(program(&["completions", "cmd"], &[]).code, 2);
}

#[test]
fn colours_are_for_terminals_that_want_them() {
    use qq_wxpay_cli::{Host, run};
    let painted = |variables: &[(&str, &str)]| {
        let (mut out, mut err) = (Vec::new(), Vec::new());
        let mut host = Host::new(&mut out, &mut err);
        host.variables =
            variables.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect();
        host.is_terminal = true;
        run(["decode-error", "9031"], host);
        out.contains(&0x1b)
    };
    assert!(painted(&[]));
    assert!(!painted(&[("NO_COLOR", "1")]));
}
