//! Which events of notifications were handed to the shop, so that none is handed to two processes: noted on this machine, and where several
//! machines share a Redis there, too.

mod key;
mod place;

use std::fmt;
use std::sync::Arc;
use std::time::Duration;

pub(crate) use self::key::EventKey;
use self::place::Place;
pub(in crate::store) use self::place::{Answer, CLAIM, Inbox, REMEMBERED};
use super::file::FileInbox;
#[cfg(feature = "redis")]
use super::redis::RedisInbox;
use crate::config::{Config, StoreChoice};
use crate::error::{Error, Result, sdk_codes};

/// By so much may an event be older than its time says: clocks differ.
const CLOCKS: Duration = Duration::from_secs(300);

/// How old an event is taken for of which that is not known: WeChat Pay repeats a notification for a day.
const A_DAY: Duration = Duration::from_secs(24 * 3600);

/// After which pauses a place is told again of what was handled, when it did not answer.
const PAUSE_SECONDS: [u64; 5] = [1, 2, 4, 8, 16];

/// Is given the error with which a place failed.
pub(crate) type Report = Arc<dyn Fn(&Error) + Send + Sync>;

/// The places in which a client notes events.
#[derive(Clone)]
pub(crate) struct Inboxes {
    machine: Option<Place>,
    redis: Option<Place>,
    report: Report,
}

/// What becomes of an event.
#[derive(Debug)]
pub(crate) enum Verdict {
    /// It is ours to handle.
    Claimed {
        /// Whether the shop's function may have been called for it before.
        repeat: bool,
    },
    /// Another process is at work on it.
    Held,
    /// It was handled.
    Done,
    /// No place works, so that nobody knows.
    Unknown,
}

impl Inboxes {
    /// The places that the setting `inbox` names; `None` when nobody set it.
    ///
    /// # Errors
    /// `STORE_FOLDER` when the folder cannot be used, `STORE_SETTING` when the address cannot be read.
    pub(crate) fn of(config: &Config, report: Report) -> Result<Option<Self>> {
        let machine = |inbox: FileInbox| Some(Place::new(Arc::new(inbox)));
        let (machine, redis) = match &config.0.inbox {
            None => return Ok(None),
            Some(StoreChoice::Folder(folder)) => (machine(FileInbox::at(folder)?), None),
            #[cfg(feature = "redis")]
            Some(StoreChoice::Redis(address)) => {
                let redis = Place::new(Arc::new(RedisInbox::new(address.expose())?));
                // Where no folder can be used, Redis is alone.
                (FileInbox::usual().ok().and_then(machine), Some(redis))
            }
            #[cfg(not(feature = "redis"))]
            Some(StoreChoice::Redis(_)) => {
                let detail = "this build knows no Redis: enable the feature `redis` of the crate qq-wxpay";
                return Err(Error::sdk(&sdk_codes::STORE_SETTING).with_field("inbox").with_detail(detail));
            }
            // The setting takes no memory.
            Some(StoreChoice::File | StoreChoice::Memory) => (machine(FileInbox::usual()?), None),
        };
        Ok(Some(Self { machine, redis, report }))
    }

    /// Takes an event for `owner`, in every place that works. `age` is how long ago it happened, if that is known.
    pub(crate) async fn claim(&self, key: &str, owner: &str, age: Option<Duration>) -> Verdict {
        let here = self.ask(self.machine.as_ref(), key, owner).await;
        if let Some(verdict) = here.and_then(settled) {
            return verdict;
        }
        let there = self.ask(self.redis.as_ref(), key, owner).await;
        if let Some(verdict) = there.and_then(settled) {
            if let Some(machine) = self.machine.as_ref().filter(|_| here.is_some()) {
                match verdict {
                    Verdict::Done => drop(machine.done(key).await),
                    _ => machine.release(key, owner).await,
                }
            }
            return verdict;
        }
        if here.is_none() && there.is_none() {
            return Verdict::Unknown;
        }
        if let Some(redis) = self.redis.as_ref().filter(|_| there.is_none()) {
            redis.missed();
        }
        // What other machines did, Redis alone knows.
        let widest = if self.redis.is_some() { there } else { here };
        let was_claimed = [here, there].contains(&Some(Answer::Again));
        Verdict::Claimed { repeat: was_claimed || !is_first(widest, age) }
    }

    /// Notes that an event was handled, everywhere; a place that does not answer is told again for half a minute.
    pub(crate) async fn done(&self, key: &str) {
        let places = [&self.machine, &self.redis].map(Option::as_ref);
        let noting = places.map(|place| async move {
            let Some(place) = place else { return };
            if place.done(key).await.is_ok() {
                return;
            }
            for seconds in PAUSE_SECONDS {
                tokio::time::sleep(Duration::from_secs(seconds)).await;
                if place.done(key).await.is_ok() {
                    return;
                }
            }
        });
        futures_util::future::join_all(noting).await;
    }

    /// Gives an event back that was not handled.
    pub(crate) async fn release(&self, key: &str, owner: &str) {
        for place in [&self.machine, &self.redis].into_iter().flatten() {
            place.release(key, owner).await;
        }
    }

    /// What a place answers; `None` when there is none, or it does not work.
    async fn ask(&self, place: Option<&Place>, key: &str, owner: &str) -> Option<Answer> {
        match place?.claim(key, owner).await? {
            Ok(answer) => Some(answer),
            Err(error) => {
                let has_another = self.machine.is_some() && self.redis.is_some();
                let code = if has_another { &sdk_codes::INBOX_DEGRADED } else { &sdk_codes::INBOX_FAILED };
                (self.report)(&Error::sdk(code).with_detail(error.detail()).with_source(error));
                None
            }
        }
    }
}

fn settled(answer: Answer) -> Option<Verdict> {
    match answer {
        Answer::First { .. } | Answer::Again => None,
        Answer::Held => Some(Verdict::Held),
        Answer::Done => Some(Verdict::Done),
    }
}

/// Whether nobody can have handled it before: the place knows of everything since the event happened.
fn is_first(answer: Option<Answer>, age: Option<Duration>) -> bool {
    let age = age.unwrap_or(A_DAY).saturating_add(CLOCKS);
    matches!(answer, Some(Answer::First { known_for }) if age < known_for)
}

impl fmt::Debug for Inboxes {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.debug_struct("Inboxes").finish_non_exhaustive()
    }
}
