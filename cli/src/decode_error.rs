//! `decode-error`: what a code means, and what to do about it.

use clap::Args;
use qq_wxpay::error::{self, Entry, Origin};
use serde_json::{Value, json};

use crate::chinese::Chinese;
use crate::failure::{Outcome, Verdict};
use crate::language::{Language, Words, words};
use crate::output::{Output, Style, harmless};

/// So many letters of a code are looked at: none is longer.
const LONGEST: usize = 64;

/// Say what a code of QQ, WeChat Pay or this library means, and what to do
#[derive(Debug, Args)]
#[command(after_long_help = "\
Examples:
  qq-wxpay decode-error 9031
  qq-wxpay decode-error SIGN_ERROR
  qq-wxpay decode-error NOTENOUGH --json

Old and new spellings of a code are the same code. The exit status is 1 for a code that nobody knows; the nearest ones are named.")]
pub(crate) struct Arguments {
    /// The code, as it came: 9031, 40001, SIGN_ERROR, CLOCK_OFF, ...
    code: String,
}

pub(crate) const CHINESE: Chinese = &[
    ("", "解释 QQ、微信支付或本库的错误码：原因与处理办法"),
    ("code", "收到的错误码：9031、40001、SIGN_ERROR、CLOCK_OFF 等"),
    (
        "after",
        "\
示例：
  qq-wxpay decode-error 9031
  qq-wxpay decode-error SIGN_ERROR
  qq-wxpay decode-error NOTENOUGH --json

同一错误码的新旧写法视为相同。无人认识的错误码退出码为 1，并列出最接近的几个。",
    ),
];

pub(crate) fn run(arguments: &Arguments, output: &mut Output<'_>) -> Outcome {
    let code = arguments.code.trim();
    let found = known(code);
    if output.is_json() {
        let entries: Vec<Value> = found.iter().map(|entry| value(entry)).collect();
        output.value(&json!({ "code": code, "entries": entries, "nearest": nearest_if(&found, code) }))?;
    } else if found.is_empty() {
        let unknown = words("is a code that nobody here knows", "不是已知的错误码");
        output.line(format!("{} {}", harmless(code), output.text(unknown)))?;
        let near = nearest(code);
        if !near.is_empty() {
            output.line(format!("{}{}", output.text(words("Nearest: ", "最接近的有：")), near.join(", ")))?;
        }
    } else {
        for (number, entry) in found.iter().enumerate() {
            if number > 0 {
                output.line("")?;
            }
            show(entry, output)?;
        }
    }
    Ok(if found.is_empty() { Verdict::Wrong } else { Verdict::Fine })
}

/// The entries of a code: the same number can mean different things at different doors.
fn known(code: &str) -> Vec<&'static Entry> {
    let is_it = |spelling: &str| spelling.eq_ignore_ascii_case(code);
    error::entries()
        .filter(|entry| is_it(entry.code) || entry.aliases.iter().any(|alias| is_it(alias)))
        .collect()
}

fn show(entry: &Entry, output: &mut Output<'_>) -> std::io::Result<()> {
    let who = output.text(speaker(entry.origin));
    output.line(format!("{} ({who})", output.painted(Style::Strong, entry.code)))?;
    if !entry.aliases.is_empty() {
        let also = output.text(words("also written", "又写作"));
        output.line(format!("  {also} {}", entry.aliases.join(", ")))?;
    }
    let separator = if output.language() == Language::Chinese { "：" } else { ": " };
    let rows = [
        (words("cause", "原因"), output.text(entry.cause)),
        (words("remedy", "处理办法"), output.text(entry.remedy)),
        (words("repeat", "重试"), output.text(advice(entry.retry))),
    ];
    for (name, text) in rows {
        output.line(format!("  {}{separator}{text}", output.text(name)))?;
    }
    Ok(())
}

fn speaker(origin: Origin) -> Words {
    match origin {
        Origin::QqToken => words("QQ, getToken", "QQ getToken 接口"),
        Origin::QqProxy => words("QQ's payment proxy", "QQ 代理下单接口"),
        Origin::WeChatPay => words("WeChat Pay", "微信支付"),
        _ => words("this library", "本库"),
    }
}

fn advice(retry: qq_wxpay::Retry) -> Words {
    match retry {
        qq_wxpay::Retry::SameRequest => {
            words("yes, after a pause, with the same number and values", "可以：稍后用原单号和相同参数")
        }
        qq_wxpay::Retry::ConfirmFirst => words("only after a query", "先查询，再决定"),
        _ => words("no: remove the cause first", "不要：先消除原因"),
    }
}

fn value(entry: &Entry) -> Value {
    json!({
        "code": entry.code,
        "origin": entry.origin.name(),
        "aliases": entry.aliases,
        "kind": entry.kind.name(),
        "retry": entry.retry.name(),
        "cause": entry.cause,
        "remedy": entry.remedy,
    })
}

fn nearest_if(found: &[&Entry], code: &str) -> Vec<&'static str> {
    if found.is_empty() { nearest(code) } else { Vec::new() }
}

/// At most three codes that are written alike.
fn nearest(code: &str) -> Vec<&'static str> {
    let written: String = code.chars().take(LONGEST).collect::<String>().to_ascii_uppercase();
    let close = |name: &str| strsim::damerau_levenshtein(name, &written) <= 2.max(name.len() / 4);
    let contains = |name: &str| written.len() >= 4 && (name.contains(&written) || written.contains(name));
    let names = error::entries().flat_map(|entry| std::iter::once(&entry.code).chain(entry.aliases)).copied();
    let mut near: Vec<&str> =
        names.filter(|name| close(name) || (name.len() >= 4 && contains(name))).collect();
    near.sort_by_key(|name| (strsim::damerau_levenshtein(name, &written), *name));
    near.dedup();
    near.truncate(3);
    near
}
