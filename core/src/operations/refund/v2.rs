//! V2 refunds.

use super::notify_url;
use crate::error::{Result, Subject};
use crate::model::{RefundId, V2RefundAccepted, V2RefundQuery, V2RefundRequest, V2Refunds, check};
use crate::operation::{CallContext, Operation, QueryV2Refund, RequestV2Refund, descriptor};
use crate::protocol::prepared::Prepared;
use crate::protocol::wechat_call::{V2Call, same};
use crate::retry::Idempotency;

impl Operation for RequestV2Refund {
    const IDEMPOTENCY: Idempotency = Idempotency::Idempotent;
    const SUBJECT: Subject = Subject::Refund;

    fn prepare(request: &V2RefundRequest, call: &CallContext<'_>) -> Result<Prepared<V2RefundAccepted>> {
        request.check()?;
        let notify_url = notify_url(call.config, request.notify_url.as_ref())?;
        let mut asked = V2Call::new(call, descriptor::<Self>(request), "/secapi/pay/refund");
        asked.push_optional("sub_appid", request.sub_appid.as_ref());
        asked.push_optional("sub_mch_id", request.sub_mch_id.as_ref());
        asked.push_optional("transaction_id", request.transaction_id.as_ref());
        asked.push_optional("out_trade_no", request.out_trade_no.as_ref());
        asked.push("out_refund_no", &request.out_refund_no);
        asked.push("total_fee", request.total_fee.to_string());
        asked.push("refund_fee", request.refund_fee.to_string());
        asked.push_optional("refund_fee_type", request.refund_fee_type.as_ref());
        asked.push_optional("refund_desc", request.refund_desc.as_ref());
        asked.push_optional("refund_account", request.refund_account.as_ref());
        asked.push("notify_url", notify_url.as_ref().map(|url| url.as_str()).unwrap_or_default());
        let request = request.clone();
        asked.prepare_with_certificate(call, move |fields| {
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
}

impl Operation for QueryV2Refund {
    const IDEMPOTENCY: Idempotency = Idempotency::Safe;
    const SUBJECT: Subject = Subject::RefundQuery;

    fn prepare(query: &V2RefundQuery, call: &CallContext<'_>) -> Result<Prepared<V2Refunds>> {
        let refund = query.refund()?;
        refund.check()?;
        let mut asked = V2Call::new(call, descriptor::<Self>(query), "/pay/refundquery");
        if let Some(number) = &query.sub_mch_id {
            check::merchant_number("sub_mch_id", number)?;
            asked.push("sub_mch_id", number);
        }
        let (name, number) = refund.parts();
        asked.push(name, number);
        let offset = query.offset;
        if offset > 0 {
            asked.push("offset", offset.to_string());
        }
        asked.prepare(call, move |fields| {
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
}
