//! The V2 unified order (protocol 4.3).

use super::{Route, extra};
use crate::call::{Effect, Prepared, v2_request};
use crate::config::Config;
use crate::endpoint::OrderInterface;
use crate::environment::Stamp;
use crate::error::{Error, Result, sdk_codes};
use crate::http::HttpResponse;
use crate::model::{Channel, PlacedOrder, V2OrderRequest, check, times};
use crate::reply::{link, qq, v2};
use crate::secret::Secret;
use crate::sign;
use crate::wire::xml::{self, Fields};

/// Prepares a V2 order. `access_token` is QQ's; it is not needed for [`Channel::Direct`].
///
/// # Errors
/// `InvalidInput` or `Config`, naming the field, before anything is signed.
pub fn prepare_v2_order(
    config: &Config,
    request: &V2OrderRequest,
    access_token: Option<&Secret>,
    stamp: &Stamp,
) -> Result<Prepared<PlacedOrder>> {
    request.check(config.0.referer.as_deref())?;
    let channel = request.channel.unwrap_or(config.0.channel);
    let number = &request.out_trade_no;
    let route =
        Route::of(config, OrderInterface::V2, number, channel, request.notify_url.as_ref(), access_token)?;
    let v2_config = config.v2()?;
    let mut fields = fields(config, request, &route.notify_url, stamp);
    extra::into_fields::<V2OrderRequest>(&mut fields, request.extra.as_deref())?;
    let signature = sign::v2::sign(&fields, v2_config.key.expose(), v2_config.sign_type);
    fields.push("sign", signature);
    let leg = route.endpoint.leg;
    let request = v2_request(route.endpoint, xml::write(&fields));
    let (config, number) = (config.clone(), number.clone());
    let about = Some(number.clone());
    let prepared = Prepared::new("place_v2_order", leg, Effect::Repeatable, request, move |reply, now| {
        read(&config, channel, &number, reply, now)
            .map_err(|error| error.with_reply(reply.status(), reply.request_id()))
    });
    Ok(prepared.about(about))
}

fn fields(config: &Config, request: &V2OrderRequest, notify_url: &str, stamp: &Stamp) -> Fields {
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

/// Decides by content what came (protocol 2.6). The signature is inside the body, so it survives the proxy.
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
    let placed = link::placed_order(config, number, found.required_text("mweb_url")?, true, now)?;
    Ok(PlacedOrder { prepay_id: found.text("prepay_id"), request_id: reply.request_id(), ..placed })
}
