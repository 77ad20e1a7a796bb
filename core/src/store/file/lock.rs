//! The lock around reading and writing. Who waits too long goes on without it where a token is kept, and gives up where it would count.

use std::fs::{File, TryLockError};
use std::path::Path;
use std::thread;
use std::time::{Duration, Instant};

use tracing::warn;

use super::private;
use crate::error::Result;
use crate::fork_gate::section;

/// How long it is waited for. It is held for one small write. Longer has it only a process that was stopped there, or the child of
/// one that ended there: a fork copies the lock, and nobody can take it from the child.
const PATIENCE: Duration = Duration::from_secs(1);

const PAUSE: Duration = Duration::from_millis(2);

/// Does `work` while no other process does. No fork of this process interrupts it, if its host says when it forks.
///
/// The file of the lock is never replaced or removed: a second process would else lock another one.
pub(super) fn locked<T>(path: &Path, mut work: impl FnMut() -> Result<T>) -> Result<T> {
    match waited_for(path, &mut work)? {
        Some(done) => Ok(done),
        None => {
            warn!("the lock of the token store is held for too long; going on without it");
            section(work)
        }
    }
}

/// The same for what two processes must never do at once.
///
/// # Errors
/// Also when the lock is held for too long.
pub(super) fn strictly_locked<T>(path: &Path, mut work: impl FnMut() -> Result<T>) -> Result<T> {
    let too_long = || private::failed("lock", path, std::io::ErrorKind::TimedOut.into());
    waited_for(path, &mut work)?.ok_or_else(too_long)
}

/// What `work` gives; `None` when the lock is held for too long.
fn waited_for<T>(path: &Path, work: &mut impl FnMut() -> Result<T>) -> Result<Option<T>> {
    let file = private::open(path)?;
    let begin = Instant::now();
    loop {
        let done = section(|| match file.try_lock() {
            Ok(()) => {
                let _held = Held(&file);
                Some(work())
            }
            Err(TryLockError::WouldBlock) => None,
            Err(TryLockError::Error(error)) => Some(Err(private::failed("lock", path, error))),
        });
        match done {
            Some(result) => return result.map(Some),
            None if begin.elapsed() < PATIENCE => thread::sleep(PAUSE),
            None => return Ok(None),
        }
    }
}

/// Unlocked by name and not by being closed: a forked child has the file open, too.
struct Held<'a>(&'a File);

impl Drop for Held<'_> {
    fn drop(&mut self) {
        let _ = self.0.unlock();
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)] // tests: a panic is the failure

    use super::*;
    use crate::store::file::tests::Folder;

    #[test]
    fn nobody_enters_while_another_is_inside() {
        let folder = Folder::new();
        let path = folder.path().join("lock");
        let (inside, most) = (&std::sync::atomic::AtomicU32::new(0), &std::sync::atomic::AtomicU32::new(0));
        thread::scope(|scope| {
            for _ in 0..4 {
                scope.spawn(|| {
                    for _ in 0..50 {
                        let work = || {
                            use std::sync::atomic::Ordering::SeqCst;
                            most.fetch_max(inside.fetch_add(1, SeqCst) + 1, SeqCst);
                            thread::yield_now();
                            inside.fetch_sub(1, SeqCst);
                            Ok(())
                        };
                        locked(&path, work).unwrap();
                    }
                });
            }
        });
        assert_eq!(most.load(std::sync::atomic::Ordering::SeqCst), 1);
    }

    #[test]
    fn a_lock_that_is_never_let_go_of_does_not_stop_the_others() {
        let folder = Folder::new();
        let path = folder.path().join("lock");
        let holder = private::open(&path).unwrap();
        holder.lock().unwrap();
        let begin = Instant::now();
        assert_eq!(locked(&path, || Ok(7)).unwrap(), 7);
        assert!(begin.elapsed() >= PATIENCE);
        holder.unlock().unwrap();
        assert_eq!(locked(&path, || Ok(8)).unwrap(), 8);
    }
}
