//! `verify`: why a signature does not hold.

mod curl;
mod dump;
mod har;
mod headers;
mod input;
mod keys;
mod message;
mod raw_http;
mod shell;
mod show;
mod text;

use std::path::PathBuf;

use clap::{Args, ValueEnum};
use qq_wxpay_sandbox::diagnosis::{self, Kind};
use serde_json::json;

use crate::chinese::Chinese;
use crate::failure::{Failure, Outcome, Verdict};
use crate::host::Surroundings;
use crate::language::words;
use crate::output::Output;
use crate::settings;
use message::Message;

/// Say why the signature of a captured request, notification or reply does not hold
///
/// It recovers what was really signed and shows it beside what has to be signed, with the difference marked: a wrong path, a body that was
/// written anew, another key, a clock. The message is raw HTTP (from FILE, or from standard input), or what the options give. Keys come
/// from the settings, as many as there are: the previous ones, too. Nothing is sent, and no key, token or payer is shown.
#[derive(Debug, Args)]
#[command(after_long_help = "\
Examples:
  qq-wxpay verify notification.http
  qq-wxpay verify --headers headers.txt --body body.json
  qq-wxpay verify --method POST --url https://api.q.qq.com/wxpay/... --headers headers.txt --body body.json
  qq-wxpay verify --har network.har
  pbpaste | qq-wxpay verify --curl -

Raw HTTP is the request line (or the status line of a reply), the headers, an empty line and the bytes of the body; what curl -v prints
is read, too. How old a message is is looked at only when its time is known: from --at, a HAR, or the Date of a reply.

The exit status is 0 when the signature holds, 1 when it does not, 2 when the input cannot be read.")]
pub(crate) struct Arguments {
    /// Raw HTTP; - is standard input, which is also read when nothing is given
    #[arg(conflicts_with_all = ["headers", "body", "har", "curl"])]
    file: Option<PathBuf>,
    /// Headers: one `Name: value` a line, JSON, or as a language prints them
    #[arg(long, value_name = "FILE", conflicts_with_all = ["har", "curl"])]
    headers: Option<PathBuf>,
    /// The body, byte for byte
    #[arg(long, value_name = "FILE", conflicts_with_all = ["har", "curl"])]
    body: Option<PathBuf>,
    /// Method of the request
    #[arg(long, value_name = "METHOD", conflicts_with_all = ["har", "curl"])]
    method: Option<String>,
    /// Address of the request, or its path with the query
    #[arg(long, value_name = "URL", conflicts_with_all = ["har", "curl"])]
    url: Option<String>,
    /// A recording of a browser or proxy; what concerns WeChat Pay in it is looked at
    #[arg(long, value_name = "FILE")]
    har: Option<PathBuf>,
    /// Only the entry of this number, counted from 1
    #[arg(long, value_name = "NUMBER", requires = "har")]
    entry: Option<usize>,
    /// A curl command, as browsers and logs write it; - is standard input
    #[arg(long, value_name = "FILE", conflicts_with = "har")]
    curl: Option<PathBuf>,
    /// What the message is; without it, its content tells
    #[arg(long, value_enum, value_name = "KIND")]
    kind: Option<KindName>,
    /// When it was sent or arrived: Unix seconds, or `now`
    #[arg(long, value_name = "TIME")]
    at: Option<String>,
    #[command(flatten)]
    source: settings::Source,
}

/// The kinds by their names on the command line.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum KindName {
    V3Request,
    V3Notification,
    V3Reply,
    V2Request,
    V2Notification,
    V2Reply,
    V2RefundNotice,
}

impl From<KindName> for Kind {
    fn from(name: KindName) -> Self {
        match name {
            KindName::V3Request => Self::V3Request,
            KindName::V3Notification => Self::V3Notification,
            KindName::V3Reply => Self::V3Reply,
            KindName::V2Request => Self::V2Request,
            KindName::V2Notification => Self::V2Notification,
            KindName::V2Reply => Self::V2Reply,
            KindName::V2RefundNotice => Self::V2RefundNotice,
        }
    }
}

pub(crate) const CHINESE: Chinese = &[
    ("", "说明一条抓取到的请求、通知或应答为什么验签失败"),
    (
        "+",
        "还原实际被签名的内容，与应签的内容并排显示并标出差异：路径不对、正文被重新序列化、密钥不对、时钟偏差等。消息是原始 HTTP（来自文件或标准输入），或由选项给出。密钥取自配置，包括上一个密钥。不发送任何内容，也不显示密钥、令牌和付款人信息。",
    ),
    ("file", "原始 HTTP；- 为标准输入，什么都不指定时也读取标准输入"),
    ("headers", "请求头：每行 名称: 值，或 JSON，或编程语言打印出的形式"),
    ("body", "正文，逐字节一致"),
    ("method", "请求方法"),
    ("url", "请求地址，或带查询串的路径"),
    ("har", "浏览器或代理的录制文件（HAR）；只看其中与微信支付有关的条目"),
    ("entry", "只看第几个条目，从 1 开始"),
    ("curl", "curl 命令，即浏览器和日志中的写法；- 为标准输入"),
    ("kind", "消息的种类；不指定时由内容判断"),
    ("at", "发送或到达的时间：Unix 秒，或 now"),
    settings::ENV_FILE,
    (
        "after",
        "\
示例：
  qq-wxpay verify notification.http
  qq-wxpay verify --headers headers.txt --body body.json
  qq-wxpay verify --method POST --url https://api.q.qq.com/wxpay/... --headers headers.txt --body body.json
  qq-wxpay verify --har network.har
  pbpaste | qq-wxpay verify --curl -

原始 HTTP 由请求行（应答则为状态行）、请求头、空行和正文字节组成；curl -v 的输出也可以。只有知道时间（--at、HAR 或应答的 Date）时才检查消息是否过期。

签名成立时退出码为 0，不成立为 1，输入无法读取为 2。",
    ),
];

pub(crate) fn run(
    arguments: &Arguments,
    output: &mut Output<'_>,
    surroundings: &mut Surroundings<'_>,
) -> Outcome {
    let language = output.language();
    let keys = keys::of(arguments.source.variables(surroundings)?)?;
    let messages = input::messages(arguments, language, surroundings)?;
    let at = arguments.at.as_deref().map(|text| input::time(text, language)).transpose()?;
    let mut holds = true;
    for (number, message) in messages.iter().enumerate() {
        let kind =
            arguments.kind.map(Kind::from).or_else(|| message.kind()).ok_or_else(|| unknown_kind(output))?;
        let verdict = diagnosis::examine(&message.capture(kind, at), &keys);
        holds &= verdict.holds;
        if output.is_json() {
            output.value(&value(message, &verdict))?;
            continue;
        }
        if number > 0 {
            output.line("")?;
        }
        if messages.len() > 1 {
            show::title(message, &keys, output)?;
        }
        show::verdict(&verdict, output)?;
    }
    Ok(if holds { Verdict::Fine } else { Verdict::Wrong })
}

fn value(message: &Message, verdict: &diagnosis::Verdict) -> serde_json::Value {
    let mut value = serde_json::to_value(verdict).unwrap_or_default();
    if let Some(number) = message.entry {
        value["entry"] = json!(number);
    }
    value
}

fn unknown_kind(output: &Output<'_>) -> Failure {
    Failure::Usage(
        output
            .text(words(
                "this is no message of WeChat Pay that is known: neither Authorization nor Wechatpay headers, nor XML with fields; say --kind",
                "无法识别为微信支付的消息：没有 Authorization 或 Wechatpay 头，也不是带字段的 XML；请用 --kind 指定",
            ))
            .to_owned(),
    )
}
