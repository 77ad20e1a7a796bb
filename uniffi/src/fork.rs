//! What a host that forks tells the core.

use std::time::Duration;

use qq_wxpay::bridge;

/// So long a fork waits for what the core does just then: a step takes milliseconds at most.
const PATIENCE: Duration = Duration::from_secs(2);

/// Right before the process forks: waits until no other thread is in a critical section, and lets none in.
#[uniffi::export]
pub fn before_fork() {
    bridge::before_fork(PATIENCE);
}

/// After it, in the parent and in the child.
#[uniffi::export]
pub fn after_fork(is_child: bool) {
    if is_child {
        bridge::after_fork_in_child();
    } else {
        bridge::after_fork_in_parent();
    }
}
