//! Dates with times, in the one form that each version of WeChat Pay is sent. What a language writes by itself is taken too:
//! another offset, `Z`, parts of a second, a blank in the place of the `T`, an offset without its colon.

use serde::{Serialize, Serializer};
use time::format_description::well_known::Rfc3339;
use time::macros::{format_description, offset};
use time::{Date, OffsetDateTime, PrimitiveDateTime};

use crate::error::{Error, Result, sdk_codes};

/// An instant as V3 is sent it: `2026-06-08T10:34:56+08:00`; `None` when the text is none.
pub(crate) fn v3(text: &str) -> Option<String> {
    instant(text)?.format(format_description!("[year]-[month]-[day]T[hour]:[minute]:[second]+08:00")).ok()
}

/// An instant as V2 is sent it: `20260608103456`, Beijing time. Such a text is taken as it is.
pub(crate) fn v2(text: &str) -> Option<String> {
    let form = format_description!("[year][month][day][hour][minute][second]");
    if text.len() == 14 && PrimitiveDateTime::parse(text, form).is_ok() {
        return Some(text.to_owned());
    }
    instant(text)?.format(form).ok()
}

/// The day as a V3 bill is asked for it: `2026-06-08`; `None` when the text is none.
pub(crate) fn v3_day(text: &str) -> Option<String> {
    day(text)?.format(format_description!("[year]-[month]-[day]")).ok()
}

/// The day as a V2 bill is asked for it: `20260608`; `None` when the text is none.
pub(crate) fn v2_day(text: &str) -> Option<String> {
    day(text)?.format(format_description!("[year][month][day]")).ok()
}

/// A day in either form. A year may have no sign, which a parser would take.
fn day(text: &str) -> Option<Date> {
    let is_plain = text.bytes().all(|byte| byte.is_ascii_digit() || byte == b'-') && !text.starts_with('-');
    let day = match text.len() {
        10 if is_plain => Date::parse(text, format_description!("[year]-[month]-[day]")),
        8 if is_plain => Date::parse(text, format_description!("[year][month][day]")),
        _ => return None,
    };
    day.ok()
}

/// An instant in Unix seconds; `None` when the text is none.
pub(crate) fn unix_seconds(text: &str) -> Option<i64> {
    instant(text).map(OffsetDateTime::unix_timestamp)
}

/// An instant as WeChat Pay writes it, in Unix seconds: RFC 3339, in V2 `20260608103456` or `2026-06-08 10:34:56` in Beijing time.
#[cfg(feature = "client")]
pub(crate) fn told_seconds(text: &str) -> Option<i64> {
    let form = format_description!("[year][month][day][hour][minute][second]");
    let beijing =
        || Some(PrimitiveDateTime::parse(text, form).ok()?.assume_offset(offset!(+8)).unix_timestamp());
    unix_seconds(text).or_else(beijing).or_else(|| unix_seconds(&format!("{text}+08:00")))
}

/// An instant as [`unix_seconds`] reads it, or Unix seconds in digits; `None` when the text is none.
#[cfg(feature = "client")]
pub(crate) fn moment(text: &str) -> Option<i64> {
    let is_count = (9..=10).contains(&text.len()) && text.bytes().all(|byte| byte.is_ascii_digit());
    if is_count { text.parse().ok() } else { unix_seconds(text) }
}

/// A moment in Unix seconds, as V3 writes it; empty when no calendar has it.
#[cfg(feature = "client")]
pub(crate) fn written(unix: i64) -> String {
    let moment = OffsetDateTime::from_unix_timestamp(unix).ok();
    let in_beijing = moment.and_then(|moment| moment.checked_to_offset(offset!(+8)));
    in_beijing.and_then(|moment| moment.format(&Rfc3339).ok()).unwrap_or_default()
}

/// The instant, in Beijing time.
fn instant(text: &str) -> Option<OffsetDateTime> {
    // `2026-06-08T10:34:56` and an offset; nothing that is longer than nanoseconds with one.
    let (date, rest) = text.split_at_checked(10)?;
    let separator = rest.chars().next().filter(|&c| matches!(c, 'T' | 't' | ' ' | '_'))?;
    let clock = &rest[separator.len_utf8()..];
    let colon = clock.len().checked_sub(2)?;
    let mut written = format!("{date}T{clock}");
    let is_bare = clock.len() > 5
        && clock.is_char_boundary(clock.len() - 5)
        && clock[clock.len() - 5..].starts_with(['+', '-'])
        && clock.is_char_boundary(colon);
    if is_bare {
        written.insert(date.len() + 1 + colon, ':');
    }
    let parsed = OffsetDateTime::parse(&written.to_ascii_uppercase(), &Rfc3339).ok()?;
    let beijing = parsed.checked_to_offset(offset!(+8))?;
    (1970..=9999).contains(&beijing.year()).then_some(beijing)
}

/// Refuses what [`v3`] cannot read.
pub(crate) fn check_v3(field: &str, value: Option<&str>) -> Result<()> {
    check(field, value, v3, "2026-06-08T10:34:56+08:00")
}

/// Refuses what [`v2`] cannot read.
pub(crate) fn check_v2(field: &str, value: Option<&str>) -> Result<()> {
    check(field, value, v2, "20260608103456, Beijing time, or 2026-06-08T10:34:56+08:00")
}

fn check(field: &str, value: Option<&str>, read: fn(&str) -> Option<String>, form: &str) -> Result<()> {
    match value {
        Some(text) if read(text).is_none() => Err(Error::sdk(&sdk_codes::TIME_FORMAT)
            .with_field(field)
            .with_detail(format!("expected the form {form}"))),
        _ => Ok(()),
    }
}

/// Writes a time of V3 in the form that is sent.
pub(crate) fn serialize_v3<S: Serializer>(
    value: &Option<String>,
    serializer: S,
) -> std::result::Result<S::Ok, S::Error> {
    value.as_ref().map(|text| v3(text).unwrap_or_else(|| text.clone())).serialize(serializer)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_languages_write_is_sent_in_one_form() {
        let sent = "2026-06-08T10:34:56+08:00";
        for text in [
            "2026-06-08T10:34:56+08:00",
            "2026-06-08T02:34:56Z",
            "2026-06-08T02:34:56.789Z",         // JavaScript's toISOString
            "2026-06-08T02:34:56.123456+00:00", // Python's isoformat
            "2026-06-08 02:34:56.123456+00:00", // Python's str
            "2026-06-08 10:34:56 +0800".replacen(" +", "+", 1).as_str(),
            "2026-06-08T04:34:56+0200",
            "2026-06-07t21:34:56-05:00",
            "2026-06-08T02:34:56.123456789z",
        ] {
            assert_eq!(v3(text).as_deref(), Some(sent), "{text}");
            assert_eq!(v2(text).as_deref(), Some("20260608103456"), "{text}");
        }
        assert_eq!(v2("20260608103456").as_deref(), Some("20260608103456"));
    }

    #[test]
    fn what_names_no_instant_is_refused() {
        for text in [
            "",
            "today",
            "2026-06-08",
            "2026-06-08T10:34:56",
            "2026-06-08 10:34:56",
            "2026-06-08X10:34:56+08:00",
            "2026-13-08T10:34:56+08:00",
            "2026-06-31T10:34:56+08:00",
            "2026-06-08T25:00:00+08:00",
            "1780886096",
            "1780886096000",
            "+2026-06-08T10:34:56+08:00",
            "2026-06-08T10:34:56 08:00",
            "2026-06-08T10:34:56+8",
            "0001-01-01T00:00:00+08:00",
            "2026年6月8日 10:34:56",
            "2026-06-08T10:34:56+08:00\n",
            "９026-06-08T10:34:56Z",
            "2026-06-08T10:3４+0800",
        ] {
            assert_eq!(v3(text), None, "{text}");
            assert_eq!(v2(text), None, "{text}");
        }
        assert_eq!(v3("20260608103456"), None, "V2's form");
        assert_eq!(v2("20261308103456"), None);
    }
}
