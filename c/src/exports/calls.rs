//! Clients and calls.

use std::sync::Arc;
use std::time::Duration;

use qq_wxpay::bridge::FieldCase;
use qq_wxpay::error::sdk_codes;
use qq_wxpay::{Error, Result};

use super::queues::find;
use crate::abi::{Bytes, CallResult, Flag, Handle};
use crate::call;
use crate::client;
use crate::fork;
use crate::guard::{guarded, told, unreadable};
use crate::handles::{Object, TABLE};
use crate::keeping;
use crate::library::Library;
use crate::outcome::{Asked, Given};

/// Makes a client of one merchant. `parts` is a JSON object: `names` (`snake`, `camel` or `go`: how errors and JSON name fields),
/// `settings` or `variables`, `token_source` (`store` or `provider`), `sends`, `signs`, `observes` (which functions the host has),
/// `merchants` (the handle of those whose connections it shares), and for conformance cases `now` and `nonce`. `queue` is where its events
/// go; with 0 the host has no functions, and faults are written to the standard error.
///
/// # Safety
/// `parts` can be read, and `out` is NULL or can be written to.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn qq_wxpay_client_new(
    parts: Bytes,
    queue: Handle,
    tag: u64,
    out: *mut CallResult,
) -> i32 {
    let make = || {
        fork::register();
        // SAFETY: the caller vouches for it.
        let parts = match unsafe { parts.text() } {
            Ok(parts) => parts,
            Err(why) => return (Err(unreadable("parts", why)), FieldCase::Snake),
        };
        let queue = match queue {
            0 => None,
            queue => match find(queue) {
                Some(queue) => Some(queue),
                None => return (Err(stale("queue")), FieldCase::Snake),
            },
        };
        let (made, names) = client::create(parts, queue, tag);
        (made.map(|handle| Given::Object(Box::new(move || handle), String::new())), names)
    };
    // SAFETY: the caller vouches for it.
    unsafe { told(out, make) }
}

/// Does what is asked of an object, and waits for the result; `timeout_ms` 0: as long as the client's settings say. `arguments` is a JSON
/// object, empty: none. Object 0 is the library. A host that answers questions on the thread that asks takes `qq_wxpay_begin` instead.
///
/// # Safety
/// `method`, `arguments` and `body` can be read, and `out` is NULL or can be written to.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn qq_wxpay_call(
    object: Handle,
    method: Bytes,
    arguments: Bytes,
    body: Bytes,
    timeout_ms: u64,
    out: *mut CallResult,
) -> i32 {
    let work =
        |object: &Arc<dyn Object>, asked: Asked<'_>| call::wait(&**object, Arc::clone(object).work(asked));
    // SAFETY: the caller vouches for it.
    unsafe { told(out, || with(object, [method, arguments, body], timeout_ms, work)) }
}

/// Begins the same. Its end is an event in the queue of the client, once, with the tag; nothing of it is waited for here, and `handle` is
/// the call. What fails here has no end to come.
///
/// # Safety
/// As of `qq_wxpay_call`.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn qq_wxpay_begin(
    object: Handle,
    method: Bytes,
    arguments: Bytes,
    body: Bytes,
    timeout_ms: u64,
    tag: u64,
    out: *mut CallResult,
) -> i32 {
    let work = |object: &Arc<dyn Object>, asked: Asked<'_>| {
        let call = call::begin(&**object, Arc::clone(object).work(asked), tag)?;
        Ok(Given::Object(Box::new(move || call), String::new()))
    };
    // SAFETY: the caller vouches for it.
    unsafe { told(out, || with(object, [method, arguments, body], timeout_ms, work)) }
}

/// Ends a call where it stands. Its end is told all the same, with what is to be thought of it: an order is `to_confirm`. For a call
/// that has ended nothing happens.
#[unsafe(no_mangle)]
pub extern "C" fn qq_wxpay_cancel(call: Handle) {
    guarded((), || {
        if let Some(call) = TABLE.get(call) {
            call.cancel();
        }
    });
}

/// Answers a question: JSON text, or that the function of the host failed. An answer that comes too late, or a second time, is for nobody.
///
/// # Safety
/// `answer` can be read.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn qq_wxpay_answer(client: Handle, question: u64, answer: Bytes, failed: Flag) {
    guarded((), || {
        if let Some(client) = TABLE.get(client) {
            // SAFETY: the caller vouches for it. What is no text counts as a failure.
            let answer = if failed == 0 { unsafe { answer.text() }.ok() } else { None };
            client.answer(question, answer.map(str::to_owned));
        }
    });
}

/// Lets go of an object. A client: later calls are refused, calls under way end as they would, and its handle takes their answers until
/// then. A call: as `qq_wxpay_cancel`. A queue: nothing comes out of it any more, and its callback has returned when this returns (unless
/// called by the callback itself). A handle that was released before, or 0: nothing happens.
#[unsafe(no_mangle)]
pub extern "C" fn qq_wxpay_release(object: Handle) {
    guarded((), || {
        let Some(there) = TABLE.get(object) else { return };
        let gone = match Arc::clone(&there).let_go() {
            Some(instead) => TABLE.replace(object, instead),
            None => TABLE.remove(object),
        };
        drop(gone);
    });
}

/// Keeps an object by a name, for hosts that forget everything of their own after each request, while the process goes on: PHP under FPM
/// finds its queue and its clients again by `qq_wxpay_kept`. Another object by the same name takes its place; 0 forgets the name. The name
/// alone is kept: an object is still released by its handle. `false` when there are 1,000 names already.
///
/// # Safety
/// `name` can be read.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn qq_wxpay_keep(name: Bytes, object: Handle) -> Flag {
    guarded(0, || {
        // SAFETY: the caller vouches for it.
        unsafe { name.text() }.map_or(0, |name| Flag::from(keeping::keep(name, object)))
    })
}

/// The object that is kept by this name; 0 when there is none, or it was released since.
///
/// # Safety
/// `name` can be read.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn qq_wxpay_kept(name: Bytes) -> Handle {
    guarded(0, || {
        // SAFETY: the caller vouches for it.
        unsafe { name.text() }.map_or(0, keeping::kept)
    })
}

/// Finds the object, reads what is asked of it, and does it.
///
/// # Safety
/// Method, arguments and body can be read.
unsafe fn with(
    object: Handle,
    given: [Bytes; 3],
    timeout_ms: u64,
    work: impl FnOnce(&Arc<dyn Object>, Asked<'_>) -> Result<Given>,
) -> (Result<Given>, FieldCase) {
    let object: Arc<dyn Object> = match object {
        0 => Arc::new(Library),
        handle => match TABLE.get(handle) {
            Some(object) => object,
            None => return (Err(stale("object")), FieldCase::Snake),
        },
    };
    let [method, arguments, body] = given;
    let asked = || {
        // SAFETY: the caller vouches for the three.
        let method = unsafe { method.text() }.map_err(|why| unreadable("method", why))?;
        // SAFETY: likewise.
        let arguments = unsafe { arguments.text() }.map_err(|why| unreadable("arguments", why))?;
        // SAFETY: likewise.
        let body = unsafe { body.read() }.map_err(|why| unreadable("body", why))?;
        let timeout = (timeout_ms > 0).then(|| Duration::from_millis(timeout_ms));
        Ok(Asked { method, arguments: if arguments.is_empty() { "{}" } else { arguments }, body, timeout })
    };
    (asked().and_then(|asked| work(&object, asked)), object.names())
}

fn stale(parameter: &str) -> Error {
    Error::sdk(&sdk_codes::HANDLE_UNKNOWN).with_field(parameter)
}
