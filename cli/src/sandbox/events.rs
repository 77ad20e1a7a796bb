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
    let Some(entry) = explained(event) else { return Ok(()) };
    let told = format!("    {} {}", output.text(entry.cause), output.text(entry.remedy));
    output.line(output.painted(Style::Faint, &told))
}

fn name(event: &Event) -> Option<Words> {
    WRONG.iter().find(|(kind, _)| *kind == event.kind).map(|(_, words)| *words)
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
