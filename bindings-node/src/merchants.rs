//! Several merchants in one process: whose notification it is.

use napi::bindgen_prelude::Either;
use napi_derive::napi;
use qq_wxpay::bridge::{self, Addressee, FieldCase, MerchantRegistry};

use crate::failure::Failure;
use crate::notification::NativeNotification;

/// The merchants of a process; the facade keeps their clients by name.
#[napi]
pub struct NativeMerchants(pub(crate) MerchantRegistry);

#[napi]
impl NativeMerchants {
    /// None yet.
    #[napi(constructor)]
    #[allow(clippy::new_without_default)] // JavaScript makes it
    pub fn new() -> Self {
        Self(MerchantRegistry::new(FieldCase::Camel))
    }

    /// Forgets it; whether there was one.
    #[napi]
    pub fn remove(&self, name: String) -> bool {
        self.0.remove(&name)
    }

    /// Whose notification it is, as JSON. `headers` is a JSON list: name, value, name, value, ...
    #[napi]
    pub fn owner(&self, headers: String, body: &[u8]) -> Either<String, Failure> {
        Failure::or(self.0.owner(&bridge::headers(&headers), body))
    }

    /// The same for a notification that has come: what is nobody's is refused and reported.
    #[napi]
    pub fn addressee(&self, headers: String, body: &[u8]) -> Either<String, NativeNotification> {
        match self.0.addressee(&bridge::headers(&headers), body) {
            Addressee::Merchant(owner) => Either::A(owner),
            Addressee::Nobody(refused) => Either::B(NativeNotification::new(*refused)),
        }
    }
}
