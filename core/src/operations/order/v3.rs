//! The V3 orders: direct, partner, combine.

use serde::{Deserialize, Serialize};

use super::{OrderOperation, Route, extra};
use crate::config::Config;
use crate::error::{Result, Subject};
use crate::http::{HttpResponse, Method};
use crate::model::{Channel, CombineOrderRequest, OrderRequest, PartnerOrderRequest, PlacedOrder};
use crate::operation::{
    CallContext, Operation, PlaceCombineOrder, PlaceOrder, PlacePartnerOrder, descriptor,
};
use crate::protocol::endpoint::OrderInterface;
use crate::protocol::prepared::{Descriptor, Prepared, v3_request};
use crate::protocol::reply::{h5_link, qq, unexpected, v3};
use crate::retry::Idempotency;
use crate::wire::json;

impl Operation for PlaceOrder {
    const IDEMPOTENCY: Idempotency = Idempotency::Idempotent;
    const SUBJECT: Subject = Subject::Order;

    fn prepare(order: &OrderRequest, call: &CallContext<'_>) -> Result<Prepared<PlacedOrder>> {
        let number = &order.out_trade_no;
        let route = Route::of::<Self>(order, OrderInterface::Direct, number, call)?;
        let body = DirectBody {
            appid: call.config.wechat_appid(),
            mchid: call.config.mchid(),
            notify_url: &route.notify_url,
            order,
        };
        let body = extra::into_body::<OrderRequest>(write(&body), order.extra.as_deref(), "extra")?;
        prepare(descriptor::<Self>(order), number, route, body, call)
    }
}

impl OrderOperation for PlaceOrder {
    fn own_route(order: &OrderRequest) -> (Option<Channel>, Option<&String>) {
        (order.channel, order.notify_url.as_ref())
    }

    fn check(order: &OrderRequest, config: &Config, channel: Channel) -> Result<()> {
        order.check(channel)?;
        config.v3().map(drop)
    }
}

impl Operation for PlacePartnerOrder {
    const IDEMPOTENCY: Idempotency = Idempotency::Idempotent;
    const SUBJECT: Subject = Subject::Order;

    fn prepare(request: &PartnerOrderRequest, call: &CallContext<'_>) -> Result<Prepared<PlacedOrder>> {
        let order = &request.order;
        let number = &order.out_trade_no;
        let route = Route::of::<Self>(request, OrderInterface::Partner, number, call)?;
        let body = PartnerBody {
            sp_appid: call.config.wechat_appid(),
            sp_mchid: call.config.mchid(),
            sub_appid: request.sub_appid.as_deref(),
            sub_mchid: &request.sub_mchid,
            notify_url: &route.notify_url,
            order,
        };
        let body = extra::into_body::<OrderRequest>(write(&body), order.extra.as_deref(), "order.extra")?;
        prepare(descriptor::<Self>(request), number, route, body, call)
    }
}

impl OrderOperation for PlacePartnerOrder {
    fn own_route(request: &PartnerOrderRequest) -> (Option<Channel>, Option<&String>) {
        (request.order.channel, request.order.notify_url.as_ref())
    }

    fn check(request: &PartnerOrderRequest, config: &Config, channel: Channel) -> Result<()> {
        request.check(channel)?;
        config.v3().map(drop)
    }
}

impl Operation for PlaceCombineOrder {
    const IDEMPOTENCY: Idempotency = Idempotency::Idempotent;
    const SUBJECT: Subject = Subject::Order;

    fn prepare(order: &CombineOrderRequest, call: &CallContext<'_>) -> Result<Prepared<PlacedOrder>> {
        let number = &order.combine_out_trade_no;
        let route = Route::of::<Self>(order, OrderInterface::Combine, number, call)?;
        let body = CombineBody {
            combine_appid: call.config.wechat_appid(),
            combine_mchid: call.config.mchid(),
            notify_url: &route.notify_url,
            order,
        };
        let body = extra::into_body::<CombineOrderRequest>(write(&body), order.extra.as_deref(), "extra")?;
        prepare(descriptor::<Self>(order), number, route, body, call)
    }
}

impl OrderOperation for PlaceCombineOrder {
    fn own_route(order: &CombineOrderRequest) -> (Option<Channel>, Option<&String>) {
        (order.channel, order.notify_url.as_ref())
    }

    fn check(order: &CombineOrderRequest, config: &Config, channel: Channel) -> Result<()> {
        order.check(channel)?;
        config.v3().map(drop)
    }
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
    operation: Descriptor,
    out_trade_no: &str,
    route: Route,
    body: Vec<u8>,
    call: &CallContext<'_>,
) -> Result<Prepared<PlacedOrder>> {
    let (upstream, channel) = (route.endpoint.upstream, route.channel);
    let request = v3_request(call, route.endpoint, Method::Post, body)?;
    let (config, number) = (call.config.clone(), out_trade_no.to_owned());
    let prepared = Prepared::new(operation, upstream, request, move |reply, now| {
        let placed = match channel {
            Channel::QqProxy => read_relayed(&config, &number, reply, now),
            Channel::Direct => {
                let reply_body: LinkReply = v3::verified(&config, reply, now)?;
                h5_link::placed_order(&config, &number, reply_body.h5_url, true, now)
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

/// Decides by content what came through the proxy: QQ's error, a link, WeChat Pay's error, or nothing known.
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
    h5_link::placed_order(config, out_trade_no, found.h5_url, verified, now)
}
