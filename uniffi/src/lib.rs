//! The border to Kotlin, Java, Swift and Ruby: it converts, calls the core, and hands the result back as JSON text.
//!
//! Nothing here is for users: each language has a facade over it, with classes, checks and exceptions, whose types are written
//! from the schema of the models by `cargo xtask generate`.

mod bell;
mod bill;
mod client;
mod failure;
mod fetched;
mod fork;
mod host;
mod joining;
mod mailbox;
mod merchants;
mod notification;
mod pending;
mod prepared;
mod reports;

pub use bill::NativeBill;
pub use client::{NativeClient, NativeParts};
pub use failure::NativeFailure;
pub use fork::{after_fork, before_fork};
pub use host::{NativeHost, NativeSigner, host_comes, host_leaves};
pub use mailbox::{NativeLetter, NativeMailbox};
pub use merchants::{NativeAddressee, NativeMerchants};
pub use notification::{NativeNotification, NativeRead, expect_payment, maximum_notification_bytes};
pub use pending::NativeCall;
pub use prepared::{NativePrepared, NativePreparedBill};
pub use reports::NativeReports;

uniffi::setup_scaffolding!("qq_wxpay_native");

/// How JSON names its fields.
pub(crate) fn names(camel: bool) -> qq_wxpay::bridge::FieldCase {
    if camel { qq_wxpay::bridge::FieldCase::Camel } else { qq_wxpay::bridge::FieldCase::Snake }
}

/// The version of this library: a facade of another one would read what it gives wrongly.
#[uniffi::export]
pub fn library_version() -> String {
    env!("CARGO_PKG_VERSION").to_owned()
}
