//! Refusals of notifications that somebody must look at.

use std::sync::atomic::{AtomicU32, Ordering};

use crate::error::Error;
use crate::model::MessageVersion;
use crate::notify::{self, HandledNotification, Outcome};

/// After so many forgeries without one genuine message it is reported once that they may be none.
const SUSPICIOUS: u32 = 3;

/// Whether genuine messages were ever read here, apart for each protocol: when all are refused as forgeries, they may be none.
#[derive(Default)]
pub(super) struct NotificationHealth {
    v2: Health,
    v3: Health,
}

/// Counts refusals up to [`SUSPICIOUS`]; more once a genuine message was read.
#[derive(Default)]
struct Health(AtomicU32);

impl NotificationHealth {
    /// The error of a refusal that somebody must look at.
    pub(super) fn fault_of(&self, handled: &HandledNotification) -> Option<Error> {
        let health = match handled.version() {
            MessageVersion::V2 => &self.v2,
            MessageVersion::V3 => &self.v3,
        };
        if handled.is_authentic() {
            health.0.store(SUSPICIOUS, Ordering::Relaxed);
        }
        let Outcome::Refused(error) = &handled.outcome else { return None };
        let shows = if notify::may_be_every_message(error) {
            health.is_third_of_nothing_else()
        } else {
            notify::shows_set_up_fault(error, handled.version(), handled.is_authentic())
        };
        shows.then(|| error.clone())
    }
}

impl Health {
    fn is_third_of_nothing_else(&self) -> bool {
        let more = |count: u32| (count < SUSPICIOUS).then_some(count + 1);
        let before = self.0.fetch_update(Ordering::Relaxed, Ordering::Relaxed, more);
        before.is_ok_and(|before| before + 1 == SUSPICIOUS)
    }
}
