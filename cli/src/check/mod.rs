//! `check`: whether the set-up works, before the first payer comes.

mod ask_proxy;
mod certificates;
mod client;
mod echo;
mod hosts;
mod notify_address;
mod report;
mod set_up;
mod settings;
mod token;
mod v2;
mod write;

use std::path::PathBuf;

use clap::{Args, ValueEnum};
use qq_wxpay_sandbox::{Options, Sandbox};

use crate::chinese::Chinese;
use crate::failure::{Failure, Outcome};
use crate::host::Surroundings;
use crate::output::Output;
use crate::settings::Source;
use crate::transcript::{Log, Redactor};
use report::Report;
use set_up::SetUp;

/// The notify address of a sandbox that is started for a check, when nobody named one: port 9 takes nothing.
const NOWHERE: &str = "http://127.0.0.1:9/notify";

/// Check settings, keys, certificates, clock, access token, hosts and the notify address
///
/// Every fault is told at once, with its remedy and the page of the console. Nothing is ordered, and no money moves. It ends with a transcript of what
/// went over the wire, without secrets, keys, tokens, queries or payers: paste it into a request for support.
#[derive(Debug, Args)]
#[command(after_long_help = "\
Examples:
  qq-wxpay check                         # the settings of the environment
  qq-wxpay check --env-file prod.env --no-token
  qq-wxpay check --against sandbox       # the same against a sandbox, to see what it does
  qq-wxpay check --ask-proxy --token     # what QQ's proxy answers to wrong orders: share it, please

An access token: QQ ends the one before it when a new one is fetched. The token of the configured store (QQ_WXPAY_TOKEN_STORE, by default the
file that all processes of this user share) is used when there is one; else you are asked, or say --token or --no-token. Without a terminal
none is fetched.

The exit status is 1 when something is wrong; warnings alone are fine.")]
pub(crate) struct Arguments {
    /// Check against a sandbox: one that the settings name, or else one that is started for this
    #[arg(long, value_enum)]
    against: Option<Against>,
    /// Reach nobody: settings, keys and certificates alone
    #[arg(long)]
    offline: bool,
    /// Fetch an access token without asking
    #[arg(long, conflicts_with = "no_token")]
    token: bool,
    /// Fetch no access token
    #[arg(long)]
    no_token: bool,
    /// Ask QQ's proxy what it answers to orders that it must refuse: nobody published it
    #[arg(long, conflicts_with = "offline")]
    ask_proxy: bool,
    /// Write the transcript to FILE, as JSON
    #[arg(long, value_name = "FILE")]
    transcript: Option<PathBuf>,
    #[command(flatten)]
    source: Source,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Against {
    /// QQ and WeChat Pay on this machine
    Sandbox,
}

pub(crate) const CHINESE: Chinese = &[
    ("", "检查配置、密钥、证书、时钟、access_token、网络和通知地址"),
    (
        "+",
        "一次列出全部问题，并给出处理办法和后台页面。不会下单，不产生资金变动。最后输出网络往来记录，其中没有密钥、凭证、查询参数和用户信息，可直接用于寻求帮助。",
    ),
    ("against", "针对沙箱检查（sandbox）：配置指向的沙箱，或为此临时启动的沙箱"),
    ("offline", "不访问网络：只检查配置、密钥和证书"),
    ("token", "直接获取 access_token，不再询问"),
    ("no_token", "不获取 access_token"),
    ("ask_proxy", "查看 QQ 代理对必须拒绝的订单如何应答：此前没有人公布过"),
    ("transcript", "把网络往来记录以 JSON 写入文件"),
    crate::settings::ENV_FILE,
    (
        "after",
        "\
示例：
  qq-wxpay check                         # 使用环境变量中的配置
  qq-wxpay check --env-file prod.env --no-token
  qq-wxpay check --against sandbox       # 针对沙箱，看看它做些什么
  qq-wxpay check --ask-proxy --token     # QQ 代理如何应答错误的订单，欢迎分享结果

关于 access_token：获取新的会使旧的失效。优先使用所配置存储（QQ_WXPAY_TOKEN_STORE，默认为本用户各进程共享的文件）中的 access_token；
没有时会询问，也可用 --token 或 --no-token 指定。不在终端中运行时不会获取。

有问题时退出码为 1；只有警告时为 0。",
    ),
];

pub(crate) async fn run(
    arguments: &Arguments,
    output: &mut Output<'_>,
    surroundings: &mut Surroundings<'_>,
) -> Outcome {
    let mut variables = arguments.source.variables(surroundings)?;
    let sandbox = match arguments.against {
        Some(Against::Sandbox) if !names_a_sandbox(&variables) => Some(start_sandbox(&mut variables).await?),
        _ => None,
    };
    let redactor = Redactor::of(&variables);
    let log = Log::default();
    let mut report = Report::new(output, redactor);
    let set_up = settings::check(variables, &mut report)?;
    if let Some(set_up) = &set_up {
        all(arguments, set_up, &log, &mut report, surroundings).await?;
    }
    let verdict = report.end(&log.all(), arguments.transcript.as_deref())?;
    if let Some(sandbox) = sandbox {
        sandbox.stop().await;
    }
    Ok(verdict)
}

async fn all(
    arguments: &Arguments,
    set_up: &SetUp,
    log: &Log,
    report: &mut Report<'_, '_>,
    surroundings: &mut Surroundings<'_>,
) -> Result<(), Failure> {
    let client = client::make(set_up, log)?;
    if arguments.offline {
        return certificates::check(&client, set_up, report);
    }
    hosts::check(&client, log, report).await?;
    let wish = token::Wish { fetch: arguments.token, leave: arguments.no_token };
    let may_fetch = token::decide(wish, set_up, report, surroundings)?;
    let asking = if may_fetch { client.clone() } else { client::make(&set_up.without_qq(), log)? };
    echo::check(&asking, may_fetch, report).await?;
    // Certificates that were fetched meanwhile are among them.
    certificates::check(&asking, set_up, report)?;
    v2::check(&client, set_up, report).await?;
    notify_address::check(set_up, NOWHERE, log, report).await?;
    if arguments.ask_proxy {
        ask_proxy::check(&client, may_fetch, log, report).await?;
    }
    Ok(())
}

/// Whether an address of these settings is on this machine.
fn names_a_sandbox(variables: &[(String, String)]) -> bool {
    let bases = ["QQ_WXPAY_QQ_BASE_URL", "QQ_WXPAY_WECHAT_BASE_URL"];
    variables.iter().any(|(name, value)| bases.contains(&name.as_str()) && is_local(value))
}

/// Its settings take the place of all others, but for a notify address on this machine.
async fn start_sandbox(variables: &mut Vec<(String, String)>) -> Result<Sandbox, Failure> {
    let failed = |error: std::io::Error| Failure::Failed(error.to_string());
    let sandbox = Sandbox::start(Options::default()).await.map_err(failed)?;
    let own =
        variables.iter().find(|(name, value)| name == "QQ_WXPAY_NOTIFY_URL" && is_local(value)).cloned();
    *variables = sandbox.env();
    if let Some(own) = own {
        variables.retain(|(name, _)| *name != own.0);
        variables.push(own);
    } else if let Some((_, address)) = variables.iter_mut().find(|(name, _)| name == "QQ_WXPAY_NOTIFY_URL") {
        NOWHERE.clone_into(address);
    }
    Ok(sandbox)
}

fn is_local(address: &str) -> bool {
    url::Url::parse(address).is_ok_and(|url| crate::http_client::is_local(&url))
}
