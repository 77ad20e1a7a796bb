//! An observer of the user's own, on a thread of its own: whatever it does, no call waits for it.

use std::collections::VecDeque;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::process;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};
use std::thread;
use std::time::{Duration, Instant};

use tracing::{error, warn};

use crate::client::engine::faults;
use crate::client::engine::observer::{Event, FaultKind, Observer};
use crate::error::{Error, sdk_codes};

/// So many events wait at most: an observer that hangs does not fill the memory.
const LONGEST: usize = 10_000;

/// A thread that has had nothing to deliver for so long ends; the next event begins another: a process may have thousands of clients.
const IDLE: Duration = if cfg!(test) { Duration::from_millis(20) } else { Duration::from_secs(10) };

/// How often somebody who waits for the observers looks again.
const LOOK: Duration = Duration::from_millis(1);

/// The number of the process, and how many events of it wait or are being delivered. In one number, because a forked child has none
/// of them, nor the thread that would deliver them.
static WAITING: AtomicU64 = AtomicU64::new(0);

/// What of it is of this process.
fn own(state: u64) -> u64 {
    let process = u64::from(process::id()) << 32;
    if state >> 32 == process >> 32 { state } else { process }
}

/// Waits until the observers of all clients of this process got every event, but not longer than `limit`; whether they
/// were. It keeps its thread: call it at the end of a program, or between the parts of a test.
///
/// ```
/// use std::time::Duration;
///
/// assert!(qq_wxpay::client::wait_for_observers(Duration::from_secs(5)));
/// ```
#[must_use]
pub fn wait_for_observers(limit: Duration) -> bool {
    let begin = Instant::now();
    while own(WAITING.load(Ordering::Acquire)) << 32 != 0 {
        if begin.elapsed() >= limit {
            return false;
        }
        thread::sleep(LOOK);
    }
    true
}

/// Hands events to a thread that begins with the first one, and ends when there was none for a while. It delivers what waits when its
/// client ends, and ends too.
pub(in crate::client) struct EventQueue {
    shared: Arc<Shared>,
}

struct Shared {
    observer: Arc<dyn Observer>,
    /// The one that made it: a child by fork has no thread that delivers, and a lock may be held for ever there.
    process: u32,
    state: Mutex<State>,
    news: Condvar,
}

#[derive(Default)]
struct State {
    events: VecDeque<Event>,
    /// How many found no room since the observer got word of any.
    missed: u64,
    has_thread: bool,
    is_closed: bool,
}

impl EventQueue {
    pub(in crate::client) fn new(observer: Arc<dyn Observer>) -> Self {
        let shared =
            Shared { observer, process: process::id(), state: Mutex::default(), news: Condvar::new() };
        Self { shared: Arc::new(shared) }
    }
}

impl Observer for EventQueue {
    fn observe(&self, event: &Event) {
        let shared = &self.shared;
        if shared.process != process::id() || !shared.observer.wants(event) {
            return;
        }
        let mut state = shared.state();
        if state.events.len() >= LONGEST {
            state.missed += 1;
            if state.missed == 1 {
                drop(state);
                warn!(code = sdk_codes::OBSERVER_SLOW.code, "the observer is too slow: events are dropped");
            }
            return;
        }
        state.events.push_back(event.clone());
        let one_more = |state| Some(own(state) + 1);
        // There always is a next state.
        let _ = WAITING.fetch_update(Ordering::AcqRel, Ordering::Acquire, one_more);
        if !state.has_thread {
            let worker = Arc::clone(shared);
            let thread = thread::Builder::new().name("qq-wxpay-events".to_owned());
            state.has_thread = thread.spawn(move || worker.deliver_all()).is_ok();
        }
        drop(state);
        shared.news.notify_one();
    }

    fn only_hands_on(&self) -> bool {
        true
    }
}

impl Drop for EventQueue {
    fn drop(&mut self) {
        if self.shared.process == process::id() {
            self.shared.state().is_closed = true;
            self.shared.news.notify_one();
        }
    }
}

impl Shared {
    fn state(&self) -> MutexGuard<'_, State> {
        // Nothing panics between two steps that belong together.
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Tells what there is, until its client has ended.
    fn deliver_all(&self) {
        while let Some((missed, event)) = self.next() {
            if missed > 0 {
                let error = Error::sdk(&sdk_codes::OBSERVER_SLOW);
                self.notify_observer(&faults::event(FaultKind::EventsDropped, &error, missed));
            }
            self.notify_observer(&event);
            let one_less = |state| Some(own(state).saturating_sub(1));
            let _ = WAITING.fetch_update(Ordering::AcqRel, Ordering::Acquire, one_less);
        }
    }

    fn next(&self) -> Option<(u64, Event)> {
        let no_news = |state: &mut State| state.events.is_empty() && !state.is_closed;
        let waiting = self.news.wait_timeout_while(self.state(), IDLE, no_news);
        let (mut state, _) = waiting.unwrap_or_else(PoisonError::into_inner);
        let Some(event) = state.events.pop_front() else {
            // Under the same lock under which the next event looks for a thread.
            state.has_thread = false;
            return None;
        };
        Some((std::mem::take(&mut state.missed), event))
    }

    fn notify_observer(&self, event: &Event) {
        if catch_unwind(AssertUnwindSafe(|| self.observer.observe(event))).is_err() {
            error!("the observer panicked");
        }
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "a test fails by panicking")]
mod tests {
    use std::sync::mpsc::{Receiver, Sender, channel};

    use super::*;
    use crate::client::engine::observer::NotificationEvent;

    /// Far more than any machine needs; a test that is right never waits for it.
    const PATIENCE: Duration = Duration::from_secs(120);

    fn event(number: usize) -> Event {
        let code = Some(number.to_string());
        Event::Notification(NotificationEvent { outcome: "refused", code, repeat: false })
    }

    /// Waits for leave before each event, and reports which it was.
    fn gated() -> (EventQueue, Sender<()>, Receiver<Event>) {
        let (leave, may) = channel::<()>();
        let (tell, told) = channel();
        let both = Mutex::new((may, tell));
        let observer = move |event: &Event| {
            let (may, tell) = &*both.lock().unwrap();
            tell.send(event.clone()).unwrap();
            let _ = may.recv();
        };
        (EventQueue::new(Arc::new(observer)), leave, told)
    }

    #[test]
    fn what_does_not_fit_is_counted_and_told_and_what_waits_has_thread_at_the_end() {
        let (queue, leave, told) = gated();
        queue.observe(&event(0));
        assert_eq!(told.recv_timeout(PATIENCE).unwrap(), event(0), "and there the observer stays");
        for number in 1..=LONGEST + 7 {
            queue.observe(&event(number));
        }
        drop(queue);
        drop(leave);
        let rest: Vec<Event> = told.iter().collect();
        assert_eq!(rest.len(), LONGEST + 1);
        let Event::Fault(fault) = &rest[0] else { panic!("{:?}", rest[0]) };
        assert_eq!(
            (fault.what, fault.code.as_str(), fault.suppressed),
            (FaultKind::EventsDropped, "OBSERVER_SLOW", 7)
        );
        assert_eq!((&rest[1], &rest[LONGEST]), (&event(1), &event(LONGEST)));
    }

    #[test]
    fn what_it_does_not_want_begins_no_thread() {
        struct Picky;
        impl Observer for Picky {
            fn observe(&self, _: &Event) {}
            fn wants(&self, event: &Event) -> bool {
                matches!(event, Event::Fault(_))
            }
        }
        let queue = EventQueue::new(Arc::new(Picky));
        queue.observe(&event(0));
        assert!(!queue.shared.state().has_thread && queue.shared.state().events.is_empty());
        queue.observe(&faults::event(FaultKind::EventsDropped, &Error::sdk(&sdk_codes::OBSERVER_SLOW), 1));
        assert!(queue.shared.state().has_thread);
    }

    #[test]
    fn a_thread_without_work_ends_and_the_next_event_begins_another() {
        let (tell, told) = channel();
        let tell = Mutex::new(tell);
        let observer = move |event: &Event| tell.lock().unwrap().send(event.clone()).unwrap();
        let queue = EventQueue::new(Arc::new(observer));
        for number in 0..3 {
            queue.observe(&event(number));
            assert_eq!(told.recv_timeout(PATIENCE).unwrap(), event(number));
            let begin = Instant::now();
            while queue.shared.state().has_thread {
                assert!(begin.elapsed() < PATIENCE);
                thread::sleep(LOOK);
            }
        }
    }

    #[test]
    fn one_that_panics_has_thread_the_next_event_too() {
        let (tell, told) = channel();
        let tell = Mutex::new(tell);
        let observer = move |event: &Event| {
            tell.lock().unwrap_or_else(PoisonError::into_inner).send(event.clone()).unwrap();
            panic!("the observer of this test panics");
        };
        let queue = EventQueue::new(Arc::new(observer));
        for number in 0..3 {
            queue.observe(&event(number));
            assert_eq!(told.recv_timeout(PATIENCE).unwrap(), event(number));
        }
    }
}
