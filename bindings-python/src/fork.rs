//! What `os.fork` tells the core.

use std::time::Duration;

use pyo3::prelude::*;
use qq_wxpay::bridge;

/// So long a fork waits for what the core does just then: a step takes milliseconds at most.
const PATIENCE: Duration = Duration::from_secs(2);

/// Waits, without holding the interpreter, until no other thread is in a critical section, and lets none in.
#[pyfunction]
pub(crate) fn before_fork(py: Python<'_>) {
    py.detach(|| bridge::before_fork(PATIENCE));
}

/// Ends that, in the parent.
#[pyfunction]
pub(crate) fn after_fork_in_parent() {
    bridge::after_fork_in_parent();
}

/// Ends that, in the child.
#[pyfunction]
pub(crate) fn after_fork_in_child() {
    bridge::after_fork_in_child();
}
