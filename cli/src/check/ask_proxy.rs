//! What QQ's proxy answers to orders that it must refuse. Nobody published the shape and status of its errors, or which headers of
//! WeChat Pay's replies pass it. None of these can be paid: the first has no valid token, the others no valid signature.

use std::time::Instant;

use qq_wxpay::environment::{NonceSource as _, RequestStamp, SystemNonce};
use qq_wxpay::model::OrderRequest;
use qq_wxpay::operations::PlaceOrder;
use qq_wxpay::{CallContext, Operation as _, QqWxPay, Secret};
use serde_json::json;
use url::Url;

use super::report::{Report, State, Subject, subject};
use crate::failure::Failure;
use crate::http_client;
use crate::language::{Words, words};
use crate::transcript::{Exchange, Log};

const PROXY: Subject = subject("ask_proxy", "QQ's proxy, asked", "询问 QQ 代理");

/// An order as it goes to the proxy.
struct Question {
    what: Words,
    url: Url,
    headers: Vec<(String, String)>,
    body: Vec<u8>,
}

pub(super) async fn check(
    client: &QqWxPay,
    may_fetch: bool,
    log: &Log,
    report: &mut Report<'_, '_>,
) -> Result<(), Failure> {
    let number = format!("CHECK{}", &SystemNonce.nonce()[..20]);
    let signed = match with_token(client, &number, &Secret::new("0123456789INVALID0123456789")) {
        Ok(question) => question,
        Err(error) => return report.error(PROXY, State::NotTested, &error),
    };
    let http = http_client::make(client.config().is_sandbox())?;
    ask(&http, &signed, log, report).await?;
    if !may_fetch {
        let rest = words(
            "the rest needs a valid access token: --token",
            "其余问题需要有效的 access_token：请加 --token",
        );
        let rest = report.language().of(rest);
        return report.not_tested(PROXY, rest);
    }
    let token = match client.access_token().await {
        Ok(token) => token.access_token,
        Err(error) => return report.error(PROXY, State::NotTested, &error),
    };
    report.hide(token.expose(), "access_token");
    let valid = match with_token(client, &number, &token) {
        Ok(question) => question,
        Err(error) => return report.error(PROXY, State::NotTested, &error),
    };
    for question in wrong_orders(client, &valid, &number) {
        ask(&http, &question, log, report).await?;
    }
    Ok(())
}

/// A rightly signed order with this token.
fn with_token(client: &QqWxPay, number: &str, token: &Secret) -> qq_wxpay::Result<Question> {
    let stamp = RequestStamp::system();
    let call = CallContext::new(client.config(), &stamp).with_access_token(token);
    let mut order = OrderRequest::new(number, "qq-wxpay check", 1, "203.0.113.7");
    order.channel = Some(qq_wxpay::model::Channel::QqProxy);
    let prepared = PlaceOrder::prepare(&order, &call)?;
    let request = prepared.request();
    Ok(Question {
        what: words("an order with an invalid access token", "access_token 无效的订单"),
        url: Url::parse(request.url())
            .map_err(|_| qq_wxpay::Error::sdk(&qq_wxpay::error::sdk_codes::BASE_URL))?,
        headers: request.headers().map(|(name, value)| (name.to_owned(), value.to_owned())).collect(),
        body: request.body().to_vec(),
    })
}

/// Orders with a valid token, none of them signed so that WeChat Pay takes it.
fn wrong_orders(client: &QqWxPay, valid: &Question, number: &str) -> Vec<Question> {
    let config = client.config();
    let headers = || -> Vec<(String, String)> {
        let unsigned = |value: &str| value.replace("signature=\"", "signature=\"AAAA");
        valid
            .headers
            .iter()
            .map(|(name, value)| {
                let is_signature = name.eq_ignore_ascii_case("authorization");
                (name.clone(), if is_signature { unsigned(value) } else { value.clone() })
            })
            .collect()
    };
    let order = |mchid: &str, notify_url: &str| {
        json!({
            "appid": config.wechat_appid(),
            "mchid": mchid,
            "description": "qq-wxpay check",
            "out_trade_no": number,
            "notify_url": notify_url,
            "amount": { "total": 1 },
            "scene_info": { "payer_client_ip": "203.0.113.7", "h5_info": { "type": "Wap" } },
        })
        .to_string()
        .into_bytes()
    };
    let relay = |mchid: &str| format!("https://api.q.qq.com/wxpay/v3/notify/{mchid}/{number}");
    let own = config.mchid();
    let other = "1900000109";
    [
        (words("a wrong signature", "签名错误"), valid.body.clone()),
        (words("a body that is no JSON", "正文不是 JSON"), b"{\"appid\":".to_vec()),
        (
            words("another notify_url than that of the relay", "notify_url 不是转发地址"),
            order(own, "https://pay.example.com/notify"),
        ),
        (words("a merchant number that is not bound", "未绑定的商户号"), order(other, &relay(other))),
    ]
    .map(|(what, body)| Question { what, url: valid.url.clone(), headers: headers(), body })
    .into()
}

async fn ask(
    http: &reqwest::Client,
    question: &Question,
    log: &Log,
    report: &mut Report<'_, '_>,
) -> Result<(), Failure> {
    let what = report.language().of(question.what);
    let pairs = question.headers.iter().map(|(name, value)| (name.as_str(), value.as_str()));
    let asked = Exchange::asked("POST", question.url.as_str(), pairs, &question.body);
    let mut request = http.post(question.url.clone());
    for (name, value) in &question.headers {
        request = request.header(name, value);
    }
    let begin = Instant::now();
    match http_client::send(request.body(question.body.clone())).await {
        Ok(answer) => {
            let pairs = || answer.headers.iter().map(|(name, value)| (name.as_str(), value.as_str()));
            let signed =
                pairs().filter(|(name, _)| name.to_ascii_lowercase().starts_with("wechatpay-")).count();
            let exchange = asked.answered(answer.status, pairs(), &answer.body, begin.elapsed());
            let shape = exchange.reply_body().clone();
            log.add(exchange);
            report.fine(PROXY, format!("{what}: HTTP {}, {signed} Wechatpay-*, {shape}", answer.status))
        }
        Err(error) => {
            let why = http_client::innermost(&error, report.language());
            log.add(asked.failed(&why, begin.elapsed()));
            report.not_tested(PROXY, format!("{what}: {why}"))
        }
    }
}
