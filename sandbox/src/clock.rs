//! The sandbox's own clock, which tests can push forward, and the two ways of writing a time.

use std::sync::atomic::{AtomicI64, Ordering};
use std::time::{SystemTime, UNIX_EPOCH};

use time::format_description::well_known::Rfc3339;
use time::macros::format_description;
use time::{Date, Month, OffsetDateTime, PrimitiveDateTime, Time, UtcOffset};

/// The machine's clock plus an offset.
#[derive(Default)]
pub(crate) struct Clock {
    offset_seconds: AtomicI64,
}

impl Clock {
    /// The current Unix time in seconds.
    pub(crate) fn now(&self) -> i64 {
        let elapsed = SystemTime::now().duration_since(UNIX_EPOCH).expect("the machine's clock is past 1970");
        let seconds = i64::try_from(elapsed.as_secs()).expect("seconds since 1970 fit 63 bits");
        seconds.saturating_add(self.offset_seconds.load(Ordering::Relaxed))
    }

    /// How many seconds it is ahead of the machine's.
    pub(crate) fn ahead(&self) -> i64 {
        self.offset_seconds.load(Ordering::Relaxed)
    }

    /// Moves the clock by `seconds`; negative values move it back.
    pub(crate) fn advance(&self, seconds: i64) {
        // A century either way keeps every later sum and every calendar date in range.
        let bounded = seconds.clamp(-CENTURY, CENTURY);
        let mut offset = self.offset_seconds.load(Ordering::Relaxed);
        offset = offset.saturating_add(bounded).clamp(-CENTURY / 4, CENTURY);
        self.offset_seconds.store(offset, Ordering::Relaxed);
    }
}

const CENTURY: i64 = 100 * 365 * 24 * 3600;

/// Writes a Unix time as RFC 3339 in Beijing time, the form of APIv3.
pub(crate) fn rfc3339(unix: i64) -> String {
    beijing(unix).format(&Rfc3339).expect("a four-digit year has an RFC 3339 form")
}

/// Writes a Unix time as `yyyyMMddHHmmss` in Beijing time, the form of V2.
pub(crate) fn compact(unix: i64) -> String {
    let time = beijing(unix);
    let (year, month, day) = (time.year(), u8::from(time.month()), time.day());
    format!("{year:04}{month:02}{day:02}{:02}{:02}{:02}", time.hour(), time.minute(), time.second())
}

/// Writes a Unix time as `yyyy-MM-dd HH:mm:ss` in Beijing time, the form of V2's refunds and of bills.
pub(crate) fn spaced(unix: i64) -> String {
    let text = compact(unix);
    format!(
        "{}-{}-{} {}:{}:{}",
        &text[..4],
        &text[4..6],
        &text[6..8],
        &text[8..10],
        &text[10..12],
        &text[12..]
    )
}

/// Writes a Unix time as HTTP's header `Date` does, in GMT.
pub(crate) fn http_date(unix: i64) -> String {
    let form = format_description!(
        "[weekday repr:short], [day] [month repr:short] [year] [hour]:[minute]:[second] GMT"
    );
    let time = OffsetDateTime::from_unix_timestamp(unix).unwrap_or(OffsetDateTime::UNIX_EPOCH);
    time.format(form).expect("every date has this form")
}

/// Reads `yyyy-MM-ddTHH:mm:ss+08:00` (any offset or `Z`, with or without a fraction) as a Unix time.
pub(crate) fn parse_rfc3339(text: &str) -> Option<i64> {
    if text.as_bytes().get(10) != Some(&b'T') || text.ends_with('z') {
        return None;
    }
    OffsetDateTime::parse(text, &Rfc3339).ok().map(OffsetDateTime::unix_timestamp)
}

/// Reads `yyyyMMddHHmmss` in Beijing time as a Unix time.
pub(crate) fn parse_compact(text: &str) -> Option<i64> {
    if text.len() != 14 || !text.bytes().all(|byte| byte.is_ascii_digit()) {
        return None;
    }
    let part = |from: usize, to: usize| text[from..to].parse::<u8>().ok();
    let month = Month::try_from(part(4, 6)?).ok()?;
    let date = Date::from_calendar_date(text[..4].parse().ok()?, month, part(6, 8)?).ok()?;
    let time = Time::from_hms(part(8, 10)?, part(10, 12)?, part(12, 14)?).ok()?;
    Some(PrimitiveDateTime::new(date, time).assume_offset(beijing_offset()).unix_timestamp())
}

fn beijing(unix: i64) -> OffsetDateTime {
    let time = OffsetDateTime::from_unix_timestamp(unix).unwrap_or(OffsetDateTime::UNIX_EPOCH);
    time.to_offset(beijing_offset())
}

fn beijing_offset() -> UtcOffset {
    UtcOffset::from_hms(8, 0, 0).expect("eight hours is an offset")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn both_forms_are_beijing_time() {
        assert_eq!(rfc3339(1_722_850_500), "2024-08-05T17:35:00+08:00");
        assert_eq!(compact(1_722_850_500), "20240805173500");
        assert_eq!(http_date(1_722_850_500), "Mon, 05 Aug 2024 09:35:00 GMT");
        assert_eq!(spaced(1_722_850_500), "2024-08-05 17:35:00");
        assert_eq!(parse_rfc3339("2024-08-05T17:35:00+08:00"), Some(1_722_850_500));
        assert_eq!(parse_compact("20240805173500"), Some(1_722_850_500));
    }

    #[test]
    fn other_forms_are_refused() {
        for text in ["2024-08-05T09:35:00Z", "2024-08-05T09:35:00.123Z", "2024-08-05T17:35:00.123+08:00"] {
            assert_eq!(parse_rfc3339(text), Some(1_722_850_500), "{text}");
        }
        for text in ["2024-08-05 17:35:00+08:00", "2024-08-05t17:35:00+08:00", "2024-08-05T17:35:00", ""] {
            assert_eq!(parse_rfc3339(text), None, "{text}");
        }
        for text in ["20241305173500", "2024080517350", "2024080517350x"] {
            assert_eq!(parse_compact(text), None, "{text}");
        }
    }

    #[test]
    fn the_clock_can_be_moved() {
        let clock = Clock::default();
        let before = clock.now();
        clock.advance(7200);
        assert!(clock.now() >= before + 7200);
        clock.advance(i64::MAX);
        assert_eq!(rfc3339(clock.now()).len(), 25);
    }
}
