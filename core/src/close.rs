//! Closing an unpaid order, so that its link can no longer be paid (protocol 4.5 and 5.8). Straight to WeChat Pay.

use serde::Serialize;

use crate::call::{Effect, Prepared};
use crate::config::Config;
use crate::direct::{V2Call, V3Call};
use crate::endpoint::encode;
use crate::environment::Stamp;
use crate::error::{Result, wechat_codes};
use crate::model::{CloseCombineOrderRequest, check};

/// Prepares the closing of a direct merchant's order. It may be repeated; a closed number cannot be used again.
///
/// # Errors
/// `InvalidInput` or `Config`, naming the field. The reply: `Api` with `ORDERPAID` when it has been paid meanwhile.
pub fn prepare_close_order(config: &Config, out_trade_no: &str, stamp: &Stamp) -> Result<Prepared<()>> {
    #[derive(Serialize)]
    struct Body<'a> {
        mchid: &'a str,
    }
    check::foreign_order_number("out_trade_no", out_trade_no)?;
    let target = format!("/v3/pay/transactions/out-trade-no/{}/close", encode(out_trade_no));
    V3Call::post("close_order", target, &Body { mchid: config.mchid() })
        .about(out_trade_no)
        .prepare_empty(config, stamp)
}

/// Prepares the closing of a sub merchant's order.
///
/// # Errors
/// As [`prepare_close_order`].
pub fn prepare_close_partner_order(
    config: &Config,
    sub_mchid: &str,
    out_trade_no: &str,
    stamp: &Stamp,
) -> Result<Prepared<()>> {
    #[derive(Serialize)]
    struct Body<'a> {
        sp_mchid: &'a str,
        sub_mchid: &'a str,
    }
    check::merchant_number("sub_mchid", sub_mchid)?;
    check::foreign_order_number("out_trade_no", out_trade_no)?;
    let target = format!("/v3/pay/partner/transactions/out-trade-no/{}/close", encode(out_trade_no));
    V3Call::post("close_partner_order", target, &Body { sp_mchid: config.mchid(), sub_mchid })
        .about(out_trade_no)
        .prepare_empty(config, stamp)
}

/// Prepares the closing of a combine order; every part of it must be named.
///
/// # Errors
/// As [`prepare_close_order`].
pub fn prepare_close_combine_order(
    config: &Config,
    request: &CloseCombineOrderRequest,
    stamp: &Stamp,
) -> Result<Prepared<()>> {
    #[derive(Serialize)]
    struct Body<'a> {
        combine_appid: &'a str,
        #[serde(flatten)]
        request: &'a CloseCombineOrderRequest,
    }
    request.check()?;
    let target =
        format!("/v3/combine-transactions/out-trade-no/{}/close", encode(&request.combine_out_trade_no));
    V3Call::post("close_combine_order", target, &Body { combine_appid: config.wechat_appid(), request })
        .about(&request.combine_out_trade_no)
        .prepare_empty(config, stamp)
}

/// Prepares the V2 closing of an order; `sub_mch_id` for service providers. Not within 5 minutes of ordering.
///
/// # Errors
/// As [`prepare_close_order`]; that it is closed already is no error.
pub fn prepare_close_v2_order(
    config: &Config,
    sub_mch_id: Option<&str>,
    out_trade_no: &str,
    stamp: &Stamp,
) -> Result<Prepared<()>> {
    check::foreign_order_number("out_trade_no", out_trade_no)?;
    let mut call = V2Call::new(config, "close_v2_order", Effect::Repeatable, "/pay/closeorder");
    if let Some(number) = sub_mch_id {
        check::merchant_number("sub_mch_id", number)?;
        call.push("sub_mch_id", number);
    }
    call.push("out_trade_no", out_trade_no);
    call.prepare_with(config, stamp, |reply| match reply {
        // Closed already: that is what was wanted (protocol 4.5), and the reply is signed.
        Err(error) if error.is(&wechat_codes::ORDER_CLOSED) => Ok(()),
        reply => reply.map(drop),
    })
}
