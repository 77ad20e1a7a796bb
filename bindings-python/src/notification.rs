//! A handled notification.

use pyo3::prelude::*;
use qq_wxpay::bridge::{HandledNotification, Names};
use qq_wxpay::notify::Handled;

use crate::failure::{Reply, reply};

/// A handled notification that stays here, so that its payment can be compared.
#[pyclass(frozen, module = "qq_wxpay._native")]
pub(crate) struct NativeNotification(HandledNotification);

impl NativeNotification {
    pub(crate) fn new(handled: Handled) -> Self {
        Self(HandledNotification::new(handled, Names::Snake))
    }
}

#[pymethods]
impl NativeNotification {
    /// All of it, as JSON.
    fn record(&self) -> String {
        self.0.record()
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
