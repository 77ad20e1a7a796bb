//! The V3 orders: direct, partner, combine (protocol 5.7).

use serde::{Deserialize, Serialize};

use super::{Route, extra};
use crate::call::{Effect, Prepared, v3_request};
use crate::config::Config;
use crate::endpoint::OrderInterface;
use crate::environment::Stamp;
use crate::error::Result;
use crate::http::{HttpResponse, Method};
use crate::model::{Channel, CombineOrderRequest, OrderRequest, PartnerOrderRequest, PlacedOrder};
use crate::reply::{link, qq, unexpected, v3};
use crate::secret::Secret;
use crate::wire::json;

/// Prepares the order of a direct merchant. `access_token` is QQ's; it is not needed for [`Channel::Direct`].
///
/// # Errors
/// `InvalidInput` or `Config`, naming the field, before anything is signed.
pub fn prepare_order(
    config: &Config,
    request: &OrderRequest,
    access_token: Option<&Secret>,
    stamp: &Stamp,
) -> Result<Prepared<PlacedOrder>> {
    let channel = request.channel.unwrap_or(config.0.channel);
    request.check(channel)?;
    let interface = OrderInterface::Direct;
    let number = &request.out_trade_no;
    let route = Route::of(config, interface, number, channel, request.notify_url.as_ref(), access_token)?;
    let body = DirectBody {
        appid: config.wechat_appid(),
        mchid: config.mchid(),
        notify_url: &route.notify_url,
        order: request,
    };
    let body = extra::into_body::<OrderRequest>(write(&body), request.extra.as_deref(), "extra")?;
    prepare(config, "place_order", number, route, body, stamp)
}

/// Prepares the order of a service provider for a sub merchant.
///
/// # Errors
/// As [`prepare_order`].
pub fn prepare_partner_order(
    config: &Config,
    request: &PartnerOrderRequest,
    access_token: Option<&Secret>,
    stamp: &Stamp,
) -> Result<Prepared<PlacedOrder>> {
    let order = &request.order;
    let channel = order.channel.unwrap_or(config.0.channel);
    request.check(channel)?;
    let interface = OrderInterface::Partner;
    let number = &order.out_trade_no;
    let route = Route::of(config, interface, number, channel, order.notify_url.as_ref(), access_token)?;
    let body = PartnerBody {
        sp_appid: config.wechat_appid(),
        sp_mchid: config.mchid(),
        sub_appid: request.sub_appid.as_deref(),
        sub_mchid: &request.sub_mchid,
        notify_url: &route.notify_url,
        order,
    };
    let body = extra::into_body::<OrderRequest>(write(&body), order.extra.as_deref(), "order.extra")?;
    prepare(config, "place_partner_order", number, route, body, stamp)
}

/// Prepares a combine order.
///
/// # Errors
/// As [`prepare_order`].
pub fn prepare_combine_order(
    config: &Config,
    request: &CombineOrderRequest,
    access_token: Option<&Secret>,
    stamp: &Stamp,
) -> Result<Prepared<PlacedOrder>> {
    let channel = request.channel.unwrap_or(config.0.channel);
    request.check(channel)?;
    let interface = OrderInterface::Combine;
    let number = &request.combine_out_trade_no;
    let route = Route::of(config, interface, number, channel, request.notify_url.as_ref(), access_token)?;
    let body = CombineBody {
        combine_appid: config.wechat_appid(),
        combine_mchid: config.mchid(),
        notify_url: &route.notify_url,
        order: request,
    };
    let body = extra::into_body::<CombineOrderRequest>(write(&body), request.extra.as_deref(), "extra")?;
    prepare(config, "place_combine_order", number, route, body, stamp)
}

#[derive(Serialize)]
struct DirectBody<'a> {
    appid: &'a str,
    mchid: &'a str,
    notify_url: &'a str,
    #[serde(flatten)]
    order: &'a OrderRequest,
}

#[derive(Serialize)]
struct PartnerBody<'a> {
    sp_appid: &'a str,
    sp_mchid: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    sub_appid: Option<&'a str>,
    sub_mchid: &'a str,
    notify_url: &'a str,
    #[serde(flatten)]
    order: &'a OrderRequest,
}

#[derive(Serialize)]
struct CombineBody<'a> {
    combine_appid: &'a str,
    combine_mchid: &'a str,
    notify_url: &'a str,
    #[serde(flatten)]
    order: &'a CombineOrderRequest,
}

fn write(body: &impl Serialize) -> Vec<u8> {
    serde_json::to_vec(body).expect("requests have text keys and no failing serialisers")
}

fn prepare(
    config: &Config,
    operation: &'static str,
    out_trade_no: &str,
    route: Route,
    body: Vec<u8>,
    stamp: &Stamp,
) -> Result<Prepared<PlacedOrder>> {
    let (leg, channel) = (route.endpoint.leg, route.channel);
    let request = v3_request(config, config.v3()?, route.endpoint, Method::Post, body, stamp)?;
    let (config, number) = (config.clone(), out_trade_no.to_owned());
    let prepared = Prepared::new(operation, leg, Effect::Repeatable, request, move |reply, now| {
        let placed = match channel {
            Channel::QqProxy => read_relayed(&config, &number, reply, now),
            Channel::Direct => {
                let reply_body: LinkReply = v3::verified(&config, reply, now)?;
                link::placed_order(&config, &number, reply_body.h5_url, true, now)
            }
        };
        placed
            .map(|placed| PlacedOrder { request_id: reply.request_id(), ..placed })
            .map_err(|error| error.with_reply(reply.status(), reply.request_id()))
    });
    Ok(prepared.about(Some(out_trade_no.to_owned())))
}

#[derive(Deserialize)]
struct LinkReply {
    h5_url: String,
}

/// Decides by content what came through the proxy (protocol 2.6): QQ's error, a link, WeChat Pay's error, or nothing known.
fn read_relayed(config: &Config, out_trade_no: &str, reply: &HttpResponse, now: i64) -> Result<PlacedOrder> {
    if let Some(error) = qq::proxy_error(config, reply) {
        return Err(error);
    }
    if let Some(error) = v3::refusal(reply) {
        return Err(error);
    }
    if !reply.is_success() {
        return Err(unexpected(reply));
    }
    let Ok(found) = json::read::<LinkReply>(reply.text()) else { return Err(unexpected(reply)) };
    let verified = v3::authenticate(config, reply, now)?;
    link::placed_order(config, out_trade_no, found.h5_url, verified, now)
}
