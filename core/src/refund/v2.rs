//! V2 refunds (protocol 4.5).

use super::notify_url;
use crate::call::{Effect, Prepared};
use crate::config::Config;
use crate::direct::{V2Call, same};
use crate::environment::Stamp;
use crate::error::Result;
use crate::model::{RefundId, V2RefundAccepted, V2RefundRequest, V2Refunds, check};

/// Prepares a V2 refund. It must be sent over a connection on which the merchant certificate is shown
/// ([`crate::http::HttpRequest::client_certificate`]).
///
/// # Errors
/// `InvalidInput` or `Config`, naming the field.
pub fn prepare_v2_refund(
    config: &Config,
    request: &V2RefundRequest,
    stamp: &Stamp,
) -> Result<Prepared<V2RefundAccepted>> {
    request.check()?;
    let notify_url = notify_url(config, request.notify_url.as_ref())?;
    let mut call = V2Call::new(config, "v2_refund", Effect::Repeatable, "/secapi/pay/refund");
    call.push_optional("sub_appid", request.sub_appid.as_ref());
    call.push_optional("sub_mch_id", request.sub_mch_id.as_ref());
    call.push_optional("transaction_id", request.transaction_id.as_ref());
    call.push_optional("out_trade_no", request.out_trade_no.as_ref());
    call.push("out_refund_no", &request.out_refund_no);
    call.push("total_fee", request.total_fee.to_string());
    call.push("refund_fee", request.refund_fee.to_string());
    call.push_optional("refund_fee_type", request.refund_fee_type.as_ref());
    call.push_optional("refund_desc", request.refund_desc.as_ref());
    call.push_optional("refund_account", request.refund_account.as_ref());
    call.push("notify_url", notify_url.as_ref().map(|url| url.as_str()).unwrap_or_default());
    let request = request.clone();
    call.prepare_with_certificate(config, stamp, move |fields| {
        let found = V2RefundAccepted::read(fields)?;
        same("out_refund_no", &request.out_refund_no, &found.out_refund_no)?;
        if let Some(number) = &request.out_trade_no {
            same("out_trade_no", number, &found.out_trade_no)?;
        }
        if let Some(number) = &request.transaction_id {
            same("transaction_id", number, &found.transaction_id)?;
        }
        same("refund_fee", request.refund_fee, found.refund_fee)?;
        same("total_fee", request.total_fee, found.total_fee.unwrap_or(request.total_fee))?;
        Ok(found)
    })
}

/// Prepares the V2 query of refunds; `sub_mch_id` for service providers.
///
/// A reply holds at most 10 refunds: ask again with `offset` 10, 20, ... while `total_refund_count` is larger.
///
/// # Errors
/// `InvalidInput` or `Config`, naming the field.
pub fn prepare_query_v2_refund(
    config: &Config,
    sub_mch_id: Option<&str>,
    refund: &RefundId,
    offset: u32,
    stamp: &Stamp,
) -> Result<Prepared<V2Refunds>> {
    refund.check()?;
    let mut call = V2Call::new(config, "query_v2_refund", Effect::Read, "/pay/refundquery");
    if let Some(number) = sub_mch_id {
        check::merchant_number("sub_mch_id", number)?;
        call.push("sub_mch_id", number);
    }
    let (name, number) = refund.parts();
    call.push(name, number);
    if offset > 0 {
        call.push("offset", offset.to_string());
    }
    let refund = refund.clone();
    call.prepare(config, stamp, move |fields| {
        let found = V2Refunds::read(fields, offset)?;
        match &refund {
            RefundId::TransactionId(number) => same("transaction_id", number, &found.transaction_id)?,
            RefundId::OutTradeNo(number) => same("out_trade_no", number, &found.out_trade_no)?,
            RefundId::RefundId(number) => {
                let other = found.refunds.iter().find(|found| found.refund_id != *number);
                same("refund_id", None, other)?;
            }
            RefundId::OutRefundNo(number) => {
                let other = found.refunds.iter().find(|found| found.out_refund_no != *number);
                same("out_refund_no", None, other)?;
            }
        }
        Ok(found)
    })
}
