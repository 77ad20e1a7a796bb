//! Several merchants in one process: whose notification it is.

use std::mem;
use std::sync::Arc;

use qq_wxpay::bridge::{self, Addressee, FieldCase, MerchantRegistry};

use crate::failure::NativeFailure;
use crate::names;
use crate::notification::NativeNotification;

/// The merchants of a process; the facade keeps their clients by name.
#[derive(uniffi::Object)]
pub struct NativeMerchants {
    /// Gone only while this is dropped.
    registry: Option<MerchantRegistry>,
    case: FieldCase,
    /// The process that made it.
    process: u32,
}

/// Whose notification it is: one of the two is there.
#[derive(uniffi::Record)]
pub struct NativeAddressee {
    /// A merchant's: JSON with its `name`, and `others` that it may be for just as well.
    pub owner: Option<String>,
    /// Nobody's here: it is refused.
    pub refused: Option<Arc<NativeNotification>>,
}

#[uniffi::export]
impl NativeMerchants {
    /// None yet.
    #[uniffi::constructor]
    pub fn create(camel: bool) -> Arc<Self> {
        let case = names(camel);
        let registry = Some(MerchantRegistry::new(case));
        Arc::new(Self { registry, case, process: std::process::id() })
    }

    /// Forgets it; whether there was one.
    pub fn remove(&self, name: &str) -> bool {
        self.registry().remove(name)
    }

    /// Whose notification it is, as JSON. `headers` is a JSON list: name, value, name, value, ...
    pub fn owner(&self, headers: &str, body: Vec<u8>) -> std::result::Result<String, NativeFailure> {
        self.told(self.registry().owner(&bridge::headers(headers), &body))
    }

    /// The same for a notification that has come: what is nobody's is refused and reported.
    pub fn addressee(&self, headers: &str, body: Vec<u8>) -> NativeAddressee {
        match self.registry().addressee(&bridge::headers(headers), &body) {
            Addressee::Merchant(owner) => NativeAddressee { owner: Some(owner), refused: None },
            Addressee::Nobody(refused) => {
                let refused = Arc::new(NativeNotification::new(*refused, self.case));
                NativeAddressee { owner: None, refused: Some(refused) }
            }
        }
    }
}

impl NativeMerchants {
    pub(crate) fn registry(&self) -> &MerchantRegistry {
        self.registry.as_ref().expect("it is taken only while this is dropped")
    }

    pub(crate) fn told<T>(&self, result: qq_wxpay::Result<T>) -> std::result::Result<T, NativeFailure> {
        result.map_err(|error| NativeFailure::new(&error, self.case))
    }
}

/// What it holds are clients, which are let go as those of `NativeClient`.
impl Drop for NativeMerchants {
    fn drop(&mut self) {
        let registry = self.registry.take();
        if self.process != std::process::id() {
            // A forked child: its threads, and whoever held its locks, are in the parent.
            mem::forget(registry);
        } else if let Ok(runtime) = bridge::runtime() {
            drop(runtime.spawn_blocking(move || drop(registry)));
        }
    }
}
