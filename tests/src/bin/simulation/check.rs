//! What must be so in every run.

use std::time::Duration;

use crate::figures::Figures;
use crate::fleet::{Pace, Scenario};

/// The lease of core, and as much as a fetch and the last look of those who wait add to it.
const LONGEST_WAIT: Duration = Duration::from_millis(12_000 + 400 + 1_000 + 100);

/// A token lives 7200 s and is renewed 600 to 720 s before its end, by the first order that comes then.
const SOONEST_RENEWAL: u64 = 7_200 - 720;

/// What is not as it must be.
pub(crate) fn faults(figures: &Figures, pace: Pace) -> Vec<String> {
    if figures.scenario == Scenario::Alone {
        return Vec::new(); // for contrast
    }
    let mut faults = Vec::new();
    let mut expect = |is_so: bool, what: &str| {
        if !is_so {
            faults.push(format!("{} {}: {what}: {figures:?}", figures.processes, figures.scenario.name()));
        }
    };
    let due = due(figures, pace);
    expect(due.contains(&figures.fetches), &format!("{due:?} getToken are due"));
    expect(figures.lost() == 0, "no order is lost");
    // The token that a dead holder took with it was the last one to QQ: the next fetch ends the one at hand.
    let may_refuse = figures.scenario == Scenario::HolderKilled;
    expect(figures.refused == 0 || may_refuse, "no order is refused");
    expect(figures.placed > 0, "orders are placed");
    expect(figures.lease_waits.longest <= LONGEST_WAIT, "no wait is longer than the lease and a second");
    expect(figures.order_waits.longest <= LONGEST_WAIT, "no order waits longer");
    faults
}

/// How many fetches there may be: each that is due, and one more for each holder that is killed.
fn due(figures: &Figures, pace: Pace) -> std::ops::RangeInclusive<usize> {
    let renewals = |every: u64| usize::try_from(figures.measured.as_secs() / every).unwrap_or(usize::MAX);
    match figures.scenario {
        Scenario::ColdStart => 1..=1,
        Scenario::ColdStartHolderKilled => 2..=2,
        // Few processes have no order for a while.
        Scenario::InOrder => renewals(7_200 + pace.gap.as_secs() * 10)..=renewals(SOONEST_RENEWAL) + 1,
        _ => 2 * renewals(7_200 + pace.gap.as_secs() * 10)..=2 * (renewals(SOONEST_RENEWAL) + 1),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::fleet::run;

    /// An hour and a half: one renewal is due after the first fetch, at the end of the second hour.
    fn short() -> Pace {
        Pace {
            gap: Duration::from_secs(20),
            warming: Duration::from_secs(60),
            shared: Duration::from_secs(3 * 3600),
            alone: Duration::from_secs(600),
        }
    }

    #[test]
    fn ten_processes_are_as_they_must_be() {
        for scenario in Scenario::ALL {
            let figures = run(scenario, 10, short(), 7);
            assert_eq!(faults(&figures, short()), Vec::<String>::new());
            assert_eq!(figures.operations_peak > 0, scenario.shares(), "{figures:?}");
        }
    }

    #[test]
    fn each_for_itself_they_have_orders_refused() {
        let figures = run(Scenario::Alone, 10, short(), 7);
        assert!(figures.refused > 0 && figures.fetches > 10, "{figures:?}");
    }

    #[test]
    fn a_seed_gives_the_same_figures_again() {
        let figures = || format!("{:?}", run(Scenario::ColdStartHolderKilled, 30, short(), 3));
        assert_eq!(figures(), figures());
    }

    #[test]
    fn those_who_wait_for_a_dead_holder_wait_for_its_lease() {
        let figures = run(Scenario::ColdStartHolderKilled, 30, short(), 3);
        assert!(figures.lease_waits.count >= 28, "{figures:?}");
        assert!(figures.lease_waits.p50 > Duration::from_secs(11), "{figures:?}");
    }
}
