//! What a client did, on its way to the host.

use std::fmt;

use super::{FieldCase, event_json};
use crate::client::{Event, Observer};

/// Hands events on as JSON; of a host that does not observe only the faults, which belong into its log.
pub struct Reporter {
    tell: Box<dyn Fn(String) + Send + Sync>,
    names: FieldCase,
    faults_alone: bool,
}

impl Reporter {
    /// One that hands on by `tell`, which returns at once.
    pub fn new(tell: Box<dyn Fn(String) + Send + Sync>, names: FieldCase, faults_alone: bool) -> Self {
        Self { tell, names, faults_alone }
    }
}

impl Observer for Reporter {
    fn observe(&self, event: &Event) {
        if !self.faults_alone || matches!(event, Event::Fault(_)) {
            (self.tell)(event_json(event, self.names));
        }
    }

    fn only_hands_on(&self) -> bool {
        true
    }
}

impl fmt::Debug for Reporter {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.debug_struct("Reporter").finish_non_exhaustive()
    }
}
