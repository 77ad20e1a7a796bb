//! The host's own functions: token provider, token store, signer, transport, observer. One callable of the facade takes them all.

use std::sync::atomic::{AtomicU8, Ordering};

use pyo3::prelude::*;
use qq_wxpay::bridge::{self, Ask, FieldCase};
use qq_wxpay::client::{Event, FaultLevel, Observer};

use crate::interpreter;

/// In the place of a question: nobody waits for the answer to it any more.
const FORGOTTEN: &str = "forgotten";

/// The callable that takes questions.
pub(crate) struct HostCallback(pub(crate) Py<PyAny>);

impl Ask for HostCallback {
    fn ask(&self, number: u32, question: String, arguments: String) -> bool {
        // The facade waits for nothing: the host's function runs on a thread of Python.
        interpreter::with_python(|py| self.0.call1(py, (number, question, arguments)).is_ok())
            .unwrap_or(false)
    }

    fn forget(&self, number: u32) {
        // When the interpreter ends, nobody works any more.
        let _ = self.ask(number, FORGOTTEN.to_owned(), String::new());
    }
}

/// What the log takes beside faults, which it always takes: each of these with what comes before it.
const NOTHING: u8 = 0;
const FAILURES: u8 = 1;
const EVERYTHING: u8 = 2;

/// Which of them, for the logger belongs to the process.
static LOGGED: AtomicU8 = AtomicU8::new(NOTHING);

/// Notes what the log takes: 0 nothing but faults, 1 what failed, too, 2 everything.
#[pyfunction]
pub(crate) fn note_logged(logged: u8) {
    LOGGED.store(logged, Ordering::Relaxed);
}

/// The callable that takes what a client does.
pub(crate) struct ObserverCallback {
    pub(crate) take: Py<PyAny>,
    /// Whether the shop has an observer. Else what its log does not take never comes to Python: a thread would be woken for it, and wait
    /// for the interpreter.
    pub(crate) observes: bool,
}

impl Observer for ObserverCallback {
    fn observe(&self, event: &Event) {
        let event = NativeEvent(event.clone());
        // When the interpreter ends, nobody looks any more. The facade throws nothing.
        interpreter::with_python(|py| {
            let _ = self.take.call1(py, (event,));
        });
    }

    fn wants(&self, event: &Event) -> bool {
        let least = match level(event) {
            "debug" => EVERYTHING,
            "info" => FAILURES,
            _ => NOTHING,
        };
        self.observes || least <= LOGGED.load(Ordering::Relaxed)
    }
}

/// What a client did; written down only when somebody wants to know.
#[pyclass(frozen, module = "qq_wxpay._native")]
pub(crate) struct NativeEvent(Event);

#[pymethods]
impl NativeEvent {
    /// How serious it is: `error` and `warning` are for those who run the shop, `info` for an attempt that failed, `debug` is the rest.
    #[getter]
    fn level(&self) -> &'static str {
        level(&self.0)
    }

    /// All of it, as JSON.
    fn record(&self) -> String {
        bridge::event_json(&self.0, FieldCase::Snake)
    }
}

fn level(event: &Event) -> &'static str {
    match event {
        Event::Fault(fault) if fault.level == FaultLevel::Warning => "warning",
        Event::Fault(_) => "error",
        Event::Attempt(attempt) if attempt.code.is_some() => "info",
        _ => "debug",
    }
}
