//! How far this machine's clock is off.

use time::OffsetDateTime;
use time::format_description::well_known::Rfc2822;

use crate::error::{Error, sdk_codes};
use crate::http::HttpResponse;
use crate::model::Check;
use crate::verify::MAX_CLOCK_SKEW_SECONDS;

/// How far the clock is ahead of the reply's `Date` header, in seconds. The header is not signed: this is a hint.
pub(super) fn skew_by_date(reply: &HttpResponse, now: i64) -> Option<i64> {
    let date = reply.headers().value("date").filter(|text| text.len() <= 40)?;
    let date = OffsetDateTime::parse(date, &Rfc2822).ok()?;
    Some(now.saturating_sub(date.unix_timestamp()))
}

/// How far this machine's clock is ahead of that of whoever sent this reply, in seconds, and whether WeChat Pay takes signatures of it. Its
/// `Date` header is not signed: this is a hint. `None` without a usable one; `now` is in Unix seconds.
#[must_use]
pub fn clock_of(reply: &HttpResponse, now: i64) -> Option<(i64, Check)> {
    let skew = skew_by_date(reply, now)?;
    Some((skew, Check::of(if is_off(skew) { Err(off_by(skew)) } else { Ok(()) })))
}

/// Whether WeChat Pay refuses signatures of a clock that is so far off.
pub(super) fn is_off(skew: i64) -> bool {
    skew.unsigned_abs() >= MAX_CLOCK_SKEW_SECONDS
}

/// The error of a clock that says `now` when it is `time`.
pub(super) fn off(now: i64, time: i64) -> Error {
    off_by(now.saturating_sub(time))
}

/// The error of a clock that is `skew` seconds ahead.
pub(super) fn off_by(skew: i64) -> Error {
    let (en, zh) = if skew < 0 { ("behind", "慢") } else { ("ahead", "快") };
    let seconds = skew.unsigned_abs();
    Error::sdk(&sdk_codes::CLOCK_OFF)
        .with_detail_in(format!("{seconds} s {en}"), format!("{zh} {seconds} 秒"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_date_header_tells_the_skew_or_nothing() {
        let with = |date: &str| {
            let reply = HttpResponse::new(401, [("Date", date)].into_iter().collect(), Vec::new());
            skew_by_date(&reply, 784_111_777)
        };
        assert_eq!(with("Sun, 06 Nov 1994 08:49:37 GMT"), Some(0));
        assert_eq!(with("Sun, 06 Nov 1994 08:42:57 GMT"), Some(400));
        assert_eq!(with("1994-11-06T08:49:37Z"), None);
        assert_eq!(with(&"Sun, 06 Nov 1994 08:49:37 GMT ".repeat(100)), None);
    }

    #[test]
    fn the_window_is_that_of_signatures() {
        assert!(!is_off(299) && !is_off(-299));
        assert!(is_off(300) && is_off(-300) && is_off(i64::MIN));
        assert_eq!(off(1000, 1400).detail(), "400 s behind");
    }
}
