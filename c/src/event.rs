//! What the library tells the host, on its way.

use qq_wxpay::Result;
use qq_wxpay::bridge::FieldCase;

use crate::abi::{Buffer, CallResult, EVENT_ENDED, EVENT_OBSERVED, EVENT_QUESTION, Event};
use crate::outcome::{Given, crossed};

/// Something for the host.
pub(crate) enum Letter {
    Ended { call: u64, tag: u64, outcome: Result<Given>, names: FieldCase },
    Question { client: u64, tag: u64, number: u64, name: String, arguments: String },
    Observed { client: u64, tag: u64, event: String },
}

impl Letter {
    /// Whether it may be dropped when too many wait.
    pub(crate) fn is_droppable(&self) -> bool {
        matches!(self, Self::Observed { .. })
    }

    /// The event of it. An object that came of a call has its handle from now on.
    pub(crate) fn into_event(self) -> Event {
        let text = |text| CallResult { text: Buffer::of(text), ..CallResult::EMPTY };
        let (kind, source, tag, question, name, result) = match self {
            Self::Ended { call, tag, outcome, names } => {
                (EVENT_ENDED, call, tag, 0, Buffer::EMPTY, crossed(outcome, names))
            }
            Self::Question { client, tag, number, name, arguments } => {
                (EVENT_QUESTION, client, tag, number, Buffer::of(name), text(arguments))
            }
            Self::Observed { client, tag, event } => {
                (EVENT_OBSERVED, client, tag, 0, Buffer::EMPTY, text(event))
            }
        };
        Event { kind, source, tag, question, name, result }
    }
}

impl Event {
    /// Frees its content and leaves it empty, so that it can be freed again.
    ///
    /// # Safety
    /// The content is as the library gave it.
    pub(crate) unsafe fn free(&mut self) {
        for buffer in [&mut self.name, &mut self.result.text] {
            let buffer = std::mem::replace(buffer, Buffer::EMPTY);
            // SAFETY: it is the library's own, and stands nowhere else any more.
            unsafe { buffer.free() };
        }
    }
}
