//! A handled notification.

use qq_wxpay::bridge::{HandledNotification, Names};
use qq_wxpay::notify::Handled;

use crate::failure::NativeFailure;

/// A handled notification that stays here, so that its payment can be compared.
#[derive(uniffi::Object)]
pub struct NativeNotification(HandledNotification, Names);

impl NativeNotification {
    pub(crate) fn new(handled: Handled, names: Names) -> Self {
        Self(HandledNotification::new(handled, names), names)
    }
}

#[uniffi::export]
impl NativeNotification {
    /// All of it, as JSON.
    pub fn record(&self) -> String {
        self.0.record()
    }

    /// The verified message in full.
    pub fn raw(&self) -> Option<String> {
        self.0.raw().map(str::to_owned)
    }

    /// Compares the payment with the own order, as JSON.
    pub fn expect(&self, expected: &str) -> Result<(), NativeFailure> {
        self.0.expect(expected).map_err(|error| NativeFailure::new(&error, self.1))
    }
}
