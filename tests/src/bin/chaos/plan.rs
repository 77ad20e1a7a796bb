//! What happens in a run, and when: a function of the seed.

use qq_wxpay::model::OrderFamily;
use qq_wxpay_sandbox::{Fault, FaultEndpoint, FaultKind, RefundStatus};
use qq_wxpay_tests::chaos::{Order, Refund};
use qq_wxpay_tests::dice::Dice;

/// Milliseconds since traffic began.
pub(crate) type Moment = u64;

/// All of a run that is not left to the machine.
#[derive(Debug)]
pub(crate) struct Plan {
    pub(crate) seed: u64,
    pub(crate) store: Store,
    /// By how many seconds the clock of each machine is wrong.
    pub(crate) skews: Vec<i64>,
    /// The machine of each process.
    pub(crate) workers: Vec<usize>,
    /// How long QQ leaves the access token alive that was replaced, in seconds.
    pub(crate) overlap: u32,
    pub(crate) lives: Vec<Life>,
    /// The earliest first.
    pub(crate) events: Vec<(Moment, Event)>,
}

/// Where tokens and the inbox are kept.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Store {
    /// In a folder: all processes are on one machine.
    File,
    /// In Redis, for two machines.
    Redis,
}

/// What becomes of an order.
#[derive(Debug, Clone)]
pub(crate) struct Life {
    pub(crate) order: Order,
    pub(crate) placed_at: Moment,
    /// How long after it was placed it is paid, if at all.
    pub(crate) paid_after: Option<Moment>,
    pub(crate) refund: Option<PlannedRefund>,
}

/// A refund, and how it ends.
#[derive(Debug, Clone)]
pub(crate) struct PlannedRefund {
    pub(crate) refund: Refund,
    /// How long after the payment it is asked for.
    pub(crate) asked_after: Moment,
    /// How long after that it ends.
    pub(crate) ends_after: Moment,
    pub(crate) end: RefundStatus,
}

/// What goes wrong. A `pick` chooses among the processes that live then.
#[derive(Debug, Clone)]
pub(crate) enum Event {
    /// A process is killed, and another one takes its place.
    Kill { pick: usize, again_after: Moment },
    /// A token falls due, and whoever fetches it is killed before it has it.
    KillHolder { again_after: Moment },
    /// A token falls due: all clocks go ahead.
    Jump,
    /// Redis holds still.
    PauseRedis { during: Moment },
    /// Redis ends, and comes back with nothing.
    RestartRedis { away: Moment },
    /// Redis loses all it has.
    FlushRedis,
    /// A process cannot write files.
    DiskFull { pick: usize, during: Moment },
    /// The next call there goes wrong.
    Strike(Fault),
    /// Notifications fare badly for a while.
    Mood { mood: Mood, during: Moment },
    /// The poller runs in the midst of it all.
    Poll { pick: usize },
}

/// How QQ's relay and WeChat Pay treat notifications.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Mood {
    /// They are never sent.
    Lost,
    /// They come later, the last one first.
    Held,
    /// Each comes twice at the same time.
    Doubled,
    /// Without the headers of their signature.
    Unsigned,
    /// With a signature that is too old.
    Stale,
    /// A failure is kept from WeChat Pay.
    Swallowed,
    /// A probe before each.
    Probed,
}

const MOODS: [Mood; 7] =
    [Mood::Lost, Mood::Held, Mood::Doubled, Mood::Unsigned, Mood::Stale, Mood::Swallowed, Mood::Probed];

const ENDPOINTS: [FaultEndpoint; 6] = [
    FaultEndpoint::Token,
    FaultEndpoint::Proxy,
    FaultEndpoint::Order,
    FaultEndpoint::Query,
    FaultEndpoint::Refund,
    FaultEndpoint::RefundQuery,
];

const KINDS: [FaultKind; 11] = [
    FaultKind::TimeOut,
    FaultKind::DropAfter,
    FaultKind::DropBefore,
    FaultKind::DropMidReply,
    FaultKind::TruncatedBody,
    FaultKind::Status500,
    FaultKind::Status502Html,
    FaultKind::Status503,
    FaultKind::Status429,
    FaultKind::SystemError,
    FaultKind::Empty200,
];

const ENDS: [RefundStatus; 3] = [RefundStatus::Success, RefundStatus::Abnormal, RefundStatus::Closed];

impl Plan {
    /// The plan of this seed for so many seconds of traffic.
    pub(crate) fn of(seed: u64, seconds: u64) -> Self {
        let mut dice = Dice::new(&format!("chaos {seed}"));
        let store = if seed.is_multiple_of(2) { Store::Redis } else { Store::File };
        let machines = if store == Store::Redis { 2 } else { 1 };
        // The clocks of machines are up to four minutes apart.
        let skews = [[0, 0], [-120, 120], [240, 0], [0, 240], [-240, 0]][dice.below(5)];
        let count = 3 + dice.below(4);
        let traffic = seconds * 1000;
        let lives = (0..count * 5).map(|index| life(seed, index, traffic, &mut dice)).collect();
        let events = events(store, traffic, &mut dice);
        // Where machines fetch apart from each other QQ's five minutes are what lets them: without them each token ends the other's.
        let is_apart = events.iter().any(|(_, event)| event.takes_a_store_away());
        let overlap = if is_apart { 300 } else { [0, 300][dice.below(2)] };
        Self {
            seed,
            store,
            skews: skews[..machines].to_vec(),
            workers: (0..count).map(|worker| worker % machines).collect(),
            overlap,
            lives,
            events,
        }
    }
}

impl Event {
    /// Whether some processes fetch tokens that others do not find.
    fn takes_a_store_away(&self) -> bool {
        matches!(self, Self::PauseRedis { .. } | Self::RestartRedis { .. } | Self::DiskFull { .. })
    }
}

fn life(seed: u64, index: usize, traffic: Moment, dice: &mut Dice) -> Life {
    let family = OrderFamily::ALL[index % OrderFamily::ALL.len()];
    let order = Order { family, number: format!("CHAOS{seed}-{index}") };
    let refund = PlannedRefund {
        refund: Refund { order: order.clone(), number: format!("BACK{seed}-{index}") },
        asked_after: within(dice, 200..traffic / 4),
        ends_after: within(dice, 50..traffic / 4),
        end: ENDS[dice.below(ENDS.len())],
    };
    Life {
        order,
        placed_at: within(dice, 0..traffic * 3 / 4),
        paid_after: (dice.below(100) < 75).then(|| within(dice, 0..traffic / 4)),
        refund: (dice.below(100) < 45).then_some(refund),
    }
}

fn events(store: Store, traffic: Moment, dice: &mut Dice) -> Vec<(Moment, Event)> {
    let mut events = Vec::new();
    for _ in 0..1 + dice.below(3) {
        let event = Event::Kill { pick: dice.below(100), again_after: within(dice, 200..2000) };
        events.push((within(dice, 500..traffic), event));
    }
    // One token falls due: a second one within 10 seconds would be asked for by no rule of QQ's.
    let due = match dice.below(3) {
        0 => None,
        1 => Some(Event::Jump),
        _ => Some(Event::KillHolder { again_after: within(dice, 200..2000) }),
    };
    events.extend(due.map(|due| (within(dice, traffic / 4..traffic * 3 / 4), due)));
    match store {
        Store::Redis => {
            for part in 0..dice.below(3) as u64 {
                let away = within(dice, 300..traffic / 4);
                let event = match dice.below(3) {
                    0 => Event::PauseRedis { during: away },
                    1 => Event::RestartRedis { away },
                    _ => Event::FlushRedis,
                };
                let at = traffic / 2 * part + within(dice, traffic / 4..traffic / 2);
                events.push((at, event));
            }
        }
        Store::File => {
            for _ in 0..dice.below(3) {
                let event = Event::DiskFull { pick: dice.below(100), during: within(dice, 300..traffic / 3) };
                events.push((within(dice, 500..traffic * 3 / 4), event));
            }
        }
    }
    for _ in 0..6 + dice.below(9) {
        let (endpoint, kind) = (ENDPOINTS[dice.below(ENDPOINTS.len())], KINDS[dice.below(KINDS.len())]);
        let strike = Event::Strike(Fault { endpoint, kind, times: 1 });
        events.push((within(dice, 0..traffic), strike));
    }
    for _ in 0..2 + dice.below(3) {
        let mood = MOODS[dice.below(MOODS.len())];
        events.push((within(dice, 0..traffic), Event::Mood { mood, during: within(dice, 500..traffic / 3) }));
    }
    for _ in 0..dice.below(3) {
        events.push((within(dice, traffic / 3..traffic), Event::Poll { pick: dice.below(100) }));
    }
    events.sort_by_key(|(at, _)| *at);
    events
}

fn within(dice: &mut Dice, range: std::ops::Range<Moment>) -> Moment {
    let width = usize::try_from(range.end.saturating_sub(range.start).max(1)).unwrap_or(1);
    range.start + dice.below(width) as Moment
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_seed_gives_one_plan() {
        let text = |seed| format!("{:?}", Plan::of(seed, 10));
        assert_eq!(text(7), text(7));
        assert_ne!(text(7), text(9));
    }

    #[test]
    fn everything_is_planned_by_some_seed() {
        let all: String = (0..200).map(|seed| format!("{:?}", Plan::of(seed, 10))).collect();
        for word in [
            "Kill {",
            "KillHolder",
            "Jump",
            "PauseRedis",
            "RestartRedis",
            "FlushRedis",
            "DiskFull",
            "Poll",
            "Lost",
            "Held",
            "Doubled",
            "Unsigned",
            "Stale",
            "Swallowed",
            "-240",
            "Abnormal",
            "TimeOut",
        ] {
            assert!(all.contains(word), "{word}");
        }
    }
}
