//! The address for notifications: it must be there, and refuse what nobody signed.

use std::time::Instant;

use qq_wxpay_sandbox::testing::{
    Changes, Kind, Order, SignedNotification, Spoilt, TestingError, signed_notification,
};
use url::Url;

use super::report::{Report, Subject, subject};
use super::set_up::SetUp;
use crate::failure::Failure;
use crate::http_client::{self, PATIENCE};
use crate::language::{Language, Words, words};
use crate::transcript::{Exchange, Log};

const ADDRESS: Subject = subject("notify_url", "address for notifications", "通知地址");

/// `nowhere` is the address that stands for none.
pub(super) async fn check(
    set_up: &SetUp,
    nowhere: &str,
    log: &Log,
    report: &mut Report<'_, '_>,
) -> Result<(), Failure> {
    if set_up.settings.notify_url.as_deref() == Some(nowhere) {
        let none =
            words("QQ_WXPAY_NOTIFY_URL names none on this machine", "QQ_WXPAY_NOTIFY_URL 没有指向本机的地址");
        let none = report.language().of(none);
        return report.not_tested(ADDRESS, none);
    }
    // One that is missing was told with the settings.
    let Some(url) = set_up.settings.notify_url.as_deref().and_then(|text| Url::parse(text).ok()) else {
        return Ok(());
    };
    if !resolves(&url).await {
        let text = match report.language() {
            Language::English => format!("{} has no address in DNS", url.host_str().unwrap_or_default()),
            Language::Chinese => format!("域名 {} 无法解析", url.host_str().unwrap_or_default()),
        };
        return report.fault(ADDRESS, "NOTIFY_URL_UNKNOWN_HOST", text);
    }
    let client = http_client::make(http_client::is_local(&url))?;
    let messages = forgeries(set_up).map_err(|error| Failure::Failed(error.to_string()))?;
    let mut statuses = Vec::new();
    for message in &messages {
        match post(&client, &url, message, log).await {
            Ok(status) => statuses.push(status),
            Err((code, error)) => {
                let why = http_client::innermost(&error, report.language());
                let text = report.language().of(hint(code, http_client::is_local(&url)));
                return report.fault(ADDRESS, code, format!("{why}\n{text}"));
            }
        }
    }
    tell(&statuses, report)
}

/// What is sent: a payment that nobody signed, and one that somebody else signed in WeChat Pay's name.
fn forgeries(set_up: &SetUp) -> Result<Vec<SignedNotification>, TestingError> {
    let order = Order::new("QQ-WXPAY-CHECK", 1);
    let mut made = Vec::new();
    if set_up.settings.merchant_private_key.is_some() || set_up.settings.merchant_p12.is_some() {
        made.push(signed_notification(Kind::Payment, &order, &Changes::default().spoilt(Spoilt::Unsigned))?);
        let forged = Changes::default().spoilt(Spoilt::WrongKey);
        let serial = set_up.settings.public_key_id.as_ref();
        let forged =
            serial.iter().fold(forged, |forged, serial| forged.header("Wechatpay-Serial", serial.as_str()));
        made.push(signed_notification(Kind::Payment, &order, &forged)?);
    }
    if set_up.settings.api_v2_key.is_some() {
        made.push(signed_notification(
            Kind::V2Payment,
            &order,
            &Changes::default().spoilt(Spoilt::WrongKey),
        )?);
    }
    Ok(made)
}

/// The status, or the code of a failure and what failed.
async fn post(
    client: &reqwest::Client,
    url: &Url,
    message: &SignedNotification,
    log: &Log,
) -> Result<u16, (&'static str, reqwest::Error)> {
    let headers = message.headers.iter().map(|(name, value)| (name.as_str(), value.as_str()));
    let asked = Exchange::asked("POST", url.as_str(), headers, &message.body);
    let mut request = client.post(url.clone()).header("User-Agent", "Mozilla/4.0");
    for (name, value) in &message.headers {
        request = request.header(name, value);
    }
    let begin = Instant::now();
    match http_client::send(request.body(message.body.clone())).await {
        Ok(answer) => {
            let pairs = answer.headers.iter().map(|(name, value)| (name.as_str(), value.as_str()));
            log.add(asked.answered(answer.status, pairs, &answer.body, begin.elapsed()));
            Ok(answer.status)
        }
        Err(error) => {
            let why = http_client::innermost(&error, Language::English);
            log.add(asked.failed(&why, begin.elapsed()));
            let code = if error.is_timeout() {
                "NOTIFY_URL_SLOW"
            } else if why.contains("certificate") || why.contains("tls") || why.contains("TLS") {
                "NOTIFY_URL_TLS"
            } else {
                "NOTIFY_URL_UNREACHABLE"
            };
            Err((code, error))
        }
    }
}

fn hint(code: &str, is_local: bool) -> Words {
    match code {
        "NOTIFY_URL_UNREACHABLE" if is_local => words(
            "Nobody listens there: start your server, or correct QQ_WXPAY_NOTIFY_URL.",
            "该地址没有程序在监听：请启动你的服务，或更正 QQ_WXPAY_NOTIFY_URL。",
        ),
        "NOTIFY_URL_SLOW" => words(
            "WeChat Pay waits 5 seconds: answer first, work afterwards.",
            "微信支付只等待 5 秒：请先应答，再处理。",
        ),
        "NOTIFY_URL_TLS" => words(
            "Its certificate must be that of a public authority, whole with all intermediates, and name this host.",
            "证书须由公共 CA 签发，带全中间证书，且与域名一致。",
        ),
        _ => words(
            "Nobody answers there: start the server, and look at port, firewall and DNS. From inside your network the way can be \
             another one than from outside.",
            "没有人应答：请启动服务，并检查端口、防火墙和 DNS。从内网和外网访问的路径可能不同。",
        ),
    }
}

fn tell(statuses: &[u16], report: &mut Report<'_, '_>) -> Result<(), Failure> {
    let language = report.language();
    let list: Vec<String> = statuses.iter().map(u16::to_string).collect();
    let list = list.join(", ");
    let is = |range: std::ops::Range<u16>| statuses.iter().any(|status| range.contains(status));
    let (code, text) = if is(200..300) {
        let text = words(
            "answers \"received\" to a notification that nobody of WeChat Pay signed: anybody can report payments. Verify the signature before all else.",
            "对伪造的通知应答了“已收到”：任何人都能谎报付款。请先验签再处理。",
        );
        ("NOTIFY_URL_TAKES_FORGERIES", text)
    } else if is(300..400) {
        let text = words(
            "answers with a redirect, which WeChat Pay does not follow: configure the address behind it.",
            "应答了重定向，微信支付不会跟随：请直接配置最终地址。",
        );
        ("NOTIFY_URL_REDIRECTS", text)
    } else if statuses.iter().all(|status| matches!(status, 404 | 405)) {
        let text = words(
            "nobody serves POST at this path: compare it with the route of your server.",
            "该路径没有处理 POST 请求：请核对服务的路由。",
        );
        return report.warn(ADDRESS, format!("HTTP {list}: {}", language.of(text)));
    } else {
        let text = words("it is there, and refuses forgeries", "可访问，并拒绝了伪造的通知");
        return report.fine(ADDRESS, format!("HTTP {list}: {}", language.of(text)));
    };
    report.fault(ADDRESS, code, format!("HTTP {list}: {}", language.of(text)))
}

async fn resolves(url: &Url) -> bool {
    let place = (url.host_str().unwrap_or_default().to_owned(), url.port_or_known_default().unwrap_or(443));
    let host = place.0.trim_matches(['[', ']']).to_owned();
    tokio::time::timeout(PATIENCE, tokio::net::lookup_host((host, place.1)))
        .await
        .is_ok_and(|found| found.is_ok())
}
