//! Asking WeChat Pay where an order stands: the fact that decides whether an order is paid.

use crate::error::{Error, Result, Subject, sdk_codes};
use crate::model::{
    CombineOrderQuery, CombineTransaction, OrderId, PartnerOrderQuery, PartnerTransaction, TradeState,
    Transaction, V2OrderQuery, V2Transaction, check,
};
use crate::operation::{
    CallContext, Operation, QueryCombineOrder, QueryOrder, QueryPartnerOrder, QueryV2Order, descriptor,
};
use crate::protocol::endpoint::encode;
use crate::protocol::prepared::Prepared;
use crate::protocol::wechat_call::{V2Call, V3Call, same};
use crate::retry::Idempotency;

impl Operation for QueryOrder {
    const IDEMPOTENCY: Idempotency = Idempotency::Safe;
    const SUBJECT: Subject = Subject::Query;

    fn prepare(order: &OrderId, call: &CallContext<'_>) -> Result<Prepared<Transaction>> {
        order.check()?;
        let target = format!("/v3/pay/transactions/{}?mchid={}", segment(order), encode(call.config.mchid()));
        V3Call::get(descriptor::<Self>(order), target).about(number(order)).prepare(call, {
            let (config, order) = (call.config.clone(), order.clone());
            move |found: &Transaction| {
                stated("trade_state", &found.trade_state)?;
                same("mchid", config.mchid(), found.mchid.as_str())?;
                same_order(&order, &found.out_trade_no, found.transaction_id.as_deref())
            }
        })
    }
}

impl Operation for QueryPartnerOrder {
    const IDEMPOTENCY: Idempotency = Idempotency::Safe;
    const SUBJECT: Subject = Subject::Query;

    fn prepare(query: &PartnerOrderQuery, call: &CallContext<'_>) -> Result<Prepared<PartnerTransaction>> {
        let order = query.order()?;
        order.check()?;
        check::merchant_number("sub_mchid", &query.sub_mchid)?;
        let (own, sub) = (encode(call.config.mchid()), encode(&query.sub_mchid));
        let target =
            format!("/v3/pay/partner/transactions/{}?sp_mchid={own}&sub_mchid={sub}", segment(&order));
        V3Call::get(descriptor::<Self>(query), target).about(number(&order)).prepare(call, {
            let (config, sub_mchid) = (call.config.clone(), query.sub_mchid.clone());
            move |found: &PartnerTransaction| {
                stated("trade_state", &found.trade_state)?;
                same("sp_mchid", config.mchid(), found.sp_mchid.as_str())?;
                same("sub_mchid", &sub_mchid, &found.sub_mchid)?;
                same_order(&order, &found.out_trade_no, found.transaction_id.as_deref())
            }
        })
    }
}

impl Operation for QueryCombineOrder {
    const IDEMPOTENCY: Idempotency = Idempotency::Safe;
    const SUBJECT: Subject = Subject::Query;

    fn prepare(query: &CombineOrderQuery, call: &CallContext<'_>) -> Result<Prepared<CombineTransaction>> {
        let number = &query.combine_out_trade_no;
        check::foreign_order_number("combine_out_trade_no", number)?;
        let target = format!("/v3/combine-transactions/out-trade-no/{}", encode(number));
        V3Call::get(descriptor::<Self>(query), target).about(number).prepare(call, {
            let (config, number) = (call.config.clone(), number.clone());
            move |found: &CombineTransaction| {
                for (index, part) in found.sub_orders.iter().enumerate() {
                    stated(&format!("sub_orders[{index}].trade_state"), &part.trade_state)?;
                }
                same("combine_mchid", config.mchid(), found.combine_mchid.as_str())?;
                same("combine_out_trade_no", &number, &found.combine_out_trade_no)
            }
        })
    }
}

impl Operation for QueryV2Order {
    const IDEMPOTENCY: Idempotency = Idempotency::Safe;
    const SUBJECT: Subject = Subject::Query;

    fn prepare(query: &V2OrderQuery, call: &CallContext<'_>) -> Result<Prepared<V2Transaction>> {
        let order = query.order()?;
        order.check()?;
        let mut asked = V2Call::new(call, descriptor::<Self>(query), "/pay/orderquery");
        if let Some(number) = &query.sub_mch_id {
            check::merchant_number("sub_mch_id", number)?;
            asked.push("sub_mch_id", number);
        }
        match &order {
            OrderId::OutTradeNo(number) => asked.push("out_trade_no", number),
            OrderId::TransactionId(number) => asked.push("transaction_id", number),
        }
        let sub_mch_id = query.sub_mch_id.clone();
        asked.prepare(call, move |fields| {
            let state = TradeState::from(fields.required_text("trade_state")?);
            let found = V2Transaction::read(fields, state)?;
            if let Some(number) = sub_mch_id.as_deref() {
                same("sub_mch_id", number, found.sub_mch_id.as_deref().unwrap_or_default())?;
            }
            same_order(&order, &found.out_trade_no, found.transaction_id.as_deref())?;
            Ok(found)
        })
    }
}

fn number(order: &OrderId) -> &str {
    match order {
        OrderId::OutTradeNo(number) | OrderId::TransactionId(number) => number,
    }
}

fn segment(order: &OrderId) -> String {
    match order {
        OrderId::OutTradeNo(number) => format!("out-trade-no/{}", encode(number)),
        OrderId::TransactionId(number) => format!("id/{}", encode(number)),
    }
}

/// A reply about another order than the one asked for is a repeated or mixed-up answer.
fn same_order(asked: &OrderId, out_trade_no: &str, transaction_id: Option<&str>) -> Result<()> {
    match asked {
        OrderId::OutTradeNo(number) => same("out_trade_no", number.as_str(), out_trade_no),
        OrderId::TransactionId(number) => {
            same("transaction_id", number.as_str(), transaction_id.unwrap_or_default())
        }
    }
}

/// A notification may leave the state out, the reply to a query may not: it is what was asked for.
fn stated(field: &str, state: &TradeState) -> Result<()> {
    if state.as_str().is_empty() {
        return Err(Error::sdk(&sdk_codes::MESSAGE_FIELD).with_field(field));
    }
    Ok(())
}
