//! When a refused notification is repeated.

use std::time::Duration;

/// Pauses between tries, in seconds: about 24 hours in all.
const PAUSES: [u64; 15] =
    [15, 15, 30, 180, 600, 1200, 1800, 1800, 1800, 3600, 10_800, 10_800, 10_800, 21_600, 21_600];

/// The pauses, shortened by a factor.
pub(super) fn pauses(time_scale: f64) -> impl Iterator<Item = Duration> {
    PAUSES.into_iter().map(move |seconds| Duration::from_secs(seconds).div_f64(time_scale))
}

/// How long the merchant has for its answer.
pub(super) fn patience(time_scale: f64) -> Duration {
    Duration::from_secs(5).div_f64(time_scale).clamp(Duration::from_secs(1), Duration::from_secs(5))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_real_schedule_takes_a_day() {
        let total: Duration = pauses(1.0).sum();
        assert_eq!(total, Duration::from_secs(24 * 3600 + 4 * 60));
        assert_eq!(pauses(100.0).next(), Some(Duration::from_millis(150)));
    }

    #[test]
    fn patience_is_never_below_a_second() {
        assert_eq!(patience(1.0), Duration::from_secs(5));
        assert_eq!(patience(1000.0), Duration::from_secs(1));
    }
}
