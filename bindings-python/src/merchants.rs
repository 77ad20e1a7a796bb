//! Several merchants in one process: whose notification it is.

use pyo3::prelude::*;
use qq_wxpay::bridge::{self, Addressee, FieldCase, MerchantRegistry};

use crate::failure::{Reply, reply};
use crate::notification::NativeNotification;

/// The merchants of one process; the facade keeps their clients by name.
#[pyclass(frozen, module = "qq_wxpay._native")]
pub(crate) struct NativeMerchants(pub(crate) MerchantRegistry);

#[pymethods]
impl NativeMerchants {
    /// None yet.
    #[new]
    fn new() -> Self {
        Self(MerchantRegistry::new(FieldCase::Snake))
    }

    /// Forgets it; whether there was one.
    fn remove(&self, name: &str) -> bool {
        self.0.remove(name)
    }

    /// Whose notification it is, as JSON. `headers` is a list: name, value, name, value, ...
    fn owner(&self, py: Python<'_>, headers: Vec<String>, body: &[u8]) -> Reply<String> {
        let headers = bridge::listed_headers(headers);
        reply(py.detach(|| self.0.owner(&headers, body)))
    }

    /// The same for a notification that has come, or what it is when it is nobody's: that is refused and reported.
    fn addressee(
        &self,
        py: Python<'_>,
        headers: Vec<String>,
        body: &[u8],
    ) -> (Option<String>, Option<NativeNotification>) {
        let headers = bridge::listed_headers(headers);
        match py.detach(|| self.0.addressee(&headers, body)) {
            Addressee::Merchant(owner) => (Some(owner), None),
            Addressee::Nobody(refused) => (None, Some(NativeNotification::new(*refused))),
        }
    }
}
