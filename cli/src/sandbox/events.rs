//! What happens in a sandbox, as it happens.

use std::io;

use qq_wxpay::error::{Entry, Origin, find};
use qq_wxpay_sandbox::Event;
use serde_json::json;

use crate::language::{Words, words};
use crate::output::{Output, Style, harmless};

/// What went wrong, by the kind of its event.
const WRONG: [(&str, Words); 11] = [
    ("cashier.refused", words("the cashier refused", "收银台拒绝")),
    ("notification.failed", words("a notification did not arrive", "通知未送达")),
    ("notification.given_up", words("a notification was given up", "通知不再重发")),
    ("notification.probe_accepted", words("the shop took a signature probe", "商户接受了签名探测")),
    ("notification.refused", words("the shop refused a notification", "商户拒绝了通知")),
    ("path.unknown", words("no such interface", "没有此接口")),
    ("proxy.refused", words("QQ's proxy refused", "QQ 代理拒绝")),
    ("proxy.warning", words("QQ's proxy took it, with a doubt", "QQ 代理已受理，但存疑")),
    ("tls.refused", words("the TLS connection was refused", "TLS 连接被拒绝")),
    ("token.refused", words("no access token", "未发放 access_token")),
    ("wechat.refused", words("WeChat Pay refused", "微信支付拒绝")),
];

/// Whether an event tells of something that went wrong.
pub(super) fn matters(event: &Event) -> bool {
    name(event).is_some() || event.kind.ends_with(".refused")
}

pub(super) fn show(event: &Event, output: &mut Output<'_>) -> io::Result<()> {
    if output.is_json() {
        return output.value(&json!(event));
    }
    let what = name(event).map_or(event.kind.as_str(), |words| output.text(words));
    let style = if matters(event) { Style::Bad } else { Style::Faint };
    let line = format!("{} {}", output.painted(style, what), harmless(&event.summary));
    output.line(line)?;
    let told = match (explained(event), remedy(event)) {
        (Some(entry), _) => format!("{} {}", output.text(entry.cause), output.text(entry.remedy)),
        (None, Some(remedy)) => output.text(remedy).to_owned(),
        (None, None) => return Ok(()),
    };
    output.line(output.painted(Style::Faint, &format!("    {told}")))
}

fn name(event: &Event) -> Option<Words> {
    WRONG.iter().find(|(kind, _)| *kind == event.kind).map(|(_, words)| *words)
}

/// What to do about an event that has no code.
fn remedy(event: &Event) -> Option<Words> {
    Some(match event.kind.as_str() {
        "notification.refused" => words(
            "Look into the log of the shop: it did not take the notification. V3 wants status 200 or 204, V2 the XML with return_code SUCCESS; it comes again.",
            "商户没有接受该通知，请查看商户服务的日志。V3 须应答 200 或 204，V2 须应答 return_code 为 SUCCESS 的 XML；通知会重发。",
        ),
        "notification.failed" => words(
            "Start the shop at this address, or correct the notification address; an answer must come within 5 seconds. It comes again.",
            "请在该地址启动商户服务，或更正通知地址；须在 5 秒内应答。通知会重发。",
        ),
        "notification.given_up" => words(
            "It was sent as often as WeChat Pay does, and comes no more: query the order.",
            "已达到微信支付的重发次数，不会再发送：请查询订单。",
        ),
        "notification.probe_accepted" => words(
            "The probe has a wrong signature: whoever takes it believes anybody. Verify each notification before its content is used.",
            "签名探测的签名是错误的：接受它意味着任何人都能伪造通知。请先验签，再使用通知内容。",
        ),
        "tls.refused" => words(
            "Set QQ_WXPAY_ROOT_CERTIFICATE and the address of the TLS listener as this sandbox has printed them.",
            "请按此沙箱的输出设置 QQ_WXPAY_ROOT_CERTIFICATE 与 TLS 监听地址。",
        ),
        "path.unknown" => words(
            "Compare path and method with the document of the interface; the sandbox has those that the libraries use.",
            "请核对路径和方法；沙箱提供各语言库所使用的接口。",
        ),
        _ => return None,
    })
}

/// What the code means with which a summary of a refusal begins.
fn explained(event: &Event) -> Option<&'static Entry> {
    let origin = match event.kind.as_str() {
        "token.refused" => Origin::QqToken,
        "proxy.refused" => Origin::QqProxy,
        "wechat.refused" => Origin::WeChatPay,
        _ => return None,
    };
    let is_part = |letter: char| letter.is_ascii_alphanumeric() || letter == '_' || letter == '-';
    event
        .summary
        .split(|letter| !is_part(letter))
        .filter(|word| word.len() >= 2)
        .find_map(|word| find(origin, word))
}
