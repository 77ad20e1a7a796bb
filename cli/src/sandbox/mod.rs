//! `sandbox`: QQ and WeChat Pay on this machine.

mod banner;
mod events;

use std::net::{IpAddr, Ipv4Addr, SocketAddr};
use std::path::PathBuf;
use std::time::Duration;

use clap::Args;
use qq_wxpay_sandbox::{Options, Sandbox, write_env_file};
use serde_json::json;

use crate::chinese::Chinese;
use crate::failure::{Failure, Outcome, Verdict};
use crate::host::Surroundings;
use crate::language::words;
use crate::output::Output;

/// How often it is looked whether something happened.
const PAUSE: Duration = Duration::from_millis(100);

/// Run QQ and WeChat Pay on this machine: no account is needed, no money moves
///
/// It plays QQ's token service, payment proxy and relay, and WeChat Pay's orders, cashier, notifications, queries, refunds and bills, as
/// strictly as the real ones. What it refuses is shown as it happens, with the reason.
#[derive(Debug, Args)]
#[command(after_long_help = "\
Examples:
  qq-wxpay sandbox --write-env sandbox.env
  set -a; . ./sandbox.env; set +a       # in the shell of your server
  qq-wxpay sandbox --keep keys.json     # the same keys at each start
  qq-wxpay sandbox --host 0.0.0.0       # in a container

It ends on Ctrl-C and on SIGTERM, also as process 1 of a container.")]
pub(crate) struct Arguments {
    /// Address to listen on; 0.0.0.0 in a container
    #[arg(long, value_name = "ADDRESS", default_value_t = IpAddr::V4(Ipv4Addr::LOCALHOST))]
    host: IpAddr,
    /// Port; 0 lets the system choose
    #[arg(long, default_value_t = 18700)]
    port: u16,
    /// Port with mutual TLS, for V2 refunds; without it, the next one
    #[arg(long, value_name = "PORT")]
    secure_port: Option<u16>,
    /// Repeat refused notifications this many times faster
    #[arg(long, value_name = "FACTOR", default_value_t = 1.0)]
    time_scale: f64,
    /// Write the settings of this run to FILE, as environment variables, for its owner alone
    #[arg(long, value_name = "FILE")]
    write_env: Option<PathBuf>,
    /// Keep keys and secrets in FILE, so that the next start has the same ones
    #[arg(long, value_name = "FILE")]
    keep: Option<PathBuf>,
    /// Merchant number: several sandboxes stand for several merchants
    #[arg(long, value_name = "NUMBER")]
    mchid: Option<String>,
    /// WeChat AppID that is bound to the merchant number
    #[arg(long, value_name = "APPID")]
    wechat_appid: Option<String>,
    /// AppID of the QQ mini program
    #[arg(long, value_name = "APPID")]
    qq_appid: Option<String>,
    /// Callback address that is set in the QQ console
    #[arg(long, value_name = "URL", default_value = "http://127.0.0.1:8000/notify")]
    notify_url: String,
    /// Show everything that happens, not only what is refused
    #[arg(long)]
    all_events: bool,
}

pub(crate) const CHINESE: Chinese = &[
    ("", "在本机运行 QQ 与微信支付沙箱：无需商户账号，不产生真实资金"),
    (
        "+",
        "模拟 QQ 的 access_token、代理下单和通知转发，以及微信支付的下单、收银台、通知、查询、退款和账单，校验与真实环境一样严格。被拒绝的请求会实时显示原因。",
    ),
    ("host", "监听地址；容器中用 0.0.0.0"),
    ("port", "端口；0 表示由系统选择"),
    ("secure_port", "V2 退款所需的双向 TLS 端口；不指定时为下一个端口"),
    ("time_scale", "被拒绝的通知按此倍数加快重发"),
    ("write_env", "把本次运行的配置以环境变量形式写入文件，仅本用户可读"),
    ("keep", "把密钥保存在文件中，下次启动沿用"),
    ("mchid", "商户号：多个沙箱代表多个商户"),
    ("wechat_appid", "与商户号绑定的微信 AppID"),
    ("qq_appid", "QQ 小程序的 AppID"),
    ("notify_url", "QQ 后台配置的回调地址"),
    ("all_events", "显示全部事件，而不仅是被拒绝的"),
    (
        "after",
        "\
示例：
  qq-wxpay sandbox --write-env sandbox.env
  set -a; . ./sandbox.env; set +a       # 在你的服务所在的终端执行
  qq-wxpay sandbox --keep keys.json     # 每次启动使用相同的密钥
  qq-wxpay sandbox --host 0.0.0.0       # 在容器中

按 Ctrl-C 或收到 SIGTERM 时结束；作为容器的 1 号进程也一样。",
    ),
];

pub(crate) async fn run(
    arguments: &Arguments,
    output: &mut Output<'_>,
    surroundings: &Surroundings<'_>,
) -> Outcome {
    // Before it says that it is ready.
    let end = surroundings.end()?;
    let sandbox =
        Sandbox::start(arguments.options()).await.map_err(|error| not_started(arguments, output, &error))?;
    let file = arguments.write_env.as_deref();
    if let Some(path) = file {
        write_env_file(path, &sandbox.env()).map_err(|error| Failure::file(path, &error))?;
    }
    if output.is_json() {
        let variables: serde_json::Map<_, _> =
            sandbox.env().into_iter().map(|(name, value)| (name, value.into())).collect();
        output.value(&json!({ "base_url": sandbox.base_url(), "env": variables }))?;
    } else {
        output.raw(banner::text(&sandbox, file, output.language()).as_bytes())?;
    }
    let shown = show_events(arguments, output, &sandbox, end).await;
    sandbox.stop().await;
    shown?;
    Ok(Verdict::Fine)
}

/// Until the end.
async fn show_events(
    arguments: &Arguments,
    output: &mut Output<'_>,
    sandbox: &Sandbox,
    end: impl Future<Output = ()>,
) -> std::io::Result<()> {
    tokio::pin!(end);
    let mut seen = 0;
    loop {
        let (events, number) = sandbox.events_since(seen);
        seen = number;
        for event in events.iter().filter(|event| arguments.all_events || events::matters(event)) {
            events::show(event, output)?;
        }
        tokio::select! {
            () = &mut end => return Ok(()),
            () = tokio::time::sleep(PAUSE) => {}
        }
    }
}

fn not_started(arguments: &Arguments, output: &Output<'_>, error: &std::io::Error) -> Failure {
    if error.kind() == std::io::ErrorKind::AddrInUse {
        let (plain, secure) = (arguments.port, arguments.options().secure_port);
        return Failure::FailedIn(
            format!(
                "the sandbox did not start: somebody listens on port {plain} or {secure} already, perhaps another sandbox. Choose others with --port and \
                 --secure-port; 0 lets the system choose."
            ),
            format!(
                "沙箱未能启动：端口 {plain} 或 {secure} 已被占用，可能已有另一个沙箱在运行。请用 --port 与 --secure-port 换端口；0 表示由系统选择。"
            ),
        );
    }
    if let Some(path) = &arguments.keep
        && error.kind() == std::io::ErrorKind::InvalidData
    {
        return Failure::keys(path, error);
    }
    Failure::at(output.text(words("the sandbox did not start", "沙箱未能启动")), error)
}

impl Arguments {
    fn options(&self) -> Options {
        // The next port, unless the system chooses.
        let next = self.port.checked_add(1).filter(|port| *port > 1).unwrap_or(0);
        let usual = Options::default();
        Options {
            address: SocketAddr::new(self.host, self.port),
            secure_port: self.secure_port.unwrap_or(next),
            time_scale: self.time_scale,
            notify_url: self.notify_url.clone(),
            keep: self.keep.clone(),
            mchid: self.mchid.clone().unwrap_or(usual.mchid),
            wechat_appid: self.wechat_appid.clone().unwrap_or(usual.wechat_appid),
            qq_appid: self.qq_appid.clone().unwrap_or(usual.qq_appid),
        }
    }
}
