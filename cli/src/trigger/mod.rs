//! `trigger`: a signed notification to an address.

mod expectation;
mod hint;
mod kinds;
mod send;

use std::path::PathBuf;

use clap::Args;
use qq_wxpay_sandbox::testing::{self, Changes, Order, Spoilt, TestingError, Wallet};
use serde_json::{Value, json};

use crate::address;
use crate::chinese::Chinese;
use crate::failure::{Failure, Outcome, Verdict};
use crate::http_client;
use crate::language::{Language, words};
use crate::output::{Output, Style, harmless};
use expectation::Expectation;
use kinds::Trigger;

/// Send a signed notification to an address, and say what WeChat Pay would take its answer for
///
/// KIND is what it is about, or what is wrong with it:
/// payment, partner_payment, combine_payment, v2_payment, refund, refund_abnormal, refund_closed, v2_refund, v2_refund_abnormal,
/// v2_refund_closed, not_paid, v2_not_paid, other, security_echo; of a payment also duplicate (twice), probe, stale, unsigned, forged,
/// wrong_key, unknown_serial, undecryptable.
#[derive(Debug, Args)]
#[command(after_long_help = "\
Examples:
  qq-wxpay trigger payment --to http://127.0.0.1:8000/notify --order T20261129000001 --total 1999
  qq-wxpay trigger forged --to http://127.0.0.1:8000/notify         # must be refused
  qq-wxpay trigger refund --spoilt stale --to http://127.0.0.1:8000/notify

It is signed with the fixed keys of the test kit: start your server with the settings that --print-settings writes. With --keep it is
signed with those of a sandbox that was started with the same --keep: then your server runs with the sandbox's settings.

The exit status is 0 when the answer is right: \"received\" for what is genuine, a refusal for what is not; 1 when it is wrong, or
nobody answered.")]
pub(crate) struct Arguments {
    /// What is sent, see above
    #[arg(required_unless_present = "print_settings")]
    kind: Option<String>,
    /// Where it is sent
    #[arg(long, value_name = "URL", required_unless_present = "print_settings")]
    to: Option<String>,
    /// Number of the order
    #[arg(long, value_name = "NUMBER")]
    order: Option<String>,
    /// What was to be paid, in fen
    #[arg(long, value_name = "FEN", value_parser = clap::value_parser!(i64).range(1..))]
    total: Option<i64>,
    /// Number of the refund
    #[arg(long, value_name = "NUMBER")]
    refund: Option<String>,
    /// How much is refunded, in fen; without it, all
    #[arg(long, value_name = "FEN", value_parser = clap::value_parser!(i64).range(1..))]
    refund_amount: Option<i64>,
    /// What the order carried
    #[arg(long, value_name = "TEXT")]
    attach: Option<String>,
    /// What is wrong with it: stale, unsigned, forged, wrong_key, unknown_serial, undecryptable, probe
    #[arg(long, value_name = "HOW")]
    spoilt: Option<String>,
    /// Change a field of what it says, as FIELD=VALUE: amount.total=1, trade_state=CLOSED; more than once
    #[arg(long, value_name = "FIELD=VALUE")]
    set: Vec<String>,
    /// Sign with the keys of the sandbox that keeps them in FILE
    #[arg(long, value_name = "FILE")]
    keep: Option<PathBuf>,
    /// Write the settings of a client that believes the test kit, as environment variables, and send nothing
    #[arg(long, conflicts_with_all = ["to", "kind", "keep"])]
    print_settings: bool,
}

pub(crate) const CHINESE: Chinese = &[
    ("", "向某个地址发送带签名的通知，并说明微信支付会如何看待其应答"),
    (
        "+",
        "KIND 是通知的内容，或者它的问题所在：payment、partner_payment、combine_payment、v2_payment、refund、refund_abnormal、refund_closed、v2_refund、v2_refund_abnormal、v2_refund_closed、not_paid、v2_not_paid、other、security_echo；支付通知还可以是 duplicate（发送两次）、probe（签名探测）、stale（过期）、unsigned（无签名）、forged（伪造）、wrong_key（密钥不对）、unknown_serial（未知序列号）、undecryptable（无法解密）。",
    ),
    ("kind", "发送什么，见上"),
    ("to", "发送到哪里"),
    ("order", "商户订单号"),
    ("total", "订单金额，单位为分"),
    ("refund", "商户退款单号"),
    ("refund_amount", "退款金额，单位为分；不指定时为全额"),
    ("attach", "订单的附加数据"),
    ("spoilt", "通知的问题：stale、unsigned、forged、wrong_key、unknown_serial、undecryptable、probe"),
    ("set", "修改通知中的字段，格式 字段=值，如 amount.total=1；可多次使用"),
    ("keep", "用沙箱保存在此文件中的密钥签名"),
    ("print_settings", "以环境变量形式输出信任测试工具的客户端配置，不发送任何内容"),
    (
        "after",
        "\
示例：
  qq-wxpay trigger payment --to http://127.0.0.1:8000/notify --order T20261129000001 --total 1999
  qq-wxpay trigger forged --to http://127.0.0.1:8000/notify         # 必须被拒绝
  qq-wxpay trigger refund --spoilt stale --to http://127.0.0.1:8000/notify

默认用测试工具的固定密钥签名：请用 --print-settings 输出的配置启动你的服务。使用 --keep 时用以相同 --keep 启动的沙箱的密钥签名，
此时你的服务使用该沙箱的配置。

应答正确时退出码为 0：真实的通知应答“已收到”，有问题的通知被拒绝；应答不对或无人应答时为 1。",
    ),
];

pub(crate) async fn run(arguments: &Arguments, output: &mut Output<'_>) -> Outcome {
    let language = output.language();
    let wallet = match &arguments.keep {
        Some(path) => Wallet::kept(path).map_err(|error| Failure::keys(path, &error))?,
        None => Wallet::fixed(),
    };
    let (Some(kind), Some(to)) = (&arguments.kind, &arguments.to) else {
        output.raw(qq_wxpay_sandbox::env_file_text(&testing::settings()).as_bytes())?;
        return Ok(Verdict::Fine);
    };
    let to = &address::read("--to", to)?;
    let trigger =
        Trigger::of(kind, arguments.spoilt.as_deref()).map_err(|error| refused(&error, language))?;
    let messages = trigger
        .messages(&wallet, &arguments.order(), &arguments.changes(language)?)
        .map_err(|error| refused(&error, language))?;
    let mut is_right = true;
    let client = send::client(to)?;
    for message in &messages {
        let answer = send::send(&client, to, message).await;
        let status = answer.as_ref().ok().map(|answer| answer.status);
        let body = answer.as_ref().map(|answer| answer.body.as_slice()).unwrap_or_default();
        let received = status.is_some_and(|status| trigger.kind.is_received(status, body));
        let expectation = Expectation::of(trigger.spoilt);
        let right = status.is_some() && expectation.is_met(received);
        is_right &= right;
        let is_refused = expectation == Expectation::Received && status.is_some() && !received;
        let hint = is_refused.then(|| hint::of(body, arguments.keep.is_some()));
        let failure = answer.as_ref().err().map(|error| http_client::innermost(error, language));
        if output.is_json() {
            output.value(&json!({
                "kind": trigger.kind.name(),
                "spoilt": trigger.spoilt.map(Spoilt::name),
                "status": status,
                "body": String::from_utf8_lossy(body),
                "failure": failure,
                "received": received,
                "expected": expectation.name(),
                "right": right,
                "hint": hint.map(|hint| output.text(hint)),
            }))?;
            continue;
        }
        let what = trigger.spoilt.map_or_else(
            || trigger.kind.name().to_owned(),
            |spoilt| format!("{} ({})", trigger.kind.name(), spoilt.name()),
        );
        match (status, failure) {
            (Some(status), _) => {
                output.line(format!("{what}: HTTP {status} {}", harmless(&excerpt(body))))?
            }
            (None, failure) => output.line(format!("{what}: {}", failure.unwrap_or_default()))?,
        }
        let style = if right { Style::Good } else { Style::Bad };
        let told = output.painted(style, output.text(expectation.told(status.is_some(), received)));
        output.line(format!("  {told}"))?;
        if let Some(hint) = hint {
            output.line(format!("  {}", output.painted(Style::Faint, output.text(hint))))?;
        }
    }
    Ok(if is_right { Verdict::Fine } else { Verdict::Wrong })
}

impl Arguments {
    fn order(&self) -> Order {
        let mut order = Order::default();
        if let Some(number) = &self.order {
            order.out_trade_no.clone_from(number);
        }
        if let Some(total) = self.total {
            order.total = total;
        }
        if let Some(number) = &self.refund {
            order.out_refund_no.clone_from(number);
        }
        order.refund = self.refund_amount;
        order.attach.clone_from(&self.attach);
        order
    }

    fn changes(&self, language: Language) -> Result<Changes, Failure> {
        self.set.iter().try_fold(Changes::default(), |changes, text| {
            let form = words(
                "--set needs FIELD=VALUE, such as amount.total=1",
                "--set 的格式为 字段=值，例如 amount.total=1",
            );
            let (field, value) =
                text.split_once('=').ok_or_else(|| Failure::Usage(language.of(form).to_owned()))?;
            // What is JSON is taken as such: numbers, null. Everything else is a text.
            let value = serde_json::from_str(value).unwrap_or_else(|_| Value::from(value));
            Ok(changes.field(field, value))
        })
    }
}

fn refused(error: &TestingError, language: Language) -> Failure {
    let text = if language == Language::Chinese { &error.zh } else { &error.en };
    Failure::Usage(text.clone())
}

fn excerpt(body: &[u8]) -> String {
    let text = String::from_utf8_lossy(&body[..body.len().min(2000)]);
    text.chars().take(200).map(|letter| if letter.is_whitespace() { ' ' } else { letter }).collect()
}
