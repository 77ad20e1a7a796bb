//! The Python extension of `qq_wxpay_sandbox`: the sandbox, the test kit and the command line. It shares nothing with the extension that it
//! judges.
//!
//! Nothing here is for users: `python/qq_wxpay_sandbox` is the facade, with classes, checks and exceptions.

#![cfg_attr(test, allow(dead_code))] // in a test build nothing calls what the macros of pyo3 register

mod command;
mod sandbox;
mod testing;

/// The native half of `qq_wxpay_sandbox`.
#[pyo3::pymodule]
mod _native {
    #[pymodule_export]
    use super::command::run_command;
    #[pymodule_export]
    use super::sandbox::{NativeSandbox, start_sandbox};
    #[pymodule_export]
    use super::testing::testing;
}
