//! V3 refunds of direct and sub merchants.

use serde::Serialize;

use super::notify_url;
use crate::error::{Result, Subject};
use crate::model::{Refund, RefundQuery, RefundRequest, check};
use crate::operation::{CallContext, Operation, QueryRefund, RequestRefund, descriptor};
use crate::protocol::endpoint::encode;
use crate::protocol::prepared::Prepared;
use crate::protocol::wechat_call::{V3Call, same};
use crate::retry::Idempotency;

impl Operation for RequestRefund {
    const IDEMPOTENCY: Idempotency = Idempotency::Idempotent;
    const SUBJECT: Subject = Subject::Refund;

    fn prepare(request: &RefundRequest, call: &CallContext<'_>) -> Result<Prepared<Refund>> {
        #[derive(Serialize)]
        struct Body<'a> {
            #[serde(flatten)]
            request: &'a RefundRequest,
            #[serde(skip_serializing_if = "Option::is_none")]
            notify_url: Option<&'a str>,
        }
        request.check()?;
        let notify_url = notify_url(call.config, request.notify_url.as_ref())?;
        let body = Body { request, notify_url: notify_url.as_ref().map(|url| url.as_str()) };
        let target = "/v3/refund/domestic/refunds".to_owned();
        let asked = V3Call::post(descriptor::<Self>(request), target, &body).about(&request.out_refund_no);
        let request = request.clone();
        asked.prepare(call, move |found: &Refund| {
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
}

impl Operation for QueryRefund {
    const IDEMPOTENCY: Idempotency = Idempotency::Safe;
    const SUBJECT: Subject = Subject::RefundQuery;

    fn prepare(query: &RefundQuery, call: &CallContext<'_>) -> Result<Prepared<Refund>> {
        check::refund_number("out_refund_no", &query.out_refund_no)?;
        let mut target = format!("/v3/refund/domestic/refunds/{}", encode(&query.out_refund_no));
        if let Some(number) = &query.sub_mchid {
            check::merchant_number("sub_mchid", number)?;
            target.push_str(&format!("?sub_mchid={}", encode(number)));
        }
        let number = query.out_refund_no.clone();
        V3Call::get(descriptor::<Self>(query), target)
            .about(&query.out_refund_no)
            .prepare(call, move |found: &Refund| same("out_refund_no", &number, &found.out_refund_no))
    }
}
