//! Which numbers passed by lately: a bounded count of them, eight bytes for each.

use std::collections::hash_map::RandomState;
use std::collections::{HashSet, VecDeque};
use std::hash::{BuildHasher as _, Hash};

/// The numbers that came last; the oldest are forgotten first. Only their hashes are kept, under a key of this process: two of 16,384 numbers are
/// taken for each other once in 10^11 processes.
pub(super) struct Recent {
    limit: usize,
    key: RandomState,
    hashes: HashSet<u64>,
    order: VecDeque<u64>,
}

impl Recent {
    /// Remembers so many.
    pub(super) fn new(limit: usize) -> Self {
        Self { limit, key: RandomState::new(), hashes: HashSet::new(), order: VecDeque::new() }
    }

    /// Whether it is among those that are remembered.
    pub(super) fn contains(&self, number: impl Hash) -> bool {
        self.hashes.contains(&self.key.hash_one(number))
    }

    /// Remembers it, and tells whether it was there before.
    pub(super) fn seen_before(&mut self, number: impl Hash) -> bool {
        let hash = self.key.hash_one(number);
        if !self.hashes.insert(hash) {
            return true;
        }
        self.order.push_back(hash);
        if self.order.len() > self.limit
            && let Some(oldest) = self.order.pop_front()
        {
            self.hashes.remove(&oldest);
        }
        false
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn remembers_a_bounded_number() {
        let mut seen = Recent::new(100);
        assert!(!seen.contains("first"));
        assert!(!seen.seen_before("first"));
        assert!(seen.seen_before("first") && seen.contains("first"));
        for index in 0..100 {
            assert!(!seen.seen_before(index.to_string()));
        }
        assert!(!seen.contains("first"), "the oldest is forgotten");
        assert!((0..100).all(|index| seen.contains(index.to_string())));
        assert_eq!((seen.hashes.len(), seen.order.len()), (100, 100));
    }
}
