//! The fields that the H5 orders have in common.

use std::net::IpAddr;

use super::{Fields, Refusal};
use crate::clock;
use crate::orders::Destination;

/// The most that one order may ask for: ten million yuan, in fen.
pub(super) const MOST_FEN: i64 = 1_000_000_000;

/// An order number: 6 to 32 of the order-number characters.
pub(super) fn out_trade_no(fields: &Fields<'_>, name: &'static str) -> Result<String, Refusal> {
    let number = fields.text(name, 32)?;
    if number.len() < 6 || !number.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"_-|*".contains(&byte))
    {
        return Err(fields.wrong(name, "must be 6 to 32 of 0-9 A-Z a-z _ - | *"));
    }
    Ok(number.to_owned())
}

/// `notify_url`; through QQ the proxy has already checked its exact text.
pub(super) fn destination(
    fields: &Fields<'_>,
    through_qq: Option<Destination>,
) -> Result<Destination, Refusal> {
    let text = fields.text("notify_url", 255)?;
    match through_qq {
        Some(destination) => Ok(destination),
        None if is_notify_url(text) => Ok(Destination { url: text.to_owned(), qq_appid: None }),
        None => {
            Err(fields.wrong("notify_url", "must be an https address without a query (http on this machine)"))
        }
    }
}

/// The deadline for paying.
pub(super) fn deadline(fields: &Fields<'_>) -> Result<Option<i64>, Refusal> {
    time(fields, "time_expire", 64)
}

/// A point in time, when it is there.
pub(super) fn time(fields: &Fields<'_>, name: &'static str, limit: usize) -> Result<Option<i64>, Refusal> {
    let Some(text) = fields.optional_text(name, limit)? else { return Ok(None) };
    let time = clock::parse_rfc3339(text);
    time.map(Some).ok_or_else(|| fields.wrong(name, "must have the form yyyy-MM-ddTHH:mm:ss+08:00"))
}

/// `amount` with its amount in fen under the given name.
pub(super) fn amount(
    fields: &Fields<'_>,
    total: &'static str,
    currency_required: bool,
) -> Result<i64, Refusal> {
    let amount = fields.object("amount")?;
    let fen = amount.integer(total, 1, MOST_FEN)?;
    let currency = if currency_required {
        Some(amount.text("currency", 8)?)
    } else {
        amount.optional_text("currency", 16)?
    };
    if currency.is_some_and(|currency| currency != "CNY") {
        return Err(amount.wrong("currency", "Currency code is invalid"));
    }
    amount.finish()?;
    Ok(fen)
}

/// `settle_info` with the fields that this kind of order has: whether the money is held back to be shared.
pub(super) fn settle_info(fields: &Fields<'_>, with_subsidy: bool) -> Result<bool, Refusal> {
    let Some(settle) = fields.optional_object("settle_info")? else { return Ok(false) };
    let shares = settle.optional_flag("profit_sharing")?.unwrap_or_default();
    if with_subsidy {
        settle.optional_integer("subsidy_amount", 0, MOST_FEN)?;
    }
    settle.finish()?;
    Ok(shares)
}

/// `scene_info`; gives the device.
pub(super) fn scene(fields: &Fields<'_>, is_combine: bool) -> Result<Option<String>, Refusal> {
    let scene = fields.object("scene_info")?;
    let address = scene.text("payer_client_ip", 45)?;
    if address.parse::<IpAddr>().is_err() {
        return Err(scene.wrong("payer_client_ip", "must be an IPv4 or IPv6 address"));
    }
    let device = scene.optional_text("device_id", 32)?;
    if !is_combine && let Some(store) = scene.optional_object("store_info")? {
        store.text("id", 32)?;
        store.optional_text("name", 256)?;
        store.optional_text("area_code", 32)?;
        store.optional_text("address", 512)?;
        store.finish()?;
    }
    check_h5_info(&scene)?;
    scene.finish()?;
    Ok(device.map(str::to_owned))
}

/// `detail` of single orders.
pub(super) fn check_detail(fields: &Fields<'_>) -> Result<(), Refusal> {
    let Some(detail) = fields.optional_object("detail")? else { return Ok(()) };
    detail.optional_integer("cost_price", 0, MOST_FEN)?;
    detail.optional_text("invoice_id", 32)?;
    if let Some(goods) = detail.optional_objects("goods_detail", 1, 6000)? {
        goods.into_iter().try_for_each(check_goods)?;
    }
    detail.finish()
}

fn check_goods(goods: Fields<'_>) -> Result<(), Refusal> {
    let id = goods.text("merchant_goods_id", 32)?;
    if !id.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"_-".contains(&byte)) {
        return Err(goods.wrong("merchant_goods_id", "must be letters, digits, - and _"));
    }
    goods.optional_text("wechatpay_goods_id", 32)?;
    goods.optional_text("goods_name", 256)?;
    goods.integer("quantity", 1, i64::from(i32::MAX))?;
    goods.integer("unit_price", 0, MOST_FEN)?;
    goods.finish()
}

fn check_h5_info(scene: &Fields<'_>) -> Result<(), Refusal> {
    let h5 = scene.object("h5_info")?;
    let kind = h5.text("type", 32)?;
    if !["iOS", "Android", "Wap"].contains(&kind) {
        return Err(h5.wrong("type", "must be iOS, Android or Wap"));
    }
    h5.optional_text("app_name", 64)?;
    h5.optional_text("app_url", 128)?;
    h5.optional_text("bundle_id", 128)?;
    h5.optional_text("package_name", 128)?;
    h5.finish()
}

/// Real WeChat Pay asks for https; a laptop has plain http on its own addresses only.
pub(crate) fn is_notify_url(text: &str) -> bool {
    let Ok(url) = url::Url::parse(text) else { return false };
    let is_local = match url.host() {
        Some(url::Host::Ipv4(address)) => address.is_loopback(),
        Some(url::Host::Ipv6(address)) => address.is_loopback(),
        Some(url::Host::Domain(name)) => name == "localhost",
        None => return false,
    };
    let scheme = url.scheme() == "https" || (url.scheme() == "http" && is_local);
    scheme && url.query().is_none() && url.fragment().is_none()
}
