//! The host's functions, reached by its queue.

use std::io::Write as _;
use std::sync::{Arc, OnceLock};

use qq_wxpay::bridge::Ask;
use qq_wxpay::client::{Event, Observer};

use crate::event::Letter;
use crate::queue::Queue;

/// The way of one client to its host.
#[derive(Clone)]
pub(super) struct Address {
    pub(super) queue: Arc<Queue>,
    /// Known as soon as the client is made.
    pub(super) client: Arc<OnceLock<u64>>,
    pub(super) tag: u64,
}

impl Address {
    fn client(&self) -> u64 {
        self.client.get().copied().unwrap_or_default()
    }

    pub(super) fn tell(&self, event: String) {
        self.queue.put(Letter::Observed { client: self.client(), tag: self.tag, event });
    }
}

impl Ask for Address {
    fn ask(&self, number: u32, name: String, arguments: String) -> bool {
        // Its numbers begin at 0, those of the border at 1.
        let number = u64::from(number) + 1;
        self.queue.put(Letter::Question { client: self.client(), tag: self.tag, number, name, arguments })
    }
}

/// Of a client without a queue: faults go where C programs write them.
pub(super) struct ToStandardError;

impl Observer for ToStandardError {
    fn observe(&self, event: &Event) {
        if let Event::Fault(fault) = event {
            // Without it nobody is told; payments go on.
            let _ = writeln!(std::io::stderr(), "qq-wxpay: {}", fault.message);
        }
    }

    fn wants(&self, event: &Event) -> bool {
        matches!(event, Event::Fault(_))
    }
}
