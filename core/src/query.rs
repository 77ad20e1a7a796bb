//! Asking WeChat Pay where an order stands: the fact that decides whether an order is paid (protocol 5.8 and 4.5).

use crate::call::{Effect, Prepared};
use crate::config::Config;
use crate::direct::{V2Call, V3Call, same};
use crate::endpoint::encode;
use crate::environment::Stamp;
use crate::error::{Error, Result, sdk_codes};
use crate::model::{
    CombineTransaction, OrderId, PartnerTransaction, TradeState, Transaction, V2Transaction, check,
};

/// Prepares the query of a direct merchant's order.
///
/// # Errors
/// `InvalidInput` or `Config`, naming the field.
pub fn prepare_query_order(config: &Config, order: &OrderId, stamp: &Stamp) -> Result<Prepared<Transaction>> {
    order.check()?;
    let target = format!("/v3/pay/transactions/{}?mchid={}", segment(order), encode(config.mchid()));
    V3Call::get("query_order", target).about(number(order)).prepare(config, stamp, {
        let (config, order) = (config.clone(), order.clone());
        move |found: &Transaction| {
            stated("trade_state", &found.trade_state)?;
            same("mchid", config.mchid(), found.mchid.as_str())?;
            same_order(&order, &found.out_trade_no, found.transaction_id.as_deref())
        }
    })
}

/// Prepares the query of a sub merchant's order.
///
/// # Errors
/// `InvalidInput` or `Config`, naming the field.
pub fn prepare_query_partner_order(
    config: &Config,
    sub_mchid: &str,
    order: &OrderId,
    stamp: &Stamp,
) -> Result<Prepared<PartnerTransaction>> {
    order.check()?;
    check::merchant_number("sub_mchid", sub_mchid)?;
    let (own, sub) = (encode(config.mchid()), encode(sub_mchid));
    let target = format!("/v3/pay/partner/transactions/{}?sp_mchid={own}&sub_mchid={sub}", segment(order));
    V3Call::get("query_partner_order", target).about(number(order)).prepare(config, stamp, {
        let (config, order, sub_mchid) = (config.clone(), order.clone(), sub_mchid.to_owned());
        move |found: &PartnerTransaction| {
            stated("trade_state", &found.trade_state)?;
            same("sp_mchid", config.mchid(), found.sp_mchid.as_str())?;
            same("sub_mchid", &sub_mchid, &found.sub_mchid)?;
            same_order(&order, &found.out_trade_no, found.transaction_id.as_deref())
        }
    })
}

/// Prepares the query of a combine order. The other queries do not find it, and this one finds no other.
///
/// # Errors
/// `InvalidInput` or `Config`, naming the field.
pub fn prepare_query_combine_order(
    config: &Config,
    combine_out_trade_no: &str,
    stamp: &Stamp,
) -> Result<Prepared<CombineTransaction>> {
    check::foreign_order_number("combine_out_trade_no", combine_out_trade_no)?;
    let target = format!("/v3/combine-transactions/out-trade-no/{}", encode(combine_out_trade_no));
    V3Call::get("query_combine_order", target).about(combine_out_trade_no).prepare(config, stamp, {
        let (config, number) = (config.clone(), combine_out_trade_no.to_owned());
        move |found: &CombineTransaction| {
            for (index, part) in found.sub_orders.iter().enumerate() {
                stated(&format!("sub_orders[{index}].trade_state"), &part.trade_state)?;
            }
            same("combine_mchid", config.mchid(), found.combine_mchid.as_str())?;
            same("combine_out_trade_no", &number, &found.combine_out_trade_no)
        }
    })
}

/// Prepares the V2 query of an order; `sub_mch_id` for service providers.
///
/// # Errors
/// `InvalidInput` or `Config`, naming the field.
pub fn prepare_query_v2_order(
    config: &Config,
    sub_mch_id: Option<&str>,
    order: &OrderId,
    stamp: &Stamp,
) -> Result<Prepared<V2Transaction>> {
    order.check()?;
    let mut call = V2Call::new(config, "query_v2_order", Effect::Read, "/pay/orderquery");
    if let Some(number) = sub_mch_id {
        check::merchant_number("sub_mch_id", number)?;
        call.push("sub_mch_id", number);
    }
    match order {
        OrderId::OutTradeNo(number) => call.push("out_trade_no", number),
        OrderId::TransactionId(number) => call.push("transaction_id", number),
    }
    let (order, sub_mch_id) = (order.clone(), sub_mch_id.map(str::to_owned));
    call.prepare(config, stamp, move |fields| {
        let state = TradeState::from(fields.required_text("trade_state")?);
        let found = V2Transaction::read(fields, state)?;
        if let Some(number) = sub_mch_id.as_deref() {
            same("sub_mch_id", number, found.sub_mch_id.as_deref().unwrap_or_default())?;
        }
        same_order(&order, &found.out_trade_no, found.transaction_id.as_deref())?;
        Ok(found)
    })
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
