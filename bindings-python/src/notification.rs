//! A handled notification.

use pyo3::prelude::*;
use pythonize::pythonize;
use qq_wxpay::bridge::{HandledNotification, MAXIMUM_NOTIFICATION_BYTES};
use serde::Serialize;

use crate::failure::{Reply, reply};

/// A handled notification that stays here, so that its payment can be compared. What is asked for becomes dictionaries: as text it
/// would be written here and read there, all of it for a caller who wants one field.
#[pyclass(frozen, module = "qq_wxpay._native")]
pub(crate) struct NativeNotification(HandledNotification);

impl NativeNotification {
    pub(crate) fn new(handled: HandledNotification) -> Self {
        Self(handled)
    }
}

#[pymethods]
impl NativeNotification {
    fn outcome<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        value(py, &self.0.fields().outcome)
    }

    fn event_kind<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        value(py, &self.0.fields().event_kind)
    }

    fn order<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        value(py, &self.0.fields().order)
    }

    fn refund<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        value(py, &self.0.fields().refund)
    }

    fn id(&self) -> Option<&str> {
        self.0.fields().id
    }

    fn repeat(&self) -> bool {
        self.0.fields().repeat
    }

    fn answer<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        value(py, &self.0.fields().answer)
    }

    fn failure<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        value(py, self.0.fields().failure)
    }

    fn fault<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        value(py, &self.0.fields().fault)
    }

    /// What it asks of the shop; nothing when that is nothing.
    fn event<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        value(py, &self.0.event_fields())
    }

    /// What to answer once the work for this event is done, as JSON.
    fn accept(&self, event: &str) -> Reply<String> {
        reply(self.0.accept(event))
    }

    /// What to answer after the shop's function was called, or could not be, as JSON.
    fn settle(&self, result: &str, detail: &str) -> Reply<String> {
        reply(self.0.settle(result, detail))
    }

    /// The verified message in full.
    fn raw(&self) -> Option<&str> {
        self.0.raw()
    }

    /// Compares the payment with the own order, as JSON.
    fn expect(&self, expected: &str) -> Reply<()> {
        reply(self.0.expect(expected))
    }
}

fn value<'py>(py: Python<'py>, field: &impl Serialize) -> PyResult<Bound<'py, PyAny>> {
    Ok(pythonize(py, field)?)
}

/// The largest notification that is read, in bytes: read no more than one byte beyond it, and hand over what was read.
#[pyfunction]
pub(crate) fn maximum_notification_bytes() -> usize {
    MAXIMUM_NOTIFICATION_BYTES
}
