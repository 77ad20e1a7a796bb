//! A handled notification.

use qq_wxpay::bridge::{self, FieldCase, HandledNotification};

use crate::failure::NativeFailure;
use crate::names;

/// A handled notification that stays here, so that its payment can be compared.
#[derive(uniffi::Object)]
pub struct NativeNotification(HandledNotification, FieldCase);

impl NativeNotification {
    pub(crate) fn new(handled: HandledNotification, names: FieldCase) -> Self {
        Self(handled, names)
    }
}

/// What a facade reads of each notification at once: where the border is slow, it is crossed once.
#[derive(uniffi::Record)]
pub struct NativeRead {
    /// See [`NativeNotification::record`].
    pub record: String,
    /// See [`NativeNotification::event`].
    pub event: Option<String>,
    /// See [`NativeNotification::raw`].
    pub raw: Option<String>,
}

#[uniffi::export]
impl NativeNotification {
    /// Record, event and message together.
    pub fn read(&self) -> NativeRead {
        NativeRead { record: self.record(), event: self.event(), raw: self.raw() }
    }

    /// All of it, as JSON.
    pub fn record(&self) -> String {
        self.0.record()
    }

    /// What it asks of the shop, as JSON; nothing when that is nothing.
    pub fn event(&self) -> Option<String> {
        self.0.event()
    }

    /// What to answer once the work for this event is done, as JSON.
    pub fn accept(&self, event: &str) -> Result<String, NativeFailure> {
        self.0.accept(event).map_err(|error| NativeFailure::new(&error, self.1))
    }

    /// What to answer after the shop's function was called, or could not be, as JSON.
    pub fn settle(&self, result: &str, detail: &str) -> Result<String, NativeFailure> {
        self.0.settle(result, detail).map_err(|error| NativeFailure::new(&error, self.1))
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

/// The largest notification that is read, in bytes: read no more than one byte beyond it, and hand over what was read.
#[uniffi::export]
pub fn maximum_notification_bytes() -> u64 {
    bridge::MAXIMUM_NOTIFICATION_BYTES as u64
}

/// Compares a payment with the own order, both as JSON; for a facade that keeps no notification on this side.
#[uniffi::export]
pub fn expect_payment(found: &str, expected: &str, camel: bool) -> Result<(), NativeFailure> {
    let names = names(camel);
    bridge::expect_payment(found, expected, names).map_err(|error| NativeFailure::new(&error, names))
}
