//! A handled notification.

use pyo3::prelude::*;
use qq_wxpay::bridge::{HandledNotification, MAXIMUM_NOTIFICATION_BYTES};

use crate::failure::{Reply, reply};

/// A handled notification that stays here, so that its payment can be compared.
#[pyclass(frozen, module = "qq_wxpay._native")]
pub(crate) struct NativeNotification(HandledNotification);

impl NativeNotification {
    pub(crate) fn new(handled: HandledNotification) -> Self {
        Self(handled)
    }
}

#[pymethods]
impl NativeNotification {
    /// All of it, as JSON.
    fn record(&self) -> String {
        self.0.record()
    }

    /// What it asks of the shop, as JSON; nothing when that is nothing.
    fn event(&self) -> Option<String> {
        self.0.event()
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

/// The largest notification that is read, in bytes: read no more than one byte beyond it, and hand over what was read.
#[pyfunction]
pub(crate) fn maximum_notification_bytes() -> usize {
    MAXIMUM_NOTIFICATION_BYTES
}
