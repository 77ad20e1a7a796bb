//! What a run comes to.

use std::collections::BTreeMap;
use std::ops::Range;
use std::time::Duration;

use crate::fleet::Scenario;

/// The figures of one run.
#[derive(Clone, Debug)]
pub(crate) struct Figures {
    pub(crate) scenario: Scenario,
    pub(crate) processes: usize,
    /// Calls of getToken.
    pub(crate) fetches: usize,
    /// How long was measured.
    pub(crate) measured: Duration,
    pub(crate) lease_waits: Waits,
    pub(crate) order_waits: Waits,
    pub(crate) placed: u64,
    pub(crate) refused: u64,
    pub(crate) lost: BTreeMap<String, u64>,
    /// Operations of Redis per second.
    pub(crate) operations_mean: f64,
    pub(crate) operations_peak: u32,
}

impl Figures {
    /// Calls of getToken per hour.
    pub(crate) fn fetches_per_hour(&self) -> f64 {
        self.fetches as f64 * 3600.0 / self.measured.as_secs_f64()
    }

    pub(crate) fn lost(&self) -> u64 {
        self.lost.values().sum()
    }
}

/// How long was waited, by those who did.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Waits {
    pub(crate) count: usize,
    pub(crate) p50: Duration,
    pub(crate) p99: Duration,
    pub(crate) longest: Duration,
}

impl Waits {
    pub(crate) fn of(mut waits: Vec<Duration>) -> Self {
        waits.sort_unstable();
        let Some(&longest) = waits.last() else { return Self::default() };
        let at = |percent: usize| waits[(waits.len() * percent).div_ceil(100) - 1];
        Self { count: waits.len(), p50: at(50), p99: at(99), longest }
    }
}

/// The mean and the most in one second of the window, of what was counted in each second.
pub(crate) fn per_second(counts: &[u32], window: &Range<Duration>) -> (f64, u32) {
    let second = |time: Duration| usize::try_from(time.as_secs()).unwrap_or(usize::MAX);
    let counts = counts.iter().skip(second(window.start)).take(second(window.end - window.start));
    let sum: u64 = counts.clone().map(|&count| u64::from(count)).sum();
    (sum as f64 / (window.end - window.start).as_secs_f64(), counts.max().copied().unwrap_or_default())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn percentiles_are_those_of_the_ordered_waits() {
        let waits = Waits::of((1..=200).rev().map(Duration::from_millis).collect());
        let milliseconds = [waits.p50, waits.p99, waits.longest].map(|wait| wait.as_millis());
        assert_eq!((waits.count, milliseconds), (200, [100, 198, 200]));
        assert_eq!(Waits::of(Vec::new()).count, 0);
        assert_eq!(Waits::of(vec![Duration::from_secs(3)]).p50, Duration::from_secs(3));
    }

    #[test]
    fn only_the_window_is_counted() {
        let window = Duration::from_secs(1)..Duration::from_secs(5);
        assert_eq!(per_second(&[100, 2, 6], &window), (2.0, 6));
        assert_eq!(per_second(&[], &window), (0.0, 0));
    }
}
