//! How many browsers watch: the live page gives them places.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

/// Those who watch now.
#[derive(Default)]
pub(crate) struct Watchers(Arc<AtomicUsize>);

/// The place of one of them, free again when it is dropped.
pub(crate) struct Place(Arc<AtomicUsize>);

/// More are not served: each is a connection and a little work.
const MOST: usize = 16;

impl Watchers {
    /// A place, when there is one.
    pub(crate) fn enter(&self) -> Option<Place> {
        let one_more = |count: usize| (count < MOST).then_some(count + 1);
        self.0.fetch_update(Ordering::Relaxed, Ordering::Relaxed, one_more).ok()?;
        Some(Place(Arc::clone(&self.0)))
    }
}

impl Drop for Place {
    fn drop(&mut self) {
        self.0.fetch_sub(1, Ordering::Relaxed);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_place_is_free_again_when_it_is_left() {
        let watchers = Watchers::default();
        let places: Vec<_> = (0..MOST).map(|_| watchers.enter()).collect();
        assert!(places.iter().all(Option::is_some) && watchers.enter().is_none());
        drop(places);
        assert!(watchers.enter().is_some());
    }
}
