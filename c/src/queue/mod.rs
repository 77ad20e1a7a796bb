//! Events on their way to the host: pulled by it, or handed to its function on a thread of their own.

#[cfg(unix)]
mod bell;
#[cfg(not(unix))]
#[path = "bell_without_descriptors.rs"]
mod bell;
mod callback;

use std::ffi::c_void;
use std::io;
use std::mem;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant};

use qq_wxpay::bridge::{Letters, OfProcess, in_section};

use crate::abi;
use crate::event::Letter;
use bell::Bell;
use callback::{Callback, Server, is_served_here};

/// A queue of events. Its lock is held only inside of what no fork interrupts, so that it is free in a child.
pub(crate) struct Queue {
    inner: Mutex<Inner>,
    bell: Bell,
    callback: Option<Callback>,
}

struct Inner {
    process: u32,
    letters: Letters<Letter>,
    end: End,
    server: Option<OfProcess<Server>>,
}

/// Whether a queue goes on.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum End {
    Open,
    /// What is in it is still handed on.
    OnceEmpty,
    Now,
}

/// What a reader finds.
pub(crate) enum Found {
    Letters(Vec<Letter>),
    Nothing,
    Closed,
}

impl Queue {
    pub(crate) fn create(function: abi::Callback, context: *mut c_void) -> io::Result<Arc<Self>> {
        let callback = function.map(|function| Callback { function, context });
        let inner =
            Inner { process: std::process::id(), letters: Letters::default(), end: End::Open, server: None };
        let queue = Arc::new(Self { inner: Mutex::new(inner), bell: Bell::hung()?, callback });
        queue.with(|inner| queue.serve(inner))?;
        Ok(queue)
    }

    /// Whether the host has a function for the events, and fetches none.
    pub(crate) fn calls(&self) -> bool {
        self.callback.is_some()
    }

    pub(crate) fn descriptor(&self) -> i32 {
        if self.calls() {
            return -1;
        }
        self.with(|_| self.bell.descriptor())
    }

    /// Puts something in. `false`: the queue was released, and nobody will see it.
    pub(crate) fn put(self: &Arc<Self>, letter: Letter) -> bool {
        let is_droppable = letter.is_droppable();
        let refused = self.with(|inner| {
            if inner.end != End::Open {
                return Some(letter);
            }
            if inner.letters.put(letter, is_droppable) {
                self.bell.ring();
            }
            // Without a thread it waits for the next try.
            let _ = self.serve(inner);
            None
        });
        // Dropped here, where the lock is free: an object may end with it.
        refused.is_none()
    }

    /// What is there, `most` at the most, once there is something, within the limit.
    pub(crate) fn fetch(&self, most: usize, limit: Option<Duration>) -> Found {
        let until = limit.and_then(|limit| Instant::now().checked_add(limit));
        loop {
            match self.take(most) {
                Found::Nothing => {}
                found => return found,
            }
            let left = until.map(|until| until.saturating_duration_since(Instant::now()));
            // After a signal the host looks after it, and comes again.
            if left.is_some_and(|left| left.is_zero()) || !self.bell.wait(left) {
                return self.take(most);
            }
        }
    }

    /// How many events found no room since this was asked last.
    pub(crate) fn dropped(&self) -> u64 {
        self.with(|inner| inner.letters.dropped())
    }

    /// Nothing comes into it from now on, and nothing comes out, now or once it is empty. Unless called by it, the host's function has
    /// returned for the last time, within the patience.
    pub(crate) fn close(&self, end: End, patience: Option<Duration>) {
        let (letters, server) = self.with(|inner| {
            inner.end = end;
            self.bell.ring();
            let letters = (end == End::Now).then(|| mem::take(&mut inner.letters));
            (letters, inner.server.take())
        });
        drop(letters);
        if let Some(server) = server.and_then(OfProcess::take) {
            server.end(patience);
        }
    }

    /// Whether the host's function of this queue runs on this thread: whoever waits here for an answer by it waits for ever.
    pub(crate) fn serves_here(&self) -> bool {
        is_served_here(std::ptr::from_ref(self).addr())
    }

    /// Gives the host's function one letter after the other, until the queue ends.
    fn hand_on(&self) {
        let Some(callback) = &self.callback else { return };
        while let Some(letter) = self.next() {
            callback.call(letter.into_event());
        }
    }

    /// The next letter, for the thread that hands them on; `None` when the queue was released.
    fn next(&self) -> Option<Letter> {
        loop {
            match self.fetch(1, None) {
                Found::Letters(letters) => return letters.into_iter().next(),
                Found::Nothing => {}
                Found::Closed => return None,
            }
        }
    }

    fn take(&self, most: usize) -> Found {
        self.with(|inner| {
            if inner.end == End::Now || inner.end == End::OnceEmpty && inner.letters.is_empty() {
                return Found::Closed;
            }
            let mut found = Vec::new();
            while found.len() < most
                && let Some(letter) = inner.letters.take()
            {
                found.push(letter);
            }
            if inner.letters.is_empty() && !found.is_empty() && inner.end == End::Open {
                self.bell.silence();
            }
            if found.is_empty() { Found::Nothing } else { Found::Letters(found) }
        })
    }

    /// Begins the thread that calls the host's function, where there is one and it has none.
    fn serve(self: &Arc<Self>, inner: &mut Inner) -> io::Result<()> {
        if self.calls() && inner.server.is_none() && inner.end == End::Open {
            let queue = Arc::clone(self);
            let server = Server::begin(Arc::as_ptr(self).addr(), move || queue.hand_on())?;
            inner.server = Some(OfProcess::new(server));
        }
        Ok(())
    }

    fn with<T>(&self, work: impl FnOnce(&mut Inner) -> T) -> T {
        in_section(|| {
            // Every change is one letter more or less: a panic elsewhere cannot leave it half done.
            let mut inner = self.inner.lock().unwrap_or_else(PoisonError::into_inner);
            if inner.process != std::process::id() {
                self.renew(&mut inner);
            }
            work(&mut inner)
        })
    }

    /// In a child by `fork`: what waits is the parent's, and so is the thread.
    fn renew(&self, inner: &mut Inner) {
        mem::forget(mem::take(&mut inner.letters));
        drop(inner.server.take());
        // Without sockets of its own nothing is heard in the child: its calls end by their limits.
        let _ = self.bell.renew();
        inner.process = std::process::id();
    }
}
