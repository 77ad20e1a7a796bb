//! Closing an unpaid order, so that its link can no longer be paid. Straight to WeChat Pay.

use serde::Serialize;

use crate::error::{Result, Subject, wechat_codes};
use crate::model::{
    CloseCombineOrderRequest, CloseOrderRequest, ClosePartnerOrderRequest, CloseV2OrderRequest, check,
};
use crate::operation::{
    CallContext, CloseCombineOrder, CloseOrder, ClosePartnerOrder, CloseV2Order, Operation, descriptor,
};
use crate::protocol::endpoint::encode;
use crate::protocol::prepared::Prepared;
use crate::protocol::wechat_call::{V2Call, V3Call};
use crate::retry::Idempotency;

impl Operation for CloseOrder {
    const IDEMPOTENCY: Idempotency = Idempotency::Idempotent;
    const SUBJECT: Subject = Subject::Close;

    fn prepare(order: &CloseOrderRequest, call: &CallContext<'_>) -> Result<Prepared<()>> {
        #[derive(Serialize)]
        struct Body<'a> {
            mchid: &'a str,
        }
        check::foreign_order_number("out_trade_no", &order.out_trade_no)?;
        let target = format!("/v3/pay/transactions/out-trade-no/{}/close", encode(&order.out_trade_no));
        V3Call::post(descriptor::<Self>(order), target, &Body { mchid: call.config.mchid() })
            .about(&order.out_trade_no)
            .prepare_empty(call)
    }
}

impl Operation for ClosePartnerOrder {
    const IDEMPOTENCY: Idempotency = Idempotency::Idempotent;
    const SUBJECT: Subject = Subject::Close;

    fn prepare(order: &ClosePartnerOrderRequest, call: &CallContext<'_>) -> Result<Prepared<()>> {
        #[derive(Serialize)]
        struct Body<'a> {
            sp_mchid: &'a str,
            sub_mchid: &'a str,
        }
        check::merchant_number("sub_mchid", &order.sub_mchid)?;
        check::foreign_order_number("out_trade_no", &order.out_trade_no)?;
        let number = encode(&order.out_trade_no);
        let target = format!("/v3/pay/partner/transactions/out-trade-no/{number}/close");
        let body = Body { sp_mchid: call.config.mchid(), sub_mchid: &order.sub_mchid };
        V3Call::post(descriptor::<Self>(order), target, &body).about(&order.out_trade_no).prepare_empty(call)
    }
}

impl Operation for CloseCombineOrder {
    const IDEMPOTENCY: Idempotency = Idempotency::Idempotent;
    const SUBJECT: Subject = Subject::Close;

    fn prepare(request: &CloseCombineOrderRequest, call: &CallContext<'_>) -> Result<Prepared<()>> {
        #[derive(Serialize)]
        struct Body<'a> {
            combine_appid: &'a str,
            #[serde(flatten)]
            request: &'a CloseCombineOrderRequest,
        }
        request.check()?;
        let number = encode(&request.combine_out_trade_no);
        let target = format!("/v3/combine-transactions/out-trade-no/{number}/close");
        let body = Body { combine_appid: call.config.wechat_appid(), request };
        V3Call::post(descriptor::<Self>(request), target, &body)
            .about(&request.combine_out_trade_no)
            .prepare_empty(call)
    }
}

impl Operation for CloseV2Order {
    const IDEMPOTENCY: Idempotency = Idempotency::Idempotent;
    const SUBJECT: Subject = Subject::Close;

    fn prepare(order: &CloseV2OrderRequest, call: &CallContext<'_>) -> Result<Prepared<()>> {
        check::foreign_order_number("out_trade_no", &order.out_trade_no)?;
        let mut closing = V2Call::new(call, descriptor::<Self>(order), "/pay/closeorder");
        if let Some(number) = &order.sub_mch_id {
            check::merchant_number("sub_mch_id", number)?;
            closing.push("sub_mch_id", number);
        }
        closing.push("out_trade_no", &order.out_trade_no);
        closing.prepare_with(call, |reply| match reply {
            // Closed already: that is what was wanted, and the reply is signed.
            Err(error) if error.is(&wechat_codes::ORDER_CLOSED) => Ok(()),
            reply => reply.map(drop),
        })
    }
}
