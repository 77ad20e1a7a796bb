//! Queues of events.

use std::ffi::c_void;
use std::mem::MaybeUninit;
use std::slice;
use std::sync::Arc;
use std::time::Duration;

use qq_wxpay::Error;
use qq_wxpay::bridge::FieldCase;
use qq_wxpay::error::sdk_codes;

use crate::abi::{CallResult, Callback, Event, Handle};
use crate::fork;
use crate::guard::{guarded, told};
use crate::handles::TABLE;
use crate::objects;
use crate::queue::{Found, Queue};

/// Makes a queue of events. With a callback each event is handed to it, on a thread that serves this queue alone; without one they are
/// fetched by `qq_wxpay_next_events`. The context is given to the callback as it is; it may be freed when `qq_wxpay_release` of the queue
/// has returned.
///
/// # Safety
/// `out` is NULL or can be written to; the callback can be called on any thread until the queue is released.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn qq_wxpay_queue_new(
    callback: Callback,
    context: *mut c_void,
    out: *mut CallResult,
) -> i32 {
    let make = || {
        fork::register();
        let queue = Queue::create(callback, context);
        let queue = queue.map(|queue| objects::given(queue, String::new())).map_err(|error| {
            Error::sdk(&sdk_codes::NO_RUNTIME).with_detail("no descriptors or no threads").with_source(error)
        });
        (queue, FieldCase::Snake)
    };
    // SAFETY: the caller vouches for it.
    unsafe { told(out, make) }
}

/// A descriptor that is readable while events wait, for `poll` and what is built upon it; -1 for a queue with a callback, for a stale
/// handle, and where the system has none. It is the library's: nothing is read from it, and it is closed with the queue.
/// In a child by `fork` it has the same number, and belongs to the child.
#[unsafe(no_mangle)]
pub extern "C" fn qq_wxpay_queue_descriptor(queue: Handle) -> i32 {
    guarded(-1, || find(queue).map_or(-1, |queue| queue.descriptor()))
}

/// Fetches events, `capacity` at the most; waits until there is one, so many milliseconds at the most (0: not at all). Gives how many;
/// 0 when none came in time or a signal came; -1 for a stale handle, a queue with a callback, and once the queue is released.
/// Several threads may fetch from one queue.
///
/// # Safety
/// `events` has room for `capacity` events.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn qq_wxpay_next_events(
    queue: Handle,
    timeout_ms: u64,
    events: *mut Event,
    capacity: usize,
) -> i64 {
    guarded(-1, || {
        let Some(queue) = find(queue).filter(|queue| !queue.calls()) else { return -1 };
        let capacity = capacity.min(MOST_AT_ONCE);
        if events.is_null() || capacity == 0 {
            return 0;
        }
        let limit = (timeout_ms != u64::MAX).then(|| Duration::from_millis(timeout_ms));
        let letters = match queue.fetch(capacity, limit) {
            Found::Letters(letters) => letters,
            Found::Nothing => return 0,
            Found::Closed => return -1,
        };
        // SAFETY: not NULL, and the caller vouches for the room; what stands there is not read.
        let places = unsafe { slice::from_raw_parts_mut(events.cast::<MaybeUninit<Event>>(), capacity) };
        let count = letters.len();
        for (place, letter) in places.iter_mut().zip(letters) {
            place.write(letter.into_event());
        }
        i64::try_from(count).unwrap_or(i64::MAX)
    })
}

/// So many events are fetched at once at the most, whatever the room.
const MOST_AT_ONCE: usize = 1024;

/// Frees the content of an event, and empties it: freed again, nothing happens. An object in it stays until it is released.
///
/// # Safety
/// `event` is NULL, or its content is as the library gave it.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn qq_wxpay_event_free(event: *mut Event) {
    guarded((), || {
        // SAFETY: the caller vouches for it.
        if let Some(event) = unsafe { event.as_mut() } {
            // SAFETY: likewise.
            unsafe { event.free() };
        }
    });
}

pub(super) fn find(queue: Handle) -> Option<Arc<Queue>> {
    TABLE.get(queue)?.as_queue()
}
