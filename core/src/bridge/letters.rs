//! What waits for a host that fetches it: for languages that no other thread may call.

use std::collections::VecDeque;
use std::fmt;

/// So many letters wait at most that may be dropped: an observer that hangs does not fill the memory.
const MOST_DROPPABLE: usize = 1_000;

/// Letters in the order in which they came: what nobody may miss, and what may be dropped when too much of it waits.
pub struct Letters<T> {
    waiting: VecDeque<(T, bool)>,
    droppable: usize,
    dropped: u64,
}

impl<T> Letters<T> {
    /// Puts one in. Gives whether it was the first: then whoever waits is to be woken.
    pub fn put(&mut self, letter: T, droppable: bool) -> bool {
        if droppable && self.droppable == MOST_DROPPABLE {
            self.dropped += 1;
            return false;
        }
        self.droppable += usize::from(droppable);
        self.waiting.push_back((letter, droppable));
        self.waiting.len() == 1
    }

    /// The next one.
    pub fn take(&mut self) -> Option<T> {
        let (letter, droppable) = self.waiting.pop_front()?;
        self.droppable -= usize::from(droppable);
        Some(letter)
    }

    /// Whether none waits.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.waiting.is_empty()
    }

    /// How many found no room since this was asked last.
    pub fn dropped(&mut self) -> u64 {
        std::mem::take(&mut self.dropped)
    }
}

impl<T> Default for Letters<T> {
    fn default() -> Self {
        Self { waiting: VecDeque::new(), droppable: 0, dropped: 0 }
    }
}

impl<T> fmt::Debug for Letters<T> {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.debug_struct("Letters").field("waiting", &self.waiting.len()).finish_non_exhaustive()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_nobody_may_miss_finds_room_always() {
        let mut letters = Letters::default();
        assert!(letters.put(0, true));
        for number in 1..=MOST_DROPPABLE {
            assert!(!letters.put(number, true));
        }
        letters.put(7_777, false);
        assert_eq!((letters.dropped(), letters.dropped()), (1, 0));
        assert_eq!(letters.take(), Some(0));
        assert!(!letters.put(8_888, true), "room again");
        let rest: Vec<_> = std::iter::from_fn(|| letters.take()).collect();
        assert_eq!(rest.len(), MOST_DROPPABLE + 1);
        assert_eq!(&rest[MOST_DROPPABLE - 1..], [7_777, 8_888]);
        assert!(letters.is_empty());
    }
}
