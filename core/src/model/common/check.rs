//! Checks of request fields: each names the field and fails before anything is sent.

use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};

use crate::error::{Error, Result, sdk_codes};
use crate::model::v2::names::{is_field, names_inside};

/// Refuses an empty text.
pub(crate) fn required(field: &str, text: &str) -> Result<()> {
    if text.is_empty() { Err(Error::sdk(&sdk_codes::FIELD_MISSING).with_field(field)) } else { Ok(()) }
}

/// A required text of at most `limit` bytes of UTF-8: so WeChat Pay counts.
pub(crate) fn text(field: &str, text: &str, limit: usize) -> Result<()> {
    required(field, text)?;
    let length = text.len();
    if length > limit {
        return Err(Error::sdk(&sdk_codes::TEXT_TOO_LONG)
            .with_field(field)
            .with_detail(format!("{length} bytes in UTF-8, at most {limit}; a Chinese character has 3")));
    }
    // WeChat Pay stores up to three bytes a character; XML forbids control characters and these two.
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

/// A text of V2, in which no other field may hide: see `v2::names`.
pub(crate) fn v2_text(field: &str, text: Option<&str>) -> Result<()> {
    match text.and_then(|text| names_inside(text).find(|name| is_field(name))) {
        Some(name) => Err(Error::sdk(&sdk_codes::V2_FIELD_INSIDE_TEXT)
            .with_field(field)
            .with_detail(format!("`&{name}=`"))),
        None => Ok(()),
    }
}

/// An order number as QQ's proxy takes it: 6 to 32 of `[0-9A-Za-z_-]`.
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
    Err(Error::sdk(&sdk_codes::AMOUNT_NOT_POSITIVE).with_field(field).with_detail(if amount == 0 {
        "0 fen, or not given".to_owned()
    } else {
        format!("{amount} fen")
    }))
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
        IpAddr::V4(v4) => is_public(v4),
        IpAddr::V6(v6) => {
            !(v6.is_loopback()
                || v6.is_unspecified()
                || v6.is_multicast()
                || v6.is_unique_local()
                || v6.is_unicast_link_local()
                || embedded(v6).is_some_and(|v4| !is_public(v4)))
        }
    };
    if public { Ok(()) } else { Err(Error::sdk(&sdk_codes::PAYER_IP_NOT_PUBLIC).with_field(field)) }
}

/// Whether a payer can have this address. Documentation's own ranges may pass: examples are written with them.
fn is_public(address: Ipv4Addr) -> bool {
    let [first, second, ..] = address.octets();
    let between_carriers = first == 100 && second & 0xC0 == 64; // 100.64.0.0/10, also of some load balancers
    let for_measuring = first == 198 && second & 0xFE == 18; // 198.18.0.0/15
    let reserved = first >= 240 || first == 0;
    !(address.is_loopback()
        || address.is_private()
        || address.is_link_local()
        || address.is_multicast()
        || between_carriers
        || for_measuring
        || reserved)
}

/// The IPv4 address that an IPv6 address stands for: in translated networks (64:ff9b::/96) and in 6to4 (2002::/16).
fn embedded(address: Ipv6Addr) -> Option<Ipv4Addr> {
    let [a, b, c, d, e, f, high, low] = address.segments();
    let (high, low) = match [a, b, c, d, e, f] {
        [0x64, 0xFF9B, 0, 0, 0, 0] => (high, low),
        [0x2002, ..] => (b, c),
        _ => return None,
    };
    Some(Ipv4Addr::from_bits(u32::from(high) << 16 | u32::from(low)))
}

/// The address as it is sent: `::ffff:203.0.113.7`, as Node reports it, becomes `203.0.113.7`.
pub(crate) fn plain_ip(text: &str) -> String {
    text.parse::<IpAddr>().map_or_else(|_| text.to_owned(), |address| address.to_canonical().to_string())
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
    fn texts_are_counted_in_bytes() {
        assert_eq!(code(text("f", &"好".repeat(42), 127)), "ok");
        assert_eq!(code(text("f", &"好".repeat(43), 127)), "TEXT_TOO_LONG");
        assert_eq!(code(text("f", &"a".repeat(127), 127)), "ok");
        assert_eq!(code(text("f", &"a".repeat(128), 127)), "TEXT_TOO_LONG");
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
        for good in [
            "203.0.113.7",
            "198.51.100.1",
            "100.63.255.255",
            "100.128.0.1",
            "198.17.255.255",
            "198.20.0.0",
            "2001:db8::7",
            "::ffff:203.0.113.7",
            "64:ff9b::203.0.113.7",
            "2002:cb00:7107::1",
        ] {
            assert_eq!(code(payer_ip("f", good)), "ok", "{good}");
        }
        for local in [
            "127.0.0.1",
            "0.0.0.0",
            "0.1.2.3",
            "10.0.0.8",
            "172.16.0.1",
            "192.168.1.4",
            "169.254.1.1",
            "224.0.0.1",
            "255.255.255.255",
            "100.64.0.0",
            "100.97.1.1",
            "100.127.255.255",
            "198.18.0.1",
            "198.19.255.255",
            "240.0.0.1",
            "::1",
            "::",
            "fe80::1",
            "fc00::1",
            "ff02::1",
            "::ffff:10.0.0.1",
            "::ffff:100.97.1.1",
            "64:ff9b::10.0.0.1",
            "64:ff9b::127.0.0.1",
            "2002:0a00:0001::1",
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
}
