//! What a process said of its orders, and what the director asked of it.

use std::collections::{BTreeMap, BTreeSet};

/// All of it, of one process. Numbers are those of orders and of refunds.
#[derive(Debug, Default)]
pub(crate) struct Books {
    /// Orders of which it said that they are placed.
    pub(crate) placed: BTreeSet<String>,
    /// Orders that a query found paid.
    pub(crate) paid: BTreeSet<String>,
    /// Orders of which it said that they are closed.
    pub(crate) closed: BTreeSet<String>,
    /// Refunds that were accepted.
    pub(crate) asked_back: BTreeSet<String>,
    /// Refunds that a query found ended, and how.
    pub(crate) ended: BTreeMap<String, String>,
    /// How often its function took the payment of an order.
    pub(crate) took_paid: BTreeMap<String, u32>,
    /// How often its function took the end of a refund, and which.
    pub(crate) took_refund: BTreeMap<String, (u32, String)>,
    /// Calls that ended in an error, by its code.
    pub(crate) failures: BTreeMap<String, u32>,
    /// Orders whose life did not come to its end.
    pub(crate) unfinished: Vec<String>,
    /// Notifications that it answered.
    pub(crate) notifications: u32,
}

impl Books {
    /// Whether it knows that the order is paid, one way or the other.
    pub(crate) fn knows_paid(&self, number: &str) -> bool {
        self.paid.contains(number) || self.took_paid.contains_key(number)
    }

    /// How it says that the refund ended; `None` when it does not know of an end.
    pub(crate) fn end_of(&self, refund: &str) -> Option<&str> {
        let taken = self.took_refund.get(refund).map(|(_, end)| end);
        taken.or_else(|| self.ended.get(refund)).map(String::as_str)
    }

    /// Notes that its function took an event: the line behind `took`.
    pub(crate) fn took(&mut self, event: &[&str]) {
        match event {
            ["paid", number] => *self.took_paid.entry((*number).to_owned()).or_default() += 1,
            ["refund", number, end] => {
                let taken = self.took_refund.entry((*number).to_owned()).or_default();
                (taken.0, taken.1) = (taken.0 + 1, end.to_lowercase());
            }
            other => panic!("an event that nobody knows: {other:?}"),
        }
    }
}
