//! The types that cross the border.

use std::ffi::c_void;
use std::ptr;

/// The version of this interface. It changes when a program that was built against an earlier one would break.
pub const ABI_VERSION: u32 = 1;

/// It went well: `text` is the result as JSON, where there is one.
pub const STATUS_OK: i32 = 0;
/// It failed: `text` is the error as JSON, always.
pub const STATUS_FAILED: i32 = 1;
/// There is nothing: the end of the rows or reports, or something that this notification does not have.
pub const STATUS_NOTHING: i32 = 2;

/// A call that was begun has ended: `source` is its handle, which is released by that, and `result` its result.
pub const EVENT_ENDED: u32 = 1;
/// A function of the host is asked: `name` says which, `result.text` has its arguments as a JSON list. It is answered by its number.
pub const EVENT_QUESTION: u32 = 2;
/// What a client did, as JSON; of a client that does not observe only faults, for the log.
pub const EVENT_OBSERVED: u32 = 3;

/// An object of the library; 0 is none. It fits into a signed number of 64 bits.
pub type Handle = u64;

/// `bool` of C: whatever is not 0 is true.
pub type Flag = u8;

/// Bytes of the host's, borrowed for the time of the call; text is UTF-8 without NUL. `data` may be NULL when `length` is 0.
#[repr(C)]
#[derive(Clone, Copy)]
pub struct Bytes {
    /// Where they begin.
    pub data: *const u8,
    /// How many.
    pub length: usize,
}

/// Bytes of the library's, to be freed by `qq_wxpay_buffer_free`. Behind them stands a NUL that is not counted; nothing is NULL and 0.
#[repr(C)]
pub struct Buffer {
    /// Where they begin.
    pub data: *mut u8,
    /// How many.
    pub length: usize,
}

/// How a call went.
#[repr(C)]
pub struct CallResult {
    /// `QQ_WXPAY_OK`, `QQ_WXPAY_FAILED` or `QQ_WXPAY_NOTHING`.
    pub status: i32,
    /// The object that came of it: client, queue, call, merchants, notification, bill, reports, prepared request; else 0.
    pub handle: Handle,
    /// Of a failure: the number of the question to the host behind it, so that the host finds what its own function threw; else 0.
    pub question: u64,
    /// The result, or the error, as JSON; to be freed.
    pub text: Buffer,
}

/// What the library tells the host.
#[repr(C)]
pub struct Event {
    /// `QQ_WXPAY_ENDED`, `QQ_WXPAY_QUESTION` or `QQ_WXPAY_OBSERVED`.
    pub kind: u32,
    /// Ended: the handle of the call, released by now. Else: the client.
    pub source: Handle,
    /// Ended: the tag that was given to `qq_wxpay_begin`. Else: the tag that was given to `qq_wxpay_client_new`.
    pub tag: u64,
    /// Question: its number, from 1 on, by which it is answered; else 0.
    pub question: u64,
    /// Question: `access_token`, `load`, `acquire_lease`, `save`, `release_lease`, `send` or `sign`; else empty.
    pub name: Buffer,
    /// Ended: the result. Question: `text` has the arguments, a JSON list. Observed: `text` has the event.
    pub result: CallResult,
}

/// Takes an event, on a thread of the library that serves this queue alone; the content is the callback's, to be freed by
/// `qq_wxpay_event_free`, and `event` itself is gone when it returns. It hands on and returns: meanwhile other events wait.
pub type Callback = Option<unsafe extern "C" fn(context: *mut c_void, event: *mut Event)>;

impl Buffer {
    pub(crate) const EMPTY: Self = Self { data: ptr::null_mut(), length: 0 };
}

impl CallResult {
    pub(crate) const EMPTY: Self = Self { status: STATUS_OK, handle: 0, question: 0, text: Buffer::EMPTY };
}
