//! The order table while somebody holds it.

use std::ops::{Deref, DerefMut};
use std::sync::{Arc, MutexGuard};

use crate::journal::{Entry, Journal};
use crate::orders::{Change, OrderBook};

/// The table; when it is let go, what its holder changed stands in the journal.
pub(crate) struct OrdersGuard<'a> {
    book: MutexGuard<'a, OrderBook>,
    journal: &'a Journal,
}

impl<'a> OrdersGuard<'a> {
    pub(crate) fn new(book: MutexGuard<'a, OrderBook>, journal: &'a Journal) -> Self {
        Self { book, journal }
    }
}

impl Deref for OrdersGuard<'_> {
    type Target = OrderBook;

    fn deref(&self) -> &OrderBook {
        &self.book
    }
}

impl DerefMut for OrdersGuard<'_> {
    fn deref_mut(&mut self) -> &mut OrderBook {
        &mut self.book
    }
}

impl Drop for OrdersGuard<'_> {
    fn drop(&mut self) {
        for change in self.book.take_changes() {
            self.journal.put(match change {
                Change::Order(key) => Entry::Order(Arc::new(key)),
                Change::Refund(number) => Entry::Refund(Arc::from(number)),
            });
        }
    }
}
