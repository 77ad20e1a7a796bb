//! V3 refunds of direct and sub merchants (protocol 5.8).

use serde::Serialize;

use super::notify_url;
use crate::call::Prepared;
use crate::config::Config;
use crate::direct::{V3Call, same};
use crate::endpoint::encode;
use crate::environment::Stamp;
use crate::error::Result;
use crate::model::{Refund, RefundRequest, check};

/// Prepares a refund. A reply means that it was accepted; when the money is back, a notification or a query tells.
///
/// # Errors
/// `InvalidInput` or `Config`, naming the field.
pub fn prepare_refund(config: &Config, request: &RefundRequest, stamp: &Stamp) -> Result<Prepared<Refund>> {
    #[derive(Serialize)]
    struct Body<'a> {
        #[serde(flatten)]
        request: &'a RefundRequest,
        #[serde(skip_serializing_if = "Option::is_none")]
        notify_url: Option<&'a str>,
    }
    request.check()?;
    let notify_url = notify_url(config, request.notify_url.as_ref())?;
    let body = Body { request, notify_url: notify_url.as_ref().map(|url| url.as_str()) };
    let call =
        V3Call::post("refund", "/v3/refund/domestic/refunds".to_owned(), &body).about(&request.out_refund_no);
    let request = request.clone();
    call.prepare(config, stamp, move |found: &Refund| {
        same("out_refund_no", &request.out_refund_no, &found.out_refund_no)?;
        if let Some(number) = &request.out_trade_no {
            same("out_trade_no", number, &found.out_trade_no)?;
        }
        if let Some(number) = &request.transaction_id {
            same("transaction_id", number, &found.transaction_id)?;
        }
        same("amount.refund", request.amount.refund, found.amount.refund)?;
        same("amount.total", request.amount.total, found.amount.total)
    })
}

/// Prepares the query of a refund by the merchant's number; `sub_mchid` for service providers.
///
/// # Errors
/// `InvalidInput` or `Config`, naming the field.
pub fn prepare_query_refund(
    config: &Config,
    sub_mchid: Option<&str>,
    out_refund_no: &str,
    stamp: &Stamp,
) -> Result<Prepared<Refund>> {
    check::refund_number("out_refund_no", out_refund_no)?;
    let mut target = format!("/v3/refund/domestic/refunds/{}", encode(out_refund_no));
    if let Some(number) = sub_mchid {
        check::merchant_number("sub_mchid", number)?;
        target.push_str(&format!("?sub_mchid={}", encode(number)));
    }
    let number = out_refund_no.to_owned();
    V3Call::get("query_refund", target)
        .about(out_refund_no)
        .prepare(config, stamp, move |found: &Refund| same("out_refund_no", &number, &found.out_refund_no))
}
