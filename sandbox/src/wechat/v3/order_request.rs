//! Reading the three kinds of H5 orders into drafts.

use axum::http::StatusCode;
use serde_json::Value;

use super::h5_fields::{self, MOST_FEN};
use super::{Caller, Fields, Refusal};
use crate::identity::Identity;
use crate::orders::{Combine, Content, Destination, Draft, Single, Style, SubOrder};

/// What reading an order needs besides its body.
pub(super) struct Reading<'a> {
    pub(super) identity: &'a Identity,
    pub(super) caller: &'a Caller,
    /// Where QQ's relay sends the notification, when the order came through the proxy.
    pub(super) through_qq: Option<Destination>,
}

/// A direct order.
pub(super) fn direct(reading: Reading<'_>, body: &Value) -> Result<Draft, Refusal> {
    let fields = Fields::body(body)?;
    let appid = fields.text("appid", 32)?;
    check_merchant(&reading, &fields, "mchid")?;
    check_binding(&reading, appid)?;
    single(reading, fields, body, (appid.to_owned(), None, None))
}

/// An order of a service provider for one of its sub merchants.
pub(super) fn partner(reading: Reading<'_>, body: &Value) -> Result<Draft, Refusal> {
    let fields = Fields::body(body)?;
    let appid = fields.text("sp_appid", 32)?;
    check_merchant(&reading, &fields, "sp_mchid")?;
    check_binding(&reading, appid)?;
    let sub_appid = sub_appid(&reading, &fields)?;
    let sub_mchid = fields.text("sub_mchid", 32)?;
    check_relation(&reading, sub_mchid)?;
    single(reading, fields, body, (appid.to_owned(), sub_appid, Some(sub_mchid.to_owned())))
}

/// Several orders in one payment.
pub(super) fn combine(reading: Reading<'_>, body: &Value) -> Result<Draft, Refusal> {
    let fields = Fields::body(body)?;
    let appid = fields.text("combine_appid", 32)?;
    check_merchant(&reading, &fields, "combine_mchid")?;
    check_binding(&reading, appid)?;
    let out_trade_no = h5_fields::out_trade_no(&fields, "combine_out_trade_no")?;
    let device = h5_fields::scene(&fields, true)?;
    h5_fields::time(&fields, "time_start", 32)?;
    let pay_before = h5_fields::deadline(&fields)?;
    fields.check_texts("limit_pay", &["no_balance", "no_debit", "balance_only"])?;
    if let Some(payer) = fields.optional_object("combine_payer_info")? {
        payer.optional_text("openid", 128)?;
        payer.finish()?;
    }
    let destination = h5_fields::destination(&fields, reading.through_qq.clone())?;
    let mut sub_orders = Vec::new();
    let mut description = String::new();
    let is_provider = |part: &Value| part["sub_mchid"].is_string();
    let provider = body["sub_orders"].as_array().is_some_and(|parts| parts.iter().any(is_provider));
    let (least, most) = if provider { (1, 50) } else { (2, 10) };
    for fields in fields.objects("sub_orders", least, most)? {
        let (order, text) = sub_order(&reading, fields, &sub_orders)?;
        description.push_str(if description.is_empty() { "" } else { " + " });
        description.push_str(&text);
        sub_orders.push(order);
    }
    fields.finish()?;
    Ok(Draft {
        mchid: reading.caller.mchid.clone(),
        out_trade_no,
        description,
        // At most fifty times ten million yuan, which 63 bits hold.
        total: sub_orders.iter().map(|order| order.total).sum(),
        content: Content::Combine(Combine { appid: appid.to_owned(), device, sub_orders }),
        parameters: body.to_string(),
        pay_before,
        destination,
    })
}

fn single(
    reading: Reading<'_>,
    fields: Fields<'_>,
    body: &Value,
    (appid, sub_appid, sub_mchid): (String, Option<String>, Option<String>),
) -> Result<Draft, Refusal> {
    let description = fields.text("description", 127)?.to_owned();
    let out_trade_no = h5_fields::out_trade_no(&fields, "out_trade_no")?;
    let pay_before = h5_fields::deadline(&fields)?;
    let attach = fields.optional_text("attach", 128)?.map(str::to_owned);
    let destination = h5_fields::destination(&fields, reading.through_qq)?;
    fields.optional_text("goods_tag", 32)?;
    fields.optional_flag("support_fapiao")?;
    fields.check_texts("limit_pay", &["no_balance", "no_credit", "no_debit", "balance_only"])?;
    let total = h5_fields::amount(&fields, "total", false)?;
    h5_fields::check_detail(&fields)?;
    let device = h5_fields::scene(&fields, false)?;
    let shares_profit = h5_fields::settle_info(&fields, false)?;
    fields.finish()?;
    let style = Style::V3;
    Ok(Draft {
        mchid: reading.caller.mchid.clone(),
        out_trade_no,
        content: Content::Single(Single {
            appid,
            sub_appid,
            sub_mchid,
            attach,
            device,
            style,
            shares_profit,
        }),
        description,
        total,
        parameters: body.to_string(),
        pay_before,
        destination,
    })
}

fn sub_order(
    reading: &Reading<'_>,
    fields: Fields<'_>,
    earlier: &[SubOrder],
) -> Result<(SubOrder, String), Refusal> {
    let mchid = fields.text("mchid", 32)?.to_owned();
    if mchid != reading.caller.mchid {
        check_relation(reading, &mchid)?;
    }
    let sub_mchid = fields.optional_text("sub_mchid", 32)?;
    if let Some(sub_mchid) = sub_mchid {
        check_relation(reading, sub_mchid)?;
    }
    let order = SubOrder {
        sub_mchid: sub_mchid.map(str::to_owned),
        sub_appid: sub_appid(reading, &fields)?,
        out_trade_no: h5_fields::out_trade_no(&fields, "out_trade_no")?,
        attach: fields.text("attach", 128)?.to_owned(),
        total: h5_fields::amount(&fields, "total_amount", true)?,
        shares_profit: h5_fields::settle_info(&fields, true)?,
        mchid,
    };
    if earlier.iter().any(|other| (&other.mchid, &other.out_trade_no) == (&order.mchid, &order.out_trade_no))
    {
        return Err(fields.wrong("out_trade_no", "is used twice in this order"));
    }
    let description = fields.text("description", 127)?.to_owned();
    fields.optional_text("detail", 6000)?;
    fields.optional_text("goods_tag", 32)?;
    fields.finish()?;
    Ok((order, description))
}

/// The merchant number in the body must be the one that signed.
fn check_merchant(reading: &Reading<'_>, fields: &Fields<'_>, name: &'static str) -> Result<(), Refusal> {
    if fields.text(name, 32)? == reading.caller.mchid {
        Ok(())
    } else {
        Err(fields.wrong(name, "is not the merchant number in Authorization"))
    }
}

fn check_binding(reading: &Reading<'_>, appid: &str) -> Result<(), Refusal> {
    if appid == reading.identity.wechat_appid {
        return Ok(());
    }
    let message = "appid和mch_id不匹配，请检查后再试";
    Err(Refusal::new(StatusCode::BAD_REQUEST, "APPID_MCHID_NOT_MATCH", 268_445_527, message))
}

fn check_relation(reading: &Reading<'_>, sub_mchid: &str) -> Result<(), Refusal> {
    if reading.identity.sub_mchids.iter().any(|known| known == sub_mchid) {
        return Ok(());
    }
    Err(Refusal::no_relation())
}

fn sub_appid(reading: &Reading<'_>, fields: &Fields<'_>) -> Result<Option<String>, Refusal> {
    let Some(appid) = fields.optional_text("sub_appid", 32)? else { return Ok(None) };
    if appid != reading.identity.sub_appid {
        let message = "sub_appid和sub_mchid不匹配";
        return Err(Refusal::new(StatusCode::BAD_REQUEST, "APPID_MCHID_NOT_MATCH", 268_445_527, message));
    }
    Ok(Some(appid.to_owned()))
}

const _: () = assert!(MOST_FEN < i64::MAX / 50, "the sum of fifty sub orders fits");
