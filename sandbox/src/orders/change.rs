//! What an order is called in the table, and what is told when something in it changes.

use super::{Family, Order};

/// Family, merchant number and order number.
#[derive(Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(crate) struct Key(pub(super) Family, pub(super) String, pub(super) String);

/// Something that is not what it was.
pub(crate) enum Change {
    Order(Key),
    /// By the merchant's number.
    Refund(String),
}

impl Order {
    /// Its name in the table.
    pub(super) fn key(&self) -> Key {
        Key(self.content.family(), self.mchid.clone(), self.out_trade_no.clone())
    }
}
