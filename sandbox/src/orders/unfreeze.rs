//! Gives back what orders with profit sharing hold, once.

use super::{OrderBook, Unfreezing};

impl OrderBook {
    /// Gives it back, or gives the one that has its number and the same parameters; `None` when these differ.
    ///
    /// # Errors
    /// Nothing is held back any more.
    pub(crate) fn unfreeze(&mut self, asked: Unfreezing) -> Result<Option<Unfreezing>, &'static str> {
        if let Some(earlier) = self.unfreezing(&asked.mchid, &asked.out_order_no) {
            let same = (&earlier.transaction_id, &earlier.description, &earlier.sub_mchid)
                == (&asked.transaction_id, &asked.description, &asked.sub_mchid);
            return Ok(same.then(|| earlier.clone()));
        }
        if self.unfreezings.iter().any(|earlier| earlier.transaction_id == asked.transaction_id) {
            return Err("分账余额不足");
        }
        self.unfreezings.push(asked.clone());
        Ok(Some(asked))
    }

    /// The one with the merchant's number.
    pub(crate) fn unfreezing(&self, mchid: &str, out_order_no: &str) -> Option<&Unfreezing> {
        self.unfreezings
            .iter()
            .find(|known| (known.mchid.as_str(), known.out_order_no.as_str()) == (mchid, out_order_no))
    }
}
