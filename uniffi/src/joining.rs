//! How a client becomes one of several merchants.

use crate::client::NativeClient;
use crate::failure::NativeFailure;
use crate::merchants::NativeMerchants;

#[uniffi::export]
impl NativeMerchants {
    /// Adds a client under a name.
    pub fn add(&self, name: &str, client: &NativeClient) -> std::result::Result<(), NativeFailure> {
        self.told(self.registry().add(name, client.session().client()))
    }

    /// Puts another client in its place.
    pub fn replace(&self, name: &str, client: &NativeClient) -> std::result::Result<(), NativeFailure> {
        self.told(self.registry().replace(name, client.session().client()))
    }
}
