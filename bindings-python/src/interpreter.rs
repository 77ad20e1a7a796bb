//! The interpreter, for threads that are not its own.
//!
//! Python up to 3.13 ends such a thread by unwinding it when it wants to go on with Python code while the interpreter is taken
//! down; through frames of Rust that is the end of the process, by SIGABRT. So none may be in Python code by then.

use std::process;
use std::sync::atomic::{AtomicU64, Ordering};
use std::thread::sleep;
use std::time::{Duration, Instant};

use pyo3::prelude::*;
use qq_wxpay::Result;
use qq_wxpay::client::wait_for_observers;

use crate::failure::{Reply, reply};
use crate::runtime;

/// So long a thread may take to return from Python code once the interpreter ends.
const PATIENCE: Duration = Duration::from_secs(2);

/// So long the interpreter waits for its observers when it ends.
const LAST_EVENTS: Duration = Duration::from_millis(500);

/// The number of the process, one bit that says whether its interpreter is ending, and how many threads are inside. In one
/// number: no lock that another thread holds at a fork, and what a forked child finds there of its parent counts for nothing.
static STATE: AtomicU64 = AtomicU64::new(0);
const ENDING: u64 = 1 << 31;
const INSIDE: u64 = ENDING - 1;

/// The state of this process, out of what is kept.
fn own(state: u64) -> u64 {
    let process = u64::from(process::id()) << 32;
    if state & !(ENDING | INSIDE) == process { state } else { process }
}

/// The process in which it was entered.
struct Entered(u32);

impl Entered {
    fn enter() -> Option<Self> {
        let one_more = |state| Some(own(state)).filter(|state| state & ENDING == 0).map(|state| state + 1);
        STATE.fetch_update(Ordering::AcqRel, Ordering::Acquire, one_more).ok().map(|_| Self(process::id()))
    }
}

impl Drop for Entered {
    fn drop(&mut self) {
        // The Python code may have forked, and the child counts anew.
        if self.0 == process::id() {
            STATE.fetch_sub(1, Ordering::AcqRel);
        }
    }
}

/// Runs Python code; `None` when the interpreter is ending, or has ended.
pub(crate) fn with_python<T>(act: impl FnOnce(Python<'_>) -> T) -> Option<T> {
    let entered = Entered::enter()?;
    let done = Python::try_attach(act);
    drop(entered);
    done
}

/// Whether the interpreter is ending.
fn ends() -> bool {
    own(STATE.load(Ordering::Acquire)) & ENDING != 0
}

/// Begins work for an event loop: `done` gets the reply, on another thread.
pub(crate) fn begin<T>(
    py: Python<'_>,
    work: impl Future<Output = Result<T>> + Send + 'static,
    done: Py<PyAny>,
) -> PyResult<()>
where
    T: Send + 'static,
    Reply<T>: for<'py> IntoPyObject<'py>,
{
    if ends() {
        // No other thread runs Python code any more: the event loop waits.
        let result = runtime::wait(py, work)?;
        return done.call1(py, (reply(result),)).map(drop);
    }
    runtime::handle()?.spawn(async move {
        let result = reply(work.await);
        // When the interpreter ends, nobody waits any more. The facade's function throws nothing.
        with_python(|py| {
            let _ = done.call1(py, (result,));
        });
    });
    Ok(())
}

/// The interpreter is about to be taken down: from now on no thread of the core runs Python code, and those that do return.
#[pyfunction]
pub(crate) fn shutdown(py: Python<'_>) {
    // What is not told in this time is told to nobody.
    let _ = py.detach(|| wait_for_observers(LAST_EVENTS));
    let told = Instant::now();
    // There always is a next state.
    let _ = STATE.fetch_update(Ordering::AcqRel, Ordering::Acquire, |state| Some(own(state) | ENDING));
    py.detach(|| {
        while STATE.load(Ordering::Acquire) & INSIDE != 0 && told.elapsed() < PATIENCE {
            sleep(Duration::from_millis(1));
        }
    });
}
