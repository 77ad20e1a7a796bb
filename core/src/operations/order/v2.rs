//! The V2 unified order.

use super::{OrderOperation, Route, extra};
use crate::config::Config;
use crate::error::{Error, Result, Subject, sdk_codes};
use crate::http::HttpResponse;
use crate::model::{Channel, PlacedOrder, V2OrderRequest, check, times};
use crate::operation::{CallContext, Operation, PlaceV2Order, descriptor};
use crate::protocol::endpoint::OrderInterface;
use crate::protocol::prepared::{Prepared, v2_request};
use crate::protocol::reply::{h5_link, qq, v2};
use crate::protocol::sign;
use crate::retry::Idempotency;
use crate::wire::xml::{self, Fields};

impl Operation for PlaceV2Order {
    const IDEMPOTENCY: Idempotency = Idempotency::Idempotent;
    const SUBJECT: Subject = Subject::Order;

    fn prepare(order: &V2OrderRequest, call: &CallContext<'_>) -> Result<Prepared<PlacedOrder>> {
        let number = &order.out_trade_no;
        let route = Route::of::<Self>(order, OrderInterface::V2, number, call)?;
        let own = call.config.v2()?;
        let mut fields = fields(call, order, &route.notify_url);
        extra::into_fields::<V2OrderRequest>(&mut fields, order.extra.as_deref())?;
        let signature = sign::v2::sign(&fields, own.key.expose(), own.sign_type);
        fields.push("sign", signature);
        let (upstream, channel) = (route.endpoint.upstream, route.channel);
        let request = v2_request(route.endpoint, xml::write(&fields));
        let (config, number) = (call.config.clone(), number.clone());
        let about = Some(number.clone());
        let prepared = Prepared::new(descriptor::<Self>(order), upstream, request, move |reply, now| {
            read(&config, channel, &number, reply, now)
                .map_err(|error| error.with_reply(reply.status(), reply.request_id()))
        });
        Ok(prepared.about(about))
    }
}

impl OrderOperation for PlaceV2Order {
    fn own_route(order: &V2OrderRequest) -> (Option<Channel>, Option<&String>) {
        (order.channel, order.notify_url.as_ref())
    }

    fn check(order: &V2OrderRequest, config: &Config, _channel: Channel) -> Result<()> {
        order.check(config.0.referer.as_deref())?;
        config.v2().map(drop)
    }
}

fn fields(call: &CallContext<'_>, request: &V2OrderRequest, notify_url: &str) -> Fields {
    let CallContext { config, stamp, .. } = *call;
    let mut fields = Fields::default();
    fields.push("appid", config.wechat_appid());
    fields.push("mch_id", config.mchid());
    fields.push_optional("sub_appid", request.sub_appid.as_ref());
    fields.push_optional("sub_mch_id", request.sub_mch_id.as_ref());
    fields.push_optional("device_info", request.device_info.as_ref());
    fields.push("nonce_str", stamp.nonce());
    fields.push("sign_type", config.0.v2.as_ref().map_or("", |v2| v2.sign_type.as_str()));
    fields.push("body", &request.body);
    fields.push_optional("detail", request.detail.as_ref());
    fields.push_optional("attach", request.attach.as_ref());
    fields.push("out_trade_no", &request.out_trade_no);
    fields.push_optional("fee_type", request.fee_type.as_ref());
    fields.push("total_fee", request.total_fee.to_string());
    fields.push("spbill_create_ip", check::plain_ip(&request.spbill_create_ip));
    fields.push_optional("time_start", request.time_start.as_deref().and_then(times::v2));
    fields.push_optional("time_expire", request.time_expire.as_deref().and_then(times::v2));
    fields.push_optional("goods_tag", request.goods_tag.as_ref());
    fields.push("notify_url", notify_url);
    fields.push("trade_type", "MWEB");
    fields.push_optional("product_id", request.product_id.as_ref());
    fields.push_optional("limit_pay", request.limit_pay.as_ref());
    fields.push_optional("receipt", request.receipt.as_ref());
    fields.push_optional("profit_sharing", request.profit_sharing.as_ref());
    fields.push("scene_info", request.scene_text(config.0.referer.as_deref()));
    fields
}

/// Decides by content what came. The signature is inside the body, so it survives the proxy.
fn read(
    config: &Config,
    channel: Channel,
    number: &str,
    reply: &HttpResponse,
    now: i64,
) -> Result<PlacedOrder> {
    if channel == Channel::QqProxy
        && let Some(error) = qq::proxy_error(config, reply)
    {
        return Err(error);
    }
    let found = v2::direct(config, reply)?;
    if found.text("trade_type").is_some_and(|kind| kind != "MWEB") {
        return Err(Error::sdk(&sdk_codes::MESSAGE_FIELD).with_field("trade_type"));
    }
    let placed = h5_link::placed_order(config, number, found.required_text("mweb_url")?, true, now)?;
    Ok(PlacedOrder { prepay_id: found.text("prepay_id"), request_id: reply.request_id(), ..placed })
}
