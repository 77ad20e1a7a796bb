//! When an open order or refund is asked for: often while it is young, seldom when it is old. A pure function of its age, so that
//! processes need not remember anything.

/// The ages at which it is asked for, in seconds. WeChat Pay repeats a notification after 15 s, 15 s, 30 s, 3, 10, 20, 30 minutes and so
/// on for a day: a question comes when the first repetitions have failed, too.
const MOMENTS: [i64; 20] = [
    30, 60, 120, 180, 300, 600, 900, 1200, 1800, 2700, 3600, 5400, 7200, 10_800, 14_400, 21_600, 28_800,
    43_200, 64_800, DAY,
];

/// In seconds. Once a day beyond the first.
const DAY: i64 = 24 * 3600;

/// Whether one of this age, in seconds, is to be asked for now.
///
/// `asked` is the age at which it was asked for last, where that is known: then it is due once a moment to ask has come since. Else a run
/// comes each `every` seconds or a little later, and it is due in the run after such a moment, now and then in two.
pub(crate) fn is_due(age: i64, asked: Option<i64>, every: i64) -> bool {
    let Some(last) = last_moment(age) else { return false };
    match asked {
        Some(asked) => asked < last,
        None => age - last < every.saturating_mul(3) / 2,
    }
}

/// The age at which it is asked for next.
pub(crate) fn next_moment(age: i64) -> i64 {
    let listed = MOMENTS.into_iter().find(|moment| *moment > age);
    listed.unwrap_or_else(|| (age.div_euclid(DAY) + 1).saturating_mul(DAY))
}

fn last_moment(age: i64) -> Option<i64> {
    if age >= DAY {
        return Some(age.div_euclid(DAY) * DAY);
    }
    MOMENTS.into_iter().rfind(|moment| *moment <= age)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// How often a row is asked for by runs that come each minute, `late` seconds later each second time.
    fn asked(days: i64, late: i64, remembers: bool) -> usize {
        let (mut last, mut count) = (None, 0);
        for run in 0..days * 24 * 60 {
            let age = run * 60 + run % 2 * late;
            if is_due(age, last, 60) {
                count += 1;
                last = remembers.then_some(age).or(last);
            }
        }
        count
    }

    #[test]
    fn the_young_are_asked_for_often_and_the_old_seldom() {
        for age in [-5, 0, 29] {
            assert!(!is_due(age, None, 60), "{age}");
            assert_eq!(next_moment(age), 30);
        }
        for (age, next) in
            [(30, 60), (299, 300), (300, 600), (DAY - 1, DAY), (DAY, 2 * DAY), (9 * DAY, 10 * DAY)]
        {
            assert_eq!(next_moment(age), next, "{age}");
        }
        // The first moment has its run together with the second, the last is the next day's.
        assert_eq!((asked(1, 0, true), asked(8, 0, true)), (18, 18 + 7));
        assert!((25..=50).contains(&asked(8, 0, false)), "{}", asked(8, 0, false));
    }

    #[test]
    fn runs_that_come_late_miss_no_moment() {
        for moment in MOMENTS.into_iter().chain([2 * DAY, 5 * DAY]) {
            for late in 0..30 {
                let runs = (0..4).map(|run| moment - 59 + run * 60 + run % 2 * late);
                assert!(runs.into_iter().any(|age| is_due(age, None, 60)), "{moment} {late}");
            }
        }
    }

    #[test]
    fn a_moment_that_fell_out_is_made_up_for() {
        assert!(is_due(5000, Some(1000), 60), "asked for at 1000 s, then nothing ran for an hour");
        assert!(!is_due(5000, Some(3700), 60));
        assert!(!is_due(5000, None, 60), "without a memory it waits for the next");
        assert!(is_due(5000, None, 3600), "unless the runs come each hour");
        assert!(is_due(40, Some(-100), 60), "an asked_at before the order counts for nothing");
    }

    #[test]
    fn no_age_is_too_great() {
        assert!(next_moment(i64::MAX / 2) > i64::MAX / 2);
        assert!(is_due(i64::MAX / 2, Some(0), i64::MAX));
    }
}
