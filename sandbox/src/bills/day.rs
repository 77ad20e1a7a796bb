//! A day in Beijing, and whether its bill is there.

use crate::clock::{compact, parse_compact};

const DAY_SECONDS: i64 = 24 * 3600;
/// The bill of a day is there from 10:00 of the next.
const READY_SECONDS: i64 = DAY_SECONDS + 10 * 3600;

/// Why there is no bill.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum BillProblem {
    /// Nothing happened on that day, it is too long ago, or it is still to come.
    Missing,
    /// It is made at 10:00 of the next day.
    Creating,
}

/// A day in Beijing.
pub(crate) struct Day {
    /// `yyyyMMdd`
    digits: String,
    /// Unix seconds of its midnight.
    start: i64,
}

impl Day {
    /// Reads V3's form, `yyyy-MM-dd`.
    pub(crate) fn hyphenated(text: &str) -> Option<Self> {
        let bytes = text.as_bytes();
        let has_form = bytes.len() == 10 && bytes[4] == b'-' && bytes[7] == b'-';
        if has_form { Self::plain(&text.replace('-', "")) } else { None }
    }

    /// Reads V2's form, `yyyyMMdd`.
    pub(crate) fn plain(text: &str) -> Option<Self> {
        Some(Self { start: parse_compact(&format!("{text}000000"))?, digits: text.to_owned() })
    }

    /// Whether a moment lies in the day.
    pub(super) fn contains(&self, unix: i64) -> bool {
        (self.start..self.end()).contains(&unix)
    }

    /// The first moment after the day.
    pub(super) fn end(&self) -> i64 {
        self.start + DAY_SECONDS
    }

    /// Whether the bill of the day can be there now.
    pub(super) fn check(&self, now: i64, at_once: bool) -> Result<(), BillProblem> {
        let today = &compact(now)[..8];
        if self.digits.as_str() > today || self.digits < three_months_before(today) {
            return Err(BillProblem::Missing);
        }
        if !at_once && now < self.start + READY_SECONDS { Err(BillProblem::Creating) } else { Ok(()) }
    }
}

/// The same day of the month three months earlier; such a day need not exist.
fn three_months_before(today: &str) -> String {
    let number = |text: &str| text.parse::<u32>().unwrap_or_default();
    let months = (number(&today[..4]) * 12 + number(&today[4..6])).saturating_sub(4);
    format!("{:04}{:02}{}", months / 12, months % 12 + 1, &today[6..])
}

#[cfg(test)]
mod tests {
    use super::*;

    fn state(day: &str, now: &str) -> Result<(), BillProblem> {
        let now = parse_compact(now).expect("a time");
        Day::plain(day).expect("a day").check(now, false)
    }

    #[test]
    fn a_bill_is_there_from_ten_the_next_day_for_three_months() {
        assert_eq!(state("20260608", "20260609095959"), Err(BillProblem::Creating));
        assert_eq!(state("20260608", "20260609100000"), Ok(()));
        assert_eq!(state("20260608", "20260608120000"), Err(BillProblem::Creating));
        assert_eq!(state("20260609", "20260608120000"), Err(BillProblem::Missing));
        assert_eq!(state("20260608", "20260908120000"), Ok(()));
        assert_eq!(state("20260607", "20260908120000"), Err(BillProblem::Missing));
        assert_eq!(state("20251108", "20260208120000"), Ok(()));
        assert_eq!(state("20251107", "20260208120000"), Err(BillProblem::Missing));
    }

    #[test]
    fn a_bill_can_be_there_at_once_but_not_before_its_day() {
        let state = |day, now| {
            let now = parse_compact(now).expect("a time");
            Day::plain(day).expect("a day").check(now, true)
        };
        assert_eq!(state("20260608", "20260608000000"), Ok(()));
        assert_eq!(state("20260609", "20260608235959"), Err(BillProblem::Missing));
        assert_eq!(state("20260307", "20260608120000"), Err(BillProblem::Missing));
    }

    #[test]
    fn each_version_has_its_own_form() {
        assert!(Day::hyphenated("2026-06-08").is_some() && Day::plain("20260608").is_some());
        for text in ["20260608", "2026-6-8", "2026-13-01", "2026-02-30", "2026-0-801", "２026-06", ""] {
            assert!(Day::hyphenated(text).is_none(), "{text}");
        }
        for text in ["2026-06-08", "20260230", "2026060", "202606081", ""] {
            assert!(Day::plain(text).is_none(), "{text}");
        }
    }
}
