//! Unfreezing what an order with `settle_info.profit_sharing` holds back, and asking where that stands.

use crate::error::{Result, Subject};
use crate::model::{ProfitSharing, ProfitSharingQuery, UnfreezeRequest};
use crate::operation::{CallContext, Operation, QueryProfitSharing, UnfreezeFunds, descriptor};
use crate::protocol::endpoint::encode;
use crate::protocol::prepared::Prepared;
use crate::protocol::wechat_call::{V3Call, same};
use crate::retry::Idempotency;

/// WeChat Pay takes a number once: the same request again is the same unfreezing.
impl Operation for UnfreezeFunds {
    const IDEMPOTENCY: Idempotency = Idempotency::Idempotent;
    const SUBJECT: Subject = Subject::Other;

    fn prepare(request: &UnfreezeRequest, call: &CallContext<'_>) -> Result<Prepared<ProfitSharing>> {
        request.check()?;
        let asked = V3Call::post(
            descriptor::<Self>(request),
            "/v3/profitsharing/orders/unfreeze".to_owned(),
            request,
        );
        let (order, number) = (request.transaction_id.clone(), request.out_order_no.clone());
        asked.about(&request.out_order_no).prepare(call, move |found| is_that(found, &order, &number))
    }
}

impl Operation for QueryProfitSharing {
    const IDEMPOTENCY: Idempotency = Idempotency::Safe;
    const SUBJECT: Subject = Subject::Other;

    fn prepare(query: &ProfitSharingQuery, call: &CallContext<'_>) -> Result<Prepared<ProfitSharing>> {
        query.check()?;
        let (order, number) = (query.transaction_id.clone(), query.out_order_no.clone());
        let sub_mchid = query.sub_mchid.iter().map(|number| format!("sub_mchid={}&", encode(number)));
        let target = format!(
            "/v3/profitsharing/orders/{}?{}transaction_id={}",
            encode(&number),
            sub_mchid.collect::<String>(),
            encode(&order)
        );
        V3Call::get(descriptor::<Self>(query), target)
            .about(&query.out_order_no)
            .prepare(call, move |found| is_that(found, &order, &number))
    }
}

fn is_that(found: &ProfitSharing, transaction_id: &str, out_order_no: &str) -> Result<()> {
    same("out_order_no", out_order_no, &found.out_order_no)?;
    same("transaction_id", transaction_id, &found.transaction_id)
}
