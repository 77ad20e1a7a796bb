//! Queries that confirm notifications: one at a time for an order or refund, remembered for a moment, and not more than the
//! client can bear. Anybody who has seen an old notification can send it again, as often as he likes.

use std::collections::HashMap;
use std::future::Future;
use std::pin::Pin;
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

use futures_util::FutureExt as _;
use futures_util::future::{Shared, WeakShared};

use super::recent::Recent;
use crate::error::{Error, Result, sdk_codes};
use crate::notify::{Outcome, Subject};

/// How long an answer serves repeated deliveries.
const ANSWER_LIVES: Duration = Duration::from_secs(10);

/// How long nobody asks again after a query that failed.
const FAILURE_LIVES: Duration = Duration::from_secs(5);

/// How many orders and refunds that were asked about are known as such; the oldest are forgotten first.
const KNOWN: usize = 4096;

/// So many answers and queries are kept before those that have ended are looked for.
const FEW: usize = 64;

/// Queries about numbers that were not asked about before: so many at once, and so many more each second.
const OF_NEW_NUMBERS: (u32, u32) = (200, 50);

/// The same for numbers that were.
const OF_KNOWN_NUMBERS: (u32, u32) = (20, 5);

type Query = Pin<Box<dyn Future<Output = Result<Outcome>> + Send>>; // a name for one unspeakable type, private to this file

/// The queries of one client that confirm notifications.
pub(super) struct Confirmations(Mutex<State>);

struct State {
    known: Recent,
    /// What is still of use, and what was until a moment ago: the allowances bound it.
    entries: HashMap<Subject, Entry>,
    /// At so many entries those of no use are dropped.
    many: usize,
    new_numbers: Allowance,
    known_numbers: Allowance,
}

enum Entry {
    /// Held weakly: it holds the client, and ends with those who wait for it.
    Asking(WeakShared<Query>),
    Answered {
        answer: Box<Result<Outcome>>,
        until: Instant,
    },
}

/// What may be done at once, and how fast it comes back.
struct Allowance {
    left: u32,
    limit: u32,
    each_second: u32,
    since: Instant,
}

/// What there is for a notification.
enum Found {
    Answer(Box<Result<Outcome>>),
    Query(Shared<Query>),
}

impl Default for Confirmations {
    fn default() -> Self {
        let now = Instant::now();
        Self(Mutex::new(State {
            known: Recent::new(KNOWN),
            entries: HashMap::new(),
            many: FEW,
            new_numbers: Allowance::new(OF_NEW_NUMBERS, now),
            known_numbers: Allowance::new(OF_KNOWN_NUMBERS, now),
        }))
    }
}

impl Confirmations {
    /// What a query says of an order or refund: one that is under way, one of a moment ago, or `query`.
    ///
    /// # Errors
    /// Those of the query; `CONFIRM_LIMITED`.
    pub(super) async fn ask(
        &self,
        subject: &Subject,
        query: impl Future<Output = Result<Outcome>> + Send + 'static,
    ) -> Result<Outcome> {
        let found = self.state().find(subject, Instant::now(), || query.boxed().shared());
        match found {
            Found::Answer(answer) => *answer,
            Found::Query(query) => {
                let answer = query.await;
                self.state().remember(subject, answer.clone(), Instant::now());
                answer
            }
        }
    }

    fn state(&self) -> MutexGuard<'_, State> {
        // A panic elsewhere while the lock was held cannot leave it inconsistent in a way that matters.
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl State {
    fn find(&mut self, subject: &Subject, now: Instant, query: impl FnOnce() -> Shared<Query>) -> Found {
        match self.entries.get(subject) {
            Some(Entry::Asking(asking)) => {
                if let Some(asking) = asking.upgrade() {
                    return Found::Query(asking);
                }
            }
            Some(Entry::Answered { answer, until }) if now < *until => return Found::Answer(answer.clone()),
            _ => {}
        }
        let is_known = self.known.contains(subject);
        let allowance = if is_known { &mut self.known_numbers } else { &mut self.new_numbers };
        if !allowance.take(now) {
            return Found::Answer(Box::new(Err(Error::sdk(&sdk_codes::CONFIRM_LIMITED))));
        }
        let query = query();
        if let Some(asking) = query.downgrade() {
            self.set(subject, Entry::Asking(asking), now);
        }
        Found::Query(query)
    }

    fn remember(&mut self, subject: &Subject, answer: Result<Outcome>, now: Instant) {
        let lives = if answer.is_ok() { ANSWER_LIVES } else { FAILURE_LIVES };
        self.set(subject, Entry::Answered { answer: Box::new(answer), until: now + lives }, now);
    }

    fn set(&mut self, subject: &Subject, entry: Entry, now: Instant) {
        self.known.seen_before(subject);
        self.entries.insert(subject.clone(), entry);
        if self.entries.len() >= self.many {
            self.entries.retain(|_, entry| entry.is_of_use(now));
            self.many = FEW.max(2 * self.entries.len());
        }
    }
}

impl Entry {
    fn is_of_use(&self, now: Instant) -> bool {
        match self {
            Self::Asking(asking) => asking.upgrade().is_some(),
            Self::Answered { until, .. } => now < *until,
        }
    }
}

impl Allowance {
    fn new((limit, each_second): (u32, u32), now: Instant) -> Self {
        Self { left: limit, limit, each_second, since: now }
    }

    fn take(&mut self, now: Instant) -> bool {
        let seconds = u32::try_from(now.saturating_duration_since(self.since).as_secs()).unwrap_or(u32::MAX);
        if seconds > 0 {
            self.left = self.left.saturating_add(self.each_second.saturating_mul(seconds)).min(self.limit);
            self.since = now;
        }
        let is_left = self.left > 0;
        self.left = self.left.saturating_sub(1);
        is_left
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{OrderFamily, OrderReference};

    fn subject(number: &str) -> Subject {
        let order =
            OrderReference { family: OrderFamily::Direct, out_trade_no: number.to_owned(), sub_mchid: None };
        Subject::Order(order)
    }

    fn query() -> Shared<Query> {
        async { Ok(Outcome::Probe) }.boxed().shared()
    }

    /// Whether a delivery at this time asks WeChat Pay, and ends at once.
    fn asks(state: &mut State, number: &str, now: Instant) -> bool {
        let Found::Query(_) = state.find(&subject(number), now, query) else { return false };
        state.remember(&subject(number), Ok(Outcome::Probe), now);
        true
    }

    #[test]
    fn replays_of_one_number_ask_once_in_a_while() {
        let (confirmations, begin) = (Confirmations::default(), Instant::now());
        let mut state = confirmations.state();
        let at = |milliseconds: u64| begin + Duration::from_millis(milliseconds);
        let asked = (0..300).filter(|n| asks(&mut state, "T1", at(n * 10))).count();
        assert_eq!(asked, 1, "300 replays within 3 s");
        assert!(asks(&mut state, "T1", at(20_000)), "later the order may stand elsewhere");
    }

    #[test]
    fn replays_of_many_numbers_leave_room_for_new_ones() {
        let (confirmations, begin) = (Confirmations::default(), Instant::now());
        let mut state = confirmations.state();
        let numbers: Vec<String> = (0..150).map(|n| n.to_string()).collect();
        assert_eq!(numbers.iter().filter(|number| asks(&mut state, number, begin)).count(), 150);
        let later = begin + ANSWER_LIVES;
        let again = numbers.iter().filter(|number| asks(&mut state, number, later)).count();
        assert_eq!(again, 20, "known numbers have an allowance of their own");
        assert!(asks(&mut state, "new", later));
        let turned_away = state.find(&subject("5"), later, query);
        assert!(!matches!(turned_away, Found::Query(_)));
    }

    #[test]
    fn an_answer_is_kept_while_it_serves() {
        let (confirmations, begin) = (Confirmations::default(), Instant::now());
        let mut state = confirmations.state();
        let mut most = 0;
        for number in 0..2 * KNOWN {
            let now = begin + Duration::from_millis(20 * number as u64);
            assert!(asks(&mut state, &number.to_string(), now), "50 new numbers a second");
            most = most.max(state.entries.len());
        }
        assert!(most <= 1001, "{most}: those of twenty seconds, of which the last ten serve");
        let now = begin + Duration::from_millis(40 * KNOWN as u64);
        assert!(matches!(state.find(&subject(&(2 * KNOWN - 1).to_string()), now, query), Found::Answer(_)));
        assert!(state.known.contains(subject(&KNOWN.to_string())), "known when its answer is gone");
        assert!(!state.known.contains(subject("0")), "the oldest are forgotten");
    }

    #[test]
    fn a_query_that_was_given_up_is_not_kept() {
        let (confirmations, now) = (Confirmations::default(), Instant::now());
        let mut state = confirmations.state();
        for number in 0..FEW {
            drop(state.find(&subject(&number.to_string()), now, query));
        }
        assert!(state.entries.len() <= 1, "{} are left", state.entries.len());
        assert!(state.known.contains(subject("0")));
    }

    #[test]
    fn deliveries_at_the_same_time_share_one_query() {
        let confirmations = Confirmations::default();
        let asked = std::sync::atomic::AtomicU32::new(0);
        let (asked, subject) = (std::sync::Arc::new(asked), subject("T1"));
        let deliver = || {
            let asked = std::sync::Arc::clone(&asked);
            confirmations.ask(&subject, async move {
                asked.fetch_add(1, std::sync::atomic::Ordering::Relaxed);
                tokio::task::yield_now().await;
                Err(Error::sdk(&sdk_codes::TIMED_OUT))
            })
        };
        let runtime = tokio::runtime::Builder::new_current_thread().build().unwrap();
        let answers = runtime.block_on(futures_util::future::join_all((0..100).map(|_| deliver())));
        assert!(answers.iter().all(|answer| answer.as_ref().is_err_and(|error| error.code() == "TIMED_OUT")));
        assert_eq!(asked.load(std::sync::atomic::Ordering::Relaxed), 1);
    }
}
