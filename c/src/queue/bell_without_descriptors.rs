//! The same where there are no descriptors that a host could wait for.

use std::io;
use std::sync::{Condvar, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

/// Nobody waits longer at once; whoever waits looks again.
const LONGEST: Duration = Duration::from_secs(3600);

/// Heard while something is there.
pub(super) struct Bell {
    rings: Mutex<bool>,
    heard: Condvar,
}

impl Bell {
    pub(super) fn hung() -> io::Result<Self> {
        Ok(Self { rings: Mutex::new(false), heard: Condvar::new() })
    }

    pub(super) fn ring(&self) {
        *self.rings() = true;
        self.heard.notify_all();
    }

    pub(super) fn silence(&self) {
        *self.rings() = false;
    }

    pub(super) fn wait(&self, limit: Option<Duration>) -> bool {
        let limit = limit.unwrap_or(LONGEST).min(LONGEST);
        drop(self.heard.wait_timeout_while(self.rings(), limit, |rings| !*rings));
        true
    }

    pub(super) fn descriptor(&self) -> i32 {
        -1
    }

    /// No process forks here.
    pub(super) fn renew(&self) -> io::Result<()> {
        Ok(())
    }

    fn rings(&self) -> MutexGuard<'_, bool> {
        // Every change is one assignment: a panic elsewhere cannot leave it half done.
        self.rings.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
