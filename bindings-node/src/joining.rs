//! How a client becomes one of several merchants.

use napi::bindgen_prelude::Either;
use napi_derive::napi;

use crate::client::NativeClient;
use crate::failure::Failure;
use crate::merchants::NativeMerchants;

#[napi]
impl NativeMerchants {
    /// Adds a client under a name.
    #[napi]
    pub fn add(&self, name: String, client: &NativeClient) -> Either<(), Failure> {
        Failure::or(self.0.add(&name, client.0.client()))
    }

    /// Puts another client in its place.
    #[napi]
    pub fn replace(&self, name: String, client: &NativeClient) -> Either<(), Failure> {
        Failure::or(self.0.replace(&name, client.0.client()))
    }
}
