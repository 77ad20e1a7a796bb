//! The payment proxy: checks what is QQ's business and forwards the order to WeChat Pay.

use axum::http::{HeaderValue, StatusCode, header};
use serde_json::Value;

use super::refusal::Refusal;
use crate::call::Call;
use crate::faults::{self, Dialect, FaultEndpoint};
use crate::orders::Destination;
use crate::reply::Reply;
use crate::state::SandboxState;
use crate::switches::{ReplyHeaders, Switches};
use crate::wechat::v2::xml;
use crate::wechat::{v2 as wechat_v2, v3};

/// `POST /wxpay/unifiedorder`
pub(crate) fn v2(state: &SandboxState, call: Call) -> Reply {
    proxy(
        state,
        call,
        &Route {
            wechat_path: "/pay/unifiedorder",
            notify: v2_notify_url,
            forward: wechat_v2::order_through_qq,
        },
    )
}

/// `POST /wxpay/v3/pay/transactions/h5`
pub(crate) fn direct(state: &SandboxState, call: Call) -> Reply {
    let notify = |body: &[u8]| v3_notify_url(body, "mchid", "out_trade_no");
    proxy(
        state,
        call,
        &Route { wechat_path: v3::paths::DIRECT, notify, forward: v3::order::direct_through_qq },
    )
}

/// `POST /wxpay/v3/pay/partner/transactions/h5`
pub(crate) fn partner(state: &SandboxState, call: Call) -> Reply {
    let notify = |body: &[u8]| v3_notify_url(body, "sp_mchid", "out_trade_no");
    proxy(
        state,
        call,
        &Route { wechat_path: v3::paths::PARTNER, notify, forward: v3::order::partner_through_qq },
    )
}

/// `POST /wxpay/v3/combine-transactions/h5`
pub(crate) fn combine(state: &SandboxState, call: Call) -> Reply {
    let notify = |body: &[u8]| v3_notify_url(body, "combine_mchid", "combine_out_trade_no");
    proxy(
        state,
        call,
        &Route { wechat_path: v3::paths::COMBINE, notify, forward: v3::order::combine_through_qq },
    )
}

/// One of the four order paths.
struct Route {
    /// The path at WeChat Pay, which is the one that is signed.
    wechat_path: &'static str,
    /// Reads the body: the `notify_url` in it and the one that must be in it.
    notify: fn(&[u8]) -> Result<NotifyUrls, String>,
    /// Places the order at WeChat Pay.
    forward: fn(&SandboxState, Call, Destination) -> Reply,
}

struct NotifyUrls {
    found: Option<String>,
    expected: String,
}

fn proxy(state: &SandboxState, call: Call, route: &Route) -> Reply {
    state.counters.proxy_requests.count();
    faults::around(state, (FaultEndpoint::Proxy, true, Dialect::Qq), call, |state, call| {
        let switches = state.switches();
        if switches.redirect {
            state.events.add("proxy.redirected", route.wechat_path);
            return Reply::text(StatusCode::FOUND, "").with_header("location", &call.target());
        }
        match check(state, &switches, &call, route) {
            Ok(destination) => {
                let reply = (route.forward)(state, forwarded(&switches, call, route), destination);
                relayed_headers(&switches, reply)
            }
            Err(refusal) => {
                state
                    .events
                    .add("proxy.refused", format!("{} {} at {}", refusal.code, refusal.message, call.path));
                refusal.into_reply(switches.proxy_error_shape)
            }
        }
    })
}

/// Everything QQ itself looks at, in QQ's order; gives the address for the notification.
fn check(
    state: &SandboxState,
    switches: &Switches,
    call: &Call,
    route: &Route,
) -> Result<Destination, Refusal> {
    let token = call.parameter("access_token").unwrap_or_default();
    if !state.tokens().accepts(&token, state.clock.now()) {
        return Err(Refusal::bad_token(switches));
    }
    let appid = call.parameter("appid").unwrap_or_default();
    if appid != state.identity.qq_appid {
        return Err(Refusal::new(40013, "invalid appid"));
    }
    if !switches.merchant_bound {
        return Err(Refusal::new(9030, "商户号未绑定"));
    }
    if !switches.payment_opened {
        return Err(Refusal::new(9032, "小程序未开通微信支付"));
    }
    let urls = (route.notify)(&call.body)
        .map_err(|reason| Refusal::new(9034, format!("请求体解析失败: {reason}")))?;
    if urls.found.as_deref() != Some(&urls.expected) {
        return Err(Refusal::new(9031, format!("notify_url 错误, expected {}", urls.expected)));
    }
    warn_of_strange_parameters(state, call);
    let url = match call.parameter("real_notify_url") {
        Some(url) => real_notify_url(switches, url)?,
        None => state.identity.notify_url.clone(),
    };
    Ok(Destination { url, qq_appid: Some(appid) })
}

/// A `real_notify_url` that is not escaped loses its tail to the proxy's own query.
fn warn_of_strange_parameters(state: &SandboxState, call: &Call) {
    let query = call.query.as_deref().unwrap_or_default();
    for (name, _) in url::form_urlencoded::parse(query.as_bytes()) {
        if !["appid", "access_token", "real_notify_url"].contains(&name.as_ref()) {
            let summary = format!("the query has a parameter {name}: is real_notify_url escaped?");
            state.events.add("proxy.warning", summary);
        }
    }
}

fn real_notify_url(switches: &Switches, url: String) -> Result<String, Refusal> {
    let refuse = |reason: &str| Err(Refusal::new(9031, format!("real_notify_url {reason}")));
    let parsed = match url::Url::parse(&url) {
        Ok(parsed) if matches!(parsed.scheme(), "http" | "https") && parsed.has_host() => parsed,
        _ => return refuse("is not an absolute http(s) address after decoding it once"),
    };
    if url.chars().count() > 256 {
        return refuse("has more than 256 characters");
    }
    if switches.refuse_notify_query && parsed.query().is_some() {
        return refuse("has a query");
    }
    Ok(url)
}

/// The request as WeChat Pay sees it: its own path, and none of QQ's query.
fn forwarded(switches: &Switches, mut call: Call, route: &Route) -> Call {
    route.wechat_path.clone_into(&mut call.path);
    call.query = None;
    if switches.strip_request_headers {
        call.headers.remove("wechatpay-serial");
        call.headers.insert(header::USER_AGENT, HeaderValue::from_static("qq-proxy"));
    }
    if switches.reserialize_request
        && let Ok(value) = serde_json::from_slice::<Value>(&call.body)
    {
        call.body = format!("{value:#}").into();
    }
    call
}

fn relayed_headers(switches: &Switches, mut reply: Reply) -> Reply {
    let dropped: &[&str] = match switches.reply_headers {
        ReplyHeaders::Keep => &[],
        ReplyHeaders::Partial => &["wechatpay-serial"],
        ReplyHeaders::Drop => &v3::SIGNATURE_HEADERS,
    };
    for name in dropped {
        reply.headers.remove(*name);
    }
    reply
}

fn v2_notify_url(body: &[u8]) -> Result<NotifyUrls, String> {
    let mut fields = xml::parse(body)?;
    Ok(NotifyUrls {
        found: fields.remove("notify_url"),
        expected: "https://api.q.qq.com/wxpay/notify".to_owned(),
    })
}

fn v3_notify_url(body: &[u8], mchid: &str, out_trade_no: &str) -> Result<NotifyUrls, String> {
    let body: Value = serde_json::from_slice(body).map_err(|error| error.to_string())?;
    if !body.is_object() {
        return Err("not a JSON object".to_owned());
    }
    let text = |name: &str| body[name].as_str().unwrap_or_default();
    let expected = format!("https://api.q.qq.com/wxpay/v3/notify/{}/{}", text(mchid), text(out_trade_no));
    Ok(NotifyUrls { found: body["notify_url"].as_str().map(str::to_owned), expected })
}
