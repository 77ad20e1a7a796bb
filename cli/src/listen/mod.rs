//! `listen`: what arrives at an address.

mod arrival;
mod forward;
mod server;
mod show;
mod verdict;

use std::net::{IpAddr, Ipv4Addr, SocketAddr};
use std::path::PathBuf;

use clap::Args;
use serde_json::json;
use tokio::net::TcpListener;

use crate::address;
use crate::chinese::Chinese;
use crate::failure::{Failure, Outcome, Verdict};
use crate::host::Surroundings;
use crate::language::words;
use crate::output::Output;
use crate::settings;
use crate::transcript::Redactor;
use verdict::Keys;

/// Show what arrives at an address, say whether its signature holds, and hand it on
///
/// Each request is shown with its headers, its body and the verdict of the configured keys; without settings those of the test kit
/// are taken, with which `trigger` signs. With --forward-to your server gets it unchanged, and its answer goes back. Without it the answer is 503, so
/// that WeChat Pay sends a notification again: nobody took it.
#[derive(Debug, Args)]
#[command(after_long_help = "\
Examples:
  qq-wxpay listen --forward-to http://127.0.0.1:8000/notify
  qq-wxpay listen --env-file sandbox.env --answer 204
  qq-wxpay listen --transcript relay.json --redacted   # what QQ's relay keeps, to show to others

Bodies may name payers: --redacted shows shapes in their place. It ends on Ctrl-C and on SIGTERM.")]
pub(crate) struct Arguments {
    /// Address to listen on
    #[arg(long, value_name = "ADDRESS", default_value_t = IpAddr::V4(Ipv4Addr::LOCALHOST))]
    host: IpAddr,
    /// Port; 0 lets the system choose
    #[arg(long, default_value_t = 18710)]
    port: u16,
    /// Hand each request on to this address, and its answer back; the path is that of the address
    #[arg(long, value_name = "URL")]
    forward_to: Option<String>,
    /// Answer with this status; 200 and 204 tell WeChat Pay that the notification was taken
    #[arg(long, value_name = "STATUS", conflicts_with = "forward_to", value_parser = clap::value_parser!(u16).range(200..=599))]
    answer: Option<u16>,
    /// Show shapes in place of bodies and header values: fit for others to see
    #[arg(long)]
    redacted: bool,
    /// Write what arrives to FILE, redacted, one JSON object a line
    #[arg(long, value_name = "FILE")]
    transcript: Option<PathBuf>,
    /// End after so many requests
    #[arg(long, value_name = "N")]
    count: Option<u64>,
    #[command(flatten)]
    source: settings::Source,
}

pub(crate) const CHINESE: Chinese = &[
    ("", "查看某个地址收到的请求，判断签名是否成立，并可转发"),
    (
        "+",
        "显示每个请求的请求头、正文以及用所配置密钥得出的验签结论；没有配置时使用测试工具的密钥，即 trigger 签名所用的密钥。使用 --forward-to 时原样转给你的服务并返回其应答；否则应答 503，微信支付会重发通知，因为没有人处理它。",
    ),
    ("host", "监听地址"),
    ("port", "端口；0 表示由系统选择"),
    ("forward_to", "把每个请求转发到此地址，并返回其应答；路径以该地址为准"),
    ("answer", "应答的 HTTP 状态码；200 和 204 表示通知已处理"),
    ("redacted", "不显示正文和请求头的值，只显示结构，可以给他人看"),
    ("transcript", "把收到的请求脱敏后写入文件，每行一个 JSON 对象"),
    ("count", "收到这么多个请求后结束"),
    settings::ENV_FILE,
    (
        "after",
        "\
示例：
  qq-wxpay listen --forward-to http://127.0.0.1:8000/notify
  qq-wxpay listen --env-file sandbox.env --answer 204
  qq-wxpay listen --transcript relay.json --redacted   # 记录 QQ 转发保留了什么，可发给他人

正文可能包含用户信息，可用 --redacted 只显示结构。按 Ctrl-C 或收到 SIGTERM 时结束。",
    ),
];

pub(crate) async fn run(
    arguments: &Arguments,
    output: &mut Output<'_>,
    surroundings: &Surroundings<'_>,
) -> Outcome {
    let end = surroundings.end()?;
    let variables = arguments.source.variables(surroundings)?;
    let redactor = Redactor::of(&variables);
    let keys = Keys::of(variables)?;
    let place = SocketAddr::new(arguments.host, arguments.port);
    let listener = TcpListener::bind(place).await.map_err(|error| Failure::at(&place.to_string(), &error))?;
    let bound = listener.local_addr()?;
    if output.is_json() {
        output.value(&json!({ "listening": format!("http://{bound}") }))?;
    } else {
        output.line(format!("{} http://{bound}", output.text(words("listening at", "正在监听"))))?;
        if keys.are_of_the_test_kit() {
            let none = words(
                "no settings were found: signatures are checked with the keys of the test kit",
                "没有找到配置：用测试工具的密钥验签",
            );
            output.aside(output.text(none))?;
        }
    }
    let answers = match &arguments.forward_to {
        Some(to) => {
            let to = address::read("--forward-to", to)?;
            server::Answers::Forwarded(forward::Target::new(to, output.language())?)
        }
        None => server::Answers::Fixed(arguments.answer.unwrap_or(503)),
    };
    let (arrivals, mut arrived) = tokio::sync::mpsc::channel(64);
    let serving = tokio::spawn(server::serve(listener, answers, arrivals));
    let shown = async {
        tokio::pin!(end);
        let mut number = 0;
        while arguments.count.is_none_or(|count| number < count) {
            let arrival = tokio::select! {
                () = &mut end => break,
                arrival = arrived.recv() => arrival,
            };
            let Some(arrival) = arrival else { break };
            number += 1;
            let verdict = keys.judge(&arrival);
            show::show(&arrival, &verdict, (arguments.redacted, &redactor), output)?;
            if let Some(path) = &arguments.transcript {
                show::append(path, &arrival, &verdict, &redactor)?;
            }
        }
        Ok::<_, Failure>(())
    };
    let shown = shown.await;
    serving.abort();
    shown?;
    Ok(Verdict::Fine)
}
