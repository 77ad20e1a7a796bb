//! Checks of request fields: each names the field and fails before anything is sent.

use std::net::IpAddr;

use time::format_description::well_known::Rfc3339;
use time::macros::format_description;
use time::{OffsetDateTime, PrimitiveDateTime};

use super::v2_names::{is_field, names_inside};
use crate::error::{Error, Result, sdk_codes};

/// Refuses an empty text.
pub(crate) fn required(field: &str, text: &str) -> Result<()> {
    if text.is_empty() { Err(Error::sdk(&sdk_codes::FIELD_MISSING).with_field(field)) } else { Ok(()) }
}

/// A required text of at most `limit` characters.
pub(crate) fn text(field: &str, text: &str, limit: usize) -> Result<()> {
    required(field, text)?;
    let length = text.chars().count();
    if length > limit {
        return Err(Error::sdk(&sdk_codes::TEXT_TOO_LONG)
            .with_field(field)
            .with_detail(format!("{length} characters, at most {limit}")));
    }
    // WeChat Pay stores up to three bytes a character (protocol 5.1); XML forbids control characters and these two.
    let refused = |c: &char| {
        c.len_utf8() > 3
            || (c.is_control() && !matches!(c, '\n' | '\t'))
            || matches!(c, '\u{FFFE}' | '\u{FFFF}')
    };
    if let Some(bad) = text.chars().find(refused) {
        return Err(Error::sdk(&sdk_codes::TEXT_CHARACTERS)
            .with_field(field)
            .with_detail(format!("character U+{:04X}", u32::from(bad))));
    }
    Ok(())
}

/// The same for a field that may be absent; when given it must not be empty.
pub(crate) fn optional_text(field: &str, value: Option<&str>, limit: usize) -> Result<()> {
    value.map_or(Ok(()), |value| text(field, value, limit))
}

/// A text of V2, in which no other field may hide: see [`super::v2_names`].
pub(crate) fn v2_text(field: &str, text: Option<&str>) -> Result<()> {
    match text.and_then(|text| names_inside(text).find(|name| is_field(name))) {
        Some(name) => Err(Error::sdk(&sdk_codes::V2_FIELD_INSIDE_TEXT)
            .with_field(field)
            .with_detail(format!("`&{name}=`"))),
        None => Ok(()),
    }
}

/// An order number as QQ's proxy takes it: 6 to 32 of `[0-9A-Za-z_-]` (protocol 10.F).
pub(crate) fn proxy_order_number(field: &str, number: &str) -> Result<()> {
    order_number(field, number, "", "letters, digits, _ and - (through QQ also no | and no *)")
}

/// An order number as WeChat Pay takes it: 6 to 32 of `[0-9A-Za-z_\-|*]`.
pub(crate) fn direct_order_number(field: &str, number: &str) -> Result<()> {
    order_number(field, number, "|*", "letters, digits and _ - | *")
}

/// An order number that may come from elsewhere: 1 to 32 of the same characters.
pub(crate) fn foreign_order_number(field: &str, number: &str) -> Result<()> {
    required(field, number)?;
    characters(field, number, "|*", "letters, digits and _ - | *")?;
    length(field, number, 1..=32)
}

/// WeChat Pay's order number.
pub(crate) fn transaction_id(field: &str, number: &str) -> Result<()> {
    required(field, number)?;
    characters(field, number, "", "letters and digits")?;
    length(field, number, 1..=32)
}

/// The merchant's number of a refund: 1 to 64 of `[0-9A-Za-z_\-|*@]`.
pub(crate) fn refund_number(field: &str, number: &str) -> Result<()> {
    required(field, number)?;
    let fits =
        number.len() <= 64 && number.bytes().all(|b| b.is_ascii_alphanumeric() || b"_-|*@".contains(&b));
    if fits { Ok(()) } else { Err(Error::sdk(&sdk_codes::REFUND_NUMBER_FORM).with_field(field)) }
}

/// What goes back, and what the order cost.
pub(crate) fn refund_amounts(refund: (&str, i64), total: (&str, i64)) -> Result<()> {
    fen(refund.0, refund.1)?;
    fen(total.0, total.1)?;
    if refund.1 <= total.1 {
        return Ok(());
    }
    Err(Error::sdk(&sdk_codes::REFUND_ABOVE_TOTAL)
        .with_field(refund.0)
        .with_detail(format!("{} fen of {} fen", refund.1, total.1)))
}

fn order_number(field: &str, number: &str, extra: &str, allowed: &str) -> Result<()> {
    required(field, number)?;
    characters(field, number, extra, allowed)?;
    length(field, number, 6..=32)
}

fn characters(field: &str, number: &str, extra: &str, allowed: &str) -> Result<()> {
    match number
        .chars()
        .find(|c| !(c.is_ascii_alphanumeric() || matches!(c, '_' | '-') || extra.contains(*c)))
    {
        Some(bad) => Err(Error::sdk(&sdk_codes::ORDER_NUMBER_CHARACTERS).with_field(field).with_detail(
            format!("character U+{:04X} `{}`; allowed: {allowed}", u32::from(bad), bad.escape_debug()),
        )),
        None => Ok(()),
    }
}

fn length(field: &str, number: &str, allowed: std::ops::RangeInclusive<usize>) -> Result<()> {
    if allowed.contains(&number.len()) {
        return Ok(());
    }
    Err(Error::sdk(&sdk_codes::ORDER_NUMBER_LENGTH).with_field(field).with_detail(format!(
        "{} characters, allowed are {} to {}",
        number.len(),
        allowed.start(),
        allowed.end()
    )))
}

/// An amount in fen, at least 1.
pub(crate) fn fen(field: &str, amount: i64) -> Result<()> {
    if amount >= 1 {
        return Ok(());
    }
    Err(Error::sdk(&sdk_codes::AMOUNT_NOT_POSITIVE).with_field(field).with_detail(format!("{amount} fen")))
}

/// An upper limit of an amount in fen.
pub(crate) fn at_most(field: &str, amount: i64, limit: i64) -> Result<()> {
    if amount <= limit {
        return Ok(());
    }
    Err(Error::sdk(&sdk_codes::AMOUNT_TOO_LARGE)
        .with_field(field)
        .with_detail(format!("{amount} fen, at most {limit}")))
}

/// An amount in fen or a count that must not be negative.
pub(crate) fn not_negative(field: &str, value: Option<i64>) -> Result<()> {
    match value {
        Some(value) if value < 0 => {
            Err(Error::sdk(&sdk_codes::AMOUNT_NEGATIVE).with_field(field).with_detail(value.to_string()))
        }
        _ => Ok(()),
    }
}

/// The currency, when given.
pub(crate) fn currency(field: &str, currency: Option<&str>) -> Result<()> {
    match currency {
        None | Some("CNY") => Ok(()),
        Some(_) => Err(Error::sdk(&sdk_codes::CURRENCY_NOT_CNY).with_field(field)),
    }
}

/// One of a closed set of words.
pub(crate) fn one_of(field: &str, value: Option<&str>, allowed: &[&str]) -> Result<()> {
    match value {
        Some(value) if !allowed.contains(&value) => Err(Error::sdk(&sdk_codes::VALUE_NOT_ALLOWED)
            .with_field(field)
            .with_detail(format!("allowed: {}", allowed.join(", ")))),
        _ => Ok(()),
    }
}

/// The number of entries of a list.
pub(crate) fn count(field: &str, entries: usize, allowed: std::ops::RangeInclusive<usize>) -> Result<()> {
    if allowed.contains(&entries) {
        return Ok(());
    }
    Err(Error::sdk(&sdk_codes::COUNT_OUT_OF_RANGE).with_field(field).with_detail(format!(
        "{entries} entries, allowed are {} to {}",
        allowed.start(),
        allowed.end()
    )))
}

/// The payer's address: one that can be reached from the Internet.
pub(crate) fn payer_ip(field: &str, text: &str) -> Result<()> {
    required(field, text)?;
    let Ok(address) = text.parse::<IpAddr>() else {
        return Err(Error::sdk(&sdk_codes::PAYER_IP_INVALID).with_field(field));
    };
    let public = match address.to_canonical() {
        IpAddr::V4(v4) => {
            !(v4.is_loopback()
                || v4.is_unspecified()
                || v4.is_private()
                || v4.is_link_local()
                || v4.is_multicast()
                || v4.is_broadcast())
        }
        IpAddr::V6(v6) => {
            !(v6.is_loopback()
                || v6.is_unspecified()
                || v6.is_multicast()
                || v6.is_unique_local()
                || v6.is_unicast_link_local())
        }
    };
    if public { Ok(()) } else { Err(Error::sdk(&sdk_codes::PAYER_IP_NOT_PUBLIC).with_field(field)) }
}

/// The address as it is sent: `::ffff:203.0.113.7`, as Node reports it, becomes `203.0.113.7`.
pub(crate) fn plain_ip(text: &str) -> String {
    text.parse::<IpAddr>().map_or_else(|_| text.to_owned(), |address| address.to_canonical().to_string())
}

/// An RFC 3339 date and time with its offset, as V3 wants it.
pub(crate) fn rfc3339(field: &str, value: Option<&str>) -> Result<()> {
    match value {
        Some(text) if OffsetDateTime::parse(text, &Rfc3339).is_err() => {
            Err(Error::sdk(&sdk_codes::TIME_FORMAT)
                .with_field(field)
                .with_detail("expected the form 2026-06-08T10:34:56+08:00"))
        }
        _ => Ok(()),
    }
}

/// A date and time as V2 wants it.
pub(crate) fn v2_time(field: &str, value: Option<&str>) -> Result<()> {
    let form = format_description!("[year][month][day][hour][minute][second]");
    match value {
        Some(text) if text.len() != 14 || PrimitiveDateTime::parse(text, &form).is_err() => {
            Err(Error::sdk(&sdk_codes::TIME_FORMAT)
                .with_field(field)
                .with_detail("expected the form 20260608103456, Beijing time"))
        }
        _ => Ok(()),
    }
}

/// A WeChat AppID. A QQ AppID is all digits and is told apart by that.
pub(crate) fn wechat_appid(field: &str, appid: &str) -> Result<()> {
    required(field, appid)?;
    if appid.bytes().all(|byte| byte.is_ascii_digit()) {
        return Err(Error::sdk(&sdk_codes::QQ_APPID_AS_WECHAT_APPID).with_field(field));
    }
    if !appid.starts_with("wx") || appid.len() > 32 || !appid.bytes().all(|byte| byte.is_ascii_alphanumeric())
    {
        return Err(Error::sdk(&sdk_codes::WECHAT_APPID_FORM).with_field(field));
    }
    Ok(())
}

/// A merchant number.
pub(crate) fn merchant_number(field: &str, number: &str) -> Result<()> {
    required(field, number)?;
    if number.len() > 32 || !number.bytes().all(|byte| byte.is_ascii_digit()) {
        return Err(Error::sdk(&sdk_codes::MERCHANT_NUMBER_FORM).with_field(field));
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn code(result: Result<()>) -> String {
        result.map_or_else(|error| error.code().to_owned(), |()| "ok".to_owned())
    }

    #[test]
    fn texts_are_counted_in_characters() {
        assert_eq!(code(text("f", &"好".repeat(127), 127)), "ok");
        assert_eq!(code(text("f", &"好".repeat(128), 127)), "TEXT_TOO_LONG");
        assert_eq!(code(text("f", "", 127)), "FIELD_MISSING");
        assert_eq!(code(text("f", "cup \u{1F375}", 127)), "TEXT_CHARACTERS");
        assert_eq!(code(text("f", "a\0b", 127)), "TEXT_CHARACTERS");
        assert_eq!(code(text("f", "a\u{FFFF}b", 127)), "TEXT_CHARACTERS");
        assert_eq!(code(optional_text("f", Some(""), 10)), "FIELD_MISSING");
    }

    #[test]
    fn order_numbers() {
        assert_eq!(code(proxy_order_number("f", "T_2026-1")), "ok");
        assert_eq!(code(proxy_order_number("f", "T|20261")), "ORDER_NUMBER_CHARACTERS");
        assert_eq!(code(proxy_order_number("f", "T*20261")), "ORDER_NUMBER_CHARACTERS");
        assert_eq!(code(direct_order_number("f", "T|2*261")), "ok");
        assert_eq!(code(direct_order_number("f", "T/20261")), "ORDER_NUMBER_CHARACTERS");
        assert_eq!(code(proxy_order_number("f", "T2026")), "ORDER_NUMBER_LENGTH");
        assert_eq!(code(proxy_order_number("f", &"1".repeat(33))), "ORDER_NUMBER_LENGTH");
        assert_eq!(code(foreign_order_number("f", "T")), "ok");
    }

    #[test]
    fn payers_have_public_addresses() {
        for good in ["203.0.113.7", "2001:db8::7", "::ffff:203.0.113.7"] {
            assert_eq!(code(payer_ip("f", good)), "ok", "{good}");
        }
        for local in [
            "127.0.0.1",
            "::1",
            "10.0.0.8",
            "192.168.1.2",
            "::ffff:127.0.0.1",
            "0.0.0.0",
            "fe80::1",
            "fd00::1",
        ] {
            assert_eq!(code(payer_ip("f", local)), "PAYER_IP_NOT_PUBLIC", "{local}");
        }
        assert_eq!(code(payer_ip("f", "203.0.113")), "PAYER_IP_INVALID");
        assert_eq!(plain_ip("::ffff:203.0.113.7"), "203.0.113.7");
    }

    #[test]
    fn the_two_kinds_of_appid() {
        assert_eq!(code(wechat_appid("f", "wx0123456789abcdef")), "ok");
        assert_eq!(code(wechat_appid("f", "1110000001")), "QQ_APPID_AS_WECHAT_APPID");
        assert_eq!(code(wechat_appid("f", "appid")), "WECHAT_APPID_FORM");
    }

    #[test]
    fn times() {
        assert_eq!(code(rfc3339("f", Some("2026-06-08T10:34:56+08:00"))), "ok");
        assert_eq!(code(rfc3339("f", Some("2026-06-08 10:34:56"))), "TIME_FORMAT");
        assert_eq!(code(v2_time("f", Some("20260608103456"))), "ok");
        assert_eq!(code(v2_time("f", Some("20261308103456"))), "TIME_FORMAT");
        assert_eq!(code(v2_time("f", Some("2026-06-08T10:34:56+08:00"))), "TIME_FORMAT");
    }
}
