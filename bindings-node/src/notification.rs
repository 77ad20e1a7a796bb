//! A handled notification.

use napi::bindgen_prelude::Either;
use napi_derive::napi;
use qq_wxpay::bridge::{HandledNotification, Names};
use qq_wxpay::notify::{Handled, MAXIMUM_NOTIFICATION_BYTES};

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
    pub(crate) fn new(handled: Handled) -> Self {
        Self(HandledNotification::new(handled, Names::Camel))
    }
}

#[napi]
impl NativeNotification {
    /// All of it, as JSON.
    #[napi]
    pub fn record(&self) -> String {
        self.0.record()
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
