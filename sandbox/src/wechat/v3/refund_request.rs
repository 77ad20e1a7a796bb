//! Reading a request for a refund.

use serde_json::Value;

use super::h5_fields::MOST_FEN;
use super::{Caller, Fields, Refusal, is_notify_url};
use crate::identity::Identity;
use crate::orders::{OrderName, RefundDraft, RefundForm, RefundSource, RefundTerms};

/// Reads the body of `POST /v3/refund/domestic/refunds`.
pub(super) fn read(identity: &Identity, caller: &Caller, body: &Value) -> Result<RefundDraft, Refusal> {
    let fields = Fields::body(body)?;
    let owned = |text: Option<&str>| text.map(str::to_owned);
    let sub_mchid = owned(fields.optional_text("sub_mchid", 32)?);
    if sub_mchid.as_ref().is_some_and(|sub_mchid| !identity.sub_mchids.contains(sub_mchid)) {
        return Err(Refusal::no_relation());
    }
    let named = order_name(&fields)?;
    let out_refund_no = out_refund_no(&fields)?;
    let reason = owned(fields.optional_text("reason", 80)?);
    let notify_url = notify_url(&fields)?;
    let funds_account = match fields.optional_text("funds_account", 32)? {
        None | Some("UNSETTLED") => "UNSETTLED",
        Some("AVAILABLE") => "AVAILABLE",
        Some(_) => return Err(fields.wrong("funds_account", "must be AVAILABLE or UNSETTLED")),
    };
    let amount = amount(&fields)?;
    let goods = goods(&fields, body)?;
    fields.finish()?;
    let Amount { refund, total, from } = amount;
    Ok(RefundDraft {
        mchid: caller.mchid.clone(),
        sub_mchid,
        named,
        out_refund_no,
        terms: RefundTerms { refund, total, reason, notify_url, funds_account, from, goods },
        form: RefundForm::V3,
        source: RefundSource::Api,
    })
}

/// `out_refund_no`: 1 to 64 of the refund-number characters.
pub(super) fn out_refund_no(fields: &Fields<'_>) -> Result<String, Refusal> {
    let number = fields.text("out_refund_no", 64)?;
    if !number.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"_-|*@".contains(&byte)) {
        return Err(fields.wrong("out_refund_no", "must be 1 to 64 of 0-9 A-Z a-z _ - | * @"));
    }
    Ok(number.to_owned())
}

/// Whether an address can be told of a refund: the merchant's own, never QQ's relay.
pub(crate) fn is_refund_notify_url(text: &str) -> bool {
    let is_relay = url::Url::parse(text).is_ok_and(|url| url.host_str() == Some("api.q.qq.com"));
    is_notify_url(text) && !is_relay
}

fn order_name(fields: &Fields<'_>) -> Result<OrderName, Refusal> {
    let transaction_id = fields.optional_text("transaction_id", 32)?;
    let out_trade_no = fields.optional_text("out_trade_no", 32)?;
    match (transaction_id, out_trade_no) {
        (Some(id), None) => Ok(OrderName::TransactionId(id.to_owned())),
        (None, Some(number)) => Ok(OrderName::OutTradeNo(number.to_owned())),
        _ => {
            Err(fields.wrong("transaction_id", "exactly one of transaction_id and out_trade_no is required"))
        }
    }
}

fn notify_url(fields: &Fields<'_>) -> Result<Option<String>, Refusal> {
    let Some(text) = fields.optional_text("notify_url", 256)? else { return Ok(None) };
    if is_refund_notify_url(text) {
        return Ok(Some(text.to_owned()));
    }
    let issue = "must be the merchant's own https address without a query (http on this machine)";
    Err(fields.wrong("notify_url", issue))
}

struct Amount {
    refund: i64,
    total: i64,
    from: Vec<(String, i64)>,
}

fn amount(fields: &Fields<'_>) -> Result<Amount, Refusal> {
    let amount = fields.object("amount")?;
    let refund = amount.integer("refund", 1, MOST_FEN)?;
    let total = amount.integer("total", 1, MOST_FEN)?;
    if amount.text("currency", 16)? != "CNY" {
        return Err(amount.wrong("currency", "Currency code is invalid"));
    }
    let mut from = Vec::new();
    for source in amount.optional_objects("from", 1, 2)?.unwrap_or_default() {
        let account = source.text("account", 32)?;
        if !["AVAILABLE", "UNAVAILABLE"].contains(&account) {
            return Err(source.wrong("account", "must be AVAILABLE or UNAVAILABLE"));
        }
        if from.iter().any(|(earlier, _)| earlier == account) {
            return Err(source.wrong("account", "is named twice"));
        }
        from.push((account.to_owned(), source.integer("amount", 1, MOST_FEN)?));
        source.finish()?;
    }
    if !from.is_empty() && from.iter().map(|(_, share)| share).sum::<i64>() != refund {
        return Err(amount.wrong("from", "must add up to the refund"));
    }
    amount.finish()?;
    Ok(Amount { refund, total, from })
}

/// `goods_detail`; gives its canonical text.
fn goods(fields: &Fields<'_>, body: &Value) -> Result<String, Refusal> {
    let Some(goods) = fields.optional_objects("goods_detail", 1, 6000)? else { return Ok(String::new()) };
    for goods in goods {
        let id = goods.text("merchant_goods_id", 32)?;
        if !id.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"_-".contains(&byte)) {
            return Err(goods.wrong("merchant_goods_id", "must be letters, digits, - and _"));
        }
        goods.optional_text("wechatpay_goods_id", 32)?;
        goods.optional_text("goods_name", 256)?;
        goods.integer("unit_price", 0, MOST_FEN)?;
        goods.integer("refund_amount", 0, MOST_FEN)?;
        goods.integer("refund_quantity", 1, i64::from(i32::MAX))?;
        goods.finish()?;
    }
    Ok(body["goods_detail"].to_string())
}
