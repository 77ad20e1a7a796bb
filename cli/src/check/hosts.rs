//! Whether QQ and WeChat Pay can be reached, and what time it is there.

use std::time::Instant;

use qq_wxpay::QqWxPay;
use qq_wxpay::environment::{Clock as _, SystemClock};
use qq_wxpay::error::sdk_codes::SANDBOX_NOT_CONNECTED;
use qq_wxpay::http::HttpResponse;
use qq_wxpay::self_test::{CheckState, clock_of};
use url::Url;

use super::report::{Report, State, Subject, subject};
use crate::failure::Failure;
use crate::http_client;
use crate::language::{Words, words};
use crate::transcript::{Exchange, Log};

const QQ: Subject = subject("qq_host", "host of QQ", "QQ 接口域名");
const WECHAT: Subject = subject("wechat_host", "host of WeChat Pay", "微信支付接口域名");
/// What to look at when another machine cannot be reached.
const ELSEWHERE: Words = words(
    "Look at DNS, firewall and proxy (HTTPS_PROXY) of this machine.",
    "请检查本机的 DNS、防火墙和代理（HTTPS_PROXY）。",
);

const CLOCK: Subject = subject("clock_by_date", "clock, by the Date of the answer", "时钟（按应答的 Date）");

pub(super) async fn check(client: &QqWxPay, log: &Log, report: &mut Report<'_, '_>) -> Result<(), Failure> {
    let config = client.config();
    let http = http_client::make(config.is_sandbox())?;
    if config.qq_appid().is_some() {
        one(QQ, config.qq_base_url(), &http, log, report).await?;
    }
    one(WECHAT, config.wechat_base_url(), &http, log, report).await
}

async fn one(
    subject: Subject,
    base: &str,
    http: &reqwest::Client,
    log: &Log,
    report: &mut Report<'_, '_>,
) -> Result<(), Failure> {
    let address = format!("{base}/");
    let asked = Exchange::asked("GET", &address, [], b"");
    let begin = Instant::now();
    match http_client::send(http.get(&address)).await {
        Ok(answer) => {
            let pairs = answer.headers.iter().map(|(name, value)| (name.as_str(), value.as_str()));
            log.add(asked.answered(answer.status, pairs, &answer.body, begin.elapsed()));
            let milliseconds = begin.elapsed().as_millis();
            report.fine(subject, format!("{base}: HTTP {}, {milliseconds} ms", answer.status))?;
            let reply = HttpResponse::new(answer.status, answer.headers.into_iter().collect(), Vec::new());
            tell_clock(&reply, base, report)
        }
        Err(error) => {
            let why = http_client::innermost(&error, report.language());
            log.add(asked.failed(&why, begin.elapsed()));
            let text = format!("{base}: {}{why}", unreachable(&address).await);
            let is_own = Url::parse(&address).is_ok_and(|url| http_client::is_local(&url));
            let hint =
                report.language().of(if is_own { SANDBOX_NOT_CONNECTED.remedy.into() } else { ELSEWHERE });
            report.fault(subject, "NOT_CONNECTED", format!("{text}\n{hint}"))
        }
    }
}

/// Which part of the way fails, as far as that can be told.
async fn unreachable(address: &str) -> &'static str {
    let Ok(url) = Url::parse(address) else { return "" };
    let place = (url.host_str().unwrap_or_default().to_owned(), url.port_or_known_default().unwrap_or(443));
    match tokio::time::timeout(http_client::PATIENCE, tokio::net::lookup_host(place)).await {
        Ok(Ok(_)) => "",
        _ => "DNS: ",
    }
}

/// Only what is wrong: the self test tells of a right clock by a signed reply.
fn tell_clock(reply: &HttpResponse, base: &str, report: &mut Report<'_, '_>) -> Result<(), Failure> {
    match clock_of(reply, SystemClock.now()) {
        Some((_, check)) if check.state == CheckState::Fails => match check.error {
            Some(error) => report.error(CLOCK, State::Fault, &error),
            None => Ok(()),
        },
        Some((skew, _)) => report.fine(CLOCK, format!("{base}: {skew:+} s")),
        None => Ok(()),
    }
}
