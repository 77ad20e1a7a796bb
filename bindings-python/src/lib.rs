//! The Python extension: it converts, calls the core, and hands the result back as JSON text.
//!
//! Nothing here is for users: `python/qq_wxpay` is the facade, with classes, checks and exceptions. A call that fails does
//! not raise here; it gives a reply that says why, of which the facade makes the exception.

#![cfg_attr(test, allow(dead_code))] // in a test build nothing calls what the macros of pyo3 register

mod bill;
mod client;
mod failure;
mod fork;
mod host;
mod interpreter;
mod merchants;
mod notification;
mod prepared;
mod reports;
mod runtime;

/// The native half of `qq_wxpay`.
#[pyo3::pymodule]
mod _native {
    #[pymodule_export]
    use super::bill::NativeBill;
    #[pymodule_export]
    use super::client::NativeClient;
    #[pymodule_export]
    use super::failure::{example_error, facade_error};
    #[pymodule_export]
    use super::fork::{after_fork_in_child, after_fork_in_parent, before_fork};
    #[pymodule_export]
    use super::host::{NativeEvent, note_logged};
    #[pymodule_export]
    use super::interpreter::shutdown;
    #[pymodule_export]
    use super::merchants::NativeMerchants;
    #[pymodule_export]
    use super::notification::{NativeNotification, maximum_notification_bytes};
    #[pymodule_export]
    use super::prepared::{NativePrepared, NativePreparedBill};
    #[pymodule_export]
    use super::reports::NativeReports;
}
