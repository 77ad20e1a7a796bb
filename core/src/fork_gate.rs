//! While a process forks, none of its threads is inside of what a client does: of a lock that another thread holds at that moment the
//! child gets a copy that nobody ever lets go of. AWS-LC has such locks (each RSA signature and random number takes one), and no way to
//! make them anew.
//!
//! The gate itself has no lock, for the same reason. Only hosts that fork shut it; for others it is an atomic addition a step.

use std::cell::Cell;
use std::future::{Future, poll_fn};
use std::pin::pin;
use std::sync::atomic::{AtomicU32, Ordering};
use std::thread;
#[cfg(feature = "bridge")]
use std::time::{Duration, Instant};

/// The threads that are inside, in the lower half; the forks that are under way, in the upper one.
static STATE: AtomicU32 = AtomicU32::new(0);

/// One fork that is under way.
const FORK: u32 = 1 << 16;

/// Between two looks. Nobody can be woken without a lock, and a step takes a millisecond at most.
const PAUSE: std::time::Duration = std::time::Duration::from_micros(50);

thread_local! {
    static IS_INSIDE: Cell<bool> = const { Cell::new(false) };
}

/// A thread that is inside.
struct Place;

impl Place {
    fn take() -> Self {
        let enter = |state| (state < FORK).then_some(state + 1);
        while STATE.fetch_update(Ordering::AcqRel, Ordering::Acquire, enter).is_err() {
            thread::sleep(PAUSE);
        }
        IS_INSIDE.set(true);
        Self
    }
}

impl Drop for Place {
    fn drop(&mut self) {
        IS_INSIDE.set(false);
        STATE.fetch_sub(1, Ordering::AcqRel);
    }
}

/// Does something that no fork may interrupt. It must be short, and wait for nobody.
pub(crate) fn section<T>(work: impl FnOnce() -> T) -> T {
    let _place = (!IS_INSIDE.get()).then(Place::take);
    work()
}

/// The same for the locks of a binding.
#[cfg(feature = "bridge")]
pub fn in_section<T>(work: impl FnOnce() -> T) -> T {
    section(work)
}

/// The same for each step of a future; between them forks may come.
pub(crate) async fn in_sections<T>(work: impl Future<Output = T>) -> T {
    let mut work = pin!(work);
    poll_fn(|context| section(|| work.as_mut().poll(context))).await
}

/// To be called right before the process forks, by the thread that forks: waits until no other thread is inside, `patience` at most,
/// and lets none in.
#[cfg(feature = "bridge")]
pub fn before_fork(patience: Duration) {
    STATE.fetch_add(FORK, Ordering::AcqRel);
    let begin = Instant::now();
    while STATE.load(Ordering::Acquire) % FORK > own() && begin.elapsed() < patience {
        thread::sleep(PAUSE);
    }
}

/// To be called after [`before_fork`] in the parent, also when there was no fork in the end.
#[cfg(feature = "bridge")]
pub fn after_fork_in_parent() {
    STATE.fetch_sub(FORK, Ordering::AcqRel);
}

/// To be called after [`before_fork`] in the child, where this thread is alone.
#[cfg(feature = "bridge")]
pub fn after_fork_in_child() {
    STATE.store(own(), Ordering::Release);
}

#[cfg(feature = "bridge")]
fn own() -> u32 {
    u32::from(IS_INSIDE.get())
}

#[cfg(all(test, feature = "bridge"))]
mod tests {
    #![allow(clippy::unwrap_used)] // tests: a panic is the failure

    use std::sync::atomic::AtomicBool;
    use std::sync::mpsc::channel;

    use super::*;

    /// Far beyond what any machine needs.
    const PATIENCE: Duration = Duration::from_secs(60);

    /// One after the other: there is one gate in a process.
    #[test]
    fn a_fork_and_a_section_wait_for_each_other() {
        let (entered, is_inside) = channel();
        let (leave, may_leave) = channel::<()>();
        let is_over = &AtomicBool::new(false);
        thread::scope(|scope| {
            scope.spawn(move || {
                section(|| {
                    entered.send(()).unwrap();
                    may_leave.recv().unwrap();
                    is_over.store(true, Ordering::SeqCst);
                });
            });
            is_inside.recv().unwrap();
            before_fork(Duration::ZERO); // it gives up: the section goes on
            assert!(!is_over.load(Ordering::SeqCst));
            after_fork_in_parent();
            let fork = scope.spawn(move || {
                before_fork(PATIENCE);
                assert!(is_over.load(Ordering::SeqCst), "the section has ended");
            });
            while STATE.load(Ordering::SeqCst) < FORK {
                thread::yield_now(); // until the fork waits
            }
            leave.send(()).unwrap();
            fork.join().unwrap();

            let (enter, has_entered) = channel();
            scope.spawn(move || section(|| enter.send(()).unwrap()));
            assert!(has_entered.recv_timeout(Duration::from_millis(50)).is_err(), "nobody enters");
            after_fork_in_parent();
            has_entered.recv_timeout(PATIENCE).unwrap();
        });
        // Whoever forks from the inside does not wait for itself, and neither does a section in a section.
        let begin = Instant::now();
        section(|| {
            before_fork(PATIENCE);
            section(|| assert_eq!(own(), 1));
            after_fork_in_parent();
        });
        assert!(begin.elapsed() < PATIENCE);
        assert_eq!(own(), 0);
    }

    #[test]
    fn between_the_steps_of_a_future_forks_may_come() {
        let steps = async {
            assert_eq!(own(), 1);
            tokio::task::yield_now().await;
            assert_eq!(own(), 1);
            7
        };
        let runtime = tokio::runtime::Builder::new_current_thread().build().unwrap();
        assert_eq!(runtime.block_on(in_sections(steps)), 7);
        assert_eq!(own(), 0);
    }
}
