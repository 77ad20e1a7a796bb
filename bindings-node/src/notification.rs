//! A handled notification.

use napi::bindgen_prelude::Either;
use napi_derive::napi;
use qq_wxpay::bridge::{HandledNotification, MAXIMUM_NOTIFICATION_BYTES};

use crate::failure::Failure;

/// A longer notification is no genuine one, in bytes: whoever reads a body may stop behind it.
#[napi]
#[must_use]
pub fn maximum_notification_bytes() -> u32 {
    u32::try_from(MAXIMUM_NOTIFICATION_BYTES).unwrap_or(u32::MAX)
}

/// A handled notification that stays here, so that its payment can be compared.
#[napi]
pub struct NativeNotification(HandledNotification);

impl NativeNotification {
    pub(crate) fn new(handled: HandledNotification) -> Self {
        Self(handled)
    }
}

#[napi]
impl NativeNotification {
    /// All of it, as JSON.
    #[napi]
    pub fn record(&self) -> String {
        self.0.record()
    }

    /// What it asks of the shop, as JSON; nothing when that is nothing.
    #[napi]
    pub fn event(&self) -> Option<String> {
        self.0.event()
    }

    /// What to answer once the work for this event is done, as JSON.
    #[napi]
    pub fn accept(&self, event: String) -> Either<String, Failure> {
        Failure::or(self.0.accept(&event))
    }

    /// What to answer after the shop's function was called, or could not be, as JSON.
    #[napi]
    pub fn settle(&self, result: String, detail: String) -> Either<String, Failure> {
        Failure::or(self.0.settle(&result, &detail))
    }

    /// The verified message in full.
    #[napi]
    pub fn raw(&self) -> Option<&str> {
        self.0.raw()
    }

    /// Compares the payment with the own order, as JSON.
    #[napi]
    pub fn expect(&self, expected: String) -> Either<(), Failure> {
        Failure::or(self.0.expect(&expected))
    }
}
